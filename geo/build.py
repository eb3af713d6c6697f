"""Build every layer of geo/ from the raw files: `python geo/build.py [--cache FOLDER]`."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

ROOT = Path(__file__).resolve().parent.parent
# Run as a script, Python looks for modules in geo/ only.
sys.path.insert(0, str(ROOT))

from atlas.folders import GEO  # noqa: E402
from geo import china, layers, raw, waters  # noqa: E402
from geo.projection import DEGREES, PROVINCE_ALBERS, Screen, project  # noqa: E402
from geo.topology import Topology  # noqa: E402

WIDTH, MARGIN = 1000.0, 20.0
# Neighbours are drawn this far beyond the drawing (units), for panning and for wide windows.
OVERSCAN_X, OVERSCAN_Y = 450.0, 200.0
GRID = 0.05  # units; 60 m on the ground, a tenth of what simplifying took away


def context_box(screen: Screen) -> Any:
    """Rectangle in Albers metres in which neighbours, rivers and lakes are kept."""
    return shapely.box(
        (-OVERSCAN_X - screen.x0) / screen.scale,
        (screen.y0 - screen.height - OVERSCAN_Y) / screen.scale,
        (screen.width + OVERSCAN_X - screen.x0) / screen.scale,
        (screen.y0 + OVERSCAN_Y) / screen.scale,
    )


def build_layers(cache: Path) -> tuple[dict[str, gpd.GeoDataFrame], Screen]:
    """Every layer in degrees, and the drawing they are to be shown in."""
    files = {id_: raw.fetch(record, cache) for id_, record in raw.raw_files().items()}
    province = layers.read_units(files["province"])
    outline = province.loc[province["adcode"] == layers.PROVINCE, "geometry"].values
    bounds = shapely.total_bounds(project(outline, DEGREES, PROVINCE_ALBERS))
    screen = Screen.fit(tuple(bounds), width=WIDTH, margin=MARGIN)
    context = context_box(screen)

    made = layers.county_and_neighbour_layers(
        files["district"], files["city"], files["province"], context
    )
    land = shapely.coverage_union_all(
        project(
            [*made["province"].geometry, *made["neighbours"].geometry], DEGREES, PROVINCE_ALBERS
        )
    )
    land = max(shapely.get_parts(land), key=shapely.area)
    made["rivers"] = waters.river_layer(files["rivers.shp"], land, context)
    made["lakes"] = waters.lake_layer(files["lakes.shp"], land, context)
    made["china_provinces"] = layers.china_layer(files["province"])
    return made, screen


def _members(name: str, row: Any, screen: Screen) -> dict[str, Any]:
    if name == "counties":
        x, y = screen.point(row.cx, row.cy)
        label = {
            "x": round(x, 1),
            "y": round(y, 1),
            "r": round(row.radius_km / screen.km_per_unit, 1),
        }
        return {"id": row.adcode, "properties": {"parent": row.parent, **label}}
    if name in {"prefectures", "neighbours"}:
        return {"id": row.adcode}
    columns = ("name_zh", "name_en", "rank", "border")
    return {"properties": {key: getattr(row, key) for key in columns if hasattr(row, key)}}


def build_topology(made: dict[str, gpd.GeoDataFrame], screen: Screen) -> dict[str, Any]:
    """The layers of the province's map as one TopoJSON in units of the drawing."""
    topology = Topology(step=GRID, origin=(-OVERSCAN_X, -OVERSCAN_Y))
    for name in ("counties", "prefectures", "neighbours", "rivers", "lakes"):
        rows = list(made[name].itertuples(index=False))
        shapes = screen.draw(made[name].geometry.values)
        topology.add(
            name,
            [(shape, _members(name, row, screen)) for shape, row in zip(shapes, rows, strict=True)],
        )
    snapped = [
        feature["shape"] for name in ("counties", "neighbours") for feature in topology.layers[name]
    ]
    layers.require(bool(shapely.is_valid(snapped).all()), "the grid broke a polygon")
    layers.require(bool(shapely.coverage_is_valid(snapped)), "the grid opened the coverage")
    return topology.to_dict(**screen.members())


def _write(path: Path, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"
    path.write_text(text, encoding="utf-8")
    packed = len(gzip.compress(text.encode()))
    print(f"{path.name:28} {len(text.encode()):>9,} bytes {packed:>9,} gzip")


def main() -> None:
    """Build and write the layers, and print what was made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cache", type=Path, default=ROOT / ".cache" / "geo", help="folder for wheels"
    )
    made, screen = build_layers(parser.parse_args().cache)
    for name, frame in made.items():
        collection = {
            "type": "FeatureCollection",
            "name": name,
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}},
            "features": json.loads(frame.to_json(drop_id=True))["features"],
        }
        _write(GEO / f"{name}.geojson", collection)
    _write(GEO / "map.topo.json", build_topology(made, screen))
    _write(
        GEO / "china.topo.json", china.build_topology(made["china_provinces"], made["prefectures"])
    )


if __name__ == "__main__":
    main()
