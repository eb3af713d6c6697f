"""The one unit a whole document is about, if it is about one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from atlas.model import Adcode, Mention, Place

_SHARE = 0.6
"""Share of all mentions inside the province that must stand for the unit or lie in it."""

_OPENING = 120
"""Characters at the head of a text within which its subject is named."""


def main_subject(
    mentions: Sequence[Mention],
    titled: Sequence[Mention],
    places: Mapping[Adcode, Place],
) -> Adcode | None:
    """The unit named alone in the title, or named at the head and in most mentions of the text.

    Zones count against a unit: a plan that speaks of many areas is about none of them.
    """
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for mention in mentions:
        if mention.kind in ("region", "zone"):
            for target in mention.targets:
                counts[target] += 1
                first.setdefault(target, mention.span.start)
    in_title = {t for m in titled if m.kind in ("region", "zone") for t in m.targets}
    if len(in_title) == 1 and (unit := next(iter(in_title))) in places and counts[unit]:
        return unit
    regions = [(n, unit) for unit, n in counts.items() if unit in places]
    if not regions:
        return None
    times, unit = max(regions, key=lambda pair: (pair[0], -first[pair[1]]))
    inside = sum(n for t, n in counts.items() if t in places and places[t].parent == unit)
    leads = times >= 3 and first[unit] < _OPENING
    return unit if leads and times + inside >= _SHARE * counts.total() else None
