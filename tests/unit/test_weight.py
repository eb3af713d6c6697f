"""Coverage against real figures: ranks and refusals, against plain Python over the csv."""

from __future__ import annotations

import csv
from statistics import median

import pandas as pd
import pytest

from atlas.analysis.reach import select
from atlas.analysis.weight import (
    FIGURES,
    NAMED,
    Figure,
    chosen_figure,
    figure_values,
    least_for_weight,
    rank_gaps,
    weigh,
)
from atlas.catalogue import DATA, load_catalogue
from atlas.documents import ReadDocument, open_document
from atlas.query import Query

POPULATION, AGED, CHANGE, GDP = FIGURES


@pytest.fixture(scope="module")
def plan() -> ReadDocument:
    return open_document("plan-2026")


def figures(indicator: str, year: int) -> dict[str, float]:
    with (DATA / "indicators.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["adcode"]: float(row["value"])
            for row in csv.DictReader(file)
            if row["indicator"] == indicator and row["year"] == str(year)
        }


def counted(plan: ReadDocument, adcode: str) -> int:
    """Measures that mean a county itself, from the engine's links alone."""
    return len(
        {
            link.measure
            for link in plan.reading.links
            if link.precision == "unit" and link.place == adcode
        }
    )


def mean_places(values: dict[str, float]) -> dict[str, float]:
    """Place of each unit from the largest down, equal ones at the mean of their places."""
    return {
        unit: sum(v > value for v in values.values())
        + (sum(v == value for v in values.values()) + 1) / 2
        for unit, value in values.items()
    }


def test_every_gap_is_the_difference_of_two_places_counted_by_hand(plan: ReadDocument) -> None:
    gaps = weigh(select(plan, Query()), POPULATION).gaps
    statutory = {p.adcode for p in plan.catalogue.counties if p.statutory}
    people = {c: v for c, v in figures("pop_resident_census", 2020).items() if c in statutory}
    reached = {c: float(counted(plan, c)) for c in statutory}
    # An autonomous county is a county; districts and county-level cities are ranked by themselves.
    kind = {p.adcode: p.kind.replace("自治县", "县") for p in plan.catalogue.counties}
    assert len(gaps) == 121
    for one in ("市辖区", "县级市", "县"):
        own = [c for c in statutory if kind[c] == one]
        by_weight = mean_places({c: people[c] for c in own})
        by_reach = mean_places({c: reached[c] for c in own})
        for adcode in own:
            row = gaps.loc[adcode]
            assert row["value"] == people[adcode]
            assert row["reached"] == reached[adcode]
            assert row["among"] == len(own)
            assert row["gap"] == by_reach[adcode] - by_weight[adcode]
            assert row["tied"] == sum(reached[c] == reached[adcode] for c in own)
    assert (gaps["gap"] / gaps["among"]).is_monotonic_decreasing
    assert gaps["gap"].sum() == 0


def test_who_is_reached_less_than_they_weigh(plan: ReadDocument) -> None:
    found = weigh(select(plan, Query()), POPULATION)
    names = [plan.catalogue.places[c].name_zh for c in found.less]
    assert names == ["海伦市", "龙江县", "五常市", "依安县", "宝清县"]
    assert len(found.less) == NAMED
    assert [plan.catalogue.places[c].name_zh for c in found.steady] == [
        "海伦市",
        "龙江县",
        "依安县",
    ]
    assert set(found.less) != set(found.otherwise["sure"])


def test_leaving_inferred_lists_out_of_the_query_gives_the_other_reading(
    plan: ReadDocument,
) -> None:
    everything = weigh(select(plan, Query()), POPULATION)
    sure = Query(bases=("named", "official_list", "known_official"))
    assert weigh(select(plan, sure), POPULATION).less == everything.otherwise["sure"]
    own = Query(inherited="without")
    assert weigh(select(plan, own), POPULATION).less == everything.otherwise["own"]
    assert weigh(select(plan, sure), POPULATION).unsure == 0


def test_the_share_that_rests_on_inferred_lists_is_counted(plan: ReadDocument) -> None:
    every = {
        (link.measure, county)
        for link in plan.reading.links
        if link.precision == "unit"
        for county in [c.adcode for c in plan.catalogue.counties_of(link.place)]
        if county == link.place
    }
    sure = {
        (link.measure, county)
        for link in plan.reading.links
        if link.precision == "unit" and link.basis != "inferred"
        for county in [c.adcode for c in plan.catalogue.counties_of(link.place)]
        if county == link.place
    }
    assert weigh(select(plan, Query()), POPULATION).unsure == pytest.approx(
        1 - len(sure) / len(every)
    )


def test_chosen_places_do_not_change_the_comparison(plan: ReadDocument) -> None:
    chosen = weigh(select(plan, Query(places=("230300",))), POPULATION)
    assert chosen.less == weigh(select(plan, Query()), POPULATION).less


def test_a_change_over_a_new_boundary_is_refused_with_the_reason(plan: ReadDocument) -> None:
    found = weigh(select(plan, Query()), CHANGE).found
    names = plan.catalogue.places
    assert {names[c].name_zh for c in found.refused} == {
        *("萨尔图区", "龙凤区", "让胡路区", "红岗区"),
        *("铁力市", "伊美区", "乌翠区", "大箐山县"),
    }
    assert not found.missing
    zh, en = found.refused["230781"]
    assert "朗乡镇" in zh
    assert "Langxiang" in en
    before, after = figures("pop_resident_census", 2010), figures("pop_resident_census", 2020)
    known = found.values.dropna()
    assert len(known) == 113
    for adcode, change in known.items():
        expected = 100 * after[str(adcode)] / before[str(adcode)] - 100
        assert change == pytest.approx(expected)


def test_a_single_year_is_never_refused(plan: ReadDocument) -> None:
    found = weigh(select(plan, Query()), AGED).found
    assert not found.refused
    assert not found.missing
    assert not found.weak


def test_gdp_is_weak_and_exists_for_counties_and_county_level_cities(plan: ReadDocument) -> None:
    found = weigh(select(plan, Query()), GDP)
    assert found.found.weak
    assert len(found.gaps) == 67
    assert "市辖区" not in {plan.catalogue.places[str(c)].kind for c in found.gaps.index}
    poorest = min(figures("gdp_per_capita", 2023).items(), key=lambda item: item[1])[0]
    assert found.gaps.loc[poorest, "rank_value"] == 1


def test_the_typical_count_of_each_kind_is_its_median(plan: ReadDocument) -> None:
    typical = weigh(select(plan, Query()), POPULATION).typical
    kinds: dict[str, list[int]] = {}
    for place in plan.catalogue.counties:
        if place.statutory:
            kinds.setdefault(place.kind, []).append(counted(plan, place.adcode))
    assert typical == {k: median(values) for k, values in kinds.items() if len(values) > 2}
    assert "自治县" not in typical


def test_an_empty_selection_names_nobody(plan: ReadDocument) -> None:
    found = weigh(select(plan, Query(text="没有这个词")), POPULATION)
    assert found.less == ()
    assert found.unsure == 0


def test_ranks_share_places_and_leave_out_what_has_no_figure() -> None:
    values = pd.Series({"a": 100.0, "b": 50.0, "c": None, "d": 10.0, "e": 1.0})
    reached = pd.Series({"a": 2, "b": 2, "c": 9, "d": 2, "e": 7})
    gaps = rank_gaps(values, reached)
    assert gaps.index.tolist() == ["a", "b", "d", "e"]
    assert gaps["rank_value"].tolist() == [1, 2, 3, 4]
    assert gaps["rank_reached"].tolist() == [2, 2, 2, 1]
    assert gaps["tied"].tolist() == [3, 3, 3, 1]
    assert gaps["gap"].tolist() == [2, 1, 0, -3]
    assert least_for_weight(gaps) == ("a", "b")
    turned = rank_gaps(values, reached, weighs=-1)
    assert turned["rank_value"].to_dict() == {"e": 1, "d": 2, "b": 3, "a": 4}


@pytest.mark.parametrize(
    ("asked", "figure"),
    [
        ({}, POPULATION),
        ({"indicator": "pop_resident_census"}, POPULATION),
        ({"indicator": "pop_resident_census", "years": ("2010", "2020")}, CHANGE),
        ({"indicator": "pop_resident_census", "years": ("2010",)}, None),
        ({"indicator": "share_65plus"}, AGED),
        ({"indicator": "gdp_per_capita", "years": ("2023",)}, GDP),
        ({"indicator": "gdp_per_capita", "level": "prefecture"}, GDP),
        ({"indicator": "gdp_per_capita", "years": ("2023", "2024")}, None),
        ({"indicator": "grain_output"}, None),
    ],
)
def test_the_figure_a_query_asks_for(asked: dict[str, object], figure: Figure | None) -> None:
    assert chosen_figure(Query(**asked)) is figure  # type: ignore[arg-type]


def test_each_figure_is_found_again_by_its_own_parameters() -> None:
    for figure in FIGURES:
        for level in ("county", "prefecture"):
            params = {"level": [level], **figure.params(level)}
            query, dropped = Query.from_params(params, load_catalogue())
            assert chosen_figure(query) is figure
            assert not dropped


def test_prefectures_are_set_against_their_own_figures(plan: ReadDocument) -> None:
    catalogue = plan.catalogue
    units = tuple(p.adcode for p in catalogue.prefectures)
    found = figure_values(catalogue, "gdp_per_capita", GDP.years("prefecture"), units)
    assert found.values.to_dict() == {
        c: v for c, v in figures("gdp_per_capita", 2024).items() if c in units
    }
