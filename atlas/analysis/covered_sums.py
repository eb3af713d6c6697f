"""What a selection covers in people and land: sums over its counties, beside the province's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from atlas.analysis.reach import Selection
from atlas.model import Adcode
from atlas.tables.records import IndicatorDefinition, Source

SUMMED: Final = (
    ("pop_resident_census", 2020),
    ("pop_resident_census", 2010),
    ("pop_65plus", 2020),
    ("pop_urban", 2020),
    ("area_km2", 2019),
)
"""Figures that add up, as indicator and year."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A sum over the county-level units reached, and its part of the province, in per cent."""

    definition: IndicatorDefinition
    year: int
    total: float
    share: float
    source: Source


def covered_units(selection: Selection) -> list[Adcode]:
    """County-level units that single measures reach, those without an outline among them."""
    return sorted(set(selection.rows["county"].unique()) - {""})


def covered_figures(selection: Selection) -> list[Covered]:
    """Sums over the units reached; a figure that one of them lacks is left out."""
    catalogue = selection.document.catalogue
    units = covered_units(selection)
    table = catalogue.indicators
    sums = []
    for indicator, year in SUMMED if units else ():
        rows = table[(table["indicator"] == indicator) & (table["year"] == year)]
        values = rows.set_index("adcode")["value"]
        if not set(units) <= set(values.index):
            continue
        province = catalogue.province.adcode
        total = float(values[units].sum())
        source = rows.loc[rows["adcode"] == units[0], "source"].iloc[0]
        definition = catalogue.indicator_definitions[indicator]
        share = 100 * total / float(values[province])
        sums.append(Covered(definition, year, total, share, catalogue.sources[source]))
    return sums
