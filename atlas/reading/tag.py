"""The strategies a measure serves, from weighted terms, with the terms that say so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

import ahocorasick

from atlas.model import Span, StrategyId, Tag
from atlas.reading.borders import Borders
from atlas.tables.records import Term

ENOUGH = 1.0
"""Summed weight from which a strategy is served."""

BESIDE = 0.4
"""Share of the strongest strategy's weight that a further one needs, up to `FULL`."""

FULL = 3.0
"""Weight beyond which more terms make a strategy no surer."""

_LONGEST = 12
"""Characters after a term that does not stand within which another may have been hidden."""


class Tagger:
    """Finds terms in a text once, then answers for any span of it.

    The longest term wins, so a figure of speech (森林“水库、粮库、钱库、碳库”) hides the words
    it is made of.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        weights: dict[str, list[tuple[StrategyId, float, str]]] = defaultdict(list)
        for term in terms:
            weights[term.term].append((term.strategy, term.weight, term.beside))
        self._automaton: Any = ahocorasick.Automaton()
        for words, rows in weights.items():
            self._automaton.add_word(words, (words, tuple(rows)))
        self._automaton.make_automaton()

    def read(
        self,
        text: str,
        names: Sequence[Span] = (),
        places: Sequence[Span] = (),
        full_names: Sequence[Span] = (),
    ) -> FoundTerms:
        """Terms of a text; those inside `names` (proper names that say nothing) are left out.

        So are those that share only their head or tail with a short name in `places` (抚[远东]极),
        and those of two characters that lie across the words of the text (绿[化工]程). Longer ones
        hardly ever do so by chance, and the segmenter often cuts them (开通/航线). A term may begin
        with the last character of a full name, which then is the short one (尚志[市场]).
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

        return FoundTerms(list(self._standing(text, 0, len(text), stands)))

    def _standing(
        self, text: str, start: int, end: int, stands: Callable[[int, int], bool]
    ) -> Iterator[Found]:
        """Terms of a range of the text that stand; one that does not may hide another after it."""
        hits = [
            (start + last + 1 - len(words), start + last + 1, words, rows)
            for last, (words, rows) in self._automaton.iter_long(text[start:end])
        ]
        for k, hit in enumerate(hits):
            if stands(hit[0], hit[1]):
                yield hit
            elif hit[0] + 1 < (room := hits[k + 1][0] if k + 1 < len(hits) else end):
                yield from self._standing(text, hit[0] + 1, min(room, hit[1] + _LONGEST), stands)


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


Found = tuple[int, int, str, tuple[tuple[StrategyId, float, str], ...]]
"""Start, end and words of a term in a text, and its (strategy, weight, beside) rows."""


class FoundTerms:
    """Where the terms of one text stand."""

    def __init__(self, found: list[Found]) -> None:
        self._found = found
        self._starts = [start for start, *_ in found]

    def tags(self, span: Span, beside: Collection[str] = ()) -> tuple[Tag, ...]:
        """Strategies the words of a span serve, the strongest first.

        `beside` says what the span names: a unit of another province, another country.
        """
        scores: dict[StrategyId, float] = {}
        said: dict[StrategyId, dict[str, None]] = {}
        for i in range(bisect_left(self._starts, span.start), len(self._found)):
            start, end, words, rows = self._found[i]
            if start >= span.end:
                break
            if end > span.end:
                continue
            for strategy, weight, needed in rows:
                if needed and needed not in beside:
                    continue
                terms = said.setdefault(strategy, {})
                if weight and words not in terms:
                    terms[words] = None
                    scores[strategy] = scores.get(strategy, 0.0) + weight
        strongest = max(scores.values(), default=0.0)
        enough = max(ENOUGH, BESIDE * min(strongest, FULL))
        return tuple(
            Tag(strategy, round(score, 2), tuple(said[strategy]))
            for strategy, score in sorted(scores.items(), key=lambda item: -item[1])
            if score >= enough
        )
