"""The main text of a saved web page: its title, its paragraphs and its headings.

A page's prose is told from its menus by how much of it is links and whether it holds sentences.
The innermost element that holds nearly all prose is the text; inside it nothing is left out but
lists of links, since a plan that loses a paragraph is worse than one with a line too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from lxml import etree

from atlas.reading.decode import UnreadableFile, decode
from atlas.reading.file_issues import file_issue
from atlas.reading.html_page import Block, Element, Page
from atlas.reading.html_tags import plain_tags
from atlas.reading.html_title import page_title
from atlas.reading.lines import FileText, Lines

LIMIT = 32
"""Megabytes a page may have."""

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_DECLARED: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "utf-8": "utf-8",
    "utf8": "utf-8",
}

_FED = 1 << 16
"""Characters of the page handed to the parser at a time."""


def html_text(
    data: bytes, *, name: str, encoding: str | None = None, declared: str | None = None
) -> FileText:
    """Main text of a page; raises `UnreadableFile` where there is none.

    `declared` is the encoding that whoever sent the page says it is in.
    """
    if len(data) > LIMIT << 20:
        raise UnreadableFile("too_big", name=name, limit=LIMIT)
    says = declared_charset(data) or _DECLARED.get((declared or "").lower())
    decoded = decode(data, name=name, encoding=encoding, declared=says)
    page, issues = _told(decoded.text, name, with_hidden=False), list(decoded.issues)
    shown = sum(block.prose for block in page.blocks)
    # Many a page hides its whole text till a script of its own has run.
    if page.hidden > shown:
        page = _told(decoded.text, name, with_hidden=True)
    elif page.hidden > _NOTED:
        issues.append(file_issue("hidden_words", page.hidden, n=page.hidden))
    if not page.has_body:
        raise UnreadableFile("no_text", name=name)
    lines = Lines()
    for row in _rows(_kept(page)):
        if len(row) > 1:
            lines.add_row("".join(words for words, _ in block.pieces) for block in row)
        else:
            lines.add(row[0].pieces, heading=row[0].heading, level=row[0].level)
    title = page_title(decoded.text, page.heading, page.title)
    return FileText(lines.text(), decoded.encoding, title, tuple(lines.headings), tuple(issues))


_NOTED: Final = 200
"""Characters of hidden running text that are worth a row; menus and hints have fewer."""


def _told(text: str, name: str, *, with_hidden: bool) -> Page:
    """What the parser tells of a page."""
    page = Page(name, with_hidden=with_hidden)
    # The page is handed on as UTF-8, whatever it says of itself.
    parser = etree.HTMLParser(target=page, encoding="utf-8", remove_pis=True)
    for part in _parts(plain_tags(text, name=name)):
        parser.feed(part.encode("utf-8", "replace"))
    parser.close()
    return page


def declared_charset(data: bytes) -> str | None:
    """The encoding a page names in its head, as Python calls it; None where it names none."""
    match = _META.search(data, 0, 4096)
    return None if match is None else _DECLARED.get(match.group(1).decode("ascii").lower())


def _parts(pieces: Iterable[str]) -> Iterator[str]:
    """Pieces put together to parts of some length, long ones cut."""
    held: list[str] = []
    length = 0
    for piece in pieces:
        for at in range(0, len(piece), _FED):
            held.append(piece[at : at + _FED])
            length += len(held[-1])
            if length >= _FED:
                yield "".join(held)
                held, length = [], 0
    yield "".join(held)


_NEARLY_ALL = 0.8
"""Share of a page's prose that the element taken for its text must hold."""


def _kept(page: Page) -> list[Block]:
    """The blocks of the innermost element that holds nearly all prose, less lists of links."""
    total = 0
    for block in page.blocks:
        prose = block.prose
        total += prose
        block.parent.prose += prose
    # An element comes after the one it stands in, so counts are handed up from the last to it.
    for element in reversed(page.elements):
        if element.around is not None:
            element.around.prose += element.prose
    most = [e for e in page.elements if e.prose and e.prose >= _NEARLY_ALL * total]
    if not most:
        return page.blocks
    # Elements that hold nearly all lie within each other: the deepest is the innermost.
    inner = max(most, key=lambda element: element.depth)
    return [
        block
        for block in page.blocks
        if inner.number <= block.parent.number <= inner.last and 2 * block.linked <= block.length
    ]


def _rows(blocks: list[Block]) -> Iterator[list[Block]]:
    """Blocks one by one, those of a row of a table of data together."""

    def row_of(block: Block) -> Element | Block:
        row = block.parent.row
        # In a row that lays out the page a cell holds many lines.
        return row if row is not None and row.cells > 1 and not row.laid_out else block

    for _, together in groupby(blocks, row_of):
        yield list(together)
