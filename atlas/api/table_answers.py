"""Rows of a table as the body of an answer: JSON, CSV or GeoJSON, a page of them at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any, Final, Literal
from urllib.parse import quote, urlencode

from atlas.analysis.reach import Selection
from atlas.answering import answer
from atlas.api.answer_cache import Answer
from atlas.api.problems import RETRY_SECONDS, ProblemError
from atlas.api.requests import Answering
from atlas.export import FORMATS, NoRoom, TooManyRows, export
from atlas.export.contents import PAGE_OF, TableName
from atlas.export.csv_file import csv_text
from atlas.export.geojson import drawn_units_asked, places_layer
from atlas.export.statement import Statement, make_statement
from atlas.export.tables import table_page
from atlas.language import say

RowFormat = Literal["json", "csv", "geojson"]

ROUTES: Final[tuple[tuple[TableName, tuple[RowFormat, ...]], ...]] = (
    ("measures", ("json", "csv")),
    ("links", ("json", "csv")),
    ("places", ("json", "csv", "geojson")),
    ("zones", ("json", "csv")),
    ("indicators", ("json", "csv")),
    ("cooperation", ("json", "csv")),
    ("comparison", ("json", "csv")),
)
"""Tables of the API and the formats of each."""

CONTENT_TYPES: Final[dict[RowFormat, str]] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
}
DROPPED: Final = "X-Dropped-Parameters"
TOTAL: Final = "X-Total-Count"


def rows_answer(name: TableName, kind: RowFormat, asking: Answering, day: date) -> Answer:
    """One page of one table; selecting and writing takes some ten milliseconds."""
    selection = answer(asking.query)
    page = PAGE_OF[name]
    statement = make_statement(selection, base_url=asking.base_url, page=page, on=day)
    body, total = _WRITTEN[kind](name, selection, statement, asking)
    headers = {
        "Content-Type": CONTENT_TYPES[kind],
        "Link": _link_header(name, kind, asking, total, statement),
        TOTAL: str(total),
    }
    return Answer.of(body, headers | _dropped_header(asking))


def file_answer(kind: str, asking: Answering, day: date) -> Answer:
    """A whole file with its name, to be saved by the browser."""
    selection = answer(asking.query)
    try:
        file = export(selection, kind, base_url=asking.base_url, page=asking.page, on=day)
    except TooManyRows as error:
        raise ProblemError("too-large", "file_too_large", error.values) from None
    except NoRoom as fault:
        retry = {"Retry-After": str(RETRY_SECONDS)}
        raise ProblemError("unavailable", "export.no_room", headers=retry) from fault
    # RFC 5987: the ASCII name for old readers, the one in the reader's language for all others.
    named = f"attachment; filename=\"{file.plain_name}\"; filename*=UTF-8''{quote(file.name, '')}"
    headers = {"Content-Type": FORMATS[kind].content_type, "Content-Disposition": named}
    return Answer.of(file.body, headers | _dropped_header(asking))


def _json(
    name: TableName, selection: Selection, statement: Statement, asking: Answering
) -> tuple[bytes, int]:
    given, total = table_page(name, selection, asking.offset, _stop(asking))
    body = {
        "table": name,
        "statement": statement.as_json(),
        "notes": notes(asking),
        "total": total,
        "limit": asking.limit,
        "offset": asking.offset,
        "next": _next(name, "json", asking, total),
        "previous": _previous(name, "json", asking),
        "rows": list(given.records()),
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), total


def _csv(
    name: TableName, selection: Selection, _: Statement, asking: Answering
) -> tuple[bytes, int]:
    given, total = table_page(name, selection, asking.offset, _stop(asking))
    return csv_text(given), total


def _geojson(
    name: TableName, selection: Selection, statement: Statement, asking: Answering
) -> tuple[bytes, int]:
    total = drawn_units_asked(selection)
    members = {
        "numberMatched": total,
        "numberReturned": len(range(total)[asking.offset : _stop(asking)]),
        "notes": notes(asking),
    }
    start, stop = asking.offset, _stop(asking)
    return places_layer(selection, statement, start, stop, members=members), total


_WRITTEN: Final[
    dict[
        RowFormat,
        Callable[[TableName, Selection, Statement, Answering], tuple[bytes, int]],
    ]
] = {"json": _json, "csv": _csv, "geojson": _geojson}


def notes(asking: Answering) -> list[dict[str, str]]:
    """What of the address was not known, for programs and in words."""
    lang = asking.query.lang
    named = [
        {
            "parameter": value.partition("=")[0],
            "value": value.partition("=")[2],
            "text": say("pages.dropped", lang, value=value),
        }
        for value in asking.dropped
    ]
    if asking.more:
        text = say("pages.dropped_more", lang, n=asking.more)
        named.append({"parameter": "", "value": "", "text": text})
    return named


def _dropped_header(asking: Answering) -> dict[str, str]:
    """Names and values not known, for formats that have no room for notes."""
    if not asking.dropped:
        return {}
    return {DROPPED: ", ".join(quote(value, safe="=") for value in asking.dropped)}


def _stop(asking: Answering) -> int | None:
    return None if asking.limit is None else asking.offset + asking.limit


def _address(name: TableName, kind: RowFormat, asking: Answering, offset: int) -> str:
    params: dict[str, Any] = dict(asking.query.to_params())
    if asking.limit is not None:
        params["limit"] = asking.limit
    if offset:
        params["offset"] = offset
    query = urlencode(params, doseq=True)
    return f"{asking.base_url}/api/v1/{name}.{kind}" + (f"?{query}" if query else "")


def _next(name: TableName, kind: RowFormat, asking: Answering, total: int) -> str | None:
    stop = _stop(asking)
    more = stop is not None and stop < total
    return _address(name, kind, asking, stop) if more and stop is not None else None


def _previous(name: TableName, kind: RowFormat, asking: Answering) -> str | None:
    if asking.limit is None or asking.offset == 0:
        return None
    return _address(name, kind, asking, max(0, asking.offset - asking.limit))


def _link_header(
    name: TableName, kind: RowFormat, asking: Answering, total: int, statement: Statement
) -> str:
    """RFC 8288: the pages before and after, the view on the screen, and the description."""
    links = {
        "next": _next(name, kind, asking, total),
        "prev": _previous(name, kind, asking),
        "first": _address(name, kind, asking, 0),
        "alternate": statement.permalink,
        "service-desc": f"{asking.base_url}/api/v1/openapi.json",
        # RFC 4287: where what is told comes from; a CSV has no other room for it.
        "via": statement.origin.url or None,
    }
    return ", ".join(f'<{to}>; rel="{rel}"' for rel, to in links.items() if to)
