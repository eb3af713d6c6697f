"""What one run of the script shows: the address read, the document opened, the selection made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import streamlit as st

from atlas.analysis.reach import Selection, facet_counts, select
from atlas.analysis.strategies import StrategyReach, strategy_reach
from atlas.answering import Fault, open_query
from atlas.catalogue import Catalogue, load_catalogue
from atlas.contract import Patch
from atlas.documents import ReadDocument
from atlas.holding import kept_on_it
from atlas.language import say
from atlas.query import Params, Query
from atlas.ui.sign_in import sign

GO_TO: Final = "atlas.go_to"
REFUSED: Final = "atlas.refused"
VIEW: Final = "atlas.view"
PAGE: Final = "atlas.page"
ACCOUNT: Final = "account"
MOST_NOTES: Final = 4


@dataclass(frozen=True)
class View:
    """The answer to one address, shared by the frame and the page.

    `refused` is what was not known of the change that led to it, beside what was of the address.
    """

    page: str
    query: Query
    dropped: tuple[str, ...]
    document: ReadDocument
    selection: Selection
    against: ReadDocument | None = None
    missing: Mapping[str, Fault] = field(default_factory=dict)
    refused: tuple[str, ...] = ()

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
    def notice(self) -> str | None:
        """That a document of the address cannot be shown, why, and what is shown instead."""
        if not self.missing:
            return None
        said = [fault.sentence(self.query.lang) for fault in self.missing.values()]
        instead = "instead" if "doc" in self.missing else "against_instead"
        sentences = dict.fromkeys([*said, say(f"store.{instead}", self.query.lang)])
        return ("" if self.query.lang == "zh" else " ").join(sentences)

    @property
    def notes(self) -> list[str]:
        """What of the address and of the last change was not known, in words."""
        of_address = [self.say("dropped", value=value) for value in self.dropped]
        notes = [self.say("refused", value=value) for value in self.refused] + of_address
        more = len(notes) - MOST_NOTES
        return [*notes[:MOST_NOTES], self.say("dropped_more", n=more)] if more > 0 else notes


@kept_on_it(256)
def selected(document: ReadDocument, query: Query) -> Selection:
    """What a query comes to in a document; pages that count further start from here."""
    return select(document, query)


@kept_on_it(256)
def facets(document: ReadDocument, query: Query) -> dict[str, dict[str, int]]:
    """Live counts of every filter; kept, since most readers ask the same few things."""
    return facet_counts(document, query)


@kept_on_it(256)
def reaches(document: ReadDocument, query: Query) -> tuple[StrategyReach, ...]:
    """What every strategy comes to under a filter; kept like the facets."""
    return strategy_reach(document, query)


def _params() -> Params:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def open_view(page: str) -> View:
    """Read the address and keep its view for the page that runs next.

    Where a document cannot be opened the view is of the built-in plan, and its `notice` says so.
    """
    opened = open_query(_params(), instead=True)
    selection = selected(opened.document, opened.query)
    view = View(
        page,
        opened.query,
        opened.dropped,
        opened.document,
        selection,
        opened.against,
        opened.missing,
        st.session_state.pop(REFUSED, ()),
    )
    st.session_state[VIEW] = view
    st.session_state[PAGE] = page
    return view


def close_view() -> None:
    """Let go of the view after the page has run: a session may last longer than a document."""
    st.session_state.pop(VIEW, None)


def current_view() -> View:
    """The view that the entry script opened in this run."""
    view = st.session_state[VIEW]
    assert isinstance(view, View)
    return view


def change(patch: Patch) -> None:
    """Take a reader's change from the browser: write the address, or go to another page.

    Called before the script runs, so that one run shows the change. `page` is not part of the
    query; it asks for a page under the query as it stands. Going to a page takes a run of its
    own, so a link to the page at hand only changes the query. `account` asks to sign in or out.
    """
    if asked := patch.get(ACCOUNT):
        sign(asked[0])
        return
    # Without a look at its documents: one that was removed meanwhile stays in the address, so that
    # the run that follows says so.
    query, _ = Query.from_params(_params(), load_catalogue())
    wanted = {name: list(values) for name, values in patch.items() if name != "page"}
    query, refused = query.patched(wanted, load_catalogue())
    # Written into the address it would be said by the run that follows; left out of it, it is not.
    st.session_state[REFUSED] = refused
    if patch.get("page") and st.session_state.get(PAGE) != patch["page"][0]:
        st.session_state[GO_TO] = (patch["page"][0], query.to_params())
    else:
        st.query_params.from_dict(query.to_params())
