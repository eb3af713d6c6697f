"""Doubtful names decided by what stands around them: a list, a city named before, an action."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.reading.named_text import Page
from atlas.tables.records import Alias


class Neighbours:
    """Rules for names that are words or other places too; `at_home` as in `Recognition`."""

    def __init__(self, page: Page, *, at_home: bool) -> None:
        self.page = page
        self.at_home = at_home

    def by_lists(self, doubtful: list[int]) -> None:
        """Doubtful names that stand in one list and all lie in one city are its districts.

        Three vouch for each other, and two that act together, are summed up as units (前进、东风
        两区) or whose city the text names. In any list summed up so, a name that one unit alone
        has is that unit.
        """
        if not self.at_home:
            return
        self._summed_up(doubtful)
        named = self.page.named()
        left = set(doubtful) - set(self.page.accepted)
        for i in doubtful:
            if i not in left:
                continue
            items = [k for k in self.page.run(i) if k in left]
            left -= set(items)
            if len(items) < 2:
                continue
            lying = [
                {self.page.prefecture(a.target): a for a in hit.aliases if a.kind == "region"}
                for hit in (self.page.hits[k] for k in items)
            ]
            common = set.intersection(*(set(units) for units in lying))
            if len(common) != 1:
                continue
            city = common.pop()
            vouched = city in named or self.page.summed_up(items[-1])
            if len(items) > 2 or vouched or self._acts(items):
                for k, units in zip(items, lying, strict=True):
                    self.page.accept(k, "region", (units[city].target,), "listed-together")

    def _summed_up(self, doubtful: list[int]) -> None:
        """Doubtful names of one unit alone, in lists that are summed up as units."""
        page, known = self.page, set(doubtful)
        left = set(known)
        for i in doubtful:
            if i not in left or i in page.accepted:
                continue
            items = page.touching(i)
            left -= set(items)
            beside = [i - 1] if page.joined(i - 1, i) else []
            names = [k for k in (*beside, *items) if k in known or k in page.accepted]
            if len(names) < 2 or not page.summed_up(items[-1]):
                continue
            for k in items:
                aliases = page.hits[k].aliases
                if k in known and len(aliases) == 1 and aliases[0].context == "cue":
                    page.accept(k, "region", (aliases[0].target,), "listed-together")

    def by_neighbours(self, i: int) -> None:
        """Settle a name by the units beside it in a list, a cue, or a city named before it."""
        page, hit = self.page, self.page.hits[i]
        ours = [a for a in hit.aliases if a.kind == "region"]
        if not ours or not (self.at_home or page.owned_here(i) or page.is_full(i)):
            return
        if (namesake := page.listed_outside(i)) is not None:
            self.page.accept(i, "external", (namesake,), "listed-outside")
            return
        if page.is_full(i) and (before := page.as_before(i)) is not None:
            self.page.accept(i, before.kind, before.targets, "as-before")
            return
        near = page.listed_with(i)
        prefectures = {page.prefecture(t) for mention in near for t in mention.targets}
        related = [a for a in ours if page.prefecture(a.target) in prefectures]
        alone = len(ours) == len(hit.aliases) == 1 and ours[0].context == "cue"
        if len(related) == 1:
            self.page.accept(i, "region", (related[0].target,), "listed-together")
        elif alone and near:
            self.page.accept(i, "region", (ours[0].target,), "listed")
        elif alone and page.used_as_place(i):
            self.page.accept(i, "region", (ours[0].target,), "used-as-place")
        elif ours[0].context == "parent" or page.is_full(i):
            self._by_prefecture(i, ours)

    def by_action(self, i: int, named: set[str]) -> bool:
        """A doubtful name that acts as a place does, in a text that names it or its city.

        A district must be named in full: its name alone is too often a word (新兴, 爱民).
        """
        page, hit = self.page, self.page.hits[i]
        if not self.at_home or len(hit.aliases) != 1 or hit.aliases[0].context != "cue":
            return False
        unit = hit.aliases[0].target
        city = page.prefecture(unit) if page.catalogue.places[unit].kind != "市辖区" else unit
        if named.isdisjoint((unit, city)) or not self._acts([i]):
            return False
        self.page.accept(i, "region", (unit,), "acts-as-place")
        return True

    def _acts(self, items: Sequence[int]) -> bool:
        """Whether names of one list stand where the subject or the object of an action does."""
        page = self.page
        first, last = page.hits[items[0]], page.hits[items[-1]]
        before = page.text[max(0, first.start - 2) : first.start]
        return (
            page.gazetteer.acts_before.search(before) is not None
            and page.gazetteer.acts_after.match(page.text, last.end) is not None
        )

    def _by_prefecture(self, i: int, ours: list[Alias]) -> None:
        """Of several units of one name, the one whose prefecture was last named in the sentence."""
        page, hit = self.page, self.page.hits[i]
        far = max(0, hit.start - 400)
        start = max(far, *(page.text.rfind(mark, far, hit.start) for mark in "。\n！？"))
        for j in range(i - 1, -1, -1):
            if page.hits[j].end <= start:
                return
            other = page.accepted.get(j)
            if other is None or other.kind != "region":
                continue
            named = {page.prefecture(target) for target in other.targets}
            for alias in ours:
                # 郊区 is a word too: only right after its city is it the district.
                if page.prefecture(alias.target) in named and len(page.surface(i)) > 2:
                    self.page.accept(i, "region", (alias.target,), "same-prefecture")
                    return
