"""The page's head: language, title and description in the reader's words, style, early fetches.

Streamlit serves one index page for every address. Before any script runs, a browser, a screen
reader or a chat preview knows only that page, so it is completed here from the query.
"""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from atlas.catalogue import Catalogue, load_catalogue
from atlas.language import say
from atlas.query import Query
from atlas.site import LANDING, SITE
from atlas.ui.assets import BUNDLE, DRAWINGS, assets_url
from atlas.ui.share import share_tags
from atlas.ui.style import STYLE

LONGEST_PART: Final = 60
"""Characters of one part of a filter in a page's title."""
COMPONENT_MODULES: Final = ("BidiComponent", "_arrayReduce", "serialization", "recordbatch")
"""Modules of Streamlit 1.67 without their hashes; one that is missing is not named early."""
DRAWING: Final = "map.topo.json"
EARLY_DATA: Final = {"cooperation": "china.topo.json", "method": "method.json"}
"""What a page that does not draw the province fetches early instead of its drawing."""
MOST_PARAMETERS: Final = 500
"""Parameters of an address that are read for its title: more than every choice there is."""


class HeadMiddleware:
    """Completes the head of every HTML page that Streamlit serves."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; rewrite the body of whole HTML pages."""
        if scope["type"] != "http" or scope["method"] != "GET" or not _wants_page(scope):
            await self.app(scope, receive, send)
            return
        # A compressed or unchanged page could not be completed: ask for it plain and whole.
        scope = dict(scope)
        scope["headers"] = [
            (name, value)
            for name, value in scope["headers"]
            if name not in (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
        ]
        start: Message | None = None
        body = b""

        async def complete(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body" or start is None:
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            # Not as a dict: a sign-in sets several cookies in one answer.
            headers = MutableHeaders(raw=list(start["headers"]))
            if headers.get("content-type", "").startswith("text/html"):
                body = complete_head(body.decode(), scope).encode()
                del headers["etag"]
                del headers["last-modified"]
                headers["content-length"] = str(len(body))
            await send({**start, "headers": headers.raw})
            await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, complete)


def _wants_page(scope: Scope) -> bool:
    accept = dict(scope["headers"]).get(b"accept", b"*/*")
    path = scope["path"]
    if b"text/html" in accept:
        # The API's page and exported files are whole as they are, and keep their ETag and packing.
        others = ("/assets/", "/_stcore/", "/static/", "/api/", "/data/", "/export.")
        return not path.startswith(others)
    # A chat's preview takes anything: only the pages themselves can be meant for a reader.
    return b"*/*" in accept and path.strip("/").split("/")[-1] in ("", *SITE)


def _short(words: str) -> str:
    """Part of a filter as a tab can hold it: a hundred places would make a title of a page."""
    return words if len(words) <= LONGEST_PART else f"{words[: LONGEST_PART - 1].rstrip()}…"


def page_title(page: str, query: Query, catalogue: Catalogue) -> str:
    """A page under a query in the words of its filter, as tabs and shared links show it."""
    said = [_short(words) for _, words in query.clauses(catalogue)]
    return " · ".join([*said, say(f"pages.{page}", query.lang), say("pages.brand", query.lang)])


@cache
def _drawing_components() -> tuple[str, ...]:
    """Streamlit's own modules for components, which it asks for when the first one has come."""
    static = Path(file_util.get_static_dir()) / "static" / "js"
    found = (sorted(static.glob(f"{name}.*.js")) for name in COMPONENT_MODULES)
    return tuple(f"static/js/{paths[0].name}" for paths in found if paths)


def early_fetches(page: str, document: str | None) -> list[str]:
    """The site's module and what a page's views read, fetched while Streamlit's own page starts.

    Else the browser would learn of the module from the websocket, and of the rest from the module.
    Streamlit's own files go first.
    """
    drawing = EARLY_DATA.get(page, DRAWING)
    # A province without ties has no drawing of the country.
    held = drawing not in DRAWINGS or DRAWINGS[drawing].exists()
    data = ["catalogue.json", *([drawing] if held else [])]
    data += [f"documents/{document}.json"] if document else []
    base, late = assets_url(), 'fetchpriority="low"'
    return [
        f'<script type="module" {late} src="{base}{BUNDLE}"></script>',
        *(f'<link rel="preload" as="fetch" crossorigin {late} href="{base}{d}" />' for d in data),
        *(
            f'<link rel="modulepreload" crossorigin {late} href="./{module}" />'
            for module in _drawing_components()
        ),
    ]


BASE: Final = "<script>window.__streamlit??={BACKEND_BASE_URL:new URL('.',location).href}</script>"
"""Where the server is, seen from a page below it.

Streamlit would first ask below the page's own address, be refused, and wait 0.1 s before it asks
above.
"""


QUIET: Final = "<script>(window.__streamlit??={}).HOST_CONFIG={blockErrorDialogs:true}</script>"
"""Streamlit's choice for hosts that speak for themselves: no dialogs of its own.

They are in English and name Streamlit's commands and pages of others; `frontend/connection/line.js`
says what has happened.
"""


def complete_head(page: str, scope: dict[str, Any] | Scope) -> str:
    """The index page with `lang`, title, description and early fetches filled in."""
    asked = scope.get("query_string", b"").decode("latin-1").split("&")[:MOST_PARAMETERS]
    params = parse_qs("&".join(asked))
    catalogue = load_catalogue()
    query, _ = Query.from_params(params, catalogue)
    name = scope["path"].strip("/").split("/")[-1]
    page_name = name if name in SITE else LANDING
    title = page_title(page_name, query, catalogue)
    description = f"{say('pages.description', query.lang)} {query.describe(catalogue)}"
    head = [f'<meta name="description" content="{html.escape(description)}" />']
    head.append(share_tags(scope, query, page=page_name, title=title, description=description))
    head.append(STYLE)
    head += early_fetches(page_name, query.doc if query.doc in catalogue.documents else None)
    if name in SITE:
        head.append(BASE)
    head.append(QUIET)
    tag = "zh-CN" if query.lang == "zh" else "en"
    page = re.sub(r'<html lang="[^"]*"', f'<html lang="{tag}"', page, count=1)
    page = re.sub(
        r"<title>.*?</title>", lambda _: f"<title>{html.escape(title)}</title>", page, count=1
    )
    return page.replace("</head>", "    " + "\n    ".join(head) + "\n  </head>", 1)
