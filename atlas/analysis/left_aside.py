"""What a filter by the basis of lists leaves aside, which is said beside it."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.analysis.reach import Selection, select
from atlas.model import BASES


@dataclass(frozen=True, slots=True)
class LeftAside:
    """Measures that no list of the bases chosen leads anywhere: how many, and by which lists.

    `kind` is `inferred` or `equated` where only such lists, or such and less sure ones, are left
    out, else `other`.
    """

    measures: int
    kind: str


def left_aside(selection: Selection) -> LeftAside | None:
    """What the query's choice of bases leaves aside; None where it leaves nothing."""
    query = selection.query
    if not query.bases:
        return None
    every = select(selection.document, query.without("basis"))
    n = len({*every.measures, *every.province} - {*selection.measures, *selection.province})
    if not n:
        return None
    out = [basis for basis in BASES if basis not in query.bases]
    kinds = {tuple(BASES[i:]): BASES[i] for i in (-1, -2)}
    return LeftAside(n, kinds.get(tuple(out), "other"))
