"""Measures of two documents that mean the same: paired where strategy, place and wording agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from atlas.analysis.comparison.wording import bare_wordings, likeness
from atlas.documents import ReadDocument, open_document
from atlas.province import built_in_document
from atlas.query import LOCAL

PlaceAgreement = Literal["same", "within", "open", "apart"]
"""The same units, those of one within the other's, nothing that the words of both say, or other
units, which only equal wordings may have."""
StrategyAgreement = Literal["shared", "open", "apart"]
"""A strategy that both serve, none told of one of them, or none that both serve."""

THRESHOLD: Final = 0.51
"""Score from which two measures are the same one; set on the first half of the labelled pairs."""
SAME_PLACE: Final = 0.15
WITHIN: Final = 0.05
APART: Final = -0.15
"""What agreement of places adds to the likeness of wording, and strategies apart take from it.

Measures whose words name units apart are never the same; a strategy that both serve adds nothing,
for it is the words that say so.
"""
OVERLAP: Final = 0.5
"""Share of the units of both, or of the smaller of both, from which places agree."""
SUBJECT: Final = "document-subject"
"""The rule by which a measure reaches a unit only since the whole document is about it."""
MOST_CELLS: Final = 25_000_000
"""Possible pairs looked at; longer documents are compared word for word alone."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A measure of one document and the measure of the other that means the same.

    Both are given by their place in their text. `wording` is the likeness of the words, from 0 to
    1; with the agreement of places and strategies it makes the `score`.
    """

    one: int
    other: int
    wording: float
    score: float
    places: PlaceAgreement
    strategies: StrategyAgreement


@dataclass(frozen=True)
class Matching:
    """Pairs of measures in the order of the first text; each measure stands in one pair at most.

    `by_meaning` is false where the documents were too long for more than equal wording.
    """

    pairs: tuple[Pair, ...]
    by_meaning: bool = True


@dataclass(frozen=True)
class _Features:
    """Of each measure the units it reaches and the strategies it serves, as rows of 0 and 1.

    `named` are the measures that reach them by their own words, not as what the document is about.
    """

    units: np.ndarray
    named: np.ndarray
    strategies: np.ndarray

    def at(self, m: int) -> _Features:
        """Those of one measure."""
        part = slice(m, m + 1)
        return _Features(self.units[part], self.named[part], self.strategies[part])


def match_measures(one: ReadDocument, other: ReadDocument) -> Matching:
    """Pair the measures of two documents: what is word for word the same, then best first.

    Of pairs that score alike, the one that stands first in the texts is made.
    """
    equal = _word_for_word(one, other)
    if len(one.measures) * len(other.measures) > MOST_CELLS:
        return Matching(equal, by_meaning=False)
    taken: tuple[set[int], set[int]] = (set(), set())
    made = []
    for pair in (*equal, *alike(one, other)):
        if pair.one in taken[0] or pair.other in taken[1]:
            continue
        taken[0].add(pair.one)
        taken[1].add(pair.other)
        made.append(pair)
    return Matching(tuple(sorted(made, key=lambda pair: pair.one)))


def alike(one: ReadDocument, other: ReadDocument) -> list[Pair]:
    """Every two measures that agree enough to be one, best first, though each may stand in many."""
    features = _features(one), _features(other)
    found = [
        pair
        for start, wording in likeness(
            bare_wordings(one), bare_wordings(other), bare_wordings(_background())
        )
        for pair in _scored(start, wording, *features)
    ]
    return sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))


def _background() -> ReadDocument:
    """The built-in plan: which words every plan has is not to hang on two short texts."""
    return open_document(built_in_document())


def _word_for_word(one: ReadDocument, other: ReadDocument) -> tuple[Pair, ...]:
    """Measures with the same id, which is made from the words, wherever they are for."""
    both = [(i, other.position.get(measure.id)) for i, measure in enumerate(one.measures)]
    equal = [(i, j) for i, j in both if j is not None]
    if not equal:
        return ()
    features = _features(one), _features(other)
    return tuple(
        Pair(i, j, 1.0, 1.0, *_agreement(features[0].at(i), features[1].at(j))) for i, j in equal
    )


def _agreement(one: _Features, other: _Features) -> tuple[PlaceAgreement, StrategyAgreement]:
    """How places and strategies of two measures agree."""
    same, within, elsewhere = (bool(cell[0, 0]) for cell in _places(one.units, other.units))
    apart = elsewhere and bool(one.named[0] and other.named[0])
    shared = bool((one.strategies @ other.strategies.T)[0, 0])
    told = bool(one.strategies.any() and other.strategies.any())
    return (
        "same" if same else "within" if within else "apart" if apart else "open",
        "shared" if shared else "apart" if told else "open",
    )


def _features(document: ReadDocument) -> _Features:
    links, catalogue = document.links, document.catalogue
    local = links[links["relation"].isin(LOCAL).to_numpy() & (links["county"] != "").to_numpy()]
    at = {county.adcode: i for i, county in enumerate(catalogue.counties)}
    units = np.zeros((len(document.measures), len(at)), dtype=np.float32)
    units[local["m"].to_numpy(dtype=int), [at[county] for county in local["county"]]] = 1
    named = np.zeros(len(document.measures), dtype=bool)
    for reason in document.reasons:
        named[reason.measure] |= reason.rule != SUBJECT
    known = {strategy: i for i, strategy in enumerate(catalogue.strategies)}
    served = np.zeros((len(document.measures), len(known)), dtype=np.float32)
    for m, measure in enumerate(document.measures):
        served[m, [known[strategy] for strategy in measure.strategies]] = 1
    return _Features(units, named, served)


def _scored(start: int, wording: np.ndarray, one: _Features, other: _Features) -> list[Pair]:
    """Pairs of a block of rows that score enough."""
    rows = slice(start, start + len(wording))
    shared = one.strategies[rows] @ other.strategies.T > 0
    told = np.outer(one.strategies[rows].sum(axis=1), other.strategies.sum(axis=1)) > 0
    apart = told & ~shared
    same, within, elsewhere = _places(one.units[rows], other.units)
    score = wording + np.where(apart, APART, 0) + np.where(same, SAME_PLACE, 0)
    score += np.where(within, WITHIN, 0)
    found: np.ndarray = score >= THRESHOLD
    found &= ~(elsewhere & one.named[rows][:, None] & other.named)
    return [
        Pair(
            int(start + i),
            int(j),
            round(float(wording[i, j]), 4),
            round(float(score[i, j]), 4),
            "same" if same[i, j] else "within" if within[i, j] else "open",
            "shared" if shared[i, j] else "apart" if apart[i, j] else "open",
        )
        for i, j in np.argwhere(found)
    ]


def _places(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which measures reach the same units, which some of the other's, and which units apart."""
    both = one @ other.T
    sizes = one.sum(axis=1)[:, None], other.sum(axis=1)[None, :]
    smaller = np.minimum(*sizes)
    same = (smaller > 0) & (both >= OVERLAP * (sizes[0] + sizes[1] - both))
    within = (smaller > 0) & ~same & (both >= OVERLAP * smaller)
    return same, within, (smaller > 0) & ~same & ~within
