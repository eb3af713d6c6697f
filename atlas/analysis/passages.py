"""Parts of a document: its outline by headings, and the words a part turns on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import jieba
from jieba.analyse import TFIDF

from atlas.documents import ReadDocument
from atlas.model import Span
from atlas.reading.segment import split_sentences
from atlas.reading.wordings import compile_wordings
from atlas.records import Wording

MOST_KEYWORDS: Final = 12
SHORTEST: Final = 2
"""Characters of the shortest keyword: single ones stand everywhere."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its heading, empty before the first one, and the range from it to the next."""

    title: str
    span: Span
    measures: int


def outline(document: ReadDocument) -> tuple[Part, ...]:
    """Sections of a document in order, with the number of measures in each."""
    text = document.reading.document.text
    words = compile_wordings(document.catalogue.wordings)
    starts: dict[int, str] = {}
    for sentence in split_sentences(text, words):
        heading = sentence.heading
        starts.setdefault(heading.start if heading else 0, sentence.section)
    ordered = sorted(starts)
    begins = [m.span.start for m in document.measures]
    parts = []
    for start, end in zip(ordered, [*ordered[1:], len(text)], strict=True):
        inside = sum(start <= begin < end for begin in begins)
        parts.append(Part(starts[start], Span(start, end), inside))
    return tuple(parts)


@cache
def _extractor() -> TFIDF:
    return TFIDF()


def passage_keywords(
    text: str, wordings: Iterable[Wording], limit: int = MOST_KEYWORDS
) -> list[tuple[str, float]]:
    """Words a passage turns on with their TF-IDF weight, the heaviest first.

    Frequencies of the language at large are jieba's own table. Numbers, single characters and the
    verbs and adverbs that every plan is written in (`wordings`) are no keywords.
    """
    said_by_all = {wording.pattern for wording in wordings}
    jieba.initialize()
    found = _extractor().extract_tags(text, topK=limit + len(said_by_all), withWeight=True)
    kept = [
        (word, round(weight, 4))
        for word, weight in found
        if len(word) >= SHORTEST and word not in said_by_all and not any(c.isdigit() for c in word)
    ]
    return kept[:limit]
