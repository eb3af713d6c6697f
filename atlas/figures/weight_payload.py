"""Coverage against a figure: the finding, its other readings and the table, for the browser."""

from __future__ import annotations

from typing import Final

from atlas.analysis.coverage import SURE
from atlas.analysis.coverage_findings import (
    unit_name,
    unit_names,
    weight_caveats,
    weight_finding,
    weight_hedge,
)
from atlas.analysis.reach import Selection
from atlas.analysis.weight import FIGURES, Figure, Weighing, chosen_figure
from atlas.contract.coverage import (
    Named,
    WeightLeftOut,
    WeightMessage,
    WeightSource,
    WeightTableMessage,
)
from atlas.language import listing, say
from atlas.model import BASES, Adcode
from atlas.query import Query
from atlas.tables.records import Source

CHANGE_DIGITS: Final = 1


def figure_of(query: Query) -> Figure:
    """The figure that a page shows: the one asked for, or the first where it compares no such."""
    return chosen_figure(query) or FIGURES[0]


def weight_payload(selection: Selection, weighing: Weighing) -> WeightMessage:
    """Finding, controls and other readings, for `frontend/views/weight.js`."""
    query, catalogue = selection.query, selection.document.catalogue
    lang = query.lang
    return {
        "lang": lang,
        "title": weight_finding(selection, weighing),
        "hedge": weight_hedge(selection, weighing),
        "note": _note(selection),
        "chart": say("coverage.chart", lang, figure=figure_label(weighing.figure, query)),
        "named": [_named(selection, weighing, adcode) for adcode in weighing.less],
        "readings": [
            {
                "id": reading,
                "label": say(f"coverage.reading_{reading}", lang),
                "names": unit_names(catalogue, units, lang) or say("coverage.nobody", lang),
            }
            for reading, units in weighing.otherwise.items()
        ],
        "figures": [
            {"id": f.id, "label": figure_label(f, query), "patch": f.params(query.level)}
            for f in FIGURES
        ],
        "figure": weighing.figure.id,
        "lists": [
            {"id": "with", "patch": {"basis": _bases(query, inferred=True)}},
            {"id": "without", "patch": {"basis": _bases(query, inferred=False)}},
        ],
        "list": "with" if not query.bases or "inferred" in query.bases else "without",
        "carried": [
            {"id": "with", "patch": {"inherited": []}},
            {"id": "without", "patch": {"inherited": ["without"]}},
        ],
        "carry": query.inherited,
    }


def weight_table_payload(selection: Selection, weighing: Weighing) -> WeightTableMessage:
    """Caveats, and every unit with its places and shares, for `frontend/views/weight_table.js`.

    A row is adcode, figure in words, figure, its share, measures, their share, both places, units
    tied with it by measures, the gap, and the units of its kind; shares are per cent in words,
    empty for a figure that does not add up.
    """
    query, catalogue, gaps = selection.query, selection.document.catalogue, weighing.gaps
    lang, figure = query.lang, weighing.figure
    definition = catalogue.indicator_definitions[figure.indicator]
    additive = definition.adds_up and len(figure.years(query.level)) == 1
    total, arrivals = gaps["value"].sum(), gaps["reached"].sum()
    kept = query.without("against", "place", "level", "count", "measure", "indicator", "year")
    return {
        "lang": lang,
        "figure": figure_label(figure, query),
        "additive": additive,
        "weak": weighing.found.weak,
        "caveats": weight_caveats(selection, weighing),
        "left_out": _left_out(selection, weighing),
        "sources": [_source(s) for s in weighing.found.sources],
        "href": kept.address("place", place="CODE").replace("CODE", "{code}"),
        "chosen": list(query.places),
        "less": list(weighing.less),
        "steady": list(weighing.steady),
        "rows": [
            (
                row.Index,
                figure_words(selection, figure, row.value),
                row.value,
                f"{100 * row.value / total:.2f}%" if additive else "",
                row.reached,
                f"{100 * row.reached / arrivals:.2f}%" if arrivals else "",
                row.rank_value,
                row.rank_reached,
                row.tied,
                row.gap,
                row.among,
            )
            for row in gaps.itertuples()
        ],
    }


def figure_label(figure: Figure, query: Query) -> str:
    """A figure's name with its year or years."""
    years = "–".join(str(year) for year in figure.years(query.level))
    return say(f"coverage.figure_{figure.id}", query.lang, years=years)


def figure_words(selection: Selection, figure: Figure, value: float) -> str:
    """A figure as it is written: digits of its definition, a sign for a change, with its unit."""
    definition = selection.document.catalogue.indicator_definitions[figure.indicator]
    if len(figure.county) == 2:
        return f"{value:+.{CHANGE_DIGITS}f}%".replace("-", "−")
    words = f"{value:,.{definition.digits}f}"
    return f"{words}%" if definition.unit_zh == "%" else words


def _note(selection: Selection) -> str | None:
    """What to say where the address asks for a figure that is not compared here."""
    query = selection.query
    if chosen_figure(query) is not None:
        return None
    definition = selection.document.catalogue.indicator_definitions[query.indicator]
    name = definition.name_zh if query.lang == "zh" else definition.name_en
    years = listing(list(query.years), query.lang)
    return say("coverage.other_figure", query.lang, figure=f"{name} {years}".strip())


def _named(selection: Selection, weighing: Weighing, adcode: Adcode) -> Named:
    query, row = selection.query, weighing.gaps.loc[adcode]
    lang = query.lang
    tied = say("coverage.tied", lang, n=int(row["tied"])) if row["tied"] > 1 else ""
    text = say(
        "coverage.named_row",
        lang,
        figure=figure_label(weighing.figure, query),
        value=figure_words(selection, weighing.figure, float(row["value"])),
        rank=int(row["rank_value"]),
        among=int(row["among"]),
        measures=say("coverage.n_measures", lang, n=int(row["reached"])),
        place=int(row["rank_reached"]),
        tied=tied,
    )
    return {
        "name": unit_name(selection.document.catalogue, adcode, lang),
        "href": query.address("place", place=adcode),
        "text": text,
        "steady": adcode in weighing.steady,
    }


def _bases(query: Query, *, inferred: bool) -> list[str]:
    """Bases with or without the inferred ones, as short as the address can say them."""
    chosen = query.bases or BASES
    others = [str(b) for b in chosen if b != "inferred"] or [str(b) for b in SURE]
    if not inferred:
        return others
    every = [*others, "inferred"]
    return [] if len(every) == len(BASES) else every


def _left_out(selection: Selection, weighing: Weighing) -> list[WeightLeftOut]:
    """Units that the figure leaves out, together where the reason is the same."""
    query, catalogue = selection.query, selection.document.catalogue
    lang, zh = query.lang, query.lang == "zh"
    reasons: dict[str, list[Adcode]] = {}
    for adcode, (note_zh, note_en) in weighing.found.refused.items():
        reasons.setdefault(note_zh if zh else note_en, []).append(adcode)
    found: list[WeightLeftOut] = [
        {
            "title": say("coverage.refused", lang, units=unit_names(catalogue, units, lang)),
            "text": reason,
        }
        for reason, units in reasons.items()
    ]
    missing = weighing.found.missing
    if missing:
        kinds = {catalogue.places[adcode].kind for adcode in missing}
        every = {p.adcode for p in catalogue.counties if p.kind in kinds and p.polygon}
        whole = every == set(missing)
        named = (
            listing([say(f"coverage.kind_{kind}", lang) for kind in sorted(kinds)], lang)
            if whole
            else unit_names(catalogue, missing, lang)
        )
        title = say("coverage.missing", lang, n=len(missing), units=named)
        found.append({"title": title, "text": say("coverage.missing_why", lang)})
    return found


def _source(source: Source) -> WeightSource:
    who = " ".join(part for part in (source.title, source.publisher, source.year) if part)
    return {"text": who, "url": source.url, "strength": source.strength}
