"""The restated plan, read by the engine: every row a measure, every system with its places."""

from __future__ import annotations

import csv
import dataclasses
from collections import Counter

import pytest

from atlas.catalogue import DATA, load_catalogue
from atlas.documents import open_document
from atlas.model import RELATIONS, Span
from atlas.plan import PlanMismatch, compose_plan, read_plan
from atlas.query import DEFAULT

CATALOGUE = load_catalogue()
PLAN = open_document(DEFAULT.doc)


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_of_the_plan_is_one_measure_in_order() -> None:
    assert [m.text for m in PLAN.measures] == [row["text_zh"] for row in rows("plan")]
    assert len(PLAN.measures) == len(rows("plan"))
    assert [PLAN.statement(i, "en") for i in range(75)] == [row["text_en"] for row in rows("plan")]
    assert [PLAN.theme(i) for i in range(75)] == [row["theme"] for row in rows("plan")]
    headings = {row["id"]: row["heading_zh"] for row in rows("themes")}
    assert [m.section for m in PLAN.measures] == [headings[row["theme"]] for row in rows("plan")]


def test_every_measure_serves_a_strategy_and_reaches_somewhere() -> None:
    assert [m.text for m in PLAN.measures if not m.strategies] == []
    linked = {link.measure for link in PLAN.reading.links}
    assert [m.text for m in PLAN.measures if m.id not in linked] == []
    served = {strategy for measure in PLAN.measures for strategy in measure.strategies}
    assert served == {row["id"] for row in rows("strategies")}


PROVINCE = {"黑龙江省"}
SYSTEMS = [
    # system, words of the measure, strategy it serves, relation, zone, places as named or listed
    ("national strategies", "京津冀", "interregional-cooperation", "province", "", PROVINCE),
    ("national strategies", "长三角", "interregional-cooperation", "province", "", PROVINCE),
    ("national strategies", "粤港澳大湾区", "interregional-cooperation", "province", "", PROVINCE),
    ("Longjiang–Guangdong", "龙粤对口合作", "interregional-cooperation", "province", "", PROVINCE),
    (
        "Shenzhen–Harbin pairing",
        "深哈对口合作",
        "interregional-cooperation",
        "explicit",
        "",
        {"哈尔滨市"},
    ),
    (
        "Shenzhen–Harbin park",
        "深哈产业园",
        "interregional-cooperation",
        "zone",
        "shenha_park",
        {"松北区"},
    ),
    (
        "Mudanjiang collaboration park",
        "牡丹江产业协作园区",
        "interregional-cooperation",
        "zone",
        "mdj_park",
        {"牡丹江市"},
    ),
    (
        "industry-transfer programme",
        "产业转移发展提升工程",
        "industrial-upgrading",
        "province",
        "",
        PROVINCE,
    ),
    (
        "Harbin–Changchun cluster",
        "哈长城市群",
        "interregional-cooperation",
        "zone",
        "hachang_cluster",
        {"哈尔滨市", "齐齐哈尔市", "大庆市", "牡丹江市", "绥化市"},
    ),
    ("aid to Xinjiang", "援疆", "interregional-cooperation", "province", "", PROVINCE),
    ("aid to Tibet", "援藏", "interregional-cooperation", "province", "", PROVINCE),
    ("Harbin's capacity", "城市发展能级", "harbin-metro", "explicit", "", {"哈尔滨市"}),
    ("Harbin's metropolitan area", "都市圈", "harbin-metro", "zone", "harbin_metro", 13),
    (
        "Harbin carries its surroundings",
        "省会城市辐射带动",
        "harbin-metro",
        "zone",
        "harbin_metro",
        13,
    ),
    ("grain-security belt", "藏粮于地、藏粮于技", "food-security", "zone", "food_belt_core", 51),
    ("Songnen plain", "松嫩平原现代农业", "food-security", "zone", "songnen_plain", 33),
    ("Sanjiang plain", "三江平原现代农业", "food-security", "zone", "sanjiang_plain", 18),
    (
        "Ha-Da-Qi innovation zone",
        "哈大齐自主创新示范区",
        "sci-tech-innovation",
        "zone",
        "hadaqi_niz",
        {"哈尔滨市", "大庆市", "齐齐哈尔市"},
    ),
    ("science corridor", "科创走廊", "sci-tech-innovation", "zone", "hadaqi_corridor", 5),
    ("industrial corridor", "工业走廊", "industrial-upgrading", "zone", "hadaqi_corridor", 5),
    ("resource areas", "资源型地区转型", "resource-transition", "class", "resource_cities", 11),
    (
        "coal cities",
        "推动煤城",
        "resource-transition",
        "class",
        "coal_cities",
        {"鸡西市", "鹤岗市", "双鸭山市", "七台河市"},
    ),
    ("oil city", "推动油城", "resource-transition", "class", "oil_city", {"大庆市"}),
    ("Khingan ecological area", "大小兴安岭", "ecology", "zone", "xinganling_efz", 28),
    ("border opening area", "沿边开放开发", "border-opening", "zone", "border_coop_zone", 18),
    (
        "successor industries",
        "接续替代产业",
        "resource-transition",
        "class",
        "resource_cities",
        11,
    ),
    ("border's own advantage", "区位优势", "border-opening", "zone", "border_coop_zone", 18),
    ("Songhua river economy", "松花江流域经济", "songhua-river", "zone", "songhua_mainstem", 22),
    ("citizenship for migrants", "农业转移人口市民化", "citizenization", "province", "", PROVINCE),
    ("county seats", "以县城为重要载体", "urbanization", "class", "county_seats", 67),
    ("border towns", "边境城镇", "urbanization", "class", "border_counties", 18),
    ("six qualities of a city", "创新、宜居、美丽", "urbanization", "province", "", PROVINCE),
    ("responsible office", "领导小组办公室", "regional-coordination", "province", "", PROVINCE),
    ("city renewal", "城市更新", "city-renewal", "province", "", PROVINCE),
    ("pipe networks", "地下管网", "city-renewal", "province", "", PROVINCE),
    ("dual-use facilities", "平急两用", "city-renewal", "province", "", PROVINCE),
    (
        "industry and city together",
        "产城融合",
        "industry-city-integration",
        "province",
        "",
        PROVINCE,
    ),
    (
        "county-economy breakthrough year",
        "县域经济发展突破年",
        "county-economy",
        "class",
        "county_seats",
        67,
    ),
    ("town and country", "城乡融合", "urban-rural-integration", "province", "", PROVINCE),
]
"""Every system that the plan must keep; places by name, or how many stand on the zone's list."""


@pytest.mark.parametrize(
    ("words", "strategy", "relation", "zone", "places"),
    [row[1:] for row in SYSTEMS],
    ids=[f"{row[0]}: {row[1]}" for row in SYSTEMS],
)
def test_every_system_keeps_its_measure_its_strategy_and_its_places(
    words: str, strategy: str, relation: str, zone: str, places: set[str] | int
) -> None:
    (measure,) = [m for m in PLAN.measures if words in m.text]
    assert strategy in measure.strategies
    every = [link for link in PLAN.reading.links if link.measure == measure.id]
    links = [link for link in every if link.relation != "pair"]
    assert {(link.relation, link.zone or "") for link in links} == {(relation, zone)}
    assert not any(link.inherited for link in links) or words == "区位优势"
    linked = [link.place for link in links]
    assert len(linked) == len(set(linked))
    if isinstance(places, set):
        assert {CATALOGUE.places[place].name_zh for place in linked} == places
        return
    listed = {row["adcode"] for row in rows("zone_members") if row["zone"] == zone}
    assert set(linked) == listed
    assert len(listed) == places


def test_ids_come_from_content_and_the_plan_reads_the_same_twice() -> None:
    again = read_plan(CATALOGUE)
    assert again == PLAN.reading
    assert len({m.id for m in PLAN.measures}) == 75
    assert [PLAN.position[m.id] for m in PLAN.measures] == list(range(75))


def test_the_running_text_holds_headings_sentences_and_clauses() -> None:
    text, spans = compose_plan(CATALOGUE.plan, CATALOGUE.themes)
    assert [span.text(text) for span in spans] == [row["text_zh"] for row in rows("plan")]
    lines = text.splitlines()
    headings = [row["heading_zh"] for row in rows("themes") if row["heading_zh"]]
    assert [line for line in lines if not line.endswith("。")] == headings
    sentences = [line for line in lines if line.endswith("。")]
    clauses = Counter(row["sentence"] for row in rows("plan"))
    assert [line.count("；") + 1 for line in sentences] == list(clauses.values())


def test_an_empty_plan_and_a_plan_of_one_row() -> None:
    row = CATALOGUE.plan[0]
    assert compose_plan((row,), CATALOGUE.themes) == (
        f"{row.text_zh}。\n",
        (Span(0, len(row.text_zh)),),
    )


@pytest.mark.parametrize(
    ("order", "text", "said"),
    [
        (50, "天气很好", "row 50 “天气很好” was read as no measure"),
        (42, "1. 扩建口岸", r"row 42 “1\. 扩建口岸” was read as \['扩建口岸'\]"),
        (42, "扩建口岸；改造管网", r"was read as \['扩建口岸', '改造管网'\]"),
        (42, "扩建黑河口岸，改造东宁口岸", r"was read as \['扩建黑河口岸', '改造东宁口岸'\]"),
    ],
)
def test_a_row_that_is_no_single_measure_is_named(order: int, text: str, said: str) -> None:
    plan = tuple(
        dataclasses.replace(row, text_zh=text) if row.order == order else row
        for row in CATALOGUE.plan
    )
    with pytest.raises(PlanMismatch, match=said) as mismatch:
        read_plan(dataclasses.replace(CATALOGUE, plan=plan))
    assert "word it as one clause" in str(mismatch.value)


def test_an_unknown_document_is_no_document() -> None:
    with pytest.raises(KeyError):
        open_document("../plan-2026")


def test_reasons_hold_every_link_once() -> None:
    from_links = Counter(
        (link.measure, link.relation, link.zone, link.basis, link.place, link.inherited)
        for link in PLAN.reading.links
    )
    from_reasons = Counter(
        (PLAN.measures[r.measure].id, r.relation, r.zone, r.basis, place, r.inherited)
        for r in PLAN.reasons
        for place in r.places
    )
    assert from_reasons == from_links
    assert max(from_links.values()) == 1


def test_reasons_run_in_the_order_of_the_text_and_strongest_first() -> None:
    order = [(r.measure, RELATIONS.index(r.relation)) for r in PLAN.reasons]
    assert order == sorted(order)


def test_a_reason_knows_the_words_it_stands_on_and_the_counties_it_comes_to() -> None:
    drawn = {row["adcode"] for row in rows("places") if row["polygon"] == "yes"}
    parent = {row["adcode"]: row["parent"] for row in rows("places")}
    text = PLAN.reading.document.text
    for reason in PLAN.reasons:
        if reason.mention is not None:
            assert reason.surface == reason.mention.text(text)
        else:
            assert (reason.relation, reason.surface) == ("province", "")
        expected = {
            row["adcode"]
            for row in rows("places")
            if row["level"] == "county"
            and row["adcode"] in drawn
            and {row["adcode"], parent[row["adcode"]]} & set(reason.places)
        }
        assert set(reason.counties) == (set() if reason.relation == "province" else expected)
        assert len(reason.counties) == len(set(reason.counties))


def test_an_inherited_reason_stands_on_an_earlier_clause_of_its_sentence() -> None:
    for reason in PLAN.reasons:
        measure = PLAN.measures[reason.measure]
        if reason.inherited:
            assert reason.mention is not None
            assert reason.mention.end <= measure.span.start
            assert measure.sentence.contains(reason.mention)
        elif reason.mention is not None:
            assert measure.span.contains(reason.mention)


def test_the_table_of_links_goes_down_to_county_level() -> None:
    table = PLAN.links
    levels = {row["adcode"]: row["level"] for row in rows("places")}
    parent = {row["adcode"]: row["parent"] for row in rows("places")}
    counties = [c for c in table["county"] if c]
    assert {levels[c] for c in counties} == {"county"}
    assert [parent[c] for c in counties] == [p for p in table["prefecture"] if p]
    assert not table.duplicated(["reason", "county", "place"]).any()
    wide = table[table["relation"] == "province"]
    assert set(wide["county"]) == {""}
    assert set(wide["place"]) == {"230000"}
    # Units without a boundary are reached like any other, though no map can show it.
    assert {"232761", "232762", "232763", "232764"} <= set(counties)
    for strategy in CATALOGUE.strategies:
        served = {i for i, m in enumerate(PLAN.measures) if strategy in m.strategies}
        assert set(table.loc[table[strategy], "m"]) == served
