"""What a comparison says in words, and which comparison a query asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from atlas.analysis.comparison.comparing import (
    MOST_PLACES,
    DocumentsCompared,
    PlacesCompared,
    StrategiesCompared,
)
from atlas.analysis.coverage_findings import unit_name
from atlas.catalogue import Catalogue
from atlas.language import listing, say
from atlas.model import Adcode
from atlas.query import Query

Mode = Literal["places", "strategies", "documents", "choose"]
MODES: Final[tuple[Mode, ...]] = ("places", "strategies", "documents")


@dataclass(frozen=True, slots=True)
class Asked:
    """The comparison a query asks for: its kind, its places, and those that did not fit."""

    mode: Mode
    places: tuple[Adcode, ...] = ()
    beyond: tuple[Adcode, ...] = ()


def asked_comparison(query: Query, catalogue: Catalogue) -> Asked:
    """Documents where a second one is given, else places, else two strategies.

    The province is no place to set beside its parts. Two strategies are compared where no place
    is chosen; with two places they narrow the places' measures.
    """
    if query.against and query.against != query.doc:
        return Asked("documents")
    province = catalogue.province.adcode
    places = tuple(place for place in query.places if place != province)
    if len(places) > 1:
        return Asked("places", places[:MOST_PLACES], places[MOST_PLACES:])
    if not query.places and len(query.strategies) == 2:
        return Asked("strategies")
    return Asked("choose", places)


def places_finding(compared: PlacesCompared, query: Query, catalogue: Catalogue) -> str:
    """How much the places share."""
    lang, n = query.lang, len(compared.shared)
    names = [unit_name(catalogue, place, lang) for place in compared.places]
    whole = listing(names, lang)
    if not compared.reach:
        return say("compare.places_none", lang, names=whole)
    alone = [len(measures) for measures in compared.only.values()]
    if n == len(compared.reach):
        return say("compare.places_same", lang, names=whole, n=n)
    if len(names) == 2:
        key = "places_two" if n else "places_two_apart"
        said = {"a": names[0], "b": names[1], "x": alone[0], "y": alone[1]}
        return say(f"compare.{key}", lang, names=whole, n=n, **said)
    some = say("compare.places_some", lang, n=len(compared.some))
    key = "places_many" if n else "places_many_none"
    return say(f"compare.{key}", lang, names=whole, n=n, some=some, alone=sum(alone))


def strategies_finding(compared: StrategiesCompared, query: Query, catalogue: Catalogue) -> str:
    """Where two strategies meet, and what serves both."""
    lang = query.lang
    a, b = (catalogue.strategies[s].name(lang) for s in compared.strategies)
    served = len(compared.serving_both)
    serving = say(f"compare.serving_{'both' if served else 'neither'}", lang, n=served)
    wide = [catalogue.strategies[s].name(lang) for s, r in _reached(compared) if not r]
    if wide:
        names = listing(wide, lang)
        return say("compare.strategies_wide", lang, a=a, b=b, names=names, serving=serving)
    key = "strategies_meet" if compared.both else "strategies_apart"
    return say(f"compare.{key}", lang, a=a, b=b, n=len(compared.both), serving=serving)


def _reached(compared: StrategiesCompared) -> list[tuple[str, tuple[Adcode, ...]]]:
    return list(zip(compared.strategies, compared.reached, strict=True))


def documents_finding(compared: DocumentsCompared, query: Query) -> str:
    """What two documents share, and where each reaches alone."""
    lang = query.lang
    titles = [d.record.title_zh if lang == "zh" else d.record.title_en for d in compared.documents]
    return say(
        "compare.documents_finding",
        lang,
        a=titles[0],
        b=titles[1],
        n=len(compared.same),
        both=len(compared.both),
        x=len(compared.alone(0)),
        y=len(compared.alone(1)),
    )
