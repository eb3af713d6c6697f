"""Answers of the API that the snapshot holds as files: measures, links, places as a layer."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Final

from atlas.api.requests import JSON_ROWS, MOST_ROWS, read_asking
from atlas.api.table_answers import RowFormat, rows_answer
from atlas.export.contents import PAGE_OF, TableName
from atlas.export.statement import Statement, make_statement
from atlas.language import say
from atlas.model import Lang
from atlas.snapshot.subjects import selected

FILES: Final[tuple[tuple[TableName, RowFormat], ...]] = (
    ("measures", "json"),
    ("links", "csv"),
    ("places", "geojson"),
)
LANG: Final[Lang] = "zh"
"""Tables have both languages in their columns; what they say of themselves is in the API's own."""


def data_files(live: str, day: date) -> dict[str, bytes]:
    """Bodies by where they stand in the snapshot, byte for byte those of the API at `live`.

    Without a live version what links to one is left out.
    """
    found = {}
    for name, kind in FILES:
        selection = selected(LANG)
        asking = read_asking(b"", live, JSON_ROWS if kind == "json" else MOST_ROWS)
        body = rows_answer(name, kind, asking, day).body
        if not live:
            stated = make_statement(selection, base_url=live, page=PAGE_OF[name], on=day)
            body = body.replace(_written(stated), _written(unlinked(stated)))
        found[f"data/{name}.{kind}"] = body
    return found


def unlinked(statement: Statement) -> Statement:
    """A statement of a snapshot without a live version: no link, and a citation without one."""
    cite = say(
        "snapshot.cite",
        statement.lang,
        brand=say("pages.brand", statement.lang),
        document=statement.scope,
        date=statement.day,
    )
    return replace(statement, permalink="", citation=cite)


def _written(statement: Statement) -> bytes:
    return json.dumps(statement.as_json(), ensure_ascii=False, separators=(",", ":")).encode()
