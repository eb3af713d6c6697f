"""Places, strategies and documents side by side, against answers made another way."""

from __future__ import annotations

import csv
import re
from typing import Any

import pytest

from atlas.analysis.comparison.comparing import (
    compare_documents,
    compare_places,
    compare_strategies,
)
from atlas.analysis.comparison.examples import beside, place_examples, strategy_examples
from atlas.analysis.comparison.findings import (
    asked_comparison,
    documents_finding,
    places_finding,
    places_scope,
    strategies_finding,
)
from atlas.analysis.reach import select
from atlas.catalogue import DATA
from atlas.documents import ReadDocument, open_document
from atlas.figures.comparison.documents import documents_payload
from atlas.figures.comparison.payload import (
    choose_payload,
    compared_strategies_payload,
    places_payload,
)
from atlas.query import Query
from atlas.reading import read_text
from atlas.tables.records import DocumentRow

CJK = re.compile(r"[\u4e00-\u9fff]")
DONGNING, SUIFENHE, JIGUAN, JIXI, HARBIN = "231086", "231081", "230302", "230300", "230100"

OTHER = """黑龙江省2025年区域协调发展部署
建设大小兴安岭生态功能区。
支持鸡西市发展石墨产业。
推进全省城市更新。
"""


@pytest.fixture(scope="module")
def plan() -> ReadDocument:
    return open_document("plan-2026")


@pytest.fixture(scope="module")
def other(plan: ReadDocument) -> ReadDocument:
    """A second document, read by the engine from a text of our own."""
    reading = read_text(OTHER, plan.catalogue, title="2025年部署", document_id="plan-2025")
    record = DocumentRow(
        "plan-2025", "2025年部署", "Plan of 2025", "某处", "Somebody", "2025", "", "", ""
    )
    return ReadDocument(record, reading, plan.catalogue)


def by_hand(plan: ReadDocument, place: str) -> set[int]:
    """Measures that mean a place itself, from the engine's links and the places alone."""
    alike = {place, *(c.adcode for c in plan.catalogue.children(place))}
    return {
        plan.position[link.measure]
        for link in plan.reading.links
        if link.relation != "pair" and link.precision == "unit" and link.place in alike
    }


@pytest.mark.parametrize(
    "places",
    [
        (SUIFENHE, DONGNING),
        (JIGUAN, JIXI),
        (HARBIN, JIXI),
        (HARBIN, JIXI, DONGNING),
        ("232761", "232700"),
    ],
)
def test_groups_divide_the_measures_that_reach_any_place(
    plan: ReadDocument, places: tuple[str, ...]
) -> None:
    compared = compare_places(plan, Query(), places)
    sets = {place: by_hand(plan, place) for place in places}
    assert set(compared.shared) == set.intersection(*sets.values())
    for place in places:
        others = set().union(*(sets[p] for p in places if p != place))
        assert set(compared.only[place]) == sets[place] - others
        assert compared.count(place) == len(sets[place])
    groups = [*compared.shared, *compared.some, *(m for o in compared.only.values() for m in o)]
    assert sorted(groups) == sorted(set().union(*sets.values())) == list(compared.reach)


def test_a_prefecture_says_how_much_of_it_is_reached(plan: ReadDocument) -> None:
    compared = compare_places(plan, Query(strategies=("border-opening",)), (JIXI, SUIFENHE))
    for reached in compared.reach.values():
        assert (reached[JIXI].units, reached[JIXI].of) == (3, 9)
        assert not reached[JIXI].whole
        assert reached[SUIFENHE].whole


def test_reasons_are_those_that_come_to_the_place(plan: ReadDocument) -> None:
    compared = compare_places(plan, Query(), (SUIFENHE, JIGUAN))
    for reached in compared.reach.values():
        for place, cell in reached.items():
            for reason in (plan.reasons[r] for r in cell.reasons):
                assert place in reason.counties
                assert reason.relation != "province"


def test_other_filters_narrow_the_comparison_and_places_do_not(plan: ReadDocument) -> None:
    sure = Query(places=(SUIFENHE,), bases=("named", "official_list", "known_official"))
    compared = compare_places(plan, sure, (SUIFENHE, DONGNING))
    bases = {
        plan.reasons[r].basis
        for reached in compared.reach.values()
        for cell in reached.values()
        for r in cell.reasons
    }
    assert "inferred" not in bases
    assert compared.count(DONGNING) > 0


def test_zones_are_the_member_lists(plan: ReadDocument) -> None:
    with (DATA / "zone_members.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    compared = compare_places(plan, Query(), (SUIFENHE, JIXI))
    mudanjiang = plan.catalogue.places[SUIFENHE].parent
    expected = {row["zone"] for row in rows if row["adcode"] in (SUIFENHE, mudanjiang)}
    assert {zone for zone, at in compared.zones.items() if SUIFENHE in at} == expected
    border = compared.zones["border_counties"]
    assert (border[JIXI].units, border[JIXI].of, border[JIXI].basis) == (3, 9, "known_official")
    assert (border[SUIFENHE].units, border[SUIFENHE].of) == (1, 1)


@pytest.mark.parametrize(
    ("places", "said", "wider"),
    [
        (
            (SUIFENHE, DONGNING),
            "直接指到牡丹江绥芬河市、牡丹江东宁市的举措完全相同，都是 12 项",
            "牡丹江绥芬河市 8 项、牡丹江东宁市 8 项",
        ),
        (
            (HARBIN, JIXI),
            "哈尔滨市、鸡西市：10 项举措都直接指到两地，22 项只到哈尔滨市，7 项只到鸡西市",
            "哈尔滨市 3 项",
        ),
        (
            ("230127", JIGUAN),
            "没有一项举措同时直接指到哈尔滨木兰县、鸡西鸡冠区："
            "16 项只到哈尔滨木兰县，0 项只到鸡西鸡冠区",
            "哈尔滨木兰县 13 项、鸡西鸡冠区 3 项",
        ),
        (
            ("230127", JIGUAN, "230600"),
            "哈尔滨木兰县、鸡西鸡冠区、大庆市：没有一项举措各地都有，"
            "12 项只到其中几地，14 项只到一地",
            "哈尔滨木兰县 13 项、鸡西鸡冠区 3 项、大庆市 2 项",
        ),
    ],
)
def test_the_heading_says_what_places_share(
    plan: ReadDocument, places: tuple[str, ...], said: str, wider: str
) -> None:
    compared = compare_places(plan, Query(), places)
    assert places_finding(compared, Query(), plan.catalogue) == said
    scope = places_scope(compared, Query(), plan.catalogue, "部署")
    assert scope == (
        "部署 · 只比较省级以下的落点；面向全省的举措各地一样 · "
        f"随地市列入或因园区、口岸的不在此列：{wider}"
    )


def test_where_nothing_comes_in_a_wider_way_nothing_is_said_of_it(plan: ReadDocument) -> None:
    query = Query(precisions=("unit",))
    compared = compare_places(plan, query, (SUIFENHE, DONGNING))
    assert "不在此列" not in places_scope(compared, query, plan.catalogue, "部署")


def test_the_english_heading_counts_one_as_one(plan: ReadDocument) -> None:
    places = ("230604", "230717", "230300", "231081")
    query = Query(lang="en")
    compared = compare_places(plan, query, places)
    assert places_finding(compared, query, plan.catalogue) == (
        "Ranghulu District (Daqing), Yimei District (Yichun), Jixi and Suifenhe City"
        " (Mudanjiang): no measure reaches all of them, 12 some of them, 9 only one"
    )
    assert places_scope(compared, query, plan.catalogue, "Plan").endswith(
        " · what comes with a prefecture or by a park or port is not counted: 12 of Ranghulu"
        " District (Daqing), 2 of Yimei District (Yichun) and 8 of Suifenhe City (Mudanjiang)"
    )


def counties_of(plan: ReadDocument, strategy: str) -> set[str]:
    return {
        county.adcode
        for link in plan.reading.links
        if link.precision == "unit"
        and strategy in plan.measures[plan.position[link.measure]].strategies
        for county in plan.catalogue.counties_of(link.place)
        if county.adcode == link.place
    }


@pytest.mark.parametrize(
    "pair",
    [
        ("food-security", "ecology"),
        ("sci-tech-innovation", "industrial-upgrading"),
        ("ecology", "city-renewal"),
    ],
)
def test_two_strategies_meet_where_both_reach(plan: ReadDocument, pair: tuple[str, str]) -> None:
    compared = compare_strategies(plan, Query(strategies=pair), pair)
    one, two = (counties_of(plan, s) for s in pair)
    assert set(compared.both) == one & two
    assert set(compared.alone(0)) == one - two
    assert set(compared.alone(1)) == two - one
    serving = [i for i, m in enumerate(plan.measures) if set(pair) <= set(m.strategies)]
    assert compared.serving_both == serving
    for i, strategy in enumerate(pair):
        every = [k for k, m in enumerate(plan.measures) if strategy in m.strategies]
        assert sorted((*compared.measures[i], *compared.wide[i])) == every


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (
            ("food-security", "ecology"),
            "粮食安全与生态安全在 7 个县区相遇（都直接指到）；没有一项举措同时服务两者；"
            "生态安全另有 58 个县区随地市列入或只有园区、口岸在其内",
        ),
        (
            ("sci-tech-innovation", "industrial-upgrading"),
            "科技创新与产业升级在 2 个县区相遇（都直接指到）；1 项举措同时服务两者；"
            "科技创新另有 61 个县区随地市列入或只有园区、口岸在其内；"
            "产业升级另有 49 个县区随地市列入或只有园区、口岸在其内",
        ),
        (
            ("harbin-metro", "border-opening"),
            "哈尔滨都市圈与沿边开放没有直接指到同一个县区；没有一项举措同时服务两者；"
            "哈尔滨都市圈另有 6 个县区随地市列入或只有园区、口岸在其内",
        ),
        (
            ("ecology", "city-renewal"),
            "城市更新没有落到单个县区，生态安全与城市更新在地图上不相遇；没有一项举措同时服务两者",
        ),
    ],
)
def test_the_heading_says_where_strategies_meet(
    plan: ReadDocument, pair: tuple[str, str], said: str
) -> None:
    query = Query(strategies=pair)
    assert strategies_finding(compare_strategies(plan, query, pair), query, plan.catalogue) == said


def test_two_documents_are_set_side_by_side(plan: ReadDocument, other: ReadDocument) -> None:
    compared = compare_documents(plan, other, Query())
    shared = [plan.measures[one.pair.one].text for one in compared.meaning.said]
    assert shared == ["建设大小兴安岭生态功能区", "实施城市更新"]
    assert len(compared.meaning.alone[0]) == len(plan.measures) - 2
    assert [other.measures[i].text for i in compared.meaning.alone[1]] == [
        "支持鸡西市发展石墨产业",
    ]
    assert compared.strategies["ecology"] == (5, 1)
    assert compared.strategies["city-renewal"] == (4, 1)
    assert compared.alone(1) == []
    assert len(compared.both) + len(compared.alone(0)) == 86
    jixi = len(plan.catalogue.counties_of(JIXI))
    assert compared.wider == (35, jixi)
    assert compared.named == ((HARBIN,), (JIXI,))
    assert documents_finding(compared, Query()) == (
        "《2025年部署》承接了《黑龙江省2026年区域协调发展部署》"
        f"{len(plan.measures)} 项举措中的 2 项；"
        f"两份都直接指到 {len(compared.both)} 个县区；"
        "黑龙江省2026年区域协调发展部署另有 35 个县区随地市列入或只有园区、口岸在其内；"
        f"2025年部署另有 {jixi} 个县区随地市列入或只有园区、口岸在其内"
    )


def test_a_document_against_itself_is_all_the_same(plan: ReadDocument) -> None:
    compared = compare_documents(plan, plan, Query())
    assert len(compared.meaning.of_state("taken_up")) == len(plan.measures)
    assert compared.meaning.alone == ((), ())
    assert all(a == b for a, b in compared.strategies.values())


@pytest.mark.parametrize(
    ("asked", "mode", "places", "beyond"),
    [
        ({}, "choose", (), ()),
        ({"places": (SUIFENHE,)}, "choose", (SUIFENHE,), ()),
        ({"places": (SUIFENHE, DONGNING)}, "places", (SUIFENHE, DONGNING), ()),
        ({"places": ("230000", DONGNING)}, "choose", (DONGNING,), ()),
        (
            {"places": (JIXI, JIGUAN, SUIFENHE, DONGNING, HARBIN)},
            "places",
            (JIXI, JIGUAN, SUIFENHE, DONGNING),
            (HARBIN,),
        ),
        ({"strategies": ("ecology", "food-security")}, "strategies", (), ()),
        ({"strategies": ("ecology",)}, "choose", (), ()),
        ({"strategies": ("ecology", "food-security", "city-renewal")}, "choose", (), ()),
        (
            {"strategies": ("ecology", "food-security"), "places": (JIXI,)},
            "choose",
            (JIXI,),
            (),
        ),
        ({"against": "plan-2026"}, "choose", (), ()),
        ({"against": "plan-2025", "places": (JIXI, HARBIN)}, "documents", (), ()),
    ],
)
def test_the_comparison_a_query_asks_for(
    plan: ReadDocument,
    asked: dict[str, Any],
    mode: str,
    places: tuple[str, ...],
    beyond: tuple[str, ...],
) -> None:
    found = asked_comparison(Query(**asked), plan.catalogue)
    assert (found.mode, found.places, found.beyond) == (mode, places, beyond)


def test_examples_are_what_they_say(plan: ReadDocument) -> None:
    extremes, near, prefectures = place_examples(plan)
    counts = {c.adcode: len(by_hand(plan, c.adcode)) for c in plan.catalogue.counties if c.polygon}
    most, least = extremes.pair
    assert counts[most] == max(counts.values())
    assert counts[least] == min(counts.values())
    assert extremes.n == counts[most] - counts[least]
    a, b = near.pair
    assert b in {p.adcode for p in plan.catalogue.neighbours(a)}
    assert near.n == len(by_hand(plan, a) ^ by_hand(plan, b))
    wide = sorted((len(by_hand(plan, p.adcode)) for p in plan.catalogue.prefectures), reverse=True)
    assert [len(by_hand(plan, p)) for p in prefectures.pair] == wide[:2]
    for example in strategy_examples(plan):
        met = counties_of(plan, example.pair[0]) & counties_of(plan, example.pair[1])
        assert len(met) == example.n
    assert beside(plan, JIGUAN)[0] in {p.adcode for p in plan.catalogue.neighbours(JIGUAN)}


def payload_of_places(plan: ReadDocument, places: tuple[str, ...], **asked: Any) -> dict[str, Any]:
    query = Query(places=places, **asked)
    found = asked_comparison(query, plan.catalogue)
    compared = compare_places(plan, query, found.places)
    return places_payload(select(plan, query), found, compared)


def test_figures_refuse_what_is_not_comparable_and_name_their_sources(plan: ReadDocument) -> None:
    figures = payload_of_places(plan, ("230604", "230717", HARBIN))["figures"]
    rows = {(row["label"], row["year"]): row for row in figures["rows"]}
    change = rows["常住人口（人口普查）变化", "2010–2020"]
    cells = [(cell["value"], cell["refused"]) for cell in change["cells"]]
    assert cells[2] == ("−5.9", None)
    assert cells[0][0] == cells[1][0] == ""
    assert "高新区" in figures["notes"][cells[0][1] - 1]
    assert "2019年" in figures["notes"][cells[1][1] - 1]
    assert any("2023、2024年两行不可相比" in note for note in figures["notes"])
    assert rows["地区生产总值", "2024"]["weak"]
    assert figures["weak"]
    assert all(source["text"] for source in figures["sources"])


def test_places_beyond_the_fourth_are_named(plan: ReadDocument) -> None:
    payload = payload_of_places(plan, (HARBIN, JIXI, JIGUAN, SUIFENHE, DONGNING))
    assert len(payload["places"]) == 4
    assert "牡丹江东宁市" in payload["note"]
    assert payload_of_places(plan, (HARBIN, JIXI))["note"] is None


def test_the_classes_of_two_strategies_sum_to_all_units(plan: ReadDocument) -> None:
    query = Query(strategies=("ecology", "food-security"))
    compared = compare_strategies(plan, query, ("ecology", "food-security"))
    payload = compared_strategies_payload(select(plan, query), compared)
    assert sum(len(one["codes"]) for one in payload["classes"]) + payload["neither"] == 121
    assert "strategy=ecology&strategy=food-security" in payload["cell"]


def test_a_second_document_appears_by_itself(plan: ReadDocument, other: ReadDocument) -> None:
    query = Query(lang="en")
    selection = select(plan, query)
    found = asked_comparison(query, plan.catalogue)
    assert choose_payload(selection, found)["documents"] == []
    compared = compare_documents(plan, other, query)
    payload = documents_payload(selection, compared)
    assert [d["title"] for d in payload["documents"]][1] == "Plan of 2025"
    assert payload["documents"][1]["measure"] == "measures?lang=en&doc=plan-2025&measure={id}"
    assert [pair["at"] for pair in payload["pairs"]] == [
        (one.pair.one, one.pair.other) for one in compared.meaning.said
    ]
    assert [d["own"] for d in payload["documents"]] == list(compared.meaning.alone)
    row = next(one for one in plan.catalogue.about.accuracy if one.task == "pairs")
    assert f"on {row.cases} labelled pairs" in payload["accuracy"]
    assert f"{row.right} of {row.found} pairs made are right" in payload["accuracy"]
    assert sum(len(one["codes"]) for one in payload["classes"]) + payload["neither"] == 121


def test_english_payloads_hold_no_chinese_but_sources(plan: ReadDocument) -> None:
    places = payload_of_places(plan, (HARBIN, JIGUAN, "230781"), lang="en")
    query = Query(lang="en")
    choose = choose_payload(select(plan, query), asked_comparison(query, plan.catalogue))
    said = [g["title"] for g in places["groups"]] + [p["title"] for p in places["places"]]
    said += places["figures"]["notes"] + [row["label"] for row in places["figures"]["rows"]]
    said += [e["text"] + e["why"] for e in choose["place_examples"] + choose["strategy_examples"]]
    assert not CJK.search(" ".join(said))
