"""Passages of every kind of text, both ways: which measures they hold, where those reach, what for.

A cell of `measures` has a part for each measure, `|` between them: words that stand in it, behind
`@` what it reaches (full names, codes, ids of zones, 省 for the province, 无 for nothing), behind
`#` its first strategy (`-` for none, `/` between two as good). A text `home` is read as one about
the province; any other has to say itself whose it is.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from atlas.catalogue import load_catalogue
from atlas.model import Measure, Reading
from atlas.reading import read_text

CASES = Path(__file__).parent / "cases" / "passages.csv"
HOME = load_catalogue().province.adcode


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def codes() -> dict[str, str]:
    named = {place.name_zh: code for code, place in load_catalogue().places.items()}
    return {**named, "省": HOME}


def reached(reading: Reading, measure: Measure) -> set[str]:
    links = (x for x in reading.links if x.measure == measure.id and x.relation != "pair")
    return {link.zone or link.place for link in links}


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['kind']}: {row['text'][:30]}")
def test_measures_of_a_passage(row: dict[str, str]) -> None:
    text = row["text"].replace("\\n", "\n").replace("\\t", "\t")
    province = HOME if row["where"] == "home" else None
    reading = read_text(text, load_catalogue(), title=row["title"], province=province)
    asks = [measure for measure in reading.measures if measure.acts]
    left = {measure.id for measure in asks}
    for part in filter(None, row["measures"].split("|")):
        said, _, strategy = part.partition("#")
        words, _, places = said.partition("@")
        found = [measure for measure in asks if words in measure.text]
        assert found, f"no measure says {words}"
        left -= {measure.id for measure in found}
        if places:
            wanted = {codes().get(name, name) for name in places.split()} - {"无"}
            assert reached(reading, found[0]) == wanted, words
        if strategy:
            first = (*found[0].strategies, "-")[0]
            assert first in strategy.split("/"), words
    assert [measure.text for measure in asks if measure.id in left] == []


def test_the_passages_go_both_ways() -> None:
    """Most kinds hold measures and none."""
    none = [row for row in rows() if not row["measures"]]
    assert len(rows()) > 300
    assert 0.2 < len(none) / len(rows()) < 0.5
