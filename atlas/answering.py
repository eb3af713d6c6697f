"""From the parameters of an address to the answer: read, looked up, selected, once for everyone.

The screen, the API, the exported files and the command line all ask here, so that the same
address means the same rows everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from atlas.analysis.reach import Selection, select
from atlas.catalogue import load_catalogue
from atlas.documents import ReadDocument, is_built_in, open_document
from atlas.link_codes import LinkCodes
from atlas.query import DEFAULT, Params, Query
from atlas.store import MissingDocument, StoreFault, UnknownDocument

DOCUMENTS: Final = (Query.doc.name, Query.against.name)
"""Parameters that name a document."""
Fault = MissingDocument | StoreFault
"""Why a document that an address names cannot be shown."""


@dataclass(frozen=True)
class Opened:
    """A query with the documents it names, what of the parameters was dropped, and what is missing.

    `missing` says by parameter (`doc`, `against`) which document could not be opened.
    """

    query: Query
    dropped: tuple[str, ...]
    document: ReadDocument
    against: ReadDocument | None
    missing: Mapping[str, Fault] = field(default_factory=dict)


def open_query(params: Params, *, instead: bool = False) -> Opened:
    """The query that parameters mean, with its documents.

    A measure that the document does not hold is dropped. A document that cannot be opened raises
    `MissingDocument` or `StoreFault`; with `instead`, the built-in plan stands for it and the
    answer says what is missing, which must be shown: a document whose id is none at all as well.
    """
    query, dropped = Query.from_params(params, load_catalogue())
    missing: dict[str, Fault] = {}
    if instead:
        unheard = [one.partition("=") for one in dropped]
        missing |= {name: UnknownDocument(v) for name, _, v in unheard if name in DOCUMENTS}
        dropped = tuple(one for one in dropped if one.partition("=")[0] not in DOCUMENTS)

    def opened(name: str, document_id: str) -> ReadDocument | None:
        try:
            return open_document(document_id)
        except (MissingDocument, StoreFault) as fault:
            if not instead:
                raise
            missing[name] = fault
            return None

    document = opened("doc", query.doc)
    if document is None:
        query = query.but(doc=DEFAULT.doc)
        document = open_document(query.doc)
    against = opened("against", query.against) if query.against else None
    if against is None:
        query = query.but(against="")
    lost = tuple(f"measure={m}" for m in query.measures if m not in document.position)
    kept = tuple(m for m in query.measures if m in document.position)
    query = query.but(measures=kept)
    document = document.under(query.readings)
    against = against and against.under(query.readings)
    return Opened(query, (*dropped, *lost), document, against, missing)


def read_query(params: Params) -> tuple[Query, tuple[str, ...]]:
    """The query that parameters mean, and what of them was dropped as `name=value`.

    Raises as `open_query` does.
    """
    opened = open_query(params)
    return opened.query, opened.dropped


def names_reader_s(query: Query) -> bool:
    """Whether a query names a document of a reader's, so that nothing of its answer may be kept."""
    return not is_built_in(query.doc) or bool(query.against and not is_built_in(query.against))


@dataclass(frozen=True)
class Asked:
    """A query, what it comes to, and what of the parameters was dropped."""

    query: Query
    selection: Selection
    dropped: tuple[str, ...]


def ask(params: Params) -> Asked:
    """Read parameters and select; `measure` narrows the answer to the measures it names.

    Raises as `open_query` does.
    """
    opened = open_query(params)
    selection = narrowed(select(opened.document, opened.query))
    return Asked(opened.query, selection, opened.dropped)


def answer(query: Query) -> Selection:
    """What a query comes to, with only the measures that it names where it names any."""
    return narrowed(select(open_document(query.doc), query))


def narrowed(selection: Selection) -> Selection:
    """The selection with only the measures that its query opens, all where it opens none.

    On the screen `measure` opens a card among the others; in a file or an answer of the API it
    asks for that one alone.
    """
    wanted = {selection.document.position[m] for m in selection.query.measures}
    if not wanted:
        return selection
    return replace(
        selection,
        map_links=_of(selection.map_links, wanted),
        own_links=_of(selection.own_links, wanted),
        measures={m: held for m, held in selection.measures.items() if m in wanted},
        province={m: held for m, held in selection.province.items() if m in wanted},
    )


def _of(links: LinkCodes, measures: set[int]) -> LinkCodes:
    return links.where(np.isin(links.plain("m"), list(measures)))
