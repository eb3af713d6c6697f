"""Where the words of a change stand now, in the same text or in one read a little otherwise."""

from __future__ import annotations

from typing import Final

from atlas.model import Span
from atlas.review.changes import Passage

NEARBY: Final = 400
"""Characters that words may have moved by; farther away the same words are others."""


def where_now(passage: Passage, text: str) -> Span | None:
    """The words of a passage in a text: where they stood, else the one place nearby.

    None where they are not found, or where several places nearby hold them: which was meant cannot
    be told, and nothing is said of the wrong one.
    """
    start, end, words = passage.span.start, passage.span.end, passage.words
    if text[start:end] == words:
        return passage.span
    first = max(0, start - NEARBY)
    found = text.find(words, first, end + NEARBY)
    if found < 0 or text.find(words, found + 1, end + NEARBY) >= 0:
        return None
    return Span(found, found + len(words))
