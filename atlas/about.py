"""What the data says about itself: its tables, the map's layers, how often the engine is right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atlas.model import Lang
from atlas.tables.package import DESCRIPTOR, Table


@dataclass(frozen=True, slots=True)
class Layer:
    """What a part of the maps is drawn from; `review_number` is that of the publisher's map."""

    id: str
    name_zh: str
    name_en: str
    files: str
    producer_zh: str
    producer_en: str
    package: str
    url: str
    datum: str
    review_number: str
    terms_zh: str
    terms_en: str


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How the engine did in one task on sentences that were never used to mend it.

    `cases` are the sentences or measures scored, `demanded` those that the engine's tests demand
    to be right, which prove nothing about a new text.
    """

    task: str
    cases: int
    expected: int
    found: int
    right: int
    demanded: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what was labelled that was found; 1 where nothing was labelled."""
        return self.right / self.expected if self.expected else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One wrong answer: what was labelled and not found, and what was found instead."""

    task: str
    text: str
    missing: tuple[str, ...]
    extra: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table; `refers` names the table its values are keys of."""

    name: str
    type: str
    description: str
    required: bool
    values: tuple[str, ...]
    refers: str


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A table of the package, as its data dictionary describes it."""

    name: str
    file: str
    title: str
    description: str
    rows: int
    key: tuple[str, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Licence:
    """Terms of the package itself."""

    name: str
    title: str
    url: str


@dataclass(frozen=True, eq=False, repr=False)
class About:
    """The data package as a reader is told of it.

    `cited` says in how many rows of which tables each source is named.
    """

    name: str
    title: str
    description: str
    version: str
    licences: tuple[Licence, ...]
    tables: tuple[TableEntry, ...]
    layers: tuple[Layer, ...]
    accuracy: tuple[Accuracy, ...]
    misses: tuple[Miss, ...]
    cited: dict[str, dict[str, int]]
    stop_words: dict[str, frozenset[str]]
    translations: dict[str, tuple[str, str]]

    def translated(self, text: str, lang: Lang) -> str | None:
        """A short text of another table in the reader's language; None where nobody wrote it."""
        both = self.translations.get(text)
        return both and both[0 if lang == "zh" else 1]


def read_about(tables: Mapping[str, Table], data: Path) -> About:
    """All of it, from tables that have passed their checks."""
    descriptor = json.loads((data / DESCRIPTOR).read_text(encoding="utf-8"))
    words: dict[str, set[str]] = {}
    for row in tables["stop_words"].records():
        words.setdefault(row["lang"], set()).add(row["word"])
    return About(
        name=descriptor["name"],
        title=descriptor["title"],
        description=descriptor["description"],
        version=descriptor["version"],
        licences=tuple(
            Licence(entry["name"], entry["title"], entry["path"])
            for entry in descriptor["licenses"]
        ),
        tables=tuple(_entry(r, len(tables[r["name"]].rows)) for r in descriptor["resources"]),
        layers=tuple(Layer(**row) for row in tables["layers"].records()),
        accuracy=tuple(
            Accuracy(row.pop("task"), **{name: int(n) for name, n in row.items()})
            for row in tables["accuracy"].records()
        ),
        misses=tuple(
            Miss(row["task"], row["text"], _parts(row["missing"]), _parts(row["extra"]))
            for row in tables["accuracy_misses"].records()
        ),
        cited=_cited(tables),
        stop_words={lang: frozenset(own) for lang, own in words.items()},
        translations={
            row["text"]: (row["zh"], row["en"]) for row in tables["translations"].records()
        },
    )


def _cited(tables: Mapping[str, Table]) -> dict[str, dict[str, int]]:
    cited: dict[str, dict[str, int]] = {source: {} for source in tables["sources"].column("id")}
    for table in tables.values():
        for key in table.schema.foreign_keys:
            if key.table != "sources":
                continue
            for source in filter(None, table.column(key.columns[0])):
                own = cited[source]
                own[table.schema.name] = own.get(table.schema.name, 0) + 1
    return cited


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _entry(resource: dict[str, Any], rows: int) -> TableEntry:
    schema = resource["schema"]
    key = schema.get("primaryKey", [])
    refers = {
        k["fields"]: k["reference"]["resource"] or resource["name"]
        for k in schema.get("foreignKeys", [])
        if isinstance(k["fields"], str)
    }
    return TableEntry(
        name=resource["name"],
        file=resource["path"],
        title=resource["title"],
        description=resource["description"],
        rows=rows,
        key=(key,) if isinstance(key, str) else tuple(key),
        fields=tuple(
            Field(
                name=f["name"],
                type=f.get("type", "string"),
                description=f["description"],
                required=f.get("constraints", {}).get("required", False),
                values=tuple(f.get("constraints", {}).get("enum", ())),
                refers=refers.get(f["name"], ""),
            )
            for f in schema["fields"]
        ),
    )
