"""Reviewing an own document over HTTP: a change kept, a review taken away and brought elsewhere.

`POST /api/v1/documents/<id>/changes` takes `{"base", "change"}` with the document's key in `X-Key`:
`base` is the number of the last change that its author has seen. Where others came since it answers
409 with them, and nothing is kept. `POST /api/v1/documents/<id>/review` takes a review's file.
`GET …/review.json` gives it to whoever may read the document, `GET …/labels.jsonl` its sentences.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import quote

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from typing_extensions import TypedDict

from atlas.contract.common import in_both
from atlas.contract.desk import BroughtReview, ChangeConflict, KeptChange
from atlas.desk.admission import from_here, not_too_often
from atlas.desk.permission import Permission
from atlas.desk.refusals import Refused, problem
from atlas.documents import is_built_in, open_document
from atlas.figures.review_payload import review_of
from atlas.read_document import ReadDocument
from atlas.review import (
    BadChange,
    BadReviewFile,
    change_asked,
    labelled_sentences,
    review_changes,
    review_file,
)
from atlas.review.review_file import LARGEST
from atlas.reviews import from_rows, keep_changes, kept_changes
from atlas.store import (
    Conflict,
    MissingDocument,
    QuotaFull,
    StoreFault,
    WrongKey,
    document_store,
)

LARGEST_CHANGE: Final = 64_000
"""Bytes of one change as it is sent."""
T = TypeVar("T")
_UNKEPT: Final = {"Cache-Control": "no-store"}


@with_config(ConfigDict(extra="forbid"))
class _Asked(TypedDict):
    base: Annotated[int, Field(ge=0, le=1_000_000_000)]
    change: dict[str, Any]


_ASKED: Final = TypeAdapter(_Asked)


class ReviewDesk:
    """Where reviews are kept and given."""

    def __init__(self, permission: Permission) -> None:
        self._permission = permission
        # Of its own, as the desk's: a store that answers late keeps nobody else waiting.
        self._threads = ThreadPoolExecutor(2, "review")

    def close(self) -> None:
        """Leave what is still to be done."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def routes(self) -> list[Route]:
        """Addresses of reviews."""
        base = "/api/v1/documents/{id}"
        return [
            Route(f"{base}/changes", self.change, methods=["POST"]),
            Route(f"{base}/review", self.bring, methods=["POST"]),
            Route(f"{base}/review.json", self.take_away, methods=["GET"]),
            Route(f"{base}/labels.jsonl", self.labels, methods=["GET"]),
        ]

    async def change(self, request: Request) -> Response:
        """Keep one change."""
        return await self._answered(self._change(request))

    async def bring(self, request: Request) -> Response:
        """Keep the changes of a review's file that are not here yet."""
        return await self._answered(self._bring(request))

    async def take_away(self, request: Request) -> Response:
        """The review of a document as one file."""
        return await self._answered(self._given(request, _as_file))

    async def labels(self, request: Request) -> Response:
        """The reviewed sentences of a document with their labels."""
        return await self._answered(self._given(request, _as_labels))

    async def _change(self, request: Request) -> Response:
        document_id = _own(request)
        raw = await _body(request, LARGEST_CHANGE, "change_size")
        try:
            asked = _ASKED.validate_json(raw, strict=True)
        except ValidationError:
            raise BadChange("bad_change") from None
        change = change_asked(asked["change"])
        await self._must_change(request, document_id)
        # Who has signed in is who they are, whatever name comes with the change.
        if (person := self._permission.person(request)) is not None and person.name:
            change = replace(change, who=person.name)
        key, client = request.headers.get("x-key", ""), self._permission.client(request)
        keep = partial(keep_changes, key=key, base=asked["base"], client=client)
        kept = await self._in_thread(keep, document_id, [change])
        told: KeptChange = {"id": kept[-1].id, "seq": kept[-1].seq}
        return JSONResponse(told, 201, _UNKEPT)

    async def _bring(self, request: Request) -> Response:
        document_id = _own(request)
        await self._must_change(request, document_id)
        raw = await _body(request, LARGEST, "review_size")
        key, client = request.headers.get("x-key", ""), self._permission.client(request)
        brought = await self._in_thread(partial(_bring, key=key, client=client), document_id, raw)
        return JSONResponse(brought, 201, _UNKEPT)

    async def _must_change(self, request: Request, document_id: str) -> None:
        """Raise `Refused` unless whoever asks may: what is said of a draft goes when that goes."""
        left = await self._in_thread(document_store().draft_minutes_left, document_id)
        self._permission.must_bring(request, draft=left is not None)

    async def _given(
        self, request: Request, write: Callable[[ReadDocument], tuple[str, str, str]]
    ) -> Response:
        document_id = request.path_params["id"]
        if is_built_in(document_id):
            raise Refused("no_review", 404)
        body, name, content_type = await self._in_thread(lambda: write(open_document(document_id)))
        disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        headers = _UNKEPT | {"Content-Disposition": disposition}
        return Response(body, headers=headers, media_type=content_type)

    async def _answered(self, work: Any) -> Response:
        """The answer of some work, or in clear words why there is none."""
        try:
            answer: Response = await work
        except Refused as refusal:
            return problem(refusal)
        except ClientDisconnect:
            return Response(status_code=400)
        except (BadChange, BadReviewFile) as bad:
            return problem(Refused.because(in_both(bad.sentence), 400))
        except Conflict as conflict:
            return _conflict(conflict)
        except WrongKey as wrong:
            return problem(Refused.because(in_both(wrong.sentence), 403))
        except MissingDocument as missing:
            status = 404 if missing.standing == "unknown" else 410
            return problem(Refused.because(in_both(missing.sentence), status))
        except QuotaFull as full:
            return problem(Refused.because(in_both(full.sentence), 507))
        except StoreFault as fault:
            return problem(Refused.because(in_both(fault.sentence), 503, wait=30))
        return answer

    async def _in_thread(self, work: Callable[..., T], *given: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *given)


def _bring(document_id: str, raw: bytes, *, key: str, client: str) -> BroughtReview:
    """Take over the changes of a file that are not here yet, in their order."""
    document = open_document(document_id)
    brought = review_changes(raw, document.reading.document)
    here = kept_changes(document_id)
    known = {change.id for change in here}
    new = [change for change in brought if change.id not in known]
    base = here[-1].seq if here else 0
    if new:
        keep_changes(document_id, new, key=key, base=base, client=client)
    return {"added": len(new), "known": len(brought) - len(new)}


def _as_file(document: ReadDocument) -> tuple[str, str, str]:
    told = review_file(document.reading.document, review_of(document).changes)
    body = json.dumps(told, ensure_ascii=False, indent=1)
    return body, f"{document.record.title_zh}.review.json", "application/json"


def _as_labels(document: ReadDocument) -> tuple[str, str, str]:
    lines = "".join(f"{line}\n" for line in labelled_sentences(review_of(document)))
    return lines, f"{document.record.title_zh}.labels.jsonl", "application/x-ndjson"


def _own(request: Request) -> str:
    """Id of the document that is asked for, once the request may change anything at all."""
    if not from_here(request):
        raise Refused("origin", 403)
    not_too_often("edits", request)
    document_id: str = request.path_params["id"]
    if is_built_in(document_id):
        raise Refused("no_review", 404)
    return document_id


async def _body(request: Request, most: int, refusal: str) -> bytes:
    held = bytearray()
    async for part in request.stream():
        held += part
        if len(held) > most:
            raise Refused(refusal, 413, limit=most // 1_000)
    return bytes(held)


def _conflict(conflict: Conflict) -> Response:
    said = in_both(conflict.sentence)
    since = [change.told() for change in from_rows(conflict.since)]
    body: ChangeConflict = {
        "type": "about:blank",
        "status": 409,
        "title": said["en"],
        "detail": said,
        "head": conflict.head,
        "since": since,
    }
    return JSONResponse(body, 409, _UNKEPT, media_type="application/problem+json")
