"""Where a document's own text comes from: one line that every page, file and answer carries."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.documents import ReadDocument
from atlas.model import Lang


@dataclass(frozen=True, slots=True)
class Origin:
    """Who said it, where and when, and the address of a stored copy; empty where there is none."""

    text: str
    url: str

    @property
    def line(self) -> str:
        """Both as one line of text."""
        return f"{self.text} {self.url}".strip()


def origin_of(document: ReadDocument, lang: Lang) -> Origin:
    """The origin of a document in the reader's language; a reader's own is its own."""
    source = document.catalogue.sources.get(document.record.source)
    return Origin(document.record.origin(lang), source.url if source else "")
