"""The national drawing, `china.topo.json`: provinces, boundary lines and our prefectures.

Made from the committed layers alone, so it needs no raw file. The frame ends south of the island
provinces' main islands; the South China Sea is shown in the customary inset, whose box stands in
the file's member `inset`, so every part and the whole dashed line are drawn.
"""

from __future__ import annotations

from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely

from geo.layers import layer_of, require, simplify_together
from geo.projection import CHINA_ALBERS, DEGREES, Screen, project
from geo.topology import Topology

WIDTH, MARGIN = 1000.0, 26.0
GRID: Final = 0.1  # units; half a kilometre, a tenth of what simplifying took away
FRAME_SOUTH: Final = -2_050_000.0
"""Metres of northing where the frame ends: some 70 km south of the last large island."""
INSET_DEGREES: Final = (106.5, 2.8, 123.5, 24.9)
"""West, south, east and north of what the inset shows."""
INSET_SCALE: Final = 0.28
PREFECTURE_TOLERANCE: Final = 4_000.0  # metres; finer than the provinces, as people point at them


def china_screen(provinces: gpd.GeoDataFrame) -> Screen:
    """The drawing's place: as wide as the country, down to the frame's southern edge."""
    left, _, right, top = shapely.total_bounds(
        project(provinces.geometry.values, DEGREES, CHINA_ALBERS)
    )
    return Screen.fit(
        (left, FRAME_SOUTH, right, top), width=WIDTH, margin=MARGIN, projection=CHINA_ALBERS
    )


def _inset(screen: Screen) -> dict[str, Any]:
    """Box of the inset in units of the drawing (it reaches below the frame), and its scale."""
    west, south, east, north = INSET_DEGREES
    # The rectangle's sides are curves on the drawing: its corners alone would cut them off.
    around = shapely.segmentize(shapely.box(west, south, east, north), 0.5)
    box = shapely.bounds(screen.draw(around))
    return {"box": [round(float(value), 1) for value in box], "scale": INSET_SCALE}


def _has_area_on_grid(part: Any) -> bool:
    nodes = np.round(shapely.get_coordinates(shapely.get_exterior_ring(part)) / GRID)
    return len(np.unique(nodes, axis=0)) > 2 and shapely.Polygon(nodes).area > 0


def _parts_on_grid(shape: Any) -> tuple[Any, list[Any]]:
    """Polygons of a shape that stay polygons on the grid, and a point for each of the others."""
    parts = shapely.get_parts(shape)
    keeps = np.array([_has_area_on_grid(part) for part in parts])
    return shapely.multipolygons(parts[keeps]), list(shapely.point_on_surface(parts[~keeps]))


def simpler_prefectures(prefectures: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Prefectures for a drawing of the whole country; still a coverage."""
    shapes = simplify_together(
        prefectures.geometry.values, albers=CHINA_ALBERS, tolerance=PREFECTURE_TOLERANCE
    )
    return layer_of({"adcode": prefectures["adcode"]}, shapes)


def build_topology(china: gpd.GeoDataFrame, prefectures: gpd.GeoDataFrame) -> dict[str, Any]:
    """The national drawing as one TopoJSON.

    Objects: `provinces` (id = adcode), `islets` (id = adcode; the islands too small for the grid,
    as points, so that none is lost), `boundary_lines`, `prefectures` (id = adcode).
    """
    provinces = china[china["kind"] == "province"]
    lines = china[china["kind"] == "boundary_line"]
    screen = china_screen(provinces)
    topology = Topology(step=GRID, origin=(0.0, 0.0))
    polygons, islets = [], []
    for adcode, shape in zip(
        provinces["adcode"], screen.draw(provinces.geometry.values), strict=True
    ):
        kept, lost = _parts_on_grid(shape)
        require(not shapely.is_empty(kept), f"the grid lost all of {adcode}")
        polygons.append((kept, {"id": adcode}))
        if lost:
            islets.append((shapely.multipoints(lost), {"id": adcode}))
    topology.add("provinces", polygons)
    topology.add("islets", islets)
    topology.add("boundary_lines", [(line, {}) for line in screen.draw(lines.geometry.values)])
    ours = simpler_prefectures(prefectures)
    topology.add(
        "prefectures",
        [
            (shape, {"id": adcode})
            for adcode, shape in zip(ours["adcode"], screen.draw(ours.geometry.values), strict=True)
        ],
    )
    drawn = np.array([feature["shape"] for feature in topology.layers["prefectures"]])
    require(bool(shapely.coverage_is_valid(drawn)), "the grid opened the prefectures' coverage")
    return topology.to_dict(**screen.members(), inset=_inset(screen))
