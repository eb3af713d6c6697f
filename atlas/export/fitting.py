"""How high a row must be for its wrapped text.

Excel, WPS and LibreOffice differ in whether they work this out on opening a file, so it is
written into the file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from math import ceil
from typing import Final

LINE: Final = 16.0
"""Points of a line of 10.5 point type in the fonts used here."""
LOWEST, HIGHEST = 20.0, 409.0
"""Points: a row of one line with some air, and the most that Excel takes."""
WIDE, NARROW = 2.0, 0.95
"""Width of a Chinese and of another character in units of a column's width: its font's digits."""


def text_width(text: str) -> float:
    """Width of one line, in units of a column's width."""
    return sum(WIDE if unicodedata.east_asian_width(c) in "WF" else NARROW for c in text)


def lines_needed(text: str, width: float) -> int:
    """Lines a text takes in a column, wrapped anywhere as Chinese is; too many at worst."""
    room = max(width - 1.2, 1.0)
    return sum(max(1, ceil(text_width(line) / room)) for line in text.split("\n"))


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """Height in points of a row of (text, width of its column)."""
    lines = max((lines_needed(text, width) for text, width in cells), default=1)
    return min(max(LOWEST, lines * LINE + 4), HIGHEST)
