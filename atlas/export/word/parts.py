"""What a document is put together from: paragraphs, tables whose head repeats, pictures, links."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from atlas.safe_text import for_xml

PAGE_FIELD: Final = "\ue000"
PAGES_FIELD: Final = "\ue001"
FIELDS: Final = {PAGE_FIELD: "PAGE", PAGES_FIELD: "NUMPAGES"}
"""Marks in a text for numbers that Word fills in, from the area for private use."""
LONGEST_LINK: Final = 2_079
"""Characters of an address that Office follows; a longer one stands there as text."""
TWIPS: Final = 567
"""Twentieths of a point in a centimetre, Word's measure."""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text in one look; with `url` it is a link."""

    text: str
    look: Literal["", "Strong", "Soft"] = ""
    url: str = ""


Content = str | Words | Sequence[str | Words]
Cell = Content | Sequence[Sequence[str | Words]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its width in centimetres, and how it is set."""

    head: str
    width: float
    align: Literal["left", "right", "center"] = "left"


class Writer:
    """Writes one document from top to bottom.

    `chinese` asks for the Chinese form of marks that both scripts use, such as quotation marks.
    """

    def __init__(self, document: Document, *, chinese: bool) -> None:
        self.document = document
        self.chinese = chinese

    def paragraph(self, content: Content, style: str = "Normal") -> Paragraph:
        """A paragraph in a style, by its name."""
        paragraph = self.document.add_paragraph(style=style)
        self._fill(paragraph._p, content)
        return paragraph

    def picture(self, png: bytes, *, width: float, alt: str, title: str) -> None:
        """A picture of `width` centimetres, said in words for whoever cannot see it."""
        paragraph = self.document.add_paragraph(style="Figure")
        shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Cm(width))
        # Left out, LibreOffice takes an eighth of an inch on each side.
        for side in ("distT", "distB", "distL", "distR"):
            shape._inline.set(side, "0")
        about = shape._inline.docPr
        about.set("name", for_xml(title))
        about.set("descr", for_xml(alt))
        about.set("title", for_xml(title))

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], about: str) -> None:
        """A table whose first row is repeated on every page and whose rows are not torn apart."""
        widths = [round(column.width * TWIPS) for column in columns]
        table = _made(
            "w:tbl",
            _made(
                "w:tblPr",
                _made("w:tblStyle", val="Ledger"),
                _made("w:tblW", w=str(sum(widths)), type="dxa"),
                _made("w:tblLayout", type="fixed"),
                _made("w:tblLook", val="0020", firstRow="1", noHBand="1", noVBand="1"),
                _made("w:tblCaption", val=about),
            ),
            _made("w:tblGrid", *(_made("w:gridCol", w=str(width)) for width in widths)),
        )
        heads = [column.head for column in columns]
        table.append(self._row(columns, widths, heads, "TableHead", head=True))
        for row in rows:
            table.append(self._row(columns, widths, row, "TableText"))
        self.document.element.body.insert_element_before(table, "w:sectPr")

    def footer(self, text: str, page: str) -> None:
        """A line at the foot of every page; `page` holds the marks of the two page numbers."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.style = self.document.styles["footer"]
        self._fill(paragraph._p, text)
        paragraph._p.append(_made("w:r", _made("w:tab")))
        for part in re.split(f"({PAGE_FIELD}|{PAGES_FIELD})", page):
            if part in FIELDS:
                paragraph._p.append(_field(FIELDS[part]))
            else:
                self._fill(paragraph._p, part)

    def _row(
        self,
        columns: Sequence[Column],
        widths: Sequence[int],
        cells: Sequence[Cell],
        style: str,
        *,
        head: bool = False,
    ) -> Any:
        properties = _made("w:trPr", _made("w:cantSplit"))
        if head:
            properties.append(_made("w:tblHeader"))
        row = _made("w:tr", properties)
        for column, width, cell in zip(columns, widths, cells, strict=True):
            box = _made("w:tc", _made("w:tcPr", _made("w:tcW", w=str(width), type="dxa")))
            for content in _paragraphs(cell):
                look = _made("w:pPr", _made("w:pStyle", val=style))
                if column.align != "left":
                    if column.align == "right":
                        # Numbers keep clear of the words in the next column.
                        look.append(_made("w:ind", right="120"))
                    look.append(_made("w:jc", val=column.align))
                paragraph = _made("w:p", look)
                self._fill(paragraph, content)
                box.append(paragraph)
            row.append(box)
        return row

    def _fill(self, paragraph: Any, content: Content) -> None:
        parts = [content] if isinstance(content, str | Words) else content
        for part in parts:
            words = Words(part) if isinstance(part, str) else part
            if not words.text:
                continue
            run = self._run(words)
            if words.url and len(words.url) <= LONGEST_LINK:
                link = OxmlElement("w:hyperlink")
                link.set(qn("r:id"), self._relation(words.url))
                link.append(run)
                run = link
            paragraph.append(run)

    def _run(self, words: Words) -> Any:
        look = _made("w:rPr")
        linked = 0 < len(words.url) <= LONGEST_LINK
        style = "Hyperlink" if linked else words.look
        if style:
            look.append(_made("w:rStyle", val=style))
        if self.chinese:
            look.append(_made("w:rFonts", hint="eastAsia"))
        text = OxmlElement("w:t")
        text.text = for_xml(words.text)
        text.set(qn("xml:space"), "preserve")
        return _made("w:r", look, text)

    def _relation(self, url: str) -> str:
        part = self.document.part
        return part.relate_to(for_xml(url), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


def _paragraphs(cell: Cell) -> Sequence[Content]:
    """A cell holds one paragraph, or several where it is a sequence of sequences."""
    if isinstance(cell, str | Words):
        return [cell]
    if cell and all(not isinstance(part, str | Words) for part in cell):
        return cell  # type: ignore[return-value]
    return [cell]  # type: ignore[list-item]


def _made(tag: str, *children: Any, **attributes: str) -> Any:
    """An element of WordprocessingML with attributes of that namespace."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), for_xml(value))
    element.extend(children)
    return element


def _field(instruction: str) -> Any:
    """A field that Word fills in, with a number to show until it has."""
    run = OxmlElement("w:t")
    run.text = "1"
    return _made("w:fldSimple", _made("w:r", run), instr=instruction)
