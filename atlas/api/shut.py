"""Doors of the server around us that this product does not use, shut to everyone.

Streamlit takes files for widgets we have none of and holds them in memory for each session, and
would let programs drive the pages: neither has bounds of ours.
"""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from atlas.api.problems import ProblemError, problem_response
from atlas.safe_text import shown

SHUT: Final = ("/_stcore/upload_file/", "/_stcore/agent/")


class ShutMiddleware:
    """Answers 404 where Streamlit would take files or programs, under whatever prefix."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything else on."""
        if scope["type"] == "http" and any(door in scope["path"] for door in SHUT):
            path = {"path": shown(scope["path"][:80])}
            problem = ProblemError("not-found", "unknown_page", path)
            await problem_response(problem, Request(scope))(scope, receive, send)
            return
        await self.app(scope, receive, send)
