"""Zones: named areas and classes with their members, on one of the extents that they are given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from atlas.model import BASES, Adcode, Basis, Extent, Lang, ModelError, Precision, ZoneId


@dataclass(frozen=True, slots=True)
class Member:
    """A unit's membership of a zone: how sure it is, and who says so."""

    zone: ZoneId
    adcode: Adcode
    basis: Basis
    source: str
    note: str = ""

    def __post_init__(self) -> None:
        if self.basis not in BASES:
            raise ModelError(
                f"{self.zone} {self.adcode}: basis {self.basis!r} is not one of {BASES}"
            )


@dataclass(frozen=True, slots=True)
class ZoneReading:
    """One extent that a zone is given: by a source, by this project, or as another zone has it.

    `basis` is that of the list as a whole; `read_as` names the zone whose list it is where the
    basis is `equated`, else it is empty. The members of the default are the zone's own.
    """

    zone: ZoneId
    id: str
    title_zh: str
    title_en: str
    basis: Basis
    source: str
    year: str
    default: bool
    read_as: str
    note: str
    members: tuple[Member, ...]

    @property
    def value(self) -> str:
        """What an address calls it."""
        return f"{self.zone}:{self.id}"

    def title(self, lang: Lang) -> str:
        """What the list is, in the reader's language."""
        return self.title_zh if lang == "zh" else self.title_en


@dataclass(frozen=True, slots=True)
class Zone:
    """A named area, or a class of units such as county seats, with its member list.

    Of a zone whose `extent` is a site (a park, a port, a high-tech zone) the members are the units
    it lies in, as closely as the list knows.
    `origin` is the source of its name, where that is not the source of its members; else empty.
    `readings` are the extents it is given, where more is known of them than the one list; `reading`
    is the one in force, which `members` are of.
    """

    id: ZoneId
    name_zh: str
    name_en: str
    kind: Literal["zone", "class"]
    extent: Extent
    definition_zh: str
    definition_en: str
    members: tuple[Member, ...] = ()
    origin: str = ""
    readings: tuple[ZoneReading, ...] = ()
    reading: ZoneReading | None = None

    def under(self, reading: ZoneReading) -> Zone:
        """The zone on one of its readings."""
        return replace(self, members=reading.members, reading=reading)

    def name(self, lang: Lang) -> str:
        """Label in the reader's language."""
        return self.name_zh if lang == "zh" else self.name_en

    def definition(self, lang: Lang) -> str:
        """What the zone is and how its list was made, in the reader's language."""
        return self.definition_zh if lang == "zh" else self.definition_en

    @property
    def read_as(self) -> ZoneId:
        """The zone whose list it is read as; empty where it has one of its own."""
        return self.reading.read_as if self.reading else ""

    @property
    def precision(self) -> Precision:
        """At which level its list means the units that stand on it."""
        return "site" if self.extent == "site" else "unit"
