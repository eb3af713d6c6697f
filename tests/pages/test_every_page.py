"""Every page, in both languages, under many addresses: it opens, and is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from atlas.catalogue import load_catalogue
from atlas.model import LANGS, Lang
from atlas.query import Query
from atlas.site import SITE
from tests.addresses import ON_SCREEN
from tests.pages.screen import Screen

CHINESE = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff01-\uff60]")
NAMED = {
    "overview": (
        "75 项举措（出自 21 句）：29 项直接指到县区，15 项只随地市列入或因园区、口岸，31"
        " 项面向全省",
        "75 measures from 21 sentences: 29 address particular counties, 15 reach them only"
        " with prefectures or by"
        " parks or ports, 31 for the whole province",
    ),
    "map": (
        "29 项举措（出自 11 句）直接指到 86 个县区；另有 35 个县区随地市列入",
        "29 measures from 11 sentences address 86 counties and districts directly; another"
        " 35 counties and districts"
        " only with their prefectures",
    ),
    "measures": (
        "75 项举措（出自 21 句）：29 项直接指到县区，15 项只随地市列入或因园区、口岸，31"
        " 项面向全省",
        "75 measures from 21 sentences: 29 address particular counties, 15 reach them only"
        " with prefectures or by"
        " parks or ports, 31 for the whole province",
    ),
    "place": (
        "每个县区都有一页：什么举措落到这里，为什么",
        "A page for every county: what reaches it, and why",
    ),
}
"""Headings of the pages without a filter."""
ANY_LANGUAGE = {"source", "sources", "cited", "outline", "own", "common", "terms", "q"}
"""Names in a payload under which texts keep their own language: citations, a document's headings
and words, and what a reader typed."""
every_page = pytest.mark.parametrize("page", SITE)
every_language = pytest.mark.parametrize("lang", LANGS)


def words(value: Any, under: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every text in a payload that is in the reader's language, with the names it stands under."""
    if isinstance(value, str):
        if ANY_LANGUAGE.isdisjoint(under):
            yield ".".join(under), value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from words(inner, (*under, name))
    elif isinstance(value, list):
        for inner in value:
            yield from words(inner, under)


@every_page
@every_language
@pytest.mark.parametrize("params", ON_SCREEN, ids=lambda p: "&".join(map(str, p.values())) or "all")
def test_a_page_opens_and_is_whole(
    page: str, lang: Lang, params: dict[str, str | list[str]]
) -> None:
    screen = Screen(page, lang=lang, **params)
    assert not screen.app.exception
    assert not screen.app.error
    assert (screen.page, screen.lang) == (page, lang)
    assert screen.title
    assert screen.subtitle
    assert screen.notes == []
    given = {name: [v] if isinstance(v, str) else v for name, v in params.items()}
    asked, _ = Query.from_params(given | {"lang": [lang]}, load_catalogue())
    assert screen.query == asked
    # The page on method has nothing to filter; pages without measures name an empty filter anew.
    if "filter_bar" in screen.components:
        assert [chip for _, chip in asked.clauses(load_catalogue())] == screen.chips
        if screen.chips:
            assert screen.sentence == asked.describe(load_catalogue())
    for payload in screen.payloads.values():
        assert payload["lang"] == lang
        for where, text in words(payload):
            if lang == "en":
                said = text.replace(asked.text or "\0", "")
                assert CHINESE.findall(said) == [], f"{where}: {text}"


@every_page
@every_language
def test_the_heading_states_the_finding(page: str, lang: Lang) -> None:
    if page in NAMED:
        assert Screen(page, lang=lang).title == NAMED[page][LANGS.index(lang)]


@every_page
@every_language
def test_the_top_line_leads_to_every_page_under_the_same_filter(page: str, lang: Lang) -> None:
    screen = Screen(page, lang=lang, strategy="ecology", measure="m-a9e4ead5")
    header = screen.payload("header")
    assert header["pages"] == list(SITE)
    params = parse_qs(urlsplit(header["address"]).query)
    assert params.pop("lang", ["zh"]) == [lang]
    assert params == {"strategy": ["ecology"]}
    for there in header["pages"]:
        assert screen.follow(header["address"].replace("{page}", there)).page == there


HOSTILE: list[tuple[dict[str, str | list[str]], list[str]]] = [
    ({"place": "999999"}, ["place=999999"]),
    ({"strategy": "<img src=x onerror=alert(1)>"}, ["strategy=<img src=x onerror=alert(1)>"]),
    ({"q": "县" * 10_240}, [f"q={'县' * 46}… (10240)"]),
    ({"measure": "m-00000000"}, ["measure=m-00000000"]),
    ({"lang": "fr"}, ["lang=fr"]),
    ({"nonsense": "1", "level": "village"}, ["nonsense=1", "level=village"]),
]


@every_page
@pytest.mark.parametrize(("params", "dropped"), HOSTILE, ids=lambda p: str(p)[:30])
def test_what_is_not_known_is_noted_and_the_rest_shown(
    page: str, params: dict[str, str | list[str]], dropped: list[str]
) -> None:
    screen = Screen(page, **params)
    assert not screen.app.exception
    assert screen.notes == [f"地址里的“{value}”不认识，已略过" for value in dropped]
    usual = Screen(page)
    assert screen.title == usual.title
    assert screen.payloads.get("filter_bar") == usual.payloads.get("filter_bar")


def test_the_note_is_in_the_reader_s_language_and_the_known_part_is_kept() -> None:
    screen = Screen("map", lang="en", place=["231081", "000000"], strategy="ecology")
    assert screen.notes == ["“place=000000” in the address is not known and was left out"]
    assert screen.chips == ["strategy: Ecology", "place: Suifenhe City"]


def test_many_unknown_values_are_a_few_notes_and_a_number() -> None:
    screen = Screen("map", lang="en", place=[f"99{i:04}" for i in range(60)])
    assert len(screen.notes) == 5
    assert screen.notes[-1] == "56 more parts were left out"


@every_page
def test_a_page_s_messages_are_small(page: str) -> None:
    """All views together, as when every one has changed; usually half of them have not."""
    most = 16_000 if page in NAMED else 40_000
    for lang in LANGS:
        for params in ({}, {"place": "231081", "count": "measures"}, {"theme": "layout"}):
            assert Screen(page, lang=lang, **params).bytes < most


def test_a_click_on_the_map_stays_under_what_a_click_may_cost() -> None:
    screen = Screen("map").change("map", place=["231081"])
    assert screen.address == {"place": ["231081"]}
    assert screen.bytes < 12_500
