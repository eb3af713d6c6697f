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
from atlas.analysis.comparison.matching import Pair
from atlas.analysis.coverage_findings import unit_name
from atlas.analysis.precision import with_beside
from atlas.catalogue import Catalogue
from atlas.documents import is_built_in
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
    """What one document takes up of the other, and where each reaches alone."""
    lang, meaning = query.lang, compared.meaning
    titles = [d.record.title(lang) for d in compared.documents]
    base, own = meaning.base, 1 - meaning.base
    sharpened = len(meaning.of_state("sharpened"))
    finding = say(
        "compare.documents_finding" if meaning.said else "compare.documents_apart",
        lang,
        a=titles[own],
        b=titles[base],
        n=len(meaning.said),
        of=len(meaning.said) + len(meaning.alone[base]),
        sharper=say("compare.sharper", lang, n=sharpened) if sharpened else "",
        both=say("measures.counties", lang, n=len(compared.both)),
    )
    return with_beside(finding, _wider(compared, titles, lang), lang)


def reachable_said(compared: DocumentsCompared, query: Query) -> str:
    """How much of the base reaches the unit that the other document is about, and is taken up."""
    lang, meaning = query.lang, compared.meaning
    base, own = (compared.documents[i] for i in (meaning.base, 1 - meaning.base))
    said = {"a": own.record.title(lang), "b": base.record.title(lang)}
    reachable = meaning.reachable
    if reachable is None:
        return "" if is_built_in(own.record.id) else say("compare.reachable_none", lang, **said)
    return say(
        "compare.reachable",
        lang,
        **said,
        place=unit_name(base.catalogue, reachable.unit, lang),
        n=len(reachable.local),
        wide=len(reachable.wide),
        taken=len(reachable.taken),
    )


def accuracy_said(catalogue: Catalogue, lang: Lang) -> str:
    """How often pairs are right, as measured; nothing where it was not measured."""
    measured = next((one for one in catalogue.about.accuracy if one.task == "pairs"), None)
    if measured is None:
        return ""
    return say(
        "compare.accuracy",
        lang,
        cases=measured.cases,
        found=measured.found,
        right=measured.right,
        precision=round(100 * measured.precision),
        expected=measured.expected,
        recall=round(100 * measured.recall),
    )


def agreement_said(pair: Pair, lang: Lang) -> str:
    """Why two measures are one: places, strategies and the likeness of wording."""
    said = [
        say("compare.places_agree_" + pair.places, lang) if pair.places != "open" else "",
        say("compare.strategies_agree_" + pair.strategies, lang)
        if pair.strategies != "open"
        else "",
        say("compare.word_for_word", lang)
        if pair.wording >= 1
        else say("compare.wording_alike", lang, n=f"{pair.wording:.2f}"),
    ]
    return say("query.join", lang).join(words for words in said if words)
