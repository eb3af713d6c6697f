"""A place's page: what reaches it by relation, its zones, neighbours and a few figures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from atlas.analysis.precision import groups
from atlas.analysis.reach import Selection
from atlas.catalogue import Catalogue
from atlas.contract.common import EmptyState
from atlas.contract.place import (
    Cited,
    PlaceChooserMessage,
    PlaceFigure,
    PlaceMessage,
    PlaceMessageBase,
    PlaceZone,
)
from atlas.figures.map_payload import RESET, empty_state
from atlas.figures.measures_payload import place_and_measure_addresses
from atlas.language import say
from atlas.model import BASES, Adcode, Lang, Place
from atlas.query import Query

SHOWN: Final = (
    ("pop_resident_census", 2020),
    ("share_65plus", 2020),
    ("urbanisation_rate", 2020),
    ("area_km2", 2019),
    ("gdp", 2023),
    ("gdp", 2024),
    ("gdp_per_capita", 2023),
    ("gdp_per_capita", 2024),
)
"""Figures of a place's page, as indicator and year; a figure that was not found is not shown."""


def place_payload(selection: Selection) -> PlaceMessage | PlaceChooserMessage:
    """Groups, zones, neighbours and figures for `frontend/views/place.js`."""
    query, catalogue = selection.query, selection.document.catalogue
    base: PlaceMessageBase = {
        "lang": query.lang,
        "doc": selection.document.asset,
        "reading": query.readings,
        "hrefs": place_and_measure_addresses(selection),
    }
    if not query.places:
        return {
            **base,
            "chooser": True,
            "prefectures": [p.adcode for p in catalogue.prefectures],
        }
    place = catalogue.places[query.places[0]]
    figures = place_figures(catalogue, place, query)
    return {
        **base,
        "place": place.adcode,
        "groups": [
            {"precision": g.precision, "relation": g.relation, "rows": list(g.measures.items())}
            for g in groups(selection)
        ],
        "province": list(selection.province),
        "zones": zones_of_place(catalogue, place),
        "neighbours": [p.adcode for p in catalogue.neighbours(place.adcode)],
        "children": [c.adcode for c in catalogue.children(place.adcode)],
        "figures": figures,
        "cited": {key: _cited(catalogue, key) for key in {f["source"] for f in figures}},
        "empty": empty_state(selection) or _only_wide(selection, place),
    }


def _only_wide(selection: Selection, place: Place) -> EmptyState | None:
    """What to say where a filter leaves a place nothing but what the whole province has."""
    query, lang = selection.query, selection.query.lang
    if selection.measures or not query.without("place", "measure").filtered:
        return None
    name, said = place.name(lang), query.describe(selection.document.catalogue)
    return {
        "title": say("place.none_title_filtered", lang, place=name),
        "text": say("place.none_text_filtered", lang, filter=said),
        "action_label": say("pages.empty_action", lang),
        "patch": {name: [] for name in RESET if name != "place"},
    }


def zones_of_place(catalogue: Catalogue, place: Place) -> list[PlaceZone]:
    """Zones of a place as id, basis, and for a zone of some of its counties how many it lists."""
    own: list[PlaceZone] = [
        (zone.id, member.basis, None) for zone, member in catalogue.zones_of(place.adcode)
    ]
    if place.level != "prefecture":
        return own
    return own + [
        # A list is as sure as its least sure member.
        (zone.id, max((m.basis for m in members), key=BASES.index), len(members))
        for zone, members in catalogue.zones_within(place.adcode)
    ]


def place_figures(catalogue: Catalogue, place: Place, query: Query) -> list[PlaceFigure]:
    """Figures of a place in words, beside those of its prefecture and of the province."""
    others = [c for c in (place.parent, catalogue.province.adcode) if c]
    figures = []
    for (indicator, year), rows in _shown(catalogue).items():
        if place.adcode in rows:
            href = _among_others(query, place, indicator, year)
            figures.append(_figure(catalogue, place, rows, others, lang=query.lang, href=href))
    return figures


@lru_cache(maxsize=8)
def _shown(catalogue: Catalogue) -> dict[tuple[str, int], dict[Adcode, dict[str, Any]]]:
    """Rows of each figure shown, by unit: every place asks for the same few of them."""
    table = catalogue.indicators
    wanted = table[table["indicator"].isin({indicator for indicator, _ in SHOWN})]
    found: dict[tuple[str, int], dict[Adcode, dict[str, Any]]] = {key: {} for key in SHOWN}
    for row in wanted.dropna(subset=["year"]).to_dict("records"):
        units = found.get((str(row["indicator"]), int(row["year"])), {})
        units.setdefault(str(row["adcode"]), {str(name): value for name, value in row.items()})
    return found


def _among_others(query: Query, place: Place, indicator: str, year: int) -> str:
    """Address of the indicator's page, where the place is marked among the units of its level."""
    level = "prefecture" if place.level == "prefecture" else "county"
    return Query(lang=query.lang, doc=query.doc).address(
        "indicators", indicator=indicator, year=str(year), level=level, place=place.adcode
    )


def _figure(
    catalogue: Catalogue,
    place: Place,
    rows: Mapping[Adcode, Mapping[str, Any]],
    others: list[Adcode],
    *,
    lang: Lang,
    href: str,
) -> PlaceFigure:
    zh, own = lang == "zh", rows[place.adcode]
    definition = catalogue.indicator_definitions[own["indicator"]]
    source = catalogue.sources[own["source"]]
    digits = definition.digits
    compare = [
        (catalogue.places[code].name(lang), f"{rows[code]['value']:,.{digits}f}")
        for code in dict.fromkeys(others)
        if code in rows
    ]
    return {
        "label": definition.name_zh if zh else definition.name_en,
        "value": f"{own['value']:,.{digits}f}",
        "unit": definition.unit_zh if zh else definition.unit_en,
        "year": str(own["year"]),
        "strength": source.strength,
        "caveat": (definition.caveat_zh if zh else definition.caveat_en)
        + (f" {own['note']}" if own["note"] and not zh else ""),
        "source": source.id,
        "compare": compare,
        "href": href,
    }


def _cited(catalogue: Catalogue, key: str) -> Cited:
    """A source of figures as it is cited; most figures of a place share one."""
    source = catalogue.sources[key]
    who = " ".join(part for part in (source.title, source.publisher, source.year) if part)
    return {"title": who, "url": source.url}
