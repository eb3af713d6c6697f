"""Stretches of a text, and identifiers made from content: what the nouns of the model stand on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


class ModelError(ValueError):
    """A value that contradicts itself; the message names the field and the fault."""


def content_id(prefix: str, *parts: str) -> str:
    """Short identifier made from content, so that links survive a rebuild."""
    return f"{prefix}-{hashlib.sha256('␟'.join(parts).encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of Unicode characters in a document's cleaned text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ModelError(f"span {self.start}–{self.end}: need 0 ≤ start < end")

    def text(self, document_text: str) -> str:
        """The words the span covers."""
        if self.end > len(document_text):
            raise ModelError(f"span ends at {self.end}, the text at {len(document_text)}")
        return document_text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other range lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end
