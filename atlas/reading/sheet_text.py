"""The text of a workbook: a ledger's rows as measures with their fields, any other sheet as rows.

Every part is gone through and counted before openpyxl sees it: a few kilobytes unpack to millions
of cells, or to one that stands a million rows down.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any, Final
from warnings import catch_warnings, simplefilter
from zipfile import ZipFile

from atlas.model import Issue
from atlas.reading.decode import UnreadableFile
from atlas.reading.file_issues import file_issue
from atlas.reading.ledger import Ledger, find_ledger
from atlas.reading.lines import FileText, Lines
from atlas.reading.packed_xml import DAMAGED, Parts, open_archive, parse

ROWS: Final = 20_000
COLUMNS: Final = 64
"""Rows and columns of a sheet that are read; a province's ledger has a thousand and a dozen."""
ELEMENTS: Final = 600_000
"""Elements of all sheets together, three for each cell."""
MERGED: Final = 20_000
"""Merged ranges of a sheet."""
_SHEETS: Final = "xl/worksheets/"
_HEAD: Final = 12
"""Rows at the head of a sheet among which the names of its columns stand."""


def sheet_text(data: bytes, *, name: str) -> FileText:
    """Text of a workbook; raises `UnreadableFile` for what is damaged, or too large to be one."""
    try:
        with open_archive(data, name) as archive:
            counted = _count(archive, name)
        with catch_warnings():
            # It warns of what it leaves out of a workbook that it would write again.
            simplefilter("ignore")
            lines, issues = _read(data, counted)
    except (*DAMAGED, AttributeError, IndexError, TypeError, OverflowError):
        # What openpyxl raises for a workbook that is not as the standard has it.
        raise UnreadableFile("damaged", name=name) from None
    return FileText(lines.text(), "xlsx", "", tuple(lines.headings), tuple(issues))


class _Sheet(Parts):
    """A sheet gone through: its merged ranges, and how many elements it has."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.merged: list[str] = []
        self.elements = 0
        self.rows = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.enter(tag)
        self.elements += 1
        if self.elements > ELEMENTS:
            raise UnreadableFile("too_many_parts", name=self.name, limit=ELEMENTS)
        if tag.endswith("}row"):
            self.rows += 1
        elif tag.endswith("}mergeCell") and len(self.merged) < MERGED:
            self.merged.append(attributes.get("ref", ""))


def _count(archive: ZipFile, name: str) -> dict[str, _Sheet]:
    """Every part of a workbook that openpyxl would read, by its path."""
    found: dict[str, _Sheet] = {}
    elements = 0
    for part in archive.namelist():
        if part.endswith((".xml", ".rels")):
            sheet = _Sheet(name)
            parse(archive, part, sheet, name)
            elements += sheet.elements
            if elements > ELEMENTS:
                raise UnreadableFile("too_many_parts", name=name, limit=ELEMENTS)
            found[part] = sheet
    return found


def _read(data: bytes, counted: Mapping[str, _Sheet]) -> tuple[Lines, list[Issue]]:
    from openpyxl import load_workbook  # noqa: PLC0415

    lines, hidden, cut = Lines(), 0, 0
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                hidden += 1
                continue
            # What a sheet says of its own size is any program's guess.
            sheet.reset_dimensions()
            part = counted.get(str(getattr(sheet, "_worksheet_path", "")).lstrip("/"))
            rows = list(_rows(sheet, part.merged if part is not None else []))
            cut += max(0, (part.rows if part is not None else 0) - ROWS)
            _write(lines, rows, sheet.title if len(book.worksheets) > 1 else "")
    finally:
        book.close()
    issues = [file_issue("hidden_sheets", hidden, n=hidden)] if hidden else []
    issues += [file_issue("rows_unread", cut, n=cut, limit=ROWS)] if cut else []
    return lines, issues


def _rows(sheet: Any, merged: list[str]) -> Iterator[list[str]]:
    """Rows of a sheet as words, a merged range's words in every row of its first column."""
    from openpyxl.utils import range_boundaries  # noqa: PLC0415

    downwards: dict[tuple[int, int], tuple[int, int]] = {}
    for ref in merged:
        left, top, _, bottom = range_boundaries(ref)
        if left is None or top is None or bottom is None or left > COLUMNS:
            continue
        for below in range(top + 1, min(bottom, ROWS) + 1):
            if len(downwards) >= ROWS:
                break
            downwards[below, left] = top, left
    firsts = set(downwards.values())
    words: dict[tuple[int, int], str] = {}
    read = sheet.iter_rows(max_row=ROWS, max_col=COLUMNS, values_only=True)
    for number, values in enumerate(islice(read, ROWS), 1):
        row = [_words(value) for value in values]
        for column, said in enumerate(row, 1):
            if (number, column) in firsts:
                words[number, column] = said
            elif not said and (number, column) in downwards:
                row[column - 1] = words.get(downwards[number, column], "")
        yield row


def _words(value: object) -> str:
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else " ".join(str(value).split())


def _write(lines: Lines, rows: list[list[str]], title: str) -> None:
    if not any(any(row) for row in rows):
        return
    if title:
        lines.add([(title, False)], heading=True)
    ledger: Ledger | None = None
    for number, row in enumerate(rows):
        if ledger is None and number < _HEAD:
            ledger = find_ledger(row)
            if ledger is not None:
                continue
        if ledger is None:
            lines.add_row(row)
        else:
            for line in ledger.lines(row):
                lines.add([(line, False)])
