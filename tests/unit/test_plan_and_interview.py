"""The restated plan against the interview it restates, sentence by sentence.

The engine reads both; what it finds must agree, except where a row here says why not. The interview
is not part of the project: where it is absent these tests are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.model import Link, Measure, Reading
from atlas.query import DEFAULT
from atlas.reading import read_text

INTERVIEW = Path(__file__).parents[3] / "shared" / "seed" / "article-2026.txt"
PLAN = open_document(DEFAULT.doc)
Where = tuple[int, int]

pytestmark = pytest.mark.skipif(
    not INTERVIEW.exists(), reason="the scraped interview is not part of the project"
)

Apart = dict[Where, tuple[set[str], set[str]]]
"""Sentence → what the restatement alone has, and what the interview alone has."""

STRATEGIES_APART: Apart = {}
FIRST_APART: Apart = {
    # One clause with four fields of cooperation, where the two on science weigh most; restated as
    # three, each reviewed as cooperation first.
    (5, 5): (set(), {"sci-tech-innovation"}),
    # The interplay of large and small cities ends a clause there and is a clause of its own here.
    (7, 6): ({"urbanization"}, set()),
}
FIRST_BY_PLACE_APART: Apart = {
    (5, 5): (set(), {"sci-tech-innovation hachang_cluster"}),
    # Two corridors in one clause; restated one by one, each with its own strategy first.
    (6, 4): ({"sci-tech-innovation hadaqi_corridor"}, set()),
    (7, 6): ({"urbanization 230000"}, set()),
}


@pytest.fixture(scope="module")
def interview() -> Reading:
    return read_text(INTERVIEW.read_text(encoding="utf-8"), load_catalogue())


def stands(reading: Reading, measure: Measure) -> Where:
    """Paragraph and sentence of the interview, both from 1; a heading is its first sentence."""
    before = reading.document.text[: measure.span.start]
    paragraphs = [line for line in before.split("\n") if line.strip()]
    start = before.rfind("\n") + 1
    return (len(paragraphs) if before[start:].strip() else len(paragraphs) + 1), (
        before[start:].count("。") + 1
    )


def restated(measure: Measure) -> Where:
    row = PLAN.rows[PLAN.position[measure.id]]
    return row.source_paragraph, row.source_sentence


def by_sentence(
    reading: Reading,
    where: Callable[[Measure], Where],
    said: Callable[[Measure, list[Link]], set[str]],
) -> dict[Where, set[str]]:
    links: dict[str, list[Link]] = defaultdict(list)
    for link in reading.links:
        links[link.measure].append(link)
    found: dict[Where, set[str]] = defaultdict(set)
    for measure in reading.measures:
        found[where(measure)] |= said(measure, links[measure.id])
    return dict(found)


def strategies(measure: Measure, _: list[Link]) -> set[str]:
    return set(measure.strategies)


def first(measure: Measure, _: list[Link]) -> set[str]:
    return set(measure.strategies[:1])


def first_by_place(measure: Measure, links: list[Link]) -> set[str]:
    return {f"{measure.strategies[0]} {place}" for place in places(measure, links)}


def places(_: Measure, links: list[Link]) -> set[str]:
    return {link.zone or link.place for link in links}


def differences(interview: Reading, said: Callable[[Measure, list[Link]], set[str]]) -> Apart:
    ours = by_sentence(PLAN.reading, restated, said)
    theirs = by_sentence(interview, lambda m: stands(interview, m), said)
    assert ours.keys() == theirs.keys()
    return {w: (ours[w] - theirs[w], theirs[w] - ours[w]) for w in ours if ours[w] != theirs[w]}


def test_every_sentence_that_asks_for_something_is_restated(interview: Reading) -> None:
    asks = {stands(interview, m) for m in interview.measures}
    assert asks == {restated(m) for m in PLAN.measures}
    assert len(asks) == len({row.sentence for row in PLAN.rows})


def test_no_sentence_is_restated_in_fewer_measures(interview: Reading) -> None:
    ours = by_sentence(PLAN.reading, restated, lambda m, _: {m.id})
    theirs = by_sentence(interview, lambda m: stands(interview, m), lambda m, _: {m.id})
    assert {w for w in ours if len(ours[w]) < len(theirs[w])} == set()


@pytest.mark.parametrize(
    ("said", "apart"),
    [
        (strategies, STRATEGIES_APART),
        (first, FIRST_APART),
        (places, {}),
        (first_by_place, FIRST_BY_PLACE_APART),
    ],
)
def test_strategies_and_places_agree(
    interview: Reading, said: Callable[[Measure, list[Link]], set[str]], apart: Apart
) -> None:
    assert differences(interview, said) == apart


def test_headings_are_the_interview_s_own(interview: Reading) -> None:
    theirs = {m.section for m in interview.measures}
    assert {m.section for m in PLAN.measures} == theirs
