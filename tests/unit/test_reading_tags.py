"""Which strategies words serve, and that the reason can be shown."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from atlas.catalogue import load_catalogue
from atlas.reading import read_text

CASES = Path(__file__).parent / "cases" / "tags.csv"


def cases() -> list[tuple[str, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["why"], row["text"], row["strategies"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("why", "text", "expected"), cases())
def test_primary_strategies(why: str, text: str, expected: str) -> None:
    reading = read_text(text.replace("\\n", "\n"), load_catalogue(), province="230000")
    primary = [measure.strategies[0] for measure in reading.measures if measure.strategies]
    assert primary == [part for part in expected.split("|") if part], why


def test_a_tag_names_the_words_that_say_so() -> None:
    text = "坚持兴产业、强企业，涵养税源。"
    (measure,) = read_text(text, load_catalogue(), province="230000").measures
    assert measure.tags[0].strategy == "county-economy"
    assert measure.tags[0].terms == ("兴产业", "强企业", "涵养税源")


def test_a_clause_without_words_of_its_own_goes_on_with_its_sentence() -> None:
    text = "推进跨境电商发展；建设一批示范基地。"
    first, second = read_text(text, load_catalogue(), province="230000").measures
    assert second.strategies == first.strategies == ("border-opening",)
    assert second.tags[0].score < first.tags[0].score


@pytest.mark.parametrize(
    "text", ["上海市改造老旧小区。", "改造老旧小区。上海浦东建设跨境电商平台。"]
)
def test_what_is_said_of_another_province_serves_no_strategy_of_ours(text: str) -> None:
    reading = read_text(text, load_catalogue(), province="310000")
    assert not any(measure.tags for measure in reading.measures)
