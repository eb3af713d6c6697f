"""Figures of places side by side, with sources and with what must not be compared."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Final

from atlas.analysis.weight import FigureValues, figure_values
from atlas.catalogue import Catalogue
from atlas.contract.compare import ComparedFigureRow, ComparedFigures
from atlas.language import listing, say
from atlas.model import Adcode, Lang

SHOWN: Final[tuple[tuple[str, tuple[int, ...]], ...]] = (
    ("pop_resident_census", (2020,)),
    ("pop_resident_census", (2010, 2020)),
    ("share_65plus", (2020,)),
    ("urbanisation_rate", (2020,)),
    ("avg_years_schooling", (2020,)),
    ("area_km2", (2019,)),
    ("gdp", (2023,)),
    ("gdp", (2024,)),
    ("gdp_per_capita", (2023,)),
    ("gdp_per_capita", (2024,)),
)
"""Indicators and years, two years for a change; a row without any figure is left out."""


_Found = tuple[str, tuple[int, ...], FigureValues]


def figures_side_by_side(
    catalogue: Catalogue, places: Sequence[Adcode], lang: Lang
) -> ComparedFigures:
    """Rows of figures in words, the notes they need, and their sources.

    A cell is a figure, or empty; `refused` holds the number of the note that says why a figure is
    not given.
    """
    found: list[_Found] = [
        (indicator, years, values)
        for indicator, years in SHOWN
        for values in [figure_values(catalogue, indicator, years, tuple(places))]
        if values.values.notna().any() or values.refused
    ]
    notes = _Notes()
    rows = [_row(catalogue, one, notes, lang) for one in found]
    singles = [(i, years[0]) for i, years, _ in found if len(years) == 1]
    for text in _between_rows(catalogue, singles, lang):
        notes.number(text)
    sources = dict.fromkeys(source for _, _, values in found for source in values.sources)
    return {
        "rows": rows,
        "notes": notes.texts,
        "weak": any(values.weak for _, _, values in found),
        "sources": [
            {
                "text": " ".join(x for x in (s.title, s.publisher, s.year) if x),
                "url": s.url,
            }
            for s in sources
        ],
    }


class _Notes:
    """Footnotes under a table, each said once and numbered from one."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def number(self, text: str) -> int:
        """Number of a text, which is added where it is new."""
        if text not in self.texts:
            self.texts.append(text)
        return self.texts.index(text) + 1


def _row(catalogue: Catalogue, found: _Found, notes: _Notes, lang: Lang) -> ComparedFigureRow:
    indicator, years, figures = found
    zh = lang == "zh"
    definition = catalogue.indicator_definitions[indicator]
    change = len(years) > 1
    name = definition.name_zh if zh else definition.name_en
    caveat = definition.caveat_zh if zh else definition.caveat_en
    unit = "%" if change else definition.unit_zh if zh else definition.unit_en
    return {
        "label": say("compare.change_of", lang, figure=name) if change else name,
        "unit": unit,
        "year": "–".join(str(year) for year in years),
        "weak": figures.weak,
        "note": notes.number(f"{name}{say('place.colon', lang)}{caveat}") if caveat else None,
        "cells": [
            {
                "value": _words(value, definition.digits, change=change),
                "refused": notes.number(figures.refused[place][0 if zh else 1])
                if place in figures.refused
                else None,
            }
            for place, value in figures.values.items()
        ],
    }


def _words(value: float, digits: int, *, change: bool) -> str:
    if isnan(value):
        return ""
    return f"{value:+.1f}".replace("-", "−") if change else f"{value:,.{digits}f}"


def _between_rows(catalogue: Catalogue, shown: Sequence[tuple[str, int]], lang: Lang) -> list[str]:
    """Reasons why two rows of one indicator are not to be set against each other."""
    said = []
    for indicator in dict.fromkeys(i for i, _ in shown):
        years = sorted(year for i, year in shown if i == indicator)
        for rule in catalogue.incomparable:
            if (
                rule.adcode is None
                and len(years) > 1
                and rule.holds(indicator, "", years[0], years[-1])
            ):
                definition = catalogue.indicator_definitions[indicator]
                name = definition.name_zh if lang == "zh" else definition.name_en
                both = listing([str(year) for year in years], lang)
                said.append(
                    say(
                        "compare.rows_apart",
                        lang,
                        figure=name,
                        years=both,
                        reason=rule.reason(lang),
                    )
                )
    return said
