"""The strategies a measure serves, from weighted terms, with the terms that say so."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

import ahocorasick

from atlas.model import Span, StrategyId, Tag
from atlas.reading.borders import Borders
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

_ENDS = re.compile(r"[^，。；：！？、“”《》\n,;]{0,8}?(?:[，。；：！？\n,;]|$)")
"""What goes on from the head of a clause to its end (…产业/高质量发展。)."""

_FIELD = re.compile(
    r"[^，。；：！？“”《》\n,;]{0,12}?(?:等|各|多|个|[^，。；等]{2})领域(?![，。；]|$)"
)
"""What goes on from a field that something is done in to what is done."""

_JOINS = frozenset("、和与及")

_STOPS = re.compile(r"[，。；：！？\n]")

_LONG_LIST = 40
"""Characters of a list within which what sums it up is looked for."""

_TITLE = re.compile(r"《[^《》\n]{1,80}》")

Role = Literal["", "head", "item", "field", "name"]


class Said(NamedTuple):
    """What one wording says of one strategy; `within` where a longer term of another holds it."""

    strategy: StrategyId
    weight: float
    kind: str
    beside: str
    within: bool


class Found(NamedTuple):
    """A term where it stands.

    `role` tells the head of a clause, a short item amid a list, a field that something is done in,
    and what stands inside a zone's name without ending it; `title` is true inside 《》.
    """

    start: int
    end: int
    words: str
    says: tuple[Said, ...]
    role: Role = ""
    title: bool = False


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
        self._automaton: Any = ahocorasick.Automaton()
        for words, says in rows.items():
            self._automaton.add_word(words, (words, (*says, *_inside(words, rows))))
        self._automaton.make_automaton()
        self._partnered = frozenset(partnered)

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
        things, short = _Ranges(names), _Ranges(places)

        def stands(start: int, end: int) -> bool:
            inside = things.around(start, end)
            if inside is not None and end - start < inside.end - inside.start:
                return False
            if (start in within_short or end in within_short) and short.cut_by(start, end):
                return False
            if end - start != 2 or start in last_characters:
                return True
            return not borders.straddles(start, end)

        titles = _Ranges([Span(*m.span()) for m in _TITLE.finditer(text)])
        found = list(self._standing(text, 0, len(text), stands))
        named = _Ranges(zones)

        def role(k: int) -> Role:
            end = found[k].end
            after = found[k + 1] if k + 1 < len(found) else None
            following = len(text) + 1 if after is None else after.start
            zone = named.around(found[k].start, end)
            ended = after is not None and not all(said.beside for said in after.says)
            if zone is not None and ended and following < zone.end:
                return "name"
            ends = _ENDS.match(text, end, end + 10)
            if ends is not None and following >= ends.end():
                return "head"
            if _FIELD.match(text, end, end + 20):
                return "field"
            if self._exemplifies(text, found, k):
                return "item"
            start = found[k].start
            amid = text[start - 1 : start] in _JOINS and text[end : end + 1] in _JOINS
            return "item" if amid and start and end - start == 2 else ""

        return FoundTerms(
            [
                term._replace(role=role(k), title=titles.around(term.start, term.end) is not None)
                for k, term in enumerate(found)
            ],
            self._partnered,
        )

    @staticmethod
    def _exemplifies(text: str, found: Sequence[Found], k: int) -> bool:
        """Whether a term is an example of what its list is summed up as (石墨等[接续产业])."""
        end = found[k].end
        summed = text.find("等", end, end + _LONG_LIST)
        if summed < 0 or _STOPS.search(text, end, summed) is not None:
            return False
        for other in found[k + 1 :]:
            if other.start > summed:
                near = other.start <= summed + 4 and not _STOPS.search(text, summed, other.start)
                return near and any(said.kind == "object" for said in other.says)
        return False

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


def _inside(words: str, rows: dict[str, list[Said]]) -> Iterator[Said]:
    """The most that shorter terms inside one say of strategies it says nothing of itself."""
    own = rows[words]
    if not any(said.weight for said in own):
        return
    strategies = {said.strategy for said in own}
    most: dict[tuple[StrategyId, str], Said] = {}
    for start in range(len(words)):
        for end in range(start + 2, len(words) + 1):
            for said in rows.get(words[start:end], ()):
                if said.strategy in strategies or not said.weight:
                    continue
                key = said.strategy, said.beside
                if key not in most or said.weight > most[key].weight:
                    most[key] = said._replace(within=True)
    yield from most.values()


class _Ranges:
    """Ranges of a text in order, none sharing a character with another."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def around(self, start: int, end: int) -> Span | None:
        """The range that a term lies in."""
        i = bisect_right(self._starts, start) - 1
        return self._spans[i] if i >= 0 and self._spans[i].end >= end else None

    def cut_by(self, start: int, end: int) -> bool:
        """Whether a term has one end inside a range and the other outside it."""
        i = bisect_right(self._starts, start) - 1
        if i >= 0 and self._spans[i].start < start < self._spans[i].end < end:
            return True
        i = bisect_left(self._starts, end) - 1
        return i >= 0 and start < self._spans[i].start < end < self._spans[i].end


class FoundTerms:
    """Where the terms of one text stand; `partnered` are strategies about others than ours."""

    def __init__(self, found: list[Found], partnered: frozenset[StrategyId]) -> None:
        self._partnered = partnered
        self._found = found
        self._starts = [term.start for term in found]

    def _within(self, span: Span) -> Iterator[tuple[Found, Role]]:
        """Terms of a span and how they stand in it.

        Those inside a title (《…规划》) are names where there are others.
        """
        found = []
        for i in range(bisect_left(self._starts, span.start), len(self._found)):
            if self._found[i].start >= span.end:
                break
            if self._found[i].end <= span.end:
                found.append(self._found[i])
        untitled = not all(term.title for term in found)
        for term in found:
            yield term, "name" if untitled and term.title else term.role

    def _counting(self, says: Sequence[Said], beside: Collection[str]) -> Iterator[Said]:
        """What a wording says where `beside` is named.

        Where a partner is named, what the wording says beside it stands for what strategies about
        partners have of it otherwise (对接 with another country is no cooperation of provinces).
        """
        partner = beside and any(said.beside in beside for said in says if said.beside)
        for said in says:
            if said.beside:
                if said.beside in beside:
                    yield said
            elif not (partner and said.strategy in self._partnered):
                yield said

    def tags(
        self, span: Span, beside: Collection[str] = (), *, acts: bool = True
    ) -> tuple[Tag, ...]:
        """Strategies the words of a span serve, the strongest first.

        `beside` says what the span names: a unit of another province, another country. Names never
        suffice alone. A further strategy needs words of its own, that say nothing of a stronger.
        A clause that `acts` is about the words that end it, which then weigh more.
        """
        by_strategy: dict[StrategyId, list[_Row]] = {}
        for term, stands in self._within(span):
            role = stands if acts or stands != "head" else ""
            for said in self._counting(term.says, beside):
                by_strategy.setdefault(said.strategy, []).append((term.words, said, role))
        weighed = [(_weigh(rows), strategy, rows) for strategy, rows in by_strategy.items()]
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
            terms = tuple(dict.fromkeys(words for words, _, _ in rows))
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
    for words, said, role in rows:
        if (words, said.beside) in counted or not said.weight:
            continue
        counted.add((words, said.beside))
        weight = said.weight * (_WEIGHT[role] if not said.within else 1.0)
        rank += weight
        score += min(weight, said.weight)
        if said.kind != "name" and role != "name":
            others += weight
            sure = sure or (said.kind == "object" and role != "field")
    return _Weight(score, rank, others >= _BESIDE_NAMES, sure)
