"""What one run of the script shows: the address read, the document opened, the selection made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import streamlit as st

from atlas.analysis.reach import Selection, facet_counts, select
from atlas.analysis.strategies import StrategyReach, strategy_reach
from atlas.asking import read_query
from atlas.catalogue import Catalogue, load_catalogue
from atlas.documents import ReadDocument, open_document
from atlas.language import say
from atlas.query import Query

GO_TO: Final = "atlas.go_to"
VIEW: Final = "atlas.view"
MOST_NOTES: Final = 4


@dataclass(frozen=True)
class View:
    """The answer to one address, shared by the frame and the page."""

    page: str
    query: Query
    dropped: tuple[str, ...]
    document: ReadDocument
    selection: Selection

    @property
    def catalogue(self) -> Catalogue:
        """Names, zones and places."""
        return self.document.catalogue

    def say(self, key: str, **values: object) -> str:
        """A text of `atlas/words/pages.json` in the reader's language."""
        return say(f"pages.{key}", self.query.lang, **values)

    def address(self, page: str, **patch: Sequence[str] | str) -> str:
        """Relative address of another page, this query kept."""
        return self.query.address(page, **patch)

    @property
    def notes(self) -> list[str]:
        """What of the address was not known, in words."""
        notes = [self.say("dropped", value=v) for v in self.dropped[:MOST_NOTES]]
        more = len(self.dropped) - MOST_NOTES
        return [*notes, self.say("dropped_more", n=more)] if more > 0 else notes


@lru_cache(maxsize=256)
def _selection(document_id: str, query: Query) -> Selection:
    return select(open_document(document_id), query)


def selected(document_id: str, query: Query) -> Selection:
    """What a query comes to in a document; pages that count further start from here."""
    return _selection(document_id, query)


@lru_cache(maxsize=256)
def facets(document_id: str, query: Query) -> dict[str, dict[str, int]]:
    """Live counts of every filter; kept, since most readers ask the same few things."""
    return facet_counts(open_document(document_id), query)


@lru_cache(maxsize=256)
def reaches(document_id: str, query: Query) -> tuple[StrategyReach, ...]:
    """What every strategy comes to under a filter; kept like the facets."""
    return strategy_reach(open_document(document_id), query)


def read_address() -> tuple[Query, tuple[str, ...]]:
    """The query in the address, and what of it was dropped."""
    return read_query({name: st.query_params.get_all(name) for name in st.query_params})


def open_view(page: str) -> View:
    """Read the address and keep its view for the page that runs next."""
    query, dropped = read_address()
    view = View(page, query, dropped, open_document(query.doc), _selection(query.doc, query))
    st.session_state[VIEW] = view
    return view


def current_view() -> View:
    """The view that the entry script opened in this run."""
    view = st.session_state[VIEW]
    assert isinstance(view, View)
    return view


def change(patch: dict[str, list[str]]) -> None:
    """Take a reader's change from the browser: write the address, or go to another page.

    Called before the script runs, so that one run shows the change. `page` is not part of the
    query; it asks for a page under the query as it stands. Going to a page takes a run of its
    own, so a link to the page at hand only changes the query.
    """
    query, _ = read_address()
    wanted = {name: list(values) for name, values in patch.items() if name != "page"}
    query, _ = query.patched(wanted, load_catalogue())
    here = st.session_state.get(VIEW)
    if patch.get("page") and not (here and here.page == patch["page"][0]):
        st.session_state[GO_TO] = (patch["page"][0], query.to_params())
    else:
        st.query_params.from_dict(query.to_params())
