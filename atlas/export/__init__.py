"""Files of exactly the filtered view, each saying its query, link, date, sources and citation.

A format is a module of this package that defines `FORMAT`; to add one, list it in `FORMATS`.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from atlas.analysis.page_query import asked_of
from atlas.analysis.reach import Selection, select
from atlas.answering import narrowed
from atlas.export import (
    csv_file,
    docx_brief,
    geojson,
    geopackage,
    map_files,
    shapefile,
    single_page,
    xlsx,
)
from atlas.export.contents import USUAL
from atlas.export.format import ExportedFile, Format
from atlas.export.limits import NoRoom, TooManyRows, refuse_too_many
from atlas.export.naming import file_name, plain_file_name
from atlas.export.statement import Statement, make_statement

FORMATS: Final[dict[str, Format]] = {
    format_.id: format_
    for format_ in (
        csv_file.FORMAT,
        xlsx.FORMAT,
        geojson.FORMAT,
        geopackage.FORMAT,
        shapefile.FORMAT,
        map_files.SVG,
        map_files.PNG,
        docx_brief.FORMAT,
        single_page.FORMAT,
    )
}
"""Every kind of file, in the order a menu lists them."""


def export(
    selection: Selection, kind: str, *, base_url: str, page: str = USUAL, on: date | None = None
) -> ExportedFile:
    """A selection as a file, as `page` shows it; `KeyError` for a format that is not one.

    `base_url` is where the dashboard is served, for the links inside; `on` is the date the file
    bears, today in China if not given. Raises `TooManyRows` where the file would be too large,
    and `NoRoom` where the server cannot write it.
    """
    chosen = FORMATS[kind]
    selection = as_the_page_shows(page, selection)
    refuse_too_many(selection, kind, page)
    statement = make_statement(selection, base_url=base_url, page=page, on=on)
    return ExportedFile(
        name=file_name(statement, chosen.suffix),
        plain_name=plain_file_name(statement, chosen.suffix),
        content_type=chosen.content_type,
        body=chosen.make(selection, statement),
    )


def as_the_page_shows(page: str, selection: Selection) -> Selection:
    """The selection that a page's screen stands on, where the page does not heed all of it."""
    document, query = selection.document, selection.query
    shown = asked_of(page, document, query)
    return selection if shown == query else narrowed(select(document, shown))


__all__ = [
    "FORMATS",
    "ExportedFile",
    "Format",
    "NoRoom",
    "Statement",
    "TooManyRows",
    "as_the_page_shows",
    "export",
    "make_statement",
]
