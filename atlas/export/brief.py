"""What a brief says, before it is set in any format: points, measures, reasons, reach, zones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from atlas.analysis.covered_sums import covered_units
from atlas.analysis.kinds import by_kind, ranked_kind
from atlas.analysis.pairs import pair_behind, pair_in_words, pairs_in_words
from atlas.analysis.precision import by_way, measures_beside, units_beside, way_to
from atlas.analysis.precision import groups as groups_by_way
from atlas.analysis.reach import CLOSEST, Selection, count_meant, meaning_units
from atlas.export.brief_lines import Line
from atlas.export.reasons import how_meant, pointer_in_words
from atlas.language import listing, say
from atlas.link_table import Reason
from atlas.model import RELATIONS, Lang, Place, Precision, Relation
from atlas.query import MapLevel
from atlas.review import BY_REVIEWER
from atlas.zones import Zone

STRATEGIES_SAID: Final = 5
"""Strategies that the points name; the rest is one number."""


@dataclass(frozen=True, slots=True)
class Because:
    """A reason in words, and the measures that are here for it."""

    why: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Measures that come here in one way, under the strongest relation that does, by reason."""

    precision: Precision
    relation: Relation
    reasons: tuple[Because, ...]

    @property
    def measures(self) -> int:
        """How many there are."""
        return sum(len(reason.lines) for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Where:
    """What of a prefecture is reached: names, or all of it."""

    prefecture: str
    counties: str


@dataclass(frozen=True, slots=True)
class ZoneUsed:
    """A zone that measures come through, with how sure its list is and whose it is."""

    zone: Zone
    bases: tuple[str, ...]
    sources: tuple[str, ...]


def subject(selection: Selection) -> Place | None:
    """The place a brief is about: the only one chosen, else none."""
    chosen = selection.query.places
    return selection.document.catalogue.places[chosen[0]] if len(chosen) == 1 else None


def points(selection: Selection) -> list[str]:
    """What to know before reading on, as sentences."""
    query, catalogue = selection.query, selection.document.catalogue
    lang, place = query.lang, subject(selection)
    said = []
    if place is None and len(query.strategies) == 1:
        said.append(catalogue.strategies[query.strategies[0]].definition(lang))
    if place is not None and place.level != "province":
        said.append(_rank(selection, place))
    elif selection.measures:
        counties = [catalogue.places[c] for c in covered_units(selection)]
        prefectures = len({c.parent for c in counties})
        n = int(meaning_units(selection.rows, "county")["m"].nunique())
        meant = selection.meant
        if meant.reached:
            reach = {"counties": len(meant.reached), "prefectures": prefectures}
            said.append(say("brief.point_reach", lang, n=n, **reach))
        if beside := units_beside(meant, "county", lang):
            aside = say("pages.beside_join", lang).join(beside)
            said.append(say("brief.point_beside", lang, beside=aside))
    if selection.province:
        said.append(say("brief.point_wide", lang, n=len(selection.province)))
    if selection.measures and len(query.strategies) != 1:
        said.append(_by_strategy(selection))
    if selection.measures:
        unsure = sum(_inferred(selection, held) for held in selection.measures.values())
        key = "point_inferred" if unsure else "point_sure"
        key = "point_all_inferred" if unsure == len(selection.measures) else key
        said.append(say(f"brief.{key}", lang, n=unsure))
    return said or [say("brief.empty", lang)]


def _rank(selection: Selection, place: Place) -> str:
    catalogue = selection.document.catalogue
    level: MapLevel = "prefecture" if place.level == "prefecture" else "county"
    every = catalogue.counties if level == "county" else catalogue.prefectures
    kind = ranked_kind(place)
    units = [unit.adcode for unit in by_kind(every)[kind]]
    lang, ways = selection.query.lang, by_way(selection)
    counts = count_meant(selection.on_map, units, count="measures", level=level).unit
    rank = say(
        f"brief.point_rank_{level}",
        lang,
        n=len(ways["unit"]),
        units=len(units),
        kind=say(f"coverage.kind_{kind}", lang),
        median=f"{median(counts.tolist()):g}",
        most=int(counts.max()),
    )
    beside = say("pages.beside_join", lang).join(measures_beside(ways, lang))
    return rank + (say("brief.point_beside", lang, beside=beside) if beside else "")


def _by_strategy(selection: Selection) -> str:
    document, lang = selection.document, selection.query.lang
    counts: dict[str, int] = {}
    for m in selection.measures:
        for first in document.measures[m].strategies[:1]:
            counts[first] = counts.get(first, 0) + 1
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])
    names = document.catalogue.strategies
    said = [
        say("brief.point_strategy", lang, strategy=names[s].name(lang), n=n)
        for s, n in ranked[:STRATEGIES_SAID]
    ]
    if rest := sum(n for _, n in ranked[STRATEGIES_SAID:]):
        said.append(say("brief.point_more", lang, n=rest))
    return say("brief.point_strategies", lang, strategies=listing(said, lang))


def _inferred(selection: Selection, reasons: Iterable[int]) -> bool:
    held = [selection.document.reasons[r] for r in reasons]
    return all(r.basis == "inferred" for r in held if r.relation != "province")


def groups(selection: Selection) -> list[Group]:
    """Measures that reach single places, by their strongest relation and the reason for it.

    Clauses of one sentence mostly share their reason; said once, it is seen to be one.
    """
    document = selection.document
    found = []
    for group in groups_by_way(selection):
        held: dict[tuple[object, ...], tuple[list[Reason], list[Line]]] = {}
        for m, indexes in group.measures.items():
            reasons = [document.reasons[r] for r in indexes]
            reasons = [r for r in reasons if r.relation != "province"]
            reasons.sort(key=lambda r: (_way(selection, r), RELATIONS.index(r.relation)))
            first = reasons[0]
            alike, lines = held.setdefault(
                (first.zone, first.basis, first.places, first.rule == BY_REVIEWER), ([], [])
            )
            alike.append(first)
            carried = [say("place.inherited", selection.query.lang)] if first.inherited else []
            others = {say_why(selection, [other]): None for other in reasons[1:]}
            # Pairs are said together, where no place is asked for.
            others.pop(say_why(selection, [first]), None)
            lines.append(_line(selection, m, (*carried, *others)))
        if held:
            because = (
                Because(say_why(selection, alike), tuple(lines)) for alike, lines in held.values()
            )
            found.append(Group(group.precision, group.relation, tuple(because)))
    return found


def _way(selection: Selection, reason: Reason) -> int:
    """How closely a reason means the place a brief is about, the closest as 0."""
    place = subject(selection)
    return CLOSEST.index(way_to(reason, place)) if place else 0


def province_wide(selection: Selection) -> list[Line]:
    """Measures for the whole province, in the plan's order."""
    document, lang, place = selection.document, selection.query.lang, subject(selection)
    pairs = {m: pairs_in_words(document, m, place, lang) for m in sorted(selection.province)}
    return [_line(selection, m, (said,) if said else ()) for m, said in pairs.items()]


def _line(selection: Selection, m: int, more: tuple[str, ...] = ()) -> Line:
    document, lang = selection.document, selection.query.lang
    first = document.measures[m].strategies[:1]
    # In a brief of one strategy its name goes without saying.
    said = first if first != selection.query.strategies else ()
    strategy = [document.catalogue.strategies[s].name(lang) for s in said]
    pointer = pointer_in_words(document, m, lang)
    sentence = document.sentences[m]
    return Line(m + 1, document.statement(m, lang), (*strategy, *more), sentence, pointer)


def say_why(selection: Selection, alike: Sequence[Reason]) -> str:
    """Reasons that differ in their words alone: the words, their zone, how sure its list is.

    Where the brief is not about one place, also how many counties that comes to.
    """
    document, lang = selection.document, selection.query.lang
    catalogue, reason = document.catalogue, alike[0]
    # A reviewed reason stands on the whole statement, which is there already. The words of the
    # text are Chinese: an English line says what they stand for.
    said = [r.surface for r in alike if r.surface != document.measures[r.measure].text]
    basis = say(f"query.basis_{reason.basis}", lang)
    place = subject(selection)
    if reason.relation == "pair":
        if place is not None and place.level != "province":
            return pair_in_words(document, pair_behind(document, reason), place.level, lang)
        held = (document.reasons[r] for r in selection.measures[reason.measure])
        return say("query.pairs", lang, n=sum(r.relation == "pair" for r in held))
    if reason.zone:
        zone = catalogue.zones[reason.zone].name(lang)
        surfaces = _quoted((s for s in said if s != zone), lang) if lang == "zh" else ""
        key = "why_zone" if surfaces else "why_zone_same"
        why = say(f"brief.{key}", lang, surfaces=surfaces, zone=zone, basis=basis)
        if reason.rule == BY_REVIEWER:
            added = say("review.added_by_reviewer", lang)
            why = say("query.meant_with", lang, words=why, meant=added)
    else:
        places = listing([catalogue.places[p].name(lang) for p in reason.places], lang)
        named = _quoted(said, lang) if lang == "zh" else places
        key = "why_explicit" if said and reason.rule != BY_REVIEWER else "why_reviewed"
        why = say(f"brief.{key}", lang, named=named, places=places)
    if place is not None:
        meant = how_meant(document, reason, place, way_to(reason, place), lang)
        return say("query.meant_with", lang, words=why, meant=meant) if meant else why
    if reason.counties:
        return say("brief.why_places", lang, why=why, reach=_how_many(reason, lang))
    return why


def _how_many(reason: Reason, lang: Lang) -> str:
    """How many counties a reason comes to: listed themselves, and with their prefecture."""
    own = sum(county in reason.places for county in reason.counties)
    through = len(reason.counties) - own
    said = [say("pages.units_county", lang, n=own)] if own else []
    if through:
        units = say("pages.units_county", lang, n=through)
        key = "pages.beside_prefecture" if own else "brief.with_prefecture"
        said.append(say(key, lang, units=units, n=through))
    return say("pages.beside_join", lang).join(said)


def _quoted(surfaces: Iterable[str], lang: Lang) -> str:
    return listing([say("map.quoted", lang, words=s) for s in dict.fromkeys(surfaces)], lang)


def reached(selection: Selection) -> list[Where]:
    """Counties that single measures reach, prefecture by prefecture."""
    catalogue, lang = selection.document.catalogue, selection.query.lang
    units = set(covered_units(selection))
    every = set(selection.rows["county"].unique())
    rows = []
    for prefecture in catalogue.prefectures:
        within = catalogue.children(prefecture.adcode)
        names = [c.name(lang) for c in within if c.adcode in units]
        beside = [c.name(lang) for c in within if c.adcode in every - units]
        said = []
        if names:
            key = "brief.whole" if len(names) == len(within) else "brief.part"
            said.append(say(key, lang, n=len(names), of=len(within), names=listing(names, lang)))
        if beside:
            aside = listing(beside, lang)
            said.append(say("brief.reached_beside", lang, n=len(beside), names=aside))
        if said:
            rows.append(Where(prefecture.name(lang), say("pages.beside_join", lang).join(said)))
    return rows


def children(selection: Selection, place: Place) -> list[tuple[str, int, int]]:
    """Counties of a prefecture with the measures and strategies that mean each itself."""
    catalogue, lang = selection.document.catalogue, selection.query.lang
    within = list(catalogue.children(place.adcode))
    codes = [c.adcode for c in within]
    measures, strategies = (
        count_meant(
            selection.rows,
            codes,
            count=count,
            level="county",
            chosen=selection.query.strategies,
        ).unit.tolist()
        for count in ("measures", "strategies")
    )
    names = [c.name(lang) for c in within]
    return list(zip(names, measures, strategies, strict=True))


def zones_used(selection: Selection) -> list[ZoneUsed]:
    """Zones and classes that the measures come through, in the order of the catalogue."""
    document = selection.document
    through: dict[str, dict[tuple[str, str], None]] = {}
    for held in selection.measures.values():
        for reason in (document.reasons[r] for r in held):
            if reason.zone:
                listed = through.setdefault(reason.zone, {})
                for member in document.catalogue.zones[reason.zone].members:
                    if member.adcode in reason.places:
                        listed[member.basis, member.source] = None
    return [
        ZoneUsed(
            zone,
            tuple(dict.fromkeys(basis for basis, _ in through[zone.id])),
            tuple(dict.fromkeys(source for _, source in through[zone.id])),
        )
        for zone in document.catalogue.zones.values()
        if zone.id in through
    ]
