"""The indicators page: classes for the map, rows for the table, and what else there is to ask."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, TypeVar

from atlas.analysis.indicator_findings import (
    digits_of,
    indicator_finding,
    indicator_scope,
    unit_of,
)
from atlas.analysis.indicators import (
    Figure,
    IndicatorAnswer,
    Status,
    UnitAnswer,
    availability,
    figures_by_year,
    refusal,
)
from atlas.analysis.reach import drawn_units
from atlas.catalogue import load_catalogue
from atlas.contract.common import LegendEntry
from atlas.contract.indicators import (
    FigureCell,
    IndicatorChoices,
    IndicatorRow,
    IndicatorsAsset,
    IndicatorsMessage,
    IndicatorSource,
    OtherLevel,
    PairChoice,
)
from atlas.contract.indicators import Rule as RuleTold
from atlas.figures.measures_payload import place_and_measure_addresses
from atlas.figures.numeric_classes import NumericClasses, classify_figures
from atlas.language import number, say
from atlas.model import Lang
from atlas.province import file_stem
from atlas.query import LEVELS
from atlas.tables.records import Incomparable

T = TypeVar("T")
WITHOUT_FIGURE: Final[dict[Status, int]] = {"outside": -2, "missing": -3, "incomparable": -4}
"""Class of a unit without a number; each has its own pattern in `map/swatches.js`."""


def indicators_asset() -> IndicatorsAsset:
    """Every indicator with its group, names and how many units of a level have it at most.

    Fetched once, for the chooser.
    """
    catalogue = load_catalogue()
    held = availability(catalogue)
    return {
        "indicators": [
            {
                "id": one.id,
                "group": one.group,
                "zh": one.name_zh,
                "en": one.name_en,
                "units": {
                    level: max(years.values()) for level, years in held[one.id].items() if years
                },
            }
            for one in catalogue.indicator_definitions.values()
        ]
    }


def indicators_payload(answer: IndicatorAnswer) -> IndicatorsMessage:
    """Values for `frontend/views/indicators.js`.

    `classes` follow the order of the level's units on the map; `rows` are [adcode, status,
    [figure, …], change or figure, rule], where a figure is [value, source, note] and `source`,
    `note` and `rule` are places in the lists of those names.
    """
    query, lang, definition = answer.query, answer.query.lang, answer.definition
    catalogue, digits = answer.catalogue, digits_of(answer)
    by_code = {unit.adcode: unit for unit in answer.units}
    drawn = [by_code[code] for code in drawn_units(catalogue, answer.level) if code in by_code]
    known = tuple(unit.value for unit in answer.known if unit.value is not None)
    classes = classify_figures(known, digits)
    lists = _Lists(answer)
    rows = [lists.row(unit) for unit in answer.units]
    title = indicator_finding(answer)
    return {
        "lang": lang,
        "indicator": definition.id,
        "level": answer.level,
        "years": list(answer.years),
        "name": definition.name(lang),
        "unit": unit_of(answer, lang),
        "figure_unit": definition.unit(lang),
        "change": definition.change,
        "digits": digits,
        "figure_digits": definition.digits,
        "classes": [_class(unit, classes) for unit in drawn],
        "legend": _legend(drawn, classes, lang),
        "legend_title": _legend_title(answer),
        "total": len(drawn),
        "ramp": {"light": classes.colours("light"), "dark": classes.colours("dark")},
        "selected": list(query.places),
        "rows": rows,
        "province": lists.row(answer.province) if answer.province else None,
        "undated": [(f.adcode, *lists.figure(f)) for f in answer.undated],
        "others": _others(answer, lists),
        "notes": lists.notes,
        "sources": lists.sources,
        "rules": lists.rules,
        "caveat": definition.caveat(lang),
        "choices": _choices(answer),
        "hrefs": {
            **place_and_measure_addresses(answer),
            "indicator": query.without("year")
            .address("indicators", indicator="ID")
            .replace("=ID", "={id}"),
        },
        "image": {
            "title": title,
            "subtitle": indicator_scope(answer),
            "footer": say("indicators.image_footer", lang),
            "file": f"{file_stem()}-{definition.id}",
        },
        "footer": say("pages.map_footer", lang),
    }


def _class(unit: UnitAnswer, classes: NumericClasses) -> int:
    if unit.value is None:
        return WITHOUT_FIGURE[unit.status]
    return classes.of(unit.value)


def _legend(drawn: list[UnitAnswer], classes: NumericClasses, lang: Lang) -> list[LegendEntry]:
    """Every class with its units, then the units without a number and why; all of them summed."""
    found = [_class(unit, classes) for unit in drawn]

    def text(value: float) -> str:
        return number(value, classes.digits, signed=classes.signed)

    between = say("indicators.range_signed" if classes.signed else "indicators.range", lang)
    entries: list[LegendEntry] = [
        {
            "label": text(low) if low == high else f"{text(low)}{between}{text(high)}",
            "n": found.count(i),
            "class": i,
        }
        for i, (low, high) in enumerate(classes.bounds)
    ]
    return entries + [
        {"label": say(f"indicators.status_{status}", lang), "n": found.count(cls), "class": cls}
        for status, cls in WITHOUT_FIGURE.items()
        if cls in found
    ]


def _legend_title(answer: IndicatorAnswer) -> str:
    lang = answer.query.lang
    key = f"legend_{len(answer.years)}"
    name, unit = answer.definition.name(lang), unit_of(answer, lang)
    return say(f"indicators.{key}", lang, indicator=name, unit=unit, years=answer.years)


class _Lists:
    """Sources, notes and rules named once, and rows that point at them."""

    def __init__(self, answer: IndicatorAnswer) -> None:
        self.answer = answer
        self.lang = answer.query.lang
        self.sources: list[IndicatorSource] = []
        self.notes: list[str] = []
        self.rules: list[RuleTold] = []
        self._places: dict[tuple[str, str], int] = {}

    def _at(self, kind: str, key: str, into: list[T], value: T) -> int:
        if (kind, key) not in self._places:
            self._places[kind, key] = len(into)
            into.append(value)
        return self._places[kind, key]

    def figure(self, figure: Figure) -> FigureCell:
        source = self.answer.catalogue.sources[figure.source]
        note = figure.note_zh if self.lang == "zh" else figure.note_en
        told: IndicatorSource = {
            "title": source.title,
            "publisher": source.publisher,
            "year": source.year,
            "url": source.url,
            "strength": source.strength,
        }
        return (
            figure.value,
            self._at("source", figure.source, self.sources, told),
            self._at("note", note, self.notes, note) if note else None,
        )

    def row(self, unit: UnitAnswer) -> IndicatorRow:
        rule = unit.rule
        held = (unit.earlier, unit.later) if self.answer.compares else (unit.later,)
        return (
            unit.adcode,
            unit.status,
            [self.figure(figure) if figure else None for figure in held],
            None if unit.value is None else round(unit.value, self.answer.definition.digits + 3),
            self._at("rule", rule.reason(self.lang), self.rules, self._rule(rule))
            if rule
            else None,
        )

    def _rule(self, rule: Incomparable) -> RuleTold:
        source = self.answer.catalogue.sources[rule.source]
        return {
            "reason": rule.reason(self.lang),
            "source": source.title,
            "url": source.url,
            "everywhere": rule.adcode is None,
        }


def _choices(answer: IndicatorAnswer) -> IndicatorChoices:
    """Years, pairs of years and levels that a reader can go to, each with how many units it has."""
    query, catalogue, definition = answer.query, answer.catalogue, answer.definition
    held = availability(catalogue)[definition.id]
    years = {year: n for year, n in held[answer.level].items() if year is not None}
    return {
        "years": [
            {
                "year": year,
                "n": n,
                "current": answer.years == (year,),
                "href": query.address("indicators", year=str(year)),
            }
            for year, n in years.items()
        ],
        "pairs": [
            pair for first, second in pairwise(years) if (pair := _pair(answer, first, second))
        ],
        "levels": [
            {
                "level": level,
                "n": max(held[level].values(), default=0),
                "current": level == answer.level,
                "href": query.without("year").address("indicators", level=level),
            }
            for level in LEVELS
        ],
    }


def _pair(answer: IndicatorAnswer, first: int, second: int) -> PairChoice | None:
    """Two years that some unit has both of: how many can be compared, and why the others cannot."""
    catalogue, definition = answer.catalogue, answer.definition
    by_year = figures_by_year(catalogue, definition.id)
    units = set(drawn_units(catalogue, answer.level))
    both = units & set(by_year[first]) & set(by_year[second])
    if not both:
        return None
    rules = [refusal(catalogue, definition.id, code, first, second) for code in sorted(both)]
    allowed = sum(rule is None for rule in rules)
    lang = answer.query.lang
    return {
        "years": (first, second),
        "n": allowed,
        "refused": "" if allowed or not rules[0] else rules[0].reason(lang),
        "current": answer.years == (first, second),
        "href": answer.query.address("indicators", year=[str(first), str(second)]),
    }


def _others(answer: IndicatorAnswer, lists: _Lists) -> list[OtherLevel]:
    """Where the level has nothing: what the others have, the way there, the province's figures."""
    if answer.units:
        return []
    lang, catalogue, query = answer.query.lang, answer.catalogue, answer.query
    held = availability(catalogue)[answer.definition.id]
    province = catalogue.province.adcode
    by_year = figures_by_year(catalogue, answer.definition.id)
    return [
        {
            "text": say(f"indicators.has_{level}", lang, n=max(years.values())),
            "years": [year for year in years if year is not None],
            "figures": [
                (year, *lists.figure(by_year[year][province][0]))
                for year in years
                if year is not None and level == "province"
            ],
            "href": query.without("year").address("indicators", level=level)
            if level in LEVELS
            else None,
        }
        for level, years in held.items()
        if years
        and level != answer.level
        # Figures without a year are listed with the province's own among them.
        and not (answer.undated and level == "province")
    ]
