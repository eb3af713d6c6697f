"""Layers of the made-up province: counties are rectangles of one grid, so they share their corners.

Run with ATLAS_DATA and ATLAS_GEO, as geo/build.py is; it draws by the same functions.
"""

from __future__ import annotations

import json
from typing import Final

import geopandas as gpd
import numpy as np
import shapely

from atlas.folders import GEO
from geo import build, layers, waters
from geo.projection import DEGREES, PROVINCE_ALBERS, Screen, project
from tests.made_up.province import CODE, rows

CELL: Final = 80_000.0
"""Metres."""
GRID: Final = (
    ("880101", "880181", "880221", "882722"),
    ("880121", "880202", "880222", "882721"),
)
"""Counties from north-west to south-east."""


def _cell(column: float, row: float, wide: float = 1, high: float = 1) -> shapely.Polygon:
    west, north = (column - 2) * CELL, (1 - row) * CELL
    return shapely.box(west, north - high * CELL, west + wide * CELL, north)


def main() -> None:
    """Write the layers in degrees and the province's drawing."""
    places = {place["adcode"]: place for place in rows("places")}
    codes = sorted(places[code]["adcode"] for line in GRID for code in line)
    at = {code: (column, row) for row, line in enumerate(GRID) for column, code in enumerate(line)}
    metres = np.array([_cell(*at[code]) for code in codes])
    outside = shapely.difference(_cell(-1, -1, 6, 4), shapely.union_all(metres))
    # The neighbour has the corners that the counties have along their common line.
    outside = shapely.union_all([outside, outside], grid_size=1.0)
    everything = [*metres, outside]
    nodes = shapely.node(shapely.union_all([shapely.boundary(shape) for shape in everything]))
    noded = [shapely.snap(shape, nodes, 1.0) for shape in everything]
    degrees = [layers.rounded(shape) for shape in project(noded, PROVINCE_ALBERS, DEGREES)]
    inner, outer = np.array(degrees[:-1]), degrees[-1:]
    points, radii = layers.label_points(inner)
    parents = [places[code]["parent"] for code in codes]
    names = [places[code]["name_zh"] for code in codes]
    dissolved = gpd.GeoDataFrame({"adcode": parents}, geometry=inner, crs=DEGREES).dissolve(
        "adcode", method="coverage"
    )
    made = {
        "counties": layers.layer_of(
            {
                "adcode": codes,
                "name": names,
                "parent": parents,
                "cx": shapely.get_x(points),
                "cy": shapely.get_y(points),
                "radius_km": np.round(radii / 1000, 1),
            },
            inner,
        ),
        "prefectures": layers.layer_of(
            {
                "adcode": list(dissolved.index),
                "name": [places[code]["name_zh"] for code in dissolved.index],
            },
            [layers.rounded(shape) for shape in dissolved.geometry],
        ),
        "province": layers.layer_of(
            {"adcode": [CODE], "name": [places[CODE]["name_zh"]]},
            [layers.rounded(shapely.coverage_union_all(inner))],
        ),
        "neighbours": layers.layer_of({"adcode": ["890000"], "name": ["海"]}, outer),
        # No water is listed, so no file of waters is opened.
        "rivers": waters.river_layer(GEO / "none", None, None),
        "lakes": waters.lake_layer(GEO / "none", None, None),
    }
    bounds = shapely.total_bounds(metres)
    screen = Screen.fit(tuple(bounds), width=build.WIDTH, margin=build.MARGIN)
    for name, frame in made.items():
        collection = json.loads(frame.to_json(drop_id=True))
        (GEO / f"{name}.geojson").write_text(
            json.dumps(collection, ensure_ascii=False), encoding="utf-8"
        )
    drawing = build.build_topology(made, screen)
    (GEO / "map.topo.json").write_text(json.dumps(drawing), encoding="utf-8")


if __name__ == "__main__":
    main()
