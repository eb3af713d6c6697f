"""Pages that are about no single thing: overview, lists of all, method, glossary, the map."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from atlas.analysis.findings import (
    document_scope,
    measures_finding,
    overview_subtitle,
)
from atlas.analysis.headline import headline
from atlas.analysis.method import RULES, relations_used, wilson_interval, zone_measures
from atlas.analysis.reach import Selection, drawn_units
from atlas.analysis.strategies import strategy_reach
from atlas.analysis.strategy_findings import strategies_finding, strategies_subtitle
from atlas.export.single_page import offline_data
from atlas.export.sources import source_in_words
from atlas.export.statement import Statement
from atlas.figures.overview_payload import overview_payload
from atlas.language import say
from atlas.model import BASES, PRECISIONS, RELATIONS, Lang
from atlas.snapshot.drawn import graded, shared_shapes, small_map
from atlas.snapshot.layout import Page
from atlas.snapshot.measure_pages import statement_lines
from atlas.snapshot.strategy_pages import hue
from atlas.snapshot.subjects import selected

DATA_FILES: Final = ("data/measures.json", "data/links.csv", "data/places.geojson")


def plain_pages(lang: Lang, statement: Statement) -> Iterator[Page]:
    """Overview, map, the lists of all, method and glossary; `statement` is of all measures."""
    everything = selected(lang)
    yield _overview(everything)
    yield _map(everything, statement)
    yield _measures(everything)
    yield _places(everything)
    yield _strategies(everything)
    yield _zones(everything)
    yield _method(everything, statement)
    yield _glossary(everything)


def _page(
    selection: Selection, name: str, path: str, heading: str, live: str, **parts: Any
) -> Page:
    """A page that the navigation names; its name is its label and its template as well."""
    lang = selection.query.lang
    label = say(f"snapshot.{name}" if name in ("zones", "glossary") else f"pages.{name}", lang)
    return Page(
        lang=lang,
        path=path,
        template="places.html" if name == "place" else f"{name}.html",
        title=label,
        description=f"{heading}{say('pages.beside_join', lang)}{say('pages.description', lang)}",
        heading=heading,
        live=(live, selection.query),
        up=name,
        parts=parts,
    )


def _overview(selection: Selection) -> Page:
    lang, catalogue = selection.query.lang, selection.document.catalogue
    payload = overview_payload(selection)
    counties = drawn_units(catalogue, "county")
    return _page(
        selection,
        "overview",
        "index.html",
        measures_finding(selection),
        "overview",
        subtitle=overview_subtitle(selection),
        shapes=shared_shapes(),
        tiles=[
            {
                **tile,
                "name": catalogue.strategies[tile["strategy"]].name(lang),
                "map": small_map(
                    graded(tile["reached"], counties), hue(tile["strategy"], tile["reached"])
                ),
            }
            for tile in payload["tiles"]
        ],
        wide=[
            {**one, "name": catalogue.strategies[one["strategy"]].name(lang)}
            for one in payload["wide"]
        ],
        rests=payload["rests"],
    )


def _map(selection: Selection, statement: Statement) -> Page:
    """The page of the one file that works offline, its script beside it instead of inside."""
    data = json.dumps(offline_data(selection, statement), ensure_ascii=False, separators=(",", ":"))
    return _page(
        selection,
        "map",
        "map.html",
        headline(selection),
        "map",
        scope=document_scope(selection),
        # Nothing in it can end the script element.
        data=data.replace("<", "\\u003c"),
    )


def _measures(selection: Selection) -> Page:
    lang, document = selection.query.lang, selection.document
    lines = statement_lines(document, lang)
    themes: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        theme = document.catalogue.themes.get(line["theme"])
        themes.setdefault(theme.name(lang) if theme else "", []).append(line)
    return _page(
        selection,
        "measures",
        "measures/index.html",
        measures_finding(selection),
        "measures",
        subtitle=document_scope(selection),
        themes=themes,
    )


def _places(selection: Selection) -> Page:
    lang, catalogue = selection.query.lang, selection.document.catalogue
    undrawn = any(not county.polygon for county in catalogue.counties)
    subtitle = "place_choose_subtitle" if undrawn else "place_choose_subtitle_drawn"
    return _page(
        selection,
        "place",
        "places/index.html",
        say("pages.place_choose", lang),
        "place",
        subtitle=say(f"pages.{subtitle}", lang),
        prefectures=[(p, catalogue.children(p.adcode)) for p in catalogue.prefectures],
    )


def _strategies(selection: Selection) -> Page:
    catalogue = selection.document.catalogue
    reaches = strategy_reach(selection.document, selection.query)
    return _page(
        selection,
        "strategies",
        "strategies/index.html",
        strategies_finding(selection, reaches),
        "strategies",
        subtitle=strategies_subtitle(selection, reaches),
        rows=[
            (catalogue.strategies[r.strategy], r.listed, len(r.counties), len(r.wide))
            for r in reaches
        ],
    )


def _zones(selection: Selection) -> Page:
    lang, document = selection.query.lang, selection.document
    zones, used = document.catalogue.zones.values(), zone_measures(document)
    inferred = sum(m.basis == "inferred" for zone in zones for m in zone.members)
    members = sum(len(zone.members) for zone in zones)
    return _page(
        selection,
        "zones",
        "zones/index.html",
        say("method.finding", lang, zones=len(zones), members=members, inferred=inferred),
        "method",
        rows=[
            (
                zone,
                len(zone.members),
                used.get(zone.id, 0),
                [
                    say(f"query.basis_{b}", lang)
                    for b in dict.fromkeys(m.basis for m in zone.members)
                ],
            )
            for zone in zones
        ],
    )


def _method(selection: Selection, statement: Statement) -> Page:
    lang, catalogue = selection.query.lang, selection.document.catalogue
    about = catalogue.about
    return _page(
        selection,
        "method",
        "method.html",
        say("snapshot.method_heading", lang),
        "method",
        rules=[say(f"method.rule_{rule}", lang) for rule in RULES],
        accuracy=[
            {
                "task": say(f"method.task_{one.task}", lang),
                "expected": one.expected,
                "found": one.found,
                "right": one.right,
                "precision": _share(
                    one.precision, *wilson_interval(one.right, one.found), lang=lang
                ),
                "recall": _share(one.recall, *wilson_interval(one.right, one.expected), lang=lang),
            }
            for one in about.accuracy
        ],
        limits=[
            say(f"method.limit_{name}", lang) for name in ("whole", "count", "silence", "restated")
        ],
        sources=[
            (source_in_words(source, lang).removesuffix(source.url).rstrip(), source.url)
            for source in catalogue.sources.values()
        ],
        layers=[
            {
                "name": layer.name_zh if lang == "zh" else layer.name_en,
                "producer": layer.producer_zh if lang == "zh" else layer.producer_en,
                "url": layer.url,
                "terms": layer.terms_zh if lang == "zh" else layer.terms_en,
            }
            for layer in about.layers
        ],
        files=DATA_FILES,
        citation=statement.citation,
    )


def _share(share: float, low: float, high: float, *, lang: Lang) -> str:
    written = {"share": share, "low": low, "high": high}
    return say("method.share", lang, **{k: f"{v * 100:.0f}" for k, v in written.items()})


def _glossary(selection: Selection) -> Page:
    lang = selection.query.lang
    used = {way.name: way for way in relations_used(selection.document)}
    return _page(
        selection,
        "glossary",
        "glossary.html",
        say("snapshot.glossary_heading", lang),
        "method",
        relations=[
            (name, say(f"place.{name}", lang), say(f"method.relation_{name}", lang), used[name])
            for name in RELATIONS
        ],
        precisions=[
            (say(f"query.precision_{name}", lang), say(f"snapshot.precision_{name}", lang))
            for name in PRECISIONS
        ],
        bases=[
            (say(f"query.basis_{name}", lang), say(f"method.basis_{name}", lang)) for name in BASES
        ],
        terms=[
            (say(f"snapshot.term_{name}", lang), say(f"snapshot.term_{name}_means", lang))
            for name in ("measure", "strategy", "zone", "class", "reach")
        ],
    )
