"""From a finished answer to the reply to one request: packed or not, unchanged, or head alone."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from atlas.api.answer_cache import Answer

FRESH: Final = "public, max-age=300"
"""Five minutes: the data changes with a release, and an old answer then still names its date."""


PRIVATE: Final = "private, no-store"
"""An answer about a reader's document: nothing of it may outlive the document."""


def reply(request: Request, answer: Answer, *, private: bool = False) -> Response:
    """The reply to GET or HEAD: 304 where the reader holds this very body, else the whole.

    A `private` one is of a reader's document: nobody may keep it, so it has no ETag.
    """
    packed = _takes_gzip(request.headers.get("accept-encoding", ""))
    # A strong ETag names bytes, and the packed bytes are others.
    etag = f'"{answer.etag}{"-gz" if packed else ""}"'
    headers = {
        **answer.headers,
        "ETag": etag,
        "Cache-Control": PRIVATE if private else FRESH,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if private:
        del headers["ETag"]
    elif holds(request.headers.get("if-none-match", ""), etag):
        headers.pop("Content-Type", None)
        return Response(status_code=304, headers=headers)
    body = answer.packed if packed else answer.body
    if packed:
        headers["Content-Encoding"] = "gzip"
    if request.method == "HEAD":
        return Response(headers={**headers, "Content-Length": str(len(body))})
    return Response(body, headers=headers)


def _takes_gzip(accepted: str) -> bool:
    for part in accepted.split(","):
        name, _, quality = part.partition(";")
        if name.strip().lower() in ("gzip", "*"):
            return quality.replace(" ", "").rstrip("0").rstrip(".") != "q="
    return False


def holds(held: str, etag: str) -> bool:
    """Whether `If-None-Match` names an ETag; W/ is passed over, as a GET compares weakly."""
    return held.strip() == "*" or any(
        part.strip().removeprefix("W/") == etag for part in held.split(",")
    )
