"""A document to be read: its outline, and the map of what the selection of it reaches."""

from __future__ import annotations

from dataclasses import replace

from atlas.analysis.passages import outline
from atlas.analysis.reach import Selection
from atlas.contract.common import Link
from atlas.contract.measures import DeskTerms, OutlineRow, ReadMessage
from atlas.documents import ReadDocument
from atlas.figures.map_payload import drawn_classes
from atlas.figures.measures_payload import place_and_measure_addresses
from atlas.holding import kept_on_it
from atlas.language import say
from atlas.query import DEFAULT, Query
from atlas.settings import settings


def read_payload(selection: Selection) -> ReadMessage:
    """Values for `frontend/views/read.js`; the text itself is the document the browser fetches."""
    query, document = selection.query, selection.document
    lang = query.lang
    # The text is read county by county, and what is counted beside it are its measures.
    counted = replace(selection, query=query.but(level="county", count="measures"))
    held = {**selection.measures, **selection.province}
    return {
        "lang": lang,
        "doc": document.asset,
        "reading": query.readings,
        "built_in": document.record.id == DEFAULT.doc,
        "built_in_href": Query(lang=lang).address("read"),
        "taking_up": _taking_up(document, query),
        "title": document.record.title(lang),
        "desk": desk_terms(),
        "encoding": document.reading.document.encoding,
        "outline": _outline(document),
        "rows": [(m, held[m]) for m in sorted(held)],
        "map": drawn_classes(counted),
        "selected": list(query.places),
        "active": query.measures[0] if query.measures else None,
        "hrefs": place_and_measure_addresses(selection),
        "footer": say("pages.map_footer", lang),
    }


def _taking_up(document: ReadDocument, query: Query) -> Link | None:
    """What of the built-in document a reader's takes up; the built-in one takes up nothing."""
    if document.record.id == DEFAULT.doc:
        return None
    lang = query.lang
    title = document.catalogue.documents[DEFAULT.doc].title(lang)
    return {
        "text": say("compare.takes_up_what", lang, title=title),
        "href": Query(lang=lang, doc=query.doc).address("compare", against=DEFAULT.doc),
    }


def desk_terms() -> DeskTerms:
    """What the host does with readers' documents: whether any are taken, kept, and how long."""
    host = settings()
    return {
        "saving": host.saving,
        "kept": host.keeping,
        "days": host.keep_days,
        "minutes": host.draft_minutes,
        "listing": host.listing != "off",
    }


@kept_on_it()
def _outline(document: ReadDocument) -> list[OutlineRow]:
    return [(p.title, p.span.start, p.span.end, p.measures) for p in outline(document)]
