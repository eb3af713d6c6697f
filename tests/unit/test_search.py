"""Searching the measures: what typed words are cut into, and which measures hold them all."""

from __future__ import annotations

import pytest

from atlas.analysis.reach import select
from atlas.documents import open_document
from atlas.query import DEFAULT, Query
from atlas.search import search_terms, texts_with_all


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", ()),
        ("   ", ()),
        ("县域经济", ("县域", "经济")),
        ("沿边开放 口岸", ("沿边", "开放", "口岸")),
        ("口岸口岸，口岸。", ("口岸",)),
        ("Border  Opening", ("border", "opening")),
        ("GDP 2023", ("gdp", "2023")),
        ("ＧＤＰ　２０２３", ("gdp", "2023")),  # as an input method leaves them
        ("縣域經濟", ("县域", "经济")),
        ("口\u200b岸", ("口岸",)),
        # A lone character stands in nearly every text: it counts only where nothing longer does.
        ("县", ("县",)),
        ("县的口岸", ("口岸",)),
        ("a", ("a",)),
        ("，。！？“”", ()),
        ("<script>", ("script",)),
    ],
)
def test_what_is_typed_is_cut_into_words(typed: str, terms: tuple[str, ...]) -> None:
    assert search_terms(typed) == terms


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        (("口岸",), [True, False, True, False]),
        (("口岸", "黑河"), [True, False, False, False]),
        (("port",), [False, False, True, True]),
        (("port", "口岸"), [False, False, True, False]),
        (("没有",), [False, False, False, False]),
        ((), [False, False, False, False]),
    ],
)
def test_a_text_is_found_that_holds_every_word(terms: tuple[str, ...], found: list[bool]) -> None:
    texts = ["扩建黑河口岸", "黑河桥", "口岸 Port", "PORTS"]
    assert texts_with_all(texts, terms).tolist() == found


def test_no_texts_at_all() -> None:
    assert texts_with_all([], ("口岸",)).tolist() == []


def statements(text: str, lang: str = "zh") -> list[str]:
    document = open_document(DEFAULT.doc)
    selection = select(document, Query(text=text))
    return [document.statement(m, lang) for m in sorted({*selection.measures, *selection.province})]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("援疆", ["做好对口援疆工作"]),
        ("煤城 多元", ["推动煤城从资源型经济转向多元经济"]),
        ("多元 油城", ["推动油城从资源型经济转向多元经济"]),
        ("Xinjiang", ["做好对口援疆工作"]),
        ("碳库", ["发挥森林“水库、粮库、钱库、碳库”功能"]),
        ("碳庫", ["发挥森林“水库、粮库、钱库、碳库”功能"]),
        ("火箭", []),
        ("。", []),
    ],
)
def test_a_search_finds_the_measures_that_say_it(typed: str, found: list[str]) -> None:
    assert statements(typed) == found


def test_a_search_looks_at_the_strategy_and_the_zone_a_measure_reaches() -> None:
    # Neither says the words itself: one serves the strategy, the other goes on about the zone.
    assert "构建面向俄罗斯和东北亚的开放合作平台" in statements("沿边开放")
    assert "开展护林增绿" in statements("大小兴安岭")
    assert "Protect forests and extend green cover" in statements("Khingan", "en")


@pytest.mark.parametrize("ours", ["总体部署", "发展县域经济与城乡融合"])
def test_a_section_s_name_that_is_ours_is_found_nowhere(ours: str) -> None:
    found = select(open_document(DEFAULT.doc), Query(text=ours))
    assert not found.measures
    assert not found.province
