"""What a query comes to, counted from the table of links alone, by pandas and sets.

No function of the product that selects or counts is used, so that the two can disagree.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property

import pandas as pd

from atlas.catalogue import Catalogue
from atlas.documents import ReadDocument
from atlas.language import words
from atlas.query import Query

COLUMN = {"strategies": "primary", "sentences": "sentence", "measures": "m", "zones": "zone"}
CLOSEST = ("unit", "site", "prefecture")
HERE = ["county", "prefecture", "place", "province"]
LOCAL = ("explicit", "zone", "class")


@cache
def plain_links(document: ReadDocument, readings: tuple[str, ...]) -> pd.DataFrame:
    """Every link on the readings chosen, with the words that it stands on."""
    read = document.under(readings)
    table = read.links
    named = {name: str for name in table.columns if table[name].dtype == "category"}
    surfaces = [read.reasons[reason].surface for reason in table["reason"]]
    return table.astype(named).assign(surface=surfaces)


@dataclass(frozen=True)
class Counted:
    """The rows that a query keeps, and what is told of them."""

    document: ReadDocument
    query: Query

    @property
    def catalogue(self) -> Catalogue:
        return self.document.catalogue

    @cached_property
    def links(self) -> pd.DataFrame:
        return plain_links(self.document, self.query.readings)

    def kept(self, *aside: str) -> pd.DataFrame:
        """Rows that fit, the parameters named left out of account."""
        query, rows = self.query, self.links
        fits = pd.Series(True, index=rows.index)
        asked = {
            "theme": query.themes,
            "relation": query.relations,
            self.precision: query.precisions,
            "basis": query.bases,
        }
        for column, values in asked.items():
            if values and column not in aside:
                fits &= rows[column].isin(values)
        if query.strategies and "strategy" not in aside:
            fits &= rows[list(query.strategies)].any(axis=1)
        if query.inherited == "without":
            fits &= ~rows["inherited"]
        if query.places and "place" not in aside:
            fits &= rows[HERE].isin(query.places).any(axis=1)
        return rows[fits]

    @property
    def precision(self) -> str:
        county = self.query.level == "county"
        return "precision" if county else "precision_prefecture"

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Rows of the list that come to single places."""
        return self.kept().query("relation != 'province'")

    @cached_property
    def on_map(self) -> pd.DataFrame:
        """Rows that colour the map, where places are marked and not chosen."""
        return self.kept("place").query("relation != 'province'")

    @cached_property
    def measures(self) -> set[int]:
        return set(self.rows["m"])

    @cached_property
    def with_province(self) -> set[int]:
        """Measures that address the whole province, where these are asked for."""
        relations = self.query.relations
        if not {*LOCAL} <= {*relations} and "province" not in relations:
            return set()
        rows = self.kept("place", "relation")
        return set(rows.loc[rows["relation"] == "province", "m"])

    @property
    def province(self) -> set[int]:
        """Measures that address nothing but the whole province."""
        return self.with_province - self.measures

    @property
    def drawn(self) -> list[str]:
        """Units of the level that the map draws."""
        if self.query.level == "prefecture":
            return [p.adcode for p in self.catalogue.prefectures]
        return [c.adcode for c in self.catalogue.counties if c.polygon]

    def ways(self, rows: pd.DataFrame, what: str = "m") -> dict[str, dict[str, set[object]]]:
        """For each way the things that come to each unit in it, and in no closer one."""
        found: dict[str, dict[str, set[object]]] = {way: {} for way in CLOSEST}
        columns = [self.precision, self.query.level, what]
        held = rows[columns].drop_duplicates().itertuples(index=False, name=None)
        for way, unit, thing in sorted(held, key=lambda row: CLOSEST.index(row[0])):
            closer = (found[other].get(unit, set()) for other in CLOSEST[: CLOSEST.index(way)])
            if unit and thing != "" and not any(thing in things for things in closer):
                found[way].setdefault(unit, set()).add(thing)
        return found

    def direct(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows that mean a unit of the level itself."""
        return rows[(rows[self.precision] == "unit") & (rows[self.query.level] != "")]


@cache
def _pattern(key: str) -> re.Pattern[str]:
    text = words("zh")[key]
    assert isinstance(text, str)
    # What stands beside is read by itself.
    parts = re.split(r"\{(\w+)\}", text.removesuffix("；{beside}"))
    made = [f"(?P<{p}>.*?)" if i % 2 else re.escape(p) for i, p in enumerate(parts)]
    return re.compile("".join(made))


def read_back(text: str, keys: Collection[str]) -> tuple[str, dict[str, str]]:
    """Which of the sentences a Chinese text is, and what stands in its gaps."""
    found = [(key, match.groupdict()) for key in keys if (match := _pattern(key).fullmatch(text))]
    assert found, f"no sentence of the table: {text}"
    # What says most itself leaves least for its gaps.
    return min(found, key=lambda one: sum(map(len, one[1].values())))


def numbers(text: str) -> list[int]:
    """Whole numbers of a text, in the order of their size."""
    return sorted(int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", text))
