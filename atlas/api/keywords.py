"""Words that a range of a document's text turns on, over HTTP."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from atlas.analysis.passages import passage_keywords
from atlas.api.aside import aside
from atlas.api.problems import ProblemError, document_problem, problem_response
from atlas.api.replying import PRIVATE
from atlas.documents import ReadDocument, is_built_in, open_document
from atlas.holding import kept_on_it
from atlas.store import MissingDocument, StoreFault


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
    given = [asked.get(name, "0") for name in ("start", "end")]
    try:
        # int() alone takes digits of every script, signs and any length.
        if not all(number.isascii() and number.isdigit() and len(number) <= 9 for number in given):
            raise ValueError(given)
        start, end = map(int, given)
        if start >= end:
            raise ValueError(given)
        found = await aside(_keywords, document_id, start, end)
    except ValueError:
        return problem_response(ProblemError("not-found", "no_range"), request)
    except (MissingDocument, StoreFault) as fault:
        return problem_response(document_problem(fault), request)
    kept = {} if is_built_in(document_id) else {"Cache-Control": PRIVATE}
    return JSONResponse({"keywords": found}, headers=kept)


ROUTES: Final = [Route("/api/v1/keywords", keywords)]
