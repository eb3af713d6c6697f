"""Pairs of cities that carry a measure of two provinces, each prefecture with a partner of its own.

They are links of the relation `pair`, which no count holds unless it is asked for; here is what is
said of them where it is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from atlas.documents import ReadDocument
from atlas.holding import kept_on_it
from atlas.language import say
from atlas.link_table import Reason
from atlas.model import Lang, Place
from atlas.pairing import Pair, pair_of


@dataclass(frozen=True, slots=True)
class Pairing:
    """A pairing of provinces: measures that speak of it by their place, and the pairs of cities."""

    measures: tuple[int, ...]
    pairs: tuple[Pair, ...]


@kept_on_it()
def pairings(document: ReadDocument) -> tuple[Pairing, ...]:
    """Pairings of the province that measures of a document speak of."""
    carried: dict[int, dict[Pair, None]] = {}
    for reason in document.reasons:
        if reason.relation == "pair":
            carried.setdefault(reason.measure, {})[pair_behind(document, reason)] = None
    measures: dict[tuple[Pair, ...], list[int]] = {}
    for m, pairs in carried.items():
        measures.setdefault(tuple(pairs), []).append(m)
    return tuple(Pairing(tuple(held), pairs) for pairs, held in measures.items())


def pair_behind(document: ReadDocument, reason: Reason) -> Pair:
    """The pair that a reason of the relation `pair` stands on."""
    return pair_of(document.catalogue, reason.places[0], reason.partner)


def pairs_of(document: ReadDocument, measure: int) -> tuple[Pair, ...]:
    """Pairs of cities that carry a measure; none for a measure that no pairing carries."""
    return tuple(t for one in pairings(document) if measure in one.measures for t in one.pairs)


def pair_at(document: ReadDocument, measure: int, place: Place) -> Pair | None:
    """The pair by which a measure comes to a place or its prefecture; none at the province."""
    homes = (place.adcode, place.parent) if place.level != "province" else ()
    return next((t for t in pairs_of(document, measure) if t.home in homes), None)


def pairs_in_words(document: ReadDocument, measure: int, place: Place | None, lang: Lang) -> str:
    """The pairs that carry a measure: that of a place, or how many there are; empty for none."""
    if place is None or place.level == "province":
        pairs = pairs_of(document, measure)
        return say("query.pairs", lang, n=len(pairs)) if pairs else ""
    own = pair_at(document, measure, place)
    return pair_in_words(document, own, place.level, lang) if own else ""


def pair_in_words(document: ReadDocument, pair: Pair, level: str, lang: Lang) -> str:
    """A pair as a unit of a level sees it, with how sure it is."""
    basis = say(f"query.basis_{pair.basis}", lang)
    return say(f"query.pair_{_seen_from(level)}", lang, **_both(document, pair, lang), basis=basis)


def paired_in_words(document: ReadDocument, reason: Reason, level: str, lang: Lang) -> str:
    """The pair that a reason stands on, as a unit of a level sees it."""
    both = _both(document, pair_behind(document, reason), lang)
    return say(f"query.paired_{_seen_from(level)}", lang, **both)


def _seen_from(level: str) -> str:
    return "county" if level == "county" else "prefecture"


def _both(document: ReadDocument, pair: Pair, lang: Lang) -> dict[str, str]:
    home = document.catalogue.places[pair.home].name(lang)
    return {"prefecture": home, "partner": pair.name(lang)}
