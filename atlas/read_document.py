"""A document that was read: its measures in both languages, its links as a table, its review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from atlas.catalogue import Catalogue
from atlas.contract.review import MeasureState
from atlas.holding import Memo
from atlas.link_codes import LinkCodes
from atlas.link_table import (
    Reason,
    find_other_reasons,
    find_reasons,
    link_table,
    sentence_places,
)
from atlas.model import Measure, Reading
from atlas.once import once
from atlas.review import Reviewed
from atlas.searched_texts import searched_texts
from atlas.tables.records import DocumentRow, PlanRow

ANSWERS: Final = 256
READERS_ANSWERS: Final = 8
BUILT_IN_UNDER: Final = 16
"""Answers of each kind kept on the built-in plan, and on a reader's document, whose are larger; and
choices of readings under which the built-in plan is kept."""


@dataclass(frozen=True, eq=False)
class ReadDocument:
    """A reading with its statements in both languages and its links as a table.

    `rows` are the plan's rows where the document is the built-in plan, else empty. `readings` are
    those of zones that are chosen instead of the default; `plain` is then the document without.
    `reviewed` is how `reading` came about where people have changed what the engine read, and
    `version` the number of their last change, else 0. `edition` counts what the keeper of a
    reader's document has said of it as a whole.
    """

    record: DocumentRow
    reading: Reading
    catalogue: Catalogue
    rows: tuple[PlanRow, ...] = ()
    readings: tuple[str, ...] = ()
    plain: ReadDocument | None = None
    reviewed: Reviewed | None = None
    version: int = 0
    edition: int = 0

    @once
    def memo(self) -> Memo:
        """What was made of it; the document stands in most of it, so the two go together."""
        return Memo(ANSWERS if self.rows and not self.plain else READERS_ANSWERS)

    def under(self, readings: tuple[str, ...]) -> ReadDocument:
        """The document with zones on the readings chosen: its links, and members in its catalogue.

        Reasons keep their numbers, so that what names one by its number holds on every reading.
        """
        plain = self.plain or self
        if readings == self.readings:
            return self
        if not readings:
            return plain

        def made() -> ReadDocument:
            catalogue = plain.catalogue.under(readings)
            return replace(plain, catalogue=catalogue, readings=readings, plain=plain)

        # The table of a reader's document may hold half a million rows.
        most = BUILT_IN_UNDER if self.rows else 1
        return plain.memo.find_or_make("under readings", readings, most, made)

    @once
    def measures(self) -> tuple[Measure, ...]:
        """Measures in the order of the text; what only describes is none."""
        return self.reading.asking

    @property
    def asset(self) -> str:
        """What the browser asks for it by: its id, and after which change it is meant."""
        return f"{self.record.id}~{self.version}" if self.version else self.record.id

    @once
    def states(self) -> tuple[MeasureState, ...]:
        """Of each measure whether it stands as the engine proposed it, or what people said."""
        if self.reviewed is None:
            proposed: MeasureState = "proposed"
            return (proposed,) * len(self.measures)
        return tuple(one.state for one in self.reviewed.measures if one.measure.acts)

    @once
    def position(self) -> dict[str, int]:
        """Measure id → its place in the order of the text."""
        return {measure.id: i for i, measure in enumerate(self.measures)}

    @once
    def sentences(self) -> tuple[int, ...]:
        """Of each measure its sentence, by its place among those that hold any."""
        return sentence_places(self.measures)

    def statement(self, index: int, lang: str) -> str:
        """A measure's words in the reader's language; the original where none were written."""
        return self.rows[index].text_en if lang == "en" and self.rows else self.measures[index].text

    def theme(self, index: int) -> str:
        """Theme of a measure, empty where the document has none."""
        return self.rows[index].theme if self.rows else ""

    @once
    def reasons(self) -> tuple[Reason, ...]:
        """Every reason of every measure, in the order of the text.

        Where readings are chosen, those on every reading; `in_force` says which hold.
        """
        if self.plain:
            return self.plain.every_reason
        return find_reasons(self.reading, self.catalogue)

    @once
    def every_reason(self) -> tuple[Reason, ...]:
        """The reasons on the defaults of zones, then those on their other readings."""
        if self.plain:
            return self.plain.every_reason
        return (*self.reasons, *find_other_reasons(self.reasons, self.catalogue))

    @once
    def in_force(self) -> Sequence[int]:
        """Numbers of the reasons that hold on the readings chosen, in the order of the text."""
        if not self.plain:
            return range(len(self.reasons))
        instead = {reading.partition(":")[0] for reading in self.readings}
        holding = [
            i
            for i, reason in enumerate(self.reasons)
            if (reason.reading in self.readings if reason.reading else reason.zone not in instead)
        ]
        return sorted(holding, key=lambda i: (self.reasons[i].measure, i))

    @once
    def links(self) -> pd.DataFrame:
        """One row per reason and county-level unit it comes to, all that `Query.apply` looks at.

        Columns: m (measure's place in the text), sentence (its sentence's place there), reason
        (index into `reasons`), county, prefecture, province and place (adcodes; the first two are
        empty for a province-wide reason), relation, precision (at which level the county is
        meant), precision_prefecture (at which level its prefecture is: a list of some of its
        counties is its own), zone, basis,
        theme, primary (strategy), text (what a search looks through), inherited, and one boolean
        column per strategy.
        """
        themes = [self.theme(i) for i in range(len(self.measures))]
        return link_table(
            [self.reasons[i] for i in self.in_force],
            self.measures,
            themes,
            searched_texts(self.plain or self),
            self.catalogue,
            numbers=self.in_force,
        )

    @once
    def codes(self) -> LinkCodes:
        """The link table as whole numbers."""
        return LinkCodes(self.links)
