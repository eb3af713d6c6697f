"""Answers of the pages that count for themselves, kept: most readers ask the same few things."""

from __future__ import annotations

from atlas.analysis.indicators import IndicatorAnswer, answer
from atlas.analysis.tie_selection import TieSelection, select_ties
from atlas.documents import ReadDocument
from atlas.holding import kept_on_it
from atlas.query import Query


@kept_on_it(128)
def ties(document: ReadDocument, query: Query) -> TieSelection:
    """Ties beyond the province under a query."""
    return select_ties(document, query)


@kept_on_it(256)
def indicator(document: ReadDocument, query: Query) -> IndicatorAnswer:
    """One indicator over the units of a level, under a query."""
    return answer(document, query)
