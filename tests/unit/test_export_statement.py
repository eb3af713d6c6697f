"""What a file says about itself, and the registry of formats."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from atlas.answering import ask
from atlas.export import FORMATS, export, make_statement
from atlas.export.contents import CONTENTS
from atlas.kept_record import origin_in_words
from atlas.language import day_in_words
from atlas.model import Lang
from atlas.site import SITE
from atlas.store import KeptDocument

DAY = date(2026, 12, 1)
BASE = "https://plan.example/"


def test_every_page_says_what_its_files_hold() -> None:
    assert set(SITE) <= set(CONTENTS)


@pytest.mark.parametrize(
    ("params", "page", "query", "link"),
    [
        ({}, "measures", "全部举措，面向全省的也在内", "https://plan.example/measures"),
        ({}, "overview", "全部举措，面向全省的也在内", "https://plan.example/"),
        ({}, "map", "全部举措落到的地区；按县区", "https://plan.example/map"),
        (
            {"strategy": "border-opening", "place": "231081", "lang": "en"},
            "measures",
            "strategy: Border opening; place: Suifenhe City",
            "https://plan.example/measures?lang=en&strategy=border-opening&place=231081",
        ),
        (
            {"level": "prefecture", "relation": "explicit"},
            "map",
            "关联：点名或简称；按地市",
            "https://plan.example/map?relation=explicit&level=prefecture",
        ),
        (
            {"indicator": "share_65plus", "year": ["2010", "2020"], "lang": "en"},
            "indicators",
            "figure: Share aged 65 and over; year: 2010 and 2020; by county",
            "https://plan.example/indicators?lang=en&indicator=share_65plus&year=2010&year=2020",
        ),
        (
            {"kind": "aid_tibet"},
            "cooperation",
            "合作类型：援藏",
            "https://plan.example/cooperation?kind=aid_tibet",
        ),
    ],
)
def test_query_and_link(params: dict[str, str], page: str, query: str, link: str) -> None:
    said = make_statement(ask(params).selection, base_url=BASE, page=page, on=DAY)
    assert (said.query, said.permalink) == (query, link)
    assert query in said.citation
    assert link in said.citation


def test_opened_measures_are_named_by_their_number() -> None:
    everything = ask({}).selection
    third = everything.document.measures[2].id
    said = make_statement(ask({"measure": third}).selection, base_url=BASE, on=DAY)
    assert said.query == "只列第 3 项举措"


@pytest.mark.parametrize(("lang", "words"), [("zh", "2026年12月1日"), ("en", "1 December 2026")])
def test_date_in_words(lang: str, words: str) -> None:
    said = make_statement(ask({"lang": lang}).selection, base_url=BASE, on=DAY)
    assert said.day == words == day_in_words(DAY, said.lang)


def test_sources_are_the_document_and_the_lists_of_its_zones() -> None:
    said = make_statement(ask({"strategy": "border-opening"}).selection, base_url=BASE, on=DAY)
    assert said.sources[0].id == "hlj-daily-2026"
    assert [s.said for s in said.sources if "沿边开放开发合作区（比照名单）" in s.said]
    read_as = "没有公布沿边开放开发合作区的名单，这里按“边境县（沿边18县、市、区）”的名单理解。"
    assert read_as in said.limits
    assert "天地图" in said.boundaries


@pytest.mark.parametrize("kind", list(FORMATS))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_format_makes_a_named_file(kind: str, lang: str) -> None:
    selection = ask({"strategy": "border-opening", "lang": lang}).selection
    file = export(selection, kind, base_url=BASE, on=DAY)
    assert file.plain_name == f"longjiang-measures-2026-12-01{FORMATS[kind].suffix}"
    assert file.name.endswith(f"_2026-12-01{FORMATS[kind].suffix}")
    assert not set(file.name) & set('\\/:*?"<>| ')
    assert len(file.name.encode()) <= 255
    assert file.body
    assert file.body == export(selection, kind, base_url=BASE, on=DAY).body


def test_a_format_that_is_none() -> None:
    with pytest.raises(KeyError):
        export(ask({}).selection, "pdf", base_url=BASE)


@pytest.mark.parametrize(
    ("params", "dropped"),
    [
        ({"measure": "m-00000000"}, ("measure=m-00000000",)),
        ({"strategy": ["nothing"], "colour": "red"}, ("strategy=nothing", "colour=red")),
    ],
)
def test_what_is_not_known_is_dropped_and_said(
    params: dict[str, str], dropped: tuple[str, ...]
) -> None:
    asked = ask(params)
    assert asked.dropped == dropped
    assert len(asked.selection.measures) + len(asked.selection.province) == 75


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "由本项目转述自《黑龙江日报》2026年1月13日对省发展改革委区域协调发展处处长的访谈"),
        ("en", "Restated by this project from Heilongjiang Daily’s interview of 13 January 2026"),
    ],
)
@pytest.mark.parametrize("page", SITE)
def test_every_page_s_files_say_where_the_plan_comes_from(page: str, lang: str, words: str) -> None:
    said = make_statement(ask({"lang": lang}).selection, base_url=BASE, page=page, on=DAY)
    assert said.origin.text.startswith(words)
    assert said.origin.url.startswith("http://www.deminuo.net/")
    assert said.as_json()["origin"] == {"text": said.origin.text, "url": said.origin.url}
    assert said.origin.line in [text for _, text in said.lines()]


@pytest.mark.parametrize("kind", ["csv", "geojson", "html", "svg"])
def test_the_origin_stands_in_the_file_itself(kind: str) -> None:
    selection = ask({"strategy": "border-opening"}).selection
    body = export(selection, kind, base_url=BASE, on=DAY).body.decode()
    assert "2026年1月13日" in body
    assert "www.deminuo.net/ljxw" in body


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "读者自己的文件《讷河方案》，2026年12月1日存入"),
        ("en", "A reader's own document, “讷河方案”, kept on 1 December 2026"),
    ],
)
def test_a_reader_s_document_is_its_reader_s(lang: Lang, words: str) -> None:
    late = datetime(2026, 11, 30, 20)  # UTC; the next day in China
    kept = KeptDocument("d-1", "讷河方案", "方案.txt", "utf-8", "0" * 64, "正文", kept=late)
    assert origin_in_words(kept, kept.title, "", lang) == words
