"""Names that only say where another lies, and lists that are meant within units named before.

甲市 in 甲市乙区 says which 乙区 is meant, 甲市 in 甲市边境县 which 边境县; the 县域 of
“丙、丁壮大县域经济” is that of the two. 丙 in 甲县地处丙 only
says where the county lies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from atlas.catalogue import Catalogue
from atlas.model import Adcode, Mention, Span
from atlas.reading.gazetteer import Gazetteer
from atlas.zones import Zone

_CLAUSE_ENDS = "，。；：！？\n"
_LONG_CLAUSE = 200
"""Characters before a list within which what governs it is looked for."""

_LONG_LIST = 20
"""Items of a list beyond which none is counted."""

_NEAR = 12
"""Characters before a name within which it is said that another lies there."""

_NUMBER = re.compile(r"([两二三四五六七八九十]|\d+)个?[市县区地]")
_VALUES = {
    **{str(n): n for n in range(2, 21)},
    "两": 2,
    **{character: n for n, character in enumerate("二三四五六七八九十", 2)},
}
_LISTED = frozenset(("、", "和", "与", "及", "以及"))


@dataclass(frozen=True, slots=True)
class Framing:
    """Mentions that are no reach of their own, and units that a zone or a class is meant within.

    `within` leads from the mention of a list to those of its members that are meant.
    """

    frames: frozenset[Span] = frozenset()
    within: Mapping[Span, frozenset[Adcode]] = field(default_factory=dict)

    def says_nothing(self, mention: Mention) -> bool:
        """Whether a list only describes the units beside it, each of which is named."""
        return self.within.get(mention.span) == frozenset()


def find_framing(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Framing:
    """What the mentions of a text, in order, say of each other."""
    catalogue = gazetteer.catalogue
    frames = _positions(text, mentions, gazetteer)
    within: dict[Span, frozenset[Adcode]] = {}
    for i, mention in enumerate(mentions):
        before = mentions[i - 1] if i else None
        owner = _owner(text, before, mention, gazetteer.frame)
        if mention.kind == "region" and owner is not None:
            lies_in = all(_lies_in(target, owner, catalogue) for target in mention.targets)
            if lies_in and not _counted_in(text, mentions, i - 1):
                frames.add(mentions[i - 1].span)
        elif mention.kind in ("zone", "class"):
            zone = catalogue.zones[mention.targets[0]]
            around = [owner] if owner is not None else []
            if owner is None and mention.surface in gazetteer.own_lists:
                around = _governing(text, mentions, i, catalogue)
            meant = _meant(zone, around, catalogue)
            # A zone that has no part in the unit before it is another thing named beside it.
            if not around or (zone.kind == "zone" and not meant):
                continue
            within[mention.span] = meant
            if owner is not None and any(_lies_in(unit, owner, catalogue) for unit in meant):
                frames.add(mentions[i - 1].span)
    return Framing(frozenset(frames), within)


def _positions(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> set[Span]:
    """Mentions that say where the unit named before them in the clause lies, or beside what."""
    before, after = gazetteer.lies_before, gazetteer.lies_after
    found: set[Span] = set()
    first = 0
    for i, mention in enumerate(mentions):
        gap = text[mentions[i - 1].span.end : mention.span.start] if i else ""
        listed = i > 0 and gap in _LISTED
        if not listed:
            first = i
        if not i:
            continue
        lies = before is not None and _same_sentence(gap) and before.search(gap[-_NEAR:])
        if lies or (listed and mentions[i - 1].span in found):
            found.add(mention.span)
        if after is not None and first and after.match(text, mention.span.end) is not None:
            lead = text[mentions[first - 1].span.end : mentions[first].span.start]
            if _same_sentence(lead):
                found.update(m.span for m in mentions[first : i + 1])
    return found


def _same_sentence(gap: str) -> bool:
    """Whether what stands between two names neither ends a sentence nor sets them far apart."""
    return len(gap) <= _LONG_CLAUSE and not any(mark in gap for mark in "。；：！？\n")


def _owner(
    text: str, before: Mention | None, mention: Mention, between: re.Pattern[str]
) -> Adcode | None:
    """The unit named right before a mention as what it belongs to."""
    if before is None or before.kind != "region" or len(before.targets) != 1:
        return None
    found = between.fullmatch(text, before.span.end, mention.span.start)
    return before.targets[0] if found is not None else None


def _counted_in(text: str, mentions: Sequence[Mention], i: int) -> bool:
    """Whether the list that begins with a mention is summed up with it (甲乙丙三市)."""
    last = i
    while last + 1 < len(mentions) and last - i < _LONG_LIST:
        between = text[mentions[last].span.end : mentions[last + 1].span.start]
        if between and between not in _LISTED:
            break
        last += 1
    number = _NUMBER.match(text, mentions[last].span.end)
    return number is not None and _VALUES.get(number.group(1)) == last - i + 1


def _lies_in(unit: Adcode, owner: Adcode, catalogue: Catalogue) -> bool:
    place = catalogue.places.get(unit)
    return place is not None and place.parent == owner


def _governing(
    text: str, mentions: Sequence[Mention], i: int, catalogue: Catalogue
) -> list[Adcode]:
    """Units named before a mention in its clause; counties alone where there are any.

    None where the mention is an item of their list (甲、乙和县城).
    """
    end = mentions[i].span.start
    far = max(0, end - _LONG_CLAUSE)
    start = max(far, *(text.rfind(mark, far, end) + 1 for mark in _CLAUSE_ENDS))
    units: list[Adcode] = []
    for k in range(i - 1, -1, -1):
        if mentions[k].span.start < start:
            break
        if k == i - 1 and text[mentions[k].span.end : mentions[i].span.start] in _LISTED:
            return []
        if mentions[k].kind == "region":
            units += mentions[k].targets
    counties = [unit for unit in units if catalogue.places[unit].level == "county"]
    return counties or units


def _meant(zone: Zone, around: Iterable[Adcode], catalogue: Catalogue) -> frozenset[Adcode]:
    """Members of a list in the units around it; of a class those that are not named themselves."""
    units = set(around)
    members = {member.adcode for member in zone.members}
    inside = {u for u in members if any(_lies_in(u, unit, catalogue) for unit in units)}
    return frozenset(inside if zone.kind == "class" else inside | (members & units))
