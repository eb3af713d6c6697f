"""The text of a .docx: paragraphs and table rows in order, headings and bold openings marked.

A few kilobytes unpack to millions of elements, so no tree is built: the parser tells of each
element as it streams out of the archive, and past a bound the document is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from zipfile import ZipFile

from docx.oxml.ns import qn

from atlas.model import Issue
from atlas.reading.decode import UnreadableFile
from atlas.reading.file_issues import file_issue
from atlas.reading.lines import FileText, Lines
from atlas.reading.packed_xml import DAMAGED, Parts, main_part, open_archive, parse

_DOCUMENT, _P, _TR, _TC, _R, _T = (
    qn(f"w:{name}") for name in ("document", "p", "tr", "tc", "r", "t")
)
_STYLE, _NAME, _PPR, _RPR = (qn(f"w:{name}") for name in ("style", "name", "pPr", "rPr"))
_PSTYLE, _OUTLINE, _B = (qn(f"w:{name}") for name in ("pStyle", "outlineLvl", "b"))
_VAL, _ID = qn("w:val"), qn("w:styleId")
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
_VANISH, _JOINED, _DRAWING, _PICT = (
    qn(f"w:{name}") for name in ("vanish", "altChunk", "drawing", "pict")
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADINGS = ("heading", "标题", "title")
_OFF: Final = ("0", "false", "off")


def docx_text(data: bytes, *, name: str) -> FileText:
    """Text of a Word document; raises `UnreadableFile` for what is damaged, or no document."""
    try:
        with open_archive(data, name) as archive:
            main, beside = main_part(archive, name)
            styles, issues = _headings(archive, beside, name)
            text = _Text(name, styles)
            parse(archive, main, text, name)
    except DAMAGED:
        raise UnreadableFile("damaged", name=name) from None
    if text.root != _DOCUMENT:
        raise UnreadableFile("damaged", name=name)
    if not text.lines.parts and text.pictures:
        raise UnreadableFile("only_pictures", name=name)
    issues += [file_issue("hidden_words", text.hidden, n=text.hidden)] if text.hidden else []
    issues += [file_issue("parts_unread", text.joined, n=text.joined)] if text.joined else []
    return FileText(
        text.lines.text(), "docx", text.title, tuple(text.lines.headings), tuple(issues)
    )


def _headings(
    archive: ZipFile, styles: str, name: str
) -> tuple[dict[str, tuple[str, int]], list[Issue]]:
    """Styles that head sections; a part of them that is damaged costs the headings alone."""
    found = _Styles(name)
    if styles not in archive.namelist():
        return {}, []
    try:
        parse(archive, styles, found, name)
    except DAMAGED:
        return {}, [file_issue("styles_unread")]
    return found.heading, []


def outline_level(value: str | None) -> int:
    """The rank of a paragraph by its outline, 1 the highest; 0 for running text, which Word says
    by 9.
    """
    return int(value) + 1 if value in tuple("012345678") else 0


class _Styles(Parts):
    """`heading` leads from the id of a style that heads a section or the document to its name
    and its rank.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.heading: dict[str, tuple[str, int]] = {}
        self._label = ""
        self._id = ""
        self._outlined = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.enter(tag)
        if tag == _STYLE:
            self._id, self._label = attributes.get(_ID, ""), ""
            self._outlined = 0
        elif tag == _NAME and self.inside(_STYLE):
            self._label = attributes.get(_VAL, "").lower()
        elif tag == _OUTLINE and self.inside(_STYLE, _PPR):
            self._outlined = outline_level(attributes.get(_VAL))

    def end(self, tag: str) -> None:
        """An element ends."""
        self.tags.pop()
        if tag == _STYLE and (self._label.startswith(_HEADINGS) or self._outlined):
            named = self._label.rsplit(" ", 1)[-1]
            level = self._outlined or (int(named) if named.isdecimal() else 0)
            self.heading[self._id] = self._label, level


@dataclass(slots=True)
class _Paragraph:
    style: str = ""
    level: int = 0
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
    hidden: bool = False


class _Text(Parts):
    """The lines of a document's text in the order in which they begin.

    A text box stands inside a paragraph: its lines come after the paragraph's own, so lines are
    written when the outermost paragraph or row ends.
    """

    def __init__(self, name: str, headings: Mapping[str, tuple[str, int]]) -> None:
        super().__init__(name)
        self.lines = Lines()
        self.title = ""
        # Characters that Word does not show, files joined to the text, and pictures in it.
        self.hidden = self.joined = self.pictures = 0
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
        self.enter(tag)
        if self._left_out_at:
            return
        deep = len(self.tags)
        if tag == _P:
            self._begin(_Paragraph())
        elif tag == _R:
            self._runs.append(_Run(self._paragraphs[-1] if self._paragraphs else None))
        elif tag == _T:
            self._reading = self.inside(_R)
        elif tag in _BREAKS:
            if self.inside(_R):
                self._runs[-1].words.append(_BREAKS[tag])
        elif tag == _VANISH:
            if self.inside(_R, _RPR):
                self._runs[-1].hidden = attributes.get(_VAL) not in _OFF
        elif tag == _JOINED:
            self.joined += 1
        elif tag in (_DRAWING, _PICT):
            self.pictures += 1
        elif tag == _B:
            if self.inside(_R, _RPR):
                self._runs[-1].bold = attributes.get(_VAL) not in _OFF
        elif tag == _PSTYLE:
            if self.inside(_P, _PPR):
                self._paragraphs[-1].style = attributes.get(_VAL, "")
        elif tag == _OUTLINE:
            if self.inside(_P, _PPR):
                self._paragraphs[-1].level = outline_level(attributes.get(_VAL))
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
        deep = len(self.tags)
        self.tags.pop()
        if self._left_out_at:
            if deep == self._left_out_at:
                self._left_out_at = 0
            return
        self._reading = False
        if tag == _R:
            run = self._runs.pop()
            if run.hidden:
                self.hidden += len("".join(run.words))
            elif run.words and run.paragraph is not None:
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
            heading = block.style in self._headings or block.level > 0
            label, level = self._headings.get(block.style, ("", 0))
            added = self.lines.add(block.pieces, heading=heading, level=block.level or level)
            if added and not self.title and label == "title":
                self.title = added
        self._blocks.clear()


def _words(cell: list[_Paragraph]) -> Iterator[str]:
    for paragraph in cell:
        words = "".join(words for words, _ in paragraph.pieces).strip()
        if words:
            yield words
