"""Pairs of cities that carry a measure of two provinces, each prefecture with a partner of its own.

A measure that addresses the province as one half of a pair with another one is carried by the
pairs of their cities, where `data/cooperation.csv` has both: the tie of the provinces, and ties of
prefectures to cities of the same region.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from atlas.analysis.ties import Tie, ties_of
from atlas.catalogue import Catalogue
from atlas.documents import ReadDocument
from atlas.holding import kept_on_it
from atlas.language import say
from atlas.model import Lang, Mention, Place

OF_PROVINCES: Final = "paired_province"
OF_CITIES: Final = "paired_city"


@dataclass(frozen=True, slots=True)
class Pairing:
    """A pairing of provinces: measures that speak of it by their place, and the pairs of cities."""

    measures: tuple[int, ...]
    pairs: tuple[Tie, ...]


@kept_on_it()
def pairings(document: ReadDocument) -> tuple[Pairing, ...]:
    """Pairings of the province that measures of a document speak of."""
    catalogue = document.catalogue
    ties = ties_of(catalogue)
    found = []
    for tie in ties:
        if tie.kind != OF_PROVINCES or tie.home != catalogue.province.adcode:
            continue
        pairs = tuple(t for t in ties if t.kind == OF_CITIES and t.region_zh == tie.region_zh)
        measures = tuple(dict.fromkeys(_speaking_of(document, catalogue, tie)))
        if measures and pairs:
            found.append(Pairing(measures, pairs))
    return tuple(found)


def _speaking_of(document: ReadDocument, catalogue: Catalogue, tie: Tie) -> Iterator[int]:
    """Measures that reach the province as one half of a compound, the partner being the other."""
    known = {e.id for e in catalogue.externals.values() if tie.region_zh in (e.id, e.name_zh)}
    partners = known | {tie.partner}
    halves = {m.span: m for m in document.reading.mentions if m.rule == "pair"}
    outside = [
        m
        for m in document.reading.mentions
        if m.kind == "external" and partners.intersection(m.targets)
    ]
    for reason in document.reasons:
        half = halves.get(reason.mention) if reason.mention else None
        if reason.relation == "province" and half and any(_touch(half, m) for m in outside):
            yield reason.measure


def _touch(one: Mention, other: Mention) -> bool:
    return one.span.end == other.span.start or other.span.end == one.span.start


def pairs_of(document: ReadDocument, measure: int) -> tuple[Tie, ...]:
    """Pairs of cities that carry a measure; none for a measure that no pairing carries."""
    return tuple(t for one in pairings(document) if measure in one.measures for t in one.pairs)


def pairs_in_words(document: ReadDocument, measure: int, place: Place | None, lang: Lang) -> str:
    """The pairs that carry a measure: that of a place, or how many there are; empty for none."""
    pairs, places = pairs_of(document, measure), document.catalogue.places
    if place is None or place.level == "province":
        return say("query.pairs", lang, n=len(pairs)) if pairs else ""
    own = next((t for t in pairs if t.home in (place.adcode, place.parent)), None)
    if own is None:
        return ""
    basis = say(f"query.basis_{own.basis}", lang)
    names = {"prefecture": places[own.home].name(lang), "partner": own.name(lang)}
    return say(f"query.pair_{place.level}", lang, basis=basis, **names)
