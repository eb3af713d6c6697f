"""How much reaches each place, and which measures a selection holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas.catalogue import Catalogue
from atlas.documents import ReadDocument
from atlas.model import Adcode
from atlas.query import LOCAL, Count, MapLevel, Query, allowed_values, joined

COUNTED: dict[Count, str] = {"strategies": "primary", "measures": "m", "zones": "zone"}
"""Column whose distinct values a map counts."""


def drawn_units(catalogue: Catalogue, level: MapLevel) -> list[Adcode]:
    """Units the map fills, in code order: the 121 counties or the 13 prefectures."""
    if level == "prefecture":
        return [p.adcode for p in catalogue.prefectures]
    return [c.adcode for c in catalogue.counties if c.polygon]


def count_per_unit(
    links: pd.DataFrame, units: list[Adcode], *, count: Count, level: MapLevel
) -> pd.Series:
    """Distinct strategies, measures or zones reaching each unit.

    Returns integers indexed by adcode in the order of `units`, zeros kept: a zero is a finding.
    Strategies are counted by each measure's primary one. Province-wide rows reach no single unit
    and are not counted.
    """
    unit, counted = links[level].cat, links[COUNTED[count]]
    what = counted.cat.codes if count != "measures" else counted
    nothing = _code(counted, "") if count == "zones" else -1
    reached = unit.codes.to_numpy() != _code(links[level], "")
    reached &= what.to_numpy() != nothing
    found = _distinct(unit.codes.to_numpy()[reached], what.to_numpy()[reached])
    by_unit = dict(zip(unit.categories, found.tolist(), strict=False))
    return pd.Series([by_unit.get(one, 0) for one in units], units)


def _distinct(of: np.ndarray, what: np.ndarray) -> np.ndarray:
    """How many different `what` go with 0, 1, 2, … in `of`; both whole numbers from 0 on.

    Pandas would take ten times as long over the names behind them, in every run of the script.
    """
    pairs = np.unique(of.astype(np.int64) << 32 | what)
    counts: np.ndarray = np.bincount(pairs >> 32)
    return counts


def _code(column: pd.Series, value: str) -> int:
    """Code of a value in a categorical column, -1 where it does not occur."""
    return int(column.cat.categories.get_indexer([value])[0])


@dataclass(frozen=True)
class Selection:
    """What a query comes to in one document.

    `on_map` are the link rows that colour the map (places are marked there, not filtered);
    `rows` those of the selection itself. `measures` maps each measure's position to the reasons
    it is in the selection for, in the plan's order; `province` are measures that reach nothing but
    every county alike, and are listed apart.
    """

    query: Query
    document: ReadDocument
    on_map: pd.DataFrame
    rows: pd.DataFrame
    measures: dict[int, list[int]]
    province: dict[int, list[int]]

    @property
    def counties(self) -> list[Adcode]:
        """Counties with a polygon that the selection's measures reach."""
        reached = set(self.rows["county"].unique()) - {""}
        return [u for u in drawn_units(self.document.catalogue, "county") if u in reached]


def select(document: ReadDocument, query: Query) -> Selection:
    """Apply a query to a document."""
    links = document.links
    masks = query.masks(links)
    local, province = _listed(links, query, masks)
    # A measure that names a unit beside the province is a local one with one more reason.
    m = links["m"].to_numpy()
    reaching = np.isin(m, m[local])
    return Selection(
        query,
        document,
        links[joined(masks, len(links), ignore=("place",))],
        links[local],
        _reasons(links, local | (province & reaching)),
        _reasons(links, province & ~reaching),
    )


def _listed(
    links: pd.DataFrame,
    query: Query,
    masks: Mapping[str, np.ndarray],
    ignore: tuple[str, ...] = (),
) -> tuple[np.ndarray, np.ndarray]:
    """Rows that reach single places, and province-wide rows listed beside them.

    `masks` are the query's own. Province-wide measures reach whatever place is chosen, so a choice
    of places keeps them; a choice of relations that leaves them out does not.
    """
    wide = (links["relation"] == "province").to_numpy()
    local = joined(masks, len(links), ignore=ignore) & ~wide
    asked = "relation" in ignore or query.relations == LOCAL or "province" in query.relations
    if not asked:
        return local, np.zeros(len(links), dtype=bool)
    return local, joined(masks, len(links), ignore=(*ignore, "place", "relation")) & wide


def _reasons(links: pd.DataFrame, kept: np.ndarray) -> dict[int, list[int]]:
    pairs = links[["m", "reason"]].to_numpy()[kept].tolist()
    found: dict[int, list[int]] = {}
    for m, reason in sorted({(m, reason) for m, reason in pairs}):
        found.setdefault(m, []).append(reason)
    return found


def facet_counts(document: ReadDocument, query: Query) -> dict[str, dict[str, int]]:
    """Measures the list would show for every choice of a facet, were it chosen alone; zeros kept.

    Each facet leaves its own choice out of account, so that the numbers say what a click brings.
    """
    links, allowed = document.links, allowed_values(document.catalogue)
    masks, m = query.masks(links), links["m"].to_numpy()
    counts: dict[str, dict[str, int]] = {}
    for name in ("theme", "strategy", "relation", "basis"):
        kept = np.logical_or(*_listed(links, query, masks, ignore=(name,)))
        if name == "strategy":
            # Strategies are a measure's own: one row of each measure tells them all.
            one = np.flatnonzero(kept)[np.unique(m[kept], return_index=True)[1]]
            values = allowed[name]
            found = links[values].to_numpy()[one].sum(axis=0)
        else:
            values = list(links[name].cat.categories)
            found = _distinct(links[name].cat.codes.to_numpy()[kept], m[kept])
        by_value = dict(zip(values, found.tolist(), strict=False))
        counts[name] = {value: by_value.get(value, 0) for value in allowed[name]}
    return counts
