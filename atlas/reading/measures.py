"""Clauses to measures: which clauses act, which only prepare or explain an action.

A measure is a clause with its own verb and object that could be ticked off by itself. Words that
open a clause decide: an adverb and a verb of action begin a measure; a purpose (更好…, 促进…) stays
with the action before it, a circumstance (围绕…, 坚持…) with the action after it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlas.model import Mention, Span
from atlas.reading.segment import Sentence, split_clauses
from atlas.reading.wordings import Wordings


@dataclass(frozen=True, slots=True)
class Clause:
    """A candidate measure; `acts` is false for a statement that only describes."""

    span: Span
    sentence: Sentence
    acts: bool


LONG_PART = 50
"""A part between two ； longer than this is read as a sentence of its own."""


@dataclass(frozen=True, slots=True)
class Names:
    """Where a text names places: starts of places, starts of classes, and start → end of all.

    `words` are the wordings that tell how a clause goes on after them.
    """

    words: Wordings
    places: Sequence[int]
    classes: Sequence[int]
    ends: Mapping[int, int]

    @classmethod
    def of(cls, mentions: Sequence[Mention], words: Wordings) -> Names:
        """The names among the mentions of a text, which come in order."""
        return cls(
            words,
            [m.span.start for m in mentions if m.kind in ("region", "zone")],
            [m.span.start for m in mentions if m.kind == "class"],
            {m.span.start: m.span.end for m in mentions},
        )

    def after(self, text: str, start: int, end: int) -> int:
        """Where a clause goes on after the places it opens with (鸡西、鹤岗等市改造…)."""
        at = start
        while at in self.ends:
            at = self.ends[at]
            if at < end and text[at] in "、和与及" and at + 1 in self.ends:
                at += 1
        if at > start and (joined := self.words.joined.match(text, at, end)) is not None:
            at = joined.end()
        return min(at, end)


def find_clauses(text: str, sentence: Sentence, names: Names) -> list[Clause]:
    """Candidate measures of a sentence.

    Where a sentence is built with ；, each part is one measure unless it is long enough to be a
    sentence itself. Elsewhere ， parts the clauses that act.
    """
    if text[sentence.span.end - 1] in "？?":
        return []
    groups = split_clauses(text, sentence.span)
    if not groups:
        return []
    start, end = sentence.span.start, sentence.span.end
    if names.words.frame.search(text, start, end) or names.words.aside.match(text, start, end):
        return []
    found: list[Clause] = []
    for group in groups:
        if len(groups) > 1 and group[-1].end - group[0].start <= LONG_PART:
            found += _by_place(text, group, sentence, names)
        else:
            found += _by_comma(text, group, sentence, names)
    return found


def _by_place(text: str, group: list[Span], sentence: Sentence, names: Names) -> list[Clause]:
    """A part between two ； as one measure, cut only where another action names its own place."""
    parts: list[tuple[int, int, bool]] = []
    for clause in group:
        acts = acts_by_itself(text, clause, names)
        if not parts or (acts and parts[-1][2] and _has_name(clause, names.places)):
            parts.append((clause.start, clause.end, acts))
        else:
            parts[-1] = (parts[-1][0], clause.end, parts[-1][2] or acts)
    return [Clause(_unnumbered(text, a, b, names.words), sentence, acts) for a, b, acts in parts]


def _by_comma(text: str, group: list[Span], sentence: Sentence, names: Names) -> list[Clause]:
    """Join the clauses of a group into measures, each around one that acts."""
    runs: list[tuple[int, int, bool]] = []
    waiting: int | None = None
    for clause in group:
        acts = acts_by_itself(text, clause, names)
        circumstance = names.words.circumstance.match(text, clause.start, clause.end) is not None
        purpose = bool(runs) and runs[-1][2] and _is_purpose(text, clause, names)
        if circumstance and clause is not group[-1]:
            waiting = clause.start if waiting is None else waiting
        elif purpose and waiting is None:
            runs[-1] = (runs[-1][0], clause.end, True)
        elif acts:
            runs.append((clause.start if waiting is None else waiting, clause.end, True))
            waiting = None
        elif runs and waiting is None:
            runs[-1] = (runs[-1][0], clause.end, runs[-1][2])
        else:
            start = clause.start if waiting is None else waiting
            runs.append((start, clause.end, circumstance))
            waiting = None
    # What comes before the first action (a subject, a date) belongs to it.
    if len(runs) > 1 and not runs[0][2]:
        runs[:2] = [(runs[0][0], runs[1][1], True)]
    return [Clause(_unnumbered(text, a, b, names.words), sentence, acts) for a, b, acts in runs]


def _unnumbered(text: str, start: int, end: int, words: Wordings) -> Span:
    """The clause without the number of its item (1. …, （二）…, 一是…)."""
    match = words.item.match(text, start, end)
    return Span(match.end(), end) if match is not None and match.end() < end else Span(start, end)


def acts_by_itself(text: str, clause: Span, names: Names) -> bool:
    """Whether a clause opens with a verb of action, or has a subject that acts or will act."""
    start, end = clause.start, clause.end
    words = names.words
    if end - start < 4 or words.result.search(text, start, end):
        return False
    if any(p.match(text, start, end) for p in words.acting):
        return True
    after = names.after(text, start, end)
    return after > start and words.action.match(text, after, end) is not None


def _is_purpose(text: str, clause: Span, names: Names) -> bool:
    """Whether a clause says what the action before it is for.

    One that names a place of its own to act on is an action itself; so is one on a class of
    places, unless it only tells the outcome (促进县域经济提质增效).
    """
    words = names.words
    if words.purpose.match(text, clause.start, clause.end) is not None:
        return True
    if words.purpose_or_action.match(text, clause.start, clause.end) is None:
        return False
    if _has_name(clause, names.places):
        return False
    outcome = words.outcome.search(text, clause.start, clause.end) is not None
    return outcome or not _has_name(clause, names.classes)


def _has_name(clause: Span, names: Sequence[int]) -> bool:
    i = bisect_left(names, clause.start)
    return i < len(names) and names[i] < clause.end
