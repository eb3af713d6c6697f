"""Kinds of units, and which of them are ranked together.

County seats and county economies are classes that a plan speaks of by their lists, and districts
stand on none of these: a rank over all units would only tell a district from a county.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from atlas.model import Place

_WITH: Final[Mapping[str, str]] = {"自治县": "县", "地区": "地级市"}
"""Kinds too few to be ranked alone, with the kind whose rank they have."""


def ranked_kind(place: Place) -> str:
    """The kind among whose units a place is ranked."""
    return _WITH.get(place.kind, place.kind)


def by_kind(places: Iterable[Place]) -> dict[str, list[Place]]:
    """Places under the kinds that they are ranked in, the kinds as they first come."""
    found: dict[str, list[Place]] = {}
    for place in places:
        found.setdefault(ranked_kind(place), []).append(place)
    return found
