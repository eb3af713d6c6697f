"""Pairs of cities by which an agreement of two provinces is carried, each prefecture with its own.

`data/cooperation.csv` has both: the tie of the province to another one, and ties of its prefectures
to cities of that one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from atlas.catalogue import Catalogue
from atlas.model import Adcode, Basis, Lang, Link, Measure, Mention, Span

OF_PROVINCES: Final = "paired_province"
OF_CITIES: Final = "paired_city"
ROLE: Final = "pairing"
"""Role of the rows of `wordings.csv` by which a text says that two provinces are paired."""


_FAR: Final = 30
"""Measures of one sentence beyond which no clause is looked at for what it names."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A prefecture and its partner outside, by its code; how sure that is, and who says so."""

    home: Adcode
    partner: str
    name_zh: str
    name_en: str
    basis: Basis
    source: str

    def name(self, lang: Lang) -> str:
        """Name of the partner in the reader's language."""
        return self.name_zh if lang == "zh" else self.name_en


@dataclass(frozen=True, slots=True)
class ProvincePairing:
    """The pairing with one other province: targets of mentions that name it, and its pairs."""

    named_as: frozenset[str]
    pairs: tuple[Pair, ...]


@cache
def province_pairings(catalogue: Catalogue) -> tuple[ProvincePairing, ...]:
    """Pairings of the province that pairs of cities carry, in the order of the file."""
    ties = catalogue.cooperation.to_dict("records")
    found = []
    for tie in ties:
        if tie["kind"] != OF_PROVINCES or tie["from"] != catalogue.province.adcode:
            continue
        region = tie["region_zh"]
        known = {e.id for e in catalogue.externals.values() if region in (e.id, e.name_zh)}
        pairs = tuple(
            Pair(
                one["from"],
                one["to"],
                one["to_name_zh"],
                one["to_name_en"],
                one["basis"],
                one["source"],
            )
            for one in ties
            if one["kind"] == OF_CITIES and one["region_zh"] == region
        )
        if pairs:
            found.append(ProvincePairing(frozenset(known | {tie["to"]}), pairs))
    return tuple(found)


@cache
def pair_of(catalogue: Catalogue, home: Adcode, partner: str) -> Pair:
    """The pair of a prefecture with one partner."""
    pairs = (pair for pairing in province_pairings(catalogue) for pair in pairing.pairs)
    return next(pair for pair in pairs if (pair.home, pair.partner) == (home, partner))


@cache
def pairing_words(catalogue: Catalogue) -> re.Pattern[str]:
    """Words by which a text speaks of a pairing, beside the names of both provinces."""
    rows = [row.pattern for row in catalogue.wordings if row.role == ROLE]
    return re.compile("|".join(rows) or "(?!)")


class PairLinker:
    """Links by pairs of cities, beside those to the province, of the measures of one text."""

    def __init__(self, mentions: Sequence[Mention], catalogue: Catalogue) -> None:
        self.pairings = [
            (pairing, outside)
            for pairing in province_pairings(catalogue)
            if (outside := [m.span for m in mentions if pairing.named_as.intersection(m.targets)])
        ]
        self.halves = {m.span for m in mentions if m.rule == "pair"} if self.pairings else set()
        self.words = pairing_words(catalogue)

    def links(self, measures: Sequence[Measure], i: int, others: Sequence[Link]) -> list[Link]:
        """Links to the prefectures of the pairings that a measure speaks of, by its `others`."""
        found: list[Link] = []
        for pairing, outside in self.pairings:
            for link in (one for one in others if one.relation == "province"):
                if at := self._speaks(measures, i, link, outside):
                    found += _paired(link, pairing, at)
                    break
        return found

    def _speaks(
        self, measures: Sequence[Measure], i: int, link: Link, outside: Sequence[Span]
    ) -> Span | None:
        """Where a measure that addresses the province speaks of its pairing, None where nowhere.

        By one name for both provinces, or by words for a pairing beside the name of the other: in
        the clause that names the province, else in its own.
        """
        at = link.mention
        if at in self.halves and any(at.end == o.start or o.end == at.start for o in outside):
            return at
        clause = measures[i]
        if at is not None and not clause.span.contains(at):
            before = (measures[k] for k in range(i, max(-1, i - _FAR), -1))
            clause = next((one for one in before if one.span.contains(at)), clause)
        named = next((span for span in outside if clause.span.contains(span)), None)
        return (at or named) if named and self.words.search(clause.text) else None


def _paired(link: Link, pairing: ProvincePairing, at: Span) -> list[Link]:
    """Links to the prefectures of a pairing, beside one to the province."""
    return [
        Link(
            link.measure,
            pair.home,
            "pair",
            "unit",
            None,
            at,
            link.inherited,
            pair.basis,
            "paired-cities",
            pair.partner,
        )
        for pair in pairing.pairs
    ]
