"""Words that a range of a document's text turns on, over HTTP."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from atlas.analysis.passages import passage_keywords
from atlas.api.problems import ProblemError, problem_response
from atlas.documents import open_document


@lru_cache(maxsize=512)
def _keywords(document_id: str, start: int, end: int) -> list[tuple[str, float]]:
    document = open_document(document_id)
    passage = document.reading.document.text[start:end]
    return passage_keywords(passage, document.catalogue.wordings)


async def keywords(request: Request) -> Response:
    """Words that a range of a document's text turns on."""
    asked = request.query_params
    try:
        start, end = int(asked.get("start", "0")), int(asked.get("end", "0"))
        if not 0 <= start < end:
            raise ValueError(f"{start}-{end}")
        found = await asyncio.to_thread(_keywords, asked.get("doc", ""), start, end)
    except (KeyError, ValueError):
        return problem_response(ProblemError("not-found", "no_range"), request)
    return JSONResponse({"keywords": found})


ROUTES: Final = [Route("/api/v1/keywords", keywords)]
