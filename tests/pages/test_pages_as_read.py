"""What a reader finds on each page, in words and numbers."""

from __future__ import annotations

import pytest

from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.model import Lang
from atlas.query import DEFAULT
from tests.pages.screen import Screen

CATALOGUE = load_catalogue()
PLAN = open_document(DEFAULT.doc)
BORDER = [
    "建设沿边开放开发合作区",
    "用好沿边独特区位优势",
    "布局外向型产业体系",
    "构建面向俄罗斯和东北亚的开放合作平台",
    "打造向北开放新高地的最前沿",
    "加大对边境城镇的支持",
]
BORDER_EN = [
    "Build the border opening and development cooperation zone",
    "Put the border's own advantage of location to use",
    "Lay out an export-oriented industrial system",
    "Set up a platform for open cooperation with Russia and Northeast Asia",
    "Make the border the foremost line of the new northward-opening highland",
    "Give border towns stronger support",
]


def named(codes: list[str]) -> list[str]:
    return [CATALOGUE.places[code].name_zh for code in codes]


def drawn() -> list[str]:
    return [county.adcode for county in CATALOGUE.counties if county.polygon]


# Map


@pytest.mark.parametrize(
    ("lang", "title", "listed", "measures", "sentence"),
    [
        (
            "zh",
            "沿边开放：6 项举措（出自 2 句）直接指到 18 个县区",
            "6 项举措（出自 2 句）",
            BORDER,
            "只看战略：沿边开放",
        ),
        (
            "en",
            "Border opening: 6 measures from 2 sentences address 18 counties and"
            " districts directly",
            "6 measures from 2 sentences",
            BORDER_EN,
            "Showing strategy: Border opening",
        ),
    ],
)
def test_a_strategy_on_the_map(
    lang: Lang, title: str, listed: str, measures: list[str], sentence: str
) -> None:
    screen = Screen("map", lang=lang, strategy="border-opening")
    assert screen.title == title
    assert screen.sentence == sentence
    assert screen.payload("map")["list_title"] == listed
    assert screen.statements("map") == measures
    coloured = [u for u, n in zip(drawn(), screen.payload("map")["values"], strict=True) if n]
    border = [m.adcode for m in CATALOGUE.zones["border_coop_zone"].members]
    assert sorted(coloured) == sorted(border)
    assert len(coloured) == 18


def test_the_map_of_prefectures() -> None:
    payload = Screen("map", level="prefecture", count="measures").payload("map")
    assert len(payload["values"]) == 13
    # Harbin is the first prefecture, and nothing reaches more of the plan than the capital.
    assert payload["values"][0] == max(payload["values"])


def test_province_wide_measures_are_listed_beside_the_map_and_colour_nothing() -> None:
    screen = Screen("map", relation="province")
    payload = screen.payload("map")
    assert set(payload["values"]) == {0}
    assert (payload["values"], payload["bounds"]) == ([0] * 121, [])
    assert payload["rows"] == []
    assert len(payload["province"]) == 33
    assert screen.title == "符合条件的 33 项举措面向全省，不落到单个县区"


def test_the_map_says_what_it_shows() -> None:
    screen = Screen("map", lang="en", strategy="border-opening")
    assert (
        screen.title == "Border opening: 6 measures from 2 sentences address 18 counties and"
        " districts directly"
    )
    assert screen.sentence == "Showing strategy: Border opening"


def test_nothing_found_says_why_and_what_to_do() -> None:
    screen = Screen("map", q="没有的词")
    assert screen.title == "没有举措符合当前条件"
    empty = screen.payload("map")["empty"]
    assert empty["title"] == "没有举措符合条件"
    assert empty["text"].startswith("只看搜索“没有的词”。")
    assert empty["action_label"] == "清除全部条件"
    screen.change("map", **empty["patch"])
    assert screen.address == {}
    assert screen.title == "29 项举措（出自 11 句）直接指到 86 个县区；另有 35 个县区随地市列入"


# Measures


@pytest.mark.parametrize(("lang", "measures"), [("zh", BORDER), ("en", BORDER_EN)])
def test_the_list_of_measures(lang: Lang, measures: list[str]) -> None:
    screen = Screen("measures", lang=lang, strategy="border-opening")
    assert screen.statements("measures") == measures


def test_the_whole_list_is_the_plan() -> None:
    screen = Screen("measures")
    assert screen.statements("measures") == [row.text_zh for row in CATALOGUE.plan]


def test_a_search_in_the_list() -> None:
    screen = Screen("measures", q="煤城 多元")
    assert screen.statements("measures") == ["推动煤城从资源型经济转向多元经济"]
    assert screen.payload("measures")["terms"] == ["煤城", "多元"]
    assert screen.title == "1 项举措，都只随地市列入县区，或只因园区、口岸在其内"
    assert screen.chips == ["搜索“煤城 多元”"]


def test_a_permalink_opens_its_measure() -> None:
    measure = PLAN.measures[41].id
    screen = Screen("measures", measure=measure)
    assert screen.payload("measures")["active"] == measure
    assert len(screen.statements("measures")) == 75


# Overview


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_doors_of_the_overview_lead_where_they_say(lang: Lang) -> None:
    screen = Screen("overview", lang=lang)
    for tile in screen.payload("overview")["tiles"]:
        there = screen.follow(tile["href"])
        assert there.page == "map"
        strategy = CATALOGUE.strategies[tile["strategy"]].name(lang)
        assert there.title.startswith(strategy)
        said = [tile[key] for key in ("counties", "with_prefecture", "by_site") if tile[key]]
        assert all(str(n) in there.title for n in said)
        assert len(there.statements("map")) == tile["measures"]


def test_the_questions_of_the_overview_are_answered() -> None:
    screen = Screen("overview", lang="en")
    for question in screen.payload("overview")["questions"]:
        there = screen.follow(question["href"])
        assert there.lang == "en"
        assert there.notes == []
        assert there.title != "No measure fits this filter"


# Place


@pytest.mark.parametrize(
    ("adcode", "lang", "title", "subtitle"),
    [
        (
            "231081",
            "zh",
            "绥芬河市：12 项举措直接指到这里，没有一项点名；另有 8 项随地市列入",
            "县级市，属牡丹江市 · 经片区 5 项，按类别 7 项；另有 33 项面向全省"
            "（其中 3 项随地市结对） · 代码 231081",
        ),
        (
            "230100",
            "en",
            "Harbin: 32 measures address it directly, 1 of them by name, 3 by its abbreviation;"
            " 3 more by a park or port"
            " in it",
            "Prefecture-level city of Heilongjiang · 20 by zone, 8 by class; 31 more address the"
            " whole province (1 of them by paired cities) · code 230100",
        ),
    ],
)
def test_the_page_of_a_place(adcode: str, lang: Lang, title: str, subtitle: str) -> None:
    screen = Screen("place", lang=lang, place=adcode)
    assert (screen.title, screen.subtitle) == (title, subtitle)
    payload = screen.payload("place")
    rows = [row for group in payload["groups"] for row in group["rows"]]
    own = [row for g in payload["groups"] if g["precision"] == "unit" for row in g["rows"]]
    assert f"{len(own)} " in title
    assert f"{len(rows) - len(own)} " in title
    assert f"{len(payload['province'])} " in subtitle


def test_what_reaches_a_border_city_and_why() -> None:
    payload = Screen("place", place="231081").payload("place")
    groups = {(group["precision"], group["relation"]): group["rows"] for group in payload["groups"]}
    zones = {
        PLAN.reasons[r].zone for rows in groups.values() for _, reasons in rows for r in reasons
    }
    assert {"border_coop_zone", "border_counties", "county_seats"} <= zones
    listed = {zone for zone, *_ in payload["zones"]}
    assert {"border_coop_zone", "suidong_pilot", "ftz"} <= listed
    assert "东宁市" in named(payload["neighbours"])
    assert payload["children"] == []


def test_the_page_of_a_district_without_a_boundary() -> None:
    screen = Screen("place", place="232761")
    payload = screen.payload("place")
    assert screen.title == "加格达奇区：4 项举措直接指到这里，没有一项点名；另有 2 项随地市列入"
    assert payload["neighbours"] == []
    assert payload["figures"]


def test_the_directory_of_places() -> None:
    payload = Screen("place").payload("place")
    assert named(payload["prefectures"])[:2] == ["哈尔滨市", "齐齐哈尔市"]
    assert len(payload["prefectures"]) == 13


@pytest.mark.parametrize("adcode", [p.adcode for p in CATALOGUE.places.values()][::9])
def test_every_kind_of_place_has_a_page(adcode: str) -> None:
    screen = Screen("place", place=adcode)
    assert screen.title.startswith(CATALOGUE.places[adcode].name_zh)
    assert screen.payload("place")["place"] == adcode


@pytest.mark.parametrize(
    ("page", "params", "title"),
    [
        ("cooperation", {"place": "230000"}, "43 条省外联系，通向 8 个方向；13 个地市各有结对城市"),
        (
            "place",
            {"place": "230000"},
            "黑龙江省：40 项举措直接指到这里，其中点名 1 项、只用简称 3 项；"
            "另有 4 项因园区、口岸在其内",
        ),
        (
            "read",
            {"place": "230000"},
            "黑龙江省：40 项举措直接指到这里，其中点名 1 项、只用简称 3 项；"
            "另有 4 项因园区、口岸在其内",
        ),
        # A page about one place is about the first; a text is read for all of them.
        (
            "place",
            {"place": ["232761", "231081"], "lang": "en"},
            "Suifenhe City: 12 measures address it directly, none by name",
        ),
        (
            "read",
            {"place": ["232761", "231081"], "lang": "en"},
            "Suifenhe City and Jiagedaqi District: 16 measures address them directly, none by name",
        ),
        (
            "coverage",
            {"place": ["232761", "232762"], "lang": "en"},
            "All 2 counties and districts chosen are addressed directly",
        ),
        ("indicators", {"place": "230000"}, "2020年常住人口（人口普查）：最高的是南岗区"),
    ],
)
def test_the_province_and_districts_without_a_boundary_are_places_like_others(
    page: str, params: dict[str, str | list[str]], title: str
) -> None:
    assert Screen(page, **params).title.startswith(title)
