"""The main text of a saved web page: its title, its paragraphs and its headings.

A page's prose is told from its menus by how much of it is links and whether it holds sentences.
The innermost element that holds nearly all prose is the text; inside it nothing is left out but
lists of links, since a plan that loses a paragraph is worse than one with a line too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from lxml import etree

from atlas.reading.decode import UnreadableFile, decode
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
_DROPPED = re.compile(
    "script|style|noscript|template|head|iframe|object|svg|math|button|input|select|option|textarea"
    "|nav|footer|aside|audio|video|canvas|map"
)
_ROLES: Final = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|ins|kbd|label|mark|q|rp|rt|ruby|s|samp|small|span"
    "|strike|strong|sub|sup|time|tt|u|var|wbr"
)
_BOLD: Final = frozenset(("b", "strong"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "summary"))
_PROSE = re.compile("[，。；！？]|, |[.;] ")
_SITE = re.compile(r"[\s]*[_|\-—–·>»]+[\s]*")


@dataclass(eq=False)
class _Block:
    """A run of text between two breaks, its pieces with their weight, and where it stands."""

    parent: Any
    heading: bool = False
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    linked: int = 0

    @property
    def length(self) -> int:
        return sum(len(words.strip()) for words, _ in self.pieces)

    @property
    def prose(self) -> int:
        """Characters of running text; a line of links or a label has none."""
        words = "".join(words for words, _ in self.pieces)
        if 2 * self.linked > len(words) or _PROSE.search(words) is None:
            return 0
        return len(words.strip())


def html_text(data: bytes, *, name: str, encoding: str | None = None) -> FileText:
    """Main text of a page; raises `UnreadableFile` where there is none."""
    if len(data) > LIMIT << 20:
        raise UnreadableFile("too_big", name=name, limit=LIMIT)
    decoded = decode(data, name=name, encoding=encoding, declared=declared_charset(data))
    # The page is handed on as UTF-8, whatever it says of itself.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.fromstring(decoded.text.encode("utf-8", "replace"), parser)
    body = None if root is None else root.find(".//body")
    if body is None:
        raise UnreadableFile("no_text", name=name)
    title = _title(root)
    blocks = [block for block in _blocks(body) if block.length]
    lines = Lines()
    for row in _rows(_kept(blocks)):
        if len(row) > 1:
            lines.add_row("".join(words for words, _ in block.pieces) for block in row)
        else:
            lines.add(row[0].pieces, heading=row[0].heading)
    return FileText(lines.text(), decoded.encoding, title, tuple(lines.headings), decoded.cut)


def declared_charset(data: bytes) -> str | None:
    """The encoding a page names in its head, as Python calls it; None where it names none."""
    match = _META.search(data, 0, 4096)
    return None if match is None else _DECLARED.get(match.group(1).decode("ascii").lower())


def _title(root: Any) -> str:
    """The page's own heading where there is one, else its title without the site's name."""
    headings = ["".join(h.itertext()).strip() for h in root.iter("h1")]
    if len(headings) == 1 and 4 <= len(headings[0]) <= 60:
        return " ".join(headings[0].split())
    title = root.findtext(".//title") or ""
    return max(_SITE.split(" ".join(title.split())), key=len, default="")


def _blocks(body: Any) -> Iterator[_Block]:
    """The page's runs of text in order; an inline element breaks none."""
    block = _Block(body)
    bold = link = heading = 0
    skip: Any = None
    for event, node in etree.iterwalk(body, events=("start", "end")):
        tag = node.tag
        if event == "start":
            if skip is None and _dropped(node):
                skip = node
            if skip is not None:
                continue
            if _INLINE.fullmatch(tag) is None:
                yield block
                heading += tag in _HEADINGS
                block = _Block(node, heading > 0)
            bold += _is_bold(node)
            link += tag == "a"
            _add(block, node.text, bold > 0, link > 0)
            continue
        if skip is None:
            bold -= _is_bold(node)
            link -= tag == "a"
            if _INLINE.fullmatch(tag) is None:
                yield block
                heading -= tag in _HEADINGS
                block = _Block(_container(node.getparent()), heading > 0)
        elif skip is node:
            skip = None
        if skip is None and node is not body:
            _add(block, node.tail, bold > 0, link > 0)
    yield block


def _container(node: Any) -> Any:
    """The element itself, or the nearest one around it that breaks lines."""
    while _INLINE.fullmatch(node.tag) is not None:
        node = node.getparent()
    return node


def _dropped(node: Any) -> bool:
    return (
        _DROPPED.fullmatch(node.tag) is not None
        or node.get("hidden") is not None
        or node.get("role") in _ROLES
        or node.get("aria-hidden") == "true"
        or _HIDDEN.search(node.get("style") or "") is not None
    )


def _is_bold(node: Any) -> bool:
    return node.tag in _BOLD or _BOLD_STYLE.search(node.get("style") or "") is not None


def _add(block: _Block, words: str | None, bold: bool, link: bool) -> None:
    if words:
        block.pieces.append((words, bold))
        block.linked += len(words.strip()) if link else 0


_NEARLY_ALL = 0.8
"""Share of a page's prose that the element taken for its text must hold."""


def _kept(blocks: list[_Block]) -> list[_Block]:
    """The blocks of the innermost element that holds nearly all prose, less lists of links."""
    held: dict[Any, int] = {}
    total = 0
    for block in blocks:
        prose = block.prose
        total += prose
        if prose:
            held[block.parent] = held.get(block.parent, 0) + prose
            for node in block.parent.iterancestors():
                held[node] = held.get(node, 0) + prose
    most = [node for node, n in held.items() if n >= _NEARLY_ALL * total]
    if not most:
        return blocks
    # Elements that hold nearly all lie within each other: the deepest is the innermost.
    inner = max(most, key=lambda node: sum(1 for _ in node.iterancestors()))
    within = {inner, *inner.iterdescendants()}
    return [b for b in blocks if b.parent in within and 2 * b.linked <= b.length]


def _rows(blocks: list[_Block]) -> Iterator[list[_Block]]:
    """Blocks one by one, those of a row of a table of data together."""
    data: dict[Any, bool] = {}

    def row_of(block: _Block) -> Any:
        rows = (block.parent, *block.parent.iterancestors())
        row = next((node for node in rows if node.tag == "tr"), None)
        if row is not None and row not in data:
            data[row] = _holds_data(row)
        return row if row is not None and data[row] else block

    for _, together in groupby(blocks, row_of):
        yield list(together)


def _holds_data(row: Any) -> bool:
    """Whether a table's row holds values; in one that lays out the page a cell holds many lines."""
    cells = list(row.iterchildren("td", "th"))
    return len(cells) > 1 and not any(
        len(list(cell.iter("p", "br", "div", "table"))) > 2 for cell in cells
    )
