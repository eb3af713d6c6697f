"""Files and pictures to each client at a bounded rate: they cost the most of all that is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from atlas import rates
from atlas.api.problems import ProblemError, problem_response

Allow = Callable[[rates.RateKind, str], "int | None"]

COSTLY: Final = ("export.", "og.png")
"""How the last part of an address begins that is counted, under whatever prefix it is served."""


class PacingMiddleware:
    """Says 429 with how long to wait to whoever asks for files and pictures too often."""

    def __init__(self, app: ASGIApp, allow: Allow = rates.allow) -> None:
        self.app = app
        self.allow = allow

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on that is not counted, or not too often."""
        if scope["type"] == "http" and scope["path"].rpartition("/")[2].startswith(COSTLY):
            request = Request(scope)
            # uvicorn has put the reader's own address here where a trusted proxy names it.
            client = request.client.host if request.client else ""
            wait = self.allow("files", client)
            if wait is not None:
                problem = ProblemError(
                    "too-often",
                    "too_often",
                    {"seconds": wait, "n": wait},
                    headers={"Retry-After": str(wait)},
                )
                await problem_response(problem, request)(scope, receive, send)
                return
        await self.app(scope, receive, send)
