"""The layers in degrees: read, simplified together, rounded, and checked before and after.

Units that share a line are simplified as one coverage (plain simplify opens gaps between
neighbours); every larger unit is the union of its rounded parts, so lines coincide exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from atlas.province import province_code, province_row
from geo.projection import CHINA_ALBERS, DEGREES, PROVINCE_ALBERS, project

PROVINCE: Final = province_code()
COUNTY_TOLERANCE: Final = 500.0
CHINA_TOLERANCE: Final = 6_000.0
"""Metres: triangles smaller than the tolerance squared are taken out of a line."""
DECIMALS: Final = 4  # of a degree: at most 11 m


class LayerError(ValueError):
    """A layer breaks a rule the map stands on; the message says which."""


def require(holds: bool, sentence: str) -> None:
    """Stop the build with the sentence that does not hold."""
    if not holds:
        raise LayerError(sentence)


def read_units(path: Path) -> gpd.GeoDataFrame:
    """Administrative units of a package file: `adcode` (empty for boundary lines), name, geometry.

    The files number a unit 156 (China in ISO 3166-1) and then its six digits of GB/T 2260.
    """
    frame = gpd.read_file(path)
    require(frame.crs == DEGREES, f"{path.name} is in {frame.crs}, not in {DEGREES}")
    frame["adcode"] = frame["gb"].str.removeprefix("156")
    return frame.sort_values("adcode", ignore_index=True)[["adcode", "name", "geometry"]]


def rounded(geometry: Any) -> Any:
    """Coordinates rounded, exterior rings clockwise (d3 and plotly fill the outside otherwise)."""
    rounded = shapely.transform(geometry, lambda points: np.round(points, DECIMALS))
    return shapely.orient_polygons(rounded, exterior_cw=True)


def _single_if_one_part(geometry: Any) -> Any:
    parts = shapely.get_parts(geometry)
    return parts[0] if len(parts) == 1 else geometry


def layer_of(columns: dict[str, Iterable[Any]], geometry: Iterable[Any]) -> gpd.GeoDataFrame:
    """Layer in degrees with these columns; a shape of one part stands as that part."""
    shapes = [_single_if_one_part(shape) for shape in geometry]
    return gpd.GeoDataFrame(pd.DataFrame(columns), geometry=shapes, crs=DEGREES)


def simplify_together(shapes: Any, *, albers: str, tolerance: float) -> Any:
    """Coverage of polygons in degrees, simplified in metres and rounded; stays a coverage."""
    metres = project(np.asarray(shapes), DEGREES, albers)
    require(bool(shapely.coverage_is_valid(metres)), "the units overlap or leave slivers as read")
    simpler = rounded(project(shapely.coverage_simplify(metres, tolerance), albers, DEGREES))
    # A thin inlet may close on itself where it is simplified, as one of a neighbour's does.
    simpler = np.array([_without_slits(shape) for shape in simpler])
    require(bool(np.all(shapely.is_valid(simpler))), "simplifying broke a polygon")
    require(bool(shapely.coverage_is_valid(simpler)), "simplifying opened the coverage")
    return simpler


def label_points(shapes: Any) -> tuple[Any, Any]:
    """Per shape, the point farthest from its border (degrees) and that distance (metres)."""
    metres = project(np.asarray(shapes), DEGREES, PROVINCE_ALBERS)
    radii = shapely.maximum_inscribed_circle(metres, tolerance=100.0)
    points = project(shapely.get_point(radii, 0), PROVINCE_ALBERS, DEGREES)
    points = shapely.transform(points, lambda values: np.round(values, DECIMALS))
    return points, shapely.length(radii)


def county_and_neighbour_layers(
    district: Path, city: Path, province: Path, context: Any
) -> dict[str, gpd.GeoDataFrame]:
    """Counties, prefectures, province and neighbours (clipped to `context`, a box in Albers)."""
    counties = read_units(district)
    counties = counties[counties["adcode"].str[:2] == PROVINCE[:2]]
    provinces = read_units(province)
    in_context = shapely.intersects(
        project(provinces.geometry.values, DEGREES, PROVINCE_ALBERS), context
    )
    neighbours = provinces[
        in_context & (provinces["adcode"] != PROVINCE) & (provinces["adcode"] != "")
    ]
    wanted = int(province_row()["counties"])
    require(len(counties) == wanted, f"{len(counties)} county-level units, expected {wanted}")

    together = [*counties.geometry, *neighbours.geometry]
    simpler = simplify_together(together, albers=PROVINCE_ALBERS, tolerance=COUNTY_TOLERANCE)
    inner, outer = simpler[: len(counties)], simpler[len(counties) :]
    # A rectangle in Albers is clipped in Albers; vertices inside it come back as they were.
    clipped = shapely.clip_by_rect(
        project(outer, DEGREES, PROVINCE_ALBERS), *shapely.bounds(context)
    )
    outer = rounded(project(clipped, PROVINCE_ALBERS, DEGREES))
    require(
        bool(shapely.coverage_is_valid([*inner, *outer])), "clipping the neighbours opened gaps"
    )

    parents = counties["adcode"].str[:4] + "00"
    prefecture_names = read_units(city).set_index("adcode")["name"]
    # Counties share every point of a common line, so that dissolving a coverage is exact.
    dissolved = gpd.GeoDataFrame({"adcode": parents.values}, geometry=inner, crs=DEGREES).dissolve(
        "adcode", method="coverage"
    )
    codes = dissolved.index.tolist()
    points, radii = label_points(inner)
    return {
        "counties": layer_of(
            {
                "adcode": counties["adcode"].values,
                "name": counties["name"].values,
                "parent": parents.values,
                "cx": shapely.get_x(points),
                "cy": shapely.get_y(points),
                "radius_km": np.round(radii / 1000, 1),
            },
            inner,
        ),
        "prefectures": layer_of(
            {"adcode": codes, "name": [prefecture_names[code] for code in codes]},
            rounded(dissolved.geometry.values),
        ),
        "province": layer_of(
            {
                "adcode": [PROVINCE],
                "name": provinces.loc[provinces["adcode"] == PROVINCE, "name"],
            },
            [rounded(shapely.coverage_union_all(inner))],
        ),
        "neighbours": layer_of(
            {"adcode": neighbours["adcode"].values, "name": neighbours["name"].values}, outer
        ),
    }


def _without_slits(shape: Any) -> Any:
    """Shape whose outline met itself, mended: the slit it closed off becomes land."""
    if shapely.is_valid(shape):
        return shape
    mended = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    slits = [shapely.Polygon(ring) for part in shapely.get_parts(mended) for ring in part.interiors]
    metres = project(np.asarray(slits), DEGREES, PROVINCE_ALBERS)
    require(shapely.area(metres).sum() < 1e6, "a polygon is broken by more than a slit")
    return shapely.multipolygons(
        [shapely.Polygon(part.exterior) for part in shapely.get_parts(mended)]
    )


def china_layer(province: Path) -> gpd.GeoDataFrame:
    """China's 34 province-level units and every boundary line of the file, each part kept.

    Islets that the file gives to two provinces are set aside, kept with both as they are read.
    """
    frame = read_units(province)
    frame.geometry = [_without_slits(shape) for shape in frame.geometry]
    is_unit = (frame["adcode"] != "").values
    before = shapely.get_num_geometries(frame.geometry.values)
    parts, owner = shapely.get_parts(frame.geometry.values, return_index=True)
    keys = pd.Series(shapely.to_wkb(shapely.normalize(parts)))
    aside = keys.duplicated(keep=False).values | ~is_unit[owner]
    simpler = simplify_together(
        [shapely.multipolygons(parts[(owner == at) & ~aside]) for at in np.flatnonzero(is_unit)],
        albers=CHINA_ALBERS,
        tolerance=CHINA_TOLERANCE,
    )
    as_read = rounded(parts)
    shapes: list[Any] = []
    for at, unit in enumerate(is_unit):
        kept = list(as_read[(owner == at) & aside])
        if unit:
            kept += shapely.get_parts(simpler[np.count_nonzero(is_unit[:at])]).tolist()
        shapes.append(shapely.multipolygons(kept) if unit else shapely.multilinestrings(kept))
    require(
        bool((before == shapely.get_num_geometries(shapes)).all()),
        "a part of the national map was lost",
    )
    return layer_of(
        {
            "adcode": frame["adcode"],
            "name": frame["name"],
            "kind": np.where(is_unit, "province", "boundary_line"),
        },
        shapes,
    )
