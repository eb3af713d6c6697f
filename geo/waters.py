"""Rivers and lakes: those named in rivers.csv and lakes.csv, cut to the land that is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from atlas.folders import GEO
from geo.layers import DECIMALS, layer_of, require, rounded
from geo.projection import DEGREES, PROVINCE_ALBERS, project

RIVER_TOLERANCE: Final = 300.0
# Rivers are drawn where the map has land, and this far over its outer border.
OVER_THE_BORDER: Final = 12_000.0
ALONG_THE_BORDER: Final = 10_000.0
"""Metres."""


def _chosen(path: Path, table: str) -> gpd.GeoDataFrame:
    """Natural Earth features of the names that `table` lists, with its columns, in Albers."""
    rows = pd.read_csv(GEO / table, dtype=str)
    features = gpd.read_file(path).dropna(subset="name")
    missing = sorted(set(rows["natural_earth"]) - set(features["name"]))
    require(not missing, f"{table}: {path.name} has no feature named {missing}")
    chosen = features[["name", "geometry"]].merge(rows, left_on="name", right_on="natural_earth")
    return chosen.set_geometry(
        project(chosen.geometry.values, DEGREES, PROVINCE_ALBERS), crs=PROVINCE_ALBERS
    )


def _names_none(table: str) -> bool:
    """Whether a province has no water of this kind that its maps are to show."""
    return bool(pd.read_csv(GEO / table, dtype=str).empty)


def border_courses(border: Any, rivers: Sequence[Any]) -> list[Any]:
    """Stretches of `border` (a ring in metres) that run along each river, vertices unchanged.

    Natural Earth's lines stray up to some kilometres from the surveyed border that follows the
    same river; drawn from the border's own vertices, the two coincide at every zoom.
    """
    vertices = shapely.get_coordinates(border)[:-1]
    distances = np.array([shapely.distance(shapely.points(vertices), river) for river in rivers])
    nearest = np.where(distances.min(axis=0) < ALONG_THE_BORDER, distances.argmin(axis=0), -1)
    require(bool((nearest == -1).any()), "the whole border runs along rivers")
    start = int(np.argmax(nearest == -1))
    vertices, nearest = np.roll(vertices, -start, axis=0), np.roll(nearest, -start)
    stops = np.flatnonzero(np.diff(nearest)) + 1
    runs: list[list[Any]] = [[] for _ in rivers]
    for first, last in zip([0, *stops], [*stops, len(nearest)], strict=True):
        # One vertex more, so that a river's stretch reaches the next one's.
        stretch = vertices[first : last + 1] if nearest[first] >= 0 else vertices[:0]
        if len(stretch) > 1:
            runs[nearest[first]].append(shapely.linestrings(stretch))
    return [shapely.line_merge(shapely.multilinestrings(run)) for run in runs]


def river_layer(path: Path, land: Any, context: Any) -> gpd.GeoDataFrame:
    """Rivers of rivers.csv, one feature a name, simplified, cut to the land and the context.

    `land` is the outer ring of everything drawn, in Albers metres.
    """
    columns = ["rank", "name_zh", "name_en", "border"]
    if _names_none("rivers.csv"):
        return layer_of({column: [] for column in columns}, [])
    merged = _chosen(path, "rivers.csv").dissolve(by=columns, as_index=False)
    on_border = (merged["border"] == "yes").values
    near = shapely.buffer(land, OVER_THE_BORDER)
    inland = shapely.intersection_all([near, context])
    lines = shapely.intersection(merged.geometry.values, inland)
    lines = shapely.line_merge(shapely.simplify(lines, RIVER_TOLERANCE))
    if on_border.any():
        lines[on_border] = border_courses(land.exterior, merged.geometry.values[on_border])
    degrees = shapely.transform(
        project(lines, PROVINCE_ALBERS, DEGREES), lambda points: np.round(points, DECIMALS)
    )
    return layer_of(
        {
            "name_zh": merged["name_zh"],
            "name_en": merged["name_en"],
            "rank": merged["rank"].astype(int),
            "border": on_border,
        },
        degrees,
    )


def lake_layer(path: Path, land: Any, context: Any) -> gpd.GeoDataFrame:
    """Lakes of lakes.csv that touch the land, simplified; one on the border is drawn whole."""
    if _names_none("lakes.csv"):
        return layer_of({"name_zh": [], "name_en": []}, [])
    chosen = _chosen(path, "lakes.csv").sort_values("name_zh", ignore_index=True)
    chosen = chosen[chosen.intersects(land) & chosen.within(context)]
    shapes = shapely.simplify(chosen.geometry.values, RIVER_TOLERANCE)
    return layer_of(
        {"name_zh": chosen["name_zh"].values, "name_en": chosen["name_en"].values},
        rounded(project(shapes, PROVINCE_ALBERS, DEGREES)),
    )
