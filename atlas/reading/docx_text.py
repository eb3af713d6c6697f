"""The text of a .docx: paragraphs and table rows in order, headings and bold openings marked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from atlas.reading.decode import UnreadableFile
from atlas.reading.lines import FileText, Lines

XML_LIMIT, FILE_LIMIT = 64, 256
"""Megabytes a document's text, and all its parts together, may unpack to."""

_MB = 1 << 20
_P, _TBL, _TR, _TC, _R, _T = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "r", "t"))
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADINGS = ("heading", "标题", "title")


def docx_text(data: bytes, *, name: str) -> FileText:
    """Text of a Word document; raises `UnreadableFile` for what is damaged, or no document."""
    _check(data, name)
    try:
        return _read(Document(io.BytesIO(data)))
    except _FAULTS:
        raise UnreadableFile("damaged", name=name) from None


_FAULTS = (
    *(OpcError, BadZipFile, ZlibError, LxmlError, EOFError, NotImplementedError),
    *(KeyError, ValueError, AttributeError, IndexError),
)
"""What the libraries raise on XML that is damaged or is not that of a document."""


def _read(document: WordDocument) -> FileText:
    lines = Lines()
    styles = _heading_styles(document)
    title = ""
    for block in _blocks(document.element.body):
        if block.tag == _TR:
            lines.add_row(" ".join(_cell(cell)) for cell in block.iterchildren(_TC))
            continue
        style = _style(block)
        added = lines.add(_pieces(block), heading=style in styles or _outlined(block))
        if added and not title and styles.get(style) == "title":
            title = added
    return FileText(lines.text(), "docx", title, tuple(lines.headings))


def _check(data: bytes, name: str) -> None:
    """Refuse what would unpack to more than it is worth before anything is unpacked."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, EOFError):
        raise UnreadableFile("damaged", name=name) from None
    if not any(part.filename == "word/document.xml" for part in parts):
        raise UnreadableFile("not_docx", name=name)
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile("encrypted", name=name)
    # A part never unpacks to more than its entry says: zipfile stops there.
    xml = max(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if xml > XML_LIMIT * _MB or sum(part.file_size for part in parts) > FILE_LIMIT * _MB:
        raise UnreadableFile("too_big", name=name, limit=XML_LIMIT)


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and table rows in the order of the text, those of text boxes among them."""
    for element in body.iter(_P, _TR):
        inside_row = next(element.iterancestors(_TR), None) is not None
        if not inside_row and next(element.iterancestors(_FALLBACK), None) is None:
            yield element


def _cell(cell: Any) -> Iterator[str]:
    for paragraph in cell.iter(_P):
        words = "".join(words for words, _ in _pieces(paragraph)).strip()
        if words:
            yield words


def _pieces(paragraph: Any) -> Iterator[tuple[str, bool]]:
    """The words of a paragraph's own runs, and whether each is bold."""
    for run in paragraph.iter(_R):
        if next(run.iterancestors(_P)) is not paragraph:
            continue
        words = "".join(
            (node.text or "") if node.tag == _T else _BREAKS[node.tag]
            for node in run.iterchildren(_T, *_BREAKS)
        )
        if words:
            yield words, _is_bold(run)


def _is_bold(run: Any) -> bool:
    bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return bold is not None and bold.get(qn("w:val")) not in ("0", "false", "off")


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else str(style.get(qn("w:val")))


def _outlined(paragraph: Any) -> bool:
    level = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    return level is not None and level.get(qn("w:val")) != "9"


def _heading_styles(document: WordDocument) -> dict[str, str]:
    """Style id → its name in small letters, of the styles that head a section or the document."""
    found: dict[str, str] = {}
    for style in document.styles.element.iter(qn("w:style")):
        named = style.find(qn("w:name"))
        label = "" if named is None else str(named.get(qn("w:val"))).lower()
        outlined = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") is not None
        if label.startswith(_HEADINGS) or outlined:
            found[str(style.get(qn("w:styleId")))] = label
    return found
