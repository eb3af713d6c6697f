"""What the coverage page says in words: who is reached, who is named, who weighs more than that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from atlas.analysis.coverage import MOST_COLUMNS, Coverage, LeftOut, local_links
from atlas.analysis.findings import document_scope
from atlas.analysis.kinds import by_kind
from atlas.analysis.precision import with_beside
from atlas.analysis.reach import COUNTED, Selection
from atlas.analysis.weight import STEADY, Weighing
from atlas.catalogue import Catalogue
from atlas.language import listing, say
from atlas.model import Adcode, Lang

WRITTEN_OUT: Final = 3
"""Places written out in a heading; more are counted."""


def coverage_finding(coverage: Coverage, left: LeftOut) -> str:
    """Who is reached under the filter, and who is named in the whole document."""
    query = coverage.selection.query
    catalogue, lang = coverage.selection.document.catalogue, query.lang
    # Districts without a boundary count where nothing else is chosen.
    counted = coverage.units["drawn"].to_numpy()
    counted = counted if counted.any() else ~counted
    rows = int(counted.sum())
    empty = int((coverage.measures.to_numpy()[counted] == 0).sum())
    unit = say(f"coverage.unit_{query.level}", lang, n=rows)
    said = {"n": rows, "unit": unit, "left": empty, "reached": rows - empty}
    which = "chosen" if query.places else "all"
    how = "every" if not empty else "none" if empty == rows else "some"
    reach = say(f"coverage.reach_{how}_{which}", lang, **said)
    beside = [*_of_kinds(coverage, counted), *_among(coverage, counted, lang)]
    return say(
        "coverage.finding",
        lang,
        reach=with_beside(reach, beside, lang),
        named=_named(catalogue, left, lang),
    )


def _of_kinds(coverage: Coverage, counted: np.ndarray) -> list[str]:
    """How many units of each kind nothing means directly, where some are and some are not."""
    lang = coverage.selection.query.lang
    places = coverage.selection.document.catalogue.places
    reached = coverage.measures[counted] > 0
    kinds = by_kind(places[str(unit)] for unit in reached.index)
    if reached.all() or not reached.any() or len(kinds) == 1:
        return []
    left = {kind: sum(not reached[u.adcode] for u in units) for kind, units in kinds.items()}
    parts = [
        say(
            "coverage.kind_part",
            lang,
            kind=say(f"coverage.kind_{kind}", lang),
            of=len(kinds[kind]),
            n=n,
        )
        for kind, n in left.items()
        if n
    ]
    key = "by_kind" if len(parts) > 1 else "of_one_kind"
    return [say(f"coverage.{key}", lang, parts=say("map.comma", lang).join(parts))]


def _among(coverage: Coverage, counted: np.ndarray, lang: Lang) -> list[str]:
    """How many of the units that nothing means directly are reached in a wider way."""
    meant = coverage.meant
    units = set(coverage.units.index[counted])
    found = (("site", meant.by_site), ("prefecture", meant.with_prefecture))
    return [
        say(f"coverage.among_{way}", lang, n=n)
        for way, among in found
        if (n := len(units.intersection(among)))
    ]


def _named(catalogue: Catalogue, left: LeftOut, lang: Lang) -> str:
    return _by_name(catalogue, left, lang) + _by_abbreviation(catalogue, left, lang)


def _by_name(catalogue: Catalogue, left: LeftOut, lang: Lang) -> str:
    if not left.named:
        return say("coverage.named_nobody", lang)
    if not left.unnamed:
        return say("coverage.named_everybody", lang)
    if len(left.named) > WRITTEN_OUT:
        return say("coverage.named_many", lang, n=len(left.unnamed), named=len(left.named))
    places = listing([catalogue.places[p].name(lang) for p in left.named], lang)
    return say("coverage.named_only", lang, places=places, n=len(left.unnamed))


def _by_abbreviation(catalogue: Catalogue, left: LeftOut, lang: Lang) -> str:
    if not left.short:
        return ""
    places = listing([catalogue.places[p].name(lang) for p in left.short], lang)
    return say("coverage.named_short", lang, places=places)


def coverage_subtitle(coverage: Coverage) -> str:
    """Scope, and what a cell of the matrix counts."""
    query = coverage.selection.query
    wide = len(coverage.selection.province)
    cell = say(f"coverage.cell_{query.count}", query.lang)
    aside = say("coverage.wide_aside", query.lang, n=wide) if wide else ""
    if query.count in ("measures", "sentences") and len(coverage.matrix.columns) == MOST_COLUMNS:
        listed = local_links(coverage.selection.on_map)[COUNTED[query.count]]
        if (of := int(listed.nunique())) > MOST_COLUMNS:
            aside += say(f"coverage.first_{query.count}", query.lang, n=MOST_COLUMNS, of=of)
    return document_scope(coverage.selection) + say("coverage.then", query.lang) + cell + aside


def unit_name(catalogue: Catalogue, adcode: Adcode, lang: Lang) -> str:
    """A unit with the prefecture it lies in, since districts of several cities share names."""
    place = catalogue.places[adcode]
    parent = catalogue.places.get(place.parent or "")
    if place.level != "county" or parent is None:
        return place.name(lang)
    above = parent.short_zh if lang == "zh" else parent.name_en
    return say("coverage.unit_in", lang, place=place.name(lang), prefecture=above)


def unit_names(catalogue: Catalogue, adcodes: Sequence[Adcode], lang: Lang) -> str:
    """Units as a reader would write them."""
    return listing([unit_name(catalogue, adcode, lang) for adcode in adcodes], lang)


def weight_finding(selection: Selection, weighing: Weighing) -> str:
    """Who is reached less than they weigh, as a heading."""
    catalogue, lang = selection.document.catalogue, selection.query.lang
    if not weighing.gaps["reached"].any():
        return say("coverage.weight_nothing", lang)
    known, total = len(weighing.gaps), len(weighing.found.values)
    among = say("coverage.among_known", lang, n=known, total=total) if known < total else ""
    if not weighing.less:
        return say(f"coverage.less_none_{weighing.figure.id}", lang, among=among)
    names = unit_names(catalogue, weighing.less, lang)
    return say(f"coverage.less_{weighing.figure.id}", lang, names=names, among=among)


def weight_hedge(selection: Selection, weighing: Weighing) -> str:
    """How the finding was made and how firmly it stands; empty where nobody is named."""
    catalogue, lang = selection.document.catalogue, selection.query.lang
    if not weighing.less:
        return ""
    key = f"coverage.hedge_{selection.query.level}"
    made = say(key, lang, n=len(weighing.gaps), named=len(weighing.less))
    if len(weighing.steady) == len(weighing.less):
        firm = say("coverage.hedge_all_steady", lang, steady=STEADY)
    elif weighing.steady:
        names = unit_names(catalogue, weighing.steady, lang)
        firm = say("coverage.hedge_steady", lang, names=names, steady=STEADY)
    else:
        firm = say("coverage.hedge_none_steady", lang, steady=STEADY)
    return made + firm


def weight_caveats(selection: Selection, weighing: Weighing) -> list[str]:
    """What to mind before quoting the finding, the weightiest first."""
    query, catalogue = selection.query, selection.document.catalogue
    lang, level = query.lang, query.level
    zh = lang == "zh"
    definition = catalogue.indicator_definitions[weighing.figure.indicator]
    caveats = []
    if weighing.unsure:
        zones = listing([catalogue.zones[z].name(lang) for z in weighing.inferred_zones], lang)
        share = f"{weighing.unsure:.0%}"
        caveats.append(say("coverage.caveat_inferred", lang, share=share, zones=zones))
    if query.inherited == "with":
        caveats.append(say("coverage.caveat_inherited", lang))
    if level == "county":
        caveats.append(_kinds(weighing, lang))
    if weighing.found.weak:
        n = len(weighing.gaps)
        caveats.append(say(f"coverage.caveat_weak_{level}", lang, n=n))
    own = definition.caveat_zh if zh else definition.caveat_en
    if own:
        name = definition.name_zh if zh else definition.name_en
        caveats.append(say("coverage.caveat_figure", lang, figure=name, caveat=own))
    if weighing.beside:
        caveats.append(say(f"coverage.caveat_beside_{level}", lang, n=weighing.beside))
    return [*caveats, say("coverage.caveat_rank", lang)]


def _kinds(weighing: Weighing, lang: Lang) -> str:
    medians = [
        say("coverage.median_of", lang, kind=say(f"coverage.kind_{kind}", lang), n=f"{value:g}")
        for kind, value in sorted(weighing.typical.items(), key=lambda item: item[1])
    ]
    return say("coverage.caveat_kinds", lang, medians=listing(medians, lang))
