"""How large a file may be, and what is said of one that would be larger."""

from __future__ import annotations

from typing import Final

from atlas.analysis.reach import Selection
from atlas.documents import open_document
from atlas.export.contents import TableName, contents, main_table
from atlas.export.tables import growing_rows
from atlas.language import say
from atlas.model import Lang

MOST_ROWS: Final = 20_000
"""Rows of the tables in a file: a workbook of as many takes five seconds.

No view of the built-in plan comes to half of it.
"""

_DRAWN: Final = frozenset(("geojson", "svg", "png"))
"""Formats that hold units, of which there are few."""


class TooManyRows(ValueError):
    """A file that would be too large, with a clear sentence in both languages and what to do."""

    def __init__(self, rows: int) -> None:
        self.values = {"rows": rows, "most": MOST_ROWS}
        super().__init__(self.sentence("zh"))

    def sentence(self, lang: Lang) -> str:
        """What is too much and what to do, in the reader's language."""
        return say("export.too_many_rows", lang, **self.values)


class NoRoom(OSError):
    """The server has no room to write a file, with a clear sentence in both languages."""

    def sentence(self, lang: Lang) -> str:
        """What is the matter and what to do, in the reader's language."""
        return say("export.no_room", lang)


def refuse_too_many(selection: Selection, kind: str, page: str) -> None:
    """Raise `TooManyRows` where a file of a page would be too large."""
    if kind in _DRAWN:
        return
    query = selection.query
    main = main_table(page, query)
    linked: tuple[TableName, ...] = () if main in ("indicators", "cooperation") else ("links",)
    tables = {"csv": (main,), "xlsx": contents(page, query), "gpkg": linked, "shp": linked}.get(
        kind, ("measures",)
    )
    rows = sum(growing_rows(name, selection) for name in tables)
    if "comparison" in tables:
        # As many as there are where no two measures are one.
        rows += len(selection.document.measures) + len(open_document(query.against).measures)
    if rows > MOST_ROWS:
        raise TooManyRows(rows)
