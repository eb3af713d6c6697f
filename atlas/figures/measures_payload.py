"""The list of measures: which ones, and the reasons each is there for."""

from __future__ import annotations

from typing import Protocol

from atlas.analysis.reach import Selection
from atlas.contract.common import Hrefs
from atlas.contract.measures import MeasuresMessage
from atlas.figures.map_payload import RESET, empty_state
from atlas.query import Query


class Asked(Protocol):
    """Whatever answers a query: its links keep what the reader asked."""

    @property
    def query(self) -> Query:
        """What was asked."""


def measures_payload(selection: Selection) -> MeasuresMessage:
    """Rows for `frontend/views/measures.js`, in the plan's order."""
    query = selection.query
    held = {**selection.measures, **selection.province}
    return {
        "lang": query.lang,
        "doc": selection.document.asset,
        "rows": [(m, held[m]) for m in sorted(held)],
        "terms": list(query.terms),
        "active": query.measures[0] if query.measures else None,
        "reading": query.readings,
        "hrefs": place_and_measure_addresses(selection),
        "empty": empty_state(selection),
    }


def place_and_measure_addresses(selection: Asked) -> Hrefs:
    """Address patterns of permalinks, `{code}` and `{id}` to be filled in by the browser."""
    # The reading of a zone stays: it says what is meant by it on every page.
    readings = selection.query.readings
    plain = selection.query.without(*RESET).but(readings=readings)
    return {
        "place": plain.address("place", place="CODE").replace("CODE", "{code}"),
        "map": plain.address("map", place="CODE").replace("CODE", "{code}"),
        "measure": plain.address("measures", measure="ID").replace("=ID", "={id}"),
    }
