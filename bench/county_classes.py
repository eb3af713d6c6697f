"""The question both maps answer: how many of the chosen strategies reach each county."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from atlas.analysis.reach import count_per_unit, drawn_units
from atlas.documents import open_document
from atlas.figures.classes import classify
from atlas.model import StrategyId
from atlas.query import DEFAULT, Query


def classes_of(chosen: Iterable[StrategyId]) -> list[int]:
    """Class of every county, in code order, as the product's map colours it."""
    wanted = set(chosen)
    strategies = open_document(DEFAULT.doc).catalogue.strategies
    values = _values(Query(strategies=tuple(s for s in strategies if s in wanted)))
    classes = classify(values, _values(DEFAULT))
    return [classes.of(value) for value in values]


@cache
def _values(query: Query) -> tuple[int, ...]:
    document = open_document(query.doc)
    units = drawn_units(document.catalogue, "county")
    rows = query.apply(document.links)
    return tuple(count_per_unit(rows, units, count="strategies", level="county").tolist())


def clicks_that_colour(most: int) -> list[StrategyId]:
    """Strategies to click one after the other so that every click changes the map.

    First each is chosen beside those before it, then each is taken away again; no choice comes
    twice, so no answer comes from a cache. What changes no county's class is passed over.
    """
    strategies = list(open_document(DEFAULT.doc).catalogue.strategies)
    chosen: set[StrategyId] = set()
    seen = {frozenset(chosen)}
    clicks: list[StrategyId] = []
    for strategy in strategies * 2:
        after = chosen ^ {strategy}
        if frozenset(after) not in seen and classes_of(after) != classes_of(chosen):
            chosen = after
            seen.add(frozenset(after))
            clicks.append(strategy)
    return clicks[:most]
