"""From the parameters of an address to the answer: read, looked up, selected, once for everyone.

The screen, the API, the exported files and the command line all ask here, so that the same
address means the same rows everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from atlas.analysis.reach import Selection, select
from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.query import DEFAULT, Params, Query


def read_query(params: Params) -> tuple[Query, tuple[str, ...]]:
    """The query that parameters mean, and what of them was dropped as `name=value`.

    A document that is not kept here is dropped, and a measure that the document does not hold.
    """
    query, dropped = Query.from_params(params, load_catalogue())
    try:
        known = open_document(query.doc).position
    except KeyError:
        # Removed, or never kept here: the rest is answered from the built-in plan.
        dropped = (*dropped, f"doc={query.doc}")
        query = query.but(doc=DEFAULT.doc)
        known = open_document(query.doc).position
    if query.against:
        try:
            open_document(query.against)
        except KeyError:
            dropped = (*dropped, f"against={query.against}")
            query = query.but(against="")
    lost = tuple(f"measure={m}" for m in query.measures if m not in known)
    kept = tuple(m for m in query.measures if m in known)
    return query.but(measures=kept), (*dropped, *lost)


@dataclass(frozen=True)
class Asked:
    """A query, what it comes to, and what of the parameters was dropped."""

    query: Query
    selection: Selection
    dropped: tuple[str, ...]


def ask(params: Params) -> Asked:
    """Read parameters and select; `measure` narrows the answer to the measures it names."""
    query, dropped = read_query(params)
    return Asked(query, answer(query), dropped)


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
        on_map=selection.on_map[selection.on_map["m"].isin(wanted)],
        rows=selection.rows[selection.rows["m"].isin(wanted)],
        measures={m: held for m, held in selection.measures.items() if m in wanted},
        province={m: held for m, held in selection.province.items() if m in wanted},
    )
