"""What the desk does not take, said in both languages: the browser shows the reader's own."""

from __future__ import annotations

from starlette.responses import JSONResponse

from atlas.contract.common import Both, in_both
from atlas.contract.desk import DeskProblem
from atlas.language import say


def sentences(key: str, **values: object) -> Both:
    """A text in every language, by its whole key."""
    return in_both(lambda lang: say(key, lang, **values))


class Refused(Exception):
    """A request that is not taken, with a clear sentence; `key` is of `atlas/words/desk.json`.

    `wait` is after how many seconds another try may be made, where waiting helps.
    """

    def __init__(self, key: str, status: int, *, wait: int | None = None, **values: object) -> None:
        self.status = status
        self.wait = wait
        self.sentences = sentences(f"desk.{key}", **values)
        super().__init__(self.sentences["en"])

    @classmethod
    def because(cls, said: Both, status: int, *, wait: int | None = None) -> Refused:
        """A refusal in the words of somebody else's fault."""
        refused = cls.__new__(cls)
        refused.status, refused.wait, refused.sentences = status, wait, said
        return refused


def problem(refusal: Refused) -> JSONResponse:
    """Problem details (RFC 9457) with the sentence in both languages; kept by no cache."""
    body: DeskProblem = {
        "type": "about:blank",
        "status": refusal.status,
        "title": refusal.sentences["en"],
        "detail": refusal.sentences,
    }
    headers = {"Cache-Control": "no-store"}
    if refusal.wait is not None:
        headers["Retry-After"] = str(refusal.wait)
    return JSONResponse(body, refusal.status, headers, media_type="application/problem+json")
