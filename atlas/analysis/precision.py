"""How closely measures mean a place: itself, by a site in it, or with the prefecture it lies in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from atlas.analysis.reach import CLOSEST, Meant, Selection
from atlas.catalogue import Catalogue
from atlas.language import say
from atlas.link_table import Reason
from atlas.model import RELATIONS, Lang, Place, Precision, Relation
from atlas.query import MapLevel


def way_to(reason: Reason, place: Place) -> Precision:
    """At which level a reason that reaches a place means it.

    A list that holds a prefecture does not hold its counties; one that holds some counties of a
    prefecture is, at the prefecture's level, a list of its own.
    """
    if place.level == "county" and reason.relation != "province":
        return reason.precision if _lists(reason, place) else "prefecture"
    return reason.precision


def _lists(reason: Reason, place: Place) -> bool:
    return place.adcode in reason.places


def _reaches(reason: Reason, place: Place, catalogue: Catalogue) -> bool:
    if place.level == "province" or _lists(reason, place):
        return True
    if place.level == "county":
        return place.parent in reason.places
    return any(catalogue.places[one].parent == place.adcode for one in reason.places)


def closest_way(selection: Selection, reasons: Iterable[int]) -> Precision:
    """How closely some reasons of one measure mean the places chosen, by the closest of them."""
    return min(_ways(selection, reasons).values(), key=CLOSEST.index)


def nearest(selection: Selection, reasons: Sequence[int]) -> list[int]:
    """Of some reasons of one measure those that mean the places chosen as closely as any does."""
    ways = _ways(selection, reasons)
    best = min(ways.values(), key=CLOSEST.index, default="unit")
    return [r for r, way in ways.items() if way == best] or list(reasons)


def _ways(selection: Selection, reasons: Iterable[int]) -> dict[int, Precision]:
    catalogue = selection.document.catalogue
    places = [catalogue.places[code] for code in selection.query.places]
    found: dict[int, Precision] = {}
    for r in reasons:
        reason = selection.document.reasons[r]
        ways = [way_to(reason, p) for p in places if _reaches(reason, p, catalogue)]
        if ways and reason.relation != "province":
            found[r] = min(ways, key=CLOSEST.index)
    return found


def by_way(selection: Selection) -> dict[Precision, dict[int, list[int]]]:
    """Measures that reach the places chosen with their reasons, each under its closest way."""
    ways: dict[Precision, dict[int, list[int]]] = {way: {} for way in CLOSEST}
    for m, held in selection.measures.items():
        ways[closest_way(selection, held)][m] = held
    return ways


def strongest(
    selection: Selection, measures: Mapping[int, Sequence[int]]
) -> dict[Relation, dict[int, Sequence[int]]]:
    """Measures with their reasons, each under its strongest relation.

    Where places are chosen, the strongest of the reasons that mean them as closely as any does.
    """
    reasons = selection.document.reasons
    groups: dict[Relation, dict[int, Sequence[int]]] = {r: {} for r in RELATIONS}
    for m, held in measures.items():
        best = min((reasons[r].relation for r in nearest(selection, held)), key=RELATIONS.index)
        groups[best][m] = held
    return groups


@dataclass(frozen=True, slots=True)
class Group:
    """Measures that mean the places chosen alike: in which way, and by their strongest relation.

    What means a place itself is divided by relation, what means it in a wider way is one group,
    under the first of the relations in it; pairs of cities are a group of their own.
    """

    precision: Precision
    relation: Relation
    measures: Mapping[int, Sequence[int]]


def groups(selection: Selection) -> list[Group]:
    """Measures that reach single places, the closest way first; where none is chosen, one way."""
    if not selection.query.places:
        by_relation = strongest(selection, selection.measures)
        return [Group("unit", relation, held) for relation, held in by_relation.items() if held]
    found = []
    for way, measures in by_way(selection).items():
        by_relation = {r: held for r, held in strongest(selection, measures).items() if held}
        if way == "unit":
            found += [Group(way, relation, held) for relation, held in by_relation.items()]
            continue
        pairs = by_relation.pop("pair", {})
        if by_relation:
            in_order = {m: held for m, held in sorted(measures.items()) if m not in pairs}
            found.append(Group(way, next(iter(by_relation)), in_order))
        if pairs:
            found.append(Group(way, "pair", pairs))
    return found


def pairs_by_precision(selection: Selection) -> dict[Precision, int]:
    """Pairs of a measure and a county-level unit it comes to, by the closest way it does."""
    rows = selection.rows[(selection.rows["county"] != "").to_numpy()]
    rank = rows["precision"].map({way: i for i, way in enumerate(CLOSEST)}).astype(int)
    best = rank.groupby([rows["m"], rows["county"]], observed=True).min()
    return {way: int((best == i).sum()) for i, way in enumerate(CLOSEST)}


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if part * 100 >= whole else "<1%"


def how_it_rests(selection: Selection) -> str:
    """How much of what is shown means counties themselves, and how much comes in a wider way."""
    pairs, lang = pairs_by_precision(selection), selection.query.lang
    whole = sum(pairs.values())
    if not whole:
        return ""
    said = [
        say(f"overview.rests_{way}", lang, n=n, share=_share(n, whole))
        for way, n in pairs.items()
        if n
    ]
    return say("overview.rests", lang, n=whole, parts=say("pages.beside_join", lang).join(said))


def units_beside(meant: Meant, level: MapLevel, lang: Lang) -> list[str]:
    """What a count of units that are meant themselves leaves aside, a clause a way."""
    found: tuple[tuple[Precision, int], ...] = (
        ("site", len(meant.by_site)),
        ("prefecture", len(meant.with_prefecture)),
    )
    return [
        say(f"pages.beside_{way}", lang, n=n, units=say(f"pages.units_{level}", lang, n=n))
        for way, n in found
        if n
    ]


def measures_beside(ways: dict[Precision, dict[int, list[int]]], lang: Lang) -> list[str]:
    """What a count of measures that mean a place itself leaves aside, a clause a way."""
    found: tuple[Precision, ...] = ("site", "prefecture")
    return [say(f"pages.place_beside_{way}", lang, n=len(ways[way])) for way in found if ways[way]]


def with_beside(finding: str, beside: Iterable[str], lang: Lang) -> str:
    """A finding with what stands beside what it counts."""
    return say("pages.beside_join", lang).join([finding, *beside])
