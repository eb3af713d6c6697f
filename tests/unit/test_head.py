"""The head of the page: what a browser, a search engine and a chat preview know before any script.

The middleware is asked in front of a small application that serves Streamlit's own index page.
"""

from __future__ import annotations

import html
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    StreamingResponse,
)
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import file_util

from atlas.ui.assets import assets_url, version
from atlas.ui.head import COMPONENT_MODULES, HeadMiddleware
from tests.unit.asgi import Answer, get

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
PAGE = "text/html,application/xhtml+xml"


class Head(HTMLParser):
    """The parts of a page's head that are read here."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lang = ""
        self.title = ""
        self.meta: dict[str, str] = {}
        self.links: list[dict[str, str | None]] = []
        self.tags: list[str] = []
        self._in_title = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if tag == "html":
            self.lang = given["lang"] or ""
        elif tag == "meta":
            name = given.get("name") or given.get("property")
            if name is not None:
                assert name not in self.meta, f"{name} twice"
                self.meta[name] = given.get("content") or ""
        elif tag == "link":
            self.links.append(given)
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


async def whole(_: object) -> HTMLResponse:
    return HTMLResponse(INDEX, headers={"ETag": '"1"', "Last-Modified": "Mon, 01 Jan 2026"})


async def pieces(_: object) -> StreamingResponse:
    """The page in pieces that cut a Chinese character and the head in two."""
    body = INDEX.encode()
    return StreamingResponse(
        (body[i : i + 97] for i in range(0, len(body), 97)), media_type="text/html"
    )


async def health(_: object) -> PlainTextResponse:
    return PlainTextResponse("ok")


async def data(_: object) -> JSONResponse:
    return JSONResponse({"title": "<title>Streamlit</title>"})


APP = HeadMiddleware(
    Starlette(
        routes=[
            Route("/_stcore/health", health),
            Route("/data.json", data),
            Route("/pieces", pieces),
            Route("/{path:path}", whole, methods=["GET", "HEAD", "POST"]),
        ]
    )
)


def opened(path: str = "/", params: list[tuple[str, str]] | None = None) -> Head:
    answer = get(APP, path, urlencode(params or []), accept=PAGE)
    assert answer.status == 200
    assert int(answer.headers["content-length"]) == len(answer.body)
    return Head(answer.text)


@pytest.mark.parametrize(
    ("path", "params", "lang", "title"),
    [
        ("/", [], "zh-CN", "总览 · 龙江区域协调发展图谱"),
        ("/", [("lang", "en")], "en", "Overview · Longjiang regional planning"),
        ("/map", [], "zh-CN", "地图 · 龙江区域协调发展图谱"),
        (
            "/map",
            [("lang", "en"), ("strategy", "border-opening")],
            "en",
            "strategy: Border opening · Map · Longjiang regional planning",
        ),
        (
            "/place",
            [("place", "231081")],
            "zh-CN",
            "地区：绥芬河市 · 地区 · 龙江区域协调发展图谱",
        ),
        ("/atlas/measures", [], "zh-CN", "举措 · 龙江区域协调发展图谱"),
        ("/no-such-page", [], "zh-CN", "总览 · 龙江区域协调发展图谱"),
    ],
)
def test_language_and_title(
    path: str, params: list[tuple[str, str]], lang: str, title: str
) -> None:
    head = opened(path, params)
    assert (head.lang, head.title) == (lang, title)
    assert head.meta["og:title"] == title


@pytest.mark.parametrize(
    ("params", "description"),
    [
        (
            [],
            "黑龙江省2026年区域协调发展部署的每一项举措落在哪个县，凭什么。"
            " 全部举措；面向全省的单独列出",
        ),
        (
            [("lang", "en"), ("q", "ports")],
            "Where each measure of Heilongjiang's 2026 plan for regional development lands, and"
            " why. Showing search “ports”",
        ),
    ],
)
def test_description_and_preview(params: list[tuple[str, str]], description: str) -> None:
    head = opened("/", params)
    assert head.meta["description"] == description
    assert head.meta["og:description"] == description
    assert head.meta["og:type"] == "website"


def test_everything_else_of_the_page_is_left_as_it_was() -> None:
    before, after = Head(INDEX), opened()
    # On top come the site's own module, and what Streamlit is told.
    assert after.tags.count("script") == before.tags.count("script") + 2
    assert [link for link in after.links if link in before.links] == before.links
    body = get(APP, "/", accept=PAGE).text
    assert body.count("</head>") == 1
    assert body.endswith(INDEX[INDEX.index("</head>") :])


@pytest.mark.parametrize("path", ["/", "/map", "/no-such-page"])
def test_streamlit_shows_no_dialogs_of_its_own(path: str) -> None:
    body = get(APP, path, accept=PAGE).text
    assert body.count("HOST_CONFIG={blockErrorDialogs:true}") == 1
    # Said after where the server is, which is said only where nothing has been said before.
    assert body.find("BACKEND_BASE_URL") < body.index("HOST_CONFIG")


def test_what_every_view_needs_is_fetched_early_and_from_here() -> None:
    early = [str(link["href"]) for link in opened().links if link["href"] is not None]
    ours = [href for href in early if href.startswith(assets_url())]
    assert f"/assets/{version()}/catalogue.json" in ours
    assert f"/assets/{version()}/documents/plan-2026.json" in ours
    assert not [href for href in early if "//" in href]
    body = get(APP, "/", accept=PAGE).text
    assert f'<script type="module" fetchpriority="low" src="{assets_url()}site.js">' in body


def test_streamlit_s_modules_for_components_are_named_early_and_are_there() -> None:
    static = Path(file_util.get_static_dir())
    stock = [link["href"] for link in Head(INDEX).links]
    named = [str(link["href"]) for link in opened().links if link["rel"] == "modulepreload"]
    ours = [href for href in named if href not in stock]
    # All of them: under a new version of Streamlit the list has to be looked at again.
    assert len(ours) == len(COMPONENT_MODULES)
    assert [href for href in ours if not (static / href).is_file()] == []


@pytest.mark.parametrize(
    ("path", "told"), [("/", False), ("/map", True), ("/somewhere/place", True), ("/other", False)]
)
def test_a_page_below_the_root_is_told_where_its_server_is(path: str, told: bool) -> None:
    body = get(APP, path, accept=PAGE).text
    assert ("BACKEND_BASE_URL" in body) == told


HOSTILE = [
    '"><script>alert(1)</script>',
    "</title><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "\\1 \\g<0> \\n",
    "&lt;b&gt; & “县”",
    "{values} {0}",
    "\x00\x1f\x7f",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_search_is_only_text(text: str) -> None:
    body = get(APP, "/", urlencode({"q": text, "lang": "en"}), accept=PAGE).text
    head = Head(body)
    assert head.tags.count("script") == Head(INDEX).tags.count("script") + 2
    # What is not seen is no part of a search.
    typed = " ".join(text.strip("\x00\x1f\x7f").split())
    said = f"search “{typed}” · " if typed else ""
    shown = f"{said}Overview · Longjiang regional planning"
    assert head.title == shown
    assert head.meta["og:title"] == shown
    if typed:
        assert html.escape(typed) in body


@pytest.mark.parametrize(
    "query",
    [
        "place=999999&strategy=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E",
        "q=" + "%E5%8E%BF" * 3500,
        "&".join(["strategy=ecology"] * 500),
        "&".join(f"x{i}=1" for i in range(3000)),
        "&&&===;;;%%%",
        "q=%FF%FE%00",
        "q=\xe5\x8e\xbf",
        "lang",
    ],
    ids=["unknown values", "10 KB", "500 values", "3000 names", "marks", "no utf-8", "raw", "bare"],
)
def test_a_hostile_address_still_opens(query: str) -> None:
    answer = get(APP, "/map", query, accept=PAGE)
    assert answer.status == 200
    head = Head(answer.text)
    assert head.title.endswith("地图 · 龙江区域协调发展图谱")
    assert "img" not in head.tags
    assert len(head.title) < 400


@pytest.mark.parametrize("headers", [{"accept": "*/*"}, {}], ids=["anything", "nothing said"])
def test_a_chat_s_preview_gets_the_same_head(headers: dict[str, str]) -> None:
    head = Head(get(APP, "/map", "lang=en", **headers).text)
    assert head.meta["og:title"] == "Map · Longjiang regional planning"


def test_a_page_in_pieces_is_put_together() -> None:
    head = Head(get(APP, "/pieces", accept=PAGE).text)
    assert head.title == "总览 · 龙江区域协调发展图谱"


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/_stcore/health", {"accept": PAGE}),
        ("/data.json", {"accept": PAGE}),
        ("/", {"accept": "image/avif,image/webp"}),
        ("/data.json", {"accept": "*/*"}),
        ("/favicon.png", {"accept": "*/*"}),
        ("/assets/abc/loader.js", {"accept": PAGE}),
        ("/static/js/index.js", {"accept": PAGE}),
    ],
)
def test_what_is_no_page_is_passed_on_as_it_is(path: str, headers: dict[str, str]) -> None:
    def plain(answer: Answer) -> tuple[int, bytes]:
        return answer.status, answer.body

    assert plain(get(APP, path, **headers)) == plain(get(APP.app, path, **headers))


@pytest.mark.parametrize("method", ["HEAD", "POST"])
def test_only_pages_that_are_read_are_completed(method: str) -> None:
    answer = get(APP, "/", method=method, accept=PAGE)
    assert b"og:title" not in answer.body


def test_a_completed_page_is_asked_for_whole_and_plain_and_not_kept_by_its_old_mark() -> None:
    seen: list[bytes] = []

    async def watching(scope: dict, receive: object, send: object) -> None:
        seen.extend(name for name, _ in scope["headers"])
        await APP.app(scope, receive, send)

    answer = get(
        HeadMiddleware(watching),
        "/",
        accept=PAGE,
        accept_encoding="gzip, br",
        if_none_match='"1"',
        range="bytes=0-9",
        cookie="a=b",
    )
    assert seen == [b"accept", b"cookie"]
    assert "etag" not in answer.headers
    assert "last-modified" not in answer.headers


def test_an_answer_on_the_way_keeps_all_its_cookies() -> None:
    def signed_in(_: Request) -> RedirectResponse:
        answer = RedirectResponse("/", 302)
        answer.set_cookie("who", "a")
        answer.set_cookie("tokens", "b")
        return answer

    app = HeadMiddleware(Starlette(routes=[Route("/oauth2callback", signed_in)]))
    client = TestClient(app, follow_redirects=False)
    answer = client.get("/oauth2callback", headers={"Accept": PAGE})
    assert [one.partition("=")[0] for one in answer.headers.get_list("set-cookie")] == [
        "who",
        "tokens",
    ]
