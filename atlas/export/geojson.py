"""GeoJSON (RFC 7946): the units with what reaches them and why, as a layer for QGIS or geopandas.

Units without a boundary are not in the layer; the tables list them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import shapely

from atlas.analysis.reach import Selection
from atlas.export.format import Format
from atlas.export.statement import Statement
from atlas.export.tables import table
from atlas.export.unit_rows import units
from atlas.folders import GEO
from atlas.model import Adcode
from atlas.query import MapLevel

LAYERS: Final[dict[MapLevel, str]] = {
    "county": "counties.geojson",
    "prefecture": "prefectures.geojson",
}

Bounds = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature with its geometry as JSON text; `id` is an adcode, empty where it is no unit."""

    id: str
    properties: dict[str, Any]
    geometry: str
    bounds: Bounds

    def text(self) -> str:
        """The feature as GeoJSON."""
        id_ = f'"id":"{self.id}",' if self.id else ""
        return (
            f'{{"type":"Feature",{id_}"properties":{_text(self.properties)},'
            f'"geometry":{self.geometry}}}'
        )


@cache
def outlines(level: MapLevel) -> dict[Adcode, tuple[str, Bounds]]:
    """Geometry of every drawn unit as JSON text, and its bounds.

    Outer rings run anticlockwise, as RFC 7946 asks. The layers are on CGCS2000, which differs
    from the WGS 84 of GeoJSON by centimetres.
    """
    layer = json.loads((GEO / LAYERS[level]).read_text(encoding="utf-8"))
    drawn = {}
    for feature in layer["features"]:
        shape = shapely.orient_polygons(shapely.from_geojson(json.dumps(feature["geometry"])))
        drawn[feature["properties"]["adcode"]] = (shapely.to_geojson(shape), shape.bounds)
    return drawn


def places_layer(
    selection: Selection,
    statement: Statement,
    start: int = 0,
    stop: int | None = None,
    *,
    members: Mapping[str, Any] | None = None,
) -> bytes:
    """Counties or prefectures with their counts, measures and reasons.

    `members` are further members of the collection, beside its statement.
    """
    level = selection.query.level
    drawn = outlines(level)
    records = [r for r in table("places", selection).records() if r["adcode"] in drawn]
    return _collection(_unit_features(records[start:stop], level), statement, members)


def drawn_units_asked(selection: Selection) -> int:
    """How many features `places_layer` has in all."""
    return sum(unit.polygon for unit in units(selection))


def _figures_layer(selection: Selection, statement: Statement) -> bytes:
    """Units with one property per figure, `<indicator>_<year>`."""
    level = selection.query.level
    wide: dict[Adcode, dict[str, Any]] = {}
    for row in table("indicators", selection).records():
        if row["adcode"] in outlines(level):
            own = {key: row[key] for key in ("adcode", "name_zh", "name_en", "level")}
            year = f"_{row['year']}" if row["year"] else ""
            wide.setdefault(row["adcode"], own)[f"{row['indicator']}{year}"] = row["value"]
    return _collection(_unit_features(wide.values(), level), statement)


def _unit_features(records: Iterable[dict[str, Any]], level: MapLevel) -> Iterator[Feature]:
    drawn = outlines(level)
    for record in records:
        yield Feature(record["adcode"], record, *drawn[record["adcode"]])


def _ties_layer(selection: Selection, statement: Statement) -> bytes:
    """Ties as straight lines from the unit in the province to its partner's point."""
    places = selection.document.catalogue.places
    features = []
    for record in table("cooperation", selection).records():
        here = places[record["from"]]
        ends = [[here.lon, here.lat], [record["lon"], record["lat"]]]
        (west, east), (south, north) = (sorted(axis) for axis in zip(*ends, strict=True))
        line = _text({"type": "LineString", "coordinates": ends})
        features.append(Feature("", record, line, (west, south, east, north)))
    return _collection(features, statement)


def _collection(
    features: Iterable[Feature], statement: Statement, members: Mapping[str, Any] | None = None
) -> bytes:
    listed = list(features)
    head: dict[str, Any] = {
        "type": "FeatureCollection",
        "name": statement.title,
        "statement": statement.as_json(),
        **(members or {}),
    }
    if listed:
        west, south, east, north = zip(*(f.bounds for f in listed), strict=True)
        head["bbox"] = [min(west), min(south), max(east), max(north)]
    inside = ",".join(feature.text() for feature in listed)
    return f'{_text(head)[:-1]},"features":[{inside}]}}'.encode()


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _make(selection: Selection, statement: Statement) -> bytes:
    layers = {"indicators": _figures_layer, "cooperation": _ties_layer}
    return layers.get(statement.main, places_layer)(selection, statement)


FORMAT: Final = Format("geojson", ".geojson", "application/geo+json", _make)
