"""Words about who does a measure and by when: they ask for nothing and reach no place.

责任单位：…, 完成时限：… and （…负责） stand behind a measure. Departments in them serve no
strategy, and a city whose government is in charge is not where the work is done.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence

from atlas.model import Mention, Span
from atlas.reading.wordings import Wordings

_STOPS = "，,；;。 \t"


class Duties:
    """Where a text says who is in charge (`spans`, in order) and where a speaker was (`scenes`)."""

    def __init__(self, text: str, words: Wordings) -> None:
        self.spans: list[Span] = []
        last = 0
        for match in words.duty.finditer(text):
            if match.start() >= last:
                last = match.end()
                self.spans.append(Span(*match.span()))
        self.scenes = [Span(*match.span()) for match in words.scene.finditer(text)]
        self._starts = [span.start for span in self.spans]
        self._by_end = {span.end: span for span in self.spans}

    def cut_line(self, text: str, start: int, end: int) -> tuple[int, int]:
        """A line without the duties that it ends with, where they follow a whole sentence.

        Nothing is left of a line that says nothing else.
        """
        while end > start and (span := self._by_end.get(end)) is not None and span.start >= start:
            rest = text[start : span.start].rstrip(_BLANKS)
            if rest and rest[-1] not in "。！!；;":
                break
            end = start + len(rest)
        return start, end

    def after(self, start: int, end: int) -> int:
        """Where a sentence goes on behind the duty it begins with; its start without one."""
        i = bisect_left(self._starts, start)
        found = i < len(self.spans) and self.spans[i].start == start
        return min(end, self.spans[i].end) if found else start

    def holds(self, clause: Span) -> bool:
        """Whether a clause is a duty or a further part of one."""
        if not self.spans:
            return False
        i = bisect_right(self._starts, clause.start) - 1
        return i >= 0 and clause.end <= self.spans[i].end

    def before(self, text: str, start: int, end: int) -> int:
        """Where a clause ends without the duty behind it (…湿地（省林草局负责）)."""
        if not self.spans:
            return end
        i = bisect_left(self._starts, start + 1)
        if i == len(self.spans) or self.spans[i].start >= end or self.spans[i].end < end:
            return end
        last = self.spans[i].start
        while last > start and text[last - 1] in _STOPS:
            last -= 1
        return last if last > start else end

    def named(self, mentions: Sequence[Mention]) -> Collection[Span]:
        """The mentions that stand in a duty or a scene (在某市调研时强调)."""
        starts = [m.span.start for m in mentions]
        found: list[Span] = []
        for span in (*self.spans, *self.scenes):
            for k in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
                found.append(mentions[k].span)
        return found


_BLANKS = " \t\u3000"
