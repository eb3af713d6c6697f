"""The strategies' pages: the index of all, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.analysis.keywords import strategy_keywords
from atlas.analysis.reach import Selection, drawn_units
from atlas.analysis.strategies import (
    StrategyReach,
    strategies_beside,
    zones_used,
)
from atlas.contract.common import StrategyLink
from atlas.contract.strategies import (
    StrategiesMessageBase,
    StrategyIndex,
    StrategyIndexMessage,
    StrategyPage,
    StrategyPageMessage,
)
from atlas.figures.classes import classify, small_map_classes
from atlas.figures.map_payload import empty_state
from atlas.figures.measures_payload import place_and_measure_addresses
from atlas.language import say
from atlas.model import StrategyId
from atlas.site import SITE


def strategies_payload(
    selection: Selection, reaches: Sequence[StrategyReach]
) -> StrategyIndexMessage | StrategyPageMessage:
    """Index or page for `frontend/views/strategies.js`, as one or more strategies are chosen."""
    query = selection.query
    base: StrategiesMessageBase = {
        "lang": query.lang,
        "doc": selection.document.asset,
        "total": len(drawn_units(selection.document.catalogue, "county")),
        "reading": query.readings,
        "hrefs": place_and_measure_addresses(selection),
        "footer": say("pages.map_footer", query.lang),
        "empty": empty_state(selection),
    }
    if len(query.strategies) == 1:
        return {**base, "one": _page(selection, reaches, query.strategies[0])}
    return {**base, "index": _index(selection, reaches)}


def _index(selection: Selection, reaches: Sequence[StrategyReach]) -> StrategyIndex:
    query = selection.query
    several = bool(query.strategies)
    shown = [r for r in reaches if not several or r.strategy in query.strategies]
    return {
        "rows": [
            {
                "strategy": r.strategy,
                "measures": r.listed,
                "wide": len(r.wide),
                "counties": len(r.counties),
                "sure": r.sure,
                "unsure": r.unsure,
                "relations": sorted(r.relations),
                "with_prefecture": len(r.meant.with_prefecture),
                "by_site": len(r.meant.by_site),
                "reached": small_map_classes(r.meant, r.everywhere),
                "href": query.address("strategies", strategy=r.strategy),
                # What serves several at once is one answer, whichever of them a row is of.
                "map": (query if query.joint else query.but(strategies=(r.strategy,))).address(
                    "map"
                ),
            }
            for r in shown
        ],
        # The filter by strategy is what narrowed the index; the rest of the filter stays.
        "all": query.without("strategy", "combine").address("strategies") if several else None,
        "compare": query.address("compare") if several and "compare" in SITE else None,
    }


def _page(
    selection: Selection, reaches: Sequence[StrategyReach], strategy: StrategyId
) -> StrategyPage:
    query, document = selection.query, selection.document
    own = next(r for r in reaches if r.strategy == strategy)
    values = tuple(own.meant.unit.tolist())
    classes = classify(values, values)
    beside = zip(values, own.meant.site.tolist(), own.meant.prefecture.tolist(), strict=True)
    held = {**selection.measures, **selection.province}
    order = list(document.catalogue.strategies)
    at = order.index(strategy)
    anywhere = query.without("strategy", "combine", "measure", "q")

    def page_of(other: StrategyId) -> StrategyLink:
        return {"strategy": other, "href": query.address("strategies", strategy=other)}

    return {
        "strategy": strategy,
        "rows": [(m, held[m]) for m in sorted(held)],
        "terms": list(query.terms),
        "active": query.measures[0] if query.measures else None,
        "counties": list(own.counties),
        "with_prefecture": own.meant.with_prefecture,
        "by_site": own.meant.by_site,
        "reached": small_map_classes(own.meant, own.everywhere),
        "legend": [
            {"label": e.label, "n": e.units, "class": e.cls}
            for e in classes.legend(
                [classes.of(*unit, own.everywhere) for unit in beside], query.lang, own.everywhere
            )
        ],
        "map": query.address("map"),
        "zones": [
            {
                "zone": use.zone,
                "measures": len(use.measures),
                "members": use.members,
                "bases": list(use.bases.items()),
                "href": f"{query.address('method')}#zone-{use.zone}",
            }
            for use in zones_used(selection)
        ],
        "beside": [
            {**page_of(b.strategy), "measures": b.measures, "counties": b.counties}
            for b in strategies_beside(strategy, reaches)
        ],
        "keywords": [
            {
                "word": k.word,
                "measures": k.texts,
                "href": anywhere.address("measures", q=k.word),
            }
            for k in strategy_keywords(document, strategy, query.lang)
        ],
        "all": query.without("strategy", "combine", "measure").address("strategies"),
        "previous": page_of(order[at - 1]) if at else None,
        "next": page_of(order[at + 1]) if at + 1 < len(order) else None,
    }
