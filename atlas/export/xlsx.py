"""XLSX: a cover that says what this is, then a ledger fit to be printed and sent on."""

from __future__ import annotations

import io
from copy import copy
from datetime import datetime, time
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from atlas.analysis.reach import Selection
from atlas.export.fitting import row_height
from atlas.export.format import Format
from atlas.export.sheet_parts import Figure, Linked, Sheet
from atlas.export.sheets import sheet
from atlas.export.statement import Statement
from atlas.export.zipped import steady_zip
from atlas.language import say
from atlas.model import Lang
from atlas.safe_text import for_xml

FONTS: Final[dict[Lang, str]] = {"zh": "微软雅黑", "en": "Calibri"}
INK, LINK, RULE, HEAD = "1B2430", "0B5CAD", "D9DEE4", "E8EEF4"
"""Colours of the screen's light tokens, as RGB."""
LABELS, SAID = 14, 96
"""Widths of the cover's two columns."""
LONGEST_CELL: Final = 32_767
"""Characters a cell can hold in Excel."""
LONGEST_LINK: Final = 2_079
"""Characters of an address that Excel follows; it repairs a book with a longer one, and says so."""


def _make(selection: Selection, statement: Statement) -> bytes:
    book = Workbook()
    _styles(book, statement.lang)
    _cover(book, statement)
    for name in statement.contents:
        _ledger(book, sheet(name, selection, statement), statement)
    made = datetime.combine(statement.date, time())
    book.properties.title = _said(statement.title)
    book.properties.subject = _said(statement.query)
    book.properties.creator = say("pages.brand", statement.lang)
    book.properties.description = _said(statement.citation)
    book.properties.language = "zh-CN" if statement.lang == "zh" else "en"
    book.properties.created = made
    out = io.BytesIO()
    book.save(out)
    return steady_zip(out.getvalue(), statement.date)


def _styles(book: Workbook, lang: Lang) -> None:
    line = Side("thin", RULE)
    box = Border(line, line, line, line)
    text, middle = Alignment(wrap_text=True, vertical="top"), Alignment("center", "top")
    font = FONTS[lang]
    for style in (
        NamedStyle("atlas text", Font(font, 10.5, color=INK), border=box, alignment=text),
        NamedStyle("atlas centred", Font(font, 10.5, color=INK), border=box, alignment=middle),
        NamedStyle(
            "atlas head",
            Font(font, 10.5, b=True, color=INK),
            PatternFill("solid", HEAD),
            Border(line, line, line, Side("medium", INK)),
            Alignment("center", "center", wrap_text=True),
        ),
        NamedStyle("atlas title", Font(font, 18, b=True, color=INK), alignment=text),
        NamedStyle("atlas label", Font(font, 10.5, b=True, color=INK), alignment=text),
        NamedStyle("atlas said", Font(font, 10.5, color=INK), alignment=text),
    ):
        book.add_named_style(style)


def _cover(book: Workbook, statement: Statement) -> None:
    """Title, query, link, date, sources, limits, citation, and the sheets that follow."""
    page = book.active
    page.title = say("export.sheet_cover", statement.lang)
    page.sheet_view.showGridLines = False
    page.column_dimensions["A"].width = LABELS
    page.column_dimensions["B"].width = SAID
    _write(page.cell(1, 1), say("pages.brand", statement.lang), "atlas label")
    _write(page.cell(2, 1), statement.title, "atlas title")
    # A merged cell does not grow with its text in any of the programs: leave room for two lines.
    page.merge_cells("A1:B1")
    page.merge_cells("A2:B2")
    page.row_dimensions[2].height = 56
    page.row_dimensions[3].height = 6
    before = ""
    for number, (label, text) in enumerate(statement.lines(), start=4):
        _write(page.cell(number, 1), label if label != before else "", "atlas label")
        cell = page.cell(number, 2)
        _write(cell, text, "atlas said")
        if text == statement.permalink:
            _link(cell, text)
        page.row_dimensions[number].height = row_height([(label, LABELS), (text, SAID)])
        before = label
    _print_setup(page, statement, landscape=False)


def _ledger(book: Workbook, given: Sheet, statement: Statement) -> None:
    page: Worksheet = book.create_sheet(given.name)
    last = get_column_letter(len(given.headings))
    for at, heading in enumerate(given.headings, start=1):
        _write(page.cell(1, at), heading.label, "atlas head")
        page.column_dimensions[get_column_letter(at)].width = heading.width
    page.row_dimensions[1].height = 32
    for number, row in enumerate(given.rows, start=2):
        for at, (heading, value) in enumerate(zip(given.headings, row, strict=True), start=1):
            cell = page.cell(number, at)
            plain = value.value if isinstance(value, Linked | Figure) else value
            _write(cell, plain, "atlas centred" if heading.centred else "atlas text")
            if heading.digits:
                cell.number_format = heading.digits
            if isinstance(value, Figure):
                cell.number_format = "#,##0" + ("." + "0" * value.digits if value.digits else "")
            if isinstance(value, Linked):
                _link(cell, value.address)
        page.row_dimensions[number].height = row_height(
            (value, heading.width)
            for heading, value in zip(given.headings, row, strict=True)
            if isinstance(value, str)
        )
    page.freeze_panes = "C2" if given.headings[0].centred else "B2"
    page.auto_filter.ref = f"A1:{last}{max(len(given.rows), 1) + 1}"
    page.print_title_rows = "1:1"
    _print_setup(page, statement, landscape=True, title=given.title)


def _print_setup(
    page: Worksheet, statement: Statement, *, landscape: bool, title: str = ""
) -> None:
    """A4, one page wide, with title above and page number and date below."""
    page.page_setup.orientation = "landscape" if landscape else "portrait"
    page.page_setup.paperSize = 9
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.page_margins.left = page.page_margins.right = 0.5
    page.page_margins.top, page.page_margins.bottom = 0.75, 0.7
    if title:
        page.oddHeader.left.text = _in_print(title)
        page.oddHeader.right.text = _in_print(statement.query)
    page.oddFooter.left.text = _in_print(f"{say('pages.brand', statement.lang)} {statement.day}")
    page.oddFooter.right.text = say("export.print_page", statement.lang)


def _in_print(text: str) -> str:
    """Text of a printed header: & starts a code there, and Excel takes 255 characters in all."""
    return _said(text[:100]).replace("&", "&&")


def _said(text: str) -> str:
    """Text as a part of a workbook can hold it."""
    return for_xml(text)[:LONGEST_CELL]


def _write(cell: Cell, value: Any, style: str) -> None:
    if isinstance(value, str):
        cell.value = _said(value)
        # A text that starts with = is a text, not a formula.
        cell.data_type = "s"
    else:
        cell.value = value
    cell.style = style


def _link(cell: Cell, address: str) -> None:
    if len(address) > LONGEST_LINK:
        return
    cell.hyperlink = for_xml(address)
    font = copy(cell.font)
    font.color, font.u = LINK, "single"
    cell.font = font


FORMAT: Final = Format(
    "xlsx",
    ".xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    _make,
)
