"""Sentences of each kind that texts go wrong by, each with a near twin that must not be taken so.

A cell of `strategies` holds what the measures of the text serve, the first strategy first: `+` for
a further one that must be among them, `/` for either, `-` where nothing is served.
"""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from atlas.catalogue import load_catalogue
from atlas.model import Reading, Span
from atlas.reading import read_text
from atlas.reading.tag import Tagger

CASES = Path(__file__).parent / "cases"
HOME = "230000"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(row: dict[str, str]) -> Reading:
    return read_text(row["text"].replace("\\n", "\n"), load_catalogue(), province=HOME)


@pytest.mark.parametrize(
    "row", rows("strategy_twins.csv"), ids=lambda row: f"{row['why']}: {row['text']}"
)
def test_strategies(row: dict[str, str]) -> None:
    served = [measure.strategies for measure in read(row).measures if measure.strategies]
    if row["strategies"] == "-":
        assert served == []
        return
    first, *further = row["strategies"].split("+")
    assert {strategies[0] for strategies in served} <= {*first.split("/"), *further}
    assert served[0][0] in first.split("/")
    assert set(further) <= {strategy for strategies in served for strategy in strategies}


def test_more_words_never_weaken_a_strategy() -> None:
    """Two wordings of a strategy say it at least as strongly as one, whatever else stands there."""
    terms = load_catalogue().terms
    tagger = Tagger(terms)
    objects = [t for t in terms if t.kind == "object" and not t.beside][::9]
    for one, other in pairwise(objects):
        alone, both = f"建设{one.term}。", f"建设{one.term}，建设{other.term}。"
        first, second = (
            {tag.strategy: tag.score for tag in tagger.read(text).tags(Span(0, len(text)))}
            for text in (alone, both)
        )
        assert first.get(one.strategy, 0) <= second.get(one.strategy, 0), both


@pytest.mark.parametrize(
    "row", rows("reach_twins.csv"), ids=lambda row: f"{row['why']}: {row['text']}"
)
def test_reach_of_the_last_measure(row: dict[str, str]) -> None:
    """Units, and zones by their id, that the last measure of the text leads to."""
    reading = read(row)
    last = [measure.id for measure in reading.measures if measure.acts][-1]
    links = [x for x in reading.links if x.measure == last and x.relation != "pair"]
    reached = {link.zone or link.place for link in links}
    assert reached == set(row["reach"].split())


@pytest.mark.parametrize(
    "row", rows("name_twins.csv"), ids=lambda row: f"{row['why']}: {row['text']}"
)
def test_names_of_units_and_zones(row: dict[str, str]) -> None:
    mentions = [m for m in read(row).mentions if m.kind in {"region", "zone"}]
    assert [target for m in mentions for target in m.targets] == row["names"].split()
