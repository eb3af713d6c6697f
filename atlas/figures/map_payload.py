"""The county map's changing part: a class per unit, its legend, and the list beside it."""

from __future__ import annotations

from functools import cache
from typing import Final

import pandas as pd

from atlas.analysis.findings import map_finding, selection_title
from atlas.analysis.joint import serving_either
from atlas.analysis.reach import Meant, Selection, count_meant, drawn_units
from atlas.catalogue import load_catalogue
from atlas.contract.common import EmptyState, Patch, Ramp
from atlas.contract.map import DrawnClasses, MapMessage, MapPayload
from atlas.documents import ReadDocument
from atlas.figures.classes import MOST_CLASSES, Classes, classify
from atlas.figures.palette import NEUTRAL, ramp
from atlas.holding import kept_on_it
from atlas.language import say
from atlas.model import Relation, StrategyId
from atlas.query import Count, MapLevel, Query, joined


def map_payload(selection: Selection) -> MapPayload:
    """The whole map as files draw it; `map_message` is what a page is sent."""
    query, document = selection.query, selection.document
    return {
        **map_message(selection),
        **drawn_classes(selection),
        "image": {
            "title": map_finding(selection),
            "subtitle": query.describe(document.catalogue),
            "footer": say(
                "pages.image_footer", query.lang, document=document.record.title(query.lang)
            ),
        },
    }


def map_message(selection: Selection) -> MapMessage:
    """Values for `frontend/views/map.js`, of which `frontend/map/classes.js` makes the classes."""
    query, document = selection.query, selection.document
    counted = _counted(selection)
    values = _whole(counted.unit)
    classes = _classes(selection, values)
    reached = selection.map_links.held("zone") - {""}
    return {
        "lang": query.lang,
        "doc": document.asset,
        "query": query.to_params(),
        "level": query.level,
        "count": query.count,
        "chosen": list(counted_alone(query)),
        "values": values,
        "sites": _unless_none(counted.site),
        "through": _unless_none(counted.prefecture),
        "wide": selection.wide,
        "bounds": list(zip(classes.lows, classes.highs, strict=True)),
        "hue": _hue(query),
        "selected": list(query.places),
        "reading": list(query.readings),
        "outlines": sorted(reached) if 0 < len(reached) <= 3 and query.filtered else [],
        "active": query.measures[0] if query.measures else None,
        "rows": list(selection.measures.items()),
        "province": list(selection.province),
        "terms": list(query.terms),
        "list_title": selection_title(selection),
        "empty": empty_state(selection),
    }


def drawn_classes(selection: Selection) -> DrawnClasses:
    """A class per unit with its legend and colours, where the browser does not make them."""
    query, lang = selection.query, selection.query.lang
    counted = _counted(selection)
    values = _whole(counted.unit)
    classes = _classes(selection, values)
    beside = zip(values, counted.site.tolist(), counted.prefecture.tolist(), strict=True)
    drawn = [classes.of(*unit, selection.wide) for unit in beside]
    return {
        "level": query.level,
        "values": values,
        "sites": _unless_none(counted.site),
        "through": _unless_none(counted.prefecture),
        "wide": selection.wide,
        "classes": drawn,
        "legend": [
            {"label": e.label, "n": e.units, "class": e.cls}
            for e in classes.legend(drawn, lang, selection.wide)
        ],
        "legend_title": say(f"pages.legend_{counting(query)}", lang),
        "total": len(values),
        "ramp": ramps()[_hue(query)][len(classes.highs)],
        "tone": ramps()[_hue(query)][1],
    }


def _counted(selection: Selection) -> Meant:
    query = selection.query
    units = drawn_units(selection.document.catalogue, query.level)
    return count_meant(
        selection.map_links,
        units,
        count=query.count,
        level=query.level,
        chosen=counted_alone(query),
    )


def counted_alone(query: Query) -> tuple[StrategyId, ...]:
    """Strategies that a map counts because they are chosen; none where it counts other things."""
    return query.strategies if query.count == "strategies" else ()


def _whole(counts: pd.Series) -> tuple[int, ...]:
    return tuple(counts.tolist())


def _unless_none(counts: pd.Series) -> tuple[int, ...]:
    """Counts per unit, none of them where all are zero: a message is to be short."""
    return _whole(counts) if counts.any() else ()


def _classes(selection: Selection, values: tuple[int, ...]) -> Classes:
    query = selection.query
    unfiltered = unfiltered_counts(
        selection.document, query.relations, query.level, query.count, counted_alone(query)
    )
    return classify(values, unfiltered)


def counting(query: Query) -> str:
    """What is counted, as the words for it are called: chosen strategies are not the primary."""
    return "chosen" if counted_alone(query) else query.count


def _hue(query: Query) -> str:
    """The one strategy whose colour the map wears; empty for several."""
    return query.strategies[0] if len(query.strategies) == 1 else ""


@cache
def ramps() -> dict[str, list[Ramp]]:
    """Colours by strategy, the empty key for several, and by number of classes."""
    hues = {s.id: s.colour for s in load_catalogue().strategies.values()}
    return {
        name: [
            {"light": ramp(hue, classes, "light"), "dark": ramp(hue, classes, "dark")}
            for classes in range(MOST_CLASSES + 1)
        ]
        for name, hue in {"": NEUTRAL, **hues}.items()
    }


@kept_on_it(64)
def unfiltered_counts(
    document: ReadDocument,
    relations: tuple[Relation, ...],
    level: MapLevel,
    count: Count,
    chosen: tuple[StrategyId, ...] = (),
) -> tuple[int, ...]:
    """What a query that narrows nothing comes to on the map, so that classes hold still.

    `chosen` are the strategies that are counted alone.
    """
    units = drawn_units(document.catalogue, level)
    codes = document.codes
    masks = Query(relations=relations).masks(codes)
    links = codes.where(joined(masks, codes.size))
    return _whole(count_meant(links, units, count=count, level=level, chosen=chosen).unit)


def empty_state(selection: Selection) -> EmptyState | None:
    """What to say where nothing is left to show: why, and the next click; else None."""
    if selection.measures or selection.province:
        return None
    lang = selection.query.lang
    filtered = selection.query.describe(selection.document.catalogue)
    if n := serving_either(selection):
        return {
            "title": say("pages.empty_together", lang),
            "text": say("pages.empty_together_text", lang, filter=filtered, n=n),
            "action_label": say("pages.empty_together_action", lang),
            "patch": {Query.combine.name: []},
        }
    return {
        "title": say("pages.empty_title", lang),
        "text": say("pages.empty_text", lang, filter=filtered),
        "action_label": say("pages.empty_action", lang),
        "patch": RESET,
    }


RESET: Final[Patch] = {one.name: [] for one in Query.parameters() if one.narrows}
"""Patch that clears every filter and keeps language, level and what is counted."""
