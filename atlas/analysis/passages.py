"""Parts of a document: its outline by headings, and the words a part turns on."""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from atlas.documents import ReadDocument
from atlas.model import Span
from atlas.tables.records import Wording

if TYPE_CHECKING:
    from jieba.analyse import TFIDF

MOST_KEYWORDS: Final = 12
LONGEST: Final = 50_000
"""Characters of a passage that are cut into words; a document without headings is one passage."""
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
    sections = document.reading.sections
    begins = [m.span.start for m in document.measures]  # In the order of the text.
    ends = [*(section.start for section in sections[1:]), len(document.reading.document.text)]
    return tuple(
        Part(
            section.title,
            Span(section.start, end),
            bisect_left(begins, end) - bisect_left(begins, section.start),
        )
        for section, end in zip(sections, ends, strict=True)
    )


@cache
def _extractor() -> TFIDF:
    # With the first passage, not before: dictionary and frequencies take 170 MB and two seconds.
    import jieba  # noqa: PLC0415
    from jieba.analyse import default_tfidf  # noqa: PLC0415

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return default_tfidf


def passage_keywords(
    text: str, wordings: Iterable[Wording], limit: int = MOST_KEYWORDS
) -> list[tuple[str, float]]:
    """Words a passage turns on with their TF-IDF weight, the heaviest first.

    Frequencies of the language at large are jieba's own table. Numbers, single characters and the
    verbs and adverbs that every plan is written in (`wordings`) are no keywords.
    """
    said_by_all = {wording.pattern for wording in wordings}
    found = _extractor().extract_tags(
        text[:LONGEST], topK=limit + len(said_by_all), withWeight=True
    )
    kept = [
        (word, round(weight, 4))
        for word, weight in found
        if len(word) >= SHORTEST and word not in said_by_all and not any(c.isdigit() for c in word)
    ]
    return kept[:limit]
