"""One measure that the address names: what the map says of it, and its chip."""

from __future__ import annotations

from typing import Final

from atlas.analysis.precision import units_beside, with_beside
from atlas.analysis.reach import Selection, count_meant, drawn_units
from atlas.language import say
from atlas.model import Lang

HELD: Final[dict[Lang, int]] = {"zh": 60, "en": 130}
"""Characters of a statement that a heading holds."""


def one_measure(selection: Selection) -> int | None:
    """Position of the one measure that a query names; None where it names none or several."""
    named = selection.query.measures
    return selection.document.position.get(named[0]) if len(named) == 1 else None


def statement_held(selection: Selection, m: int) -> str:
    """A measure's statement in the reader's language, cut where it is long."""
    lang = selection.query.lang
    text, held = selection.document.statement(m, lang), HELD[lang]
    return f"{text[: held - 1]}…" if len(text) > held else text


def measure_clause(selection: Selection) -> str | None:
    """The one measure that a query names, as a part of the filter; None where it names none."""
    m = one_measure(selection)
    if m is None:
        return None
    statement = statement_held(selection, m)
    return say("pages.one_measure", selection.query.lang, statement=statement)


def measure_finding(selection: Selection) -> str | None:
    """How the one measure that a query names reaches units of the map; None where it names none."""
    m = one_measure(selection)
    if m is None:
        return None
    query, lang = selection.query, selection.query.lang
    statement = statement_held(selection, m)
    units = drawn_units(selection.document.catalogue, query.level)
    own = selection.on_map[(selection.on_map["m"] == m).to_numpy()]
    meant = count_meant(own, units, count="measures", level=query.level)
    beside = units_beside(meant, query.level, lang)
    if n := len(meant.reached):
        said = say(f"pages.units_{query.level}", lang, n=n)
        finding = say("pages.finding_one", lang, statement=statement, units=said)
        return with_beside(finding, beside, lang)
    if beside:
        others = say("pages.beside_join", lang).join(beside)
        return say("pages.finding_one_beside", lang, statement=statement, beside=others)
    key = "province" if m in selection.province else "none"
    return say(f"pages.finding_one_{key}", lang, statement=statement)
