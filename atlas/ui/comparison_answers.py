"""Answers of the compare page, kept per document and query: thin wrappers over plain functions."""

from __future__ import annotations

from typing import Final

from atlas.analysis.comparison.comparing import (
    compare_documents,
    compare_places,
    compare_strategies,
)
from atlas.analysis.comparison.findings import (
    asked_comparison,
    documents_finding,
    places_finding,
    places_scope,
    strategies_finding,
)
from atlas.analysis.coverage_findings import unit_name
from atlas.analysis.findings import document_scope
from atlas.contract import CompareMessage
from atlas.documents import ReadDocument, is_built_in
from atlas.figures.comparison.documents import documents_payload
from atlas.figures.comparison.payload import (
    choose_payload,
    compared_strategies_payload,
    places_payload,
)
from atlas.language import say
from atlas.query import Query
from atlas.ui.view import selected

KEPT: Final = 64


def compared(
    document: ReadDocument, query: Query, against: ReadDocument | None
) -> tuple[str, str, CompareMessage]:
    """Heading, subtitle and payload of the comparison that a query asks for."""
    readers = [d for d in (document, against) if d and not is_built_in(d.record.id)]
    if len(readers) > 1:
        # Kept on the one that can be removed; of two, either would outlive the other.
        return _compare(document, query, against)
    holder = (readers or [document])[0]
    key = (document.record.id, query)
    return holder.memo.find_or_make(
        "compared", key, KEPT, lambda: _compare(document, query, against)
    )


def _compare(
    document: ReadDocument, query: Query, against: ReadDocument | None
) -> tuple[str, str, CompareMessage]:
    selection = selected(document, query)
    catalogue, lang = document.catalogue, query.lang
    asked = asked_comparison(query, catalogue)
    scope = document_scope(selection)
    if asked.mode == "places":
        places = compare_places(document, query, asked.places)
        title = places_finding(places, query, catalogue)
        subtitle = places_scope(places, query, catalogue, scope)
        return title, subtitle, places_payload(selection, asked, places)
    if asked.mode == "strategies":
        pair = compare_strategies(document, query, (query.strategies[0], query.strategies[1]))
        title = strategies_finding(pair, query, catalogue)
        return title, scope, compared_strategies_payload(selection, pair)
    if asked.mode == "documents" and against is not None:
        both = compare_documents(document, against, query)
        return documents_finding(both, query), scope, documents_payload(selection, both)
    title = say("compare.choose", lang)
    if asked.places:
        title = say("compare.choose_one", lang, place=unit_name(catalogue, asked.places[0], lang))
    return title, scope, choose_payload(selection, asked)
