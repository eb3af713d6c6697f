"""What every answer says to the browser about itself: what it may load, run, tell and be framed by.

The policy of a page is as strict as Streamlit 1.67 draws under; each loosening says what needs it,
and a test walks every page and finds nothing that it stops.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from atlas.api.requests import HOST
from atlas.settings import settings
from atlas.ui.head import BASE, QUIET

# Links carry the ids of readers' documents: whoever follows one to a source tells it nothing.
REFERRER: Final = "same-origin"
PERMISSIONS: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "hid",
        "idle-detection",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
)
"""Features that no page asks for; the clipboard, which pages write to, is left at the usual."""
READ_BY_SCRIPTS: Final = ("_streamlit_xsrf",)
"""Cookies a page reads in order to send them back in a header; every other is for the server."""
_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)


class HeadersMiddleware:
    """Completes the headers of every answer; what an answer says of itself stands."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, with headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # uvicorn takes it from X-Forwarded-Proto where a trusted proxy in front speaks TLS.
        secure = scope.get("scheme") == "https"

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message.get("headers", ())))
                _complete(headers, _host(scope), secure=secure)
                message = {**message, "headers": headers.raw}
            await send(message)

        await self.app(scope, receive, complete)


def _host(scope: Scope) -> str:
    """Host the reader asked, where it is nothing but a host."""
    host = Headers(scope=scope).get("host", "")
    return host if HOST.fullmatch(host) else ""


def _complete(headers: MutableHeaders, host: str, *, secure: bool) -> None:
    is_page = headers.get("content-type", "").startswith("text/html")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", REFERRER)
    headers.setdefault("Permissions-Policy", PERMISSIONS)
    own = headers.get("content-security-policy")
    policy = own or (page_policy(host) if is_page else "default-src 'none'")
    ancestors = settings().frame_ancestors
    headers["Content-Security-Policy"] = f"{policy}; frame-ancestors {ancestors}"
    # For browsers that know no frame-ancestors; it has no word for a list of addresses.
    if ancestors in FRAME_OPTIONS:
        headers["X-Frame-Options"] = FRAME_OPTIONS[ancestors]
    if "set-cookie" in headers:
        kept = [pair for pair in headers.raw if pair[0].lower() != b"set-cookie"]
        cookies = [
            (b"set-cookie", guarded_cookie(cookie, secure=secure).encode("latin-1"))
            for cookie in headers.getlist("set-cookie")
        ]
        headers.raw[:] = kept + cookies


FRAME_OPTIONS: Final = {"'none'": "DENY", "'self'": "SAMEORIGIN"}


def page_policy(host: str) -> str:
    """The policy of the pages under a host, without who may frame them."""
    return "; ".join(
        (
            "default-src 'none'",
            # blob: for the three lines that start a view (`bootstrap.js`): Streamlit hands scripts
            # of a component to the browser as a module made on the spot.
            # WebAssembly, which reaches nothing but what it is given: Streamlit's messages count
            # with it in 64 bits. No script is made from text.
            f"script-src 'self' blob: 'wasm-unsafe-eval' {_inline_scripts()}",
            # Streamlit and Plotly write their styles while they draw, and views bring theirs.
            "style-src 'self' 'unsafe-inline'",
            # data: for a map on its way to becoming a PNG.
            "img-src 'self' data:",
            "font-src 'self' data:",
            # The host again by its name: to browsers of some years ago 'self' is no websocket.
            " ".join(["connect-src 'self'", *([f"ws://{host}", f"wss://{host}"] if host else [])]),
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


@cache
def _inline_scripts() -> str:
    """Sources of the scripts in the index page itself: Streamlit's, and those of `head`."""
    index = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    hashes = (
        hashlib.sha256(script.encode()).digest() for script in _INLINE.findall(index + BASE + QUIET)
    )
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes)


def guarded_cookie(cookie: str, *, secure: bool) -> str:
    """A `Set-Cookie` with what it lacks: Secure behind TLS, HttpOnly, SameSite."""
    name = cookie.partition("=")[0].strip()
    given = {part.partition("=")[0].strip().lower() for part in cookie.split(";")[1:]}
    wanted = {
        "secure": "Secure" if secure else "",
        "httponly": "" if name in READ_BY_SCRIPTS else "HttpOnly",
        "samesite": "SameSite=Lax",
    }
    return "; ".join([cookie, *(say for key, say in wanted.items() if say and key not in given)])
