"""Answers of the pages that count for themselves, kept: most readers ask the same few things."""

from __future__ import annotations

from functools import lru_cache

from atlas.analysis.indicators import IndicatorAnswer, answer
from atlas.analysis.tie_selection import TieSelection, select_ties
from atlas.documents import open_document
from atlas.query import Query


@lru_cache(maxsize=128)
def ties(document_id: str, query: Query) -> TieSelection:
    """Ties beyond the province under a query."""
    return select_ties(open_document(document_id), query)


@lru_cache(maxsize=256)
def indicator(document_id: str, query: Query) -> IndicatorAnswer:
    """One indicator over the units of a level, under a query."""
    return answer(open_document(document_id), query)
