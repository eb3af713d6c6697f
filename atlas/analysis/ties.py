"""Ties to partners outside the province, and the measures of a document that speak of them.

A measure speaks of a tie where its words name the partner, where they name the region the partner
lies in or stands for, or where it reaches the zone that holds the tie on our side. Nothing else
counts: a tie that no measure speaks of stays without one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from atlas.catalogue import Catalogue
from atlas.documents import ReadDocument
from atlas.holding import kept_on_it
from atlas.model import Adcode, Basis, Lang, Mention

How = Literal["partner", "zone", "region"]

HOWS: Final[tuple[How, ...]] = ("partner", "zone", "region")
"""What a measure speaks of a tie by, from the most particular on."""
STANDS_FOR_REGION: Final = "strategy_region"
"""Kind of tie whose partner only stands for its region: naming that city names another tie."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between a unit of the province and a partner outside it.

    `partner` is a six-digit code, empty outside the country; `zone` holds the tie on our side;
    `lon` and `lat` are the partner's, in degrees.
    """

    home: Adcode
    partner: str
    name_zh: str
    name_en: str
    region_zh: str
    region_en: str
    kind: str
    zone: str
    basis: Basis
    source: str
    lon: float
    lat: float
    note_zh: str
    note_en: str

    def name(self, lang: Lang) -> str:
        """Name of the partner in the reader's language."""
        return self.name_zh if lang == "zh" else self.name_en


@dataclass(frozen=True, slots=True)
class Speaking:
    """A measure that speaks of a tie: its place in the text, by what, and in which words.

    `inherited` where the words stand in an earlier clause that the measure goes on from.
    """

    measure: int
    how: How
    surface: str
    inherited: bool

    @property
    def rank(self) -> tuple[int, int]:
        """Order of strength: own words first, the most particular first."""
        return self.inherited, HOWS.index(self.how)


@cache
def ties_of(catalogue: Catalogue) -> tuple[Tie, ...]:
    """Every tie in the order of the file; a tie's place in it is its number."""
    return tuple(
        Tie(
            home=row["from"],
            partner=row["to"],
            name_zh=row["to_name_zh"],
            name_en=row["to_name_en"],
            region_zh=row["region_zh"],
            region_en=row["region_en"],
            kind=row["kind"],
            zone=row["zone"],
            basis=row["basis"],
            source=row["source"],
            lon=row["lon"],
            lat=row["lat"],
            note_zh=row["note_zh"],
            note_en=row["note_en"],
        )
        for row in catalogue.cooperation.to_dict("records")
    )


def _regions(catalogue: Catalogue, tie: Tie) -> set[str]:
    """Targets of a mention that name the region a tie's partner lies in or stands for."""
    return {
        external.id
        for external in catalogue.externals.values()
        if tie.region_zh in (external.id, external.name_zh)
    }


def _mentions(document: ReadDocument) -> dict[int, list[tuple[Mention, bool]]]:
    """Mentions of outside places per measure, and whether an earlier clause lends them.

    A measure that takes its place from one half of a compound, such as the province in a
    province-to-province pair, takes the other half with it: they are one name.
    """
    outside = [m for m in document.reading.mentions if m.kind == "external"]
    found: dict[int, list[tuple[Mention, bool]]] = {
        i: [(mention, False) for mention in outside if mention.span.overlaps(measure.span)]
        for i, measure in enumerate(document.measures)
    }
    for reason in (document.reasons[i] for i in document.in_force):
        if not reason.inherited or reason.mention is None:
            continue
        for mention in outside:
            touches = (
                mention.span.end == reason.mention.start or mention.span.start == reason.mention.end
            )
            if touches and (mention, True) not in found[reason.measure]:
                found[reason.measure].append((mention, True))
    return found


def _spoken_of(
    catalogue: Catalogue,
    document: ReadDocument,
    tie: Tie,
    mentions: dict[int, list[tuple[Mention, bool]]],
) -> Iterator[Speaking]:
    regions = _regions(catalogue, tie)
    partner = {tie.partner} - {""} if tie.kind != STANDS_FOR_REGION else set()
    for i, held in mentions.items():
        for mention, inherited in held:
            if partner & set(mention.targets):
                yield Speaking(i, "partner", mention.surface, inherited)
            elif regions & set(mention.targets):
                yield Speaking(i, "region", mention.surface, inherited)
    for reason in (document.reasons[i] for i in document.in_force):
        if tie.zone and reason.zone == tie.zone:
            yield Speaking(reason.measure, "zone", reason.surface, reason.inherited)


@kept_on_it()
def speaking_in(document: ReadDocument) -> tuple[tuple[Speaking, ...], ...]:
    """Per tie, the measures of a document that speak of it, in the document's order.

    A measure stands once, with the strongest of the ways it speaks of the tie.
    """
    mentions = _mentions(document)
    answer = []
    for tie in ties_of(document.catalogue):
        best: dict[int, Speaking] = {}
        for speaking in _spoken_of(document.catalogue, document, tie, mentions):
            known = best.get(speaking.measure)
            if known is None or speaking.rank < known.rank:
                best[speaking.measure] = speaking
        answer.append(tuple(best[i] for i in sorted(best)))
    return tuple(answer)
