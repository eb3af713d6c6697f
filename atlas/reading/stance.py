"""Who speaks in a sentence, and whether it asks for something, reports or only describes.

A reporter, a speaker or a meeting is a prefix: what stands behind it is read as if it stood alone.
What looks back (近年来…) reports till something looks forward (下一步…). Guiding thought, thanks
and what a place is (地处…, 素有…之称) are left out, and what stands on either side of them does not
run together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atlas.model import Span
from atlas.reading.names import Names
from atlas.reading.wordings import Wordings

_TURNS = 3
"""Speakers that follow each other before a clause (记者从会上获悉，省长表示，…)."""


_REPORT = 3
"""Sentences of a report that says so once; a page scraped into one paragraph holds more than it."""


@dataclass(slots=True)
class Said:
    """A clause without its speaker.

    `opens` says that it begins as an action does. `asks` is false where the words around it report
    or foretell, whatever verb it opens with; `aimed` says that its figures are a goal.
    """

    span: Span
    opens: bool
    asks: bool
    aimed: bool


def runs_of_clauses(
    text: str,
    group: Sequence[Span],
    names: Names,
    might: frozenset[str],
    *,
    reports: bool,
    aimed: bool,
) -> Iterator[list[Said]]:
    """The clauses of one part of a sentence, cut where one of them is left out.

    `reports` and `aimed` are what the text before it says of this part, `might` the roles that may
    be found in its sentence.
    """
    words = names.words
    run: list[Said] = []
    foretells = False
    first, last = group[0].start, group[-1].end
    voices = "voice" in might and words.voice.search(text, first, last) is not None
    aims = "target" in might and words.target.search(text, first, last) is not None
    expects = "predicted" in might and words.predicted.search(text, first, last) is not None
    looks_ahead, left_out = "ahead" in might, not might.isdisjoint(_LEFT_OUT)
    news = True
    for clause in group:
        start, end = clause.start, clause.end
        at = words.after_number(text, start, end)
        behind, tells = _after_speaker(text, at, end, words) if voices else (at, False)
        if behind > at:
            # What comes before its speaker tells who, where and when.
            run, reports, foretells, news = [], tells, False, True
            start = at = behind
            end = _unquoted(text, start, end)
            if start >= end:
                continue
        if news and words.event.match(text, at, end) is not None:
            reports = True
        news = False
        if looks_ahead and words.ahead.match(text, at, end) is not None:
            if reports and run:
                yield run
                run = []
            reports = False
        elif expects and words.predicted.search(text, at, end) is not None:
            foretells = True
        aimed = aimed or (aims and words.target.search(text, at, end) is not None)
        opens = names.opens(text, at, end, might)
        if (left_out and _left_out(text, at, end, words)) or (
            not opens and _describes(text, at, end, words)
        ):
            if run:
                yield run
            run = []
        else:
            whole = start == clause.start and end == clause.end
            said = clause if whole else Span(start, end)
            due = not opens and names.is_due(text, at, end, might)
            asks = not (reports or foretells)
            run.append(Said(said, opens or due, asks, aimed or due))
    if run:
        yield run


def looks_back(text: str, sentence: Span, left: int, words: Wordings) -> int:
    """For how many sentences, this one counted, a report goes on; 0 where there is none.

    `left` is what this said of the sentence before it in its paragraph.
    """
    at = words.after_number(text, sentence.start, sentence.end)
    if words.report.match(text, at, sentence.end) is not None:
        return _REPORT
    # An item with a number begins something else.
    if left <= 1 or at > sentence.start:
        return 0
    return left - 1 if words.ahead.match(text, at, sentence.end) is None else 0


def _after_speaker(text: str, start: int, end: int, words: Wordings) -> tuple[int, bool]:
    """Where a clause goes on behind its speakers, and whether the last one tells how things are.

    Its start where it has none.
    """
    at, told = start, False
    for _ in range(_TURNS):
        match = words.speaker.match(text, at, end)
        tells = match is None
        match = match or words.teller.match(text, at, end)
        if match is None and not _acts_or_leads(text, at, end, words):
            match, tells = words.ordering.match(text, at, end), False
        if match is None or match.end() == at:
            break
        at, told = match.end(), tells
    return at, told


def _unquoted(text: str, start: int, end: int) -> int:
    """Where what is quoted behind a speaker ends, whose opening mark went with him."""
    last = end
    while last > start and text[last - 1] in "。！”』」":
        last -= 1
    return last if "“" not in text[start:last] else end


def _acts_or_leads(text: str, start: int, end: int, words: Wordings) -> bool:
    """Whether what asks for something is what a clause acts on (落实…要求, 按照…要求)."""
    acts = words.action.match(text, start, end)
    return acts is not None or words.circumstance.match(text, start, end) is not None


_LEFT_OUT = frozenset(("guiding", "courtesy", "slogan"))
"""Roles whose clauses are left out whatever they open with."""


def _left_out(text: str, start: int, end: int, words: Wordings) -> bool:
    """Whether a clause is no part of any measure or statement, whatever it opens with."""
    return (
        words.guiding.match(text, start, end) is not None
        or words.courtesy.search(text, start, end) is not None
        or words.slogan.search(text, start, end) is not None
    )


def _describes(text: str, start: int, end: int, words: Wordings) -> bool:
    """Whether a clause that opens with no action asks what to do or tells what a place is."""
    if words.question.match(text, start, end) is not None:
        return True
    return words.portrait.search(text, start, end) is not None
