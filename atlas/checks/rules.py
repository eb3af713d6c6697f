"""The rules of `datapackage.json` applied to the tables: columns, types, constraints, keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from atlas.checks.problems import Problem
from atlas.tables.package import Column, ForeignKey, Table

_INTEGER = re.compile(r"[+-]?\d+")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_YEAR = re.compile(r"\d{4}")


def check_columns(table: Table, folder: str) -> Iterator[Problem]:
    """Header and row lengths; while these are wrong no cell can be judged."""
    file = f"{folder}/{table.schema.file}"
    wanted = tuple(column.name for column in table.schema.columns)
    for name in wanted:
        if name not in table.header:
            yield Problem("error", file, 1, name, "", "column_missing")
    for name in table.header:
        if name not in wanted:
            yield Problem("error", file, 1, name, "", "column_unknown")
    if table.header != wanted and sorted(table.header) == sorted(wanted):
        order = ",".join(wanted)
        yield Problem(
            "error", file, 1, "", ",".join(table.header), "column_order", {"order": order}
        )
    for line, row in zip(table.lines, table.rows, strict=True):
        if len(row) != len(table.header):
            values = {"cells": len(row), "columns": len(table.header)}
            yield Problem("error", file, line, "", ",".join(row), "row_length", values)


def _type_fault(column: Column) -> Callable[[str], bool]:
    match column.type:
        case "integer":
            return lambda value: not _INTEGER.fullmatch(value)
        case "number":
            return lambda value: not _NUMBER.fullmatch(value)
        case "year":
            return lambda value: not _YEAR.fullmatch(value)
        case "boolean":
            allowed = {*column.true_values, *column.false_values}
            return lambda value: value not in allowed
        case "string":
            return lambda value: False
    raise ValueError(f"column {column.name}: no rule for type {column.type!r}")


def _fault(column: Column, value: str) -> tuple[str, dict[str, str]] | None:
    """The first rule a cell breaks, as a key and what to say with it."""
    rules = column.constraints
    if value == "":
        return ("required", {}) if rules.get("required") else None
    if value != value.strip():
        return "spaces", {}
    if _type_fault(column)(value):
        allowed = [*column.true_values, *column.false_values]
        key = f"type_{column.type}"
        return key, {"allowed": " / ".join(allowed)} if column.type == "boolean" else {}
    if (enum := rules.get("enum")) and value not in enum:
        return "enum", {"allowed": " / ".join(enum)}
    if (pattern := rules.get("pattern")) and not re.fullmatch(pattern, value):
        return "pattern", {"pattern": pattern}
    if "minimum" in rules and float(value) < rules["minimum"]:
        return "minimum", {"bound": str(rules["minimum"])}
    if "maximum" in rules and float(value) > rules["maximum"]:
        return "maximum", {"bound": str(rules["maximum"])}
    return None


def check_cells(table: Table, folder: str) -> Iterator[Problem]:
    """Types, required cells, enumerations, patterns and bounds, column by column."""
    file = f"{folder}/{table.schema.file}"
    for column in table.schema.columns:
        cells = table.column(column.name)
        # Most cells repeat: each distinct value is judged once.
        faults = {value: fault for value in set(cells) if (fault := _fault(column, value))}
        for line, value in zip(table.lines, cells, strict=True) if faults else ():
            if value in faults:
                key, values = faults[value]
                yield Problem("error", file, line, column.name, value, key, values)


def check_unique(table: Table, folder: str) -> Iterator[Problem]:
    """Primary keys and unique columns: no two rows alike."""
    keys: list[tuple[str, ...]] = [
        (column.name,) for column in table.schema.columns if column.constraints.get("unique")
    ]
    if table.schema.key and table.schema.key not in keys:
        keys.append(table.schema.key)
    file = f"{folder}/{table.schema.file}"
    for key in keys:
        first: dict[tuple[str, ...], int] = {}
        cells = zip(*(table.column(name) for name in key), strict=True)
        for line, value in zip(table.lines, cells, strict=True):
            if value in first:
                text = ", ".join(value)
                values = {"line": str(first[value])}
                yield Problem("error", file, line, "+".join(key), text, "duplicate", values)
            else:
                first[value] = line


def check_reference(
    table: Table, key: ForeignKey, tables: Mapping[str, Table], folder: str
) -> Iterator[Problem]:
    """A foreign key: every filled cell must stand in the table it points to."""
    target = tables[key.table]
    known = set(zip(*(target.column(name) for name in key.reference), strict=True))
    values = {"target": f"{folder}/{target.schema.file}", "column": "+".join(key.reference)}
    file = f"{folder}/{table.schema.file}"
    cells = zip(*(table.column(name) for name in key.columns), strict=True)
    for line, value in zip(table.lines, cells, strict=True):
        if any(value) and value not in known:
            text = ", ".join(value)
            yield Problem("error", file, line, "+".join(key.columns), text, "reference", values)
