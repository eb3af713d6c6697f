"""Pairs worth comparing, found in the document itself, so that nobody starts from an empty page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from atlas.analysis.coverage import ReachTable, coverage_matrix, local_links, unit_table
from atlas.documents import ReadDocument
from atlas.model import Adcode, StrategyId
from atlas.query import Query

Kind = Literal["extremes", "neighbours", "prefectures", "meet_most", "meet_least", "apart"]


@dataclass(frozen=True, slots=True)
class Example:
    """A pair and why it is worth a look; `n` is what the reason counts."""

    kind: Kind
    pair: tuple[str, str]
    n: int


def place_examples(document: ReadDocument) -> list[Example]:
    """The most and the least reached units, the neighbours that differ most, two prefectures."""
    catalogue = document.catalogue
    links = Query().apply(document.links)
    counties = unit_table(catalogue, "county")
    counties = counties[counties["drawn"]]
    reached = coverage_matrix(links, counties, by="measures") > 0
    counts = reached.sum(axis=1)
    if not counts.any():
        return []
    most, least = str(counts.idxmax()), str(counts.idxmin())
    pairs = {
        (unit, other.adcode)
        for unit in reached.index
        for other in catalogue.neighbours(unit)
        if unit < other.adcode
    }
    rows = dict(zip(reached.index, reached.to_numpy(), strict=True))
    differing = {pair: int((rows[pair[0]] ^ rows[pair[1]]).sum()) for pair in sorted(pairs)}
    near = max(differing, key=lambda pair: differing[pair])
    prefectures = unit_table(catalogue, "prefecture")
    wide = ReachTable(links, prefectures, by="measures", columns=()).measures()
    first, second = (str(p) for p in wide.sort_values(ascending=False, kind="stable").index[:2])
    return [
        Example("extremes", (most, least), int(counts[most] - counts[least])),
        Example("neighbours", near, differing[near]),
        Example("prefectures", (first, second), int(wide[first] + wide[second])),
    ]


def beside(document: ReadDocument, place: Adcode, most: int = 6) -> list[Adcode]:
    """Places to set beside one: its neighbours, then the others of its prefecture."""
    catalogue = document.catalogue
    here = catalogue.places[place]
    near = [p.adcode for p in catalogue.neighbours(place)]
    related = [p.adcode for p in catalogue.children(here.parent or "") if p.adcode != place]
    return list(dict.fromkeys([*near, *related]))[:most]


def strategy_examples(document: ReadDocument) -> list[Example]:
    """Strategies that meet in most units, in fewest, and in none, of those that reach units."""
    counties = unit_table(document.catalogue, "county")
    matrix = coverage_matrix(local_links(document.links), counties[counties["drawn"]]) > 0
    reaching = [s for s in matrix.columns if matrix[s].any()]
    both: dict[tuple[StrategyId, StrategyId], int] = {
        (a, b): int(np.logical_and(matrix[a], matrix[b]).sum())
        for a, b in combinations(reaching, 2)
    }
    met = {pair: n for pair, n in both.items() if n}
    apart = [pair for pair, n in both.items() if not n]
    found = []
    if met:
        most = max(met, key=lambda pair: met[pair])
        least = min(met, key=lambda pair: met[pair])
        found.append(Example("meet_most", most, met[most]))
        if least != most:
            found.append(Example("meet_least", least, met[least]))
    if apart:
        found.append(Example("apart", apart[0], 0))
    return found
