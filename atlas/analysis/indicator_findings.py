"""What an indicator says, in words: highest, lowest, the province, and how many units have it."""

from __future__ import annotations

from atlas.analysis.indicators import IndicatorAnswer, UnitAnswer, availability
from atlas.language import listing, number, say, with_unit
from atlas.model import Lang

MOST_TIED = 2
"""Units named that share the highest or lowest figure; more of them are only counted."""


def indicator_finding(answer: IndicatorAnswer) -> str:
    """What the figures come to, as the page's heading."""
    lang = answer.query.lang
    name = answer.definition.name(lang)
    if not answer.years:
        return _nothing_dated(answer, name)
    known = answer.known
    years = say(f"indicators.years_{len(answer.years)}", lang, years=answer.years)
    if not known:
        key = "finding_refused" if answer.count("incomparable") else "finding_none"
        return say(f"indicators.{key}", lang, indicator=name, years=years, unit=_unit_word(answer))
    parts = {
        "indicator": name,
        "years": years,
        "highest": _extreme(answer, known[0].value),
        "lowest": _extreme(answer, known[-1].value),
    }
    if len(known) == 1:
        return say("indicators.finding_one", lang, **parts)
    if answer.compares:
        fallen = sum(unit.value < 0 for unit in known if unit.value is not None)
        risen = sum(unit.value > 0 for unit in known if unit.value is not None)
        key = "finding_fell" if fallen >= risen else "finding_rose"
        n = max(fallen, risen)
        key = f"{key}_all" if n == len(known) else key
        return say(f"indicators.{key}", lang, **parts, n=n, of=len(known))
    total = sum(unit.drawn for unit in answer.units)
    key = "finding" if len(known) == total else "finding_some"
    said = {**parts, "n": len(known), "total": total, "unit": _unit_word(answer)}
    return say(f"indicators.{key}", lang, **said)


def indicator_scope(answer: IndicatorAnswer) -> str:
    """The province's own figure, and how many units have one, beside those that do not and why."""
    lang, parts = answer.query.lang, []
    if not answer.years:
        return say("indicators.scope_level", lang, unit=_unit_word(answer))
    province = answer.province
    if province and province.status == "known":
        figure = figure_words(answer, province.value)
        parts.append(say("indicators.scope_province", lang, figure=figure))
    elif province and province.status == "incomparable":
        parts.append(say("indicators.scope_province_refused", lang))
    else:
        parts.append(say("indicators.scope_province_none", lang))
    parts += _place_asked_for(answer)
    total = sum(unit.drawn for unit in answer.units)
    known = answer.count("known")
    key = "scope_all" if known == total else "scope_some"
    key = f"{key}_compared" if answer.compares else key
    if known:
        parts.append(say(f"indicators.{key}", lang, n=known, total=total, unit=_unit_word(answer)))
    for status in ("missing", "incomparable", "outside"):
        if n := answer.count(status):
            parts.append(say(f"indicators.scope_{status}", lang, n=n))
    return say("indicators.join", lang).join(parts)


def _place_asked_for(answer: IndicatorAnswer) -> list[str]:
    """The figure of the one place chosen, and its place in the order from the highest down."""
    if len(answer.query.places) != 1:
        return []
    known, lang = answer.known, answer.query.lang
    for unit in known:
        if unit.adcode == answer.query.places[0]:
            # Figures that read the same share a rank.
            words = [figure_words(answer, other.value) for other in known]
            figure = figure_words(answer, unit.value)
            rank = words.index(figure) + 1
            values = {
                "place": _name(answer, unit),
                "figure": figure,
                "rank": rank,
                "of": len(known),
            }
            return [say("indicators.scope_place", lang, **values)]
    return []


def figure_words(answer: IndicatorAnswer, value: float | None) -> str:
    """A figure, or a change, with its unit."""
    assert value is not None
    lang = answer.query.lang
    text, unit = number(value, digits_of(answer), signed=answer.compares), unit_of(answer, lang)
    # Where the name is the unit, it is not said twice.
    return (
        text
        if unit.casefold() == answer.definition.name(lang).casefold()
        else with_unit(text, unit)
    )


def digits_of(answer: IndicatorAnswer) -> int:
    """Decimals to show: a change in percent has one whatever the figures have."""
    in_percent = answer.compares and answer.definition.change == "percent"
    return 1 if in_percent else answer.definition.digits


def unit_of(answer: IndicatorAnswer, lang: Lang) -> str:
    """Unit of what is shown: percent, points, or the indicator's own."""
    unit = answer.definition.unit(lang)
    if not answer.compares:
        return unit
    if answer.definition.change == "percent":
        return "%"
    return say("indicators.points", lang) if unit == "%" else unit


def _extreme(answer: IndicatorAnswer, value: float | None) -> str:
    """Who has a highest or lowest figure, and the figure, as one reads them: rounded."""
    lang, shown = answer.query.lang, figure_words(answer, value)
    tied = [unit for unit in answer.known if figure_words(answer, unit.value) == shown]
    if len(tied) > MOST_TIED:
        return say("indicators.extreme_many", lang, n=len(tied), figure=shown)
    names = listing([_name(answer, unit) for unit in tied], lang)
    return say("indicators.extreme", lang, places=names, figure=shown)


def _name(answer: IndicatorAnswer, unit: UnitAnswer) -> str:
    """Name of a unit, with its prefecture where another unit is called the same."""
    places, lang = answer.catalogue.places, answer.query.lang
    place = places[unit.adcode]
    name = place.name(lang)
    if sum(other.name(lang) == name for other in places.values()) == 1 or not place.parent:
        return name
    return say("indicators.named_in", lang, place=name, parent=places[place.parent].name(lang))


def _unit_word(answer: IndicatorAnswer) -> str:
    return say(f"indicators.unit_{answer.level}", answer.query.lang)


def _nothing_dated(answer: IndicatorAnswer, name: str) -> str:
    lang, unit = answer.query.lang, _unit_word(answer)
    if answer.absent:
        years = listing([str(year) for year in answer.absent], lang)
        return say("indicators.finding_absent", lang, indicator=name, unit=unit, years=years)
    if answer.undated:
        return say("indicators.finding_undated", lang, indicator=name, n=len(answer.undated))
    return say("indicators.finding_level", lang, indicator=name, unit=unit, has=who_has(answer))


def who_has(answer: IndicatorAnswer) -> str:
    """Which levels have the indicator, and how many units of them."""
    lang = answer.query.lang
    held = availability(answer.catalogue)[answer.definition.id]
    said = [
        say(f"indicators.has_{level}", lang, n=max(years.values()))
        for level, years in held.items()
        if years
    ]
    return listing(said, lang)
