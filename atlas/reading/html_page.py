"""A web page as its parser tells of it: runs of text in order, where each stands, and the title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from atlas.reading.decode import UnreadableFile
from atlas.reading.html_tags import BOLD, DROPPED, HIDDEN, MOST_ELEMENTS

MOST_DEEP: Final = 512
"""Elements within each other; browsers stop there too."""

_DROPPED = re.compile(
    "script|style|noscript|template|head|iframe|object|svg|math|button|input|select|option|textarea"
    "|nav|footer|aside|audio|video|canvas|map"
)
_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|ins|kbd|label|mark|q|rp|rt|ruby|s|samp|small|span"
    "|strike|strong|sub|sup|time|tt|u|var|wbr"
)
_OFFICE = re.compile("(?:st1|o|v|w|m):")
"""How names of elements begin that Word puts around words of its pages, breaking no line."""
_BOLD: Final = frozenset(("b", "strong"))
_RANKED: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "summary"))
_CELLS: Final = frozenset(("td", "th"))
_LINES: Final = frozenset(("p", "br", "div", "table"))
_PROSE = re.compile("[，。；！？]|, |[.;] ")
_MOST_PARTS = 1_000


def is_inline(tag: str) -> bool:
    """Whether an element breaks no line."""
    return _INLINE.fullmatch(tag) is not None or _OFFICE.match(tag) is not None


_FEW_LINES = 2
"""Paragraphs and breaks of a cell that holds a value; more are a part of the page."""


@dataclass(eq=False, slots=True)
class Element:
    """An element of the page, as far as it is asked about.

    `around` is the element it stands in. `prose` counts the characters of running text in it,
    `last` is the number of the last element in it. Of a row, `cells` and whether it lays out the
    page (`laid_out`); of a cell, how many lines it holds.
    """

    tag: str
    number: int
    around: Element | None
    bold: bool = False
    last: int = 0
    prose: int = 0
    cells: int = 0
    lines: int = 0
    laid_out: bool = False
    depth: int = field(init=False)
    _block: Element | None = field(init=False)
    _row: Element | None = field(init=False)
    _cell: Element | None = field(init=False)

    def __post_init__(self) -> None:
        around = self.around
        self.depth = 0 if around is None else around.depth + 1
        self._block = around.block if around is not None and is_inline(self.tag) else None
        self._row = None if around is None or self.tag == "tr" else around.row
        self._cell = None if around is None or self.tag in _CELLS else around.cell

    # An element does not hold itself: a page would be let go of late, as a cycle is.

    @property
    def block(self) -> Element:
        """The nearest element that breaks lines, itself where it does."""
        return self if self._block is None else self._block

    @property
    def row(self) -> Element | None:
        """The table row it stands in, or is."""
        return self if self.tag == "tr" else self._row

    @property
    def cell(self) -> Element | None:
        """The cell it stands in, or is."""
        return self if self.tag in _CELLS else self._cell


@dataclass(eq=False, slots=True)
class Block:
    """A run of text between two breaks, its pieces with their weight, and where it stands."""

    parent: Element
    heading: bool = False
    level: int = 0
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    linked: int = 0

    @property
    def length(self) -> int:
        """Characters without the blanks around its pieces."""
        return sum(len(words.strip()) for words, _ in self.pieces)

    @property
    def prose(self) -> int:
        """Characters of running text; a line of links or a label has none."""
        words = "".join(words for words, _ in self.pieces)
        if 2 * self.linked > len(words) or _PROSE.search(words) is None:
            return 0
        return len(words.strip())


class Page:
    """What the parser tells of a page, tag by tag: its runs of text in order, and its title.

    No tree is built. An inline element breaks no run of text. `hidden` counts the characters of
    running text that the page does not show, unless `with_hidden` has them read.
    """

    def __init__(self, name: str, *, with_hidden: bool = False) -> None:
        self.name = name
        self.hidden = 0
        self._with_hidden = with_hidden
        self._counting = False
        self.elements: list[Element] = []
        self.blocks: list[Block] = []
        self.has_body = False
        self._within: Element | None = None
        self._block: Block | None = None
        self._words: list[str] = []
        self._bold = self._link = self._heading = self._level = 0
        # How deep the parser stands, and from where on what it tells is left out.
        self._depth = 0
        self._left_out: int | None = None
        self._title: list[str] | None = None
        self._title_at = 0
        self._own: list[list[str]] = []
        self._own_at: int | None = None

    @property
    def heading(self) -> str:
        """Its one heading of the first rank, empty where it has none or many."""
        return " ".join("".join(self._own[0]).split()) if len(self._own) == 1 else ""

    @property
    def title(self) -> str:
        """What the window is called that shows it."""
        return " ".join("".join(self._title or ()).split())

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._take()
        self._depth += 1
        if self._depth > MOST_DEEP:
            raise UnreadableFile("too_deep", name=self.name, limit=MOST_DEEP)
        if tag == "title" and self._title is None:
            self._title, self._title_at = [], self._depth
        elif tag == "h1":
            self._own.append([])
            self._own_at = self._depth
        if not (self.has_body or tag in ("html", "body")):
            return
        # A row is judged by all it holds, what is left out as well.
        self._count(tag)
        if self._left_out is not None:
            return
        hidden = HIDDEN in attributes and not self._with_hidden
        if hidden or _DROPPED.fullmatch(tag) is not None or DROPPED in attributes:
            self._left_out, self._counting = self._depth, hidden
            return
        if len(self.elements) >= MOST_ELEMENTS:
            raise UnreadableFile("too_many_parts", name=self.name, limit=MOST_ELEMENTS)
        bold = tag in _BOLD or BOLD in attributes
        element = Element(tag, len(self.elements), self._within, bold)
        self.elements.append(element)
        self._within = element
        self.has_body = self.has_body or tag == "body"
        if not is_inline(tag):
            self._heading += tag in _HEADINGS
            if tag in _HEADINGS:
                self._level = int(tag[1]) if tag in _RANKED else 0
            self._begin(element)
        self._bold += bold
        self._link += tag == "a"

    def end(self, tag: str) -> None:
        """An element ends."""
        self._take()
        if self._own_at == self._depth:
            self._own_at = None
        if self._title_at == self._depth:
            self._title_at = 0
        self._depth -= 1
        if self._left_out is not None:
            if self._depth < self._left_out:
                self._left_out = None
            return
        element = self._within
        if element is None or element.tag != tag:
            return
        element.last = len(self.elements) - 1
        self._within = element.around
        self._bold -= element.bold
        self._link -= tag == "a"
        if element.cell is element:
            self._close_cell(element)
        if not is_inline(tag) and self._within is not None:
            self._heading -= tag in _HEADINGS
            self._begin(self._within.block)

    def data(self, words: str) -> None:
        """Characters of the text; the parser tells them in parts."""
        self._words.append(words)
        # References (&#22909;) are told one by one.
        if len(self._words) == _MOST_PARTS:
            self._words = ["".join(self._words)]

    def close(self) -> None:
        """The page ends."""
        self._take()
        self._keep()

    def _take(self) -> None:
        """The characters since the last tag."""
        if not self._words:
            return
        words = "".join(self._words)
        self._words = []
        if self._own_at is not None:
            self._own[-1].append(words)
        if self._title is not None and self._title_at == self._depth:
            self._title.append(words)
        if self._left_out is not None and self._counting and _PROSE.search(words):
            self.hidden += len(words.strip())
        if self.has_body and self._left_out is None and self._block is not None:
            self._block.pieces.append((words, self._bold > 0))
            self._block.linked += len(words.strip()) if self._link else 0

    def _begin(self, element: Element) -> None:
        self._keep()
        self._block = Block(element, self._heading > 0, self._level if self._heading else 0)

    def _keep(self) -> None:
        if self._block is not None and self._block.length:
            self.blocks.append(self._block)

    def _count(self, tag: str) -> None:
        around = self._within
        if around is None:
            return
        if tag in _CELLS and around.tag == "tr" and self._left_out is None:
            around.cells += 1
        if tag in _LINES and around.cell is not None:
            around.cell.lines += 1

    @staticmethod
    def _close_cell(cell: Element) -> None:
        """A cell of many lines tells that its row lays out the page; cells around hold them too."""
        around = cell.around
        if around is not None and around.tag == "tr" and cell.lines > _FEW_LINES:
            around.laid_out = True
        if around is not None and around.cell is not None:
            around.cell.lines += cell.lines
