"""What of a query a page answers, so that its screen and its files start from the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from atlas.analysis.comparison.findings import asked_comparison
from atlas.analysis.figure_selection import figures_on_screen
from atlas.documents import ReadDocument
from atlas.query import DEFAULT, Query


def asked_of(page: str, document: ReadDocument, query: Query) -> Query:
    """The query as a page answers it: what the page does not heed is left out of it."""
    answered = _ANSWERED.get(page)
    return answered(document, query) if answered else query


def figures_asked(page: str, query: Query) -> Query:
    """The query of the figures that stand beside a page's measures.

    A page about places shows their figures whatever of the measures is left, and no one of them.
    """
    plain = Query(lang=query.lang, doc=query.doc, level=query.level, places=query.places)
    return query if page == "indicators" else plain


def _of_one_place(document: ReadDocument, query: Query) -> Query:
    return query.but(places=query.places[:1])


def _of_what_is_compared(document: ReadDocument, query: Query) -> Query:
    asked = asked_comparison(query, document.catalogue)
    if asked.mode == "strategies":
        # Side by side they are shown each by itself, whether or not a measure serves both.
        return query.without("combine")
    return query.but(places=asked.places) if asked.mode == "places" else query


def _of_counties(document: ReadDocument, query: Query) -> Query:
    return query.but(level=DEFAULT.level)


def _of_a_text(document: ReadDocument, query: Query) -> Query:
    # A text is read county by county, and what is counted beside it are its measures.
    return query.but(level="county", count="measures")


def _of_all(document: ReadDocument, query: Query) -> Query:
    return Query(lang=query.lang, doc=query.doc)


_ANSWERED: Final[dict[str, Callable[[ReadDocument, Query], Query]]] = {
    "overview": _of_counties,
    "strategies": _of_counties,
    "place": _of_one_place,
    "compare": _of_what_is_compared,
    "indicators": figures_on_screen,
    "read": _of_a_text,
    "method": _of_all,
}
"""Pages that answer less than they are asked; the others answer all of it."""
