"""The province's drawing, decoded from `geo/map.topo.json`: outlines as SVG path data.

The browser does the same in `atlas/ui/frontend/core/geometry.js`; both draw from one file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import Any

import shapely

from atlas.folders import GEO
from atlas.model import Adcode, Lang

Point = tuple[float, float]
Line = list[Point]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Unit:
    """Outline of a county or prefecture; `point` is where its label may stand."""

    d: str
    box: Box
    area: float
    point: Point


@dataclass(frozen=True, slots=True)
class Water:
    """A river or lake with its names; rank 1 is drawn first and named first."""

    name_zh: str
    name_en: str
    rank: int
    closed: bool
    lines: tuple[Line, ...]

    def within(self, window: Box) -> str:
        """Path data of what of it lies in a window of the drawing."""
        return _cropped(self.lines, window, closed=self.closed)

    def name(self, lang: Lang) -> str:
        """Label in the reader's language."""
        return self.name_zh if lang == "zh" else self.name_en


class Topology:
    """Layers of one TopoJSON file, in units of the drawing: x to the right, y down.

    With a `tolerance`, in the same units, lines are thinned; neighbours keep the line they share.
    """

    def __init__(self, source: dict[str, Any], tolerance: float = 0) -> None:
        (kx, ky), (dx, dy) = source["transform"]["scale"], source["transform"]["translate"]
        self.box: Box = tuple(source["bbox"])
        self.objects: dict[str, list[dict[str, Any]]] = {
            name: layer["geometries"] for name, layer in source["objects"].items()
        }
        self._arcs: list[Line] = [
            [
                (x * kx + dx, y * ky + dy)
                for x, y in zip(
                    accumulate(p[0] for p in arc), accumulate(p[1] for p in arc), strict=True
                )
            ]
            for arc in source["arcs"]
        ]
        if tolerance:
            self._arcs = [_thinned(arc, tolerance) for arc in self._arcs]
        self._outlines: dict[frozenset[Adcode], str] = {}

    @cached_property
    def counties(self) -> dict[Adcode, Unit]:
        """Counties by code, in the order of the file."""
        return self._units("counties")

    @cached_property
    def prefectures(self) -> dict[Adcode, Unit]:
        """Prefectures by code, in the order of the file."""
        return self._units("prefectures")

    @cached_property
    def parent(self) -> dict[Adcode, Adcode]:
        """County → the prefecture it is drawn in."""
        return {c["id"]: c["properties"]["parent"] for c in self.objects["counties"]}

    def unit(self, adcode: Adcode) -> Unit | None:
        """Outline of a county or prefecture, None for a unit that has none."""
        return self.counties.get(adcode) or self.prefectures.get(adcode)

    @cached_property
    def _neighbours(self) -> list[Line]:
        return [ring for g in self.objects["neighbours"] for ring in self._lines(g)]

    def land(self, window: Box) -> str:
        """Path data of what of the neighbours lies in a window of the drawing."""
        return _cropped(self._neighbours, window, closed=True)

    @cached_property
    def rivers(self) -> tuple[Water, ...]:
        """Rivers in the order of the file."""
        return tuple(self._water("rivers", closed=False))

    @cached_property
    def lakes(self) -> tuple[Water, ...]:
        """Lakes in the order of the file."""
        return tuple(self._water("lakes", closed=True))

    @cached_property
    def county_lines(self) -> str:
        """Lines between counties of one prefecture."""
        return self._mesh(lambda units: len(units) == 2 and len(self._parents(units)) == 1)

    @cached_property
    def prefecture_lines(self) -> str:
        """Lines between prefectures."""
        return self._mesh(lambda units: len(units) == 2 and len(self._parents(units)) == 2)

    @cached_property
    def province_line(self) -> str:
        """The line around the province."""
        return self._mesh(lambda units: len(units) == 1)

    def outline(self, counties: Iterable[Adcode]) -> str:
        """Path data of the line around a set of counties, without the lines inside it."""
        inside = frozenset(counties)
        if inside not in self._outlines:
            self._outlines[inside] = self._mesh(lambda units: len(units & inside) == 1)
        return self._outlines[inside]

    def box_of(self, counties: Iterable[Adcode]) -> Box:
        """Smallest box around counties."""
        boxes = [self.counties[c].box for c in counties]
        return (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )

    def _parents(self, counties: set[Adcode]) -> set[Adcode]:
        return {self.parent[c] for c in counties}

    @cached_property
    def _sides(self) -> dict[int, set[Adcode]]:
        """Arc → the one or two counties that lie beside it."""
        sides: dict[int, set[Adcode]] = {}
        for county in self.objects["counties"]:
            for arc in _flat(county["arcs"]):
                sides.setdefault(arc if arc >= 0 else ~arc, set()).add(county["id"])
        return sides

    def _mesh(self, wanted: Callable[[set[Adcode]], bool]) -> str:
        arcs = [self._arcs[i] for i, units in self._sides.items() if wanted(units)]
        return _path(_joined(arcs), closed=False)

    def _line(self, arcs: list[int]) -> Line:
        """One line or ring from the numbers of its arcs; ~i is arc i run backwards."""
        line: Line = []
        for i in arcs:
            arc = self._arcs[i] if i >= 0 else self._arcs[~i][::-1]
            line += arc[1:] if line else arc
        return line

    def _lines(self, geometry: dict[str, Any]) -> list[Line]:
        arcs = geometry["arcs"]
        match geometry["type"]:
            case "LineString":
                return [self._line(arcs)]
            case "MultiLineString" | "Polygon":
                return [self._line(ring) for ring in arcs]
            case "MultiPolygon":
                return [self._line(ring) for polygon in arcs for ring in polygon]
            case other:
                raise ValueError(f"map.topo.json holds a {other}, which no layer here should have")

    def _units(self, layer: str) -> dict[Adcode, Unit]:
        units = {}
        for geometry in self.objects[layer]:
            rings = self._lines(geometry)
            told = geometry.get("properties", {})
            units[str(geometry["id"])] = Unit(
                d=_path(rings, closed=True),
                box=_extent(rings),
                # Holes run the other way round and take away.
                area=abs(sum(_area(ring) for ring in rings)),
                point=(told["x"], told["y"]) if "x" in told else middle(rings),
            )
        return units

    def _water(self, layer: str, *, closed: bool) -> Iterator[Water]:
        for geometry in self.objects[layer]:
            lines = self._lines(geometry)
            told = geometry["properties"]
            rank = told.get("rank", 1)
            yield Water(told["name_zh"], told["name_en"], rank, closed, tuple(lines))


def lake_area(lake: Water) -> float:
    """Area of a lake in square units of the drawing."""
    return sum(abs(_area(ring)) for ring in lake.lines)


def middle(rings: Iterable[Line]) -> Point:
    """Centre of gravity of the largest ring."""
    ring = max(rings, key=lambda r: abs(_area(r)))
    crosses = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(ring)]
    twice = sum(cross for *_, cross in crosses)
    return (
        sum((a[0] + b[0]) * cross for a, b, cross in crosses) / (3 * twice),
        sum((a[1] + b[1]) * cross for a, b, cross in crosses) / (3 * twice),
    )


def distance(a: Point, b: Point) -> float:
    """Distance of two points in units of the drawing."""
    return math.hypot(a[0] - b[0], a[1] - b[1])


def _flat(arcs: list[Any]) -> Iterator[int]:
    for arc in arcs:
        if isinstance(arc, list):
            yield from _flat(arc)
        else:
            yield arc


def _area(ring: Line) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _extent(lines: Iterable[Line]) -> Box:
    points = [point for line in lines for point in line]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _thinned(arc: Line, tolerance: float) -> Line:
    """A line with fewer points between its ends; what would close up to nothing stays as it is."""
    kept = list(shapely.simplify(shapely.LineString(arc), tolerance).coords)
    return arc if arc[0] == arc[-1] and len(kept) < 4 else kept


def _joined(arcs: list[Line]) -> list[Line]:
    """Arcs put together end to end, so that a dash runs on around a whole outline."""
    ends: dict[Point, list[Line]] = {}
    for arc in arcs:
        ends.setdefault(arc[0], []).append(arc)
        ends.setdefault(arc[-1], []).append(arc)
    left = {id(arc): arc for arc in arcs}
    lines = []
    while left:
        _, line = left.popitem()
        for turned in (False, True):
            line = line[::-1] if turned else list(line)
            while line[0] != line[-1]:
                there = [arc for arc in ends[line[-1]] if id(arc) in left]
                if len(there) != 1:
                    break
                arc = left.pop(id(there[0]))
                line += arc[1:] if arc[0] == line[-1] else arc[-2::-1]
        lines.append(line)
    return lines


def _cropped(lines: Iterable[Line], window: Box, *, closed: bool) -> str:
    """Path data of lines or rings cut at a window; a clip-path would triple the time to pixels."""
    make = shapely.Polygon if closed else shapely.LineString
    kept: list[Line] = []
    for line in lines:
        for part in shapely.get_parts(shapely.clip_by_rect(make(line), *window)):
            if part.geom_type == "Polygon":
                kept += [list(ring.coords) for ring in (part.exterior, *part.interiors)]
            elif part.geom_type == "LineString":
                kept.append(list(part.coords))
    return _path(kept, closed=closed) if kept else ""


def _path(lines: Iterable[Line], *, closed: bool) -> str:
    parts = []
    for line in lines:
        points = line[:-1] if closed else line
        parts.append("M" + "L".join(f"{_short(x)},{_short(y)}" for x, y in points))
    return "Z".join(parts) + "Z" if closed else "".join(parts)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


@cache
def drawing(tolerance: float = 0) -> Topology:
    """The drawing of `geo/map.topo.json`, decoded once for each tolerance."""
    return Topology(json.loads((GEO / "map.topo.json").read_text(encoding="utf-8")), tolerance)
