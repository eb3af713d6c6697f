"""Fields wherever a text has them, before anybody asks whose they are.

Every pattern looks at a bounded stretch around what it stands on, so the time is in proportion to
the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, Literal

from atlas.model import Field, FieldKind, Span
from atlas.reading.field_bodies import charged_in, listed
from atlas.reading.field_values import amount, last_day
from atlas.reading.field_wordings import FieldWordings
from atlas.reading.telling import around

Scope = Literal["own", "before", "label"]
"""Whose a field is: of the measure it stands in, or of those before its bracket or its label."""
_CLAUSE: Final = 80
"""Characters around a figure in which its clause is looked for."""
_NEAR: Final = 24
"""Characters between what money is for (总投资) and the sum."""
_LABEL: Final = 10
"""Characters of a label."""
_COLON = re.compile("[:：]")
_STOPS: Final = "，,；;。！？!?\n（）()"
_STOP = re.compile(f"[{_STOPS}]")
_YEAR = re.compile(r"20\d\d年")
_SINCE = re.compile(r"从20\d\d年")
_DULL: Final = " \t、，,。；;"


@dataclass(frozen=True, slots=True)
class Found:
    """A field that no measure has yet; `at` is where what holds it begins (the label, 由)."""

    at: int
    scope: Scope
    field: Field


def find_fields(text: str, words: FieldWordings) -> list[Found]:
    """All fields of a text, in its order."""
    kinds = (_labelled, _bracketed, _charged, _times, _sums, _aims)
    found = chain.from_iterable(kind(text, words) for kind in kinds)
    return sorted(found, key=lambda one: (one.field.span, one.at))


def _field(
    text: str,
    kind: FieldKind,
    span: tuple[int, int],
    value: str | float | None = None,
    unit: str = "",
) -> Field | None:
    """A field without the marks at its ends; None where nothing is left."""
    start, end = span
    while start < end and text[start] in _DULL:
        start += 1
    while start < end and text[end - 1] in _DULL:
        end -= 1
    if start == end:
        return None
    return Field(kind, Span(start, end), text[start:end], value, unit)


def _labelled(text: str, words: FieldWordings) -> Iterator[Found]:
    """牵头单位：…, 完成时限：… and the like, in a row's brackets or in a line of their own."""
    # By its colon a label is found much faster than by its words.
    labels = [
        label
        for colon in _COLON.finditer(text)
        if (label := words.label.search(text, max(0, colon.start() - _LABEL), colon.start()))
    ]
    ends = [*(label.start() for label in labels[1:]), len(text)]
    for label, end in zip(labels, ends[: len(labels)], strict=True):
        said = words.said.match(text, label.end() + 1, end)
        if said is None:
            continue
        if label.lastgroup == "body":
            for span in listed(text, Span(*said.span()), words):
                yield Found(label.start(), "label", Field("body", span, span.text(text)))
        elif label.lastgroup == "deadline":
            field = _field(text, "deadline", said.span())
            if field is not None:
                value = last_day(field.words)
                yield Found(label.start(), "label", replace(field, value=value))


def _bracketed(text: str, words: FieldWordings) -> Iterator[Found]:
    for found in words.bracket.finditer(text):
        for span in charged_in(text, Span(*found.span("who")), words):
            yield Found(found.start(), "before", Field("body", span, span.text(text)))


def _charged(text: str, words: FieldWordings) -> Iterator[Found]:
    for matches in (words.charged.finditer(text), around(words.opens, text, 48)):
        for found in matches:
            if words.past.search(_clause(text, found.start(), found.end())):
                continue
            for span in listed(text, Span(*found.span("who")), words, named=True):
                yield Found(found.start(), "own", Field("body", span, span.text(text)))


def _times(text: str, words: FieldWordings) -> Iterator[Found]:
    for found in around(words.time, text, 28):
        part = found["part"]
        # 年内, 年底前 and 6月底前 say by when; 上半年 and 6月 only beside what is done then.
        within = part == "年内" or (part == "内" and found["year"])
        if not (found["before"] or found["then"] is not None or within):
            continue
        if part in ("内", "年内") and not within:
            continue
        if part in ("底", "末") and not found["year"]:
            continue
        if words.past.search(_clause(text, found.start(), found.end())):
            continue
        span = found.span()
        if field := _field(text, "deadline", span, last_day(found.group())):
            yield Found(field.span.start, "own", field)


def _sums(text: str, words: FieldWordings) -> Iterator[Found]:
    for found in around(words.sum, text, 64):
        clause_start = _clause_start(text, found.start())
        before = text[max(clause_start, found.start() - _NEAR) : found.start()]
        cues = [*words.money.finditer(before)]
        between = before[cues[-1].start() :] if cues else before
        if words.money_not.search(between) or not (cues or found["spent"]):
            continue
        if words.past.search(_clause(text, found.start(), found.end())):
            continue
        about = words.about.search(before)
        open_ = (
            about or found["also"] or found["to"] or found["more"] or found["some"] or found["rate"]
        )
        certain = not open_ and found["unit"] == "元" and not words.per.search(before)
        certain = certain and not re.match("[/每]|以上|左右", text[found.end("unit") :][:2])
        value = amount(found["number"], found["scale"]) if certain else None
        start = found.start() - (len(before) - about.start() if about else 0)
        end = found.end("also" if found["also"] else "unit")
        if field := _field(text, "money", (start, end), value):
            yield Found(field.span.start, "own", field)


def _aims(text: str, words: FieldWordings) -> Iterator[Found]:
    """Years that something is aimed at, and figures aimed at."""
    years = []
    for found in around(words.year, text, 32):
        clause = _clause(text, found.start(), found.end())
        if words.past.search(clause) or _SINCE.search(clause):
            continue
        group = found.lastgroup or "year"
        year = int(found[group])
        end = found.end() - (text[found.end() - 1] in "，,")
        if field := _field(text, "year", (found.start(), end), year):
            years.append(field.span.start)
            yield Found(field.span.start, "own", field)
    for found in words.target.finditer(text):
        start = _clause_start(text, found.start())
        clause = text[start : found.end()]
        if words.past.search(_clause(text, found.start(), found.end())):
            continue
        sentence = _sentence_start(text, found.start())
        k = bisect_right(years, found.start()) - 1
        timed = k >= 0 and years[k] >= sentence
        aimed = words.aim.search(text, sentence, found.start())
        bare = _YEAR.search(clause) is not None
        if not (aimed or (timed and (not bare or years[k] >= start))):
            continue
        open_ = found["about"] or found["also"] or found["to"] or found["more"] or found["some"]
        value = None if open_ else amount(found["number"], found["scale"])
        opening = _opening(text, start, found.start(), words)
        if field := _field(text, "target", (opening, found.end()), value, found["unit"]):
            yield Found(field.span.start, "own", field)


def _opening(text: str, start: int, end: int, words: FieldWordings) -> int:
    """Where a target's own words begin: after the year and 力争 that open its clause."""
    moved = True
    while moved:
        moved = False
        for pattern in (words.year, words.aim):
            lead = pattern.match(text, start, end)
            if lead is not None and lead.end() > start:
                start, moved = lead.end(), True
    return start


def _clause_start(text: str, at: int) -> int:
    least = max(0, at - _CLAUSE)
    return max(text.rfind(mark, least, at) for mark in _STOPS) + 1 or least


def _sentence_start(text: str, at: int) -> int:
    least = max(0, at - 4 * _CLAUSE)
    return max(text.rfind(mark, least, at) for mark in "。！？\n") + 1 or least


def _clause(text: str, start: int, end: int) -> str:
    """The clause around some words."""
    stop = _STOP.search(text, end, end + _CLAUSE)
    return text[_clause_start(text, start) : stop.start() if stop else end + _CLAUSE]
