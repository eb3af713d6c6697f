"""GeoPackage (OGC 12-128): every layer of a view in one file that QGIS opens in its colours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Final

from atlas.analysis.reach import Selection
from atlas.export.format import Format
from atlas.export.gis_folder import passing_folder, write
from atlas.export.map_layers import Layer, LayerName, layers
from atlas.export.qgis_style import graduated, outlined, ranges
from atlas.export.statement import Statement
from atlas.figures.map_payload import map_payload
from atlas.language import say

Style = tuple[LayerName, str]

_STYLES: Final = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
    f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
    owner TEXT(30), ui TEXT(30), update_time DATETIME
)
"""
"""The table that QGIS itself makes, and looks in for the style a layer opens with."""

_SCHEMA: Final = """
CREATE TABLE gpkg_data_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
    mime_type TEXT, constraint_name TEXT,
    CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
    CONSTRAINT gdc_tn UNIQUE (table_name, name)
);
CREATE TABLE gpkg_data_column_constraints (
    constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
    min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
    CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value)
);
"""
"""Tables of the extension `gpkg_schema`, where a column says what is in it."""


def _make(selection: Selection, statement: Statement) -> bytes:
    made = layers(selection, statement)
    with passing_folder() as folder:
        file = folder / "layers.gpkg"
        for layer in made:
            write(
                layer,
                file,
                driver="GPKG",
                layer=layer.name,
                append=file.exists(),
                layer_options={"IDENTIFIER": say(f"export.layer_{layer.name}", statement.lang)},
            )
        body = file.read_bytes()
    return _finished(body, made, list(_styles(selection, made)), statement)


def _styles(selection: Selection, made: Iterable[Layer]) -> Iterator[Style]:
    for layer in made:
        if layer.name in ("units", "units_without_boundary"):
            classes = ranges(map_payload(selection))
            points = layer.shape == "Point"
            yield layer.name, graduated(selection.query.count, classes, points=points)
        elif layer.name == "zones":
            yield layer.name, outlined()


def _finished(
    body: bytes, made: Iterable[Layer], styles: list[Style], statement: Statement
) -> bytes:
    """The file with its styles and what its columns hold, and the statement's day for the clock's.

    GDAL writes the time of writing into each layer, so that two files of one view would differ.
    """
    lang, day = statement.lang, f"{statement.date.isoformat()}T00:00:00.000Z"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.deserialize(body)
        database.execute("PRAGMA temp_store = MEMORY")
        database.execute("PRAGMA journal_mode = OFF")
        database.executescript(_SCHEMA)
        database.executemany(
            "INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_schema', "
            "'http://www.geopackage.org/spec121/#extension_schema', 'read-write')",
            [("gpkg_data_columns",), ("gpkg_data_column_constraints",)],
        )
        database.executemany(
            "INSERT INTO gpkg_data_columns (table_name, column_name, description) VALUES (?, ?, ?)",
            [
                (layer.name, field.column.name, field.said[lang])
                for layer in made
                for field in layer.fields
            ],
        )
        if styles:
            database.execute(_STYLES)
            database.execute(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, "
                "last_change, srs_id) VALUES "
                "('layer_styles', 'attributes', 'layer_styles', '', ?, 0)",
                (day,),
            )
            name = say("export.layer_style", lang)
            database.executemany(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
                "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, "
                "owner, update_time) VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', ?)",
                [(layer, name, qml, statement.title, day) for layer, qml in styles],
            )
        database.execute("UPDATE gpkg_contents SET last_change = ?", (day,))
        database.execute(
            "UPDATE gpkg_contents SET description = ? WHERE data_type = 'features'",
            (f"{statement.query} {statement.boundaries}",),
        )
        database.execute("VACUUM")
        made_body = bytearray(database.serialize())
    # How often the file was changed, and for which count its version holds: GDAL's transactions
    # are not always as many, and nobody has the file open who would notice.
    for at in (24, 92):
        made_body[at : at + 4] = (1).to_bytes(4, "big")
    return bytes(made_body)


FORMAT: Final = Format("gpkg", ".gpkg", "application/geopackage+sqlite3", _make)
