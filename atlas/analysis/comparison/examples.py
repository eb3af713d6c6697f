"""Pairs worth comparing, found in the document itself, so that nobody starts from an empty page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from atlas.analysis.coverage import ReachTable, coverage_matrix, unit_table
from atlas.analysis.reach import meaning_units
from atlas.documents import ReadDocument
from atlas.model import Adcode, StrategyId
from atlas.query import DEFAULT, Query

Kind = Literal["extremes", "neighbours", "prefectures", "meet_most", "meet_least", "apart"]


@dataclass(frozen=True, slots=True)
class Example:
    """A pair and why it is worth a look; `n` is what the reason counts.

    `tied` where a superlative holds of other pairs as well.
    """

    kind: Kind
    pair: tuple[str, str]
    n: int
    tied: bool = False


def place_examples(document: ReadDocument) -> list[Example]:
    """The most and the least reached units, the neighbours that differ most, two prefectures."""
    catalogue = document.catalogue
    links = Query().apply(document.links)
    counties = unit_table(catalogue, "county")
    counties = counties[counties["drawn"]]
    reached = coverage_matrix(meaning_units(links, "county"), counties, by="measures") > 0
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
    links = meaning_units(links, "prefecture")
    wide = ReachTable(links, prefectures, by="measures", columns=()).measures()
    in_order = wide.sort_values(ascending=False, kind="stable")
    first, second = (str(p) for p in in_order.index[:2])
    ends = int((counts == counts[most]).sum()) + int((counts == counts[least]).sum())
    behind = in_order.iloc[1:3].tolist()
    return [
        Example("extremes", (most, least), int(counts[most] - counts[least]), ends > 2),
        Example("neighbours", near, differing[near]),
        Example(
            "prefectures",
            (first, second),
            int(wide[first] + wide[second]),
            len(behind) > 1 and behind[0] == behind[1],
        ),
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
    links = meaning_units(DEFAULT.apply(document.links), "county")
    matrix = coverage_matrix(links, counties[counties["drawn"]]) > 0
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
        often = list(met.values())
        found.append(Example("meet_most", most, met[most], often.count(met[most]) > 1))
        if least != most:
            found.append(Example("meet_least", least, met[least], often.count(met[least]) > 1))
    if apart:
        found.append(Example("apart", apart[0], 0))
    return found
