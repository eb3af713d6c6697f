"""What measures say of their carrying out: target and year, who, until when, how much money.

What a measure says itself is its own.
A label (牵头单位：…) and a bracket (（…负责）) speak of the measures before them in their sentence,
back to the last one of the kind; where they stand in a sentence or line of their own, of those in
the line, else of those in the line above.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from atlas.model import Field, FieldKind, Measure
from atlas.reading.field_finding import Found, find_fields
from atlas.reading.field_wordings import FieldWordings

_MOST: Final = 20
"""Fields of one kind that a measure has at most."""


def with_fields(
    text: str, measures: Sequence[Measure], words: FieldWordings
) -> tuple[Measure, ...]:
    """The measures, each that asks for something with its fields."""
    found = find_fields(text, words)
    if not found:
        return tuple(measures)
    given = _Owners(text, measures, [one.at for one in found if one.scope == "label"]).give(found)
    return tuple(
        replace(measure, fields=tuple(given[i])) if i in given else measure
        for i, measure in enumerate(measures)
    )


class _Owners:
    """Whose a field is."""

    def __init__(self, text: str, measures: Sequence[Measure], labels: list[int]) -> None:
        self._lines = [m.start() for m in re.finditer(r"^[ \t]*(?=\S)", text, re.MULTILINE)]
        own = set(labels)
        order = sorted(
            (i for i, m in enumerate(measures) if m.acts and m.span.start not in own),
            key=lambda i: measures[i].span,
        )
        self._order, self._measures = order, [measures[i] for i in order]
        self._starts = [measure.span.start for measure in self._measures]
        self._above: dict[int, int] = {}
        openings = set(self._lines)
        headed = {self._line(at) for at in labels if at in openings}
        for line in range(len(self._lines)):
            # A label below another one speaks of the same line.
            below = line - 1 in headed and line - 1 in self._above
            self._above[line] = self._above[line - 1] if below else line - 1

    def _line(self, at: int) -> int:
        return bisect_right(self._lines, at) - 1

    def _holding(self, at: int) -> int | None:
        """The measure that holds a character."""
        k = bisect_right(self._starts, at) - 1
        return k if k >= 0 and at < self._measures[k].span.end else None

    def give(self, found: list[Found]) -> dict[int, list[Field]]:
        """Measure → its fields, by the measures' places."""
        given: dict[int, list[Field]] = {}
        closed: dict[FieldKind, int] = {}
        last: dict[FieldKind, int] = {}
        year: Field | None = None
        for one in found:
            kind = one.field.kind
            if one.scope == "own":
                k = self._holding(one.field.span.start)
                owners = [] if k is None else [k]
            else:
                owners = [*self._before(one.at, closed, last, kind)]
            if kind == "year":
                year = one.field
            for k in owners:
                said = given.setdefault(self._order[k], [])
                if kind == "target" and year and self._same_sentence(k, year):
                    _add(said, year)
                _add(said, one.field)
        return {i: sorted(said, key=lambda one: one.span) for i, said in given.items()}

    def _same_sentence(self, k: int, year: Field) -> bool:
        return self._measures[k].sentence.contains(year.span)

    def _before(
        self, at: int, closed: dict[FieldKind, int], last: dict[FieldKind, int], kind: FieldKind
    ) -> Iterator[int]:
        """The measures a label or bracket at `at` speaks of."""
        k = bisect_right(self._starts, at) - 1
        # What stands before measures that follow it has spoken; two in a row speak of the same.
        if (before := last.get(kind)) is not None and k >= 0 and self._starts[k] > before:
            closed[kind] = before
        last[kind] = at
        line = self._line(at)
        if k >= 0 and self._measures[k].sentence.start <= at < self._measures[k].sentence.end:
            least = self._measures[k].sentence.start
        elif k >= 0 and self._line(self._starts[k]) == line:
            least = self._lines[line]
        else:
            line = self._above.get(line, -1)
            if line < 0:
                return
            least = self._lines[line]
        least = max(least, closed.get(kind, 0))
        while k >= 0 and self._starts[k] >= least:
            yield k
            k -= 1


def _add(said: list[Field], field: Field) -> None:
    alike = [one for one in said if one.kind == field.kind]
    if field not in alike and len(alike) < _MOST:
        said.append(field)
