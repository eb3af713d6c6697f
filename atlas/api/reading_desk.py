"""Reading a document that somebody brings: over HTTP, so that its page can show how far it is.

`POST /api/v1/documents` takes a file's bytes, with its name in `X-File-Name` (percent-encoded),
and answers in lines of JSON: stages while it reads, then the document's id or what to do.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import threading
from collections.abc import AsyncIterator, Callable
from functools import lru_cache
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from atlas.analysis.passages import passage_keywords
from atlas.documents import forget_kept, open_document
from atlas.language import say
from atlas.model import LANGS
from atlas.reading import UnreadableFile
from atlas.reading.files import file_text
from atlas.safe_text import name_shown
from atlas.store import KeptDocument, document_store, kept_id

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
    try:
        return origin is None or urlsplit(origin).netloc == request.headers.get("host")
    except ValueError:
        # No browser writes such an origin.
        return False


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
            id=kept_id(found.text),
            title=name_shown(found.title) or name_shown(PurePath(name).stem),
            name=name_shown(name),
            encoding=found.encoding,
            sha256=hashlib.sha256(data).hexdigest(),
            text=found.text,
            headings=json.dumps([[h.start, h.end] for h in found.headings]),
        )
        key = document_store().keep(document)
        tell({"stage": "linking"})
        read = open_document(document.id)
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
    removed = from_here(request) and await asyncio.to_thread(
        document_store().remove, document_id, key
    )
    if not removed:
        return problem(Refused("refused_key", 403))
    forget_kept()
    return Response(status_code=204)


@lru_cache(maxsize=512)
def _keywords(document_id: str, start: int, end: int) -> list[tuple[str, float]]:
    document = open_document(document_id)
    passage = document.reading.document.text[start:end]
    return passage_keywords(passage, document.catalogue.wordings)


async def keywords(request: Request) -> Response:
    """Words that a range of a document's text turns on."""
    asked = request.query_params
    given = [asked.get(name, "0") for name in ("start", "end")]
    try:
        # int() alone takes digits of every script, signs and any length.
        if not all(number.isascii() and number.isdigit() and len(number) <= 9 for number in given):
            raise ValueError(given)
        start, end = map(int, given)
        if start >= end:
            raise ValueError(given)
        found = await asyncio.to_thread(_keywords, asked.get("doc", ""), start, end)
    except (KeyError, ValueError):
        return problem(Refused("refused_range", 404))
    return JSONResponse({"keywords": found})


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
