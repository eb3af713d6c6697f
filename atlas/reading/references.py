"""Words that stand for places named before them (两市, 双方, 该县, 园区), or for none (全省第一).

`data/contexts.csv` holds them: `stands_for` what refers back, and to how many of what;
`ranks_after` what makes the province before it the measure of a ranking, `speaks_for` what says
that a text is about the whole province.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from atlas.catalogue import Catalogue
from atlas.model import Mention, Place, Span

_FAR = 300
"""Characters before a reference within which what it means is looked for."""

_MOST = 12
"""Places of a sentence that the next one goes on about."""

_ENDS = re.compile(r"[。！？\n]")

_OWN = {"own_county": "county", "own_city": "city"}

_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}

_KINDS = {
    "county": ("县", "自治县"),
    "city": ("地级市", "县级市"),
    "district": ("市辖区",),
    "unit": ("县", "自治县", "地级市", "县级市", "市辖区", "地区"),
}
"""Which units a word for one means (该县, 该市, 该区, 当地)."""


def find_references(
    text: str, mentions: Sequence[Mention], subject: Mention | None, catalogue: Catalogue
) -> list[tuple[int, Mention]]:
    """Where words refer to a mention, and that mention, in order; one of several has several."""
    starts = [m.span.start for m in mentions]
    found: list[tuple[int, Mention]] = []
    for says, pattern in _patterns(catalogue, "stands_for").items():
        for match in pattern.finditer(text):
            at = match.start()
            near = mentions[bisect_left(starts, at - _FAR) : bisect_left(starts, at)]
            if says in _OWN:
                found += [(at, mention) for mention in _own(says, subject, catalogue.places)]
            elif says == "sentence":
                found += [(at, mention) for mention in _gone_on(text, mentions, starts, at)]
            elif says in _COUNTS:
                parties = _parties(_COUNTS[says], text, near, catalogue.places)
                found += [(at, mention) for mention in parties]
            else:
                last = (m for m in reversed(near) if _fits(m, says, catalogue.places))
                found += [(at, mention) for mention in islice(last, 1)]
    return sorted(found, key=lambda item: item[0])


def find_rankings(text: str, mentions: Sequence[Mention], catalogue: Catalogue) -> list[Span]:
    """Mentions of the province that only say among whom something ranks (居全省第一)."""
    pattern = _patterns(catalogue, "ranks_after").get("word")
    if pattern is None:
        return []
    provinces = (m.span for m in mentions if m.kind == "province")
    return [span for span in provinces if pattern.match(text, span.end)]


def speaks_for_province(text: str, mentions: Sequence[Mention], catalogue: Catalogue) -> bool:
    """Whether anything says that a text is about the whole province, not only about places in it.

    It names the province, or one of its offices.
    """
    if any(mention.kind == "province" for mention in mentions):
        return True
    pattern = _patterns(catalogue, "speaks_for").get("province")
    return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=8)
def _patterns(catalogue: Catalogue, kind: str) -> Mapping[str, re.Pattern[str]]:
    parts: dict[str, list[str]] = {}
    for row in catalogue.contexts:
        if row.kind == kind:
            parts.setdefault(row.says, []).append(f"(?:{row.pattern})")
    return {says: re.compile("|".join(alternatives)) for says, alternatives in parts.items()}


def _own(says: str, subject: Mention | None, places: Mapping[str, Place]) -> list[Mention]:
    """The unit the document is about, where the author's word for it fits (我市)."""
    if subject is None or subject.kind != "region":
        return []
    return [subject] if _is(places.get(subject.targets[0]), _OWN[says]) else []


def _fits(mention: Mention, says: str, places: Mapping[str, Place]) -> bool:
    """Whether a word for one thing named before may mean a mention."""
    if says == "park":
        return mention.kind == "zone"
    if says == "provinces":
        return mention.kind == "province"
    one = mention.kind == "region" and len(mention.targets) == 1
    return one and _is(places.get(mention.targets[0]), says)


def _is(place: Place | None, wanted: str) -> bool:
    return place is not None and place.kind in _KINDS[wanted]


def _parties(
    n: int, text: str, near: Sequence[Mention], places: Mapping[str, Place]
) -> list[Mention]:
    """The places of ours among the n parties of the nearest sentence that names any."""
    for sentence in _sentences(text, near):
        parties: dict[str, Mention] = {}
        for mention in sentence:
            if mention.kind in ("region", "external", "province"):
                for target in mention.targets:
                    parties.setdefault(target, mention)
        # A county's prefecture before it (某市某县) is no party beside it.
        over = {places[t].parent for t in parties if t in places}
        parties = {t: m for t, m in parties.items() if t not in over or len(parties) == n}
        if len(parties) == n:
            return list(dict.fromkeys(m for m in parties.values() if m.kind == "region"))
        if parties:
            return []
    return []


def _gone_on(
    text: str, mentions: Sequence[Mention], starts: Sequence[int], at: int
) -> list[Mention]:
    """The places of the sentence right before, which one without any goes on about (同时，…)."""
    i = bisect_left(starts, at)
    end = _ENDS.search(text, at)
    if i < len(mentions) and (end is None or mentions[i].span.start < end.start()):
        return []
    if i == 0 or len(_ENDS.findall(text, mentions[i - 1].span.end, at)) > 1:
        return []
    last = next(_sentences(text, mentions[max(0, i - _MOST) : i]))
    return [m for m in last if m.kind in ("region", "zone")]


def _sentences(text: str, near: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Mentions by their sentences, the last first."""
    group: list[Mention] = []
    for mention in reversed(near):
        if group and _ENDS.search(text, mention.span.end, group[-1].span.start):
            yield group[::-1]
            group = []
        group.append(mention)
    if group:
        yield group[::-1]
