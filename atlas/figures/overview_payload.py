"""Small multiples: where each strategy lands, and the strategies that reach the whole province."""

from __future__ import annotations

from atlas.analysis.reach import Selection, count_per_unit, drawn_units, select
from atlas.contract.map import OverviewMessage, Tile, WideStrategy
from atlas.figures.classes import classify
from atlas.language import say
from atlas.query.questions import asked


def overview_payload(selection: Selection) -> OverviewMessage:
    """Tiles, province-wide strategies and example questions for `frontend/views/overview.js`."""
    query, document = selection.query, selection.document
    units = drawn_units(document.catalogue, "county")
    tiles: list[Tile] = []
    wide: list[WideStrategy] = []
    for strategy in query.strategies or tuple(document.catalogue.strategies):
        alone, _ = query.patched({"strategy": [strategy]}, document.catalogue)
        chosen = select(document, alone)
        counts = count_per_unit(chosen.rows, units, count="measures", level="county")
        reached = int((counts > 0).sum())
        listed = len(chosen.measures) + len(chosen.province)
        href = alone.address("map")
        if 0 < reached < len(units):
            classes = classify(tuple(counts.tolist()), tuple(counts.tolist()))
            tiles.append(
                {
                    "strategy": strategy,
                    "measures": len(chosen.measures),
                    "counties": reached,
                    "reached": "".join(str(classes.of(v) + 1) for v in counts),
                    "href": href,
                }
            )
        elif listed:
            wide.append({"strategy": strategy, "measures": listed, "href": href})
    return {
        "lang": query.lang,
        "doc": document.record.id,
        "tiles": tiles,
        "wide": wide,
        "questions": [
            {
                "text": question.text(query.lang),
                "href": asked(question, document.catalogue)
                .but(lang=query.lang, doc=query.doc)
                .address(question.page),
            }
            for question in document.catalogue.questions
        ],
        "footer": say("pages.map_footer", query.lang),
    }
