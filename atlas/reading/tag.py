"""The strategies a measure serves, from weighted terms, with the terms that say so."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import ahocorasick

from atlas.model import Span, StrategyId, Tag
from atlas.records import Term

ENOUGH = 1.0
"""Summed weight from which a strategy is served."""

BESIDE = 0.4
"""Share of the strongest strategy's weight that a further one needs, up to `FULL`."""

FULL = 3.0
"""Weight beyond which more terms make a strategy no surer."""


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

    def read(self, text: str, names: Sequence[Span] = ()) -> FoundTerms:
        """Terms of a text; those inside `names` (proper names that say nothing) are left out."""
        starts = [span.start for span in names]
        found = []
        for last, (words, rows) in self._automaton.iter_long(text):
            start = last + 1 - len(words)
            i = bisect_left(starts, start + 1) - 1
            if i >= 0 and names[i].end >= last + 1 and len(words) < names[i].end - names[i].start:
                continue
            found.append((start, last + 1, words, rows))
        return FoundTerms(found)


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
