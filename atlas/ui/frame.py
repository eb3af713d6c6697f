"""What surrounds every page: the header with its finding, the filter panel, the filter bar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import streamlit as st
from streamlit.navigation.page import Page

from atlas.analysis.left_aside import left_aside
from atlas.analysis.one_measure import measure_clause
from atlas.analysis.origin import origin_of
from atlas.analysis.places_named import places_named
from atlas.contract.common import Link
from atlas.contract.frame import (
    Account,
    Chip,
    Draft,
    Exports,
    FilterBarMessage,
    FiltersMessage,
    HeaderMessage,
    Keeper,
)
from atlas.documents import is_built_in
from atlas.export import FORMATS
from atlas.language import listing, say
from atlas.model import Place
from atlas.query import SHOWN_HOW, Query
from atlas.settings import settings
from atlas.site import SITE
from atlas.store import RemovedDocument, StoreFault, document_store
from atlas.ui.components import mount
from atlas.ui.sign_in import signed_in
from atlas.ui.view import GO_TO, View, change, facets

HEADER_HEIGHT = 128
PANEL_HEIGHT = 900
BAR_HEIGHT = 34
OWN_PICTURE = ("cooperation", "indicators")
"""Pages that draw another map than that of the measures."""


def go_where_asked(pages: Mapping[str, Page]) -> None:
    """Switch to the page a reader clicked, in one step of the browser's history."""
    asked = st.session_state.pop(GO_TO, None)
    if asked and asked[0] in pages:
        page, params = asked
        st.switch_page(pages[page], query_params=params)


def header(view: View, *, title: str, subtitle: str) -> None:
    """Navigation, the finding and its scope."""
    data = header_message(view, title=title, subtitle=subtitle)
    mount("header", key="header", height=HEADER_HEIGHT, on_change=change, data=data)


def nothing_held(view: View) -> None:
    """The page of a table that this province's data lack: what, why, and where else to look."""
    header(
        view,
        title=say(f"{view.page}.without_title", view.query.lang),
        subtitle=say(f"{view.page}.without_text", view.query.lang),
    )


def header_message(view: View, *, title: str, subtitle: str) -> HeaderMessage:
    """What the header is sent."""
    origin = origin_of(view.document, view.query.lang)
    draft = _draft(view.document.record.id)
    return {
        "lang": view.query.lang,
        # Once for all pages: every filter in force would travel eleven times.
        "address": view.query.without("measure").address("{page}"),
        "pages": list(SITE),
        "page": view.page,
        "title": title,
        "subtitle": subtitle,
        "origin": {"text": origin.text, "href": origin.url},
        "note": view.notice,
        "draft": draft,
        "keeper": None if draft else _keeper(view),
        "account": _account(),
    }


def _keeper(view: View) -> Keeper | None:
    """The document that whoever has its key may edit, or bring back."""
    missing = view.missing.get("doc")
    if isinstance(missing, RemovedDocument):
        return {"id": missing.id, "stands": False}
    document_id = view.document.record.id
    if missing is not None or is_built_in(document_id):
        return None
    return {"id": document_id, "stands": True}


def _draft(document_id: str) -> Draft | None:
    """How long a document still stays that nobody has kept, asked of the store at every run."""
    if is_built_in(document_id):
        return None
    try:
        minutes = document_store().draft_minutes_left(document_id)
    except StoreFault:
        # It has been opened in this very run; the next asks again, and says what is the matter.
        return None
    if minutes is None:
        return None
    return {"id": document_id, "minutes": minutes, "keeping": _keeping()}


def _keeping() -> Literal["yes", "sign-in", "no"]:
    match settings().saving:
        case "anyone":
            return "yes"
        case "signed-in":
            return "yes" if signed_in() else "sign-in"
    return "no"


def _account() -> Account | None:
    """What the header says of signing in; nothing where nobody is asked to."""
    if not settings().asks_who:
        return None
    person = signed_in()
    return {"signed_in": person is not None, "name": person.name if person else ""}


def filter_panel(view: View) -> None:
    """The shared filters, in the sidebar."""
    data = filters_message(view)
    with st.sidebar:
        mount("filters", key="filters", height=PANEL_HEIGHT, on_change=change, data=data)


def filters_message(view: View) -> FiltersMessage:
    """What the filters are sent."""
    query = view.query
    counts = facets(view.document, query.without(*SHOWN_HOW, "measure"))
    return {
        "lang": query.lang,
        "query": query.to_params(),
        # Without the names of the choices: the browser has them in the same order.
        "counts": {name: list(found.values()) for name, found in counts.items()},
        "notes": view.notes,
        "level": view.page == "map",
        "count_choices": view.page == "map",
    }


def filter_bar(view: View, everything: str | None = None) -> None:
    """The filter in force as one line: sentence, chips, reset, copy link.

    `everything` is the sentence of an empty filter, where the page shows no measures.
    """
    data = filter_bar_message(view, everything)
    mount("filter_bar", key="filter_bar", height=BAR_HEIGHT, on_change=change, data=data)


def filter_bar_message(view: View, everything: str | None = None) -> FilterBarMessage:
    """What the filter bar is sent."""
    sentence = view.query.describe(view.catalogue)
    if everything is not None and not view.query.without("reading").filtered:
        apart = [say(f"{view.page}.reading_apart", view.query.lang)] if view.query.readings else []
        sentence = say("query.join", view.query.lang).join([everything, *apart])
    return {
        "lang": view.query.lang,
        "sentence": sentence,
        "chips": _chips(view),
        "left_aside": None if everything is not None else _left_aside(view),
        "by_place": _by_place(view),
        "exports": _exports(view),
    }


def _kinds(page: str) -> list[str]:
    """Files to take from a page; one whose map saves itself offers no other map as its picture."""
    return [kind for kind in FORMATS if page not in OWN_PICTURE or kind not in ("svg", "png")]


def _exports(view: View) -> Exports:
    """Files to take; and whose pages alone may embed this one, empty for nobody's.

    Nothing is said of that where anybody's may.
    """
    exports: Exports = {"kinds": _kinds(view.page), "page": view.page}
    ancestors = settings().frame_ancestors
    if ancestors != "*":
        lang = view.query.lang
        this_site = say("filters.this_site", lang)
        names = [this_site if a == "'self'" else a for a in ancestors.split() if a != "'none'"]
        exports["frames"] = listing(names, lang)
    return exports


def _left_aside(view: View) -> Chip | None:
    """How many measures the basis leaves out, and the patch that brings them back."""
    out = left_aside(view.selection)
    if out is None:
        return None
    label = say(f"filters.aside_{out.kind}", view.query.lang, n=out.measures)
    return {"label": label, "patch": {"basis": []}}


def _by_place(view: View) -> list[Link]:
    """The places that the search names, each on the map where that is at hand, else on its page."""
    query, page = view.query, view.page if view.page == "map" else "place"
    searched = query.without("q", "measure")
    offered = places_named(view.catalogue, query)

    def called(place: Place) -> str:
        name = place.name(query.lang)
        if sum(one.name(query.lang) == name for one in offered) == 1:
            return name
        prefecture = view.catalogue.places[place.parent or place.adcode].name(query.lang)
        return say("filters.place_in", query.lang, place=name, prefecture=prefecture)

    return [
        {
            "text": say("filters.by_place", query.lang, place=called(place)),
            "href": searched.but(places=(place.adcode,)).address(page),
        }
        for place in offered
    ]


def _chips(view: View) -> list[Chip]:
    clauses = view.query.clauses(view.catalogue)
    if one := measure_clause(view.selection):
        clauses.append((Query.measures.name, one))
    return [{"label": words, "patch": {name: []}} for name, words in clauses]
