"""Counts per place and per filter, against the same counts made one row at a time."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from atlas.analysis.reach import count_per_unit, drawn_units, facet_counts, select
from atlas.documents import open_document
from atlas.figures.classes import classify
from atlas.query import Count, MapLevel, Query

PLAN = open_document("plan-2026")
ROWS: list[dict[str, Any]] = PLAN.links.to_dict("records")
COLUMN = {"strategies": "primary", "measures": "m", "zones": "zone"}


@pytest.mark.parametrize("level", ["county", "prefecture"])
@pytest.mark.parametrize("count", ["strategies", "measures", "zones"])
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
