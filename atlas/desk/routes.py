"""Bringing, keeping and removing a document over HTTP, so that its page can show how far it is.

`POST /api/v1/documents` takes a file's bytes, with its name in `X-File-Name` (percent-encoded) and
a secret of the sender's in `Idempotency-Key`: the same key and file again give the same document,
and the key removes it. It answers in lines of JSON: where the document stands in the line, stages
while it is read, then its id or what to do. With `?draft` the document goes after some minutes,
unless `POST /api/v1/documents/<id>` with the key in `X-Key` says before that it be kept.
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
from math import ceil
from pathlib import PurePath
from typing import IO, Any, Final
from urllib.parse import unquote, urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from atlas.contract.common import Both, in_both
from atlas.contract.desk import DeskLine, FoundText, KeptLine
from atlas.desk.apart import Workshop
from atlas.desk.bodies import Bodies, Body
from atlas.desk.line import Line, LineFull
from atlas.desk.refusals import Refused, problem, sentences
from atlas.documents import drop_document, leave_reading
from atlas.rates import RateKind, allow, client_network
from atlas.safe_text import name_shown
from atlas.settings import Settings
from atlas.store import (
    KeptDocument,
    KeyUsed,
    MissingDocument,
    QuotaFull,
    StoreFault,
    document_store,
    new_id,
)

_KEY: Final = re.compile(r"[A-Za-z0-9_-]{22,128}")


class Desk:
    """The reading desk of one server: its line, its worker and its bounds."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._line = Line(settings.readers, settings.queue)
        self._bodies = Bodies(settings.bodies_mb * 1_000_000, settings.stall_seconds)
        self._workshop = Workshop(seconds=settings.read_seconds, megabytes=settings.read_mb)
        # Of its own: a store that answers late must not take the threads that serve the others.
        self._threads = ThreadPoolExecutor(2, "desk")

    def close(self) -> None:
        """End the worker and what it reads."""
        self._workshop.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def routes(self) -> list[Route]:
        """Addresses of the desk."""
        return [
            Route("/api/v1/documents", self.bring, methods=["POST"]),
            Route("/api/v1/documents/{id}", self.keep, methods=["POST"]),
            Route("/api/v1/documents/{id}", self.remove, methods=["DELETE"]),
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
        client = _client(request)
        told = self._taken_in(body, name, asked, key, client=client, draft=draft)
        return _Lines(told, body)

    async def keep(self, request: Request) -> Response:
        """Let a draft be kept by the key it was brought with."""
        document_id = request.path_params["id"]
        try:
            if not from_here(request):
                raise Refused("origin", 403)
            _not_too_often("keys", request)
            key = request.headers.get("x-key", "")
            if not await self._in_thread(document_store().keep_draft, document_id, key):
                raise Refused("key_keeps", 403)
        except Refused as refusal:
            return problem(refusal)
        except MissingDocument as missing:
            status = 404 if missing.standing == "unknown" else 410
            return problem(Refused.because(in_both(missing.sentence), status))
        except StoreFault as fault:
            return problem(Refused.because(_in_words(fault), 503, wait=30))
        # Where it comes from is told of what is kept with its date.
        drop_document(document_id)
        return Response(status_code=204, headers={"Cache-Control": "no-store"})

    async def remove(self, request: Request) -> Response:
        """Remove a kept document by the key its keeper holds."""
        document_id = request.path_params["id"]
        try:
            if not from_here(request):
                raise Refused("origin", 403)
            _not_too_often("keys", request)
            key = request.headers.get("x-key", "")
            if not await self._in_thread(document_store().remove, document_id, key):
                raise Refused("key", 403)
        except Refused as refusal:
            return problem(refusal)
        except StoreFault as fault:
            return problem(Refused.because(_in_words(fault), 503, wait=30))
        drop_document(document_id)
        return Response(status_code=204, headers={"Cache-Control": "no-store"})

    def _admit(self, request: Request) -> None:
        if not self._settings.uploads:
            raise Refused("closed", 403)
        if not from_here(request):
            raise Refused("origin", 403)
        _not_too_often("uploads", request)

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
            yield {"problem": _in_words(refused)}

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


def from_here(request: Request) -> bool:
    """Whether a request comes from a page of this server, as browsers state it.

    A proxy may leave the port out of the host it passes on, so ports are not compared.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None:
        return True
    try:
        asked = urlsplit(f"//{request.headers.get('host', '')}").hostname
        return asked is not None and urlsplit(origin).hostname == asked
    except ValueError:
        # No browser writes such an origin.
        return False


def _leave(document_id: str, left: IO[bytes]) -> None:
    left.seek(0)
    leave_reading(document_id, left.read())


def _not_too_often(kind: RateKind, request: Request) -> None:
    if (wait := allow(kind, _client(request))) is not None:
        raise Refused("too_often", 429, wait=wait, minutes=ceil(wait / 60))


def _client(request: Request) -> str:
    return client_network(request.client.host) if request.client else ""


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


def _in_words(refused: KeyUsed | QuotaFull | StoreFault) -> Both:
    return in_both(refused.sentence)
