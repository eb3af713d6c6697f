"""Documents read once and held as tables: the built-in plan, and later the reader's own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import pandas as pd

from atlas.catalogue import Catalogue, load_catalogue
from atlas.holding import Held, Memo, Noted
from atlas.language import say
from atlas.link_codes import LinkCodes
from atlas.model import RELATIONS, Adcode, Basis, Link, Measure, Reading, Relation, Span, ZoneId
from atlas.once import once
from atlas.plan import read_plan
from atlas.reading import read_text
from atlas.reading.uncollected import uncollected
from atlas.safe_text import name_shown
from atlas.store import (
    KeptDocument,
    RemovedDocument,
    StoreFault,
    UnknownDocument,
    document_store,
)
from atlas.tables.records import DocumentRow, PlanRow

HELD_CHARACTERS: Final = 1_500_000
"""Characters of readers' documents held open, all together.

A character of the densest text takes some 350 bytes, once its pages have been looked at.
"""
TABLES: Final = 20_000
"""Characters that the tables of a document weigh as much as, however short it is."""
ANSWERS: Final = 256
READERS_ANSWERS: Final = 8
"""Answers of each kind kept on the built-in plan, and on a reader's document, whose are larger."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Links of one measure that stand on the same mention, zone and basis.

    `places` are the units as named or listed, `counties` the county-level units they come to; a
    province-wide reason has the province as its place and no counties.
    """

    measure: int
    relation: Relation
    zone: ZoneId | None
    basis: Basis
    mention: Span | None
    surface: str
    inherited: bool
    rule: str
    places: tuple[Adcode, ...]
    counties: tuple[Adcode, ...]


@dataclass(frozen=True, eq=False)
class ReadDocument:
    """A reading with its statements in both languages and its links as a table.

    `rows` are the plan's rows where the document is the built-in plan, else empty.
    """

    record: DocumentRow
    reading: Reading
    catalogue: Catalogue
    rows: tuple[PlanRow, ...] = ()

    @once
    def memo(self) -> Memo:
        """What was made of it; the document stands in most of it, so the two go together."""
        return Memo(ANSWERS if self.rows else READERS_ANSWERS)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Measures in the order of the text."""
        return self.reading.measures

    @once
    def position(self) -> dict[str, int]:
        """Measure id → its place in the order of the text."""
        return {measure.id: i for i, measure in enumerate(self.measures)}

    def statement(self, index: int, lang: str) -> str:
        """A measure's words in the reader's language; the original where none were written."""
        return self.rows[index].text_en if lang == "en" and self.rows else self.measures[index].text

    def theme(self, index: int) -> str:
        """Theme of a measure, empty where the document has none."""
        return self.rows[index].theme if self.rows else ""

    @once
    def reasons(self) -> tuple[Reason, ...]:
        """Every reason of every measure, in the order of the text."""
        with uncollected():
            found = [self._reason(link, tuple(places)) for link, places in self._alike()]
            return tuple(sorted(found, key=lambda r: (r.measure, RELATIONS.index(r.relation))))

    def _alike(self) -> Iterable[tuple[Link, list[Adcode]]]:
        """Links that differ in their place alone share a reason: one of them, and their places."""
        alike: dict[tuple[object, ...], tuple[Link, list[Adcode]]] = {}
        for link in self.reading.links:
            # The ends of a span hash four times as fast as the span.
            on = (link.mention.start, link.mention.end) if link.mention is not None else None
            key = (
                link.measure,
                link.relation,
                link.zone,
                on,
                link.inherited,
                link.basis,
                link.rule,
            )
            alike.setdefault(key, (link, []))[1].append(link.place)
        return alike.values()

    def _reason(self, link: Link, places: tuple[Adcode, ...]) -> Reason:
        local = link.relation != "province"
        drawn = [c.adcode for p in places if local for c in self.catalogue.counties_of(p)]
        return Reason(
            measure=self.position[link.measure],
            relation=link.relation,
            zone=link.zone,
            basis=link.basis,
            mention=link.mention,
            surface=link.mention.text(self.reading.document.text) if link.mention else "",
            inherited=link.inherited,
            rule=link.rule,
            places=places,
            counties=tuple(dict.fromkeys(drawn)),
        )

    @once
    def links(self) -> pd.DataFrame:
        """One row per reason and county-level unit it comes to, all that `Query.apply` looks at.

        Columns: m (measure's place in the text), reason (index into `reasons`), county,
        prefecture, province and place (adcodes; the first two are empty for a province-wide
        reason), relation, zone, basis, theme, primary (strategy), text (what a search looks
        through), inherited, and one boolean column per strategy.
        """
        columns: dict[str, list[str]] = {"county": [], "prefecture": [], "place": []}
        reasons: list[int] = []
        under = {adcode: self._county_level(adcode) for adcode in self.catalogue.places}
        parent = {c.adcode: c.parent or "" for c in self.catalogue.places.values()}
        for r, reason in enumerate(self.reasons):
            for place in reason.places:
                units = ("",) if reason.relation == "province" else under[place]
                columns["county"] += units
                columns["prefecture"] += [parent.get(county, "") for county in units]
                columns["place"] += [place] * len(units)
                reasons += [r] * len(units)
        # What a row says besides its units is its reason's or its measure's: each is looked up
        # once and then taken by number, since a long text has half a million rows.
        row = np.array(reasons, dtype=np.int64)
        of = np.array([r.measure for r in self.reasons], dtype=np.int64)
        m = of[row]
        measures = range(len(self.measures))
        table = pd.DataFrame({"m": m, "reason": row})
        for name, values in columns.items():
            table[name] = pd.Categorical(values)
        home = self.catalogue.province.adcode
        table["province"] = pd.Categorical.from_codes(np.zeros(len(m), np.int8), [home])
        table["relation"] = _taken([r.relation for r in self.reasons], row)
        table["zone"] = _taken([r.zone or "" for r in self.reasons], row)
        table["basis"] = _taken([r.basis for r in self.reasons], row)
        table["theme"] = _taken([self.theme(i) for i in measures], m)
        tags = [measure.strategies for measure in self.measures]
        table["primary"] = _taken([(served or ("",))[0] for served in tags], m)
        table["text"] = _taken(self._searched(), m)
        table["inherited"] = np.array([r.inherited for r in self.reasons], dtype=bool)[row]
        for strategy in self.catalogue.strategies:
            table[strategy] = np.array([strategy in served for served in tags], dtype=bool)[m]
        return table

    @once
    def codes(self) -> LinkCodes:
        """The link table as whole numbers."""
        return LinkCodes(self.links)

    def _county_level(self, adcode: Adcode) -> tuple[Adcode, ...]:
        """County-level units a linked unit comes to, those without a polygon among them."""
        return tuple(c.adcode for c in self.catalogue.children(adcode)) or (adcode,)

    def _searched(self) -> list[str]:
        """What a text search looks through, measure by measure.

        Both statements and the names of what they reach.
        """
        zones: list[set[ZoneId]] = [set() for _ in self.measures]
        for reason in self.reasons:
            if reason.zone:
                zones[reason.measure].add(reason.zone)
        found = []
        for i, measure in enumerate(self.measures):
            named = [self.catalogue.zones[z] for z in sorted(zones[i])]
            strategies = [self.catalogue.strategies[s] for s in measure.strategies]
            # A reader's own document has no second statement: its words are looked through once.
            said = [*dict.fromkeys((measure.text, self.statement(i, "en"))), measure.section]
            said += [x.name_zh for x in named] + [x.name_en for x in named]
            said += [x.name_zh for x in strategies] + [x.name_en for x in strategies]
            found.append("\n".join(said))
        return found


def _taken(values: list[str], rows: np.ndarray) -> pd.Categorical:
    """A column of a table: for each row the value of that number, the distinct ones in order."""
    known = sorted({values[i] for i in np.unique(rows).tolist()})
    code = {value: k for k, value in enumerate(known)}
    codes = np.array([code.get(value, -1) for value in values], dtype=np.int64)
    return pd.Categorical.from_codes(codes[rows], known)


def is_built_in(document_id: str) -> bool:
    """Whether a document comes with the data, and so is nobody's to remove."""
    return document_id in load_catalogue().documents


def open_document(document_id: str) -> ReadDocument:
    """A document by its id: the built-in plan, or one a reader keeps.

    Whether a reader's document still stands is asked of the store each time, since another process
    may have removed it. Raises `UnknownDocument`, `RemovedDocument` or `StoreFault`.
    """
    if is_built_in(document_id):
        return _open_built_in(document_id)
    if _KEPT.find(document_id) is not None and _standing(document_id) != "kept":
        _KEPT.drop([document_id])
    document = _KEPT.get(document_id)
    _USED.note(document_id)
    return document


@cache
def _open_built_in(document_id: str) -> ReadDocument:
    catalogue = load_catalogue()
    record = catalogue.documents[document_id]
    return ReadDocument(record, read_plan(catalogue), catalogue, tuple(catalogue.plan))


def _open_kept(document_id: str) -> ReadDocument:
    """A reader's document, read again from its text."""
    kept = document_store().open(document_id)
    catalogue = load_catalogue()
    reading = read_text(
        kept.text,
        catalogue,
        title=kept.title,
        document_id=kept.id,
        encoding=kept.encoding,
        sha256=kept.sha256,
        headings=[Span(start, end) for start, end in json.loads(kept.headings)],
    )
    # Reading takes seconds, in which it may have been removed.
    standing = _standing(document_id)
    if standing != "kept":
        raise (RemovedDocument if standing == "removed" else UnknownDocument)(document_id)
    return ReadDocument(_record(kept), reading, catalogue)


def _standing(document_id: str) -> str:
    return document_store().standing([document_id])[document_id]


_KEPT: Final = Held(
    _open_kept,
    weigh=lambda document: len(document.reading.document.text) + TABLES,
    most=HELD_CHARACTERS,
    # What was made of a document refers to it: neither would go before the collector comes round.
    let_go=lambda document: document.memo.clear(),
)
_USED: Final = Noted()


def _record(kept: KeptDocument) -> DocumentRow:
    # Again here: documents of long ago were kept under whatever title their file gave.
    title = name_shown(kept.title) or kept.id
    return DocumentRow(
        id=kept.id,
        title_zh=title,
        title_en=title,
        publisher_zh=say("read.publisher", "zh"),
        publisher_en=say("read.publisher", "en"),
        date="",
        source="",
    )


def drop_removed() -> None:
    """Let go of what is held of documents that no longer stand, whoever removed them."""
    standing = document_store().standing(_KEPT.names())
    _KEPT.drop(name for name, stands in standing.items() if stands != "kept")


def note_used() -> None:
    """Tell the store which documents were used since this was last called."""
    used = _USED.take()
    try:
        document_store().note_use(used)
    except StoreFault:
        _USED.note(*used)
        raise


def drop_document(document_id: str) -> None:
    """Let go of what is held of one document, which was removed."""
    _KEPT.drop([document_id])


def forget_kept() -> None:
    """Let go of every reader's document that is held."""
    _KEPT.drop(_KEPT.names())
