"""Small multiples: where each strategy lands, and the strategies that reach the whole province."""

from __future__ import annotations

from atlas.analysis.precision import how_it_rests
from atlas.analysis.reach import Selection, count_meant, drawn_units, select
from atlas.contract.map import OverviewMessage, Tile, WideStrategy
from atlas.figures.classes import small_map_classes
from atlas.language import say
from atlas.query.questions import asked


def overview_payload(selection: Selection) -> OverviewMessage:
    """Tiles, province-wide strategies and example questions for `frontend/views/overview.js`."""
    query, document = selection.query, selection.document
    units = drawn_units(document.catalogue, "county")
    tiles: list[Tile] = []
    wide: list[WideStrategy] = []
    for strategy in query.strategies or tuple(document.catalogue.strategies):
        alone = query if query.joint else query.but(strategies=(strategy,))
        chosen = select(document, alone)
        meant = count_meant(chosen.own_links, units, count="measures", level="county")
        reached, beside = len(meant.reached), len(meant.by_site) + len(meant.with_prefecture)
        listed = len(chosen.measures) + len(chosen.province)
        href = alone.address("map")
        if reached + beside and reached < len(units):
            tiles.append(
                {
                    "strategy": strategy,
                    "measures": len(chosen.measures),
                    "wide": len(chosen.province),
                    "counties": reached,
                    "with_prefecture": len(meant.with_prefecture),
                    "by_site": len(meant.by_site),
                    "reached": small_map_classes(meant, chosen.wide),
                    "href": href,
                }
            )
        elif listed:
            wide.append(
                {
                    "strategy": strategy,
                    "measures": listed,
                    "everywhere": bool(chosen.wide),
                    "href": href,
                }
            )
    return {
        "lang": query.lang,
        "doc": document.asset,
        "rests": how_it_rests(selection),
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
