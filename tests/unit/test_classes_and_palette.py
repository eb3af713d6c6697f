"""Classes that say what they hold, and colours whose order every reader sees."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import get_args

import pytest
from coloraide import Color
from hypothesis import given
from hypothesis import strategies as st

from atlas.analysis.reach import select
from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.figures.classes import (
    BY_SITE,
    MOST_CLASSES,
    NOTHING,
    WIDE,
    WITH_PREFECTURE,
    Classes,
    classify,
)
from atlas.figures.map_payload import map_payload
from atlas.figures.palette import NEUTRAL, Theme, ramp
from atlas.query import COUNTS, DEFAULT, LEVELS, Query
from atlas.ui.assets import FRONTEND
from tests.addresses import QUERIES

THEMES: tuple[Theme, ...] = get_args(Theme)
COUNTED = st.lists(st.integers(0, 30), min_size=1, max_size=121)


def bounds(label: str) -> tuple[int, int]:
    """Smallest and largest value that a label of the legend names."""
    low, _, high = label.partition("–")
    return int(low), int(high or low)


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([], []),
        ([0, 0], []),
        ([0, 3, 3], ["3"]),
        ([1, 2, 3, 5, 8], ["1", "2", "3", "5", "8"]),
        ([8, 5, 3, 2, 1, 0, 1], ["1", "2", "3", "5", "8"]),
    ],
)
def test_up_to_five_values_are_a_class_each(values: list[int], labels: list[str]) -> None:
    classes = classify(tuple(values), (9, 9, 9))
    legend = classes.legend([classes.of(value) for value in values], "zh")
    assert [entry.label for entry in legend] == [*labels, "没有举措"]


def test_more_values_are_five_classes_from_one_on() -> None:
    values = (0, 1, 2, 3, 10, 11, 12, 20, 21, 22, 30, 40, 41)
    classes = classify(values, values)
    assert len(classes.highs) == MOST_CLASSES
    assert classes.lows == (1, *(high + 1 for high in classes.highs[:-1]))
    assert classes.highs[-1] == 41


@given(COUNTED, st.lists(st.integers(0, 9), min_size=121, max_size=121))
def test_every_legend_is_true(values: list[int], more: list[int]) -> None:
    unfiltered = [value + extra for value, extra in zip(values, more, strict=False)]
    classes = classify(tuple(values), tuple(unfiltered))
    legend = classes.legend([classes.of(value) for value in values], "en")
    assert sum(entry.units for entry in legend) == len(values)
    assert legend[-1].label == "No measure"
    assert legend[-1].units == values.count(0)
    for value in values:
        assert (classes.of(value) == NOTHING) == (value == 0)
        if value:
            low, high = bounds(legend[classes.of(value)].label)
            assert low <= value <= high
    ordered = [classes.of(value) for value in sorted(values)]
    assert ordered == sorted(ordered)
    assert len(classes.highs) <= MOST_CLASSES


def test_bounds_hold_while_the_reader_filters() -> None:
    everything = tuple(range(4, 28)) * 5
    fewer = tuple(v // 2 for v in everything)
    assert classify(everything, everything) == classify(fewer, everything)


def test_hardly_different_counts_do_not_stand_in_the_way() -> None:
    # Every unit reached by nine before the filter: there are no five bounds to hold.
    classes = classify((1, 2, 3, 4, 5, 6), (9,) * 6)
    assert len(classes.highs) == MOST_CLASSES
    assert classes.of(6) == MOST_CLASSES - 1


def test_a_value_beyond_the_bounds_is_in_the_last_class() -> None:
    assert Classes((1, 3), (2, 4)).of(9) == 1


@pytest.mark.parametrize(
    ("counts", "cls"),
    [
        ((2, 0, 0), 0),
        ((2, 1, 3), 0),
        ((0, 1, 0), BY_SITE),
        ((0, 1, 3), BY_SITE),
        ((0, 0, 3), WITH_PREFECTURE),
        ((0, 0, 3, 2), WITH_PREFECTURE),
        ((0, 0, 0, 2), WIDE),
        ((0, 0, 0, 0), NOTHING),
    ],
)
def test_what_means_a_unit_itself_stands_before_a_site_and_its_prefecture(
    counts: tuple[int, ...], cls: int
) -> None:
    assert Classes((1,), (4,)).of(*counts) == cls


def test_units_reached_in_a_wider_way_have_a_line_of_the_legend_where_there_are_any() -> None:
    classes = Classes((1,), (4,))
    legend = classes.legend([0, WITH_PREFECTURE, WITH_PREFECTURE, BY_SITE, NOTHING], "zh")
    assert [(entry.label, entry.units) for entry in legend] == [
        ("1–4", 1),
        ("只有园区、口岸在其内", 1),
        ("只随地市列入", 2),
        ("没有举措", 1),
    ]


def test_what_addresses_the_whole_province_is_an_answer_for_every_unit() -> None:
    legend = Classes((1,), (4,)).legend([0, WIDE, WIDE], "zh", 3)
    assert [(entry.label, entry.units) for entry in legend] == [("1–4", 1), ("面向全省 · 3 项", 2)]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("asked", QUERIES, ids=lambda asked: asked.address() or "all")
def test_the_map_s_legend_counts_every_unit_where_it_is_drawn(
    asked: Query, count: str, level: str
) -> None:
    query = asked.but(count=count, level=level)
    payload = map_payload(select(open_document(DEFAULT.doc), query))
    units = {"county": 121, "prefecture": 13}[level]
    legend = payload["legend"]
    assert payload["total"] == units == sum(entry["n"] for entry in legend)
    assert {e["class"]: e["n"] for e in legend if e["n"]} == Counter(payload["classes"])
    named = {entry["class"]: entry["label"] for entry in legend}
    for value, cls in zip(payload["values"], payload["classes"], strict=True):
        if cls < 0:
            assert value == 0
        else:
            low, high = bounds(named[cls])
            assert low <= value <= high
    for colours in payload["ramp"].values():
        assert len(colours) == sum(entry["class"] >= 0 for entry in legend)


def test_the_map_s_classes_stay_while_places_are_chosen() -> None:
    plan = open_document(DEFAULT.doc)
    before = map_payload(select(plan, Query(count="measures")))
    after = map_payload(select(plan, Query(count="measures", places=("231081", "230100"))))
    assert before["legend"] == after["legend"]
    assert before["classes"] == after["classes"]


def test_one_strategy_has_its_own_hue_and_several_share_a_neutral_one() -> None:
    plan, colour = open_document(DEFAULT.doc), load_catalogue().strategies["ecology"].colour

    def hue(**asked: tuple[str, ...]) -> float:
        payload = map_payload(select(plan, Query(**asked)))
        return float(Color(payload["ramp"]["light"][-1]).convert("oklch")["hue"])

    def of(colour: str) -> float:
        return float(Color(colour).convert("oklch")["hue"])

    assert hue(strategies=("ecology",)) == pytest.approx(of(colour), abs=4)
    assert hue() == pytest.approx(of(NEUTRAL), abs=4)
    assert hue(strategies=("ecology", "food-security")) == pytest.approx(of(NEUTRAL), abs=4)


HUES = [("neutral", NEUTRAL)] + [(s.id, s.colour) for s in load_catalogue().strategies.values()]
SIGHTS = [None, "protan", "deutan", "tritan"]
"""Usual sight, and the three dichromacies as coloraide simulates them."""


def seen(colours: tuple[str, ...], sight: str | None) -> list[Color]:
    return [Color(colour).filter(sight) if sight else Color(colour) for colour in colours]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("name", "hue"), HUES, ids=[name for name, _ in HUES])
def test_lightness_runs_one_way_for_every_eye(name: str, hue: str, theme: Theme) -> None:
    more_is = -1 if theme == "light" else 1
    for classes in range(2, MOST_CLASSES + 1):
        for sight in SIGHTS:
            colours = seen(ramp(hue, classes, theme), sight)
            lightness = [c.convert("lab-d65")["lightness"] for c in colours]
            steps = [more_is * (b - a) for a, b in pairwise(lightness)]
            # CIE L* from 0 to 100: ten is seen at a glance, two hardly.
            assert min(steps) > 10, (sight, classes)
            # CIEDE2000: five is told apart across a map, one only side by side.
            assert min(a.delta_e(b, method="2000") for a, b in pairwise(colours)) > 7


def token(name: str, theme: Theme) -> str:
    css = (FRONTEND / "core" / "tokens.css").read_text(encoding="utf-8")
    pair = re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", css)
    assert pair is not None
    return pair[1 if theme == "light" else 2]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("name", "hue"), HUES, ids=[name for name, _ in HUES])
def test_the_lowest_class_is_told_from_land_that_nothing_reaches(
    name: str, hue: str, theme: Theme
) -> None:
    land = token("land", theme)
    for sight in SIGHTS:
        lowest, empty = seen((ramp(hue, MOST_CLASSES, theme)[0], land), sight)
        assert lowest.delta_e(empty, method="2000") > 5


@pytest.mark.parametrize("theme", THEMES)
def test_ramps_of_few_classes(theme: Theme) -> None:
    assert ramp(NEUTRAL, 0, theme) == ()
    (only,) = ramp(NEUTRAL, 1, theme)
    weak, strong = ramp(NEUTRAL, 2, theme)
    between = [Color(c).convert("oklch")["lightness"] for c in (weak, only, strong)]
    assert between == sorted(between, reverse=theme == "light")
    for colour in ramp(NEUTRAL, MOST_CLASSES, theme):
        assert re.fullmatch(r"#[0-9a-f]{6}", colour)
