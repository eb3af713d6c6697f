"""How often the engine is right on sentences that were labelled before it read them.

`sentences.csv` was written and labelled by one person and is never used to mend the rules, so it
says what a text that nobody tuned for will meet. `make accuracy` measures again and writes
`data/accuracy.csv` and `data/accuracy_misses.csv`, which the page on data and method shows; a test
compares them with a fresh measurement.

A cell holds what is expected, `*` where the sentence says nothing clear and is not scored. Names
are `kind:target`; measures, strategies and links are divided by `|`, one part a measure;
alternatives of a strategy by `/`; a link is `relation:adcode`, or `zone:` and `class:` with the
id of the list it goes through.

`pairs.csv` holds two measures a row, made up and labelled in the same way: `same` in other words,
`sharpened` by a figure, a year or a place, `other` measures of one topic, or `unrelated`. The first
two are one measure of two documents, the others are not. The half `set` served to set the threshold
of `atlas/analysis/comparison/matching.py`; only the half `told` is counted here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from atlas.analysis.comparison.matching import alike
from atlas.catalogue import DATA, Catalogue, load_catalogue
from atlas.documents import ReadDocument
from atlas.model import Reading
from atlas.reading import read_text
from atlas.tables.records import DocumentRow

HERE = Path(__file__).parent
SENTENCES = HERE / "sentences.csv"
CASES = HERE.parent / "unit" / "cases"
PAIRS = HERE / "pairs.csv"
TASKS = ("names", "measures", "strategies", "links", "pairs")
ONE_MEASURE = ("same", "sharpened")
UNSCORED = "*"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one sentence, or one measure of it, should give in one task, and what it gave."""

    task: str
    text: str
    expected: frozenset[str]
    found: frozenset[str]

    @property
    def missing(self) -> frozenset[str]:
        """Expected and not found."""
        return self.expected - self.found

    @property
    def extra(self) -> frozenset[str]:
        """Found and not expected."""
        return self.found - self.expected


def sentences() -> list[dict[str, str]]:
    """The labelled sentences in the order of the file."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answers(catalogue: Catalogue) -> Iterator[Answer]:
    """Every scored answer of every sentence, read as a text of the province by itself."""
    for row in sentences():
        text = row["text"]
        reading = read_text(text, catalogue, province=catalogue.province.adcode)
        if row["names"] != UNSCORED:
            yield Answer("names", text, frozenset(row["names"].split()), _names(reading))
        if row["measures"] == UNSCORED:
            continue
        expected = row["measures"].split("|") if row["measures"] else []
        found = frozenset(m.text for m in reading.measures)
        yield Answer("measures", text, frozenset(expected), found)
        labels = zip(expected, row["strategies"].split("|"), row["links"].split("|"), strict=True)
        for measure, strategies, links in labels:
            # A measure that was not found has lost its strategy and links as well; it counts once.
            if measure in found:
                yield from _of_measure(reading, measure, strategies, links)

    yield from pair_answers(catalogue, "told")


def labelled_pairs(half: str) -> list[dict[str, str]]:
    """The pairs of one half, in the order of the file."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["half"] == half]


def pair_documents(catalogue: Catalogue, half: str) -> tuple[ReadDocument, ReadDocument]:
    """The two sides of the pairs as two documents, a sentence a measure, in the same order."""
    rows = labelled_pairs(half)
    return (_document(catalogue, rows, "one"), _document(catalogue, rows, "other"))


def pair_answers(catalogue: Catalogue, half: str) -> Iterator[Answer]:
    """For each labelled pair, whether the two are one measure of two documents."""
    one, other = pair_documents(catalogue, half)
    found = {(pair.one, pair.other) for pair in alike(one, other)}
    for i, row in enumerate(labelled_pairs(half)):
        expected = frozenset([row["other"]] if row["label"] in ONE_MEASURE else [])
        given = frozenset([row["other"]] if (i, i) in found else [])
        yield Answer("pairs", row["one"], expected, given)


def _document(catalogue: Catalogue, rows: list[dict[str, str]], side: str) -> ReadDocument:
    text = "".join(f"{row[side]}。\n" for row in rows)
    reading = read_text(text, catalogue, document_id=side, province=catalogue.province.adcode)
    assert [m.text for m in reading.asking] == [row[side] for row in rows]
    record = DocumentRow(side, side, side, side, side, "", "", "", "")
    return ReadDocument(record, reading, catalogue)


def _names(reading: Reading) -> frozenset[str]:
    return frozenset(f"{m.kind}:{target}" for m in reading.mentions for target in m.targets)


def _of_measure(reading: Reading, text: str, strategies: str, links: str) -> Iterator[Answer]:
    measure = next(m for m in reading.measures if m.text == text)
    if strategies != UNSCORED:
        allowed = [s for s in strategies.split("/") if s]
        found = frozenset(measure.strategies[:1])
        # Where a planner would accept several, whichever of them was found is the expected one.
        expected = found if found & set(allowed) else frozenset(allowed[:1])
        yield Answer("strategies", text, expected, found)
    if links != UNSCORED:
        own = [link for link in reading.links if link.measure == measure.id]
        through = frozenset(f"{x.relation}:{x.zone or x.place}" for x in own)
        yield Answer("links", text, frozenset(links.split()), through)


def scores(given: Iterable[Answer]) -> list[dict[str, str]]:
    """One row a task: how many were labelled, found, and right."""
    answered = list(given)
    rows = []
    for task in TASKS:
        own = [a for a in answered if a.task == task]
        rows.append(
            {
                "task": task,
                "cases": str(len(own)),
                "expected": str(sum(len(a.expected) for a in own)),
                "found": str(sum(len(a.found) for a in own)),
                "right": str(sum(len(a.expected & a.found) for a in own)),
                "demanded": str(demanded(task)),
            }
        )
    return rows


CASE_FILES = {"names": "places", "measures": "measures", "strategies": "tags", "links": "links"}


def demanded(task: str) -> int:
    """Cases of the task that the tests demand to be right; they mended the rules.

    Of pairs none is: the half that set the threshold is not all right under it.
    """
    if task not in CASE_FILES:
        return 0
    with (CASES / f"{CASE_FILES[task]}.csv").open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def misses(given: Iterable[Answer]) -> list[dict[str, str]]:
    """One row a wrong answer: what was not found, and what was found instead."""
    return [
        {
            "task": a.task,
            "text": a.text,
            "missing": "|".join(sorted(a.missing)),
            "extra": "|".join(sorted(a.extra)),
        }
        for a in given
        if a.missing or a.extra
    ]


def write(name: str, rows: list[dict[str, str]], columns: list[str]) -> None:
    """Write a table of `data/`."""
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Measure and write both tables."""
    given = list(answers(load_catalogue()))
    table = scores(given)
    write("accuracy.csv", table, ["task", "cases", "expected", "found", "right", "demanded"])
    write("accuracy_misses.csv", misses(given), ["task", "text", "missing", "extra"])
    for row in table:
        print(*row.values())


if __name__ == "__main__":
    main()
