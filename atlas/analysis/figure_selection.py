"""Which figures of the fact base a query asks for: one selection for the screen, API and files."""

from __future__ import annotations

import pandas as pd

from atlas.analysis.indicators import answer, inside
from atlas.catalogue import Catalogue
from atlas.documents import ReadDocument
from atlas.model import Adcode
from atlas.query import Query


def select_figures(document: ReadDocument, query: Query) -> pd.DataFrame:
    """Rows of `Catalogue.indicators` that a query asks for.

    Of its indicator and years, all where it names none; of the units of its level, and where
    places are chosen of those places, whatever their level, and the units of that level within
    them. Where the query narrows the measures, only units that a remaining one reaches have
    figures, as on the map; the province's own are no unit's.
    """
    catalogue = document.catalogue
    table = catalogue.indicators
    keep = table["level"] == query.level
    if query.places:
        chosen = table["adcode"].isin(query.places)
        keep = (keep & table["adcode"].isin(_within(catalogue, query.places))) | chosen
    if query.indicator:
        keep &= table["indicator"] == query.indicator
    if query.years:
        keep &= table["year"].isin([int(year) for year in query.years]).fillna(False)
    reached = inside(document, query)
    if reached is not None:
        keep &= table["adcode"].isin(reached | {catalogue.province.adcode})
    return table[keep.to_numpy(dtype=bool)]


def _within(catalogue: Catalogue, chosen: tuple[Adcode, ...]) -> set[Adcode]:
    """Places that lie in one of the chosen."""

    def above(adcode: Adcode | None) -> set[Adcode]:
        return {adcode} | above(catalogue.places[adcode].parent) if adcode else set()

    return {p.adcode for p in catalogue.places.values() if above(p.parent) & set(chosen)}


def figures_on_screen(document: ReadDocument, query: Query) -> Query:
    """The query with the indicator and the years that the page shows where it names none.

    Where the level has no figure of a stated year the years stay open, and with them figures
    without a year. A province without indicators shows none.
    """
    if not document.catalogue.indicator_definitions:
        return query
    shown = answer(document, query)
    years = query.years or tuple(str(year) for year in shown.years)
    return query.but(indicator=shown.definition.id, years=years)
