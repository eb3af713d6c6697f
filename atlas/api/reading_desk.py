"""Reading a document that somebody brings: over HTTP, so that its page can show how far it is.

`POST /api/v1/documents` takes a file's bytes, with its name in `X-File-Name` (percent-encoded),
and answers in lines of JSON: stages while it reads, then the document's id or what to do.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from atlas.analysis.passages import passage_keywords
from atlas.api.aside import aside
from atlas.api.problems import document_problem, problem_response
from atlas.api.replying import PRIVATE
from atlas.documents import ReadDocument, drop_document, is_built_in, open_document
from atlas.holding import kept_on_it
from atlas.language import say
from atlas.model import LANGS
from atlas.reading import UnreadableFile
from atlas.reading.files import file_text
from atlas.store import (
    KeptDocument,
    MissingDocument,
    QuotaFull,
    StoreFault,
    document_store,
    new_id,
)

LARGEST: Final = 20_000_000
"""Bytes of a file taken on the screen; the command line takes any."""
LONGEST: Final = 1_000_000
"""Characters of a document shown on the screen, some 1,500 pages."""
AT_ONCE: Final = threading.BoundedSemaphore(2)
"""Documents read side by side; more would slow every other reader."""


class Refused(Exception):
    """A document that is not taken, with a clear sentence; `key` is of `atlas/words/read.json`."""

    def __init__(self, key: str, status: int, **values: object) -> None:
        self.status = status
        self.sentences = {lang: say(f"read.{key}", lang, **values) for lang in LANGS}
        super().__init__(self.sentences["en"])


def from_here(request: Request) -> bool:
    """Whether a request comes from a page of this server, as browsers state it."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


async def bring_document(request: Request) -> Response:
    """Read a file and keep its text."""
    try:
        if not from_here(request):
            raise Refused("refused_origin", 403)
        data = await _body(request)
    except Refused as refusal:
        return problem(refusal)
    name = unquote(request.headers.get("x-file-name", "")) or "document.txt"
    encoding = request.query_params.get("encoding")
    lines = _told(lambda tell: take_in(data, name, encoding, tell))
    return StreamingResponse(lines, media_type="application/x-ndjson")


async def _body(request: Request) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST:
            raise Refused("refused_size", 413, limit=LARGEST // 1_000_000)
        parts.append(part)
    return b"".join(parts)


def take_in(
    data: bytes, name: str, encoding: str | None, tell: Callable[[dict[str, Any]], None]
) -> dict[str, Any]:
    """Read a file's bytes, keep the text, and say what came of it; `tell` hears of each stage."""
    with AT_ONCE:
        tell({"stage": "reading"})
        try:
            found = file_text(
                data,
                name=name,
                encoding=encoding,
                progress=lambda read, pages: tell({"stage": "reading", "part": read / pages}),
            )
            if len(found.text) > LONGEST:
                raise Refused("refused_length", 413, limit=LONGEST)
        except UnreadableFile as error:
            return {"problem": {lang: error.sentence(lang) for lang in LANGS}}
        except Refused as refusal:
            return {"problem": refusal.sentences}
        document = KeptDocument(
            id=new_id(),
            title=found.title or PurePath(name).stem,
            name=name,
            encoding=found.encoding,
            sha256=hashlib.sha256(data).hexdigest(),
            text=found.text,
            headings=json.dumps([[h.start, h.end] for h in found.headings]),
        )
        key = secrets.token_urlsafe(18)
        try:
            document = document_store().keep(document, key=key)
            tell({"stage": "linking"})
            read = open_document(document.id)
        except (QuotaFull, StoreFault, MissingDocument) as refusal:
            return {"problem": {lang: refusal.sentence(lang) for lang in LANGS}}
        return {
            "id": document.id,
            "key": key,
            "encoding": document.encoding,
            "measures": len(read.measures),
            "start": read.reading.document.text[:200],
        }


async def _told(
    work: Callable[[Callable[[dict[str, Any]], None]], dict[str, Any]],
) -> AsyncIterator[bytes]:
    """Lines of what a piece of work tells from its thread, and last its result."""
    loop = asyncio.get_running_loop()
    told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    def tell(stage: dict[str, Any]) -> None:
        loop.call_soon_threadsafe(told.put_nowait, stage)

    task = asyncio.create_task(asyncio.to_thread(work, tell))
    task.add_done_callback(lambda done: told.put_nowait({"done": True}))
    while "done" not in (stage := await told.get()):
        yield _line(stage)
    yield _line(await task)


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


async def remove_document(request: Request) -> Response:
    """Remove a kept document by the key its keeper was given."""
    document_id = request.path_params["id"]
    key = request.headers.get("x-key", "")
    if not from_here(request):
        return problem(Refused("refused_key", 403))
    try:
        removed = await asyncio.to_thread(document_store().remove, document_id, key)
    except StoreFault as fault:
        return problem_response(document_problem(fault), request)
    if not removed:
        return problem(Refused("refused_key", 403))
    drop_document(document_id)
    return Response(status_code=204)


def _keywords(document_id: str, start: int, end: int) -> list[tuple[str, float]]:
    return _passage(open_document(document_id), start, end)


@kept_on_it(512)
def _passage(document: ReadDocument, start: int, end: int) -> list[tuple[str, float]]:
    passage = document.reading.document.text[start:end]
    return passage_keywords(passage, document.catalogue.wordings)


async def keywords(request: Request) -> Response:
    """Words that a range of a document's text turns on."""
    asked = request.query_params
    document_id = asked.get("doc", "")
    try:
        start, end = int(asked.get("start", "0")), int(asked.get("end", "0"))
        if not 0 <= start < end:
            raise ValueError(f"{start}-{end}")
        found = await aside(_keywords, document_id, start, end)
    except ValueError:
        return problem(Refused("refused_range", 404))
    except (MissingDocument, StoreFault) as fault:
        return problem_response(document_problem(fault), request)
    kept = {} if is_built_in(document_id) else {"Cache-Control": PRIVATE}
    return JSONResponse({"keywords": found}, headers=kept)


def problem(refusal: Refused) -> JSONResponse:
    """Problem details (RFC 9457) with the sentence in both languages."""
    body = {
        "type": "about:blank",
        "status": refusal.status,
        "title": refusal.sentences["en"],
        "detail": refusal.sentences,
    }
    return JSONResponse(body, refusal.status, media_type="application/problem+json")


ROUTES: Final = [
    Route("/api/v1/documents", bring_document, methods=["POST"]),
    Route("/api/v1/documents/{id}", remove_document, methods=["DELETE"]),
    Route("/api/v1/keywords", keywords),
]
