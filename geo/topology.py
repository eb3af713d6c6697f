"""Layers in units of the drawing as one TopoJSON: every shared line is one arc, stored once.

Rings and lines are put on an integer grid, cut wherever lines meet or part, and each piece is
kept once, whichever way round it is met (TopoJSON 1.0, "arcs" and "transform").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import shapely

Node = tuple[int, int]
Path = list[Node]


class TopologyError(ValueError):
    """A shape is lost on the grid."""


@dataclass(slots=True)
class Topology:
    """Arcs collected from layers that were put on a grid of `step` units from `origin`."""

    step: float
    origin: tuple[float, float]
    layers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _arcs: list[tuple[Node, ...]] = field(default_factory=list)
    _index: dict[tuple[Node, ...], int] = field(default_factory=dict)

    def snap(self, shape: Any) -> Any:
        """Shape on the grid: whole numbers of steps, repeated points dropped."""
        grid = shapely.transform(shape, lambda points: np.round((points - self.origin) / self.step))
        # Points are kept as they stand: shapely takes two of them on one spot for a fault.
        return grid if shape.geom_type == "MultiPoint" else shapely.remove_repeated_points(grid)

    def add(self, name: str, features: Sequence[tuple[Any, dict[str, Any]]]) -> None:
        """Layer of (shape in units of the drawing, members such as id and properties)."""
        self.layers[name] = [
            {"shape": self.snap(shape), "members": members} for shape, members in features
        ]

    def to_dict(self, **members: Any) -> dict[str, Any]:
        """The TopoJSON object, with foreign members (projection, screen, …) as given."""
        junctions = self._junctions()
        objects = {
            name: {
                "type": "GeometryCollection",
                "geometries": [
                    self._geometry(feature["shape"], junctions) | feature["members"]
                    for feature in features
                ],
            }
            for name, features in self.layers.items()
        }
        return {
            "type": "Topology",
            **members,
            "transform": {"scale": [self.step, self.step], "translate": list(self.origin)},
            "objects": objects,
            "arcs": [_deltas(arc) for arc in self._arcs],
        }

    def _junctions(self) -> set[Node]:
        """Points where lines meet or part: their neighbours differ from one passing to another."""
        passings: dict[Node, set[frozenset[Node]]] = defaultdict(set)
        ends: set[Node] = set()
        for features in self.layers.values():
            for feature in features:
                for path, closed in _paths(feature["shape"]):
                    if not closed:
                        ends |= {path[0], path[-1]}
                    walk = path + path[1:2] if closed else path
                    for before, here, after in zip(walk, walk[1:], walk[2:], strict=False):
                        passings[here].add(frozenset((before, after)))
        return ends | {node for node, ways in passings.items() if len(ways) > 1}

    def _geometry(self, shape: Any, junctions: set[Node]) -> dict[str, Any]:
        parts = list(shapely.get_parts(shape))
        if shape.geom_type == "MultiPoint":
            # Positions of points are whole, never differences (TopoJSON 1.0, 2.2.1).
            return {"type": "MultiPoint", "coordinates": [[int(p.x), int(p.y)] for p in parts]}
        if shape.geom_type.endswith("Polygon"):
            polygons = [
                [self._cut(_nodes(ring), junctions) for ring in (part.exterior, *part.interiors)]
                for part in parts
            ]
            return {
                "type": "Polygon" if len(polygons) == 1 else "MultiPolygon",
                "arcs": polygons[0] if len(polygons) == 1 else polygons,
            }
        lines = [self._cut(_nodes(part), junctions) for part in parts]
        return {
            "type": "LineString" if len(lines) == 1 else "MultiLineString",
            "arcs": lines[0] if len(lines) == 1 else lines,
        }

    def _cut(self, path: Path, junctions: set[Node]) -> list[int]:
        """Indexes of the arcs that a ring or line runs along; ~index where it runs backward."""
        if path[0] == path[-1]:
            cuts = [at for at, node in enumerate(path[:-1]) if node in junctions]
            # A ring that touches nothing starts at its least point, so that its twin matches.
            start = cuts[0] if cuts else path.index(min(path))
            path = path[start:-1] + path[: start + 1]
        stops = [0, *(at for at in range(1, len(path) - 1) if path[at] in junctions)]
        stops.append(len(path) - 1)
        return [self._arc(tuple(path[first : last + 1])) for first, last in pairwise(stops)]

    def _arc(self, nodes: tuple[Node, ...]) -> int:
        if nodes in self._index:
            return self._index[nodes]
        if nodes[::-1] in self._index:
            return ~self._index[nodes[::-1]]
        self._index[nodes] = len(self._arcs)
        self._arcs.append(nodes)
        return self._index[nodes]


def _nodes(line: Any) -> Path:
    nodes = [(int(x), int(y)) for x, y in line.coords]
    if len(nodes) < (4 if line.is_ring else 2):
        raise TopologyError(f"a ring or line has shrunk to {len(nodes)} points: use a finer grid")
    return nodes


def _paths(shape: Any) -> Iterator[tuple[Path, bool]]:
    for part in shapely.get_parts(shape):
        if part.geom_type == "Point":
            continue
        if part.geom_type == "Polygon":
            for ring in (part.exterior, *part.interiors):
                yield _nodes(ring), True
        else:
            yield _nodes(part), False


def _deltas(arc: Sequence[Node]) -> list[list[int]]:
    points = np.array(arc)
    return [points[0].tolist(), *np.diff(points, axis=0).tolist()]
