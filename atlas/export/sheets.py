"""Tables as a reader wants them: names for codes, reasons in words, few columns, own language.

The machine's tables (`tables.py`) are complete; these are what an official sends on. A measure is
one row with its places, how it is linked to them, on what basis and after which source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from atlas.analysis.page_query import figures_asked
from atlas.analysis.reach import Selection
from atlas.export.comparison_sheet import COMPARISON, comparison_rows
from atlas.export.contents import TableName
from atlas.export.reasons import basis_in_words, pointer_in_words, relation_in_words
from atlas.export.sheet_parts import Figure, Heading, Linked, Sheet
from atlas.export.sources import source_in_words
from atlas.export.statement import Statement
from atlas.export.tables import held_reasons, table
from atlas.language import listing, say
from atlas.link_table import Reason
from atlas.model import Adcode

MANY: Final = 20
"""Places listed by name in a cell; more are summed up by prefecture, with the list elsewhere."""


def sheet(name: TableName, selection: Selection, statement: Statement) -> Sheet:
    """One table of a selection as a sheet."""
    lang = statement.lang
    headings = tuple(
        Heading(say(f"export.{key}", lang), width, digits, centred)
        for key, width, digits, centred in _HEADINGS[name]
    )
    return Sheet(
        name=say(f"export.sheet_{name}", lang),
        title=say(f"export.file_{name}", lang),
        headings=headings,
        rows=tuple(_ROWS[name](selection, statement)),
    )


def _measures(selection: Selection, statement: Statement) -> Iterator[tuple[Any, ...]]:
    document, lang = selection.document, statement.lang
    plain = selection.query.without(
        "theme", "strategy", "combine", "relation", "precision", "basis", "place", "inherited", "q"
    )
    for m, held in held_reasons(selection).items():
        measure, reasons = document.measures[m], [document.reasons[r] for r in held]
        opened, _ = plain.patched({"measure": [measure.id]}, document.catalogue)
        names = [document.catalogue.strategies[s].name(lang) for s in measure.strategies]
        yield (
            Linked(m + 1, statement.address(opened, "measures")),
            document.statement(m, lang),
            "\n".join(names),
            "\n".join(_distinct(_places_in_words(selection, r) for r in reasons)),
            "\n".join(_distinct(relation_in_words(document, r, lang) for r in reasons)),
            "\n".join(_distinct(basis_in_words(r, lang) for r in reasons)),
            "\n".join(_sources_of(selection, m, reasons)),
        )


def _places_in_words(selection: Selection, reason: Reason) -> str:
    catalogue, lang = selection.document.catalogue, selection.query.lang
    if reason.relation == "province":
        return say("export.whole_province", lang)
    if len(reason.places) <= MANY:
        return listing([catalogue.places[p].name(lang) for p in reason.places], lang)
    under = Counter(catalogue.places[p].parent or p for p in reason.places)
    parts = [
        say("export.so_many_in", lang, prefecture=catalogue.places[code].name(lang), n=n)
        for code, n in sorted(under.items())
    ]
    return say("export.summed_up", lang, parts=listing(parts, lang), n=len(reason.places))


def _sources_of(selection: Selection, m: int, reasons: list[Reason]) -> list[str]:
    """Where the measure stands in the original, and who publishes the lists it goes by."""
    document, lang = selection.document, selection.query.lang
    said = list(pointer_in_words(document, m, lang))
    lists = {
        member.source: None
        for reason in reasons
        if reason.zone
        for member in document.catalogue.zones[reason.zone].members
        if member.adcode in reason.places
    }
    sources = document.catalogue.sources
    return said + [say("export.list_by", lang, source=sources[s].title) for s in lists]


def _links(selection: Selection, statement: Statement) -> Iterator[tuple[Any, ...]]:
    document, lang = selection.document, statement.lang
    for row in table("links", selection).records():
        at = row["order"] - 1
        yield (
            row["order"],
            document.statement(at, lang),
            row[f"county_name_{lang}"] or row[f"place_name_{lang}"],
            row["county"] or row["place"],
            row[f"prefecture_name_{lang}"],
            say(f"query.relation_{row['relation']}", lang),
            say(f"query.precision_{row['precision']}", lang),
            row[f"zone_name_{lang}"] or row[f"partner_name_{lang}"] or row["surface"],
            say(f"query.basis_{row['basis']}", lang),
            row["source_title"],
            say("export.inherited_mark", lang) if row["inherited"] else "",
        )


def _places(selection: Selection, statement: Statement) -> Iterator[tuple[Any, ...]]:
    catalogue, lang = selection.document.catalogue, statement.lang
    for row in table("places", selection).records():
        yield (
            row["adcode"],
            row[f"name_{lang}"],
            catalogue.places[row["parent"]].name(lang) if row["parent"] else "",
            say(f"kinds.{row['kind']}", lang),
            row["measures"],
            row["strategies"],
            row["zones"],
            row["measures_site"],
            row["measures_prefecture"],
            row["explicit"],
            row["by_zone"],
            row["by_class"],
            row[f"why_{lang}"] or say("export.not_reached", lang),
        )


def _zones(selection: Selection, statement: Statement) -> Iterator[tuple[Any, ...]]:
    document, lang = selection.document, statement.lang
    catalogue = document.catalogue

    def names(codes: tuple[Adcode, ...]) -> str:
        return listing([catalogue.places[c].name(lang) for c in codes], lang)

    for row in table("zones", selection).records():
        orders = [str(document.position[m] + 1) for m in row["measure_ids"]]
        yield (
            row[f"name_{lang}"],
            say(f"place.definition_{row['kind']}", lang),
            row[f"definition_{lang}"],
            row["members_count"],
            names(row["official_list"]),
            names(row["known_official"]),
            names(row["equated"]),
            names(row["inferred"]),
            "\n".join(_zone_sources(selection, row)),
            say("export.number_gap", lang).join(orders),
        )


def _zone_sources(selection: Selection, row: dict[str, Any]) -> Iterator[str]:
    """Whose the lists are, and where the name comes from where that is another source."""
    sources, lang = selection.document.catalogue.sources, selection.query.lang
    yield from (source_in_words(sources[s], lang) for s in row["sources"])
    if row["origin"]:
        yield say("export.name_from", lang, source=source_in_words(sources[row["origin"]], lang))


def _indicators(selection: Selection, statement: Statement) -> Iterator[tuple[Any, ...]]:
    catalogue, lang = selection.document.catalogue, statement.lang
    beside = replace(selection, query=figures_asked(statement.page, selection.query))
    for row in table("indicators", beside).records():
        yield (
            row["adcode"],
            row[f"name_{lang}"],
            say(f"export.of_{row['level']}", lang),
            row[f"indicator_name_{lang}"],
            row["year"],
            Figure(row["value"], catalogue.indicator_definitions[row["indicator"]].digits),
            row[f"unit_{lang}"],
            say(f"export.strength_{row['strength']}", lang),
            row["source_title"],
            row[f"note_{lang}"],
        )


def _cooperation(selection: Selection, statement: Statement) -> Iterator[tuple[Any, ...]]:
    catalogue, lang = selection.document.catalogue, statement.lang
    for row in table("cooperation", selection).records():
        yield (
            row[f"from_name_{lang}"],
            row[f"to_name_{lang}"],
            row[f"region_{lang}"],
            say(f"export.kind_{row['kind']}", lang),
            say(f"query.basis_{row['basis']}", lang),
            source_in_words(catalogue.sources[row["source"]], lang),
            # The notes of the ties are written in Chinese only.
            row[f"note_{lang}"],
        )


def _distinct(texts: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(texts))


_Heading = tuple[str, float, str, bool]
_HEADINGS: Final[dict[TableName, tuple[_Heading, ...]]] = {
    "measures": (
        ("column_order", 6, "0", True),
        ("column_measure", 46, "", False),
        ("column_strategy", 16, "", False),
        ("column_places", 40, "", False),
        ("column_relation", 26, "", False),
        ("column_basis", 12, "", False),
        ("column_source", 34, "", False),
    ),
    "links": (
        ("column_order", 6, "0", True),
        ("column_measure", 40, "", False),
        ("column_county", 16, "", False),
        ("column_code", 9, "", True),
        ("column_prefecture", 14, "", False),
        ("column_relation", 11, "", False),
        ("column_precision", 14, "", False),
        ("column_through", 24, "", False),
        ("column_basis", 13, "", False),
        ("column_source", 32, "", False),
        ("column_inherited", 8, "", True),
    ),
    "places": (
        ("column_code", 9, "", True),
        ("column_county", 18, "", False),
        ("column_parent", 15, "", False),
        ("column_kind", 13, "", False),
        ("column_measures", 8, "0", True),
        ("column_strategies", 8, "0", True),
        ("column_zones", 8, "0", True),
        ("column_measures_site", 8, "0", True),
        ("column_measures_prefecture", 8, "0", True),
        ("column_explicit", 8, "0", True),
        ("column_by_zone", 8, "0", True),
        ("column_by_class", 8, "0", True),
        ("column_why", 76, "", False),
    ),
    "zones": (
        ("column_zone", 22, "", False),
        ("column_zone_kind", 7, "", True),
        ("column_definition", 38, "", False),
        ("column_members", 7, "0", True),
        ("column_official_list", 26, "", False),
        ("column_known_official", 26, "", False),
        ("column_equated", 26, "", False),
        ("column_inferred", 26, "", False),
        ("column_source", 34, "", False),
        ("column_orders", 11, "", False),
    ),
    "indicators": (
        ("column_code", 9, "", True),
        ("column_county", 16, "", False),
        ("column_level", 8, "", True),
        ("column_indicator", 24, "", False),
        ("column_year", 7, "0", True),
        ("column_value", 13, "", False),
        ("column_unit", 9, "", False),
        ("column_strength", 9, "", True),
        ("column_source", 42, "", False),
        ("column_note", 34, "", False),
    ),
    "cooperation": (
        ("column_from", 18, "", False),
        ("column_to", 24, "", False),
        ("column_region", 16, "", False),
        ("column_tie", 16, "", False),
        ("column_basis", 14, "", False),
        ("column_source", 52, "", False),
        ("column_note", 40, "", False),
    ),
    "comparison": COMPARISON,
}
"""Label, width, number format and whether centred, of every column."""

_ROWS: Final[dict[TableName, Callable[[Selection, Statement], Iterator[tuple[Any, ...]]]]] = {
    "measures": _measures,
    "links": _links,
    "places": _places,
    "zones": _zones,
    "indicators": _indicators,
    "cooperation": _cooperation,
    "comparison": comparison_rows,
}
