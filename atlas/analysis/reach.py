"""How much reaches each place, and which measures a selection holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas.catalogue import Catalogue
from atlas.documents import ReadDocument
from atlas.model import Adcode
from atlas.query import LOCAL, Count, MapLevel, Query, allowed_values

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
    column = COUNTED[count]
    reached = links.loc[links["county"].cat.codes.to_numpy() >= 0, [level, column]]
    reached = reached[reached[level] != ""]
    if count == "zones":
        reached = reached[reached["zone"] != ""]
    distinct = reached.drop_duplicates()
    counted = distinct[level].value_counts()
    return counted.reindex(units).fillna(0).astype(int)


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
    local, province = _listed(links, query)
    # A measure that names a unit beside the province is a local one with one more reason.
    reaching = links["m"].isin(links.loc[local, "m"]).to_numpy()
    return Selection(
        query,
        document,
        query.apply(links, ignore=("place",)),
        links[local],
        _reasons(links[local | (province & reaching)]),
        _reasons(links[province & ~reaching]),
    )


def _listed(
    links: pd.DataFrame, query: Query, ignore: tuple[str, ...] = ()
) -> tuple[np.ndarray, np.ndarray]:
    """Rows that reach single places, and province-wide rows listed beside them.

    Province-wide measures reach whatever place is chosen, so a choice of places keeps them; a
    choice of relations that leaves them out does not.
    """
    wide = (links["relation"] == "province").to_numpy()
    local = query.mask(links, ignore=ignore) & ~wide
    asked = "relation" in ignore or query.relations == LOCAL or "province" in query.relations
    if not asked:
        return local, np.zeros(len(links), dtype=bool)
    return local, query.mask(links, ignore=(*ignore, "place", "relation")) & wide


def _reasons(rows: pd.DataFrame) -> dict[int, list[int]]:
    pairs = rows[["m", "reason"]].drop_duplicates().sort_values(["m", "reason"])
    found: dict[int, list[int]] = {}
    for m, reason in zip(pairs["m"].tolist(), pairs["reason"].tolist(), strict=True):
        found.setdefault(m, []).append(reason)
    return found


def facet_counts(document: ReadDocument, query: Query) -> dict[str, dict[str, int]]:
    """Measures the list would show for every choice of a facet, were it chosen alone; zeros kept.

    Each facet leaves its own choice out of account, so that the numbers say what a click brings.
    """
    catalogue, links = document.catalogue, document.links
    counts: dict[str, dict[str, int]] = {}
    for name, values in allowed_values(catalogue).items():
        if name not in ("strategy", "theme", "relation", "basis"):
            continue
        rows = links[np.logical_or(*_listed(links, query, ignore=(name,)))]
        if name == "strategy":
            counts[name] = {s: int(rows.loc[rows[s].to_numpy(), "m"].nunique()) for s in values}
        else:
            distinct = rows[["m", name]].drop_duplicates()[name].value_counts()
            counts[name] = {v: int(distinct.get(v, 0)) for v in values}
    return counts
