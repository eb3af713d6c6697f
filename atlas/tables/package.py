"""`data/datapackage.json` and the CSV files it describes, read with their line numbers.

The schema in the package is the only statement of the rules: `atlas.checks.rules` applies it, and
frictionless reads the same file as a second opinion.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DESCRIPTOR = "datapackage.json"


class PackageError(Exception):
    """The package or one of its files cannot be read at all."""

    def __init__(self, file: str, key: str, **values: str) -> None:
        super().__init__(f"{file}: {key} {values}")
        self.file = file
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the schema describes it."""

    name: str
    type: str = "string"
    constraints: dict[str, Any] = field(default_factory=dict)
    true_values: tuple[str, ...] = ("true",)
    false_values: tuple[str, ...] = ("false",)


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values must stand in the key columns of another table."""

    columns: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """One resource of the package: its file, columns and keys."""

    name: str
    file: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file as it was read: cells are text, `lines[i]` is the line that row i ends on."""

    schema: Schema
    header: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]

    def column(self, name: str) -> list[str]:
        """All cells of one column; the rows must have been checked for their length."""
        at = self.header.index(name)
        return [row[at] for row in self.rows]

    def records(self) -> Iterator[dict[str, str]]:
        """Rows as dictionaries by column name."""
        for row in self.rows:
            yield dict(zip(self.header, row, strict=True))


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _column(entry: dict[str, Any]) -> Column:
    return Column(
        entry["name"],
        entry.get("type", "string"),
        entry.get("constraints", {}),
        tuple(entry.get("trueValues", ("true",))),
        tuple(entry.get("falseValues", ("false",))),
    )


def _schema(resource: dict[str, Any]) -> Schema:
    schema = resource["schema"]
    return Schema(
        name=resource["name"],
        file=resource["path"],
        columns=tuple(_column(entry) for entry in schema["fields"]),
        key=_names(schema.get("primaryKey", [])),
        foreign_keys=tuple(
            ForeignKey(
                _names(key["fields"]),
                # The specification writes a reference to the table itself as "".
                key["reference"]["resource"] or resource["name"],
                _names(key["reference"]["fields"]),
            )
            for key in schema.get("foreignKeys", [])
        ),
    )


def read_schemas(data: Path) -> dict[str, Schema]:
    """Schemas of all tables by name; raises PackageError where the descriptor is unreadable."""
    path = data / DESCRIPTOR
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        return {entry["name"]: _schema(entry) for entry in descriptor["resources"]}
    except FileNotFoundError:
        raise PackageError(DESCRIPTOR, "file_missing") from None
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise PackageError(DESCRIPTOR, "descriptor_broken", reason=str(error)) from error


def read_table(data: Path, schema: Schema) -> Table:
    """One CSV file with its line numbers; raises PackageError where it cannot be read."""
    try:
        # utf-8-sig: spreadsheets write a byte-order mark in front of the header.
        with (data / schema.file).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = tuple(next(reader, ()))
            rows: list[list[str]] = []
            lines: list[int] = []
            for row in reader:
                rows.append(row)
                lines.append(reader.line_num)
    except FileNotFoundError:
        raise PackageError(schema.file, "file_missing") from None
    except UnicodeDecodeError:
        raise PackageError(schema.file, "not_utf8") from None
    except csv.Error as error:
        raise PackageError(schema.file, "not_csv", reason=str(error)) from error
    return Table(schema, header, rows, lines)
