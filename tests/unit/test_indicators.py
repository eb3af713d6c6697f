"""Figures on the screen against the CSV, read by plain Python."""

from __future__ import annotations

import csv
from collections import defaultdict
from itertools import pairwise

import pytest
from coloraide import Color
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.analysis.indicator_findings import indicator_finding, indicator_scope
from atlas.analysis.indicators import (
    IndicatorAnswer,
    answer,
    availability,
    newest_complete,
    refusal,
)
from atlas.catalogue import DATA, load_catalogue
from atlas.documents import open_document
from atlas.figures.indicators_payload import indicators_asset, indicators_payload
from atlas.figures.numeric_classes import classify_figures
from atlas.language import number, with_unit
from atlas.query import Query

PLAN = "plan-2026"


def table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PLACES = {row["adcode"]: row for row in table("places")}
FIGURES: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
for _row in table("indicators"):
    FIGURES[_row["indicator"], _row["year"]][_row["adcode"]] = float(_row["value"])


def drawn(level: str) -> set[str]:
    return {c for c, r in PLACES.items() if r["level"] == level and r["polygon"] == "yes"}


def asked(indicator: str, *years: int, **fields: object) -> IndicatorAnswer:
    query = Query(indicator=indicator, years=tuple(map(str, years)), **fields)  # type: ignore[arg-type]
    return answer(open_document(PLAN), query)


def test_the_chooser_counts_the_units_of_each_level() -> None:
    listed = {one["id"]: one for one in indicators_asset()["indicators"]}
    assert set(listed) == {row["id"] for row in table("indicator_definitions")}
    for indicator, one in listed.items():
        for level in ("county", "prefecture", "province"):
            codes = drawn(level)
            counts = [
                len(codes & set(held)) for (name, _), held in FIGURES.items() if name == indicator
            ]
            assert one["units"].get(level, 0) == max(counts, default=0), (indicator, level)


def test_one_year_shows_the_figures_as_published_highest_first() -> None:
    found = asked("share_65plus", 2020)
    expected = {c: v for c, v in FIGURES["share_65plus", "2020"].items() if c in drawn("county")}
    assert {unit.adcode: unit.value for unit in found.known} == expected
    values = [unit.value for unit in found.known]
    assert values == sorted(values, reverse=True)
    assert found.province is not None
    assert found.province.value == FIGURES["share_65plus", "2020"]["230000"]


@pytest.mark.parametrize(
    ("indicator", "percent"), [("pop_resident_census", True), ("share_65plus", False)]
)
def test_a_change_is_reckoned_from_the_two_published_figures(indicator: str, percent: bool) -> None:
    found = asked(indicator, 2010, 2020)
    before, after = FIGURES[indicator, "2010"], FIGURES[indicator, "2020"]
    assert len(found.known) > 100
    for unit in [*found.known, found.province]:
        assert unit is not None
        first, second = before[unit.adcode], after[unit.adcode]
        change = (second - first) / first * 100 if percent else second - first
        assert unit.value == pytest.approx(change)


SARTU, LONGFENG, RANGHULU, HONGGANG = "230602", "230603", "230604", "230605"
TIELI, YIMEI, WUCUI, DAQINGSHAN = "230781", "230717", "230718", "230725"
APART = {SARTU, LONGFENG, RANGHULU, HONGGANG, TIELI, YIMEI, WUCUI, DAQINGSHAN}


@pytest.mark.parametrize("indicator", ["pop_resident_census", "share_65plus", "households_family"])
def test_units_whose_boundary_or_counting_changed_are_not_compared(indicator: str) -> None:
    found = asked(indicator, 2010, 2020)
    refused = {unit.adcode: unit for unit in found.units if unit.status == "incomparable"}
    assert set(refused) == APART
    assert all(unit.value is None and unit.rule for unit in refused.values())
    assert "高新区" in refused[SARTU].rule.reason("zh")  # type: ignore[union-attr]
    assert "Langxiang" in refused[TIELI].rule.reason("en")  # type: ignore[union-attr]


def test_their_prefectures_are_compared() -> None:
    found = asked("pop_resident_census", 2010, 2020, level="prefecture")
    assert found.count("known") == 13


@pytest.mark.parametrize(
    ("indicator", "adcode", "first", "second", "refused"),
    [
        ("gdp", "230100", 2023, 2024, True),
        ("gdp", "230100", 2019, 2025, True),
        ("gdp", "230100", 2022, 2023, False),
        ("gdp", "230100", 2024, 2025, False),
        ("gdp_per_capita", "230000", 2019, 2020, True),
        ("gdp_primary", "230000", 2021, 2022, False),
        ("share_65plus", "230000", 2019, 2020, True),
        ("share_65plus", "230000", 2010, 2020, False),
        ("trade_russia_ytd", "230000", 2022, 2023, True),
        ("pop_resident_census", TIELI, 2000, 2010, False),
        ("pop_resident_census", TIELI, 2000, 2020, True),
        ("pop_resident_census", "230606", 2010, 2020, False),
        ("pop_resident_census", "230719", 2010, 2020, False),
        ("gdp", "230109", 2023, 2023, True),
        ("gdp", "230184", 2023, 2023, False),
    ],
)
def test_which_years_may_be_compared(
    indicator: str, adcode: str, first: int, second: int, refused: bool
) -> None:
    assert bool(refusal(load_catalogue(), indicator, adcode, first, second)) is refused


def test_gdp_is_not_drawn_through_2023_and_2024() -> None:
    found = asked("gdp", 2023, 2024, level="prefecture")
    assert found.count("incomparable") == 13
    assert found.known == []
    payload = indicators_payload(found)
    assert [entry["label"] for entry in payload["legend"]] == ["不可比"]
    [rule] = payload["rules"]
    assert rule["everywhere"]
    assert "初步数" in rule["reason"]
    [pair] = [p for p in payload["choices"]["pairs"] if p["years"] == (2023, 2024)]
    assert pair["n"] == 0
    assert "初步数" in pair["refused"]


def test_a_figure_wider_than_its_unit_is_not_ranked() -> None:
    found = asked("gdp", 2023)
    assert "230109" not in {unit.adcode for unit in found.known}
    assert found.count("incomparable") == 1
    assert "五常市（285.7 亿元）" in indicator_finding(found)


def every_answer() -> list[tuple[str, str, tuple[int, ...]]]:
    cases = []
    for indicator, levels in availability(load_catalogue()).items():
        for level in ("county", "prefecture"):
            years = [year for year in levels[level] if year]
            cases += [(indicator, level, (year,)) for year in years]
            cases += [(indicator, level, pair) for pair in pairwise(years)]
    return cases


def test_every_legend_sums_to_the_units_of_its_level() -> None:
    cases = every_answer()
    assert len(cases) > 100
    for indicator, level, years in cases:
        payload = indicators_payload(asked(indicator, *years, level=level))
        total = {"county": 121, "prefecture": 13}[level]
        assert payload["total"] == len(payload["classes"]) == total
        assert sum(entry["n"] for entry in payload["legend"]) == total, (indicator, level, years)
        shown = {entry["class"] for entry in payload["legend"]}
        assert set(payload["classes"]) == shown
        colours = len(payload["ramp"]["light"])
        assert {c for c in shown if c >= 0} == set(range(colours))
        assert colours <= 9, "the style sheet knows nine classes"


def test_no_figure_and_zero_are_different_classes() -> None:
    mining = indicators_payload(asked("empl_share_mining", 2020))
    zero = [entry for entry in mining["legend"] if entry["label"] == "0.0"]
    values = FIGURES["empl_share_mining", "2020"]
    none = sum(round(values[code], 1) == 0 for code in drawn("county"))
    assert [entry["n"] for entry in zero] == [none]
    gdp = indicators_payload(asked("gdp", 2023))
    missing = [entry for entry in gdp["legend"] if entry["label"] == "没有数"]
    assert [entry["n"] for entry in missing] == [121 - 68]
    assert missing[0]["class"] < 0


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ({2010: 118, 2020: 121}, 2020),
        ({2022: 68, 2023: 67}, 2022),
        ({2024: 13, 2025: 13}, 2025),
        ({None: 5}, None),
        ({}, None),
        ({None: 50, 2020: 3}, 2020),
    ],
)
def test_without_a_year_the_newest_complete_one_is_shown(
    years: dict[int | None, int], expected: int | None
) -> None:
    assert newest_complete(years) == expected


def test_a_filter_leaves_units_outside_and_says_how_many() -> None:
    found = asked("gdp", 2023, strategies=("food-security",))
    belt = {row["adcode"] for row in table("zone_members") if row["zone"] == "food_belt_core"}
    assert {unit.adcode for unit in found.units if unit.status != "outside"} == belt
    assert found.count("outside") == 121 - len(belt)
    assert "70 个在筛选之外" in indicator_scope(found)


def test_a_chosen_place_is_marked_and_ranked_not_filtered() -> None:
    found = asked("share_65plus", 2020, places=(TIELI,))
    assert found.count("known") == 121
    values = {c: v for c, v in FIGURES["share_65plus", "2020"].items() if c in drawn("county")}
    rank = 1 + sum(round(v, 1) > round(values[TIELI], 1) for v in values.values())
    assert f"铁力市 {values[TIELI]:.1f}%，从高到低第 {rank} 位（共 121）" in indicator_scope(found)


@pytest.mark.parametrize(
    ("query", "zh", "en"),
    [
        (
            {"indicator": "pop_resident_census", "years": ("2010", "2020")},
            "2010—2020年常住人口（人口普查）：可比的 113 个单位里 96 个下降，"
            "从兴山区（−52.8%）到松北区（+74.6%）",
            "Resident population (census), 2010–2020: down in 96 of the 113 units that can be"
            " compared, from Xingshan District (−52.8%) to Songbei District (+74.6%)",
        ),
        (
            {"indicator": "share_65plus"},
            "2020年65岁及以上人口比重：最高的是大箐山县（21.9%），最低的是绥芬河市（10.2%）",
            "Share aged 65 and over, 2020: highest in Daqingshan County (21.9%), lowest in Suifenhe"
            " City (10.2%)",
        ),
        (
            {"indicator": "trade_total"},
            "进出口总额：县区没有数，有数的是：1 个地市、全省",
            "Total trade: no figure for counties and districts; there is one for 1 prefecture and"
            " the province",
        ),
        (
            {"indicator": "gdp", "years": ("2023", "2024"), "level": "prefecture"},
            "地区生产总值：2023—2024年两端的数不可比，这里不作比较",
            "Gross domestic product: the figures of 2023–2024 are not like for like and are not"
            " compared here",
        ),
        (
            {"indicator": "share_65plus", "years": ("2019",)},
            "65岁及以上人口比重：县区没有 2019 年的数",
            "Share aged 65 and over: the counties and districts have no figure for 2019",
        ),
    ],
)
def test_the_heading_states_the_finding(query: dict[str, object], zh: str, en: str) -> None:
    document = open_document(PLAN)
    assert indicator_finding(answer(document, Query(**query))) == zh  # type: ignore[arg-type]
    assert indicator_finding(answer(document, Query(**query, lang="en"))) == en  # type: ignore[arg-type]


def test_highest_and_lowest_in_the_heading_are_those_of_the_table() -> None:
    for indicator, level, years in every_answer():
        found = asked(indicator, *years, level=level)
        if len(years) == 1 and len(found.known) > 1:
            held = FIGURES[indicator, str(years[0])]
            ranked = {u.adcode for u in found.known}
            top = max(held[code] for code in ranked)
            digits = found.definition.digits
            assert number(top, digits) in indicator_finding(found), (indicator, level, years)


def test_figures_without_a_year_are_listed_and_not_drawn() -> None:
    found = asked("area_km2_alt")
    assert found.years == ()
    assert indicators_payload(found)["classes"] == []
    rows = [r for r in table("indicators") if r["indicator"] == "area_km2_alt"]
    levels = {"county", "province"}
    expected = sorted(float(r["value"]) for r in rows if PLACES[r["adcode"]]["level"] in levels)
    assert sorted(figure.value for figure in found.undated) == expected


def test_no_more_than_two_years_are_taken() -> None:
    query, dropped = Query.from_params({"year": ["2000", "2020", "2010"]}, load_catalogue())
    assert query.years == ("2000", "2020")
    assert dropped == ("year=2010",)


@given(
    st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=60),
    st.integers(0, 2),
)
@settings(max_examples=60, deadline=None)
def test_every_figure_falls_in_exactly_one_class(values: list[float], digits: int) -> None:
    classes = classify_figures(tuple(values), digits)
    assert len(classes.bounds) <= 9
    for (_, high), (low, _) in pairwise(classes.bounds):
        assert high < low
    assert list(classes.steps) == sorted(set(classes.steps))
    for value in values:
        shown = round(value, digits)
        low, high = classes.bounds[classes.of(value)]
        assert low <= shown <= high
        step = classes.steps[classes.of(value)]
        assert (step > 0) == (shown > 0)
        assert (step < 0) == (shown < 0)
    assert len(classes.colours("light")) == len(classes.bounds)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_diverging_ramp_gains_contrast_away_from_zero(theme: str) -> None:
    classes = classify_figures((-40, -30, -12, -3, 0, 2, 11, 28, 41), 0)
    colours = classes.colours(theme)  # type: ignore[arg-type]
    lightness = [Color(colour).convert("oklch")["lightness"] for colour in colours]
    below = [v for v, step in zip(lightness, classes.steps, strict=True) if step < 0][::-1]
    above = [v for v, step in zip(lightness, classes.steps, strict=True) if step > 0]
    for side in (below, above):
        assert side == sorted(side, reverse=theme == "light")
        assert len(set(side)) == len(side)


@pytest.mark.parametrize(
    ("value", "digits", "signed", "text"),
    [
        (1234567, 0, False, "1,234,567"),
        (-16.87, 1, True, "−16.9"),
        (3.04, 1, True, "+3.0"),
        (-0.04, 1, True, "0.0"),
        (0, 0, False, "0"),
        (-0.2, 0, False, "0"),
    ],
)
def test_a_figure_as_it_is_written(value: float, digits: int, signed: bool, text: str) -> None:
    assert number(value, digits, signed=signed) == text


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("15.6", "%", "15.6%"),
        ("1,200", "人", "1,200 人"),
        ("100.3", "女=100", "100.3"),
        ("285.7", "100 million CNY", "285.7 × 100 million CNY"),
    ],
)
def test_a_figure_with_its_unit(text: str, unit: str, said: str) -> None:
    assert with_unit(text, unit) == said
