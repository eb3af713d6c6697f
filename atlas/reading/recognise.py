"""What each name in a text is: a unit, a zone, a class, the province, a partner outside, or none.

Names found by the gazetteer pass through rules in a fixed order; each accepted mention keeps the
name of the rule that decided, each doubtful one becomes an issue row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from atlas.language import say
from atlas.model import Adcode, Issue, Mention, Span
from atlas.reading.compounds import find_compounds
from atlas.reading.framing import Framing, find_framing
from atlas.reading.gazetteer import Gazetteer
from atlas.reading.named_text import Page
from atlas.reading.neighbours import Neighbours
from atlas.reading.province import document_province, province_evidence
from atlas.reading.subject import headline, main_subject
from atlas.tables.records import Alias

_NEXT_IN_LIST = re.compile(r"[、和与及]([一-鿿]{2,3}[县市])(?![级城域长委内])")
_GENERAL = frozenset("各等全其本该周边重点县市区城地个所有沿多")
"""Characters of words such as 周边县 and 重点县市, which name no place."""

_AS_STRONG = 3
"""In a text about no one province, how many times stronger another may be for ours to count."""


@dataclass
class Recognition:
    """Mentions and issues of one text, and the province and the one unit it is about.

    `at_home` holds where short names are ours: in a text about the province, or in a national one
    that speaks of it. `things` are names that a place's name is only part of (a station, a firm),
    `landmarks` those and the lakes, rivers and islands of no table, in order; `framing` says which
    mentions say where others lie.
    """

    province: Adcode | None
    at_home: bool
    subject: Adcode | None = None
    mentions: list[Mention] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    things: list[Span] = field(default_factory=list)
    landmarks: list[Span] = field(default_factory=list)
    framing: Framing = field(default_factory=Framing)


def recognise(
    text: str, gazetteer: Gazetteer, *, title: str = "", province: Adcode | None = None
) -> Recognition:
    """Mentions of `text` in order; `province` overrides what the text itself says."""
    return _Reader(text, gazetteer, title, province).read()


class _Reader:
    """One pass over one text, rule by rule."""

    def __init__(
        self, text: str, gazetteer: Gazetteer, title: str, province: Adcode | None
    ) -> None:
        self.page = Page(text, gazetteer)
        self.title = title
        self.home = self.page.home
        evidence = province_evidence(self.page.places(), self.home)
        if title:
            for name, weight in province_evidence(gazetteer.find(title), self.home).items():
                evidence[name] += 2 * weight
        found = document_province(evidence) if province is None else province
        strongest = max(evidence.values(), default=0)
        national = found is None and 0 < strongest <= _AS_STRONG * evidence.get(self.home, 0)
        self.out = Recognition(found, found == self.home or national, things=self.page.things)
        self._parts: list[int] = []

    def read(self) -> Recognition:
        """Every rule in turn; names in a list vouch for each other from either side."""
        page, out = self.page, self.out
        doubtful = [i for i in range(len(page.hits)) if not self._decide(i)]
        self._compounds()
        rules = Neighbours(page, at_home=out.at_home)
        rules.by_lists(doubtful)
        for order in (doubtful, doubtful[::-1]):
            for i in order:
                if i not in page.accepted:
                    rules.by_neighbours(i)
        named = page.named()
        for i in doubtful:
            if i not in page.accepted and not rules.by_action(i, named):
                self._give_up(i)
        self._unmatched()
        found = [*out.mentions, *page.accepted.values()]
        out.subject = main_subject(page.text, found, self._titled(), page.catalogue.places)
        for i in self._parts:
            page.accepted[i] = self._narrowed(page.accepted[i])
        out.mentions += page.accepted.values()
        out.mentions.sort(key=lambda mention: mention.span.start)
        out.framing = find_framing(page.text, out.mentions, page.gazetteer)
        out.mentions = [m for m in out.mentions if not out.framing.says_nothing(m)]
        out.landmarks = sorted((*out.things, *page.landmarks()))
        return out

    def _titled(self) -> list[Mention]:
        """Mentions in the title, or where that names none, in the text's own first line."""
        for title in (self.title, headline(self.page.text)):
            if not title or title == self.page.text:
                continue
            found = recognise(title, self.page.gazetteer, province=self.out.province).mentions
            if any(mention.kind != "external" for mention in found):
                return found
        return []

    # Rules that need no later mention

    def _decide(self, i: int) -> bool:
        """Settle a hit that needs no later mention; False where it is left for its neighbours."""
        page, hit = self.page, self.page.hits[i]
        if hit.covered:
            return True
        ours, theirs = hit.name.ours, hit.name.theirs
        if i in page.no_places:
            return True
        if hit.name.zone:
            self._zone(i, ours[0])
        elif ours and page.owned_outside(i):
            self._namesake(i, "named-outside")
        elif not theirs and ours and ours[0].context == "" and ours[0].kind == "region":
            if self._far_from_home(ours[0]):
                return False
            self.page.accept(i, "region", (ours[0].target,), "named")
        elif not theirs and len(ours) == 1 and ours[0].kind == "province":
            self._province(i, ours[0])
        elif len(ours) == 1 and ours[0].context in ("province", "range"):
            return self._in_province(i, ours[0], theirs)
        elif not ours:
            self.page.accept(i, "external", (theirs[0].target,), "outside")
        else:
            return False
        return True

    def _far_from_home(self, alias: Alias) -> bool:
        """Whether a district is named in a text about elsewhere, where its name may be a word."""
        away = self.out.province is not None and not self.out.at_home
        return away and self.page.catalogue.places[alias.target].kind == "市辖区"

    def _zone(self, i: int, alias: Alias) -> None:
        """A zone or class; a generic one (县城, 边境城镇) is ours only in a text about us."""
        here = self.out.province == self.home or (self.out.at_home and alias.kind == "zone")
        generic = alias.context == "province" and not here
        if generic or self.page.sums_up(i) or self.page.describes(i):
            return
        self.page.accept(i, alias.kind, (alias.target,), alias.kind)
        if alias.type == "part":
            self._parts.append(i)

    def _narrowed(self, mention: Mention) -> Mention:
        """In a text about one city, 自贸片区 is the zone's area there, not the whole zone."""
        zone = self.page.catalogue.zones[mention.targets[0]]
        subject = self.out.subject
        here = [
            member
            for member in zone.members
            if subject in (member.adcode, self.page.prefecture(member.adcode))
        ]
        if subject is None or not here:
            return mention
        targets = tuple(member.adcode for member in here)
        return Mention(mention.span, mention.surface, "region", targets, here[0].basis, "zone-part")

    def _province(self, i: int, alias: Alias) -> None:
        """The province by name, or 全省 and 我省, which are the author's, whichever that is."""
        here = self.out.province == self.home or (self.out.at_home and alias.type != "author")
        if alias.context != "province" or here:
            self.page.accept(i, "province", (alias.target,), "named")
        elif self.out.province is not None and alias.type == "author":
            self.page.accept(i, "external", (self.out.province,), "author-province")

    def _in_province(self, i: int, alias: Alias, theirs: tuple[Alias, ...]) -> bool:
        """A name that is ours in a text about the province; elsewhere that of a namesake.

        False where the names around it must tell.
        """
        full = alias.type == "full"
        if self.out.province == self.home or (self.out.at_home and not full):
            self.page.accept(i, "region", (alias.target,), "named-in-province")
        elif self.page.owned_here(i):
            self.page.accept(i, "region", (alias.target,), "after-province")
        elif not theirs and self.page.listed_with(i):
            self.page.accept(i, "region", (alias.target,), "listed")
        elif theirs and not full:
            self.page.accept(i, "external", (theirs[0].target,), "outside")
        elif full and self.out.province is None:
            return False
        elif full:
            self._namesake(i, "outside")
        return True

    def _namesake(self, i: int, rule: str) -> None:
        """The unit outside that has a full name of ours; a short name there is just a word."""
        surface = self.page.surface(i)
        owner = self.page.before(i)
        wanted = owner.targets[0][:2] if owner else (self.out.province or "")[:2]
        for alias in self.page.hits[i].aliases:
            if alias.kind == "external" and alias.target.startswith(wanted):
                self.page.accept(i, "external", (alias.target,), rule)
                return
        if self.page.is_full(i):
            self.page.accept(i, "external", (surface,), rule)

    def _give_up(self, i: int) -> None:
        """A doubtful name nothing vouches for: the other thing it may be, or an issue row."""
        page = self.page
        asks = any(alias.type in ("full", "former") for alias in page.hits[i].aliases)
        full = asks and len(page.surface(i)) > 2
        for alias in page.hits[i].aliases:
            if alias.kind == "province":
                self._province(i, alias)
                return
            if alias.kind == "external" and not full:
                self.page.accept(i, "external", (alias.target,), "outside")
                return
        if full:
            self._issue_ambiguous(i)

    def _issue_ambiguous(self, i: int) -> None:
        hit, surface = self.page.hits[i], self.page.surface(i)
        units = [self.page.catalogue.places[a.target] for a in hit.aliases if a.kind == "region"]
        places = self.page.catalogue.places
        parents = [places[u.parent] for u in units if u.parent is not None]
        outside = any(a.kind == "external" for a in hit.aliases)
        zh = [p.name_zh + u.name_zh for p, u in zip(parents, units, strict=True)]
        en = [f"{u.name_en} in {p.name_en}" for p, u in zip(parents, units, strict=True)]
        self._issue(
            "ambiguous_place",
            surface,
            Span(hit.start, hit.end),
            zh="、".join([*zh, *(["省外同名地方"] if outside else [])]),
            en=" or ".join([*en, *(["a place outside the province"] if outside else [])]),
        )

    def _issue(self, kind: str, value: str, span: Span | None, **places: str) -> None:
        """An issue row, its sentence in both languages."""
        key = f"reading.issue_{kind}"
        zh, en = (say(key, lang, value=value, places=places.get(lang, "")) for lang in ("zh", "en"))
        self.out.issues.append(Issue(kind, value, zh, span, en))

    def _unmatched(self) -> None:
        """A unit's name listed beside ours that no table holds becomes an issue row."""
        page = self.page
        for mention in page.accepted.values():
            match = _NEXT_IN_LIST.match(page.text, mention.span.end)
            if mention.kind != "region" or match is None or page.taken(*match.span(1)):
                continue
            if not _GENERAL.intersection(match.group(1)[:-1]):
                self._issue("unmatched_place", match.group(1), Span(*match.span(1)))

    def _compounds(self) -> None:
        """哈大齐 as one mention of its members; 龙粤 as one mention for each partner."""
        if not self.out.at_home:
            return
        for run in find_compounds(self.page.text, self.page.gazetteer, self.page.taken):
            self.page.release(run.end - 1)
            if all(alias.kind == "region" for alias in run.aliases):
                targets = tuple(alias.target for alias in run.aliases)
                self.out.mentions.append(
                    self.page.mention(run.start, run.end, "region", targets, "compound")
                )
                continue
            for at, alias in enumerate(run.aliases, run.start):
                self.out.mentions.append(
                    self.page.mention(at, at + 1, alias.kind, (alias.target,), "pair")
                )
