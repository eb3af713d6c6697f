"""Bringing a document over HTTP, so that its page can show how far it is.

`POST /api/v1/documents` takes a file's bytes, with its name in `X-File-Name` (percent-encoded) and
a secret of the sender's in `Idempotency-Key`: the same key and file again give the same document,
and the key removes it. It answers in lines of JSON: where the document stands in the line, stages
while it is read, then its id or what to do. With `?draft` the document goes after some minutes,
unless its key says before that it be kept (`counter.py`); a host that keeps none takes only such.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from functools import partial
from pathlib import PurePath
from typing import IO, Any, Final
from urllib.parse import unquote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from atlas.contract.common import in_both
from atlas.contract.desk import DeskLine, FoundText, KeptLine
from atlas.desk.admission import from_here, not_too_often
from atlas.desk.apart import Workshop
from atlas.desk.bodies import Bodies, Body
from atlas.desk.counter import Counter
from atlas.desk.line import Line, LineFull
from atlas.desk.permission import Permission, Who, nobody
from atlas.desk.refusals import Refused, problem, sentences
from atlas.documents import leave_reading
from atlas.safe_text import name_shown
from atlas.settings import Settings
from atlas.store import (
    KeptDocument,
    KeyUsed,
    QuotaFull,
    StoreFault,
    document_store,
    new_id,
)

_KEY: Final = re.compile(r"[A-Za-z0-9_-]{22,128}")


class Desk:
    """The reading desk of one server: its line, its worker and its bounds."""

    def __init__(self, settings: Settings, who: Who = nobody) -> None:
        self._line = Line(settings.readers, settings.queue)
        self._bodies = Bodies(settings.bodies_mb * 1_000_000, settings.stall_seconds)
        self._workshop = Workshop(seconds=settings.read_seconds, megabytes=settings.read_mb)
        # Of its own: a store that answers late must not take the threads that serve the others.
        self._threads = ThreadPoolExecutor(2, "desk")
        self._permission = Permission(settings, who)
        self._counter = Counter(self._threads, self._permission)

    def close(self) -> None:
        """End the worker and what it reads."""
        self._workshop.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def routes(self) -> list[Route]:
        """Addresses of the desk."""
        return [
            Route("/api/v1/documents", self.bring, methods=["POST"]),
            *self._counter.routes(),
        ]

    async def bring(self, request: Request) -> Response:
        """Read a file and keep its text."""
        try:
            self._admit(request)
            key = _key(request)
            # While the file is on its way.
            self._workshop.start()
            name = name_shown(unquote(request.headers.get("x-file-name", ""))) or "document.txt"
            body = await self._bodies.receive(request.stream(), _announced(request))
        except Refused as refusal:
            return problem(refusal)
        except ClientDisconnect:
            return Response(status_code=400)
        asked = request.query_params.get("encoding")
        draft = "draft" in request.query_params
        client = self._permission.client(request)
        told = self._taken_in(body, name, asked, key, client=client, draft=draft)
        return _Lines(told, body)

    def _admit(self, request: Request) -> None:
        self._permission.must_bring(request, draft="draft" in request.query_params)
        if not from_here(request):
            raise Refused("origin", 403)
        not_too_often("uploads", request)

    async def _taken_in(
        self, body: Body, name: str, encoding: str | None, key: str, *, client: str, draft: bool
    ) -> AsyncGenerator[DeskLine]:
        """Where a document stands, the stages of its reading, and last what came of it."""
        try:
            before = await self._in_thread(document_store().kept_with, key, body.sha256)
            if before is not None:
                # Its answer was lost on the way: there is nothing to read again.
                yield {"id": before.id, "key": key, "encoding": before.encoding}
                return
            async with self._line.place() as numbers:
                async for number in numbers:
                    yield {"stage": "waiting", "before": number}
                found: FoundText | None = None
                read = self._workshop.read(body.file, name, encoding, body.left)
                async with aclosing(read) as said:
                    async for message in said:
                        if "found" in message:
                            found = message["found"]
                        else:
                            yield message
            if found is not None:
                yield await self._kept(found, name, key, body.left, client=client, draft=draft)
        except LineFull:
            yield {"problem": sentences("desk.line_full")}
        except (KeyUsed, QuotaFull, StoreFault) as refused:
            yield {"problem": in_both(refused.sentence)}

    async def _kept(
        self, found: FoundText, name: str, key: str, left: IO[bytes], *, client: str, draft: bool
    ) -> KeptLine:
        document = KeptDocument(
            id=new_id(),
            title=name_shown(found["title"]) or PurePath(name).stem,
            name=name,
            encoding=found["encoding"],
            sha256=found["sha256"],
            text=found["text"],
            headings=json.dumps(found["headings"]),
            issues=found["issues"],
            draft=draft,
        )
        keep = partial(document_store().keep, document, key=key, client=client)
        kept = await self._in_thread(keep)
        if kept.id == document.id:
            await self._in_thread(_leave, kept.id, left)
        return {
            "id": kept.id,
            "key": key,
            "encoding": kept.encoding,
            "measures": found["measures"],
            "start": found["start"],
        }

    async def _in_thread(self, work: Any, *given: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *given)


class _Lines(StreamingResponse):
    """Lines of JSON; the file is let go whether they were all sent, or none."""

    def __init__(self, said: AsyncGenerator[DeskLine], body: Body) -> None:
        self._said = said
        self._body = body
        super().__init__(
            (json.dumps(one, ensure_ascii=False).encode() + b"\n" async for one in said),
            media_type="application/x-ndjson",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            # When the reader has left, the generator stands where it was cancelled or never began.
            await self._said.aclose()
            self._body.close()


def _leave(document_id: str, left: IO[bytes]) -> None:
    left.seek(0)
    leave_reading(document_id, left.read())


def _announced(request: Request) -> int | None:
    length = request.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 16 else None


def _key(request: Request) -> str:
    """The sender's secret, or a new one for a program that gives none."""
    given = request.headers.get("idempotency-key")
    if given is None:
        return secrets.token_urlsafe(32)
    if _KEY.fullmatch(given) is None:
        raise Refused("bad_key", 400)
    return given
