"""Lines around a text: menus, by-lines and footers of its web page, heads of its tables."""

from __future__ import annotations

import re

from atlas.reading.wordings import Wordings

_LONGEST_CHROME = 160
"""Characters of a line of a web page around its text."""

_DIGIT = re.compile(r"\d")


def around_text(text: str, start: int, end: int, words: Wordings) -> bool:
    """Whether a line is a menu, a by-line or a footer of a web page, or the head of a table."""
    if end - start > _LONGEST_CHROME or "。" in (line := text[start:end]):
        return False
    return words.chrome.search(line) is not None or _heads_table(line, words)


def _heads_table(line: str, words: Wordings) -> bool:
    """Whether a row of cells names the columns of a table."""
    cells = line.split("\t")
    if len(cells) < 2 or any(len(cell) > 12 or _DIGIT.search(cell) for cell in cells):
        return False
    named = sum(words.column.search(cell) is not None for cell in cells)
    return 2 * named > len(cells)
