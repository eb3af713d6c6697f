"""The strategies a measure serves, from weighted terms, with the terms that say so."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from atlas.model import Span, StrategyId, Tag
from atlas.reading.automaton import automaton
from atlas.reading.borders import Borders
from atlas.reading.term_roles import TITLE, Found, Ranges, Role, Said, inside, role_of
from atlas.tables.records import Term

ENOUGH = 1.0
"""Summed weight from which a strategy is served."""

MORE = 1.5
"""Summed weight of a further strategy that general words alone speak for."""

_WEIGHT = {"": 1.0, "head": 1.25, "item": 0.6, "field": 0.4, "name": 1.0}
"""How much a term weighs where it stands, for which strategy is the first.

What ends a clause is what it is about, what stands before it only narrows it; a short word amid a
list (学校、口岸、机场) and the fields of a cooperation (农林渔业等领域) hardly tell what it is for.
"""

_BESIDE_NAMES = 0.3
"""Weight of other words that a name needs beside it."""

_LONGEST = 12
"""Characters after a term that does not stand within which another may have been hidden."""


class Tagger:
    """Finds terms in a text once, then answers for any span of it.

    The longest term wins, and says besides what the shorter ones inside it say of other
    strategies; one of weight 0 (精神食粮) hides them.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        rows: dict[str, list[Said]] = defaultdict(list)
        for term in terms:
            said = Said(term.strategy, term.weight, term.kind, term.beside, within=False)
            rows[term.term].append(said)
        partnered = {said.strategy for says in rows.values() for said in says if said.beside}
        found = {words: (words, (*says, *inside(words, rows))) for words, says in rows.items()}
        self._automaton = automaton(found, rows)
        says_of = found.values()
        beside = frozenset(words for words, says in says_of if any(said.beside for said in says))
        self._partnered: Partnered = frozenset(partnered), beside

    def read(
        self,
        text: str,
        names: Sequence[Span] = (),
        places: Sequence[Span] = (),
        full_names: Sequence[Span] = (),
        zones: Sequence[Span] = (),
    ) -> FoundTerms:
        """Terms of a text; those inside `names` (proper names that say nothing) are left out.

        So are those that share only their head or tail with a short name in `places` (抚[远东]极),
        and those of two characters that lie across the words of the text (绿[化工]程). Longer ones
        hardly ever do so by chance, and the segmenter often cuts them (开通/航线). A term may begin
        with the last character of a full name, which then is the short one (尚志[市场]). Inside the
        name of one of `zones` only what ends it says what it is (…[科技创新]产业园).
        """
        borders = Borders(text)
        last_characters = {span.end - 1 for span in full_names}
        within_short = {at for span in places for at in range(span.start + 1, span.end)}
        things, short = Ranges(names), Ranges(places)

        def stands(start: int, end: int) -> bool:
            inside = things.around(start, end)
            if inside is not None and end - start < inside.end - inside.start:
                return False
            if (start in within_short or end in within_short) and short.cut_by(start, end):
                return False
            if end - start != 2 or start in last_characters:
                return True
            return not borders.straddles(start, end)

        titles = Ranges([Span(*m.span()) for m in TITLE.finditer(text)])
        found = list(self._standing(text, 0, len(text), stands))
        named = Ranges(zones)
        for k, term in enumerate(found):
            term.role = role_of(text, found, k, named)
            term.title = titles.around(term.start, term.end) is not None
        return FoundTerms(found, self._partnered)

    def _standing(
        self, text: str, start: int, end: int, stands: Callable[[int, int], bool]
    ) -> Iterator[Found]:
        """Terms of a range of the text that stand; one that does not may hide another after it."""
        hits = [
            Found(start + last + 1 - len(words), start + last + 1, words, says)
            for last, (words, says) in self._automaton.iter_long(text[start:end])
        ]
        for k, hit in enumerate(hits):
            if stands(hit.start, hit.end):
                yield hit
            elif hit.start + 1 < (room := hits[k + 1].start if k + 1 < len(hits) else end):
                yield from self._standing(
                    text, hit.start + 1, min(room, hit.end + _LONGEST), stands
                )


Partnered = tuple[frozenset[StrategyId], frozenset[str]]
"""Strategies about others than ours, and wordings that say something else beside a partner."""


class FoundTerms:
    """Where the terms of one text stand."""

    def __init__(self, found: list[Found], partnered: Partnered) -> None:
        self._partnered, self._partnered_words = partnered
        self._found = found
        self._starts = [term.start for term in found]

    def _within(self, span: Span) -> list[Found]:
        """Terms of a span; inside a title (《…规划》) they are names where there are others."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end, first)
        found = self._found[first:last]
        if found and found[-1].end > span.end:
            found = [term for term in found if term.end <= span.end]
        titled = [term.title for term in found]
        if True in titled and False in titled:
            found = [replace(term, role="name") if term.title else term for term in found]
        return found

    def _counting(self, says: tuple[Said, ...], beside: Collection[str]) -> tuple[Said, ...]:
        """What a wording says where `beside` is named.

        Where a partner is named, what the wording says beside it stands for what strategies about
        partners have of it otherwise (对接 with another country is no cooperation of provinces).
        """
        if not any(said.beside in beside for said in says if said.beside):
            return tuple(said for said in says if not said.beside)
        return tuple(
            said
            for said in says
            if (said.beside in beside if said.beside else said.strategy not in self._partnered)
        )

    def tags(
        self, span: Span, beside: Collection[str] = (), *, acts: bool = True
    ) -> tuple[Tag, ...]:
        """Strategies the words of a span serve, the strongest first.

        `beside` says what the span names: a unit of another province, another country. Names never
        suffice alone. A further strategy needs words of its own, that say nothing of a stronger.
        A clause that `acts` is about the words that end it, which then weigh more.
        """
        by_strategy: dict[StrategyId, list[_Row]] = {}
        for term in self._within(span):
            role = term.role if acts or term.role != "head" else ""
            partnered = term.words in self._partnered_words
            for said in self._counting(term.says, beside) if partnered else term.says:
                by_strategy.setdefault(said.strategy, []).append((term.words, said, role))
        if not by_strategy:
            return ()
        weighed = [(_weigh(rows), strategy, rows) for strategy, rows in by_strategy.items()]
        if len(weighed) > 1:
            weighed.sort(key=lambda item: -item[0].rank)
        tags: list[Tag] = []
        taken: set[str] = set()
        for weight, strategy, rows in weighed:
            if weight.rank < ENOUGH or not weight.says:
                continue
            if tags:
                own = _weigh([row for row in rows if _own(row, taken)])
                enough = ENOUGH if own.sure else MORE
                if own.rank < enough or not own.says:
                    continue
            terms = tuple(dict.fromkeys([words for words, _, _ in rows]))
            taken.update(terms)
            tags.append(Tag(strategy, round(weight.score, 2), terms))
        return tuple(tags)


_Row = tuple[str, Said, Role]
"""A wording, what it says of one strategy, and how it stands in its clause."""


def _own(row: _Row, taken: Collection[str]) -> bool:
    """Whether a wording speaks for a further strategy by itself.

    One that speaks for a stronger one too does where it is an object of both (边境城镇).
    """
    words, said, _ = row
    return not said.within and (said.kind == "object" or words not in taken)


class _Weight(NamedTuple):
    """Summed weight of wordings, the same with their roles, and whether they say something.

    `sure` where one of them is what an action is done to.
    """

    score: float
    rank: float
    says: bool
    sure: bool


def _weigh(rows: Sequence[_Row]) -> _Weight:
    """What wordings say of one strategy; each counts once however often it is said."""
    score = rank = others = 0.0
    sure = False
    counted: set[tuple[str, str]] = set()
    for words, (_, full, kind, beside, within), role in rows:
        if not full or (words, beside) in counted:
            continue
        counted.add((words, beside))
        weight = full if within else full * _WEIGHT[role]
        rank += weight
        score += min(weight, full)
        if kind != "name" and role != "name":
            others += weight
            sure = sure or (kind == "object" and role != "field")
    return _Weight(score, rank, others >= _BESIDE_NAMES, sure)
