"""Headers of every kind of answer, and what the browser is to do after them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from atlas.api import routes
from atlas.settings import BadSetting, settings
from atlas.ui.head import BASE, QUIET, HeadMiddleware
from atlas.ui.headers import HeadersMiddleware, guarded_cookie, page_policy
from tests.unit.asgi import Answer, get

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
PAGE = "text/html,application/xhtml+xml"


async def page(_: object) -> HTMLResponse:
    return HTMLResponse(INDEX)


async def cookies(_: object) -> Response:
    response = PlainTextResponse("here")
    response.raw_headers += [
        (b"set-cookie", b"_streamlit_xsrf=2|a|b|1; Path=/; SameSite=Lax"),
        (b"set-cookie", b"session=x"),
    ]
    return response


async def script(_: object) -> Response:
    return Response("1", media_type="text/javascript", headers={"Referrer-Policy": "no-referrer"})


async def health(_: object) -> JSONResponse:
    return JSONResponse({"status": "ok"})


APP = HeadersMiddleware(
    HeadMiddleware(
        Starlette(
            routes=[
                Route("/healthz", health),
                Route("/cookies", cookies),
                Route("/assets/1/a.js", script),
                *routes(),
                Route("/{path:path}", page),
            ]
        )
    )
)


@pytest.fixture
def framed(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


def policy(answer: Answer) -> dict[str, list[str]]:
    parts = [part.split() for part in answer.headers["content-security-policy"].split(";")]
    assert len({name for name, *_ in parts}) == len(parts)
    return {name: values for name, *values in parts}


ANSWERS = [
    ("/", 200),
    ("/map", 200),
    ("/healthz", 200),
    ("/assets/1/a.js", 200),
    ("/api/v1/measures.json", 200),
    ("/api/v1/measures.json?limit=x", 400),
    ("/api/v1/places.geojson", 200),
    ("/api/v1/links.csv", 200),
    ("/api/v1/", 200),
    ("/api/v1/nothing", 404),
    ("/export.csv", 200),
    ("/export.html", 200),
    ("/export.exe", 404),
]


@pytest.mark.parametrize(("address", "status"), ANSWERS)
def test_every_answer_says_the_same_of_itself(address: str, status: int) -> None:
    path, _, query = address.partition("?")
    answer = get(APP, path, query, accept=PAGE, host="plan.example")
    assert answer.status == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["permissions-policy"].startswith("accelerometer=(), ")
    expected = "no-referrer" if address.endswith(".js") else "same-origin"
    assert answer.headers["referrer-policy"] == expected
    assert policy(answer)["frame-ancestors"] == ["*"]
    assert policy(answer)["default-src"] == ["'none'"]
    assert "x-frame-options" not in answer.headers


def test_a_page_runs_its_own_scripts_and_no_other() -> None:
    answer = get(APP, "/map", accept=PAGE, host="plan.example:8501")
    allowed = policy(answer)
    hashes = [source for source in allowed["script-src"] if source.startswith("'sha256-")]
    # One for Streamlit's line in the index, one for ours.
    assert len(hashes) == len(re.findall("<script>", INDEX + BASE + QUIET)) == 3
    assert set(allowed["script-src"]) - set(hashes) == {"'self'", "blob:", "'wasm-unsafe-eval'"}
    assert allowed["connect-src"] == [
        "'self'", "ws://plan.example:8501", "wss://plan.example:8501",
    ]  # fmt: skip
    for name in ("base-uri", "form-action"):
        assert allowed[name] == ["'self'"]
    # What is not named falls back to nothing at all: objects, frames, workers, media.
    for name in ("object-src", "frame-src", "worker-src", "media-src", "child-src"):
        assert name not in allowed


@pytest.mark.parametrize(
    "host", ["x; script-src *", "a b", "a,b", "'unsafe-inline'", "", "x" * 300]
)
def test_a_hostile_host_adds_nothing_to_the_policy(host: str) -> None:
    answer = get(APP, "/", accept=PAGE, host=host)
    assert policy(answer)["connect-src"] == ["'self'"]
    assert "*" not in policy(answer)["script-src"]


@pytest.mark.parametrize(
    ("chosen", "ancestors", "frame_options"),
    [
        ("*", ["*"], None),
        ("'none'", ["'none'"], "DENY"),
        ("'self'", ["'self'"], "SAMEORIGIN"),
        (
            "'self'  https://www.example.org https://*.example.net:8443",
            ["'self'", "https://www.example.org", "https://*.example.net:8443"],
            None,
        ),
    ],
)
@pytest.mark.parametrize("path", ["/", "/healthz", "/api/v1/", "/export.html"])
def test_a_host_chooses_who_may_embed(
    framed: pytest.MonkeyPatch,
    path: str,
    chosen: str,
    ancestors: list[str],
    frame_options: str | None,
) -> None:
    framed.setenv("ATLAS_FRAME_ANCESTORS", chosen)
    answer = get(APP, path, accept=PAGE)
    assert policy(answer)["frame-ancestors"] == ancestors
    assert answer.headers.get("x-frame-options") == frame_options


@pytest.mark.parametrize(
    "wrong",
    ["", "none", "self", "'none' https://a.example", "* 'self'", "https://a.example; script-src *",
     "https://a.example\nX: y", "https://a b,c", "javascript:", "https://a.example/path?x"],
)  # fmt: skip
def test_a_wrong_choice_is_refused_in_words(framed: pytest.MonkeyPatch, wrong: str) -> None:
    framed.setenv("ATLAS_FRAME_ANCESTORS", wrong)
    with pytest.raises(BadSetting, match=r"(?s)ATLAS_FRAME_ANCESTORS=.*give `\*`, `'none'`"):
        settings()


@pytest.mark.parametrize(
    ("cookie", "secure", "expected"),
    [
        ("session=x", False, "session=x; HttpOnly; SameSite=Lax"),
        ("session=x", True, "session=x; Secure; HttpOnly; SameSite=Lax"),
        ("a=b; Path=/; secure; httponly; samesite=None", True,
         "a=b; Path=/; secure; httponly; samesite=None"),
        ("_streamlit_xsrf=2|a; Path=/; SameSite=Lax", True,
         "_streamlit_xsrf=2|a; Path=/; SameSite=Lax; Secure"),
        ("secure=httponly", True, "secure=httponly; Secure; HttpOnly; SameSite=Lax"),
    ],
)  # fmt: skip
def test_a_cookie_gets_what_it_lacks(cookie: str, secure: bool, expected: str) -> None:
    assert guarded_cookie(cookie, secure=secure) == expected


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_every_cookie_is_guarded_behind_tls(scheme: str) -> None:
    seen: list[str] = []

    async def over(scope: dict, receive: object, send: object) -> None:
        async def note(message: dict) -> None:
            if message["type"] == "http.response.start":
                seen.extend(v.decode() for k, v in message["headers"] if k == b"set-cookie")
            await send(message)  # type: ignore[operator]

        await APP({**scope, "scheme": scheme}, receive, note)

    get(over, "/cookies")
    assert len(seen) == 2
    assert [("Secure" in cookie) for cookie in seen] == [scheme == "https"] * 2
    assert [("HttpOnly" in cookie) for cookie in seen] == [False, True]
    assert all("SameSite=Lax" in cookie for cookie in seen)


def test_no_policy_lets_text_become_script() -> None:
    assert "'unsafe-eval'" not in page_policy("plan.example")
    assert "'unsafe-inline'" not in page_policy("plan.example").split("style-src")[0]
