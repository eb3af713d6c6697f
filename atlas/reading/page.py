"""A text with its names found: what stands beside a name, and what it may be part of."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

import rjieba

from atlas.model import Adcode, Mention, Span
from atlas.reading.gazetteer import Gazetteer

_COUNTED = re.compile(r"等?(?:这)?(?:[两一二三四五六七八九十]|\d)+个")
_SEPARATORS: Final = frozenset(("、", "和", "与", "及", "以及", "/", "·", "—", "-", "－", "–", " "))
_STILL_PLACES: Final = ("公园", "自然保护区", "湿地")
"""Things whose name says something of what is done there, so their words may be terms."""


class Page:
    """Hits of one text in order, and the mentions accepted so far by the number of their hit."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.catalogue = gazetteer.catalogue
        self.home = self.catalogue.province.adcode
        self.hits = gazetteer.find(text)
        self.accepted: dict[int, Mention] = {}
        self.things: list[Span] = []
        self._ends = [hit.end for hit in self.hits]
        self._words: list[int] | None = None

    def surface(self, i: int) -> str:
        """The words of a hit."""
        return self.text[self.hits[i].start : self.hits[i].end]

    def is_full(self, i: int) -> bool:
        """Whether a hit is a unit's full name (东宁市, not 东宁)."""
        return any(alias.type == "full" for alias in self.hits[i].aliases)

    def taken(self, start: int, end: int) -> bool:
        """Whether a hit shares a character with a range."""
        k = bisect_right(self._ends, start)
        return k < len(self.hits) and self.hits[k].start < end

    def prefecture(self, adcode: Adcode) -> Adcode:
        """The prefecture a county lies in; any other unit itself."""
        place = self.catalogue.places.get(adcode)
        if place is None or place.level != "county" or place.parent is None:
            return adcode
        return place.parent

    # What a name may be part of

    def part_of_a_word(self, i: int) -> bool:
        """Whether a two-character name lies across the words of the sentence (上/海林/业)."""
        hit = self.hits[i]
        if hit.end - hit.start != 2:
            return False
        before = self.gazetteer.word_before.get(self.surface(i))
        if before is not None and before.search(self.text, max(0, hit.start - 6), hit.start):
            return True
        if any(self._is_prefecture(alias.target) for alias in hit.aliases):
            # Known to every reader; the segmenter is less sure of them (鸡/西站在).
            return False
        # Where two names meet (吉林长春) the segmenter may cut across both; the names are right.
        left = i > 0 and self.hits[i - 1].end == hit.start
        right = i + 1 < len(self.hits) and self.hits[i + 1].start == hit.end
        return (not left and self._crossed(hit.start)) or (not right and self._crossed(hit.end))

    def _is_prefecture(self, adcode: Adcode) -> bool:
        place = self.catalogue.places.get(adcode)
        return place is not None and place.level == "prefecture"

    def _crossed(self, at: int) -> bool:
        if self._words is None:
            starts, place = [], 0
            for word in rjieba.cut(self.text, False):
                starts.append(place)
                place += len(word)
            self._words = [*starts, place]
        k = bisect_right(self._words, at) - 1
        return self._words[k] != at

    def part_of_a_thing(self, i: int) -> bool:
        """Whether the name goes on into a river, a station, a firm or a product."""
        hit = self.hits[i]
        after = self.gazetteer.thing_after
        own = after.get(self.surface(i))
        match = own.match(self.text, hit.end) if own else None
        if match is None and hit.aliases[0].kind in ("region", "external"):
            match = after["*"].match(self.text, hit.end)
            if match is not None and self.is_full(i) and match.group()[0] in "镇乡屯村河江路":
                # 绥芬河市镇… is no township: a full name needs no further word to end it.
                match = None
        if match is None:
            return False
        if not match.group().endswith(_STILL_PLACES):
            self.things.append(Span(hit.start, match.end()))
        return True

    # What stands beside a name

    def before(self, i: int) -> Mention | None:
        """The accepted mention that ends where a hit starts."""
        mention = self.accepted.get(i - 1)
        return mention if mention and mention.span.end == self.hits[i].start else None

    def owned_outside(self, i: int) -> bool:
        """Whether the name stands right after a unit outside (上海宝山区), which then owns it."""
        if all(alias.context == "" for alias in self.hits[i].aliases):
            return False
        owner = self.before(i)
        return owner is not None and owner.kind == "external" and owner.targets[0].isdigit()

    def owned_here(self, i: int) -> bool:
        """Whether the name stands right after the province or a unit of it (黑龙江五常)."""
        owner = self.before(i)
        return (
            owner is not None
            and owner.kind in ("region", "province")
            and owner.targets[0][:2] == self.home[:2]
        )

    def listed_with(self, i: int) -> list[Mention]:
        """Accepted units next to a hit in the same list, or right before it."""
        near = [m for m in (self._beside(i, -1), self._beside(i, 1)) if m is not None]
        owner = self.before(i)
        return [*near, owner] if owner is not None and owner.kind == "region" else near

    def _beside(self, i: int, step: int) -> Mention | None:
        other = self.accepted.get(i + step)
        if other is None or other.kind != "region":
            return None
        first, second = other.span.end, self.hits[i].start
        if step > 0:
            first, second = self.hits[i].end, other.span.start
        return other if self.text[first:second] in _SEPARATORS else None

    def used_as_place(self, i: int) -> bool:
        """Whether a doubtful name is used as a place is: 富裕县委, or at the head of an item."""
        hit = self.hits[i]
        at_head = hit.start == 0 or self.text[hit.start - 1] == "\n"
        if at_head and self.text[hit.end : hit.end + 1] in ("：", ":"):
            return True
        return self.gazetteer.cue_after.match(self.text, hit.end) is not None

    def sums_up(self, i: int) -> bool:
        """Whether a class only sums up the units listed before it (嘉荫、漠河两个边境县)."""
        units = self.accepted.get(i - 1)
        if units is None or units.kind != "region":
            return False
        return _COUNTED.fullmatch(self.text, units.span.end, self.hits[i].start) is not None
