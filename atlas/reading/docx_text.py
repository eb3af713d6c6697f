"""The text of a .docx: paragraphs and table rows in order, with the numbers Word sets
before them, headings and bold openings marked, notes behind it.

A few kilobytes unpack to millions of elements, so no tree is built: the parser tells of each
element as it streams out of the archive, and past a bound the document is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from zipfile import ZipFile

from docx.oxml.ns import qn

from atlas.language import say
from atlas.model import Issue
from atlas.reading.decode import UnreadableFile
from atlas.reading.docx_numbering import Numbering
from atlas.reading.docx_styles import Styles, outline_level
from atlas.reading.file_issues import file_issue
from atlas.reading.lines import FileText, Lines
from atlas.reading.packed_xml import DAMAGED, Parts, main_part, open_archive, parse

_DOCUMENT, _P, _TR, _TC, _R, _T = (
    qn(f"w:{name}") for name in ("document", "p", "tr", "tc", "r", "t")
)
_PPR, _RPR, _PSTYLE, _OUTLINE, _B = (
    qn(f"w:{name}") for name in ("pPr", "rPr", "pStyle", "outlineLvl", "b")
)
_NUMBERED, _NUM_ID, _LEVEL = (qn(f"w:{name}") for name in ("numPr", "numId", "ilvl"))
_VAL = qn("w:val")
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
_VANISH, _JOINED, _DRAWING, _PICT = (
    qn(f"w:{name}") for name in ("vanish", "altChunk", "drawing", "pict")
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OFF: Final = ("0", "false", "off")


def docx_text(data: bytes, *, name: str) -> FileText:
    """Text of a Word document; raises `UnreadableFile` for what is damaged, or no document."""
    try:
        with open_archive(data, name) as archive:
            main, parts = main_part(archive, name)
            styles, numbers, issues = _beside(archive, parts, name)
            text = _Text(name, styles, numbers)
            parse(archive, main, text, name)
            issues += _add_notes(archive, parts, text, name)
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


def _beside(
    archive: ZipFile, parts: Mapping[str, str], name: str
) -> tuple[Styles, Numbering, list[Issue]]:
    """Styles and lists; one that is damaged costs headings or numbers alone, which is said."""
    styles, numbers, issues = Styles(name), Numbering(name), []
    told: tuple[tuple[str, Parts, str], ...] = (
        ("styles", styles, "styles_unread"),
        ("numbering", numbers, "numbers_unread"),
    )
    for kind, part, issue in told:
        if kind in parts:
            try:
                parse(archive, parts[kind], part, name)
            except DAMAGED:
                issues.append(file_issue(issue))
    if issues:
        # Of a part that breaks off, what was told before would hold for some paragraphs only.
        styles = Styles(name) if issues[0].type == "styles_unread" else styles
        numbers = Numbering(name) if issues[-1].type == "numbers_unread" else numbers
    return styles, numbers, issues


def _add_notes(archive: ZipFile, parts: Mapping[str, str], text: _Text, name: str) -> list[Issue]:
    """Foot- and endnotes as lines of their own behind the text, under a heading."""
    notes = _Text(name, text.styles, text.numbers)
    issues = []
    for kind in ("footnotes", "endnotes"):
        if kind in parts:
            try:
                parse(archive, parts[kind], notes, name)
            except DAMAGED:
                issues.append(file_issue("notes_unread"))
    if notes.lines.parts:
        text.lines.add([(say("reading.notes", "zh"), False)], heading=True, level=1)
        for line in notes.lines.parts:
            text.lines.add([(line, False)])
    return issues


@dataclass(slots=True)
class _Paragraph:
    style: str = ""
    level: int = 0
    in_list: str | None = None
    list_at: int | None = None
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

    def __init__(self, name: str, styles: Styles, numbers: Numbering) -> None:
        super().__init__(name)
        self.lines = Lines()
        self.title = ""
        # Characters that Word does not show, files joined to the text, and pictures in it.
        self.hidden = self.joined = self.pictures = 0
        self.styles, self.numbers = styles, numbers
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
        elif tag == _NUM_ID:
            if self.inside(_P, _PPR, _NUMBERED):
                self._paragraphs[-1].in_list = attributes.get(_VAL)
        elif tag == _LEVEL:
            if self.inside(_P, _PPR, _NUMBERED):
                level = attributes.get(_VAL, "")
                self._paragraphs[-1].list_at = int(level) if level in tuple("012345678") else 0
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
                self.lines.add_row(" ".join(self._words(cell)) for cell in block.cells)
                continue
            style = self.styles.of(block.style)
            if style.lists_contents:
                continue
            number = self._number(block)
            pieces = block.pieces
            if number and (first := next((p for p in pieces if p[0].strip()), None)):
                pieces = [(number, first[1]), *pieces]
            heading = style.heads or block.level > 0
            added = self.lines.add(pieces, heading=heading, level=block.level or style.level)
            if added and not self.title and style.name == "title":
                self.title = added
        self._blocks.clear()

    def _number(self, paragraph: _Paragraph) -> str:
        """The number that Word sets before a paragraph, with what parts it from the words."""
        style = self.styles.of(paragraph.style)
        listed = style.in_list if paragraph.in_list is None else paragraph.in_list
        if not listed:
            return ""
        level = style.list_at if paragraph.list_at is None else paragraph.list_at
        if level is None:
            level = self.numbers.styles.get(paragraph.style, 0)
        number = self.numbers.next(listed, level)
        return number if not number or number[-1] in "、）)" else f"{number} "

    def _words(self, cell: list[_Paragraph]) -> Iterator[str]:
        for paragraph in cell:
            words = "".join(words for words, _ in paragraph.pieces)
            if words := f"{self._number(paragraph)}{words}".strip():
                yield words
