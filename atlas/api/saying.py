"""A sentence for every refusal: what the server around us refuses in two words is said in full."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.api.problems import ProblemError, problem_response
from atlas.safe_text import shown

OTHERS: Final = "/_stcore/"
"""Where Streamlit's page speaks with its server, which wants the answers as they are."""
SAID: Final = ("application/problem+json", "application/json", "application/x-ndjson", "text/html")
"""Content types of refusals that say what they are about."""


class SayingMiddleware:
    """Puts problem details in the place of a bare 400, 404, 405 or 416."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but a refusal without words."""
        if scope["type"] != "http" or OTHERS in scope["path"]:
            await self.app(scope, receive, send)
            return
        instead = False

        async def say(message: Message) -> None:
            nonlocal instead
            if message["type"] == "http.response.start":
                problem = _problem(message, scope)
                if problem is not None:
                    instead = True
                    await problem_response(problem, Request(scope))(scope, receive, send)
            if not instead:
                await send(message)

        await self.app(scope, receive, say)


def _problem(start: Message, scope: Scope) -> ProblemError | None:
    headers = Headers(raw=list(start.get("headers", ())))
    if headers.get("content-type", "").startswith(SAID):
        return None
    match start["status"]:
        case 400:
            return ProblemError("bad-address", "unsafe_path")
        case 404:
            return ProblemError("not-found", "unknown_page", {"path": shown(scope["path"][:80])})
        case 405:
            allowed = {"Allow": headers["allow"]} if "allow" in headers else {}
            method = {"method": shown(scope["method"][:20])}
            return ProblemError("method", "read_only", method, headers=allowed)
        case 416:
            kept = {k: headers[k] for k in ("content-range",) if k in headers}
            return ProblemError("bad-range", "no_such_range", headers=kept)
    return None
