"""From the mentions of a measure to its places, each link with its reason.

Strong reasons come first: what the measure names itself, then what an earlier clause of its
sentence names, then what its section or the whole document is about, and last, in a text about
the province, the province itself. What addresses the province as the partner of another one is
carried by pairs of cities as well, one a prefecture.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from atlas.catalogue import Catalogue
from atlas.model import Adcode, Link, Measure, Mention, Relation, Span
from atlas.pairing import PairLinker
from atlas.placing import Setting
from atlas.zones import Member, Zone

_RULES: dict[str, str] = {
    "explicit": "named",
    "zone": "zone-list",
    "class": "class-list",
    "province": "province-named",
}


MOST_LINKS = 500_000
"""Links of one document; a plan of 1,500 pages has some 200,000.

A few words lead to a whole list of units: without a bound a text of a million characters that goes
on about all counties would have six million links and take a gigabyte.
"""

_LINES = frozenset("至到—－-–～")
"""What stands between the two ends of a line."""

_FAR = 30
"""Measures of one sentence beyond which nothing is gone on about."""


def link_places(
    measures: Sequence[Measure],
    mentions: Sequence[Mention],
    setting: Setting,
    catalogue: Catalogue,
) -> tuple[tuple[Link, ...], int]:
    """Links of every measure, in the order of the measures and of their mentions.

    They end before the measure that would bring them over `MOST_LINKS`; the second value is how
    many measures were linked.
    """
    linker = _Linker(mentions, setting, catalogue)
    links: list[Link] = []
    for i in range(len(measures)):
        found = linker.links(measures, i)
        if len(links) + len(found) > MOST_LINKS:
            return tuple(links), i
        links += found
    return tuple(links), len(measures)


class _Linker:
    def __init__(self, mentions: Sequence[Mention], setting: Setting, catalogue: Catalogue) -> None:
        self.within = setting.within
        frames = setting.frames
        here = [m for m in mentions if m.kind != "external" and m.span not in frames]
        placed = [(m.span.start, m) for m in here]
        if setting.references:
            placed = sorted((*placed, *setting.references), key=lambda item: item[0])
        self.mentions = [mention for _, mention in placed]
        self.starts = [start for start, _ in placed]
        self.partners = [m.span.start for m in mentions if m.kind == "external"]
        self.by_pairs = PairLinker(mentions, catalogue)
        self.landmarks = [span.start for span in setting.landmarks]
        self.setting = setting
        self.catalogue = catalogue
        self.home = catalogue.province.adcode
        carries = [row.pattern for row in catalogue.contexts if row.kind == "carries"]
        self._leads = re.compile("|".join(carries)) if carries else None
        self._known_members: dict[str, tuple[Member, ...]] = {}

    def links(self, measures: Sequence[Measure], i: int) -> list[Link]:
        """Links of one measure, those by pairs of cities last."""
        found = self._reaching(measures, i)
        return found + self.by_pairs.links(measures, i, found)

    def _reaching(self, measures: Sequence[Measure], i: int) -> list[Link]:
        """Links of one measure by the first rule that finds a place."""
        measure = measures[i]
        # A statement names places and asks nothing of them: its mentions are all that is shown.
        if not measure.acts:
            return []
        if own := [m for m in self._within(measure.span) if self._reaches(m)]:
            return self._expand(measure, own, inherited=False)
        if found := self._from_sentence(measures, i):
            return self._expand(measure, found, inherited=True, rule="same-sentence")
        for heading in self.setting.headings[i]:
            # A class in a heading (县域经济) is a topic, not what the section goes on about.
            found = [m for m in self._within(heading) if m.kind in ("region", "zone")]
            if found and not (len(found) > 1 and self._is_title(heading)):
                return self._expand(measure, found, inherited=True, rule="section-subject")
        subject = self.setting.subject
        if subject is not None:
            return self._expand(measure, [subject], inherited=True, rule="document-subject")
        ended = all(self.setting.ended[i : i + 1])
        return self.setting.without_a_place(measure, self.home, ended=ended)

    def _is_title(self, heading: Span) -> bool:
        """Whether a heading is the title that first names whom the document is about."""
        subject = self.setting.subject
        first = subject is not None and subject.span == self.mentions[0].span
        return first and subject is not None and heading.start <= subject.span.start < heading.end

    def _within(self, span: Span) -> list[Mention]:
        found: dict[Span, Mention] = {}
        for k in range(bisect_left(self.starts, span.start), len(self.mentions)):
            if self.starts[k] >= span.end:
                break
            found.setdefault(self.mentions[k].span, self.mentions[k])
        return list(found.values())

    def _from_sentence(self, measures: Sequence[Measure], i: int) -> list[Mention]:
        """Mentions of the nearest clause before a measure in its sentence that has any.

        Clauses right before that one which open with the same verb stand in a list with it (推动
        煤城…；推动油城…；培育…): what follows goes on about all of them. A measure on a lake or a
        firm goes on about nothing before it, one on a partner outside not about a class.
        """
        if _any_in(self.landmarks, measures[i].span):
            return []
        with_partner = _any_in(self.partners, measures[i].span)
        found = self._before(measures, i)
        if with_partner:
            found = [m for m in found if self._carries(measures, i, m)]
        if self.setting.province != self.home:
            # One of many provinces named before is not what a national text goes on about.
            found = [m for m in found if m.kind != "province"]
        return [m for m in found if m.kind != "class"] if with_partner else found

    def _carries(self, measures: Sequence[Measure], i: int, mention: Mention) -> bool:
        """Whether the clause that names a place is about it, not about a thing in it.

        Then a clause on a partner outside goes on about it (某市扩建货场，深化与邻国的贸易). A zone
        that is built is what a sentence is about.
        """
        if mention.kind != "region":
            return True
        at = mention.span.start
        for measure in reversed(measures[max(0, i - _FAR) : i]):
            if measure.span.start <= at < measure.span.end:
                before = measure.text[: at - measure.span.start]
                return self._leads is not None and self._leads.search(before) is not None
        return True

    def _opens_with_a_place(self, measure: Measure) -> bool:
        """Whether the first measure of a sentence or what stands before it names a place.

        A sentence that begins with none is about none that it names later on.
        """
        return _any_in(self.starts, Span(measure.sentence.start, measure.span.end))

    def _before(self, measures: Sequence[Measure], i: int) -> list[Mention]:
        sentence = measures[i].sentence
        first = i
        while first > max(0, i - _FAR) and measures[first - 1].sentence == sentence:
            first -= 1
        for j in range(i - 1, first - 1, -1):
            if found := self._within(measures[j].span):
                # Far into a long sentence its beginning says nothing more.
                if i - first < _FAR and not self._opens_with_a_place(measures[first]):
                    return []
                verb = measures[j].text[:2]
                for k in range(j - 1, first - 1, -1):
                    if not measures[k].text.startswith(verb):
                        break
                    found = self._within(measures[k].span) + found
                return found
            if _any_in(self.landmarks, measures[j].span):
                return []
        # A subject before the first measure (某市负责…) may be no measure itself.
        if i - first < _FAR and sentence.start < measures[first].span.start:
            return self._within(Span(sentence.start, measures[first].span.start))
        return []

    def _expand(
        self, measure: Measure, mentions: list[Mention], *, inherited: bool, rule: str = ""
    ) -> list[Link]:
        mentions = self._without_prefectures(measure, mentions)
        # 全省 beside a named city is its setting (本省某市), not a second reach; the province as
        # one of a pair of partners stays.
        narrower = [m for m in mentions if m.kind != "province" or m.rule == "pair"]
        if len(mentions) == 1:
            return list(self._links(measure, mentions[0], inherited, rule))
        links: dict[tuple[Adcode, str | None], Link] = {}
        # What a measure names again is linked by where it names it first.
        named: set[tuple[str, tuple[str, ...], frozenset[Adcode] | None]] = set()
        for mention in narrower or mentions:
            again = (mention.kind, mention.targets, self.within.get(mention.span))
            if again in named:
                continue
            named.add(again)
            for link in self._links(measure, mention, inherited, rule):
                links.setdefault((link.place, link.zone), link)
        return list(links.values())

    def _without_prefectures(self, measure: Measure, mentions: list[Mention]) -> list[Mention]:
        """Mentions without a prefecture whose county is named: it acts, or says where that lies.

        Items of one list are both meant, and the ends of a line (甲县至乙市铁路).
        """
        if len(mentions) == 1:
            return mentions
        places = self.catalogue.places
        over = {
            places[target].parent: mention
            for mention in reversed(mentions)
            if mention.kind == "region"
            for target in mention.targets
            if target in places
        }
        kept = []
        for mention in mentions:
            county = over.get(mention.targets[0]) if len(mention.targets) == 1 else None
            if mention.kind != "region" or county is None or _listed(measure, mention, county):
                kept.append(mention)
        return kept

    def _links(
        self, measure: Measure, mention: Mention, inherited: bool, rule: str
    ) -> Iterable[Link]:
        if not measure.span.start <= mention.span.start < measure.span.end:
            own = mention == self.setting.subject
            inherited, rule = True, rule or ("document-subject" if own else "same-sentence")
        if mention.kind in ("zone", "class"):
            zone = self.catalogue.zones[mention.targets[0]]
            meant = self.within.get(mention.span)
            for member in self._members(zone):
                if meant is not None and member.adcode not in meant:
                    continue
                yield Link(
                    measure.id,
                    member.adcode,
                    zone.kind,
                    zone.precision,
                    zone.id,
                    mention.span,
                    inherited,
                    member.basis,
                    rule or _RULES[zone.kind],
                )
            return
        relation: Relation = "province" if mention.kind == "province" else "explicit"
        for target in mention.targets:
            yield Link(
                measure.id,
                target,
                relation,
                "province" if relation == "province" else "unit",
                None,
                mention.span,
                inherited,
                mention.basis,
                rule or _RULES[relation],
            )

    def _reaches(self, mention: Mention) -> bool:
        """Whether a mention leads anywhere: in a text about one city a class means its own."""
        if mention.kind != "class" or self._unit() is None:
            return True
        return self._within_subject(self.catalogue.zones[mention.targets[0]]) is not None

    def _members(self, zone: Zone) -> tuple[Member, ...]:
        """Members of a zone; in a text about one unit that has some, its own alone."""
        if zone.id not in self._known_members:
            own = self._within_subject(zone)
            places = self.catalogue.places
            every = tuple(m for m in zone.members if m.adcode in places)
            self._known_members[zone.id] = every if own is None else own
        return self._known_members[zone.id]

    def _unit(self) -> Adcode | None:
        subject = self.setting.subject
        if subject is None:
            return self.setting.unit
        return subject.targets[0] if subject.kind == "region" else None

    def _within_subject(self, zone: Zone) -> tuple[Member, ...] | None:
        """Members inside the one unit a document is about: its 县城 are its own, not all 67."""
        unit = self._unit()
        if unit is None:
            return None
        places = self.catalogue.places
        known = (m for m in zone.members if m.adcode in places)
        around = (unit, places[unit].parent)
        inside = tuple(m for m in known if m.adcode in around or places[m.adcode].parent == unit)
        return inside or None


def _listed(measure: Measure, mention: Mention, other: Mention) -> bool:
    """Whether a list goes on from one mention to another, touching or as an end of a line."""
    first, second = sorted((mention.span, other.span), key=lambda span: span.start)
    at = measure.span.start
    between = measure.text[max(0, first.end - at) : max(0, second.start - at)]
    before = measure.text[max(0, mention.span.start - at - 1) : max(0, mention.span.start - at)]
    after = measure.text[max(0, mention.span.end - at) :][:1]
    ends_line = not _LINES.isdisjoint((before, after))
    return not between or between[0] in "、和与及" or ends_line


def _any_in(starts: Sequence[int], span: Span) -> bool:
    k = bisect_left(starts, span.start)
    return k < len(starts) and starts[k] < span.end
