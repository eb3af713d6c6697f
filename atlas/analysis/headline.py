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
