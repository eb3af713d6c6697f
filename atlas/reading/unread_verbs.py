"""Sentences that open with a verb no table knows: told to the reader, not dropped in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources

from atlas.reading.measures import Clause
from atlas.reading.wordings import Wordings

_MOST = 200
"""Openings that are looked up for one document; each is sought in the whole dictionary."""

_REST = 4
"""Characters at least that follow a verb, for it to have an object."""

_COMPLEMENTS = "好牢实足细优强紧密净亮准深透大活"
"""What makes a verb of the character before it (焊牢, 绘好)."""

_GOES_ON = "了过着于的是"
"""What right after a verb says that it has been done, or is none."""


def unread_verbs(text: str, clauses: Iterable[Clause], words: Wordings) -> Counter[str]:
    """Verbs that open a sentence which was read neither as a measure nor as a report, counted."""
    found: Counter[str] = Counter()
    looked_up: dict[str, str] = {}
    last = -1
    for clause in clauses:
        first, last = clause.sentence.span.start != last, clause.sentence.span.start
        if clause.acts or not first or clause.sentence.reports:
            continue
        start, end = clause.span.start, clause.span.end
        opening = text[start : start + 4]
        if end - start < _REST + 2 or len(looked_up) >= _MOST or _tells(text, start, end, words):
            continue
        if opening not in looked_up:
            looked_up[opening] = _verb(opening)
        verb = looked_up[opening]
        if verb and text[start + len(verb)] not in _GOES_ON:
            found[verb] += 1
    return found


def _tells(text: str, start: int, end: int, words: Wordings) -> bool:
    """Whether a clause says how things are, or leads to another."""
    if any(p.match(text, start, end) for p in (words.silent_verb, words.circumstance, words.means)):
        return True
    patterns = (words.figure, words.result, words.portrait, words.praise, words.event, words.report)
    return any(pattern.search(text, start, end) is not None for pattern in patterns)


def _verb(opening: str) -> str:
    """The verb that four characters open with, empty where they open with none."""
    for length in (4, 3, 2):
        if (kind := _kind(opening[:length])) is not None:
            return opening[:length] if kind == "v" else ""
    made = len(opening) > 1 and opening[1] in _COMPLEMENTS and _kind(opening[0]) == "v"
    return opening[:2] if made else ""


@lru_cache(maxsize=4_096)
def _kind(word: str) -> str | None:
    """The part of speech of a word in jieba's dictionary; None where it is no word."""
    rows = _dictionary()
    at = rows.find(f"\n{word} ".encode())
    if at < 0:
        return None
    return rows[at + 1 : rows.index(b"\n", at + 1)].decode().split(" ")[-1].strip()


@cache
def _dictionary() -> bytes:
    return (resources.files("jieba") / "dict.txt").read_bytes()
