"""Clauses to measures: which clauses act, which only prepare or explain an action.

A measure is a clause with its own verb and object that could be ticked off by itself. Words that
open a clause decide: an adverb and a verb of action begin a measure; a purpose (更好…, 促进…) stays
with the action before it, a circumstance (围绕…, 坚持…) with the action after it. Who speaks, and
whether the words report or ask, is told by `stance`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from atlas.model import Span
from atlas.reading.names import Names
from atlas.reading.segment import Sentence, split_clauses
from atlas.reading.stance import Said, runs_of_clauses
from atlas.reading.wordings import Wordings


@dataclass(frozen=True, slots=True)
class Clause:
    """A candidate measure; `acts` is false for a statement that only describes."""

    span: Span
    sentence: Sentence
    acts: bool


LONG_PART = 50
"""A part between two ； longer than this is read as a sentence of its own."""


def find_clauses(text: str, sentence: Sentence, names: Names) -> list[Clause]:
    """Candidate measures of a sentence.

    Where a sentence is built with ；, each part is one measure unless it is long enough to be a
    sentence itself. Elsewhere ， parts the clauses that act.
    """
    if text[sentence.span.end - 1] in "？?":
        return []
    duties = names.duties
    parts = split_clauses(text, _quoted(text, sentence.span, names.words) or sentence.span)
    groups = [kept for part in parts if (kept := [c for c in part if not duties.holds(c)])]
    if not groups:
        return []
    words = names.words
    start, end = sentence.span.start, sentence.span.end
    might = sentence.might
    if "frame" in might and words.frame.search(text, start, end):
        return []
    aimed, reports = sentence.aims, sentence.reports
    if "praise" in might and words.praise.search(text, start, end) is not None:
        reports = True
    found: list[Clause] = []
    for group in groups:
        short = len(groups) > 1 and group[-1].end - group[0].start <= LONG_PART
        join = _by_place if short else _by_comma
        for run in runs_of_clauses(text, group, names, might, reports=reports, aimed=aimed):
            found += join(text, run, sentence, names)
            reports, aimed = reports and not run[-1].asks, run[-1].aimed
    return found


def _quoted(text: str, sentence: Span, words: Wordings) -> Span | None:
    """What an office-holder is quoted with (“下一步，将…。”局长介绍); None where none is."""
    start, end = sentence.start, sentence.end
    if text[start] != "“" or text[end - 1] != "”" or text.find("”", start) != end - 1:
        return None
    return Span(start + 1, end - 1) if words.quoter.match(text, end) is not None else None


def _by_place(text: str, group: list[Said], sentence: Sentence, names: Names) -> list[Clause]:
    """A part between two ； as one measure, cut only where another action names its own place."""
    parts: list[tuple[int, int, bool]] = []
    for said in group:
        clause = said.span
        acts = acts_by_itself(text, said, names.words, sentence.might)
        if not parts or (acts and parts[-1][2] and _has_name(clause, names.places)):
            parts.append((clause.start, clause.end, acts))
        else:
            parts[-1] = (parts[-1][0], clause.end, parts[-1][2] or acts)
    return [
        Clause(_unnumbered(text, a, names.duties.before(text, a, b), names.words), sentence, acts)
        for a, b, acts in parts
    ]


def _by_comma(text: str, group: list[Said], sentence: Sentence, names: Names) -> list[Clause]:
    """Join the clauses of a group into measures, each around one that acts."""
    words, duties, might = names.words, names.duties, sentence.might
    runs: list[tuple[int, int, bool]] = []
    waiting: int | None = None
    waits = False
    for said in group:
        clause = said.span
        acts = acts_by_itself(text, said, words, might)
        after_subject = bool(runs) and not runs[-1][2]
        if acts and after_subject and not said.aimed and _describes(text, clause, words):
            acts = False
        circumstance = "circumstance" in might and (
            words.circumstance.match(text, clause.start, clause.end) is not None
        )
        means = "means" in might and words.means.match(text, clause.start, clause.end) is not None
        purpose = bool(runs) and runs[-1][2] and _is_purpose(text, clause, names)
        if (circumstance or means) and said is not group[-1]:
            waiting = clause.start if waiting is None else waiting
            waits = waits or (acts and means)
        elif purpose and waiting is None:
            runs[-1] = (runs[-1][0], clause.end, True)
        elif acts:
            runs.append((clause.start if waiting is None else waiting, clause.end, True))
            waiting, waits = None, False
        elif runs and waiting is None:
            runs[-1] = (runs[-1][0], clause.end, runs[-1][2])
        else:
            start = clause.start if waiting is None else waiting
            runs.append((start, clause.end, said.asks and (circumstance or waits)))
            waiting, waits = None, False
    # What comes before the first action (a subject, a date) belongs to it.
    if len(runs) > 1 and not runs[0][2]:
        runs[:2] = [(runs[0][0], runs[1][1], runs[1][2])]
    return [
        Clause(_unnumbered(text, a, duties.before(text, a, b), words), sentence, acts)
        for a, b, acts in runs
    ]


def _describes(text: str, clause: Span, words: Wordings) -> bool:
    """Whether a clause opens with a verb that tells what its subject does (…，辐射周边)."""
    return words.weak.match(text, clause.start, clause.end) is not None


def _unnumbered(text: str, start: int, end: int, words: Wordings) -> Span:
    """The clause without the number of its item (1. …, （二）…, 答：一是…)."""
    for _ in range(2):
        after = words.after_number(text, start, end)
        if after == start:
            break
        start = after
    return Span(start, end)


def acts_by_itself(text: str, said: Said, words: Wordings, might: frozenset[str]) -> bool:
    """Whether a clause opens with a verb of action, has a subject that acts, or sets a goal."""
    start, end = said.span.start, said.span.end
    if not said.asks or end - start < 4:
        return False
    if not (said.opens or said.aimed):
        return False
    if "result" in might and words.result.search(text, start, end):
        return False
    if "figure" in might and words.figure.search(text, start, end):
        aimed = said.aimed or words.obligation.search(text, start, end) is not None
        return aimed and words.done.search(text, start, end) is None
    return said.opens


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
