"""Key words: cut as a planner reads, scored as TF-IDF says, found again by the search."""

from __future__ import annotations

import logging
import math

import jieba
import pytest
import rjieba

from atlas.analysis.keywords import (
    Keyword,
    chinese_cut,
    english_cut,
    keywords,
    strategy_keywords,
)
from atlas.analysis.reach import select
from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.query import DEFAULT, Query


@pytest.mark.parametrize(
    ("terms", "text", "words"),
    [
        ((), "深化对口合作", ["深化", "对口", "合作"]),
        (("对口合作",), "深化对口合作", ["深化", "对口合作"]),
        (("藏粮于地", "藏粮于技"), "“藏粮于地、藏粮于技”", ["藏粮于地", "藏粮于技"]),
        (
            ("沿边开放", "沿边开放开发合作区"),
            "建设沿边开放开发合作区",
            ["建设", "沿边开放开发合作区"],
        ),
        (("粮库、",), "水库、粮库", ["水库", "粮库"]),
        (("林",), "护林增绿", ["护林", "增绿"]),
    ],
)
def test_chinese_is_cut_at_set_terms_first(
    terms: tuple[str, ...], text: str, words: list[str]
) -> None:
    assert chinese_cut(terms)(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Set up a platform with Russia and Northeast Asia",
            ["set", "up", "platform", "with", "Russia", "and", "Northeast Asia"],
        ),
        (
            "Raise Harbin's standing, as the capital",
            ["raise", "harbin", "standing", "as", "the", "capital"],
        ),
        ("Align with Beijing-Tianjin-Hebei", ["align", "with", "Beijing-Tianjin-Hebei"]),
        ("", []),
    ],
)
def test_english_keeps_names_together(text: str, words: list[str]) -> None:
    assert [w.lower() for w in english_cut(text)] == [w.lower() for w in words]


def test_scores_are_tf_idf_by_hand() -> None:
    texts = [["grain", "grain", "belt"], ["grain", "port"], ["port", "rail"], ["rail"]]
    found = {k.word: k for k in keywords(texts, {0, 1})}
    assert found["grain"] == Keyword("grain", 2, pytest.approx(3 * math.log(4 / 2)))
    assert found["belt"] == Keyword("belt", 1, pytest.approx(math.log(4)))
    assert found["port"].score == pytest.approx(math.log(4 / 2))
    assert "rail" not in found


def test_a_word_of_every_text_sets_nothing_apart() -> None:
    assert keywords([["plan", "port"], ["plan"]], {0}) == [Keyword("port", 1, math.log(2))]


def test_among_equals_set_terms_lead_and_then_what_is_said_first() -> None:
    texts = [["one", "two", "term"], ["else"]]
    assert [k.word for k in keywords(texts, {0}, first={"term"})] == ["term", "one", "two"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("strategy", load_catalogue().strategies)
def test_every_key_word_is_found_again_by_the_search(strategy: str, lang: str) -> None:
    plan = open_document(DEFAULT.doc)
    words = strategy_keywords(open_document(DEFAULT.doc), strategy, lang)
    assert len(words) >= 4
    stop = plan.catalogue.about.stop_words[lang]
    for keyword in words:
        assert keyword.word.lower() not in stop
        found = select(plan, Query(text=keyword.word, strategies=(strategy,)))
        assert len({*found.measures, *found.province}) >= keyword.texts >= 1


def test_the_words_are_those_a_planner_would_underline() -> None:
    border = [k.word for k in strategy_keywords(open_document(DEFAULT.doc), "border-opening", "zh")]
    assert {"沿边开放开发合作区", "俄罗斯", "东北亚", "向北开放新高地"} <= set(border)
    assert not {"建设", "打造", "面向"} & set(border)
    grain = [k.word for k in strategy_keywords(open_document(DEFAULT.doc), "food-security", "en")]
    assert {"Songnen Plain", "Sanjiang Plain", "agriculture"} <= set(grain)


@pytest.mark.parametrize("guessing", [True, False])
def test_rjieba_cuts_as_jieba_does(guessing: bool) -> None:
    jieba.setLogLevel(logging.WARNING)
    document = open_document("plan-2026")
    catalogue = load_catalogue()
    texts = [
        *(measure.text for measure in document.measures),
        *(zone.definition_zh for zone in catalogue.zones.values()),
        *(strategy.definition_zh for strategy in catalogue.strategies.values()),
        document.reading.document.text,
    ]
    assert sum(map(len, texts)) > 4_000
    differ = [
        (text, theirs, ours)
        for text in texts
        if (theirs := jieba.lcut(text, HMM=guessing)) != (ours := rjieba.cut(text, guessing))
    ]
    assert differ == []
