"""Counts per place and per filter, against the same counts made one row at a time."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd
import pytest

from atlas.analysis.reach import count_meant, count_per_unit, drawn_units, facet_counts, select
from atlas.documents import open_document
from atlas.figures.classes import classify
from atlas.query import COUNTS, LEVELS, Count, MapLevel, Query

PLAN = open_document("plan-2026")
STRATEGIES = tuple(PLAN.catalogue.strategies)
ROWS: list[dict[str, Any]] = PLAN.links.to_dict("records")
COLUMN = {"strategies": "primary", "sentences": "sentence", "measures": "m", "zones": "zone"}


@pytest.mark.parametrize("level", ["county", "prefecture"])
@pytest.mark.parametrize("count", COUNTS)
def test_a_unit_is_counted_once_for_each_thing_that_reaches_it(
    level: MapLevel, count: Count
) -> None:
    reaching: dict[str, set[object]] = defaultdict(set)
    for row in ROWS:
        if row[level] and (count != "zones" or row["zone"]):
            reaching[row[level]].add(row[COLUMN[count]])
    units = drawn_units(PLAN.catalogue, level)
    counted = count_per_unit(PLAN.links, units, count=count, level=level)
    assert counted.to_dict() == {unit: len(reaching[unit]) for unit in units}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    "chosen", [("border-opening",), ("border-opening", "industrial-upgrading"), STRATEGIES]
)
def test_of_chosen_strategies_those_a_measure_serves_are_counted(
    level: MapLevel, chosen: tuple[str, ...]
) -> None:
    reaching: dict[str, set[str]] = defaultdict(set)
    for row in ROWS:
        # Pairs of cities are counted where they are asked for.
        if row[level] and row["relation"] != "pair":
            reaching[row[level]] |= {one for one in chosen if row[one]}
    units = drawn_units(PLAN.catalogue, level)
    links = Query(strategies=chosen).apply(PLAN.links)
    counted = count_per_unit(links, units, count="strategies", level=level, chosen=chosen)
    assert counted.to_dict() == {unit: len(reaching[unit]) for unit in units}
    assert 0 < counted.max() <= len(chosen)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("count", ["strategies", "sentences", "measures"])
def test_a_second_list_that_holds_the_same_units_counts_nothing_twice(
    level: MapLevel, count: Count
) -> None:
    zones = PLAN.links["zone"].cat.categories
    overlapping = PLAN.links.assign(zone=PLAN.links["zone"].cat.rename_categories(zones[::-1]))
    links = pd.concat([PLAN.links, overlapping.astype({"zone": PLAN.links["zone"].dtype})])
    units = drawn_units(PLAN.catalogue, level)
    twice = count_meant(links, units, count=count, level=level)
    once = count_meant(PLAN.links, units, count=count, level=level)
    for way in ("unit", "site", "prefecture"):
        assert getattr(twice, way).tolist() == getattr(once, way).tolist()


def test_of_no_rows_every_unit_has_none() -> None:
    units = drawn_units(PLAN.catalogue, "county")
    nothing = PLAN.links.iloc[:0]
    assert count_per_unit(nothing, units, count="zones", level="county").tolist() == [0] * 121


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(strategies=("border-opening", "ecology")),
        Query(relations=("zone",), bases=("official_list",)),
        Query(places=("231081",), inherited="without"),
        Query(text="产业"),
    ],
)
def test_a_filters_number_is_what_the_list_holds_once_it_is_chosen_alone(query: Query) -> None:
    counts = facet_counts(PLAN, query)
    for strategy, number in counts["strategy"].items():
        chosen = select(PLAN, query.but(strategies=(strategy,)))
        assert number == len(chosen.measures.keys() | chosen.province.keys()), strategy
    for theme, number in counts["theme"].items():
        chosen = select(PLAN, query.but(themes=(theme,)))
        assert number == len(chosen.measures.keys() | chosen.province.keys()), theme


def test_bounds_hold_still_while_the_reader_filters() -> None:
    everything = (1, 1, 2, 3, 5, 5, 6, 7, 9, 12, 12, 14)
    fewer = (1, 0, 2, 3, 4, 5, 6, 0, 0, 12, 0, 0)
    assert classify(fewer, everything) == classify(everything, everything)
