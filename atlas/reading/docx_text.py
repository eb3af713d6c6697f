"""The text of a .docx: paragraphs and table rows in order, headings and bold openings marked.

A few kilobytes unpack to millions of elements, so no tree is built: the parser tells of each
element as it streams out of the archive, and past a bound the document is refused.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from docx.oxml.ns import qn
from lxml import etree

from atlas.reading.decode import UnreadableFile
from atlas.reading.lines import FileText, Lines

XML_LIMIT, FILE_LIMIT = 64, 256
"""Megabytes a document's text, and all its parts together, may unpack to."""

MOST_ELEMENTS: Final = 1_500_000
"""Elements of a document's text; 500 pages, every other word formatted, have some 500,000."""

MOST_DEEP: Final = 240
"""Elements within each other; the parser itself stops at 256."""

_MB = 1 << 20
_DIRECTORY = _MB
"""Bytes the list of a document's parts may take: some ten thousand of them."""
_READ = 1 << 16
_LONGEST = 4 * _MB
"""Bytes one tag may take, or one run of characters between two."""
_TEXT, _STYLES = "word/document.xml", "word/styles.xml"

_DOCUMENT, _P, _TR, _TC, _R, _T = (
    qn(f"w:{name}") for name in ("document", "p", "tr", "tc", "r", "t")
)
_STYLE, _NAME, _PPR, _RPR = (qn(f"w:{name}") for name in ("style", "name", "pPr", "rPr"))
_PSTYLE, _OUTLINE, _B = (qn(f"w:{name}") for name in ("pStyle", "outlineLvl", "b"))
_VAL, _ID = qn("w:val"), qn("w:styleId")
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADINGS = ("heading", "标题", "title")
_OFF: Final = ("0", "false", "off")


def docx_text(data: bytes, *, name: str) -> FileText:
    """Text of a Word document; raises `UnreadableFile` for what is damaged, or no document."""
    try:
        _check(data, name)
        with ZipFile(io.BytesIO(data)) as archive:
            styles = _Styles(name)
            if _STYLES in archive.namelist():
                _parse(archive, _STYLES, styles, name)
            text = _Text(name, styles.heading)
            _parse(archive, _TEXT, text, name)
    except (BadZipFile, ZlibError, etree.LxmlError, EOFError, NotImplementedError, ValueError):
        raise UnreadableFile("damaged", name=name) from None
    if text.root != _DOCUMENT:
        raise UnreadableFile("damaged", name=name)
    return FileText(text.lines.text(), "docx", text.title, tuple(text.lines.headings))


def _check(data: bytes, name: str) -> None:
    """Refuse what would unpack to more than it is worth before anything is unpacked."""
    # The end of an archive says how long its directory is, which is read whole when it is opened.
    end = data.rfind(b"PK\5\6", -(1 << 16) - 22)
    if end >= 0 and int.from_bytes(data[end + 12 : end + 16], "little") > _DIRECTORY:
        raise UnreadableFile("too_many_parts", name=name, limit=_DIRECTORY // 100)
    with ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    if not any(part.filename == _TEXT for part in parts):
        raise UnreadableFile("not_docx", name=name)
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile("encrypted", name=name)
    # A part never unpacks to more than its entry says: zipfile stops there.
    xml = max(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if xml > XML_LIMIT * _MB or sum(part.file_size for part in parts) > FILE_LIMIT * _MB:
        raise UnreadableFile("too_big", name=name, limit=XML_LIMIT)


class _Told(Protocol):
    """What a part's parser tells of it."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, words: str) -> None: ...
    def close(self) -> None: ...


def _parse(archive: ZipFile, part: str, told: _Told, name: str) -> None:
    """Read a part of the archive to its end, telling of it as it comes."""
    parser = etree.XMLParser(target=told, resolve_entities=False, no_network=True)
    since = 0
    with archive.open(part) as stream:
        while piece := stream.read(_READ):
            # An element is told of with all its attributes at once.
            since = 0 if b"<" in piece else since + len(piece)
            if since > _LONGEST:
                raise UnreadableFile("too_heavy", name=name)
            parser.feed(piece)
    parser.close()


class _Path:
    """Where the parser stands; raises `UnreadableFile` past the bounds."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root = ""
        self._tags = [""]
        self._elements = 0

    def _enter(self, tag: str) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise UnreadableFile("too_many_parts", name=self.name, limit=MOST_ELEMENTS)
        if len(self._tags) > MOST_DEEP:
            raise UnreadableFile("too_deep", name=self.name, limit=MOST_DEEP)
        self.root = self.root or tag
        self._tags.append(tag)

    def _inside(self, *around: str) -> bool:
        """Whether the element at hand stands right inside these, the innermost last."""
        return tuple(self._tags[-1 - len(around) : -1]) == around

    def data(self, words: str) -> None:
        """Characters of the text."""

    def close(self) -> None:
        """The part ends."""


class _Styles(_Path):
    """`heading` leads from the id of a style that heads a section or the document to its name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.heading: dict[str, str] = {}
        self._label = ""
        self._id = ""
        self._outlined = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._enter(tag)
        if tag == _STYLE:
            self._id, self._label = attributes.get(_ID, ""), ""
            self._outlined = False
        elif tag == _NAME and self._inside(_STYLE):
            self._label = attributes.get(_VAL, "").lower()
        elif tag == _OUTLINE and self._inside(_STYLE, _PPR):
            self._outlined = True

    def end(self, tag: str) -> None:
        """An element ends."""
        self._tags.pop()
        if tag == _STYLE and (self._label.startswith(_HEADINGS) or self._outlined):
            self.heading[self._id] = self._label


@dataclass(slots=True)
class _Paragraph:
    style: str = ""
    outlined: bool = False
    pieces: list[tuple[str, bool]] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    """A row of a table that stands in no other row: the words of its cells, nested ones too."""

    cells: list[list[_Paragraph]] = field(default_factory=list)


@dataclass(slots=True)
class _Run:
    paragraph: _Paragraph | None
    words: list[str] = field(default_factory=list)
    bold: bool = False


class _Text(_Path):
    """The lines of a document's text in the order in which they begin.

    A text box stands inside a paragraph: its lines come after the paragraph's own, so lines are
    written when the outermost paragraph or row ends.
    """

    def __init__(self, name: str, headings: Mapping[str, str]) -> None:
        super().__init__(name)
        self.lines = Lines()
        self.title = ""
        self._headings = headings
        self._blocks: list[_Paragraph | _Row] = []
        self._paragraphs: list[_Paragraph] = []
        self._runs: list[_Run] = []
        self._row: _Row | None = None
        self._cell: list[_Paragraph] | None = None
        # How deep the outermost row, its cell, and what is left out begin.
        self._row_at = self._cell_at = self._left_out_at = 0
        self._reading = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._enter(tag)
        if self._left_out_at:
            return
        deep = len(self._tags)
        if tag == _P:
            self._begin(_Paragraph())
        elif tag == _R:
            self._runs.append(_Run(self._paragraphs[-1] if self._paragraphs else None))
        elif tag == _T:
            self._reading = self._inside(_R)
        elif tag in _BREAKS:
            if self._inside(_R):
                self._runs[-1].words.append(_BREAKS[tag])
        elif tag == _B:
            if self._inside(_R, _RPR):
                self._runs[-1].bold = attributes.get(_VAL) not in _OFF
        elif tag == _PSTYLE:
            if self._inside(_P, _PPR):
                self._paragraphs[-1].style = attributes.get(_VAL, "")
        elif tag == _OUTLINE:
            if self._inside(_P, _PPR):
                self._paragraphs[-1].outlined = attributes.get(_VAL) != "9"
        elif tag == _TR:
            if self._row is None:
                self._row, self._row_at = _Row(), deep
                self._blocks.append(self._row)
        elif tag == _TC:
            if self._row is not None and self._cell is None:
                self._cell, self._cell_at = [], deep
                self._row.cells.append(self._cell)
        elif tag == _FALLBACK:
            # What programs show that do not know the choice before it, which says the same.
            self._left_out_at = deep

    def end(self, tag: str) -> None:
        """An element ends."""
        deep = len(self._tags)
        self._tags.pop()
        if self._left_out_at:
            if deep == self._left_out_at:
                self._left_out_at = 0
            return
        self._reading = False
        if tag == _R:
            run = self._runs.pop()
            if run.words and run.paragraph is not None:
                run.paragraph.pieces.append(("".join(run.words), run.bold))
        elif tag == _P:
            self._paragraphs.pop()
            self._write()
        elif tag == _TC and deep == self._cell_at:
            self._cell, self._cell_at = None, 0
        elif tag == _TR and deep == self._row_at:
            self._row, self._row_at = None, 0
            self._write()

    def data(self, words: str) -> None:
        """Characters of the text."""
        if self._reading and not self._left_out_at:
            self._runs[-1].words.append(words)

    def _begin(self, paragraph: _Paragraph) -> None:
        self._paragraphs.append(paragraph)
        if self._row is None:
            self._blocks.append(paragraph)
        elif self._cell is not None:
            self._cell.append(paragraph)

    def _write(self) -> None:
        """The lines of what has ended, once nothing is open around it."""
        if self._paragraphs or self._row is not None:
            return
        for block in self._blocks:
            if isinstance(block, _Row):
                self.lines.add_row(" ".join(_words(cell)) for cell in block.cells)
                continue
            heading = block.style in self._headings or block.outlined
            added = self.lines.add(block.pieces, heading=heading)
            if added and not self.title and self._headings.get(block.style) == "title":
                self.title = added
        self._blocks.clear()


def _words(cell: list[_Paragraph]) -> Iterator[str]:
    for paragraph in cell:
        words = "".join(words for words, _ in paragraph.pieces).strip()
        if words:
            yield words
