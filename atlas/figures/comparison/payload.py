"""Comparisons of places and strategies, and what to compare, as the browser draws them."""

from __future__ import annotations

from typing import Final, Literal

from atlas.analysis.comparison.comparing import (
    MOST_PLACES,
    DocumentsCompared,
    Membership,
    PlacesCompared,
    StrategiesCompared,
)
from atlas.analysis.comparison.examples import (
    Example,
    beside,
    place_examples,
    strategy_examples,
)
from atlas.analysis.comparison.findings import Asked
from atlas.analysis.coverage_findings import unit_name, unit_names
from atlas.analysis.reach import Selection
from atlas.contract.common import Classed, Link
from atlas.contract.compare import (
    CompareChooseMessage,
    ComparedCell,
    ComparedGroup,
    CompareMessageBase,
    ComparePlacesMessage,
    CompareStrategiesMessage,
    ComparisonExample,
    MembershipCell,
)
from atlas.documents import ReadDocument, is_built_in
from atlas.figures.comparison.side_by_side import figures_side_by_side
from atlas.figures.measures_payload import place_and_measure_addresses
from atlas.language import say
from atlas.model import Adcode
from atlas.query import Query

_ASKING: Final = {True: "compare.with", False: "compare.takes_up_what"}
"""What another document is offered for: beside the built-in plan, beside a reader's own."""


def base_payload(selection: Selection) -> CompareMessageBase:
    """What every kind of comparison needs."""
    query = selection.query
    return {
        "lang": query.lang,
        "doc": selection.document.asset,
        "reading": query.readings,
        "hrefs": place_and_measure_addresses(selection),
        "again": Query(lang=query.lang, doc=query.doc).address("compare"),
        "most": MOST_PLACES,
    }


def choose_payload(selection: Selection, asked: Asked) -> CompareChooseMessage:
    """Pickers and example pairs, for who has not yet said what to compare."""
    query, document = selection.query, selection.document
    others = [d for d in document.catalogue.documents.values() if d.id != document.record.id]
    lang = query.lang
    first = asked.places[0] if asked.places else None
    near = beside(document, first) if first else []
    return {
        **base_payload(selection),
        "mode": "choose",
        "places": list(asked.places),
        "beside": [_pair(document, query, str(first), other) for other in near],
        "place_examples": [_example(document, query, e) for e in place_examples(document)],
        "strategies": list(query.strategies),
        "strategy_examples": [_example(document, query, e) for e in strategy_examples(document)],
        "documents": [
            {
                "text": say(
                    _ASKING[is_built_in(document.record.id)], lang, title=other.title(lang)
                ),
                "href": query.address("compare", against=other.id),
            }
            for other in others
        ],
        "readings": [
            {
                "text": zone.name(lang),
                "href": Query(lang=lang, doc=query.doc).address("method") + f"#zone-{zone.id}",
            }
            for zone in document.catalogue.zones.values()
            if len(zone.readings) > 1
        ],
    }


def _pair(document: ReadDocument, query: Query, place: Adcode, other: Adcode) -> Link:
    return {
        "text": unit_name(document.catalogue, other, query.lang),
        "href": query.address("compare", place=[place, other]),
    }


def _example(document: ReadDocument, query: Query, example: Example) -> ComparisonExample:
    catalogue, lang = document.catalogue, query.lang
    about_places = example.kind in ("extremes", "neighbours", "prefectures")
    if about_places:
        names = [unit_name(catalogue, code, lang) for code in example.pair]
    else:
        names = [catalogue.strategies[s].name(lang) for s in example.pair]
    plain = Query(lang=lang, doc=query.doc)
    patch = {"place" if about_places else "strategy": list(example.pair)}
    return {
        "text": say("compare.pair", lang, a=names[0], b=names[1]),
        "why": say(f"compare.why_{example.kind}{'_tied' * example.tied}", lang, n=example.n),
        "href": plain.address("compare", **patch),
    }


def places_payload(
    selection: Selection, asked: Asked, compared: PlacesCompared
) -> ComparePlacesMessage:
    """Places with their measures in groups, their zones and figures."""
    query, document = selection.query, selection.document
    catalogue, lang, places = document.catalogue, query.lang, compared.places
    cells = [cell for reached in compared.reach.values() for cell in reached.values()]
    used = {document.reasons[r].zone for cell in cells for r in cell.reasons}
    beyond = unit_names(catalogue, asked.beyond, lang)
    return {
        **base_payload(selection),
        "mode": "places",
        "places": [
            {
                "code": place,
                "title": unit_name(catalogue, place, lang),
                "n": compared.count(place),
                "counties": [c.adcode for c in catalogue.counties_of(place)],
                "without": query.address("compare", place=[p for p in places if p != place]),
                "page": query.address("place", place=place),
            }
            for place in places
        ],
        "note": say("compare.beyond", lang, n=MOST_PLACES, names=beyond) if beyond else None,
        "wide": len(selection.province),
        "groups": _groups(selection, compared),
        "zones": [
            (zone, zone in used, [_member(at.get(place)) for place in places])
            for zone, at in compared.zones.items()
        ],
        "figures": figures_side_by_side(catalogue, places, lang),
    }


def _groups(selection: Selection, compared: PlacesCompared) -> list[ComparedGroup]:
    """Measures in groups under headings: shared by all, by some, and only here."""
    catalogue, lang = selection.document.catalogue, selection.query.lang
    several = len(compared.places)
    shared = "group_both" if several == 2 else "group_shared"
    groups: list[tuple[Literal["shared", "some"], str, list[int]]] = [
        ("shared", shared, compared.shared)
    ]
    if several > 2:
        groups.append(("some", "group_some", compared.some))
    found: list[ComparedGroup] = [
        {
            "id": name,
            "place": None,
            "title": say(f"compare.{key}", lang, n=len(measures), places=several),
            "rows": [(m, _cells(compared, m)) for m in measures],
        }
        for name, key, measures in groups
    ]
    return found + [
        {
            "id": "only",
            "place": place,
            "title": say(
                "compare.group_only",
                lang,
                place=unit_name(catalogue, place, lang),
                n=len(measures),
            ),
            "rows": [(m, _cells(compared, m)) for m in measures],
        }
        for place, measures in compared.only.items()
    ]


def _cells(compared: PlacesCompared, m: int) -> list[ComparedCell | None]:
    """Per place its reasons and the units reached of how many; None where it is not reached."""
    reached = compared.reach[m]
    return [
        (list(reached[place].reasons), reached[place].units, reached[place].of)
        if place in reached
        else None
        for place in compared.places
    ]


def _member(member: Membership | None) -> MembershipCell | None:
    return (member.basis, member.units, member.of) if member else None


def compared_strategies_payload(
    selection: Selection, compared: StrategiesCompared
) -> CompareStrategiesMessage:
    """Two strategies: where only one lands, where both do, and what serves both."""
    query = selection.query
    plain = query.without("strategy")
    classes = reached_classes(compared)
    every = len([c for c in selection.document.catalogue.counties if c.polygon])
    listed = sum(len(one["codes"]) for one in classes)
    return {
        **base_payload(selection),
        "mode": "strategies",
        "strategies": [
            {
                "id": strategy,
                "measures": len(compared.measures[i]),
                "counties": len(compared.reached[i]),
                "wide": len(compared.wide[i]),
                "href": plain.address("map", strategy=strategy),
            }
            for i, strategy in enumerate(compared.strategies)
        ],
        "classes": classes,
        "neither": every - listed,
        "serving": compared.serving_both,
        "own": [
            [m for m in compared.measures[i] if m not in compared.serving_both] for i in (0, 1)
        ],
        "zones": [(zone, *counts) for zone, counts in compared.zones.items()],
        "cell": plain.address("place", place="CODE", strategy=list(compared.strategies)).replace(
            "CODE", "{code}"
        ),
        "footer": say("pages.map_footer", query.lang),
    }


def reached_classes(compared: StrategiesCompared | DocumentsCompared) -> list[Classed]:
    """Units that the first alone reaches, the second alone, and both."""
    return [
        {"id": "a", "codes": compared.alone(0)},
        {"id": "b", "codes": compared.alone(1)},
        {"id": "both", "codes": compared.both},
    ]
