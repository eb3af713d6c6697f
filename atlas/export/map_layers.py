"""What a geographic file holds: the units, zones and links of a selection as layers.

geopandas is imported with the first such file: it takes 0.3 s and 60 MB, which no page needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

import pandas as pd
import shapely

from atlas.analysis.reach import Selection
from atlas.export.columns import COLUMNS, Column
from atlas.export.contents import TableName
from atlas.export.geojson import LAYERS
from atlas.export.statement import Statement
from atlas.export.tables import LIST_BASES, table
from atlas.folders import GEO
from atlas.language import listing, say
from atlas.model import LANGS, Adcode, Lang
from atlas.query import MapLevel
from atlas.safe_text import for_xml

if TYPE_CHECKING:
    import geopandas as gpd

LayerName = Literal[
    "units", "units_without_boundary", "zones", "links", "figures", "ties", "statement"
]
Shape = Literal["Polygon", "MultiPolygon", "Point", "LineString", "None"]
CRS: Final = "EPSG:4490"
"""CGCS2000, in degrees, as the boundaries are published; nothing is shifted or projected."""

_ABOUT_ZONES: Final = (
    Column("official_list_count", "integer"),
    Column("known_official_count", "integer"),
    Column("equated_count", "integer"),
    Column("inferred_count", "integer"),
    Column("source_titles", "list"),
    Column("without_boundary", "list"),
)
"""What the layer of zones says beside the columns of the API."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a layer, and what is in it in both languages."""

    column: Column
    said: Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer with its fields; `frame` holds them in order, and `geometry` where it has shapes."""

    name: LayerName
    shape: Shape
    fields: tuple[Field, ...]
    frame: pd.DataFrame

    @property
    def spatial(self) -> bool:
        """Whether a map can show it."""
        return self.shape != "None"


def layers(selection: Selection, statement: Statement) -> tuple[Layer, ...]:
    """Layers of what a page shows: of the plan, or of the page's own figures or ties."""
    own = {"indicators": _figures, "cooperation": _ties}.get(statement.main)
    shown = own(selection) if own else _plan(selection)
    return (*shown, _statement(statement, shown))


@cache
def drawn(level: MapLevel) -> gpd.GeoDataFrame:
    """Boundaries of a level by adcode, as `geo/` has them; not to be changed."""
    import geopandas as gpd  # noqa: PLC0415

    return gpd.read_file(GEO / LAYERS[level]).set_index("adcode")[["geometry"]]


def _plan(selection: Selection) -> tuple[Layer, ...]:
    units, districts = _units(selection)
    return (units, districts, _zones(selection), _links(selection))


def _units(selection: Selection) -> tuple[Layer, Layer]:
    """Units with their boundary, and those that have none as points where they are governed."""
    records = list(table("places", selection).records())
    shapes = drawn(selection.query.level).geometry
    fields = _fields("places")
    inside = [r for r in records if r["adcode"] in shapes.index]
    beside = [r for r in records if r["adcode"] not in shapes.index]
    return (
        _layer("units", "MultiPolygon", fields, inside, [shapes[r["adcode"]] for r in inside]),
        _layer(
            "units_without_boundary",
            "Point",
            fields,
            beside,
            shapely.points([(r["lon"], r["lat"]) for r in beside]) if beside else [],
        ),
    )


def _zones(selection: Selection) -> Layer:
    """Zones that the measures in view go through, each as one outline of its members."""
    catalogue = selection.document.catalogue
    used = [r for r in table("zones", selection).records() if r["measures"]]
    records = []
    for record in used:
        counts = {f"{basis}_count": len(record[basis]) for basis in LIST_BASES}
        more = {
            "source_titles": tuple(catalogue.sources[s].title for s in record["sources"]),
            "without_boundary": tuple(
                m for m in record["members"] if not catalogue.places[m].polygon
            ),
        }
        records.append(record | counts | more)
    fields = (*_fields("zones"), *(_field("zones", column) for column in _ABOUT_ZONES))
    outlines = zone_outlines({r["id"]: r["members"] for r in used}, _within(selection))
    return _layer(
        "zones", "MultiPolygon", fields, records, [outlines.get(r["id"]) for r in records]
    )


def zone_outlines(
    members: Mapping[str, Iterable[Adcode]], within: Mapping[Adcode, tuple[Adcode, ...]]
) -> dict[str, Any]:
    """One shape a zone: its counties dissolved, each member standing for the counties in it.

    Members are reduced to counties first: where a list names a prefecture and a county of it,
    their shapes would lie on each other, and a coverage has no overlaps.
    """
    import geopandas as gpd  # noqa: PLC0415

    shapes = drawn("county").geometry
    rows = [
        (zone, county)
        for zone, codes in members.items()
        for county in sorted({c for code in codes for c in within.get(code, (code,))})
        if county in shapes.index
    ]
    if not rows:
        return {}
    frame = gpd.GeoDataFrame(
        {"zone": [zone for zone, _ in rows]},
        geometry=[shapes[county] for _, county in rows],
        crs=CRS,
    )
    # Counties share every point of their common line, so that a union of coverages is exact.
    return dict(frame.dissolve("zone", method="coverage").geometry.items())


def _within(selection: Selection) -> dict[Adcode, tuple[Adcode, ...]]:
    catalogue = selection.document.catalogue
    counties: dict[Adcode, tuple[Adcode, ...]] = {
        catalogue.province.adcode: tuple(c.adcode for c in catalogue.counties)
    }
    for prefecture in catalogue.prefectures:
        counties[prefecture.adcode] = tuple(
            c.adcode for c in catalogue.counties if c.parent == prefecture.adcode
        )
    return counties


def _links(selection: Selection) -> Layer:
    """One row a reason and county, without shapes; `county` is the `adcode` of a unit.

    A county's polygon on each of its links would be drawn dozens of times on one spot, hide all
    but the last, and make the file ten times as large; a link to the whole province has no county.
    QGIS joins the table to `units` by its key.
    """
    return _layer("links", "None", _fields("links"), list(table("links", selection).records()))


def _figures(selection: Selection) -> tuple[Layer, ...]:
    """Units with one column per figure, `<indicator>_<year>`."""
    shapes = drawn(selection.query.level).geometry
    definitions = selection.document.catalogue.indicator_definitions
    wide: dict[Adcode, dict[str, Any]] = {}
    found: dict[str, Field] = {}
    for row in table("indicators", selection).records():
        if row["adcode"] not in shapes.index:
            continue
        year = row["year"]
        name = f"{row['indicator']}_{year}" if year else row["indicator"]
        own = {key: row[key] for key in ("adcode", "name_zh", "name_en", "level")}
        wide.setdefault(row["adcode"], own)[name] = row["value"]
        said = {lang: definitions[row["indicator"]].name(lang) for lang in LANGS}
        said = {lang: f"{text} {year or ''}".strip() for lang, text in said.items()}
        found[name] = Field(Column(name, "number", missing=True), said)
    fields = tuple(f for f in _fields("indicators") if f.column.name in _NAMES)
    records = [dict.fromkeys(found) | record for record in wide.values()]
    geometry = [shapes[record["adcode"]] for record in records]
    return (_layer("figures", "MultiPolygon", (*fields, *found.values()), records, geometry),)


def _ties(selection: Selection) -> tuple[Layer, ...]:
    """Ties as straight lines from the unit in the province to its partner's point."""
    places = selection.document.catalogue.places
    records = list(table("cooperation", selection).records())
    here = [places[r["from"]] for r in records]
    lines = [
        shapely.LineString([(place.lon, place.lat), (r["lon"], r["lat"])])
        for place, r in zip(here, records, strict=True)
    ]
    return (_layer("ties", "LineString", _fields("cooperation"), records, lines),)


def _statement(statement: Statement, shown: Iterable[Layer]) -> Layer:
    """What the file says of itself, one line a row, and which units no layer can draw."""
    lines = [(say("export.title", statement.lang), statement.title), *statement.lines()]
    for layer in shown:
        if layer.name == "units_without_boundary" and len(layer.frame):
            names = listing(layer.frame[f"name_{statement.lang}"].tolist(), statement.lang)
            told = say("export.without_boundary", statement.lang, names=names, layer=layer.name)
            lines.append((say("export.limit", statement.lang), told))
    records = [{"label": label, "text": text} for label, text in lines]
    fields = tuple(
        Field(Column(name, "text"), {lang: say(f"export.statement_{name}", lang) for lang in LANGS})
        for name in ("label", "text")
    )
    return _layer("statement", "None", fields, records)


_NAMES: Final = frozenset({"adcode", "name_zh", "name_en", "level"})


def _fields(name: TableName) -> tuple[Field, ...]:
    return tuple(_field(name, column) for column in COLUMNS[name])


def _field(name: TableName, column: Column) -> Field:
    room = "export.layer_" if column in _ABOUT_ZONES else "tables."
    return Field(column, {lang: say(f"{room}{name}.{column.name}", lang) for lang in LANGS})


_KINDS: Final = {"integer": "int32", "number": "float64", "boolean": "bool"}


def _layer(
    name: LayerName,
    shape: Shape,
    fields: tuple[Field, ...],
    records: list[dict[str, Any]],
    geometry: Any = None,
) -> Layer:
    import geopandas as gpd  # noqa: PLC0415

    frame = pd.DataFrame({f.column.name: _values(f.column, records) for f in fields})
    if shape != "None":
        frame = gpd.GeoDataFrame(frame, geometry=_parts(geometry, shape), crs=CRS)
    return Layer(name, shape, fields, frame)


def _parts(geometry: Iterable[Any], shape: Shape) -> list[Any]:
    """Every polygon as one of several parts: a layer has one kind of shape."""
    if shape != "MultiPolygon":
        return list(geometry)
    return [
        shapely.MultiPolygon([one]) if one is not None and one.geom_type == "Polygon" else one
        for one in geometry
    ]


def _values(column: Column, records: list[dict[str, Any]]) -> pd.Series[Any]:
    """Cells of a column as a layer holds them: lists joined by `;`, as in a CSV."""
    values = [record[column.name] for record in records]
    if column.kind == "integer" and column.missing:
        return pd.Series(values, dtype="Int32")
    if column.kind in _KINDS:
        return pd.Series(values, dtype=_KINDS[column.kind])
    texts = [for_xml(";".join(v) if column.kind == "list" else v) for v in values]
    return pd.Series(texts, dtype="object")
