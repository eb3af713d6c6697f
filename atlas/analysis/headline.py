"""What a view comes to in one sentence, whichever page it is seen on: for files and previews."""

from __future__ import annotations

from atlas.analysis.findings import document_scope, map_finding, place_finding, place_subtitle
from atlas.analysis.reach import Selection


def headline(selection: Selection) -> str:
    """The finding of a place where one place is chosen, else of the map."""
    return place_finding(selection) if len(selection.query.places) == 1 else map_finding(selection)


def scope_line(selection: Selection) -> str:
    """What the finding is about: the place's kind and reach, else the document read."""
    one = len(selection.query.places) == 1
    return place_subtitle(selection) if one else document_scope(selection)


def narrowed_further(selection: Selection) -> bool:
    """Whether the filter says more than the one place or strategy that the finding names."""
    query = selection.query
    if len(query.places) == 1:
        return query.without("place").filtered
    return query.without("strategy").filtered or len(query.strategies) > 1


def about_line(selection: Selection) -> str:
    """What stands below the finding: the filter where it says more, else what it is about."""
    query, catalogue = selection.query, selection.document.catalogue
    if narrowed_further(selection):
        return query.describe(catalogue)
    if query.strategies:
        return catalogue.strategies[query.strategies[0]].definition(query.lang)
    return scope_line(selection)
