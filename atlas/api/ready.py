"""`/readyz`: whether readers' documents can be opened and kept now.

`/healthz` says that the server lives; this, whether a balancer should send readers here.
"""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from atlas.api.problems import RETRY_SECONDS
from atlas.model import LANGS
from atlas.store import StoreFault, document_store

LASTS: Final = 1.0
"""Seconds an answer serves all who ask, so that many probes are one write."""


class _Check:
    """The last look at the store, and when it was."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at = float("-inf")
        self._fault: StoreFault | None = None

    def made(self) -> tuple[StoreFault | None, str]:
        """What is wrong with the store, None where nothing is; and when that was found."""
        with self._lock:
            if time.monotonic() - self._at >= LASTS:
                try:
                    document_store().check()
                    self._fault = None
                except StoreFault as fault:
                    self._fault = fault
                self._at = time.monotonic()
            return self._fault, f"{self._at:.3f}"


_CHECK: Final = _Check()


async def readyz(_: Request) -> JSONResponse:
    """Whether the store of documents can be read and written, and if not, what to do."""
    fault, at = await asyncio.to_thread(_CHECK.made)
    headers = {"Cache-Control": "no-store", "X-Checked": at}
    if fault is None:
        return JSONResponse({"status": "ready", "store": "ok"}, headers=headers)
    said = {lang: fault.sentence(lang) for lang in LANGS}
    return JSONResponse(
        {"status": "not ready", "store": fault.kind, "detail": said},
        status_code=503,
        headers=headers | {"Retry-After": str(RETRY_SECONDS)},
    )


ROUTES: Final = [Route("/readyz", readyz)]
