"""Which units a document reaches, through what, and which it leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from atlas.analysis.reach import COUNTED, Meant, Selection, count_meant, meaning_units
from atlas.catalogue import Catalogue
from atlas.documents import ReadDocument
from atlas.holding import kept_on_it
from atlas.link_codes import LinkCodes, distinct
from atlas.model import BASES, Adcode, Basis, Relation
from atlas.once import once
from atlas.query import DEFAULT, LOCAL, REACHING, Count, MapLevel, Query

MOST_COLUMNS = 500
"""Columns of measures or sentences; nobody scrolls through more, and a page of them is slow."""

SURE: tuple[Basis, ...] = tuple(basis for basis in BASES if basis != "inferred")
"""Bases that rest on a text or a list that somebody published; `inferred` is this project's own."""


@lru_cache(maxsize=8)
def unit_table(catalogue: Catalogue, level: MapLevel) -> pd.DataFrame:
    """Units of one level in code order, indexed by adcode.

    Columns: level, parent (adcode), kind, drawn (has a boundary). County level holds the four
    districts without a boundary too, which have links and figures like any other.
    """
    units = catalogue.prefectures if level == "prefecture" else catalogue.counties
    rows = [(p.adcode, level, p.parent, p.kind, p.polygon) for p in units]
    table = pd.DataFrame(rows, columns=["adcode", "level", "parent", "kind", "drawn"])
    return table.set_index("adcode")


def coverage_matrix(
    links: pd.DataFrame,
    places: pd.DataFrame,
    *,
    by: Count = "strategies",
    columns: Sequence[str | int] | None = None,
) -> pd.DataFrame:
    """Count measures per place and strategy, sentence, measure or zone.

    `places` is a `unit_table`. Returns a (places × columns) frame of integers, zeros kept: a zero
    is a finding. Columns are strategy ids, zone ids, or places of sentences or measures in the
    text; without `columns` they are all that the links know. A measure that serves two strategies
    counts in both columns, so a row may add up to more than its measures. Province-wide links are
    left out; they reach every row alike.
    """
    table = ReachTable(links, places, by=by, columns=columns)
    return table.frame(table.count())


class ReachTable:
    """Rows and columns of a coverage matrix, and the links as places in it.

    Several matrices of the same rows and columns are counted from parts of the links: slicing the
    arrays here takes a tenth of what slicing the frame would.
    """

    def __init__(
        self,
        links: pd.DataFrame,
        places: pd.DataFrame,
        *,
        by: Count,
        columns: Sequence[str | int] | None = None,
    ) -> None:
        self.columns = _known_columns(links, by) if columns is None else list(columns)
        self.index, self.by = places.index, by
        self.unit, self.m = _positions(links, places), links["m"].to_numpy()
        self.size = int(self.m.max()) + 1 if len(links) else 0
        named = {"zones": "zone", "sentences": "sentence"}.get(by)
        self.column = _looked_up(links[named], pd.Index(self.columns)) if named else None
        served = len(self.columns) if by == "strategies" else 0
        self.served = np.zeros((self.size, served), dtype=int)
        if by == "strategies":
            self.served[self.m] = links[self.columns].to_numpy()

    def count(self, part: np.ndarray | bool = True) -> np.ndarray:
        """Measures per row and column, from the links that a boolean array holds."""
        here = (self.unit >= 0) & part
        if self.column is not None:
            here &= self.column >= 0
            cells = len(self.index) * len(self.columns)
            cell = self.unit[here] * len(self.columns) + self.column[here]
            counted = np.zeros(cells, dtype=int)
            found = distinct(cell, self.m[here])
            counted[: len(found)] = found
            return counted.reshape(len(self.index), len(self.columns))
        reached = self.reached(here)
        if self.by == "measures":
            # A measure is a column of its own: there is nothing to add up.
            known = [column for column, m in enumerate(self.columns) if int(m) < self.size]
            cells_reached = np.zeros((len(self.index), len(self.columns)), dtype=int)
            cells_reached[:, known] = reached[:, [int(self.columns[column]) for column in known]]
            return cells_reached
        return reached @ self.served

    def reached(self, part: np.ndarray | bool = True) -> np.ndarray:
        """Boolean array, rows × measures: which measure reaches which row."""
        here = (self.unit >= 0) & part
        reached = np.zeros((len(self.index), self.size), dtype=bool)
        reached[self.unit[here], self.m[here]] = True
        return reached

    def measures(self, part: np.ndarray | bool = True) -> pd.Series:
        """Measures that reach each row, each counted once; zeros kept."""
        return pd.Series(self.reached(part).sum(axis=1), index=self.index)

    def frame(self, counted: np.ndarray) -> pd.DataFrame:
        """An array of rows × columns under its names."""
        return pd.DataFrame(counted, index=self.index, columns=pd.Index(self.columns, dtype=object))


def _positions(links: pd.DataFrame, places: pd.DataFrame) -> np.ndarray:
    """Row of a unit table that each link reaches; -1 for none of them, as province-wide links."""
    return _looked_up(links[str(places["level"].iloc[0])], places.index)


def _looked_up(column: pd.Series, among: pd.Index) -> np.ndarray:
    """Place of each value among others, -1 where it is not there."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        # Looking up some hundred categories beats looking up every link.
        rows = among.get_indexer(column.cat.categories)
        codes = column.cat.codes.to_numpy()
        found: np.ndarray = np.where(codes >= 0, rows[codes], -1)
        return found
    return np.asarray(among.get_indexer(column))


def _known_columns(links: pd.DataFrame, by: Count) -> list[str | int]:
    if by == "strategies":
        return list(strategy_columns(links))
    local = local_links(links)
    if by == "measures":
        return sorted(int(m) for m in local["m"].unique())
    if by == "sentences":
        return sorted(int(sentence) for sentence in local["sentence"].unique())
    return sorted({str(zone) for zone in local["zone"].unique()} - {""})


def strategy_columns(links: pd.DataFrame) -> list[str]:
    """Columns of a link table that stand for strategies."""
    return [str(name) for name in links.select_dtypes("bool").columns if name != "inherited"]


def local_links(links: pd.DataFrame) -> pd.DataFrame:
    """Links that reach single units; province-wide ones reach every unit alike."""
    return links[(links["relation"] != "province").to_numpy()]


def uncovered_counties(links: pd.DataFrame, places: pd.DataFrame) -> list[Adcode]:
    """Units of a `unit_table` that none of the links reaches below province level, in its order.

    Of a document's explicit links alone these are the units that nothing names.
    """
    level = str(places["level"].iloc[0])
    reached = set(local_links(links)[level].unique())
    return [adcode for adcode in places.index if adcode not in reached]


@dataclass(frozen=True)
class LeftOut:
    """Units that a whole document leaves out, whatever part of it is looked at.

    `named` are the units that its text names by their full or short name, `short` those that it
    mentions by an abbreviation alone; `unnamed` the statutory county-level units it neither names
    nor names the prefecture of; `unreached` those that nothing
    reaches but province-wide measures, `wider` those that no measure means themselves, reached
    with their prefecture or by a site in them alone, and `unsure` those that only lists inferred
    by this project reach.
    """

    named: tuple[Adcode, ...]
    short: tuple[Adcode, ...]
    unnamed: tuple[Adcode, ...]
    unreached: tuple[Adcode, ...]
    wider: tuple[Adcode, ...]
    unsure: tuple[Adcode, ...]


def left_out(document: ReadDocument) -> LeftOut:
    """What a document leaves out at county level, all its measures taken together."""
    counties = unit_table(document.catalogue, "county")
    counties = counties[counties["drawn"]]
    links = DEFAULT.apply(document.links)
    mentioned = links[(links["relation"] == "explicit").to_numpy()]
    explicit = named_links(document, mentioned)
    sure = links[links["basis"].isin(SURE).to_numpy()]
    unreached = uncovered_counties(links, counties)
    unsure = [c for c in uncovered_counties(sure, counties) if c not in unreached]
    named = sorted({str(place) for place in explicit["place"].unique()})
    unnamed = uncovered_counties(explicit, counties)
    direct = uncovered_counties(meaning_units(links, "county"), counties)
    wider = tuple(c for c in direct if c not in unreached)
    short = sorted({str(place) for place in mentioned["place"].unique()} - set(named))
    return LeftOut(
        tuple(named), tuple(short), tuple(unnamed), tuple(unreached), wider, tuple(unsure)
    )


def named_links(document: ReadDocument, links: pd.DataFrame) -> pd.DataFrame:
    """Of explicit link rows those whose words are a full or short name, not an abbreviation."""
    reasons = document.reasons
    # As an array: of no rows an empty list would leave no columns.
    full = np.array([not reasons[r].abbreviated for r in links["reason"].tolist()], dtype=bool)
    return links[full]


@dataclass(frozen=True)
class Coverage:
    """What a selection covers: rows are units, columns what is counted.

    `matrix` counts measures that mean a unit themselves, `wider` are the cells that have none of
    these and yet some that come with the unit's prefecture or by a site in it; `sure` those that
    do not rest on an inferred list alone, and `strongest` gives each cell's strongest relation as
    its place in `REACHING`, -1 for none; the three have the same rows and columns. `measures`
    counts each row's measures once. `wide` are the province-wide measures of each strategy,
    `apart` the strategies that the document only gives such measures.
    """

    selection: Selection
    units: pd.DataFrame
    matrix: pd.DataFrame
    wider: pd.DataFrame
    sure: pd.DataFrame
    strongest: pd.DataFrame
    measures: pd.Series
    meant: Meant
    wide: dict[str, int]
    apart: tuple[str, ...]

    @once
    def unreached(self) -> list[Adcode]:
        """Units with a boundary that the selection leaves with nothing at all, in code order."""
        meant = self.meant
        reached = (meant.unit + meant.site + meant.prefecture).to_numpy()
        left = self.units["drawn"].to_numpy() & (reached == 0)
        return [str(unit) for unit in self.units.index[left]]


def cover(selection: Selection) -> Coverage:
    """The coverage of a selection; where places are chosen they are the only rows."""
    query, document = selection.query, selection.document
    units = _chosen(document.catalogue, query)
    links = local_links(selection.on_map)
    reaching = _strategies_that_reach(document, REACHING if "pair" in query.relations else LOCAL)
    columns = _columns(selection, links, reaching)

    table = ReachTable(links, units, by=query.count, columns=columns)
    codes = LinkCodes(links)
    own = codes.hold(Query.precisions.column(query.level), ("unit",))
    counted = table.count(own)
    strongest = np.full(counted.shape, -1)
    for place, relation in reversed(list(enumerate(REACHING))):
        strongest[table.count(own & codes.hold("relation", (relation,))) > 0] = place
    return Coverage(
        selection=selection,
        units=units,
        matrix=table.frame(counted),
        wider=table.frame((counted == 0) & (table.count() > 0)),
        sure=table.frame(table.count(own & codes.hold("basis", SURE))),
        strongest=table.frame(strongest),
        measures=table.measures(own),
        meant=count_meant(links, list(units.index), count="measures", level=query.level),
        wide=_province_wide(selection),
        apart=tuple(s for s in document.catalogue.strategies if s not in reaching),
    )


def _chosen(catalogue: Catalogue, query: Query) -> pd.DataFrame:
    """Units that lie in the chosen places or hold them; all where none is chosen."""
    units = unit_table(catalogue, query.level)
    chosen = set(query.places)
    if not chosen or catalogue.province.adcode in chosen:
        return units
    holding = {catalogue.places[place].parent for place in chosen}
    within = units.index.isin(chosen) | units["parent"].isin(chosen).to_numpy()
    return units[within | (units.index.isin(holding) & (query.level == "prefecture"))]


@kept_on_it(2)
def _strategies_that_reach(document: ReadDocument, relations: tuple[Relation, ...]) -> list[str]:
    """Strategies that reach single units somewhere in the whole document, in one of the ways."""
    names = list(document.catalogue.strategies)
    local = document.codes.hold("relation", relations)
    served = document.links[names].to_numpy()[local].any(axis=0)
    return [name for name, reaches in zip(names, served, strict=True) if reaches]


def _columns(
    selection: Selection, links: pd.DataFrame, reaching: Sequence[str]
) -> Sequence[str | int]:
    query = selection.query
    if query.count in ("measures", "sentences"):
        return sorted(int(one) for one in links[COUNTED[query.count]].unique())[:MOST_COLUMNS]
    if query.count == "zones":
        used = set(links["zone"].unique())
        return [z for z in selection.document.catalogue.zones if z in used]
    return [s for s in reaching if s in query.strategies or not query.strategies]


def _province_wide(selection: Selection) -> dict[str, int]:
    """Province-wide measures of the selection, counted per strategy; zeros kept."""
    measures = selection.document.measures
    served = Counter(s for m in selection.province for s in measures[m].strategies)
    return {s: served[s] for s in selection.document.catalogue.strategies}
