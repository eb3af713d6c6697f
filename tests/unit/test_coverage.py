"""Coverage: the matrix, and what is left out, against counts made in plain Python over the csv."""

from __future__ import annotations

import csv
from collections import defaultdict

import pandas as pd
import pytest

from atlas.analysis.coverage import (
    Coverage,
    cover,
    coverage_matrix,
    left_out,
    uncovered_counties,
    unit_table,
)
from atlas.analysis.reach import select
from atlas.catalogue import DATA
from atlas.documents import ReadDocument, open_document
from atlas.query import Query


@pytest.fixture(scope="module")
def plan() -> ReadDocument:
    return open_document("plan-2026")


def covered(plan: ReadDocument, **asked: object) -> Coverage:
    return cover(select(plan, Query(**asked)))  # type: ignore[arg-type]


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def counties() -> list[dict[str, str]]:
    return [row for row in rows("places") if row["level"] == "county"]


def reached_by_hand(
    plan: ReadDocument, *, without: tuple[str, ...] = (), listed: bool = False
) -> dict[str, dict[int, set[str]]]:
    """County → measure → relations, from the engine's links and the member lists alone.

    `listed` are counties that are meant themselves.
    """
    under = defaultdict(list)
    for county in counties():
        under[county["parent"]].append(county["adcode"])
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for link in plan.reading.links:
        if link.relation in ("pair", "province") or link.basis in without:
            continue
        if listed and (link.precision != "unit" or link.place in under):
            continue
        for county in under.get(link.place) or [link.place]:
            found[county][plan.position[link.measure]].add(link.relation)
    return found


def test_a_row_for_every_county_level_unit_and_a_column_for_every_strategy_that_reaches(
    plan: ReadDocument,
) -> None:
    result = covered(plan)
    assert list(result.matrix.index) == sorted(row["adcode"] for row in counties())
    assert len(result.matrix) == 125
    assert result.units["drawn"].sum() == 121
    assert set(result.matrix.columns) | set(result.apart) == set(plan.catalogue.strategies)
    assert not set(result.matrix.columns) & set(result.apart)


def test_every_cell_is_what_a_hand_count_gives(plan: ReadDocument) -> None:
    by_hand = reached_by_hand(plan, listed=True)
    sure_by_hand = reached_by_hand(plan, without=("inferred",), listed=True)
    anyhow = reached_by_hand(plan)
    result = covered(plan)
    for county in result.matrix.index:
        for strategy in result.matrix.columns:
            serving = [m for m in by_hand[county] if strategy in plan.measures[m].strategies]
            sure = [m for m in sure_by_hand[county] if strategy in plan.measures[m].strategies]
            assert result.matrix.loc[county, strategy] == len(serving), (county, strategy)
            assert result.sure.loc[county, strategy] == len(sure), (county, strategy)
            wider = any(strategy in plan.measures[m].strategies for m in anyhow[county])
            assert result.wider.loc[county, strategy] == (wider and not serving)
        assert result.measures[county] == len(by_hand[county])


def test_measures_as_columns_say_how_each_reaches(plan: ReadDocument) -> None:
    result = covered(plan, count="measures")
    order = ("explicit", "zone", "class")
    by_hand = reached_by_hand(plan, listed=True)
    for county in result.matrix.index:
        for m in result.matrix.columns:
            relations = by_hand[county].get(m, set())
            strongest = min((order.index(r) for r in relations), default=-1)
            assert result.strongest.loc[county, m] == strongest
            assert result.matrix.loc[county, m] == bool(relations)
    assert result.matrix.sum(axis=1).equals(result.measures.rename(None))


def test_zones_as_columns_are_the_member_lists(plan: ReadDocument) -> None:
    result = covered(plan, count="zones")
    listed = defaultdict(set)
    parent = {row["adcode"]: row["parent"] for row in counties()}
    for row in rows("zone_members"):
        listed[row["zone"]].add(row["adcode"])
    for zone in result.matrix.columns:
        for county in result.matrix.index:
            site = plan.catalogue.zones[zone].extent == "site"
            member = county in listed[zone] and not site
            assert (result.matrix.loc[county, zone] > 0) == member, (zone, county)
            near = bool({county, parent[county]} & listed[zone])
            assert result.wider.loc[county, zone] == (near and not member)


def test_zeros_are_kept_and_province_wide_links_left_out() -> None:
    """Three counties of one prefecture; one measure each way."""
    links = pd.DataFrame(
        [
            (0, "230302", "230300", "zone", "coal", True, False),
            (0, "230302", "230300", "class", "seats", True, False),
            (1, "230303", "230300", "explicit", "", True, True),
            (2, "", "", "province", "", False, True),
        ],
        columns=["m", "county", "prefecture", "relation", "zone", "alpha", "beta"],
    )
    units = pd.DataFrame(
        {"level": "county", "parent": "230300"}, index=["230302", "230303", "230304"]
    )
    matrix = coverage_matrix(links, units)
    assert matrix.to_dict("index") == {
        "230302": {"alpha": 1, "beta": 0},
        "230303": {"alpha": 1, "beta": 1},
        "230304": {"alpha": 0, "beta": 0},
    }
    zones = coverage_matrix(links, units, by="zones", columns=["seats", "never", "coal"])
    assert zones.loc["230302"].tolist() == [1, 0, 1]
    assert zones.loc["230303"].tolist() == [0, 0, 0]
    assert uncovered_counties(links, units) == ["230304"]


def test_prefectures_count_each_measure_once(plan: ReadDocument) -> None:
    result = covered(plan, level="prefecture")
    assert len(result.matrix) == 13
    for prefecture in result.matrix.index:
        inside = [c["adcode"] for c in counties() if c["parent"] == prefecture]
        inside += [prefecture]
        own = {
            plan.position[link.measure]
            for link in plan.reading.links
            if link.relation != "pair" and link.precision == "unit" and link.place in inside
        }
        assert result.measures[prefecture] == len(own)


@pytest.mark.parametrize(
    ("asked", "rows_left"),
    [
        ({"places": ("230300",)}, 9),
        ({"places": ("230302", "230303")}, 2),
        ({"places": ("230000",)}, 125),
        ({"places": ("230302",), "level": "prefecture"}, 1),
        ({"places": ("230300", "230100"), "level": "prefecture"}, 2),
    ],
)
def test_chosen_places_are_the_only_rows(
    plan: ReadDocument, asked: dict[str, object], rows_left: int
) -> None:
    assert len(covered(plan, **asked).matrix) == rows_left


def test_a_strategy_for_the_whole_province_stands_apart(plan: ReadDocument) -> None:
    result = covered(plan, strategies=("city-renewal",))
    assert result.matrix.shape == (125, 0)
    assert "city-renewal" in result.apart
    assert result.wide["city-renewal"] == sum(
        "city-renewal" in measure.strategies for measure in plan.measures
    )
    assert len(result.unreached) == 121


def test_the_text_names_one_city_and_leaves_the_rest_to_lists(plan: ReadDocument) -> None:
    found = left_out(plan)
    by_hand = reached_by_hand(plan)
    assert [plan.catalogue.places[c].name_zh for c in found.named] == ["哈尔滨市"]
    statutory = [c["adcode"] for c in counties() if c["statutory"] == "yes"]
    named = {c for c in statutory if any("explicit" in r for r in by_hand[c].values())}
    assert set(found.unnamed) == set(statutory) - named
    assert len(found.unnamed) == 103
    assert found.unreached == ()
    sure = reached_by_hand(plan, without=("inferred",))
    directly = reached_by_hand(plan, listed=True)
    assert set(found.wider) == {c for c in statutory if not directly[c]}
    assert len(found.wider) == 35
    assert set(found.unsure) == {c for c in statutory if not sure[c]}
    assert [plan.catalogue.places[c].name_zh for c in found.unsure] == [
        "向阳区", "前进区", "东风区", "郊区",
    ]  # fmt: skip


def test_what_is_left_out_does_not_follow_the_filter(plan: ReadDocument) -> None:
    assert len(covered(plan, bases=("official_list",)).unreached) > 0
    assert left_out(plan).unreached == ()


def test_the_unit_table_holds_the_districts_without_a_boundary(plan: ReadDocument) -> None:
    table = unit_table(plan.catalogue, "county")
    assert not table.loc["232761", "drawn"]
    assert table.loc["232761", "parent"] == "232700"
