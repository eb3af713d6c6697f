"""The measures of a brief as lines, clauses of one sentence together under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from atlas.language import say
from atlas.model import Lang


@dataclass(frozen=True, slots=True)
class Line:
    """A measure with its place in the plan; `about`: primary strategy, and what else holds.

    `sentence` is the one it stands in, `pointer` where that is in the source, if it restates one.
    """

    number: int
    statement: str
    about: tuple[str, ...]
    sentence: int
    pointer: tuple[str, ...]


def sentences(lines: Sequence[Line], lang: Lang) -> list[tuple[str, tuple[Line, ...]]]:
    """Lines in runs of one sentence; over clauses of one stands where it is and how many they are.

    Empty over a line that stands alone, which says itself where it is.
    """
    found = []
    for sentence, run in groupby(lines, key=lambda line: line.sentence):
        held = tuple(run)
        own = say("measures.sentence_own", lang, n=sentence + 1)
        where = held[0].pointer[0] if held[0].pointer else own
        head = say("brief.sentence", lang, sentence=where, n=len(held)) if len(held) > 1 else ""
        if not head:
            held = (replace(held[0], about=(*held[0].about, *held[0].pointer)),)
        found.append((head, held))
    return found
