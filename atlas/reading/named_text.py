"""A text with its names found: what stands beside a name, and what it may be part of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from atlas.model import Adcode, Mention, MentionKind, Span
from atlas.once import once
from atlas.reading.borders import Borders
from atlas.reading.gazetteer import Gazetteer, Hit

_COUNTED = re.compile(r"等?(?:这)?(?:[两一二三四五六七八九十]|\d)+个")
_LINES: Final = frozenset(("至", "到", "—", "——", "－", "-", "–", "～"))
_SEPARATORS: Final = frozenset(("、", "和", "与", "及", "以及", "/", "·", " ")) | _LINES
_STILL_PLACES: Final = ("公园", "自然保护区", "湿地")
"""Things whose name says something of what is done there, so their words may be terms."""


_SURE: Final = frozenset(
    ("named-outside", "after-province", "listed-together", "listed-outside", "same-prefecture")
)
"""Rules that tell which of several namesakes is meant, and so for the rest of the text."""

_BRACKETED = re.compile("[（(][^（）()，。]{1,8}[)）][、和与及]")

_LONG_LIST = 8
"""Items of a list of rivers beyond which none is looked for."""


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
        # For a name, the first mention of it that was made sure, and whether all others agree.
        self._resolved: dict[str, tuple[Mention, bool]] = {}
        self.rivers: set[int] = set()
        self._things_upto: dict[int, bool] = {}
        self._ends = [hit.end for hit in self.hits]
        self.borders = Borders(text)

    def accept(self, i: int, kind: MentionKind, targets: tuple[str, ...], rule: str) -> None:
        """Take a hit as a mention, by the rule named."""
        hit = self.hits[i]
        self.accepted[i] = self.mention(hit.start, hit.end, kind, targets, rule)
        if rule in _SURE:
            made = self.accepted[i]
            first, agreed = self._resolved.get(hit.name.surface, (made, True))
            self._resolved[hit.name.surface] = first, agreed and first.targets == made.targets

    def mention(
        self, start: int, end: int, kind: MentionKind, targets: tuple[str, ...], rule: str
    ) -> Mention:
        """The mention of a range of the text."""
        return Mention(Span(start, end), self.text[start:end], kind, targets, "named", rule)

    def as_before(self, i: int) -> Mention | None:
        """A mention of the same name that was made sure before it, if all such agree."""
        sure, agreed = self._resolved.get(self.surface(i), (None, False))
        if sure is None or not agreed or sure.span.start > self.hits[i].start:
            return None
        return sure

    def named(self) -> set[Adcode]:
        """Units that mentions accepted so far stand for."""
        regions = (m for m in self.accepted.values() if m.kind == "region")
        return {target for mention in regions for target in mention.targets}

    def surface(self, i: int) -> str:
        """The words of a hit."""
        hit = self.hits[i]
        return self.text[hit.start : hit.end]

    def is_full(self, i: int) -> bool:
        """Whether a hit is a unit's full name (某某市, not 某某)."""
        return self.hits[i].name.full

    def taken(self, start: int, end: int) -> bool:
        """Whether a hit shares a character with a range."""
        k = bisect_right(self._ends, start)
        return k < len(self.hits) and self.hits[k].start < end

    def release(self, at: int) -> None:
        """Take back what was accepted of a hit that begins at a position."""
        k = bisect_right(self._ends, at)
        if k < len(self.hits) and self.hits[k].start == at:
            self.accepted.pop(k, None)

    def prefecture(self, adcode: Adcode) -> Adcode:
        """The prefecture a county lies in; any other unit itself."""
        place = self.catalogue.places.get(adcode)
        if place is None or place.level != "county" or place.parent is None:
            return adcode
        return place.parent

    # What a name may be part of

    @once
    def no_places(self) -> frozenset[int]:
        """Hits that are no places after all."""
        found = set()
        for i, hit in enumerate(self.hits):
            if hit.name.zone:
                # A zone's longer name is nothing else; 县城 may run on into a word (县/城镇).
                short = hit.end - hit.start == 2
                runs_on = short and self.borders.inside_word(hit.end)
                if runs_on and self.borders.straddles(hit.start, hit.end):
                    found.add(i)
            elif hit.aliases and self.is_no_place(i):
                found.add(i)
        return frozenset(found)

    def places(self) -> list[Hit]:
        """Hits that may be places."""
        return [hit for i, hit in enumerate(self.hits) if i not in self.no_places]

    def is_no_place(self, i: int) -> bool:
        """Whether a name is part of a word or of a thing, or stands among rivers or firms."""
        return (
            self.part_of_a_word(i)
            or self.part_of_a_thing(i)
            or self.beside_rivers(i)
            or self.listed_as_things(i)
        )

    def part_of_a_word(self, i: int) -> bool:
        """Whether what stands before a name makes it another (沿黑龙江), or it lies across words.

        Only a name of two characters is taken to (上/海林/业).
        """
        hit = self.hits[i]
        before = self.gazetteer.word_before.get(self.surface(i))
        if before is not None and before.search(self.text, max(0, hit.start - 6), hit.start):
            return True
        if hit.end - hit.start != 2 or hit.name.prefecture:
            # Known to every reader; the segmenter is less sure of them (鸡/西站在).
            return False
        # Where two names meet (吉林长春), or a name and its count (某某四县), the segmenter may
        # cut across both; the names are right.
        left = i > 0 and self.hits[i - 1].end == hit.start
        right = i + 1 < len(self.hits) and self.hits[i + 1].start == hit.end
        right = right or self.summed_up(i)
        crossed = self.borders.inside_word
        return (not left and crossed(hit.start)) or (not right and crossed(hit.end))

    def part_of_a_thing(self, i: int) -> bool:
        """Whether the name goes on into a river, a station, a firm or a product."""
        hit = self.hits[i]
        after = self.gazetteer.thing_after
        match = None
        for key in (self.surface(i), f"*{self.text[hit.end - 1]}"):
            if match is None and key in after:
                match = after[key].match(self.text, hit.end)
        if match is None and hit.aliases[0].kind in ("region", "external"):
            full = self.is_full(i)
            match = (self.gazetteer.line_after if full else after["*"]).match(self.text, hit.end)
            # A full name needs no further word to end it: what 某市 is followed by lies in it.
            # A line that names its ends reaches both (甲至乙高速公路).
            if match is not None and (full or self._ends_line(i)):
                match = None
        if match is not None and not match.group().endswith(_STILL_PLACES):
            self.things.append(Span(hit.start, match.end()))
        return match is not None

    def _ends_line(self, i: int) -> bool:
        """Whether a name is the second end of a line whose first is named too."""
        return i > 0 and self.text[self.hits[i - 1].end : self.hits[i].start] in _LINES

    def listed_as_things(self, i: int) -> bool:
        """Whether the list a name stands in is summed up as firms or stations (九个管理局)."""
        if i not in self._things_upto:
            items = self.run(i)
            found = self.gazetteer.list_after.match(self.text, self.hits[items[-1]].end)
            self._things_upto |= dict.fromkeys(items, found is not None)
        return self._things_upto[i]

    def beside_rivers(self, i: int) -> bool:
        """Whether a name that a river has too stands in a list of rivers (松花江、嫩江)."""
        if self.surface(i) not in self.gazetteer.river_names:
            return False
        for step in (-1, 1):
            for k in range(i + step, i + step * _LONG_LIST, step):
                if not self.joined(k - step, k):
                    break
                if self._is_river(k):
                    self.rivers.add(i)
                    return True
                if self.surface(k) not in self.gazetteer.river_names:
                    break
        return False

    def _is_river(self, i: int) -> bool:
        """Whether a hit is known to be a river, by its name or by the 河 right after it."""
        if i in self.rivers or self.hits[i].name.says == "river":
            return True
        end = self.hits[i].end
        after = self.gazetteer.thing_after["*"]
        return self.text[end : end + 1] in tuple("河江") and after.match(self.text, end) is not None

    # What stands beside a name

    def landmarks(self) -> Iterator[Span]:
        """Lakes, rivers, islands and other places in the text that are no unit."""
        for i, hit in enumerate(self.hits):
            if i in self.rivers or (hit.covered and hit.name.says != "word"):
                yield Span(hit.start, hit.end)

    def joined(self, i: int, k: int) -> bool:
        """Whether two neighbouring hits are items of one list."""
        first, second = min(i, k), max(i, k)
        if first < 0 or second >= len(self.hits):
            return False
        gap = self.text[self.hits[first].end : self.hits[second].start]
        # 甲（双柳）、乙: what stands in brackets says which part of the first is meant.
        return gap in _SEPARATORS or _BRACKETED.fullmatch(gap) is not None

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
        return other if self.joined(i, i + step) else None

    def listed_outside(self, i: int) -> Adcode | None:
        """The unit outside that a name is where a neighbour of the same city is in its list."""
        for step in (-1, 1):
            other = self.accepted.get(i + step)
            if other is None or other.kind != "external" or not self.joined(i, i + step):
                continue
            for alias in self.hits[i].aliases:
                if alias.kind == "external" and alias.target[:4] == other.targets[0][:4]:
                    return alias.target
        return None

    def run(self, i: int) -> list[int]:
        """Hits of the list that begins with hit `i`."""
        items = [i]
        while self.joined(items[-1], items[-1] + 1):
            items.append(items[-1] + 1)
        return items

    def touching(self, i: int) -> list[int]:
        """Hits from hit `i` on that stand in a list or right beside each other (甲乙两县).

        A class ends them: it sums the list up (甲、乙产粮大县).
        """
        items = [i]
        while (k := items[-1] + 1) < len(self.hits) and not self.hits[k].name.zone:
            if self.hits[k].start != self.hits[k - 1].end and not self.joined(k - 1, k):
                break
            items.append(k)
        return items

    def summed_up(self, i: int) -> bool:
        """Whether a list that ends with a hit is summed up as units (四区, 等县, 沿江县)."""
        return self.gazetteer.units_after.match(self.text, self.hits[i].end) is not None

    def used_as_place(self, i: int) -> bool:
        """Whether a doubtful name is used as a place is: 某县县委, or at the head of an item."""
        hit = self.hits[i]
        at_head = hit.start == 0 or self.text[hit.start - 1] == "\n"
        if at_head and self.text[hit.end : hit.end + 1] in ("：", ":"):
            return True
        return self.gazetteer.cue_after.match(self.text, hit.end) is not None

    def describes(self, i: int) -> bool:
        """Whether a class only describes the one unit right after it (煤城某市)."""
        if i + 1 == len(self.hits) or self.hits[i + 1].start != self.hits[i].end:
            return False
        zone = self.catalogue.zones[self.hits[i].name.ours[0].target]
        units = {alias.target for alias in self.hits[i + 1].name.ours}
        return zone.kind == "class" and any(member.adcode in units for member in zone.members)

    def sums_up(self, i: int) -> bool:
        """Whether a class only sums up the units listed before it (甲、乙两个边境县)."""
        units = self.accepted.get(i - 1)
        if units is None or units.kind != "region":
            return False
        return _COUNTED.fullmatch(self.text, units.span.end, self.hits[i].start) is not None
