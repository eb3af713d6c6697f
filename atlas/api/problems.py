"""What cannot be answered, said as problem details (RFC 9457) in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from atlas.contract.desk import ProblemDetails
from atlas.language import say
from atlas.model import LANGS, Lang
from atlas.store import MissingDocument, StoreFault

STATUS: Final[dict[str, int]] = {
    "bad-parameter": 400,
    "bad-address": 400,
    "bad-range": 416,
    "too-much": 414,
    "too-large": 422,
    "too-often": 429,
    "not-found": 404,
    "no-document": 404,
    "method": 405,
    "removed": 410,
    "broken": 500,
    "unavailable": 503,
}
"""Kinds of problem with their status; `api.<kind>` is the title, `/api/v1#<kind>` the address."""

CONTENT_TYPE: Final = "application/problem+json"
RETRY_SECONDS: Final = 10
"""When to ask again for a document while the store of documents cannot be asked."""


@dataclass
class ProblemError(Exception):
    """A request that cannot be answered; `values` fill in the words of its detail.

    `detail` is a key of `atlas/words/api.json`, or of another room where it names one; `members`
    are further members of the answer.
    """

    kind: str
    detail: str
    values: Mapping[str, Any] = field(default_factory=dict)
    members: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def document_problem(fault: MissingDocument | StoreFault) -> ProblemError:
    """The problem of a reader's document that cannot be opened."""
    if isinstance(fault, StoreFault):
        retry = {"Retry-After": str(RETRY_SECONDS)}
        return ProblemError("unavailable", f"store.{fault.kind}", headers=retry)
    kind = "no-document" if fault.standing == "unknown" else "removed"
    return ProblemError(kind, f"store.{fault.of}{fault.standing}")


def problem_response(problem: ProblemError, request: Request) -> Response:
    """The problem as an answer; never kept by a cache."""
    lang = spoken(request)
    told: ProblemDetails = {
        "type": f"/api/v1#{problem.kind}",
        "title": say(f"api.{problem.kind}", lang),
        "status": STATUS[problem.kind],
        "detail": say(_key(problem.detail), lang, **problem.values),
    }
    body = {**told, **problem.members}
    return Response(
        json.dumps(body, ensure_ascii=False).encode() if request.method != "HEAD" else b"",
        status_code=STATUS[problem.kind],
        headers={
            "Content-Type": CONTENT_TYPE,
            "Content-Language": "zh-CN" if lang == "zh" else "en",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            **problem.headers,
        },
    )


def told(
    endpoint: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint beside the API, whose problems are said as the API says them."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except ProblemError as problem:
            return problem_response(problem, request)

    return answer


def _key(detail: str) -> str:
    return detail if "." in detail else f"api.{detail}"


def spoken(request: Request) -> Lang:
    """Language of a reader: asked for in the address, else what the browser prefers of ours."""
    asked = request.query_params.get("lang", "")
    accepted = request.headers.get("accept-language", "")
    wanted = [asked, *(part.strip()[:2].lower() for part in accepted.split(","))]
    return next((lang for w in wanted for lang in LANGS if lang == w), LANGS[0])
