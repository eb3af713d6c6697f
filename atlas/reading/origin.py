"""Where the characters of a cleaned text stand in the raw text, kept as runs.

Cleaning drops characters and moves none, so a text of millions of characters has a few runs in
which both texts go on alike.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import overload

from atlas.model import Span


class Origin(Sequence[int]):
    """`origin[i]` is the place in the raw text of character i of the cleaned one."""

    __slots__ = ("_length", "_raw", "_starts")

    def __init__(self, length: int) -> None:
        self._length = length
        self._starts = array("q", [0])
        self._raw = array("q", [0])

    def without(self, cuts: Iterable[tuple[int, int]]) -> Origin:
        """The origin of the text less the ranges `cuts`, which are in order and apart."""
        out = Origin(0)
        out._starts, out._raw = array("q"), array("q")
        last = 0
        for start, end in cuts:
            self._copy(last, start, out)
            last = end
        self._copy(last, self._length, out)
        if not out._starts:
            out._starts.append(0)
            out._raw.append(0)
        return out

    def runs(self) -> list[tuple[int, int]]:
        """Where each run starts in the cleaned text, and where in the raw one."""
        return list(zip(self._starts, self._raw, strict=True))

    @classmethod
    def of_runs(cls, length: int, runs: Iterable[tuple[int, int]]) -> Origin:
        """The origin of a text of so many characters, from its `runs`."""
        out = cls(length)
        starts, raw = zip(*runs, strict=True)
        out._starts, out._raw = array("q", starts), array("q", raw)
        return out

    def _copy(self, start: int, end: int, out: Origin) -> None:
        """Append the places of [start, end) to `out`."""
        k = bisect_right(self._starts, start) - 1
        while start < end:
            stop = self._starts[k + 1] if k + 1 < len(self._starts) else self._length
            upto = min(end, stop)
            out._starts.append(out._length)
            out._raw.append(self._raw[k] + start - self._starts[k])
            out._length += upto - start
            start, k = upto, k + 1

    def cleaned(self, span: Span) -> Span | None:
        """The range of the cleaned text that a range of the raw one became; None where nothing."""
        start, end = bisect_left(self, span.start), bisect_left(self, span.end)
        return Span(start, end) if start < end else None

    def raw(self, span: Span) -> Span:
        """The range of the raw text from the first to the last character of a cleaned range."""
        return Span(self[span.start], self[span.end - 1] + 1)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...
    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(self._length))]
        if not -self._length <= at < self._length:
            raise IndexError(at)
        at %= self._length
        k = bisect_right(self._starts, at) - 1
        return self._raw[k] + at - self._starts[k]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Origin):
            return NotImplemented
        mine, others = (
            (self._length, self._starts, self._raw),
            (other._length, other._starts, other._raw),
        )
        return mine == others

    def __hash__(self) -> int:
        return hash((self._length, self._starts.tobytes()))

    def __repr__(self) -> str:
        return f"Origin({self._length} characters in {len(self._starts)} runs)"
