"""Words by which a strategy's measures differ from the other measures of a document.

TF-IDF with every measure a document of its own. Chinese is cut at the set terms that the engine
knows (藏粮于地, 对口合作), and only what lies between them by jieba, which would cut the terms to
pieces; English at names (Northeast Asia) and at spaces.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import rjieba

from atlas.documents import ReadDocument
from atlas.holding import kept_on_it
from atlas.model import Lang, StrategyId

MOST = 16
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]*(?:[ -][A-Z][\w-]*)*")
_WORD = re.compile(r"[A-Za-z][\w-]*\w")
_LETTERS = re.compile(r"[\w]")

Cut = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word, how many of the chosen texts hold it, and its TF-IDF there."""

    word: str
    texts: int
    score: float


def keywords(
    texts: Sequence[Sequence[str]], chosen: Collection[int], *, first: Collection[str] = ()
) -> list[Keyword]:
    """Words of the chosen texts by falling TF-IDF.

    `texts` are lists of words without stop words. A word's score is its count in the chosen texts
    times the logarithm of how rare it is among all; among equals words of `first` lead, then what
    is said earlier.
    """
    holding = Counter(word for words in texts for word in set(words))
    said: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for i in sorted(chosen):
        said.update(texts[i])
        within.update(set(texts[i]))
    order = {word: place for place, word in enumerate(said)}
    found = [
        Keyword(word, within[word], n * math.log(len(texts) / holding[word]))
        for word, n in said.items()
        if holding[word] < len(texts)
    ]
    return sorted(found, key=lambda k: (-round(k.score, 6), k.word not in first, order[k.word]))


def chinese_cut(terms: Iterable[str]) -> Cut:
    """Cut Chinese at the longest of `terms` that begins first, and elsewhere as jieba does."""
    known = sorted({t for t in terms if _is_term(t)}, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, known)) or r"(?!)")

    def cut(text: str) -> list[str]:
        words: list[str] = []
        at = 0
        for found in pattern.finditer(text):
            words += [*rjieba.cut(text[at : found.start()], True), found.group()]
            at = found.end()
        words += rjieba.cut(text[at:], True)
        # One character alone says too little to search for.
        return [word for word in words if len(word) > 1 and _LETTERS.search(word)]

    return cut


def _is_term(term: str) -> bool:
    return len(term) > 1 and term[0].isalnum() and term[-1].isalnum()


def english_cut(text: str) -> list[str]:
    """Names as they are written, every other word in lower case and without its genitive."""
    words: list[str] = []
    text, at = text.replace("'s", ""), 0
    for found in _NAME.finditer(text):
        words += [*_WORD.findall(text[at : found.start()].lower()), found.group()]
        at = found.end()
    return words + _WORD.findall(text[at:].lower())


@kept_on_it(4)
def _cut_texts(document: ReadDocument, lang: Lang) -> tuple[tuple[str, ...], ...]:
    """Words of every measure of a document, stop words left out."""
    stop = document.catalogue.about.stop_words[lang]
    cut = chinese_cut(_terms(document)) if lang == "zh" else english_cut
    statements = (document.statement(i, lang) for i in range(len(document.measures)))
    return tuple(
        tuple(word for word in cut(text) if word.lower() not in stop) for text in statements
    )


@kept_on_it(4)
def _terms(document: ReadDocument) -> frozenset[str]:
    """Set terms of the engine's tables that stand in the document."""
    catalogue, text = document.catalogue, document.reading.document.text
    known = {t.term for t in catalogue.terms if t.weight > 0}
    known |= {a.surface for a in catalogue.aliases if a.kind != "province"}
    return frozenset(term for term in known if term in text)


@kept_on_it(256)
def strategy_keywords(
    document: ReadDocument, strategy: StrategyId, lang: Lang, most: int = MOST
) -> tuple[Keyword, ...]:
    """Key words of a strategy in a document's own words, best first."""
    if not document.rows:
        # Only the built-in plan has English statements; any other document keeps its own words.
        lang = "zh"
    chosen = [i for i, m in enumerate(document.measures) if strategy in m.strategies]
    first = _terms(document) if lang == "zh" else ()
    return tuple(keywords(_cut_texts(document, lang), chosen, first=first)[:most])
