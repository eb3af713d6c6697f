"""The one unit a whole document is about, if it is about one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from atlas.model import Adcode, Mention, Place

_SHARE = 0.6
"""Share of all mentions inside the province that must stand for the unit or lie in it."""

_OPENING = 120
"""Characters at the head of a text within which its subject is named."""


_OWN = {
    "county": re.compile("(?:我|全)(?:县|区)|县(?:委|政府|人民政府)"),
    "prefecture": re.compile("(?:我|全)市|(?<![县区])市(?:委|政府|人民政府)|我区|地委|行署"),
}
"""How an author speaks of the county or the city the document is about."""

_TITLE = re.compile(
    r"\s*([^\n、（(。，；：！？\d][^\n、。，；：！？]{1,24}(?:[：:][^\n。]{2,30}|[^\n、。，；：！？]{0,26}))\n"
)


def headline(text: str) -> str:
    """The first line of a text where it is no sentence: its title as it stands in it."""
    match = _TITLE.match(text)
    return match.group(1) if match is not None else ""


def main_subject(
    text: str,
    mentions: Sequence[Mention],
    titled: Sequence[Mention],
    places: Mapping[Adcode, Place],
) -> Adcode | None:
    """The unit named alone in the title, or the one most mentions of the text stand for or lie in.

    A unit whose government issues the text (某市人民政府关于…) is meant before either. The latter
    must be named at the head of the text, or the author must speak of it as 我市 or 全市; where
    the text names nothing else, twice is enough. Zones
    count against a unit: a plan that speaks of many areas is about none of them.
    """
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for mention in mentions:
        if mention.kind in ("region", "zone"):
            for target in mention.targets:
                counts[target] += 1
                first.setdefault(target, mention.span.start)
    if (issuer := _issuer(text, mentions, places)) is not None:
        return issuer
    in_title = {t for m in titled if m.kind in ("region", "zone") for t in m.targets}
    # A city before its county (某市某县工作要点) says which county it is.
    in_title -= {places[t].parent for t in in_title if t in places}
    if len(in_title) == 1 and (unit := next(iter(in_title))) in places:
        return unit
    inside: Counter[str] = Counter()
    for target, n in counts.items():
        if target in places:
            inside[target] += n
            if (parent := places[target].parent) in counts and parent is not None:
                inside[parent] += n
    if not inside:
        return None
    unit, within = max(inside.items(), key=lambda pair: (pair[1], counts[pair[0]], -first[pair[0]]))
    leads = counts[unit] >= 3 and first[unit] < _OPENING
    own = _OWN.get(places[unit].level)
    spoken = own is not None and len(own.findall(text)) >= 2
    # A report that names one unit and its parts alone, and the province nowhere.
    alone = counts[unit] >= 2 and first[unit] < _OPENING and within == counts.total()
    if alone and not any(mention.kind == "province" for mention in mentions):
        return unit
    return unit if (leads or spoken) and within >= _SHARE * counts.total() else None


_ISSUES = re.compile(
    r"(?:人民政府|委员会|[市县区]?委|办公室|发展和?改革委|[市县区]?政府)[^。！？\n]{0,200}\n"
)
"""What makes the unit that opens the first line the one whose government speaks."""


def _issuer(
    text: str, mentions: Sequence[Mention], places: Mapping[Adcode, Place]
) -> Adcode | None:
    """The unit that opens the first line as the one whose government speaks."""
    mention = min(mentions, key=lambda mention: mention.span.start, default=None)
    if mention is None or mention.targets[0] not in places or text[: mention.span.start].strip():
        return None
    return mention.targets[0] if _ISSUES.match(text, mention.span.end) else None
