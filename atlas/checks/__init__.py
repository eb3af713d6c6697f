"""Checks of `data/` and `geo/`: what must hold before anything is shown."""

from __future__ import annotations

from pathlib import Path

from atlas.checks import facts, rules, zone_readings
from atlas.checks.problems import DataError, Problem, failed
from atlas.tables.package import PackageError, Table, read_schemas, read_table

__all__ = ["TABLES", "DataError", "Problem", "check_data", "check_tables", "read_tables"]

TABLES = (
    "province",
    "questions",
    "places",
    "strategies",
    "themes",
    "plan",
    "documents",
    "zones",
    "zone_members",
    "zone_readings",
    "reading_members",
    "aliases",
    "contexts",
    "externals",
    "terms",
    "wordings",
    "field_wordings",
    "corrections",
    "cooperation",
    "indicators",
    "indicator_definitions",
    "indicator_notes",
    "incomparable",
    "other_units",
    "other_indicators",
    "stop_words",
    "translations",
    "layers",
    "accuracy",
    "accuracy_misses",
    "sources",
)
"""The tables the product reads; the package may hold no fewer."""


def read_tables(data: Path) -> tuple[dict[str, Table], list[Problem]]:
    """All tables that can be read, and a problem for every one that cannot."""
    try:
        schemas = read_schemas(data)
    except PackageError as error:
        return {}, [failed(data.name, error.file, error.key, **error.values)]
    problems = [
        failed(data.name, "datapackage.json", "table_missing", table=name)
        for name in TABLES
        if name not in schemas
    ]
    tables: dict[str, Table] = {}
    for schema in schemas.values():
        try:
            tables[schema.name] = read_table(data, schema)
        except PackageError as error:
            problems.append(failed(data.name, error.file, error.key, **error.values))
    return tables, problems


def _check_schema(tables: dict[str, Table], folder: str) -> list[Problem]:
    problems: list[Problem] = []
    for table in tables.values():
        faults = list(rules.check_columns(table, folder))
        if not faults:
            faults = [*rules.check_cells(table, folder), *rules.check_unique(table, folder)]
        problems += faults
    return problems


def _check_references(tables: dict[str, Table], folder: str) -> list[Problem]:
    return [
        problem
        for table in tables.values()
        for key in table.schema.foreign_keys
        for problem in rules.check_reference(table, key, tables, folder)
    ]


def check_tables(tables: dict[str, Table], folder: str, geo: Path) -> list[Problem]:
    """Problems of tables that could all be read.

    Later rules rely on earlier ones: references are judged once every cell is of its type, and
    sums once every reference holds, so that one broken cell gives one sentence.
    """
    problems = _check_schema(tables, folder)
    if not problems:
        problems = _check_references(tables, folder)
    if not problems:
        problems = [
            *facts.check_province(tables, folder),
            *facts.check_units(tables, folder),
            *facts.check_zones(tables, folder),
            *zone_readings.check_readings(tables, folder),
            *facts.check_census(tables, folder),
            *facts.check_incomparable(tables, folder),
            *facts.check_plan(tables, folder),
            *facts.check_aliases(tables, folder),
            *facts.check_contexts(tables, folder),
            *facts.check_terms(tables, folder),
            *facts.check_patterns(tables["wordings"], folder),
            *facts.check_patterns(tables["field_wordings"], folder),
            *facts.check_geometry(tables, folder, geo),
            *facts.check_national_geometry(tables, folder, geo),
        ]
    return problems


def check_data(data: Path, geo: Path) -> list[Problem]:
    """Everything wrong with the data package and the drawing, in the order of the files."""
    tables, problems = read_tables(data)
    return problems or check_tables(tables, data.name, geo)
