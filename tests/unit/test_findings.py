"""The sentences that head pages, as a reader of either language reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from atlas.analysis import findings
from atlas.analysis.reach import Selection, select
from atlas.documents import open_document
from atlas.model import Lang
from atlas.query import DEFAULT, Query

BORDER = {"strategies": ("border-opening",)}
NONE: dict[str, Any] = {"text": "没有的词"}
SUIFENHE = {"places": ("231081",)}


def selection(lang: Lang, asked: dict[str, Any]) -> Selection:
    return select(open_document(DEFAULT.doc), Query(lang=lang, **asked))


def both(asked: dict[str, Any], say: Callable[[Selection], str]) -> tuple[str, str]:
    return say(selection("zh", asked)), say(selection("en", asked))


@pytest.mark.parametrize(
    ("asked", "chinese", "english"),
    [
        (
            {},
            "44 项举措落到全部 121 个县区，有多有少",
            "44 measures reach all 121 counties and districts, some far more than others",
        ),
        (
            BORDER,
            "沿边开放：6 项举措，落在 18 个县区",
            "Border opening: 6 measures, reaching 18 counties and districts",
        ),
        (
            {"strategies": ("border-opening", "ecology")},
            "沿边开放、生态安全：11 项举措，落在 90 个县区",
            "Border opening and Ecology: 11 measures, reaching 90 counties and districts",
        ),
        (
            {"strategies": ("harbin-metro",), "relations": ("zone",)},
            "哈尔滨都市圈：2 项举措，落在 13 个县区",
            "Harbin metropolitan area: 2 measures, reaching 13 counties and districts",
        ),
        (
            {"relations": ("explicit",)},
            "4 项举措落在 18 个县区，其余 103 个没有",
            "4 measures reach 18 counties and districts; 103 are left out",
        ),
        (
            {"text": "油城 多元"},
            "1 项举措落在 9 个县区，其余 112 个没有",
            "1 measure reaches 9 counties and districts; 112 are left out",
        ),
        (
            {"strategies": ("city-renewal",)},
            "城市更新：4 项举措，面向全省，不落到单个县区",
            "City renewal: all 4 measures address the whole province",
        ),
        (
            {"text": "援疆"},
            "符合条件的 1 项举措面向全省，不落到单个县区",
            "The 1 measure that fits addresses the whole province, no single county",
        ),
        (NONE, "没有举措符合当前条件", "No measure fits this filter"),
        # A place is marked on the map; the map goes on to show all.
        (
            SUIFENHE,
            "44 项举措落到全部 121 个县区，有多有少",
            "44 measures reach all 121 counties and districts, some far more than others",
        ),
    ],
)
def test_the_heading_of_the_map(asked: dict[str, Any], chinese: str, english: str) -> None:
    assert both(asked, findings.map_finding) == (chinese, english)


@pytest.mark.parametrize(
    ("asked", "chinese", "english"),
    [
        (
            {},
            "75 项举措：44 项落到具体县区，31 项面向全省",
            "75 measures: 44 reach particular counties, 31 the whole province",
        ),
        (
            {"relations": ("explicit", "zone", "class", "province")},
            "75 项举措：44 项落到具体县区，31 项面向全省",
            "75 measures: 44 reach particular counties, 31 the whole province",
        ),
        (BORDER, "6 项举措，落到具体县区", "6 measures, all reaching particular counties"),
        (
            {"text": "油城 多元"},
            "1 项举措，落到具体县区",
            "1 measure, reaching particular counties",
        ),
        ({"text": "援疆"}, "1 项举措，面向全省", "1 measure, for the whole province"),
        (
            {"strategies": ("city-renewal",)},
            "4 项举措，面向全省",
            "4 measures, all for the whole province",
        ),
        (NONE, "没有举措符合当前条件", "No measure fits this filter"),
    ],
)
def test_the_heading_of_the_list(asked: dict[str, Any], chinese: str, english: str) -> None:
    assert both(asked, findings.measures_finding) == (chinese, english)


@pytest.mark.parametrize(
    ("asked", "chinese", "english"),
    [
        ({}, "44 项举措", "44 measures"),
        ({"text": "油城 多元"}, "1 项举措", "1 measure"),
        (SUIFENHE, "绥芬河市 · 20 项举措", "Suifenhe City · 20 measures"),
        (
            {"places": ("231081", "231086", "230102"), **BORDER},
            "绥芬河市、东宁市、道里区 · 6 项举措",
            "Suifenhe City, Dongning City and Daoli District · 6 measures",
        ),
        (
            {"places": ("230102", "231081", "231086", "230882", "230100"), **BORDER},
            "道里区、绥芬河市、东宁市等 5 地 · 6 项举措",
            "Daoli District, Suifenhe City, Dongning City and others, 5 in all · 6 measures",
        ),
    ],
)
def test_the_heading_of_the_list_beside_the_map(
    asked: dict[str, Any], chinese: str, english: str
) -> None:
    assert both(asked, findings.selection_title) == (chinese, english)


SCOPE = (
    "黑龙江省2026年区域协调发展部署 · 本项目转述，2026",
    "Heilongjiang's plan for coordinated regional development, 2026 · Restated by this project,"
    " 2026",
)
READ = (
    "每张小图是一项战略的落点，颜色越深举措越多，点开看举措与依据。",
    "Each small map shows where one strategy lands, darker for more measures; open it for the"
    " measures and the reasons.",
)


def test_the_scope_says_what_was_read_who_says_it_and_when() -> None:
    assert both({}, findings.document_scope) == SCOPE


@pytest.mark.parametrize(
    ("asked", "chinese", "english"),
    [
        (
            {},
            f"受战略覆盖最多的是木兰县，有 10 项战略；{READ[0]}",
            f"Most strategies, 10, meet in Mulan County. {READ[1]}",
        ),
        (
            SUIFENHE,
            f"受战略覆盖最多的是绥芬河市，有 5 项战略；{READ[0]}",
            f"Most strategies, 5, meet in Suifenhe City. {READ[1]}",
        ),
        # One strategy meets none, and what reaches the whole province meets nowhere in particular.
        ({"strategies": ("songhua-river",)}, *SCOPE),
        ({"strategies": ("city-renewal",)}, *SCOPE),
        (NONE, *SCOPE),
    ],
)
def test_the_subtitle_of_the_overview(asked: dict[str, Any], chinese: str, english: str) -> None:
    assert both(asked, findings.overview_subtitle) == (chinese, english)


@pytest.mark.parametrize(
    ("asked", "chinese", "english"),
    [
        (
            {},
            "每个县区都有一页：什么举措落到这里，为什么",
            "A page for every county: what reaches it, and why",
        ),
        (
            {"places": ("230100",)},
            "哈尔滨市：35 项举措落到这里，其中点名 4 项",
            "Harbin: 35 measures reach it, 4 of them by name",
        ),
        (
            SUIFENHE,
            "绥芬河市：20 项举措落到这里，没有一项点名",
            "Suifenhe City: 20 measures reach it, none by name",
        ),
        (
            {"places": ("230102",), "strategies": ("ecology",)},
            "道里区：1 项举措落到这里，没有一项点名",
            "Daoli District: 1 measure reaches it, not by name",
        ),
        (
            {"places": ("230000",)},
            "黑龙江省：44 项举措落到这里，其中点名 4 项",
            "Heilongjiang: 44 measures reach it, 4 of them by name",
        ),
        (
            SUIFENHE | {"strategies": ("city-renewal",)},
            "绥芬河市：只有面向全省的举措，没有一项单独落到这里",
            "Suifenhe City: only province-wide measures, none that singles it out",
        ),
        (
            SUIFENHE | {"relations": ("explicit",)},
            "绥芬河市：没有举措符合当前条件",
            "Suifenhe City: no measure fits this filter",
        ),
    ],
)
def test_the_heading_of_a_place(asked: dict[str, Any], chinese: str, english: str) -> None:
    assert both(asked, findings.place_finding) == (chinese, english)


@pytest.mark.parametrize(
    ("asked", "chinese", "english"),
    [
        (
            {},
            "13 个地市、121 个县级单位和大兴安岭的 4 个区，按地市排列",
            "13 prefectures, 121 county-level units and four districts of Daxing'anling, by"
            " prefecture",
        ),
        (
            SUIFENHE,
            "县级市，属牡丹江市 · 经片区 11 项，按类别 9 项；另有 33 项面向全省 · 代码 231081",
            "County-level city of Mudanjiang · 11 by zone, 9 by class; 33 more address the whole"
            " province · code 231081",
        ),
        (
            {"places": ("232761",)},
            "地区辖区（非民政建制），属大兴安岭地区 · 经片区 4 项，按类别 2 项；另有 33 项面向全省"
            " · 代码 232761",
            "Management district of Daxing'anling Prefecture · 4 by zone, 2 by class; 33 more"
            " address the whole province · code 232761",
        ),
        (
            {"places": ("230000",)},
            "省，属中国 · 经片区 29 项，按类别 11 项；另有 31 项面向全省 · 代码 230000",
            "Province of China · 29 by zone, 11 by class; 31 more address the whole province · code"
            " 230000",
        ),
    ],
)
def test_the_subtitle_of_a_place(asked: dict[str, Any], chinese: str, english: str) -> None:
    assert both(asked, findings.place_subtitle) == (chinese, english)


@pytest.mark.parametrize("asked", [{}, BORDER, SUIFENHE, {"places": ("230000",)}])
def test_every_measure_stands_under_its_strongest_relation_once(asked: dict[str, Any]) -> None:
    chosen = selection("zh", asked)
    groups = findings.strongest(chosen)
    assert list(groups) == ["explicit", "zone", "class", "province"]
    together = [m for held in groups.values() for m in held]
    assert sorted(together) == list(chosen.measures)
    order = list(groups)
    for relation, held in groups.items():
        for m, reasons in held.items():
            relations = {chosen.document.reasons[r].relation for r in reasons}
            assert relation == min(relations, key=order.index)
            assert reasons == chosen.measures[m]
