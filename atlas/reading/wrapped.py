"""Text files whose lines are broken at a fixed width: the lines of each paragraph put together.

A line that is full goes on in the next one. Lists and verses have lines of many widths, or each of
theirs ends by itself: nothing is done to them.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Final

_NARROWEST, _WIDEST = 40, 130
"""Columns of a full line, a Chinese character taking two."""

_RAGGED: Final = 3
"""Columns that a full line may lack: a character of two, and a mark that must not begin a line."""

_ENDS: Final = tuple("。！？!?；;：:”」）)》.")
_OWN = re.compile(
    r"[ \t\u3000]|第[〇零一二三四五六七八九十百\d]+[章节篇部条]|[一二三四五六七八九十]+[、是]|[#>|]"
    r"|[（(][一二三四五六七八九十\d]+[)）]|\d+(?:[.．](?!\d)|[、)）])|[①-⑳]"
    r"|[-*+•·●■◆▲△▶►◇★☆➢➤✓✔▪◼□]"
)
"""What begins a paragraph, an item or a heading."""

_ENOUGH: Final = 4
"""Full lines from which on a width tells anything."""
_FULL: Final = 0.4
_LONGER: Final = 0.03
_ENDED: Final = 0.7
"""Shares: of lines that are full, of lines that are longer for all that, and of runs of full lines
that a sentence's end closes.
"""


def unwrapped(text: str) -> str:
    """A text with the lines of each paragraph in one, as it stands where it is not wrapped."""
    lines = text.split("\n")
    said = [line.rstrip() for line in lines]
    widths = [_width(line) if line else 0 for line in said]
    full = _full_width(said, widths)
    if full is None:
        return text
    goes_on = [
        widths[i] >= full - _RAGGED
        and not line.endswith(_ENDS)
        and bool(following)
        and _OWN.match(following) is None
        for i, (line, following) in enumerate(pairwise(said))
    ]
    if not _closed(said, goes_on):
        return text
    parts: list[str] = []
    for i, line in enumerate(lines):
        joined = i < len(goes_on) and goes_on[i]
        parts.append(said[i] if joined else line)
        if not joined:
            parts.append("\n")
        elif said[i][-1].isascii() and said[i + 1][:1].isascii():
            parts.append(" ")
    return "".join(parts[:-1])


def _width(line: str) -> int:
    """Columns of a line up to the widest there is; a tab says that it is a row of a table."""
    if "\t" in line:
        return 0
    return min(len(line) + sum(not ch.isascii() for ch in line[: _WIDEST + 1]), _WIDEST + 1)


def _full_width(lines: list[str], widths: list[int]) -> int | None:
    """Columns of a full line; None where the lines have no width of their own."""
    written = [width for width in widths if width]
    broken = Counter(
        width
        for line, width in zip(lines, widths, strict=True)
        if _NARROWEST <= width <= _WIDEST and not line.endswith(_ENDS)
    )
    if not broken:
        return None
    widest = max(broken, key=lambda at: (sum(broken[at - k] for k in range(_RAGGED + 1)), -at))
    most = sum(widest - _RAGGED <= width <= widest for width in written)
    longer = sum(width > widest for width in written)
    if most < _ENOUGH or most < _FULL * len(written) or longer > _LONGER * len(written):
        return None
    return widest


def _closed(lines: list[str], goes_on: list[bool]) -> bool:
    """Whether most runs of lines that go on come to the end of a sentence."""
    runs = ended = 0
    for i, joined in enumerate(goes_on):
        last = i + 1 == len(goes_on) or not goes_on[i + 1]
        if joined and last:
            runs += 1
            ended += lines[i + 1].endswith(_ENDS)
    return runs > 0 and ended >= _ENDED * runs
