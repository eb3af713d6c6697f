"""Pages of strategies: what each means, its measures and their reasons, its map, its zones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from atlas.analysis.reach import Selection, drawn_units
from atlas.analysis.strategies import StrategyReach, strategies_beside, strategy_reach
from atlas.analysis.strategy_findings import strategies_finding, strategies_subtitle
from atlas.catalogue import Catalogue
from atlas.contract.strategies import StrategyPage
from atlas.figures.classes import (
    BY_SITE,
    NOTHING,
    WIDE,
    WITH_PREFECTURE,
    small_map_classes,
)
from atlas.figures.strategies_payload import strategies_payload
from atlas.language import say
from atlas.model import Lang, StrategyId
from atlas.snapshot.drawn import class_of, graded, map_of
from atlas.snapshot.layout import Page, strategy_path
from atlas.snapshot.subjects import by_prefecture, selected, subject_parts


def strategy_pages(catalogue: Catalogue, lang: Lang) -> Iterator[Page]:
    """One page a strategy, in the catalogue's order."""
    everything = selected(lang)
    reaches = strategy_reach(everything.document, everything.query)
    for strategy in catalogue.strategies:
        yield _page(selected(lang, strategy=strategy), strategy, reaches)


def _page(selection: Selection, id_: StrategyId, reaches: Sequence[StrategyReach]) -> Page:
    query, document = selection.query, selection.document
    catalogue, lang = document.catalogue, query.lang
    own = next(r for r in reaches if r.strategy == id_)
    strategy = catalogue.strategies[id_]
    counties = drawn_units(catalogue, "county")
    payload = strategies_payload(selection, reaches)
    page: StrategyPage = payload["one"]  # type: ignore[typeddict-item]
    reached = small_map_classes(own.meant, own.everywhere)
    finding = strategies_finding(selection, reaches)
    names = {adcode: place.name(lang) for adcode, place in catalogue.places.items()}
    label = say("strategies.map_label", lang, strategy=strategy.name(lang))
    drawn = own.counties or own.meant.by_site or own.meant.with_prefecture
    around = by_prefecture(catalogue, own.counties)
    return Page(
        lang=lang,
        path=strategy_path(id_),
        template="strategy.html",
        title=strategy.name(lang),
        description=f"{finding}{say('pages.beside_join', lang)}{strategy.definition(lang)}",
        heading=finding,
        live=("strategies", query),
        up="strategies",
        parts={
            **subject_parts(selection, "strategies"),
            "strategy": strategy,
            "subtitle": strategies_subtitle(selection, reaches),
            "numbers": _numbers(own, lang),
            "map": map_of(graded(reached, counties), label, names, hue=hue(id_, reached))
            if drawn
            else "",
            "hue": hue(id_, reached),
            "legend": [
                (name, say(f"strategies.{key}", lang, label=e["label"], n=e["n"]))
                for e in page["legend"]
                for name in [_legend_class(e["class"])]
                for key in [_LEGEND.get(name, "legend_class")]
            ],
            "counties": around,
            "beside": _beside(selection, id_, reaches),
            "keywords": [k["word"] for k in page["keywords"]],
        },
    )


_LEGEND = {
    "": "legend_none",
    "prefecture": "legend_through",
    "site": "legend_site",
    "wide": "legend_everywhere",
}


def _legend_class(cls: int) -> str:
    signs = {NOTHING: "0", WITH_PREFECTURE: "p", BY_SITE: "s", WIDE: "w"}
    return class_of(signs.get(cls, str(cls + 1)))


def hue(strategy: StrategyId, reached: str) -> str:
    """The class names that give a map of so many classes the colours of a strategy."""
    return f"hue-{strategy} of-{max((int(sign) for sign in reached if sign.isdigit()), default=1)}"


def _numbers(own: StrategyReach, lang: Lang) -> list[tuple[str, int]]:
    return [
        (say("snapshot.number_listed", lang), own.listed),
        (say("snapshot.number_counties", lang), len(own.counties)),
        (say("snapshot.number_counties_site", lang), len(own.meant.by_site)),
        (say("snapshot.number_counties_prefecture", lang), len(own.meant.with_prefecture)),
        (say("snapshot.number_wide", lang), len(own.wide)),
    ]


def _beside(
    selection: Selection, id_: StrategyId, reaches: Sequence[StrategyReach]
) -> list[tuple[str, str, int, int]]:
    known, lang = selection.document.catalogue.strategies, selection.query.lang
    return [
        (b.strategy, known[b.strategy].name(lang), b.measures, b.counties)
        for b in strategies_beside(id_, reaches)
    ]
