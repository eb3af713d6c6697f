"""Which ties a query asks for: by kind, by place, by basis, by the measures it leaves."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.analysis.reach import Selection, select
from atlas.analysis.ties import Speaking, Tie, speaking_in, ties_of
from atlas.catalogue import Catalogue
from atlas.documents import ReadDocument
from atlas.model import Adcode
from atlas.query import Query


@dataclass(frozen=True)
class TieSelection:
    """The ties a query comes to in one document, by their number in `ties_of`.

    `own` are those of the chosen places, or all where none is chosen; `common` those of the
    province as a whole, listed apart while places are chosen. `speaking` are the measures the
    query leaves, per tie; `outside` counts the measures of the document that it leaves out.
    `counts` says for every kind what choosing it alone would show.
    """

    query: Query
    document: ReadDocument
    own: tuple[int, ...]
    common: tuple[int, ...]
    speaking: dict[int, tuple[Speaking, ...]]
    outside: dict[int, int]
    counts: dict[str, int]

    @property
    def ties(self) -> tuple[Tie, ...]:
        """Every tie there is; numbers point into it."""
        return ties_of(self.document.catalogue)

    @property
    def listed(self) -> list[Tie]:
        """The ties of the selection, those of the province as a whole last."""
        return [self.ties[i] for i in (*self.own, *self.common)]


def select_ties(document: ReadDocument, query: Query) -> TieSelection:
    """Apply a query to the ties.

    Section, strategy, link, search text and inheritance narrow the measures; once they do, only
    ties that a remaining measure speaks of are shown. The basis is the tie's own.
    """
    ties = ties_of(document.catalogue)
    # Another document narrows nothing: the ties are the same, their measures others.
    plain = query.without("doc", "place", "basis", "measure")
    narrowed = plain.without("reading").filtered
    left = _measures(select(document, plain)) if narrowed else set(range(len(document.measures)))
    speaking, outside = {}, {}
    for i, found in enumerate(speaking_in(document)):
        kept = tuple(
            one
            for one in found
            if one.measure in left and not (one.inherited and query.inherited == "without")
        )
        speaking[i], outside[i] = kept, len(found) - len(kept)
    shown = [
        i
        for i, tie in enumerate(ties)
        if (not query.bases or tie.basis in query.bases) and (speaking[i] or not narrowed)
    ]
    own = [i for i in shown if belongs(document.catalogue, ties[i], query.places)]
    common = [
        i for i in shown if i not in own and ties[i].home == document.catalogue.province.adcode
    ]
    kinds = dict.fromkeys(tie.kind for tie in ties)
    listed = [*own, *common]
    return TieSelection(
        query=query,
        document=document,
        own=tuple(i for i in own if not query.kinds or ties[i].kind in query.kinds),
        common=tuple(i for i in common if not query.kinds or ties[i].kind in query.kinds),
        speaking=speaking,
        outside=outside,
        counts={kind: sum(ties[i].kind == kind for i in listed) for kind in kinds},
    )


def _measures(selection: Selection) -> set[int]:
    return {*selection.measures, *selection.province}


def belongs(catalogue: Catalogue, tie: Tie, places: tuple[Adcode, ...]) -> bool:
    """Whether a tie is one of the places': its own, its prefecture's, a county's of it, a zone's.

    A zone that holds the tie makes it every member's. Without places every tie belongs.
    """
    if not places or catalogue.province.adcode in places:
        return True
    homes: set[str] = set()
    zones: set[str] = set()
    for adcode in places:
        place = catalogue.places[adcode]
        homes |= {adcode, *(child.adcode for child in catalogue.children(adcode))}
        if place.level == "county" and place.parent:
            homes.add(place.parent)
        zones |= {zone.id for zone, _ in catalogue.zones_of(adcode)}
    return tie.home in homes or tie.zone in zones
