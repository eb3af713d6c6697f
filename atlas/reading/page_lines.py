"""Lines around a text: its list of contents, menus and footers of its web page, heads of tables."""

from __future__ import annotations

import re
from collections import Counter

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


_CAPTION = re.compile(
    r"附?[表图]\s*(?:[一二三四五六七八九十]+|\d+(?:[-—.．]\d+)*)(?!\d|[、个张年月日])"
)
_LONGEST_CAPTION = 60


def is_caption(line: str) -> bool:
    """Whether a line names a table or a figure (表3 …, 附图1 …); a sentence on one is none."""
    if len(line) > _LONGEST_CAPTION or "\t" in line or "。" in line:
        return False
    return _CAPTION.match(line) is not None


_CONTENTS = re.compile(r"目[ \u3000]*[录次]")
_LEADER = re.compile(r"(?:[.．…·•]{3,}|…{2,})[ \t]*[-—(（]?\d{1,4}[-—)）]?$")
_NUMBERED_PAGE = re.compile(
    r"(?:第?[〇零一二三四五六七八九十百\d]+[章节篇、.．]|[（(]).{1,60}(?:\t| {2,})\d{1,4}$"
)


def _is_entry(line: str) -> bool:
    """Whether a line ends with the page it stands on."""
    return _LEADER.search(line) is not None or _NUMBERED_PAGE.fullmatch(line) is not None


def without_contents(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines without the list of contents: entries with their pages, and under its heading what
    stands as a line of its own further on.
    """
    words = [text[start:end] for start, end in lines]
    later = Counter(words) if any(_CONTENTS.fullmatch(line) for line in words) else Counter()
    kept: list[tuple[int, int]] = []
    inside = False
    for line, said in zip(lines, words, strict=True):
        later[said] -= 1
        if _CONTENTS.fullmatch(said):
            inside = True
        elif len(said) <= _LONGEST_CHROME and _is_entry(said):
            continue
        elif not (inside and later[said] > 0):
            inside = False
            kept.append(line)
    return kept
