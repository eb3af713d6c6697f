"""What was said of one measure, laid over its strategies and links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from atlas.catalogue import Catalogue
from atlas.model import Adcode, Link, Measure, Span, StrategyId, Tag, ZoneId
from atlas.review.stretches import without_default

BY_REVIEWER: Final = "by-reviewer"
"""The rule of a link, and of a mention, that a person says and the engine does not."""

Verdict = Literal["", "confirm", "not_a_measure", "measure"]


@dataclass(frozen=True, slots=True)
class Edits:
    """What people say of a measure; nothing of it as it begins.

    `places` and `zones` are added, those `without` taken away. `by` are the ids of the changes.
    """

    verdict: Verdict = ""
    strategies: tuple[StrategyId, ...] | None = None
    places: frozenset[Adcode] = frozenset()
    zones: frozenset[ZoneId] = frozenset()
    without_places: frozenset[Adcode] = frozenset()
    without_zones: frozenset[ZoneId] = frozenset()
    by: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether anything is said of the measure itself, be it what the engine says too."""
        lists = (self.places, self.zones, self.without_places, self.without_zones)
        return bool(self.verdict) or self.strategies is not None or any(lists)

    def with_change(self, kind: str, payload: dict[str, Any], change_id: str) -> Edits:
        """The edits after one more change of this measure."""
        after = replace(self, by=(*self.by, change_id))
        if kind in ("confirm", "not_a_measure", "measure"):
            verdict: Any = kind
            return replace(after, verdict=verdict)
        if kind == "comment":
            return replace(after, comments=(*after.comments, payload["text"]))
        if kind == "strategies":
            return replace(after, strategies=tuple(payload["strategies"]))
        if kind == "add_place":
            one = {payload["place"]}
            return replace(
                after, places=after.places | one, without_places=after.without_places - one
            )
        if kind == "remove_place":
            one = {payload["place"]}
            return replace(
                after, places=after.places - one, without_places=after.without_places | one
            )
        one = {payload["zone"]}
        if kind == "add_zone":
            return replace(after, zones=after.zones | one, without_zones=after.without_zones - one)
        return replace(after, zones=after.zones - one, without_zones=after.without_zones | one)

    def joined(self, other: Edits, *, kept: Joined) -> Edits:
        """What is said of two measures, said of both as one.

        What one of them was freed of stays away unless the other reaches it.
        """
        both = (self.strategies, other.strategies)
        said = [s for part in (both[0] or kept.first, both[1] or kept.second) for s in part]
        places, zones = self.places | other.places, self.zones | other.zones
        away_places = (self.without_places - kept.places_of_second) | (
            other.without_places - kept.places_of_first
        )
        away_zones = (self.without_zones - kept.zones_of_second) | (
            other.without_zones - kept.zones_of_first
        )
        return Edits(
            self.verdict if self.verdict == other.verdict else "",
            tuple(dict.fromkeys(said)) if both != (None, None) else None,
            places,
            zones,
            away_places - places,
            away_zones - zones,
            tuple(dict.fromkeys((*self.by, *other.by))),
            tuple(dict.fromkeys((*self.comments, *other.comments))),
        )


@dataclass(frozen=True, slots=True)
class Joined:
    """What two measures serve and reach before they are joined."""

    first: tuple[StrategyId, ...]
    second: tuple[StrategyId, ...]
    places_of_first: frozenset[Adcode]
    places_of_second: frozenset[Adcode]
    zones_of_first: frozenset[str]
    zones_of_second: frozenset[str]

    @classmethod
    def of(cls, first: tuple[Measure, Links], second: tuple[Measure, Links]) -> Joined:
        """Two measures with their links, as they stand."""
        return cls(
            first[0].strategies,
            second[0].strategies,
            frozenset(link.place for link in first[1]),
            frozenset(link.place for link in second[1]),
            frozenset(link.zone for link in first[1] if link.zone),
            frozenset(link.zone for link in second[1] if link.zone),
        )


Links = tuple[Link, ...]


def edited(
    measure: Measure, links: Links, edits: Edits, catalogue: Catalogue
) -> tuple[Measure, Links]:
    """A measure and its links after what was said of them."""
    if not edits.says_something:
        return measure, links
    if edits.verdict == "not_a_measure":
        return replace(measure, acts=False), ()
    measure = replace(measure, acts=measure.acts or edits.verdict == "measure")
    if edits.strategies is not None:
        known = {tag.strategy: tag for tag in measure.tags}
        measure = replace(
            measure, tags=tuple(known.get(s) or Tag(s, 1.0, ()) for s in edits.strategies)
        )
    if not measure.acts:
        return measure, ()
    away = edits.without_places
    found = [x for x in links if x.place not in away and x.zone not in edits.without_zones]
    added = [*_zone_links(measure, found, edits, catalogue)]
    added += _place_links(measure, (*found, *added), edits.places, catalogue)
    if added:
        found = [*without_default(found)]
    return measure, (*found, *added)


def _place_links(
    measure: Measure, links: Iterable[Link], places: Iterable[Adcode], catalogue: Catalogue
) -> Iterable[Link]:
    reached = {link.place for link in links if link.relation in ("explicit", "province")}
    home = catalogue.province.adcode
    for code in sorted(set(places) - reached):
        wide = code == home
        yield Link(
            measure.id,
            code,
            "province" if wide else "explicit",
            "province" if wide else "unit",
            None,
            None if wide else _stands_on(measure, code, catalogue),
            False,
            "named",
            BY_REVIEWER,
        )


def _zone_links(
    measure: Measure, links: Iterable[Link], edits: Edits, catalogue: Catalogue
) -> Iterable[Link]:
    reached = {link.zone for link in links}
    for zone in (catalogue.zones[z] for z in sorted(edits.zones - reached)):
        for member in zone.members:
            if member.adcode not in catalogue.places or member.adcode in edits.without_places:
                continue
            yield Link(
                measure.id,
                member.adcode,
                zone.kind,
                zone.precision,
                zone.id,
                measure.span,
                False,
                member.basis,
                BY_REVIEWER,
            )


def _stands_on(measure: Measure, code: Adcode, catalogue: Catalogue) -> Span:
    """Where a measure names a place that the engine did not read, else all its words."""
    place = catalogue.places[code]
    for name in (place.name_zh, place.short_zh):
        if len(name) > 1 and (at := measure.text.find(name)) >= 0:
            start = measure.span.start + at
            return Span(start, start + len(name))
    return measure.span
