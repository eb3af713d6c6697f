"""The text layer of a PDF as running text: lines rejoined, running heads and page numbers gone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any, Final

from atlas.reading.decode import UnreadableFile
from atlas.reading.lines import FileText, Heading, Progress
from atlas.reading.pdf_layout import Line, laid_out
from atlas.reading.pdf_unread import Unread
from atlas.reading.pdf_worker import messages

SECONDS = 60
"""Processor time one PDF may take; 500 pages take a few."""

CHARACTERS = 5_000_000
"""Characters one PDF may hold; a book has one million."""

LINES = 300_000
"""Lines one PDF may hold; a book of 1,500 pages has 60,000."""

_LONGEST_NUMBER = 40
"""Characters of a page number; a long line is not tried against all its shapes."""

_PAGE_NUMBER = re.compile(
    r"[-—–－·•\s]*(?:第\s*[\d〇零一二三四五六七八九十百]+\s*页|(?:[Pp]age\s*)?\d{1,4}|[IVXivx]{1,6})"
    r"(?:\s*[/／,，]?\s*(?:共\s*\d+\s*页|of\s*\d+|\d{1,4}))?[-—–－·•\s]*"
)
_DIGITS = re.compile(r"[\d\s]+")
_STARTS = re.compile(
    r"(?:第[〇零一二三四五六七八九十百\d]+[章节篇部条]|[一二三四五六七八九十]+、"
    r"|[（(][一二三四五六七八九十\d]+[)）]|\d+(?:\.\d+)*[.．、](?!\d)|[①-⑳])"
)
_ENDS = tuple("。！？!?；;：:”’）)")


def pdf_text(
    data: bytes, *, name: str, progress: Progress | None = None, apart: bool = False
) -> FileText:
    """Text of a PDF; raises `UnreadableFile` for what is damaged, locked or only a picture.

    It is read by a process of its own, unless this one is set `apart` and may fail on it.
    """
    told = messages(data, CHARACTERS, LINES) if apart else _told(data, name)
    unread = Unread()
    with closing(told):
        pages = list(_read(told, name, progress, unread))
    return _whole(pages, unread, name, "pdf")


def text_of_pages(
    pages: list[list[Line]], covered: dict[int, float], *, name: str, kind: str
) -> FileText:
    """Text of pages read elsewhere, `covered` by pictures as `Unread` has it."""
    return _whole(pages, Unread(covered), name, kind)


def _whole(pages: list[list[Line]], unread: Unread, name: str, kind: str) -> FileText:
    lines = _without_watermarks(_without_running_heads(pages), len(pages))
    unread.note_pictures(_words_of_pages(lines))
    if not any(line.text for line in lines):
        raise UnreadableFile("garbled" if unread.garbled else "no_text_layer", name=name)
    return replace(_joined(lines), encoding=kind, issues=unread.issues)


def _words_of_pages(lines: Iterable[Line]) -> Counter[int]:
    words = Counter[int]()
    for line in lines:
        words[line.page] += len(line.text)
    return words


def _read(
    told: Iterable[Any], name: str, progress: Progress | None, unread: Unread
) -> Iterator[list[Line]]:
    """Lines of each page, as the worker tells them."""
    for message in told:
        if isinstance(message, dict):
            raise UnreadableFile(message["error"], name=name, limit=CHARACTERS // 10**6)
        number, pages, _, height, told_lines, unmapped, covered = message
        if progress is not None:
            progress(number, pages)
        lines = [_line(number, height, line) for line in told_lines]
        words = "".join(line.text for line in lines)
        yield [] if unread.note(number, words, unmapped, covered) else lines


def _line(page: int, height: float, told: list[Any]) -> Line:
    """A line with the pieces that wide gaps part it into, as the worker tells it."""
    *of_line, pieces = told
    parts = tuple(Line(page, height, *piece) for piece in pieces)
    return replace(Line(page, height, *of_line), pieces=parts)


def _told(data: bytes, name: str) -> Generator[Any]:
    """What a process of its own tells of a PDF."""
    command = [sys.executable, "-I", str(Path(__file__).with_name("pdf_worker.py"))]
    with tempfile.TemporaryFile() as stored:
        stored.write(data)
        stored.seek(0)
        with subprocess.Popen(
            [*command, str(SECONDS), str(CHARACTERS), str(LINES)],
            stdin=stored,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="ascii",
        ) as worker:
            try:
                for line in worker.stdout or ():
                    yield json.loads(line)
                # Ended by its limits, or by the library failing on the file.
                if worker.wait():
                    raise UnreadableFile("too_heavy", name=name)
            finally:
                worker.kill()


def _without_running_heads(pages: list[list[Line]]) -> list[Line]:
    """All lines, in the order they are read, but page numbers and what stands at the same edge of
    many pages.
    """
    seen: Counter[tuple[str, bool, float]] = Counter()
    for lines in pages:
        seen.update({_edge(line) for line in lines if line.marginal})
    # In a short document a running head stands on every page.
    often = min(max(3, len(pages) // 5), max(2, len(pages)))
    kept: list[Line] = []
    for lines in pages:
        kept += laid_out(
            [
                line
                for line in lines
                if not line.marginal or not (_is_number(line.text) or seen[_edge(line)] >= often)
            ]
        )
    return kept


def _without_watermarks(lines: list[Line], pages: int) -> list[Line]:
    """All lines but large ones that stand on most pages with the same words."""
    if pages < _MANY:
        return lines
    seen = Counter({(line.text, line.size, line.page) for line in lines})
    on_pages = Counter((text, size) for text, size, _ in seen)
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = max(sizes, key=lambda size: sizes[size], default=0.0)
    return [
        line
        for line in lines
        if line.size < _LARGE * body or on_pages[line.text, line.size] < pages / 2
    ]


_MANY: Final = 3
_LARGE: Final = 1.3


def _is_number(text: str) -> bool:
    return len(text) <= _LONGEST_NUMBER and _PAGE_NUMBER.fullmatch(text) is not None


def _edge(line: Line) -> tuple[str, bool, float]:
    """A running head: its words without the page number, which edge it is at, and its size.

    The size keeps the title of the first page, which says the same in larger letters.
    """
    return _DIGITS.sub("", line.text), line.bottom > line.height / 2, line.size


def _joined(lines: list[Line]) -> FileText:
    """Paragraphs: a line goes on in the next where it fills the column and no new one begins."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0]
    edges = _edges([line for line in lines if line.size == body])
    text, start, title = "", 0, ""
    parts: list[str] = []
    headings: list[Heading] = []
    for i, line in enumerate(lines):
        text += line.text
        following = lines[i + 1] if i + 1 < len(lines) else None
        if following is not None and _goes_on(line, following, edges):
            if text[-1:].isascii() and following.text[:1].isascii():
                text += " "
            continue
        large = line.size > 1.1 * body
        if (large or line.bold) and not line.cells and len(text) <= 60 and not text.endswith(_ENDS):
            headings.append(Heading(start, start + len(text)))
            if large and line.page == 1 and not title:
                title = text
        parts.append(text + "\n")
        start += len(text) + 1
        text = ""
    return FileText("".join(parts), "pdf", title, tuple(headings))


def _edges(lines: list[Line]) -> dict[tuple[int, int], tuple[float, float]]:
    """Left and right edge of the running text in each column of each page."""
    by_page: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        if not line.cells:
            by_page.setdefault((line.page, line.column), []).append(line)
    usual = (median(line.left for line in lines), max(line.right for line in lines))
    found = {}
    for page, own in by_page.items():
        # A page with a few short lines says nothing of the column's width.
        right = max(line.right for line in own)
        alone = (page[0], 1) not in by_page
        found[page] = (
            min(line.left for line in own),
            max(right, usual[1]) if alone and len(own) <= 5 else right,
        )
    return found


def _goes_on(
    line: Line, following: Line, edges: dict[tuple[int, int], tuple[float, float]]
) -> bool:
    if line.cells or following.cells:
        return False
    if abs(line.size - following.size) > 0.05 * line.size or line.bold != following.bold:
        return False
    if _STARTS.match(following.text) and line.text.endswith(_ENDS):
        return False
    right = edges.get((line.page, line.column), (0.0, line.right))[1]
    next_left = edges.get((following.page, following.column), (following.left, 0.0))[0]
    full = line.right >= right - 1.6 * line.size
    indented = following.left >= next_left + 1.2 * line.size
    return full and not indented
