"""What a text search looks through: a measure's words, and the names of all it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from atlas.catalogue import Catalogue
from atlas.link_table import Reason
from atlas.model import Lang, Measure, ZoneId
from atlas.pairing import pair_of


class Stated(Protocol):
    """A document whose measures are stated in both languages, with the reasons for their links."""

    @property
    def measures(self) -> Sequence[Measure]:
        """Measures in the order of the text."""

    @property
    def reasons(self) -> Sequence[Reason]:
        """Why measures reach their places, each by its measure's position."""

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue it was read with."""

    def statement(self, index: int, lang: Lang) -> str:
        """A measure's words in a language."""


def searched_texts(document: Stated) -> list[str]:
    """A text for each measure: both statements, its section, zones, strategies and partner cities.

    The browser puts the same together (`frontend/query/answers.js`).
    """
    catalogue = document.catalogue
    zones: list[set[ZoneId]] = [set() for _ in document.measures]
    partners: list[dict[str, None]] = [{} for _ in document.measures]
    for reason in document.reasons:
        if reason.zone:
            zones[reason.measure].add(reason.zone)
        if reason.partner:
            pair = pair_of(catalogue, reason.places[0], reason.partner)
            partners[reason.measure] |= {pair.name_zh: None, pair.name_en: None}
    texts = []
    for i, measure in enumerate(document.measures):
        named = [catalogue.zones[z] for z in sorted(zones[i])]
        strategies = [catalogue.strategies[s] for s in measure.strategies]
        # A reader's own document has no second statement: its words are looked through once.
        said = [*dict.fromkeys((measure.text, document.statement(i, "en"))), measure.section]
        said += [x.name_zh for x in named] + [x.name_en for x in named]
        said += [x.name_zh for x in strategies] + [x.name_en for x in strategies]
        texts.append("\n".join([*said, *partners[i]]))
    return texts
