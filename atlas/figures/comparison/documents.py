"""Two documents by meaning, as `frontend/compare/documents.js` draws them."""

from __future__ import annotations

from atlas.analysis.comparison.comparing import DocumentsCompared
from atlas.analysis.comparison.findings import accuracy_said, agreement_said, reachable_said
from atlas.analysis.comparison.taking_up import Said, TakingUp
from atlas.analysis.reach import Selection
from atlas.contract.compare import CompareDocumentsMessage, MeasurePair, PairMatrix
from atlas.figures.comparison.payload import base_payload, reached_classes
from atlas.language import listing, say
from atlas.model import Lang
from atlas.query import Query


def documents_payload(selection: Selection, compared: DocumentsCompared) -> CompareDocumentsMessage:
    """Two documents: pairs with their differences, what only one says, and where each reaches."""
    query, catalogue = selection.query, selection.document.catalogue
    lang, meaning = query.lang, compared.meaning
    classes = reached_classes(compared)
    every = len([c for c in catalogue.counties if c.polygon])
    reachable = meaning.reachable
    return {
        **base_payload(selection),
        "mode": "documents",
        "documents": [
            {
                "id": d.asset,
                "title": d.record.title(lang),
                "measures": len(d.measures),
                "counties": len(compared.reached[i]),
                "named": listing([catalogue.places[p].name(lang) for p in compared.named[i]], lang),
                "own": meaning.alone[i],
                "measure": Query(lang=lang, doc=d.record.id)
                .address("measures", measure="ID")
                .replace("=ID", "={id}"),
            }
            for i, d in enumerate(compared.documents)
        ],
        "base": meaning.base,
        "pairs": [_pair(one, lang) for one in meaning.said],
        "by_meaning": meaning.by_meaning,
        "accuracy": accuracy_said(catalogue, lang),
        "reachable": reachable_said(compared, query),
        "within_reach": sorted({*reachable.local, *reachable.wide}) if reachable else [],
        "strategies": [(s, *n) for s, n in compared.strategies.items() if any(n)],
        "matrix": _matrix(selection, meaning),
        "classes": classes,
        "neither": every - sum(len(one["codes"]) for one in classes),
        "method": Query(lang=lang).address("method") + "#accuracy",
        "footer": say("pages.map_footer", lang),
    }


def _pair(one: Said, lang: Lang) -> MeasurePair:
    return {
        "at": (one.pair.one, one.pair.other),
        "state": one.state,
        "parts": one.parts,
        "added": [a.words for a in one.added],
        "left_out": [a.words for a in one.left_out],
        "why": agreement_said(one.pair, lang),
    }


def _matrix(selection: Selection, meaning: TakingUp) -> PairMatrix:
    """Strategies that have any, by the whole province and the prefectures that have any."""
    catalogue, query = selection.document.catalogue, selection.query
    cells = meaning.matrix
    places = ["", *(p.adcode for p in catalogue.prefectures)]
    shown = [place for place in places if any(place == at for _, at in cells)]
    rows = [s for s in catalogue.strategies if any(s == one for one, _ in cells)]
    return {
        "places": shown,
        "rows": [(s, [cells.get((s, place), (0, 0, 0)) for place in shown]) for s in rows],
        "cell": query.address("compare", strategy="STRATEGY", place="PLACE")
        .replace("STRATEGY", "{strategy}")
        .replace("PLACE", "{place}"),
    }
