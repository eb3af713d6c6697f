"""A reason: why a measure reaches its places, as lists and texts show it."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.model import Adcode, Basis, Precision, Relation, Span, ZoneId


@dataclass(frozen=True, slots=True)
class Reason:
    """Links of one measure that stand on the same mention, zone and basis.

    `places` are the units as named or listed, `counties` the county-level units they come to; a
    province-wide reason has the province as its place and no counties. `precision` is that of
    `places`; `precision_of` says what it is of a county among `counties`.
    """

    measure: int
    relation: Relation
    precision: Precision
    zone: ZoneId | None
    basis: Basis
    mention: Span | None
    surface: str
    inherited: bool
    rule: str
    places: tuple[Adcode, ...]
    counties: tuple[Adcode, ...]

    def precision_of(self, unit: Adcode, place: Adcode) -> Precision:
        """At which level it means a county-level unit that one of its places comes to."""
        return "prefecture" if unit and unit != place else self.precision
