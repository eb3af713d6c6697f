"""What one document takes up of another: sharpened, taken up, and what stands in one alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import takewhile
from operator import or_
from typing import Final, Literal, get_args

from atlas.analysis.comparison.differences import (
    Added,
    Part,
    exact_words,
    figure_clauses,
    word_differences,
)
from atlas.analysis.comparison.matching import SUBJECT, Pair, match_measures
from atlas.analysis.reach import select
from atlas.documents import ReadDocument, is_built_in
from atlas.model import Adcode, StrategyId
from atlas.query import LOCAL, Query

State = Literal["sharpened", "taken_up"]
STATES: Final[tuple[State, ...]] = get_args(State)
MAJORITY: Final = 0.8
"""Share of a document's local measures that reach the one unit it is about."""


@dataclass(frozen=True, slots=True)
class Said:
    """A pair as it is told, seen from the document that is the base of the comparison.

    `parts` are the wordings of both in the order of the documents compared; `added` is what the
    other document says beyond the base, `left_out` what the base says and the other does not.
    `with_figures` are clauses of either that only say how much of the measure, or by when; their
    words stand in `parts` after its own.
    """

    pair: Pair
    state: State
    parts: tuple[tuple[Part, ...], tuple[Part, ...]]
    added: tuple[Added, ...]
    left_out: tuple[Added, ...]
    with_figures: tuple[tuple[int, ...], tuple[int, ...]]

    def words(self, i: int) -> str:
        """The wording of the first (0) or the second (1) document, with its clauses of figures."""
        return "".join(text for _, text in self.parts[i])


@dataclass(frozen=True)
class Reachable:
    """What of the base can be taken up by the unit that the other document is about.

    `local` are its measures that reach the unit, `wide` those for the whole province, both in the
    order of the text, and `taken` those of either that the other document takes up.
    """

    unit: Adcode
    local: tuple[int, ...]
    wide: tuple[int, ...]
    taken: frozenset[int]


@dataclass(frozen=True)
class TakingUp:
    """Two documents by meaning: pairs, and what stands in one alone, under a query's filters.

    `base` is which of the two (0 or 1) is taken up: the built-in document where one of them is,
    else the second. `alone` are measures without a partner, each document's in the order of its
    text; `units` of each document its measures' prefectures.
    """

    documents: tuple[ReadDocument, ReadDocument]
    base: int
    by_meaning: bool
    said: tuple[Said, ...]
    alone: tuple[tuple[int, ...], tuple[int, ...]]
    reachable: Reachable | None

    def of_state(self, state: State) -> tuple[Said, ...]:
        """Pairs told of as taken up, or as sharpened."""
        return tuple(one for one in self.said if one.state == state)

    @cached_property
    def matrix(self) -> Mapping[tuple[StrategyId, Adcode], tuple[int, int, int]]:
        """Per strategy and prefecture: pairs, and measures that only either document has.

        A measure counts under its first strategy, a pair under that of the base; what serves none
        is left out. Both have a pair in the prefectures that both of its measures reach, and either
        alone where its own reaches alone. The empty prefecture stands for what reaches none, as
        what is for the whole province; with such a partner a measure is shared wherever it reaches.
        """
        near = [_prefectures(document) for document in self.documents]
        cells: tuple[Counter[tuple[StrategyId, Adcode]], ...] = (Counter(), Counter(), Counter())
        for one in self.said:
            m = (one.pair.one, one.pair.other)
            reached = [near[i].get(m[i], {""}) for i in (0, 1)]
            both = reached[0] & reached[1] if all(map(any, reached)) else reached[0] ^ reached[1]
            parts = (both or {""}, reached[0] - both, reached[1] - both)
            for strategy in self.documents[self.base].measures[m[self.base]].strategies[:1]:
                for count, places in zip(cells, parts, strict=True):
                    count.update((strategy, place) for place in places)
        for i, document in enumerate(self.documents):
            for k in self.alone[i]:
                for strategy in document.measures[k].strategies[:1]:
                    for place in near[i].get(k, {""}):
                        cells[i + 1][strategy, place] += 1
        keys = {key for part in cells for key in part}
        return {key: (cells[0][key], cells[1][key], cells[2][key]) for key in sorted(keys)}


def take_up(one: ReadDocument, other: ReadDocument, query: Query) -> TakingUp:
    """Compare two documents by meaning; a filter leaves what it keeps of either document.

    Pairs are made of the whole documents, whatever is filtered, and shown where a filter keeps one
    of the two measures.
    """
    documents = (one, other)
    matching = match_measures(one, other)
    base = 0 if is_built_in(one.record.id) and not is_built_in(other.record.id) else 1
    kept = (_kept(one, query), _kept(other, query))
    shown = [p for p in matching.pairs if p.one in kept[0] or p.other in kept[1]]
    paired = ({p.one for p in matching.pairs}, {p.other for p in matching.pairs})
    said = tuple(_said(documents, pair, base, paired) for pair in shown)
    told = [paired[i] | {k for one in said for k in one.with_figures[i]} for i in (0, 1)]
    return TakingUp(
        documents,
        base,
        matching.by_meaning,
        said,
        (tuple(sorted(kept[0] - told[0])), tuple(sorted(kept[1] - told[1]))),
        _reachable(documents, base, frozenset(paired[base])),
    )


def _said(
    documents: tuple[ReadDocument, ReadDocument],
    pair: Pair,
    base: int,
    paired: tuple[set[int], set[int]],
) -> Said:
    exact, texts, figures = [], [], []
    for document, m, taken in zip(documents, (pair.one, pair.other), paired, strict=True):
        # A clause that is a measure of both documents is told as a pair of its own.
        after = tuple(takewhile(lambda k: k not in taken, figure_clauses(document, m)))  # noqa: B023
        exact.append(reduce(or_, (exact_words(document, k) for k in (m, *after))))
        texts.append("，".join(document.measures[k].text for k in (m, *after)))
        figures.append(after)
    added = exact[1 - base].beyond(exact[base])
    left_out = exact[base].beyond(exact[1 - base])
    return Said(
        pair,
        "sharpened" if added else "taken_up",
        word_differences(texts[0], texts[1]),
        added,
        left_out,
        (figures[0], figures[1]),
    )


def _kept(document: ReadDocument, query: Query) -> set[int]:
    """Measures that a query keeps; all of them, also what reaches no place, where it keeps all."""
    asked = query.without("measure")
    if not asked.filtered:
        return set(range(len(document.measures)))
    selection = select(document, asked)
    return {*selection.measures, *selection.province}


def subject_of(document: ReadDocument) -> Adcode | None:
    """The county or prefecture that a document is about; None where it is about none.

    The unit that measures without a place of their own were linked to, else the one that most of
    the local measures reach.
    """
    subjects = Counter(
        place for reason in document.reasons if reason.rule == SUBJECT for place in reason.places
    )
    if subjects:
        return subjects.most_common(1)[0][0]
    links = document.links
    local = links[links["relation"].isin(LOCAL).to_numpy()]
    n = local["m"].nunique()
    for level in ("county", "prefecture"):
        reached = local[(local[level] != "").to_numpy()].groupby(level, observed=True)["m"]
        counts = reached.nunique()
        leading = counts[counts >= MAJORITY * n]
        # What every unit shares points at none of them.
        if n > 1 and len(leading) == 1:
            return str(leading.index[0])
    return None


def _reachable(
    documents: tuple[ReadDocument, ReadDocument], base: int, taken: frozenset[int]
) -> Reachable | None:
    document, own = documents[base], documents[1 - base]
    unit = None if is_built_in(own.record.id) else subject_of(own)
    if unit is None or unit not in document.catalogue.places:
        return None
    links = document.links
    level = document.catalogue.places[unit].level
    if level == "province":
        return None
    at = links["relation"].isin(LOCAL).to_numpy() & (links[level] == unit).to_numpy()
    local = {int(m) for m in links.loc[at, "m"].unique()}
    everywhere = links[(links["relation"] == "province").to_numpy()]
    wide = {int(m) for m in everywhere["m"].unique()} - local
    anywhere = {int(m) for m in links[links["relation"].isin(LOCAL).to_numpy()]["m"].unique()}
    wide -= anywhere
    return Reachable(unit, tuple(sorted(local)), tuple(sorted(wide)), taken & (local | wide))


def _prefectures(document: ReadDocument) -> dict[int, set[Adcode]]:
    links = document.links
    near = links[links["relation"].isin(LOCAL).to_numpy() & (links["prefecture"] != "").to_numpy()]
    pairs = near[["m", "prefecture"]].drop_duplicates()
    found: dict[int, set[Adcode]] = {}
    for m, prefecture in zip(pairs["m"], pairs["prefecture"], strict=True):
        found.setdefault(int(m), set()).add(str(prefecture))
    return found
