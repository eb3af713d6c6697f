"""How the wordings of two measures differ, and what the one says more exactly than the other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

import rjieba

from atlas.analysis.comparison.wording import FIGURE, bare
from atlas.documents import ReadDocument

AddedKind = Literal["year", "figure", "place", "body"]
Part = tuple[bool, str]
"""Words of a measure, and whether the other measure has them as well."""

LONGEST_VERB: Final = 4
"""Characters of a clause without its figures, in which no object fits beside the verb."""
_YEAR: Final = re.compile(r"\d{4}年")
_BARE: Final = re.compile(r"[\s,]")


@dataclass(frozen=True, slots=True)
class Added:
    """Something that one measure says and its partner does not, in its own words."""

    kind: AddedKind
    words: str


def word_differences(one: str, other: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both wordings in parts that the other has as well, or not; put together they are the texts.

    Words are compared as words: half of a name is no common part.
    """
    cuts = rjieba.cut(one, False), rjieba.cut(other, False)
    blocks = SequenceMatcher(None, *cuts, autojunk=False).get_opcodes()
    left = [(op == "equal", cuts[0][a:b]) for op, a, b, _, _ in blocks]
    right = [(op == "equal", cuts[1][a:b]) for op, _, _, a, b in blocks]
    return _parts(left), _parts(right)


def _parts(blocks: Sequence[tuple[bool, Sequence[str]]]) -> tuple[Part, ...]:
    joined: list[Part] = []
    for equal, words in blocks:
        text = "".join(words)
        if joined and joined[-1][0] == equal:
            joined[-1] = (equal, joined[-1][1] + text)
        elif text:
            joined.append((equal, text))
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class Exact:
    """What a measure says exactly: key of what is meant, to its words, for each kind."""

    years: dict[str, str]
    figures: dict[str, str]
    places: dict[str, str]
    bodies: dict[str, str]

    def __or__(self, other: Exact) -> Exact:
        """What two clauses say together."""
        return Exact(
            self.years | other.years,
            self.figures | other.figures,
            self.places | other.places,
            self.bodies | other.bodies,
        )

    def beyond(self, other: Exact) -> tuple[Added, ...]:
        """What this says and the other does not."""
        pairs: tuple[tuple[AddedKind, dict[str, str], dict[str, str]], ...] = (
            ("year", self.years, other.years),
            ("figure", self.figures, other.figures),
            ("place", self.places, other.places),
            ("body", self.bodies, other.bodies),
        )
        return tuple(
            Added(kind, words)
            for kind, own, others in pairs
            for key, words in own.items()
            if key not in others
        )


def figure_clauses(document: ReadDocument, m: int) -> tuple[int, ...]:
    """Clauses right after a measure, in its sentence, that only say how much of it, or by when.

    They have a verb and a figure and no object of their own (改造农村危房，完成1200户).
    """
    found = []
    for k in range(m + 1, len(document.measures)):
        clause = document.measures[k]
        if clause.sentence != document.measures[m].sentence or not any(
            part.strip() for part in FIGURE.findall(clause.text)
        ):
            break
        if len(bare(clause.text).replace(" ", "")) > LONGEST_VERB:
            break
        found.append(k)
    return tuple(found)


def exact_words(document: ReadDocument, m: int) -> Exact:
    """Years, figures, named units and zones, and bodies charged, as a measure says them.

    A place is what its name stands for, so that a short name and a full one are the same.
    """
    measure = document.measures[m]
    years = {words: words for words in _YEAR.findall(measure.text)}
    figures = {
        _BARE.sub("", found.group()): found.group().strip()
        for found in FIGURE.finditer(measure.text)
        if not _YEAR.search(found.group())
    }
    mentions = document.reading.mentions
    at = bisect_left(mentions, measure.span.start, key=lambda mention: mention.span.start)
    places = {}
    while at < len(mentions) and mentions[at].span.start < measure.span.end:
        if mentions[at].kind in ("region", "zone"):
            places["|".join(mentions[at].targets)] = mentions[at].surface
        at += 1
    bodies = {words: words for words in measure.said("body")}
    return Exact(years, figures, places, bodies)
