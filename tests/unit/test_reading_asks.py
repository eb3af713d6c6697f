"""What asks for something and what only describes, in both directions, by kind of language.

A row says the kind, the text, and the measures in it; one without measures has a statement at most,
which reaches no place. A measure that names none reaches the province where its sentence ends.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from atlas.catalogue import load_catalogue
from atlas.documents import ReadDocument
from atlas.query import DEFAULT
from atlas.reading import read_text

CASES = Path(__file__).parent / "cases" / "asks.csv"


def cases() -> list[tuple[str, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["kind"], row["text"], row["measures"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("kind", "text", "expected"), cases())
def test_what_asks_is_a_measure_and_what_describes_reaches_nothing(
    kind: str, text: str, expected: str
) -> None:
    raw = text.replace("\\n", "\n").replace("\\t", "\t")
    reading = read_text(raw, load_catalogue(), province="230000")
    asks = [m for m in reading.measures if m.acts]
    found = "|".join(m.text.replace("\t", "\\t") for m in asks)
    # Full-width digits and marks are made one by cleaning.
    assert found == expected.replace("（", "（"), kind
    linked = {link.measure for link in reading.links}
    ended = {m.id for m in asks if raw[m.sentence.end - 1] in "。！？；;）)”"}
    assert ended <= linked <= {m.id for m in asks}


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("鸡西素有煤城之称。全市煤炭产量增长6%。", "2", "2 句"),
        ("一、2025年工作回顾\n新建学校12所。\n", "0", "回顾过去的部分"),
        ("改造老旧管网。", None, ""),
    ],
)
def test_an_empty_result_says_why(text: str, value: str | None, said: str) -> None:
    reading = read_text(text, load_catalogue(), province="230000")
    told = [(i.value, i.said("zh")) for i in reading.issues if i.type == "no_measures"]
    assert [v for v, _ in told] == ([] if value is None else [value])
    assert all(said in words for _, words in told)


def test_a_statement_is_background_in_the_tables() -> None:
    """It keeps its strategy and its mentions, and is in no row, link or count."""
    text = "黑河口岸过货量增长一成。扩建绥芬河口岸货场。"
    reading = read_text(text, load_catalogue(), province="230000")
    assert [(m.text, m.acts) for m in reading.measures] == [
        ("黑河口岸过货量增长一成", False),
        ("扩建绥芬河口岸货场", True),
    ]
    assert reading.statements[0].strategies == ("border-opening",)
    assert {link.place for link in reading.links} == {"231081"}
    assert {target for m in reading.mentions for target in m.targets} == {"231100", "231081"}
    record = load_catalogue().documents[DEFAULT.doc]
    document = ReadDocument(record, reading, load_catalogue())
    assert [m.text for m in document.measures] == ["扩建绥芬河口岸货场"]
    assert document.measures == reading.asking
    assert set(document.links["county"]) == {"231081"}


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("铺开鹤岗供热管线。攥紧检修时机。改造货场。", "铺开、攥紧", "2 句"),
        ("焊牢黑河边境安全网。", "焊牢", "1 句"),
        ("铺开了供热管线。来到抚远，江面开阔。希望大家踊跃报名。", None, ""),
        ("黑河口岸繁忙有序。铺开供热管线，管网长度达到30公里。", None, ""),
    ],
)
def test_verbs_of_no_table_are_told(text: str, value: str | None, said: str) -> None:
    reading = read_text(text, load_catalogue(), province="230000")
    told = [(i.value, i.said("zh")) for i in reading.issues if i.type == "unread_verbs"]
    assert [v for v, _ in told] == ([] if value is None else [value])
    assert all(said in words for _, words in told)
