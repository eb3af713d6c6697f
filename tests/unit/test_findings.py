"""The sentences that head pages, as a reader of either language reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from atlas.analysis import findings
from atlas.analysis.one_measure import measure_clause
from atlas.analysis.precision import nearest, strongest
from atlas.analysis.reach import Selection, select
from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.model import LANGS, Lang
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
            "29 项举措（出自 11 句）直接指到 86 个县区；另有 35 个县区随地市列入",
            "29 measures from 11 sentences address 86 counties and districts directly;"
            " another 35 counties and"
            " districts only with their prefectures",
        ),
        (
            BORDER,
            "沿边开放：6 项举措（出自 2 句）直接指到 18 个县区",
            "Border opening: 6 measures from 2 sentences address 18 counties and"
            " districts directly",
        ),
        (
            {"strategies": ("border-opening", "ecology")},
            "沿边开放、生态安全：10 项举措（出自 3 句）直接指到 35 个县区；另有 55"
            " 个县区随地市列入",
            "Border opening and Ecology: 10 measures from 3 sentences address 35"
            " counties and districts"
            " directly; another 55 counties and districts only with their prefectures",
        ),
        (
            {"strategies": ("harbin-metro",), "relations": ("zone",)},
            "哈尔滨都市圈：2 项举措（出自 1 句）直接指到 13 个县区",
            "Harbin metropolitan area: 2 measures from 1 sentence address 13 counties"
            " and districts directly",
        ),
        (
            {"relations": ("explicit",)},
            "4 项举措没有直接指到哪个地区；另有 18 个县区随地市列入",
            "4 measures address no unit directly; another 18 counties and districts only with"
            " their prefectures",
        ),
        (
            {"text": "油城 多元"},
            "1 项举措没有直接指到哪个地区；另有 9 个县区随地市列入",
            "1 measure addresses no unit directly; another 9 counties and districts only with"
            " their prefectures",
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
        (
            {"strategies": ("industrial-upgrading", "border-opening"), "combine": "all"},
            "同时服务于产业升级、沿边开放：1 项举措直接指到 18 个县区",
            "Industrial upgrading and Border opening at once: 1 measure addresses 18 counties and"
            " districts directly",
        ),
        (
            {"strategies": ("food-security", "border-opening"), "combine": "all"},
            "没有一项举措同时服务于粮食安全、沿边开放；服务于其中之一的有 9 项",
            "No measure serves Food security and Border opening at once; 9 serve one of them or"
            " more",
        ),
        # A place is marked on the map; the map goes on to show all.
        (
            SUIFENHE,
            "29 项举措（出自 11 句）直接指到 86 个县区；另有 35 个县区随地市列入",
            "29 measures from 11 sentences address 86 counties and districts directly;"
            " another 35 counties and"
            " districts only with their prefectures",
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
            "75 项举措（出自 21 句）：29 项直接指到县区，15 项只随地市列入或因园区、口岸，"
            "31 项面向全省",
            "75 measures from 21 sentences: 29 address particular counties, 15 reach them"
            " only with prefectures"
            " or by parks or ports, 31 for the whole province",
        ),
        (
            {"relations": ("explicit", "zone", "class", "province")},
            "75 项举措（出自 21 句）：29 项直接指到县区，15 项只随地市列入或因园区、口岸，"
            "31 项面向全省",
            "75 measures from 21 sentences: 29 address particular counties, 15 reach them"
            " only with prefectures"
            " or by parks or ports, 31 for the whole province",
        ),
        (
            BORDER,
            "6 项举措（出自 2 句），都直接指到县区",
            "6 measures from 2 sentences, all addressing particular counties",
        ),
        (
            {"text": "油城 多元"},
            "1 项举措，都只随地市列入县区，或只因园区、口岸在其内",
            "1 measure, reaching counties only with their prefecture or by a park or port",
        ),
        ({"text": "援疆"}, "1 项举措，面向全省", "1 measure, for the whole province"),
        (
            {"strategies": ("city-renewal",)},
            "4 项举措（出自 1 句），面向全省",
            "4 measures from 1 sentence, all for the whole province",
        ),
        (NONE, "没有举措符合当前条件", "No measure fits this filter"),
    ],
)
def test_the_heading_of_the_list(asked: dict[str, Any], chinese: str, english: str) -> None:
    assert both(asked, findings.measures_finding) == (chinese, english)


@pytest.mark.parametrize(
    ("asked", "chinese", "english"),
    [
        (
            {},
            "44 项举措（出自 14 句），29 项直接指到",
            "44 measures from 14 sentences, 29 directly",
        ),
        ({"text": "油城 多元"}, "1 项举措", "1 measure"),
        (
            {"strategies": ("city-renewal",)},
            "4 项举措，面向全省",
            "4 measures, province-wide",
        ),
        (
            SUIFENHE,
            "绥芬河市 · 20 项举措（出自 8 句），12 项直接指到",
            "Suifenhe City · 20 measures from 8 sentences, 12 directly",
        ),
        (
            {"places": ("231081", "231086", "230102"), **BORDER},
            "绥芬河市、东宁市、道里区 · 6 项举措（出自 2 句）",
            "Suifenhe City, Dongning City and Daoli District · 6 measures from 2 sentences",
        ),
        (
            {"places": ("230102", "231081", "231086", "230882", "230100"), **BORDER},
            "道里区、绥芬河市、东宁市等 5 地 · 6 项举措（出自 2 句）",
            "Daoli District, Suifenhe City, Dongning City and others, 5 in all · 6 measures"
            " from 2 sentences",
        ),
    ],
)
def test_the_heading_of_the_list_beside_the_map(
    asked: dict[str, Any], chinese: str, english: str
) -> None:
    assert both(asked, findings.selection_title) == (chinese, english)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("asked", [{}, BORDER, {"strategies": ("city-renewal",)}, NONE])
def test_a_county_chosen_is_named_over_its_list_whatever_reaches_it(
    asked: dict[str, Any], lang: Lang
) -> None:
    counties = [place for place in load_catalogue().counties if place.polygon]
    for place in counties:
        chosen = selection(lang, {**asked, "places": (place.adcode,)})
        assert findings.selection_title(chosen).startswith(f"{place.name(lang)} · ")


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


@pytest.mark.parametrize(
    ("asked", "chinese", "english"),
    [
        (
            {},
            "读出 75 项举措（出自 21 句）：29 项直接指到县区，15 项只随地市列入或因园区、口岸，"
            "31 项面向全省",
            "Read out of the text: 75 measures from 21 sentences: 29 address particular counties,"
            " 15 reach them only with prefectures or by parks or ports, 31 for the whole province",
        ),
        (
            BORDER,
            "读出 75 项举措，符合条件的有 6 项举措（出自 2 句），都直接指到县区",
            "75 measures read out of the text; of these 6 measures from 2 sentences, all"
            " addressing particular counties",
        ),
        (NONE, "没有举措符合当前条件", "No measure fits this filter"),
    ],
)
def test_what_was_read_is_counted_as_the_list_of_measures_counts_it(
    asked: dict[str, Any], chinese: str, english: str
) -> None:
    assert both(asked, findings.reading_finding) == (chinese, english)


def test_the_scope_says_what_was_read_who_says_it_and_when() -> None:
    assert both({}, findings.document_scope) == SCOPE


@pytest.mark.parametrize(
    ("asked", "chinese", "english"),
    [
        (
            {},
            f"直接指到的战略最多的是肇东市，有 7 项；{READ[0]}",
            f"Most strategies, 7, address Zhaodong City directly. {READ[1]}",
        ),
        (
            SUIFENHE,
            f"直接指到的战略最多的是绥芬河市，有 3 项；{READ[0]}",
            f"Most strategies, 3, address Suifenhe City directly. {READ[1]}",
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
            "哈尔滨市：32 项举措直接指到这里，其中点名 1 项、只用简称 3 项；"
            "另有 3 项因园区、口岸在其内",
            "Harbin: 32 measures address it directly, 1 of them by name, 3 by its abbreviation;"
            " 3 more by a park or"
            " port in it",
        ),
        (
            SUIFENHE,
            "绥芬河市：12 项举措直接指到这里，没有一项点名；另有 8 项随地市列入",
            "Suifenhe City: 12 measures address it directly, none by name; 8 more come with"
            " its prefecture",
        ),
        (
            {"places": ("230102",), "strategies": ("ecology",)},
            "道里区：没有一项举措直接指到这里；另有 1 项随地市列入",
            "Daoli District: no measure addresses it directly; 1 more comes with its prefecture",
        ),
        (
            {"places": ("230000",)},
            "黑龙江省：40 项举措直接指到这里，其中点名 1 项、只用简称 3 项；"
            "另有 4 项因园区、口岸在其内",
            "Heilongjiang: 40 measures address it directly, 1 of them by name, 3 by its"
            " abbreviation; 4 more by a"
            " park or port in it",
        ),
        (
            SUIFENHE | {"strategies": ("city-renewal",)},
            "绥芬河市：符合条件的举措只面向全省，没有一项单独落到这里",
            "Suifenhe City: what fits is province-wide, nothing that singles it out",
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
    ("words", "filtered", "chinese", "english"),
    [
        (
            "布局外向型产业体系",
            {},
            "“布局外向型产业体系”直接指到 18 个县区",
            "“Lay out an export-oriented industrial system” addresses 18 counties and districts"
            " directly",
        ),
        (
            "布局外向型产业体系",
            {"strategies": ("ecology",)},
            "“布局外向型产业体系”不在当前条件之内",
            "“Lay out an export-oriented industrial system” is not among what fits this filter",
        ),
        (
            "落实区域重大战略",
            {},
            "“落实区域重大战略”面向全省，不落到单个县区",
            "“Carry out the country's major regional strategies” addresses the whole province",
        ),
    ],
)
def test_the_heading_names_the_one_measure_that_is_asked_for(
    words: str, filtered: dict[str, Any], chinese: str, english: str
) -> None:
    measure = next(m for m in open_document(DEFAULT.doc).measures if m.text == words)
    asked = {**filtered, "measures": (measure.id,)}
    assert both(asked, findings.map_finding) == (chinese, english)
    assert measure_clause(selection("zh", asked)) == f"举措：{words}"
    several = {"measures": tuple(m.id for m in open_document(DEFAULT.doc).measures[:2])}
    assert both(several, findings.map_finding) == both({}, findings.map_finding)
    assert measure_clause(selection("zh", several)) is None


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
            "县级市，属牡丹江市 · 经片区 5 项，按类别 7 项；另有 33 项面向全省"
            "（其中 3 项随地市结对） · 代码 231081",
            "County-level city of Mudanjiang · 5 by zone, 7 by class; 33 more address the"
            " whole province (3 of them by paired cities) · code 231081",
        ),
        (
            {"places": ("232761",)},
            "地区辖区（非民政建制），属大兴安岭地区 · 经片区 4 项，按类别 0 项；另有 33"
            " 项面向全省（其中 3 项随地市结对） · 代码 232761",
            "Management district of Daxing'anling Prefecture · 4 by zone, 0 by class; 33 more"
            " address the whole province (3 of them by paired cities) · code 232761",
        ),
        (
            {"places": ("230000",)},
            "省，属中国 · 经片区 25 项，按类别 11 项；另有 31 项面向全省 · 代码 230000",
            "Province of China · 25 by zone, 11 by class; 31 more address the whole province"
            " · code 230000",
        ),
    ],
)
def test_the_subtitle_of_a_place(asked: dict[str, Any], chinese: str, english: str) -> None:
    assert both(asked, findings.place_subtitle) == (chinese, english)


@pytest.mark.parametrize("asked", [{}, BORDER, SUIFENHE, {"places": ("230000",)}])
def test_every_measure_stands_under_its_strongest_relation_once(asked: dict[str, Any]) -> None:
    chosen = selection("zh", asked)
    groups = strongest(chosen, chosen.measures)
    assert list(groups) == ["explicit", "zone", "class", "pair", "province"]
    together = [m for held in groups.values() for m in held]
    assert sorted(together) == list(chosen.measures)
    order = list(groups)
    for relation, held in groups.items():
        for m, reasons in held.items():
            closest = nearest(chosen, reasons) if chosen.query.places else reasons
            relations = {chosen.document.reasons[r].relation for r in closest}
            assert relation == min(relations, key=order.index)
            assert reasons == chosen.measures[m]
