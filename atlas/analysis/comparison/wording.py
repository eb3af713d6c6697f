"""How alike the wordings of measures are: rare pairs of characters they share, names left aside."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from atlas.documents import ReadDocument

GRAMS: Final = (1, 2)
"""Lengths of the runs of characters compared: a word alike in part (种薯, 薯种) counts in part."""
CELLS: Final = 2_000_000
"""Products added up at a time, and pairs of texts held: some 150 MB at most."""

FIGURE: Final = re.compile(
    r"(?:到|在|于)?\d{4}年(?:底|末)?(?:前|之前|以前)?"
    r"|[\d.,]*\d\s*[万亿]?\s*(?:%|％|‰|个百分点|平方公里|立方米|公里|公顷|千瓦|[亩吨元户人名头只家个处条座所项辆件袋倍])?"
)
_PUNCTUATION: Final = re.compile(r"[\s、，；：。！？“”‘’（）()《》—·,.;:%％]+")


def bare(text: str) -> str:
    """Words without figures, years and punctuation, single blanks where these stood."""
    return _PUNCTUATION.sub(" ", FIGURE.sub(" ", text)).strip()


def bare_wordings(document: ReadDocument) -> list[str]:
    """Each measure's words without names of units, figures, years and punctuation.

    Places are compared as places, and figures are what sharpens a measure: neither is its subject.
    """
    mentions = document.reading.mentions
    starts = [mention.span.start for mention in mentions]
    found = []
    for measure in document.measures:
        text, at = measure.text, bisect_left(starts, measure.span.start)
        own = []
        while at < len(mentions) and mentions[at].span.start < measure.span.end:
            if mentions[at].kind in ("region", "province"):
                own.append(mentions[at].surface)
            at += 1
        for surface in sorted(own, key=len, reverse=True):
            text = text.replace(surface, " ")
        # What is nothing but names and figures is compared as it stands.
        found.append(bare(text) or measure.text)
    return found


@dataclass(frozen=True, slots=True)
class Grams:
    """Runs of characters of some texts: of each occurrence its text, its run, and how often."""

    text: np.ndarray
    run: np.ndarray
    times: np.ndarray


def likeness(
    one: Sequence[str], other: Sequence[str], background: Sequence[str] = ()
) -> Iterator[tuple[int, np.ndarray]]:
    """Cosine of every text of one list with every text of another, by how rare what they share is.

    Yields blocks of rows, each as the place of its first row and an array (rows × other) of floats
    between 0 and 1, so that two long documents take no more memory than short ones. A run of
    characters weighs the more the fewer of all the texts hold it (TF-IDF, the smooth form of
    scikit-learn); `background` are texts that only count for this, so that two short documents
    know as well which words every plan has.
    """
    known: dict[str, int] = {}
    parts = [_grams(texts, known) for texts in (one, other, background)]
    held = sum(np.bincount(part.run, minlength=len(known)) for part in parts)
    rarity = np.log((1 + len(one) + len(other) + len(background)) / (1 + held)) + 1
    left, right = _weights(parts[0], rarity, len(one)), _weights(parts[1], rarity, len(other))
    order = np.argsort(parts[1].run, kind="stable")
    runs, texts, weights = parts[1].run[order], parts[1].text[order], right[order]
    first = np.searchsorted(runs, parts[0].run, "left")
    many = np.searchsorted(runs, parts[0].run, "right") - first
    begins = np.searchsorted(parts[0].text, np.arange(len(one) + 1))
    work = np.concatenate(([0], np.cumsum(many)))[begins]
    start = 0
    while start < len(one):
        most = min(start + max(1, CELLS // max(1, len(other))), len(one))
        stop = int(np.searchsorted(work, work[start] + CELLS, "right")) - 1
        stop = min(max(stop, start + 1), most)
        part = slice(begins[start], begins[stop])
        n = many[part]
        inner = np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n)
        partner = np.repeat(first[part], n) + inner
        cell = np.repeat((parts[0].text[part] - start) * len(other), n) + texts[partner]
        product = np.repeat(left[part], n) * weights[partner]
        cells = (stop - start) * len(other)
        block = np.bincount(cell, product, minlength=cells)
        yield start, np.minimum(block, 1).reshape(stop - start, len(other))
        start = stop


def _grams(texts: Sequence[str], known: dict[str, int]) -> Grams:
    text: list[int] = []
    run: list[int] = []
    times: list[int] = []
    for i, words in enumerate(texts):
        counted: dict[int, int] = {}
        for part in words.split():
            for n in GRAMS:
                for at in range(len(part) - n + 1):
                    gram = known.setdefault(part[at : at + n], len(known))
                    counted[gram] = counted.get(gram, 0) + 1
        text += [i] * len(counted)
        run += counted.keys()
        times += counted.values()
    return Grams(np.array(text, np.int64), np.array(run, np.int64), np.array(times, np.int64))


def _weights(grams: Grams, rarity: np.ndarray, texts: int) -> np.ndarray:
    """Weight of each occurrence; those of one text are a vector of length one."""
    weight = grams.times * rarity[grams.run]
    length = np.sqrt(np.bincount(grams.text, weight**2, minlength=texts))
    scaled: np.ndarray = weight / length[grams.text]
    return scaled
