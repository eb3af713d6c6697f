"""What a request asks: the query, the page of rows, and where the dashboard is served."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs

from cachetools import LRUCache
from starlette.requests import Request

from atlas.answering import names_reader_s, read_query
from atlas.api.problems import ProblemError
from atlas.export.contents import CONTENTS, USUAL
from atlas.query import Query
from atlas.safe_text import shown

LONGEST_QUERY: Final = 4_000
"""Bytes of an address's query; an address that means something here has a few hundred."""
MOST_FIELDS: Final = 300
"""Parameters in one address: all 139 places and every other choice fit."""
MOST_ROWS: Final = 10_000
FURTHEST: Final = 1_000_000
"""Bounds of `limit` and `offset`."""
JSON_ROWS: Final = 500
"""Rows of a JSON answer where no limit is given; CSV and GeoJSON then hold `MOST_ROWS`.

No table of the built-in plan has as many; the links of a reader's long document may have half a
million, some hundred megabytes.
"""

KEPT_QUERY: Final = 500
"""Bytes of an address's query up to which its reading is kept; whoever writes more asks once."""
MOST_NOTES: Final = 20
"""Values not known that an answer names; the rest it counts, or it would hold a page of junk."""

PAGING: Final = ("limit", "offset")
HOST: Final = re.compile(r"[A-Za-z0-9.\-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Answering:
    """A request read: equal ones have the same answer, so this is what answers are kept by.

    `dropped` names what was not known, `more` counts what there was beyond that.
    """

    query: Query
    dropped: tuple[str, ...]
    limit: int | None
    offset: int
    page: str
    base_url: str
    more: int = 0

    @property
    def private(self) -> bool:
        """Whether the answer is of a reader's document, so that nothing of it may be kept."""
        return names_reader_s(self.query)


_LOCK: Final = threading.Lock()
_KNOWN: Final[LRUCache[tuple[bytes, str, int | None, bool], Answering]] = LRUCache(2_048)


def read_params(raw: bytes) -> dict[str, list[str]]:
    """Parameters of an address, each with its values; raises `ProblemError` beyond the bounds."""
    if len(raw) > LONGEST_QUERY:
        raise ProblemError("too-much", "query_too_long", {"most": LONGEST_QUERY})
    try:
        return parse_qs(raw.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS)
    except ValueError:
        raise ProblemError("too-much", "too_many_parameters", {"most": MOST_FIELDS}) from None


def read_asking(raw: bytes, base_url: str, rows: int | None, *, paged: bool = True) -> Answering:
    """Read the parameters of a request; `rows` is the limit where none is given.

    Raises `MissingDocument` or `StoreFault` for a reader's document that cannot be opened, and
    takes as long as opening it.
    """
    known = known_asking(raw, base_url, rows, paged=paged)
    if known is not None:
        return known
    params = read_params(raw)
    limit = _whole_number(params, "limit", 1, MOST_ROWS) if paged else None
    offset = _whole_number(params, "offset", 0, FURTHEST) if paged else None
    page, dropped_page = (USUAL, ()) if paged else _page(params)
    query, dropped = read_query(params)
    limit = rows if limit is None else limit
    lost = (*dropped, *dropped_page)
    named, more = lost[:MOST_NOTES], max(0, len(lost) - MOST_NOTES)
    asking = Answering(query, named, limit, offset or 0, page, base_url, more)
    if not asking.private and len(raw) <= KEPT_QUERY:
        with _LOCK:
            _KNOWN[raw, base_url, rows, paged] = asking
    return asking


def known_asking(
    raw: bytes, base_url: str, rows: int | None, *, paged: bool = True
) -> Answering | None:
    """What an address was read as before, None for a new one.

    Kept by the bytes of the address, since reading costs more than all the rest of an answer that
    is at hand. An address of a reader's document is read anew each time: it may have come, or may
    have been removed.
    """
    with _LOCK:
        return _KNOWN.get((raw, base_url, rows, paged))


def _page(params: dict[str, list[str]]) -> tuple[str, tuple[str, ...]]:
    """Take the page of a file out of the parameters, and what is no page."""
    given = params.pop("page", [])
    known = [page for page in given if page in CONTENTS]
    lost = tuple(f"page={shown(page[:40])}" for page in given if page not in CONTENTS)
    return (known or [USUAL])[-1], lost


def _whole_number(params: dict[str, list[str]], name: str, least: int, most: int) -> int | None:
    """Take a bounded number out of the parameters; None where it is not given."""
    given = params.pop(name, [])
    if not given:
        return None
    text = given[-1]
    if text.isascii() and text.isdigit() and len(text) <= 9 and least <= int(text) <= most:
        return int(text)
    raise ProblemError(
        "bad-parameter",
        "not_a_number",
        {"name": name, "value": shown(text[:40]), "least": least, "most": most},
        {"parameter": name},
    )


def served_at(request: Request) -> str:
    """Scheme and host of the address asked, for links in the answer."""
    host = request.headers.get("host", "")
    # A host goes into links of an answer that others may be given: nothing but a host is taken.
    if not HOST.fullmatch(host):
        host = "localhost"
    return f"{request.scope.get('scheme', 'http')}://{host}"
