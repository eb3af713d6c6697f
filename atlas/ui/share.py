"""What a pasted link shows: the picture of a view at `/og.png`, and the tags that point to it."""

from __future__ import annotations

import asyncio
import hashlib
import html
import re
from functools import lru_cache
from typing import Any, Final

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from atlas.analysis.reach import select
from atlas.answering import names_reader_s, read_query
from atlas.api.problems import ProblemError, told
from atlas.api.replying import holds
from atlas.api.requests import read_params
from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.export.statement import full_address
from atlas.figures.share_image import SIZE, share_png
from atlas.figures.svg import LANG_TAGS
from atlas.language import say
from atlas.query import Query
from atlas.ui.assets import version

PATH: Final = "/og.png"
KEPT: Final = 128
"""Pictures kept in memory, some 70 KB each."""
FRESH: Final = "public, max-age=3600, stale-while-revalidate=86400"
NOT_DRAWN: Final = ("measure", "indicator", "year", "kind")
"""Parameters that change nothing in the picture."""
_HOST: Final = re.compile(r"[\w.\-]+(:\d{1,5})?|\[[0-9a-fA-F:.]+\](:\d{1,5})?")
# A picture takes a tenth of a second of a core; a crawler must not take them all.
_drawing: Final = asyncio.Semaphore(1)


@lru_cache(maxsize=KEPT)
def _picture(query: Query) -> bytes:
    return share_png(select(open_document(query.doc), query))


@told
async def serve_share_image(request: Request) -> Response:
    """The picture of a query, 1200 × 630 pixels; the same query is drawn once."""
    params = read_params(request.scope["query_string"])
    asked, _ = Query.from_params(params, load_catalogue())
    if not _public(asked):
        # Neither one that stands nor one that was removed: who passes on the link is told nothing.
        raise ProblemError("not-found", "no_picture")
    query = (await asyncio.to_thread(read_query, params))[0].without(*NOT_DRAWN)
    etag = f'"{hashlib.sha256(f"{version()} {query}".encode()).hexdigest()[:20]}"'
    headers = {"Cache-Control": FRESH, "ETag": etag, "X-Content-Type-Options": "nosniff"}
    if holds(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=headers)
    async with _drawing:
        body = await asyncio.to_thread(_picture, query)
    return Response(body, media_type="image/png", headers=headers)


def share_tags(
    scope: dict[str, Any] | Scope, query: Query, *, page: str, title: str, description: str
) -> str:
    """Open Graph and card tags of a view, with the picture where the request names its host."""
    lang = query.lang
    tags = {
        "og:type": "website",
        "og:site_name": say("pages.brand", lang),
        "og:title": title,
        "og:description": description,
        "og:locale": LANG_TAGS[lang].replace("-", "_") if lang == "zh" else "en_GB",
    }
    origin = _origin(scope)
    if origin and _public(query):
        # The version makes a new address when the data or the drawing changes: programs that
        # preview links keep a picture for as long as its address is the same.
        picture = query.without(*NOT_DRAWN).address(PATH.lstrip("/"), v=version())
        tags |= {
            "og:url": full_address(origin + _base(), query, page),
            "og:image": f"{origin}{_base()}/{picture}",
            "og:image:type": "image/png",
            "og:image:width": str(SIZE[0]),
            "og:image:height": str(SIZE[1]),
            "og:image:alt": title,
            "twitter:card": "summary_large_image",
        }
    return "\n    ".join(
        f'<meta {"name" if name.startswith("twitter") else "property"}="{name}"'
        f' content="{html.escape(value)}" />'
        for name, value in tags.items()
    )


def _public(query: Query) -> bool:
    """Whether a picture may be kept by whoever passes it on: not of a reader's own document."""
    return not names_reader_s(query)


def _origin(scope: dict[str, Any] | Scope) -> str:
    """Scheme and host as the reader wrote them; empty where they cannot be told."""
    headers = dict(scope.get("headers", ()))
    host = headers.get(b"host", b"").decode("latin-1")
    if not _HOST.fullmatch(host):
        return ""
    # A proxy in front speaks plain HTTP to us whatever the reader's browser speaks to it.
    forwarded = headers.get(b"x-forwarded-proto", b"").decode("latin-1").split(",")[0].strip()
    scheme = forwarded if forwarded in ("http", "https") else scope.get("scheme", "http")
    return f"{scheme}://{host}"


def _base() -> str:
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""
