"""What each strategy comes to, counted a second way from the bare links of the reading."""

from __future__ import annotations

import pytest

from atlas.analysis.reach import select
from atlas.analysis.strategies import (
    StrategyReach,
    shared_measures,
    strategies_beside,
    strategy_reach,
    zones_used,
)
from atlas.analysis.strategy_findings import strategies_finding, strategies_subtitle
from atlas.catalogue import load_catalogue
from atlas.documents import ReadDocument, open_document
from atlas.figures.strategies_payload import strategies_payload
from atlas.model import Measure
from atlas.query import DEFAULT, Query

STRATEGIES = tuple(load_catalogue().strategies)


@pytest.fixture(scope="module")
def plan() -> ReadDocument:
    return open_document(DEFAULT.doc)


def reach(plan: ReadDocument, strategy: str, query: Query = DEFAULT) -> StrategyReach:
    return next(r for r in strategy_reach(plan, query) if r.strategy == strategy)


PREFECTURES = {place.adcode for place in load_catalogue().prefectures}


def reached_by(
    plan: ReadDocument, measure: Measure, sure: bool = False, listed: bool = False
) -> set[str]:
    """Drawn counties of one measure by its links; `listed` are those meant themselves."""
    return {
        county.adcode
        for link in plan.reading.links
        if link.measure == measure.id and link.relation not in ("pair", "province")
        if not (sure and link.basis == "inferred")
        if not listed or (link.precision == "unit" and link.place not in PREFECTURES)
        for county in plan.catalogue.counties_of(link.place)
    }


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_measures_and_counties_are_those_of_the_links(plan: ReadDocument, strategy: str) -> None:
    own = [m for m in plan.measures if strategy in m.strategies]
    local = [m for m in own if reached_by(plan, m)]
    found = reach(plan, strategy)
    assert [plan.measures[m] for m in found.measures] == local
    assert [plan.measures[m] for m in found.wide] == [m for m in own if m not in local]
    assert found.primary == sum(m.strategies[0] == strategy for m in own)
    counted = {c: sum(c in reached_by(plan, m, listed=True) for m in local) for c in found.counties}
    assert found.counties == counted
    assert set(found.counties) == {c for m in local for c in reached_by(plan, m, listed=True)}
    sure = {c for m in local for c in reached_by(plan, m, sure=True, listed=True)}
    assert found.sure == len(sure)
    wider = {*found.meant.by_site, *found.meant.with_prefecture}
    assert {*found.counties, *wider} == {c for m in local for c in reached_by(plan, m)}
    assert not wider & set(found.counties)


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_strategies_beside_share_measures_or_counties(plan: ReadDocument, strategy: str) -> None:
    reaches = strategy_reach(plan, DEFAULT)
    beside = {b.strategy: b for b in strategies_beside(strategy, reaches)}
    counted = {r.strategy: set(r.counties) for r in reaches}
    for other in STRATEGIES:
        measures = sum({strategy, other} <= set(m.strategies) for m in plan.measures)
        counties = len(counted[strategy] & counted[other])
        if other == strategy or not (measures or counties):
            assert other not in beside
        else:
            assert (beside[other].measures, beside[other].counties) == (measures, counties)
    order = [(-b.measures, -b.counties) for b in beside.values()]
    assert order == sorted(order)


def test_zones_are_those_of_the_links_with_their_whole_lists(plan: ReadDocument) -> None:
    selection = select(plan, DEFAULT.but(strategies=("industrial-upgrading",)))
    ids = {plan.measures[m].id for m in selection.measures}
    for use in zones_used(selection):
        links = [x for x in plan.reading.links if x.zone == use.zone and x.measure in ids]
        assert len({x.measure for x in links}) == len(use.measures)
        members = plan.catalogue.zones[use.zone].members
        assert use.members == len(members) == sum(use.bases.values())
        for basis, n in use.bases.items():
            assert n == sum(m.basis == basis for m in members)
    named = {x.zone for x in plan.reading.links if x.zone and x.measure in ids}
    assert {use.zone for use in zones_used(selection)} == named


def test_a_filter_narrows_every_strategy(plan: ReadDocument) -> None:
    official = DEFAULT.but(bases=("named", "official_list"))
    assert reach(plan, "songhua-river", official).listed == 0
    assert not reach(plan, "border-opening", official).counties
    suifenhe = DEFAULT.but(places=("231081",))
    assert set(reach(plan, "border-opening", suifenhe).counties) == {"231081"}


@pytest.mark.parametrize(
    ("params", "title"),
    [
        (
            {},
            "16 项战略：10 项直接指到县区，2 项只随地市列入或因园区、口岸，4 项面向全省",
        ),
        (
            {"lang": ["en"]},
            "16 strategies: 10 address particular counties, 2 reach them only with prefectures or"
            " by parks or ports, 4 for the whole province",
        ),
        (
            {"strategy": ["border-opening"]},
            "沿边开放：6 项举措直接指到 18 个县区，都不只靠推定名单",
        ),
        (
            {"strategy": ["harbin-metro"], "lang": ["en"]},
            "Harbin metropolitan area: 2 measures address 13 counties, all of them by"
            " inferred lists;"
            " another 6 counties and districts only with their prefectures",
        ),
        (
            {"strategy": ["ecology"]},
            "生态安全：4 项举措直接指到 24 个县区，都不只靠推定名单；另有 58 个县区随地市列入",
        ),
        ({"strategy": ["citizenization"]}, "市民化：2 项举措，面向全省，不落到单个县区"),
        (
            {"strategy": ["border-opening", "industrial-upgrading"]},
            "产业升级、沿边开放：共有 1 项举措，都直接指到 18 个县区",
        ),
        (
            {"strategy": ["border-opening", "county-economy"]},
            "沿边开放、县域经济：没有共有的举措，但都直接指到 17 个县区",
        ),
        (
            {"strategy": ["city-renewal", "ecology", "border-opening", "songhua-river"]},
            "所选 4 项战略：既没有共有的举措，也没有都落到的县区",
        ),
        (
            {"strategy": ["food-security"], "basis": ["official_list"]},
            "粮食安全：1 项举措直接指到 17 个县区，都不只靠推定名单",
        ),
        (
            {"strategy": ["songhua-river"], "basis": ["official_list"]},
            "松花江流域：没有举措符合当前条件",
        ),
        ({"q": ["没有人说过这句话"]}, "没有举措符合当前条件"),
    ],
)
def test_the_heading_states_the_finding(
    plan: ReadDocument, params: dict[str, list[str]], title: str
) -> None:
    query, dropped = Query.from_params(params, plan.catalogue)
    assert dropped == ()
    reaches = strategy_reach(plan, query)
    assert strategies_finding(select(plan, query), reaches) == title


def test_the_subtitle_names_the_extremes_and_the_scope(plan: ReadDocument) -> None:
    subtitle = strategies_subtitle(select(plan, DEFAULT), strategy_reach(plan, DEFAULT))
    assert "产业升级、新型城镇化（68 个）" in subtitle
    assert "跨区域合作（19 项）" in subtitle
    assert plan.record.title_zh in subtitle


def test_measures_in_common_serve_all_of_them(plan: ReadDocument) -> None:
    reaches = [reach(plan, s) for s in ("interregional-cooperation", "ecology")]
    both = {"interregional-cooperation", "ecology"}
    assert shared_measures(reaches) == sum(both <= set(m.strategies) for m in plan.measures) == 1


def test_the_page_of_one_strategy_leads_to_its_neighbours_and_to_searches(
    plan: ReadDocument,
) -> None:
    query = DEFAULT.but(strategies=("ecology",), lang="en")
    payload = strategies_payload(select(plan, query), strategy_reach(plan, query))["one"]
    assert payload["previous"]["href"] == "strategies?lang=en&strategy=resource-transition"
    assert payload["next"]["strategy"] == "border-opening"
    assert payload["all"] == "strategies?lang=en"
    assert all(k["href"].startswith("measures?lang=en&q=") for k in payload["keywords"])
    assert [m for m, _ in payload["rows"]] == sorted(m for m, _ in payload["rows"])
    assert payload["zones"][0]["href"] == "method?lang=en&strategy=ecology#zone-xinganling_efz"
    assert sum(entry["n"] for entry in payload["legend"]) == 121


def test_the_first_and_the_last_strategy_end_the_row(plan: ReadDocument) -> None:
    for strategy, end in ((STRATEGIES[0], "previous"), (STRATEGIES[-1], "next")):
        query = DEFAULT.but(strategies=(strategy,))
        payload = strategies_payload(select(plan, query), strategy_reach(plan, query))["one"]
        assert payload[end] is None


def test_several_strategies_narrow_the_index_and_offer_the_way_back(plan: ReadDocument) -> None:
    query = DEFAULT.but(strategies=("ecology", "border-opening"), text="生态")
    index = strategies_payload(select(plan, query), strategy_reach(plan, query))["index"]
    assert [row["strategy"] for row in index["rows"]] == ["ecology", "border-opening"]
    assert index["all"] == "strategies?q=%E7%94%9F%E6%80%81"


def test_of_strategies_chosen_at_once_each_comes_to_what_serves_all(plan: ReadDocument) -> None:
    chosen = ("industrial-upgrading", "border-opening")
    query = Query(strategies=chosen, combine="all")
    serving = [i for i, m in enumerate(plan.measures) if set(chosen) <= set(m.strategies)]
    reaches = {one.strategy: one for one in strategy_reach(plan, query)}
    assert [sorted([*reaches[s].measures, *reaches[s].wide]) for s in chosen] == [serving] * 2
    assert not reaches["food-security"].listed
