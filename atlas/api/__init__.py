"""The same answers over HTTP: tables as JSON, CSV and GeoJSON, and files to be saved.

Nothing here knows of Streamlit. `create_api` is an application of its own, and `routes` hangs it
into another one.
"""

from __future__ import annotations

from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from atlas.api.answer_cache import Answer, Kept
from atlas.api.aside import aside
from atlas.api.guide import api_page
from atlas.api.openapi import description_text
from atlas.api.problems import ProblemError, document_problem, problem_response, spoken
from atlas.api.replying import reply
from atlas.api.requests import (
    JSON_ROWS,
    MOST_ROWS,
    Answering,
    known_asking,
    read_asking,
    served_at,
)
from atlas.api.table_answers import DROPPED, ROUTES, TOTAL, RowFormat, file_answer, rows_answer
from atlas.export import FORMATS
from atlas.export.contents import TableName
from atlas.export.statement import today
from atlas.language import listing
from atlas.safe_text import shown
from atlas.store import MissingDocument, StoreFault

KEPT_BYTES: Final = 64_000_000
"""Memory for finished answers: some hundred of the largest, several thousand of the usual."""

EXPOSED: Final = ("ETag", "Link", DROPPED, TOTAL, "Content-Disposition")


def create_api(base_url: str = "") -> Starlette:
    """The API as an application.

    `base_url` is where readers find the dashboard, for the links in answers; where it is not
    given, the address that was asked.
    """
    kept = Kept(KEPT_BYTES)
    found: list[BaseRoute] = []
    for name, kinds in ROUTES:
        found.append(_rows_route(f"/api/v1/{name}", name, "json", kept, base_url))
        for kind in kinds:
            found.append(_rows_route(f"/api/v1/{name}.{kind}", name, kind, kept, base_url))
    found += [
        Route("/api/v1/openapi.json", _openapi),
        Route("/api/v1/", _page),
        Route("/api/v1", _page),
        *(_file_route(id_, kept, base_url) for id_ in FORMATS),
    ]
    return Starlette(
        routes=found,
        middleware=[
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "HEAD"],
                allow_headers=["If-None-Match"],
                expose_headers=EXPOSED,
            )
        ],
        exception_handlers={
            ProblemError: _problem,
            MissingDocument: _document_problem,
            StoreFault: _document_problem,
            HTTPException: _http_problem,
            Exception: _failure,
        },
    )


def routes(base_url: str = "") -> list[BaseRoute]:
    """Routes that hand the API's addresses to it, for the application it lives in."""
    api = create_api(base_url)
    return [
        Route("/api/{rest:path}", api),
        Route("/export.{kind}", api),
    ]


def _rows_route(path: str, name: TableName, kind: RowFormat, kept: Kept, base_url: str) -> Route:
    rows = JSON_ROWS if kind == "json" else MOST_ROWS

    async def answer_rows(request: Request) -> Response:
        asking = await _asked(request, base_url, rows, paged=True)
        day = today()
        if asking.private:
            answer = await aside(rows_answer, name, kind, asking, day)
            return reply(request, answer, private=True)
        key = (name, kind, asking, day)
        found = kept.find(key) or await kept.find_or_make(
            key, lambda: rows_answer(name, kind, asking, day)
        )
        return reply(request, found)

    return Route(path, answer_rows)


def _file_route(kind: str, kept: Kept, base_url: str) -> Route:
    async def answer_file(request: Request) -> Response:
        asking = await _asked(request, base_url, None, paged=False)
        day = today()
        if asking.private:
            answer = await aside(file_answer, kind, asking, day)
            return reply(request, answer, private=True)
        key = ("export", kind, asking, day)
        return reply(request, await kept.find_or_make(key, lambda: file_answer(kind, asking, day)))

    return Route(f"/export.{kind}", answer_file)


async def _asked(request: Request, base_url: str, rows: int | None, *, paged: bool) -> Answering:
    """What a request asks, read in a thread: a reader's document may have to be opened."""
    raw, base = request.scope["query_string"], base_url or served_at(request)
    if (known := known_asking(raw, base, rows, paged=paged)) is not None:
        return known
    if b"doc=" in raw or b"against=" in raw:
        return await aside(read_asking, raw, base, rows, paged=paged)
    return read_asking(raw, base, rows, paged=paged)


async def _openapi(request: Request) -> Response:
    lang = spoken(request) if "lang" in request.query_params else "en"
    headers = {"Content-Type": "application/json"}
    return reply(request, Answer.of(description_text(lang), headers))


async def _page(request: Request) -> Response:
    lang = spoken(request)
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Language": "zh-CN" if lang == "zh" else "en",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline';"
        " base-uri 'none'; form-action 'none'",
    }
    answer = Answer.of(api_page(lang, served_at(request)), headers)
    response = reply(request, answer)
    response.headers["Vary"] = "Accept-Encoding, Accept-Language"
    return response


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    return problem_response(error, request)


async def _document_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, MissingDocument | StoreFault)
    return problem_response(document_problem(error), request)


async def _http_problem(request: Request, error: Exception) -> Response:
    """What the router itself refuses: an address it does not know, a method it does not take."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        problem = ProblemError(
            "method",
            "read_only",
            {"method": shown(request.method[:20])},
            headers=error.headers or {},
        )
        return problem_response(problem, request)
    path = request.url.path
    if path.startswith("/export."):
        formats = listing([f".{id_}" for id_ in FORMATS], spoken(request))
        values = {"format": shown(path.removeprefix("/export")[:40]), "formats": formats}
        return problem_response(ProblemError("not-found", "unknown_file", values), request)
    tables = listing([name for name, _ in ROUTES], spoken(request))
    values = {"path": shown(path[:80]), "tables": tables}
    return problem_response(ProblemError("not-found", "unknown_address", values), request)


async def _failure(request: Request, _: Exception) -> Response:
    """A fault of our own; the server raises it again and logs it."""
    return problem_response(ProblemError("broken", "failed"), request)


__all__ = ["create_api", "routes"]
