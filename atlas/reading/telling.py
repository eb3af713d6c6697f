"""Words without which a pattern cannot be found, so that it is looked for only where one stands.

A search of a text for the words of all patterns at once costs as much as one pattern does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from re import Pattern, _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Final

from atlas.reading.automaton import automaton

_FEW: Final = 12
"""Characters of a class up to which each is a word of its own."""


class Telling:
    """Which of several patterns, by name, may be found in a stretch of a text."""

    def __init__(self, patterns: Mapping[str, Pattern[str]]) -> None:
        self._names = tuple(patterns)
        self._always = 0
        bits: dict[str, int] = {}
        for k, pattern in enumerate(patterns.values()):
            words = needed_words(pattern.pattern)
            if words is None:
                self._always |= 1 << k
            for word in words or ():
                bits[word] = bits.get(word, 0) | 1 << k
        self._automaton = automaton(bits, bits)
        self._sets: dict[int, frozenset[str]] = {}

    def among(self, text: str, start: int, end: int) -> frozenset[str]:
        """Names of the patterns that may be found in a range; no other is."""
        bits = self._always
        for _, bit in self._automaton.iter(text[start:end]):
            bits |= bit
        if bits not in self._sets:
            names = (name for k, name in enumerate(self._names) if bits >> k & 1)
            self._sets[bits] = frozenset(names)
        return self._sets[bits]


def needed_words(pattern: str) -> frozenset[str] | None:
    """Words of which one stands in every match of a pattern; None where no such words are known."""
    return _of_sequence(_parser.parse(pattern))


def around(pattern: Pattern[str], text: str, wide: int) -> Iterator[re.Match[str]]:
    """The matches of a pattern as `finditer` gives them, looked for around its words alone.

    A pattern that may begin with anything is tried at every character of a text; its words are
    found much faster. No match, with what it looks ahead to, goes on further than `wide` characters
    from one.
    """
    words = _any_of_needed(pattern)
    last = tried = 0
    for told in words.finditer(text):
        if told.start() < last:
            continue
        # What begins at or before the last word that stood alone holds that word too.
        first = max(last, tried, told.start() - wide)
        tried = told.start() + 1
        found = pattern.search(text, first, told.end() + wide)
        if found is not None and found.start() <= told.start() < found.end():
            last = found.end()
            yield found


@lru_cache(maxsize=32)
def _any_of_needed(pattern: Pattern[str]) -> Pattern[str]:
    words = needed_words(pattern.pattern)
    if words is None or any(_run_together(a, b) for a in words for b in words):
        raise ValueError(f"{pattern.pattern!r}: no words by which every match is found")
    return re.compile("|".join(map(re.escape, sorted(words))))


def _run_together(one: str, other: str) -> bool:
    """Whether one word may begin inside another, so that a search for both passes it over."""
    return any(other.startswith(one[k:]) or one[k:].startswith(other) for k in range(1, len(one)))


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The best of what the parts of a sequence need: the longest words, then the fewest."""
    found: list[frozenset[str]] = []
    word = ""
    for op, value in items:
        if op is _constants.LITERAL:
            word += chr(value)
            continue
        if word:
            found.append(frozenset((word,)))
            word = ""
        if (words := _of_part(op, value)) is not None:
            found.append(words)
    if word:
        found.append(frozenset((word,)))
    return max(found, key=lambda words: (min(map(len, words)), -len(words)), default=None)


def _of_part(op: Any, value: Any) -> frozenset[str] | None:
    if op is _constants.SUBPATTERN:
        return _of_sequence(value[-1])
    if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        return _of_sequence(value[2]) if value[0] else None
    if op is _constants.BRANCH:
        each = [_of_sequence(branch) for branch in value[1]]
        known = [words for words in each if words is not None]
        return frozenset().union(*known) if len(known) == len(each) else None
    if op is _constants.IN and len(value) <= _FEW:
        plain = all(kind is _constants.LITERAL for kind, _ in value)
        return frozenset(chr(code) for _, code in value) if plain else None
    return None
