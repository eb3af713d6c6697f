"""What a comparison says in words, and which comparison a query asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from atlas.analysis.comparison.comparing import (
    MOST_PLACES,
    DocumentsCompared,
    PlacesCompared,
    StrategiesCompared,
)
from atlas.analysis.coverage_findings import unit_name
from atlas.analysis.precision import with_beside
from atlas.catalogue import Catalogue
from atlas.language import listing, say
from atlas.model import Adcode, Lang
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


def places_scope(compared: PlacesCompared, query: Query, catalogue: Catalogue, scope: str) -> str:
    """What is compared and, place by place, what is not, for it comes in a wider way."""
    lang = query.lang
    said = say("compare.places_scope", lang, scope=scope)
    each = [
        say("compare.place_wider", lang, place=unit_name(catalogue, place, lang), n=n)
        for place, n in compared.wider.items()
        if n
    ]
    if not each:
        return said
    return f"{said} · {say('compare.places_wider', lang, places=listing(each, lang))}"


def places_finding(compared: PlacesCompared, query: Query, catalogue: Catalogue) -> str:
    """How much of what means the places themselves they share."""
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
    finding = say(f"compare.{key}", lang, a=a, b=b, n=len(compared.both), serving=serving)
    return with_beside(finding, _wider(compared, (a, b), lang), lang)


def _wider(
    compared: StrategiesCompared | DocumentsCompared, names: Sequence[str], lang: Lang
) -> list[str]:
    """Counties that either reaches in a wider way alone, a clause each."""
    return [
        say("compare.wider", lang, name=name, n=n)
        for name, n in zip(names, compared.wider, strict=True)
        if n
    ]


def _reached(compared: StrategiesCompared) -> list[tuple[str, int]]:
    """How many counties each reaches, however closely."""
    counts = (len(r) + n for r, n in zip(compared.reached, compared.wider, strict=True))
    return list(zip(compared.strategies, counts, strict=True))


def documents_finding(compared: DocumentsCompared, query: Query) -> str:
    """What two documents share, and where each reaches alone."""
    lang = query.lang
    titles = [d.record.title_zh if lang == "zh" else d.record.title_en for d in compared.documents]
    finding = say(
        "compare.documents_finding",
        lang,
        a=titles[0],
        b=titles[1],
        n=len(compared.same),
        both=len(compared.both),
        x=len(compared.alone(0)),
        y=len(compared.alone(1)),
    )
    return with_beside(finding, _wider(compared, titles, lang), lang)
