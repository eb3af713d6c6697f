"""The county map's changing part: a class per unit, its legend, and the list beside it."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, get_args

from atlas.analysis.findings import map_finding, selection_title
from atlas.analysis.reach import Selection, count_per_unit, drawn_units
from atlas.catalogue import load_catalogue
from atlas.documents import ReadDocument
from atlas.figures.classes import MOST_CLASSES, classify
from atlas.figures.palette import NEUTRAL, Theme, ramp
from atlas.holding import kept_on_it
from atlas.language import say
from atlas.model import Relation
from atlas.query import Count, MapLevel, Query


def map_payload(selection: Selection) -> dict[str, Any]:
    """The map with its legend, and the list beside it; `map_message` is what a page is sent."""
    query, document = selection.query, selection.document
    catalogue, lang = document.catalogue, query.lang
    units = drawn_units(catalogue, query.level)
    values = tuple(
        count_per_unit(selection.on_map, units, count=query.count, level=query.level).tolist()
    )
    unfiltered = unfiltered_counts(document, query.relations, query.level, query.count)
    classes = classify(values, unfiltered)
    alone = query.strategies[0] if len(query.strategies) == 1 else None
    hue = alone or ""
    title = map_finding(selection)
    reached = {z for z in selection.on_map["zone"].unique() if z}
    return {
        "lang": lang,
        "doc": document.record.id,
        "query": query.to_params(),
        "level": query.level,
        "count": query.count,
        "values": values,
        "bounds": list(zip(classes.lows, classes.highs, strict=True)),
        "hue": hue,
        "classes": [classes.of(v) for v in values],
        "legend": [
            {"label": e.label, "n": e.units, "class": e.cls} for e in classes.legend(values, lang)
        ],
        "legend_title": say(f"pages.legend_{query.count}", lang),
        "total": len(units),
        "ramp": ramps()[hue][len(classes.highs)],
        "selected": list(query.places),
        "outlines": sorted(reached) if 0 < len(reached) <= 3 and query.filtered else [],
        "active": query.measures[0] if query.measures else None,
        "rows": [[m, reasons] for m, reasons in selection.measures.items()],
        "province": list(selection.province),
        "terms": list(query.terms),
        "list_title": selection_title(selection),
        "image": {
            "title": title,
            "subtitle": query.describe(catalogue),
            "footer": say("pages.image_footer", lang, document=document.record.title(lang)),
        },
        "empty": empty_state(selection),
    }


def map_message(selection: Selection) -> dict[str, Any]:
    """Values for `frontend/views/map.js`, without what the browser makes of the others."""
    payload = map_payload(selection)
    image = {name: payload["image"][name] for name in ("title", "subtitle")}
    return {k: v for k, v in payload.items() if k not in FOLLOWS} | {"image": image}


FOLLOWS: Final = frozenset({"classes", "legend", "legend_title", "total", "ramp"})
"""What `frontend/map/classes.js` makes of values, bounds and hue."""


@cache
def ramps() -> dict[str, list[dict[str, tuple[str, ...]]]]:
    """Colours by strategy, the empty key for several, and by number of classes."""
    hues = {s.id: s.colour for s in load_catalogue().strategies.values()}
    return {
        name: [
            {theme: ramp(hue, classes, theme) for theme in get_args(Theme)}
            for classes in range(MOST_CLASSES + 1)
        ]
        for name, hue in {"": NEUTRAL, **hues}.items()
    }


@kept_on_it(64)
def unfiltered_counts(
    document: ReadDocument, relations: tuple[Relation, ...], level: MapLevel, count: Count
) -> tuple[int, ...]:
    """What a query that narrows nothing comes to on the map, so that classes hold still."""
    units = drawn_units(document.catalogue, level)
    rows = Query(relations=relations).apply(document.links)
    return tuple(count_per_unit(rows, units, count=count, level=level).tolist())


def empty_state(selection: Selection) -> dict[str, Any] | None:
    """What to say where nothing is left to show: why, and the next click; else None."""
    if selection.measures or selection.province:
        return None
    lang = selection.query.lang
    return {
        "title": say("pages.empty_title", lang),
        "text": say(
            "pages.empty_text", lang, filter=selection.query.describe(selection.document.catalogue)
        ),
        "action_label": say("pages.empty_action", lang),
        "patch": RESET,
    }


RESET: dict[str, list[str]] = {
    name: []
    for name in ("theme", "strategy", "relation", "basis", "place", "inherited", "q", "measure")
}
"""Patch that clears every filter and keeps language, level and what is counted."""
