"""Where the words of a text end, so that no name or term is found across two of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Final

import rjieba

from atlas.once import once

_MARK: Final = re.compile(r"[，。；：、！？,.;:!?（）()“”《》【】 \t\n]")

_LONG_BLOCK = 80
"""Characters on either side beyond which words are cut even where no mark stands."""


class Borders:
    """The borders of a text's words, cut between two marks at a time as they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._block = (0, 0)
        self._at: set[int] = set()

    def inside_word(self, at: int) -> bool:
        """Whether a place in the text lies inside a word."""
        start, end = self._block
        if not start <= at < end:
            # Words end at every mark, so only what stands between two marks is cut into words.
            start, end = self._between_marks(at)
            self._block = start, end
            words = rjieba.cut(self._text[start:end], False)
            self._at = set(accumulate(map(len, words), initial=start))
        return at not in self._at

    def straddles(self, start: int, end: int) -> bool:
        """Whether a range holds the end of one word and the start of another (绿[化/工]程).

        A range that is the head or the tail of one longer word does not.
        """
        cut = self.inside_word(start)
        # The end may stand at a mark, which begins the next block: it is a border all the same.
        cut = cut or (end < self._block[1] and end not in self._at)
        return cut and any(at in self._at for at in range(start + 1, end))

    @once
    def _marks(self) -> list[int]:
        return [match.start() for match in _MARK.finditer(self._text)]

    def _between_marks(self, at: int) -> tuple[int, int]:
        """The range around a place up to the next mark on either side."""
        marks = self._marks
        left, right = bisect_left(marks, at), bisect_right(marks, at)
        start = marks[left - 1] + 1 if left else 0
        # A place at a mark begins a range of that mark alone.
        end = at + 1 if right > left else marks[right] if right < len(marks) else len(self._text)
        return max(start, at - _LONG_BLOCK), max(min(end, at + _LONG_BLOCK), at + 1)
