"""What the engine's reading holds of any stretch of its text: a measure, a part, some joined."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from atlas.model import Field, Link, Measure, Reading, Span, Tag, content_id

CUT: Final = " \t\n\r\u3000，,；;、。"
"""What stands between two measures and belongs to neither."""


class Stretches:
    """A reading asked by stretches of its text.

    A stretch that is a measure of the reading is that measure, with its links as they were read.
    Another takes what the measures under it say: strategies whose terms stand in it, links whose
    words do, and those that came from elsewhere.
    """

    def __init__(self, reading: Reading) -> None:
        self.text = reading.document.text
        self.read = sorted(reading.measures, key=lambda m: (m.span.start, m.span.end))
        self._starts = [m.span.start for m in self.read]
        self._ends: list[int] = []
        for measure in self.read:
            before = self._ends[-1] if self._ends else 0
            self._ends.append(max(before, measure.span.end))
        self._at = {m.span: m for m in self.read}
        self._links: dict[str, list[Link]] = {}
        for link in reading.links:
            self._links.setdefault(link.measure, []).append(link)

    def under(self, span: Span) -> list[Measure]:
        """The measures of the reading that a stretch shares words with, in order."""
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end)
        return [m for m in self.read[first:last] if m.span.overlaps(span)]

    def is_read(self, span: Span) -> bool:
        """Whether the engine read this very stretch as a measure or a statement."""
        return span in self._at

    def measure(self, span: Span) -> Measure:
        """The stretch as a measure; its id is made from its words and where it stands."""
        if (read := self._at.get(span)) is not None:
            return read
        under = self.under(span)
        words = span.text(self.text)
        first, last = under[0], under[-1]
        sentence = Span(min(span.start, first.sentence.start), max(span.end, last.sentence.end))
        return Measure(
            content_id("m", words, str(span.start)),
            span,
            first.sentence if first.sentence.contains(span) else sentence,
            words,
            first.section,
            _tags(under, words),
            any(m.acts for m in under),
            _fields(under, span),
        )

    def links(self, span: Span) -> tuple[Link, ...]:
        """Links of the stretch, those of its own words before those that come from elsewhere."""
        measure = self.measure(span)
        if span in self._at:
            return tuple(self._links.get(measure.id, ()))
        held: dict[tuple[str, str | None, str], Link] = {}
        for part in self.under(span):
            for link in self._links.get(part.id, ()):
                moved = _seen_from(span, part, link)
                key = (link.place, link.zone, link.partner)
                if moved is not None and (key not in held or not moved.inherited):
                    held[key] = replace(moved, measure=measure.id)
        found = tuple(held.values())
        return without_default(found) if any(not _is_default(x) for x in found) else found


def without_default(links: Iterable[Link]) -> tuple[Link, ...]:
    """Links without the province that a measure is taken to mean where it names no place."""
    return tuple(link for link in links if not _is_default(link))


def _is_default(link: Link) -> bool:
    return link.rule == "province-default"


def _seen_from(span: Span, part: Measure, link: Link) -> Link | None:
    """A link of a measure as a part of it, or more, has it; None where it is not its own."""
    if link.mention is None or not part.span.contains(link.mention):
        if link.mention is not None and span.contains(link.mention):
            return replace(link, inherited=False)
        return link
    if span.contains(link.mention):
        return link
    # What an earlier part of the sentence names, the later one goes on about.
    if link.mention.start < span.start:
        return replace(link, inherited=True, rule="same-sentence")
    return None


def _tags(under: Sequence[Measure], words: str) -> tuple[Tag, ...]:
    every = {tag.strategy: tag for m in reversed(under) for tag in reversed(m.tags)}
    ordered = [every[s] for s in dict.fromkeys(s for m in under for s in m.strategies)]
    own = tuple(tag for tag in ordered if any(term in words for term in tag.terms))
    return own or tuple(ordered)


def _fields(under: Sequence[Measure], span: Span) -> tuple[Field, ...]:
    found = {
        (field.kind, field.span): field
        for m in under
        for field in m.fields
        if span.contains(field.span) or not m.span.contains(field.span)
    }
    return tuple(sorted(found.values(), key=lambda field: field.span.start))


def cut_in_two(span: Span, at: int, text: str) -> tuple[Span, Span] | None:
    """A stretch cut `at` so many characters from its start, without what stands between the parts.

    None where a part would be left with less than two characters.
    """
    first = text[span.start : span.start + at].rstrip(CUT)
    second = text[span.start + at : span.end].lstrip(CUT)
    if len(first) < 2 or len(second) < 2:
        return None
    return Span(span.start, span.start + len(first)), Span(span.end - len(second), span.end)
