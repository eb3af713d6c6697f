"""Random queries for the files of layers, and the rows that the API answers to them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

from atlas.analysis.reach import Selection
from atlas.answering import ask
from atlas.catalogue import load_catalogue
from atlas.export import export
from atlas.export.columns import COLUMNS
from atlas.export.contents import TableName
from atlas.export.tables import table

DAY = date(2026, 12, 1)
BASE = "https://plan.example"
CHOICES = {
    "lang": ["zh", "en"],
    "level": ["county", "prefecture"],
    "count": ["strategies", "sentences", "measures", "zones"],
    "relation": ["explicit", "zone", "class", "province"],
    "basis": ["named", "official_list", "known_official", "equated", "inferred"],
    "inherited": ["with", "without"],
    "q": ["口岸", "粮食", "哈尔滨", "zzzzqq"],
}
SINGLE = {"lang", "level", "count", "inherited", "q"}


def random_queries(how_many: int, seed: int = 5) -> Iterator[dict[str, list[str]]]:
    mixed, catalogue = random.Random(seed), load_catalogue()
    choices = {
        **CHOICES,
        "strategy": list(catalogue.strategies),
        "place": list(catalogue.places),
        "theme": list(catalogue.themes),
    }
    for _ in range(how_many):
        named = mixed.sample(list(choices), mixed.randint(0, 4))
        yield {
            name: mixed.sample(
                choices[name], 1 if name in SINGLE else mixed.randint(1, min(4, len(choices[name])))
            )
            for name in named
        }


def made(params: dict[str, Any], kind: str, page: str = "map") -> tuple[Selection, bytes]:
    selection = ask(params).selection
    return selection, export(selection, kind, base_url=BASE, page=page, on=DAY).body


def api_rows(name: TableName, selection: Selection) -> list[dict[str, Any]]:
    """Rows as a layer says them: lists joined, yes and no as 1 and 0."""
    kinds = {column.name: column.kind for column in COLUMNS[name]}
    return [
        {
            key: ";".join(value)
            if kinds[key] == "list"
            else int(value)
            if kinds[key] == "boolean"
            else value
            for key, value in record.items()
        }
        for record in table(name, selection).records()
    ]


def unit_rows(selection: Selection) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of units with a polygon of their own, and of those without."""
    rows = api_rows("places", selection)
    return [r for r in rows if r["polygon"]], [r for r in rows if not r["polygon"]]
