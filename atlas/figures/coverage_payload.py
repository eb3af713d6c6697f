"""The coverage matrix with what is left out, as `frontend/views/coverage.js` draws it."""

from __future__ import annotations

from typing import Final, Literal

from atlas.analysis.coverage import SURE, Coverage, LeftOut, coverage_matrix, unit_table
from atlas.analysis.reach import meaning_units
from atlas.contract.common import Ramp
from atlas.contract.coverage import CoverageHrefs, CoverageMessage, LeftOutBlock
from atlas.documents import ReadDocument
from atlas.figures.map_payload import empty_state
from atlas.figures.measures_payload import place_and_measure_addresses
from atlas.figures.palette import NEUTRAL, ink_on, ramp
from atlas.holding import kept_on_it
from atlas.language import say
from atlas.model import Adcode
from atlas.query import COUNTS, LEVELS, Count, MapLevel, Query

FIRST: Final[dict[str, list[str]]] = {"indicator": [], "year": []}
"""Patch back to the first figure: the years of the others differ by level."""

SHADES: Final = 7
"""Most shades of a heatmap; up to this value each number has its own."""


def coverage_payload(coverage: Coverage, left: LeftOut) -> CoverageMessage:
    """Rows, columns, cells and lists of units; numbers stand in the order of `units`."""
    selection, matrix = coverage.selection, coverage.matrix
    query, document = selection.query, selection.document
    alone = query.strategies[0] if len(query.strategies) == 1 else None
    hue = document.catalogue.strategies[alone].colour if alone else NEUTRAL
    most = _most(document, query.level, query.count)
    shades = min(most, SHADES)
    colours: Ramp = {"light": ramp(hue, shades, "light"), "dark": ramp(hue, shades, "dark")}
    unsure = (matrix > 0) & (coverage.sure == 0)
    return {
        "lang": query.lang,
        "doc": document.asset,
        "level": query.level,
        "count": query.count,
        "counts": [{"id": c, "patch": {"count": [c]}} for c in COUNTS],
        "levels": [{"id": level, "patch": {"level": [level], **FIRST}} for level in LEVELS],
        "units": list(matrix.index),
        "columns": list(matrix.columns),
        # A measure reaches a unit or it does not: how it does says that as well.
        "values": [] if query.count == "measures" else matrix.to_numpy().tolist(),
        "wider": [[i for i, cell in enumerate(row) if cell] for row in coverage.wider.to_numpy()],
        "unsure": [[i for i, cell in enumerate(row) if cell] for row in unsure.to_numpy()],
        "relations": coverage.strongest.to_numpy().tolist() if query.count == "measures" else [],
        "totals": coverage.measures.tolist(),
        "reached": [int(n) for n in (matrix > 0).sum()],
        "shades": [_shade(value, most) for value in range(most + 1)],
        "ramp": colours,
        "ink": {
            "light": [ink_on(colour) for colour in colours["light"]],
            "dark": [ink_on(colour) for colour in colours["dark"]],
        },
        "wide": [coverage.wide[s] for s in matrix.columns] if query.count == "strategies" else [],
        "apart": [
            {"strategy": s, "n": coverage.wide[s], "href": query.address("measures", strategy=s)}
            for s in coverage.apart
            if coverage.wide[s]
        ],
        "rows": list(selection.measures.items()),
        "hrefs": _addresses(coverage),
        "left_out": _left_out(coverage, left),
        "empty": empty_state(selection),
    }


@kept_on_it(64)
def _most(document: ReadDocument, level: MapLevel, count: Count) -> int:
    """Largest cell of the unfiltered matrix, so that shades hold still while the reader filters."""
    links = meaning_units(Query(doc=document.record.id).apply(document.links), level)
    if count == "measures":
        # A measure reaches a unit once.
        return int(not links.empty)
    matrix = coverage_matrix(links, unit_table(document.catalogue, level), by=count)
    return int(matrix.to_numpy().max()) if matrix.size else 0


def _shade(value: int, most: int) -> int:
    """Shade of a cell, from 0; -1 for a zero. Shades run evenly from one to the largest value."""
    if value == 0:
        return -1
    if most <= SHADES:
        return value - 1
    return (value - 1) * (SHADES - 1) // (most - 1)


def _addresses(coverage: Coverage) -> CoverageHrefs:
    """Patterns of permalinks; the filter goes along, so a page lists what a cell has counted."""
    query = coverage.selection.query
    kept = query.without("against", "place", "level", "count", "measure", "indicator", "year")
    place = kept.address("place", place="CODE")
    cell = kept.address("place", place="CODE", strategy="STRATEGY")
    return {
        **place_and_measure_addresses(coverage.selection),
        "place": place.replace("CODE", "{code}"),
        "cell": cell.replace("CODE", "{code}").replace("STRATEGY", "{strategy}"),
    }


_Sense = Literal["unnamed", "wider", "unreached", "unsure", "filtered"]


def _left_out(coverage: Coverage, left: LeftOut) -> list[LeftOutBlock]:
    """Lists of units, each with what it means and the next click; the first four never filter."""
    query, lang = coverage.selection.query, coverage.selection.query.lang
    whole = Query(lang=lang, doc=query.doc)
    sure = query.address("coverage", basis=list(SURE))
    blocks: list[tuple[_Sense, tuple[Adcode, ...], str]] = [
        ("unnamed", left.unnamed, whole.address("measures", relation="explicit")),
        ("wider", left.wider, whole.address("map", precision=["prefecture", "site"])),
        ("unreached", left.unreached, whole.address("map", count="measures")),
        ("unsure", left.unsure, sure),
    ]
    if query.filtered and query.level == "county":
        reset = Query(lang=lang, doc=query.doc, count=query.count)
        blocks.append(("filtered", tuple(coverage.unreached), reset.address("coverage")))
    return [_block(coverage, name, units, href) for name, units, href in blocks]


def _block(coverage: Coverage, name: _Sense, units: tuple[Adcode, ...], href: str) -> LeftOutBlock:
    lang = coverage.selection.query.lang
    some = "some" if units else "none"
    return {
        "id": name,
        "n": len(units),
        "title": say(f"coverage.left_{name}", lang),
        "text": say(f"coverage.left_{name}_{some}", lang, n=len(units)),
        "units": list(units),
        "next": {"label": say(f"coverage.left_{name}_next", lang), "href": href} if units else None,
    }
