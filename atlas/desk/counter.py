"""The counter: a kept document told of, described, removed and brought back by whoever has its key.

The key stands in `X-Key`, never in an address. `GET /api/v1/documents/<id>` tells what its keeper
may know, `PATCH` says something else of it, `POST` keeps a draft, `DELETE` removes it (`?wholly`
for good) and `POST …/restore` brings it back. `GET /api/v1/documents.json` is the list of those
that are listed, page by page, where the host has one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from functools import partial
from math import ceil
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from atlas.catalogue import load_catalogue
from atlas.contract.common import Both, in_both
from atlas.contract.desk import AboutDocument, DetailsAsked, ListedPage
from atlas.desk.admission import from_here, not_too_often
from atlas.desk.permission import Permission
from atlas.desk.refusals import Refused, problem
from atlas.documents import drop_document, open_document
from atlas.language import CHINA
from atlas.rates import RateKind
from atlas.safe_text import name_shown
from atlas.settings import settings
from atlas.store import (
    About,
    BadDetails,
    Conflict,
    Details,
    Listed,
    MissingDocument,
    QuotaFull,
    StoreFault,
    WrongKey,
    document_store,
    utc_now,
)

Answer = Callable[[Request], Awaitable[Response]]

LONGEST_BODY: Final = 16_000
"""Bytes of what a keeper may say of a document in one request."""
LONGEST_WORDS: Final = 1_000
"""Characters beyond which they are cut: it is the store that says what is too long."""
PAGE: Final = 30
"""Documents on a page of the list."""
_NO_STORE: Final = {"Cache-Control": "no-store"}
_DETAILS: Final = TypeAdapter(DetailsAsked)


class Counter:
    """What is asked about kept documents; work on the store is done in `threads`."""

    def __init__(self, threads: ThreadPoolExecutor, permission: Permission) -> None:
        self._threads = threads
        self._permission = permission

    def routes(self) -> list[Route]:
        """Addresses of the counter."""
        one = "/api/v1/documents/{id}"
        listed = [Route("/api/v1/documents.json", _told(self.listed, "files"))]
        return [
            *(listed if self._permission.lists else []),
            Route(one, _told(self.about, "edits"), methods=["GET"]),
            Route(one, _told(self.keep), methods=["POST"]),
            Route(one, _told(self.describe, "edits"), methods=["PATCH"]),
            Route(one, _told(self.remove), methods=["DELETE"]),
            Route(f"{one}/restore", _told(self.restore), methods=["POST"]),
        ]

    async def about(self, request: Request) -> Response:
        """What its keeper may know of a document."""
        document_id, key = _asked(request)
        about = await self._in_thread(document_store().descriptions.about, document_id, key)
        measures = None
        if about.restorable is None:
            document = await self._in_thread(open_document, document_id)
            measures = len(document.measures)
        listing = self._permission.may_list(request)
        return JSONResponse(_about(about, measures, listing=listing), headers=_NO_STORE)

    async def keep(self, request: Request) -> Response:
        """Let a draft be kept by the key it was brought with."""
        self._permission.must_keep(request)
        document_id, key = _asked(request)
        client = self._permission.client(request)
        keep = partial(document_store().keep_draft, document_id, key, client=client)
        if not await self._in_thread(keep):
            raise Refused("key_keeps", 403)
        # Where it comes from is told of what is kept with its date.
        return _done(document_id)

    async def describe(self, request: Request) -> Response:
        """Say something else of a document."""
        self._permission.must_keep(request)
        document_id, key = _asked(request)
        try:
            asked = _DETAILS.validate_json(await _body(request), strict=True, extra="forbid")
        except ValidationError:
            raise Refused("details", 400) from None
        if asked["place"] and asked["place"] not in load_catalogue().places:
            raise Refused("details_place", 400)
        if asked["listed"]:
            self._permission.must_list(request)
        try:
            details = Details(
                name_shown(asked["title"], LONGEST_WORDS),
                name_shown(asked["source"], LONGEST_WORDS),
                asked["dated"].strip(),
                asked["place"],
                name_shown(asked["licence"], LONGEST_WORDS),
                asked["listed"],
            )
        except BadDetails as bad:
            raise Refused(f"details_{bad.field}", 400) from None
        describe = document_store().descriptions.describe
        base = asked["revision"]
        await self._in_thread(lambda: describe(document_id, details, key=key, base=base))
        return _done(document_id)

    async def remove(self, request: Request) -> Response:
        """Remove a document: so that it can be brought back, or wholly."""
        document_id, key = _asked(request)
        wholly = "wholly" in request.query_params
        remove = document_store().remove
        if not await self._in_thread(lambda: remove(document_id, key, wholly=wholly)):
            raise Refused("key", 403)
        return _done(document_id)

    async def restore(self, request: Request) -> Response:
        """Bring a removed document back."""
        document_id, key = _asked(request)
        await self._in_thread(document_store().restore, document_id, key)
        return _done(document_id)

    async def listed(self, request: Request) -> Response:
        """A page of the list; `after` is what the page before said of the next."""
        after = request.query_params.get("after", "")
        listed = document_store().descriptions.listed
        found, following = await self._in_thread(lambda: listed(after=after, most=PAGE))
        page: ListedPage = {"documents": [_row(one) for one in found], "next": following}
        return JSONResponse(page, headers=_NO_STORE)

    async def _in_thread(self, work: Any, *given: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *given)


def _told(answer: Answer, rate: RateKind = "keys") -> Answer:
    """An answer of the counter; what is not done is said as a problem, in both languages."""

    async def told(request: Request) -> Response:
        try:
            if not from_here(request):
                raise Refused("origin", 403)
            not_too_often(rate, request)
            return await answer(request)
        except Refused as refusal:
            return problem(refusal)
        except MissingDocument as missing:
            status = 404 if missing.standing == "unknown" else 410
            return problem(Refused.because(in_both(missing.sentence), status))
        except WrongKey as wrong:
            return problem(Refused.because(in_both(wrong.sentence), 403))
        except Conflict as conflict:
            return problem(Refused.because(in_both(conflict.sentence), 409))
        except QuotaFull as full:
            return problem(Refused.because(in_both(full.sentence), 507))
        except StoreFault as fault:
            return problem(Refused.because(in_both(fault.sentence), 503, wait=30))

    return told


def _asked(request: Request) -> tuple[str, str]:
    """Whose document, and the key that came with the request."""
    return request.path_params["id"], request.headers.get("x-key", "")


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_BODY:
            raise Refused("details", 400)
    return body


def _done(document_id: str) -> Response:
    """Nothing to say, and nothing held that was said of the document before."""
    drop_document(document_id)
    return Response(status_code=204, headers=_NO_STORE)


def _about(about: About, measures: int | None, *, listing: bool) -> AboutDocument:
    left = None if about.restorable is None else about.restorable - utc_now()
    said = about.details
    return {
        "id": about.id,
        "details": {
            "title": said.title,
            "source": said.source,
            "dated": said.dated,
            "place": said.place,
            "licence": said.licence,
            "listed": said.listed,
            "revision": about.revision,
        },
        "measures": measures,
        "changes": about.changes,
        "shelves": about.shelves,
        "draft": about.draft,
        "hours": None if left is None else max(1, ceil(left.total_seconds() / 3_600)),
        "undo_hours": settings().undo_hours,
        "listing": listing,
    }


def _row(one: Listed) -> Any:
    place = load_catalogue().places.get(one.place)
    name: Both = in_both(place.name) if place else {"zh": "", "en": ""}
    return {
        "id": one.id,
        "title": name_shown(one.title),
        "source": name_shown(one.source),
        "dated": one.dated,
        "place": name,
        "licence": name_shown(one.licence),
        "kept": one.kept.replace(tzinfo=UTC).astimezone(CHINA).date().isoformat(),
    }
