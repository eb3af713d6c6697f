"""CSV: one table, readable by Excel and by programs alike."""

from __future__ import annotations

import csv
import io
import re
from typing import Any, Final

from atlas.analysis.reach import Selection
from atlas.export.columns import Table
from atlas.export.format import Format
from atlas.export.statement import Statement
from atlas.export.tables import table
from atlas.language import say

_ACTS: Final = re.compile(r"""[\t\r\n']|[\s"'“”‘’`\ufeff\u200b]*[-=+@＝＋－＠﹦﹢﹣﹫−]""")
"""How a text begins that a spreadsheet takes for a formula, blanks and quotes before it or not."""


def csv_text(given: Table) -> bytes:
    """A table as CSV: UTF-8 with the mark that Excel needs, comma, CRLF, lists joined by `;`."""
    return _written(given, {})


def csv_with_statement(given: Table, statement: Statement) -> bytes:
    """A table as CSV whose last columns, `file_…`, state query, link, date, origin, sources and
    citation.

    A CSV has no place for a title: a line above the header breaks programs, one below the table is
    read as data, and rows get copied out of either. What stands on the row goes with it. Where
    every row names its own source, the file's are not repeated.
    """
    gap = say("query.join", statement.lang)
    stated = {
        "file_query": statement.query,
        "file_link": statement.permalink,
        "file_date": statement.date.isoformat(),
        "file_origin": statement.origin.line,
        "file_sources": gap.join(source.title for source in statement.sources),
        "file_citation": statement.citation,
    }
    if any(column.name == "source_title" for column in given.columns):
        del stated["file_sources"]
    return _written(given, stated)


def _written(given: Table, stated: dict[str, str]) -> bytes:
    out = io.StringIO(newline="")
    # Every text in quotation marks: a program that also parts at ; or tab must not part it there
    # and find a formula behind.
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([column.name for column in given.columns] + list(stated))
    said = [inert(text) for text in stated.values()]
    for row in given.rows:
        writer.writerow([*map(cell, row), *said])
    return out.getvalue().encode("utf-8-sig")


def cell(value: Any) -> Any:
    """A value as it is written: nothing for what is missing, true and false, lists by `;`."""
    if isinstance(value, tuple):
        return inert(";".join(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return inert(value) if isinstance(value, str) else value


def inert(text: str) -> str:
    """Text as no spreadsheet works it out: an apostrophe before what would be a formula.

    One before every other apostrophe at the beginning too, so that taking one away from each text
    that begins with it gives all of them back as they were. Numbers are no text and stay.
    """
    return f"'{text}" if _ACTS.match(text) else text


def _make(selection: Selection, statement: Statement) -> bytes:
    return csv_with_statement(table(statement.main, selection), statement)


FORMAT: Final = Format("csv", ".csv", "text/csv; charset=utf-8", _make)
