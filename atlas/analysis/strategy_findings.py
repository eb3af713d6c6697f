"""Findings of the strategies' pages in words."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.analysis.findings import document_scope
from atlas.analysis.joint import none_serves_all
from atlas.analysis.precision import units_beside, with_beside
from atlas.analysis.reach import Selection
from atlas.analysis.strategies import StrategyReach, shared_measures
from atlas.language import listing, say
from atlas.model import StrategyId

MOST_NAMED = 3
"""Strategies that a heading names; more of them are only counted."""


def strategies_finding(selection: Selection, reaches: Sequence[StrategyReach]) -> str:
    """Heading of the index, of several chosen strategies, or of one."""
    query, lang = selection.query, selection.query.lang
    held = [r for r in reaches if r.listed]
    if len(query.strategies) == 1:
        return _one(selection, next(r for r in reaches if r.strategy == query.strategies[0]))
    if not held:
        return none_serves_all(selection) or say("pages.finding_none", lang)
    if query.strategies:
        return _several(selection, reaches)
    none = len(reaches) - len(held)
    key = "finding_index_some" if none else "finding_index"
    direct = sum(bool(r.counties) for r in held)
    local = sum(bool(r.measures) for r in held)
    counts = {"direct": direct, "wider": local - direct, "wide": len(held) - local}
    said = [say(f"pages.of_measures_{way}", lang, n=n) for way, n in counts.items() if n]
    parts = say("pages.of_measures_join", lang).join(said)
    return say(f"strategies.{key}", lang, n=len(held), parts=parts, none=none)


def _one(selection: Selection, reach: StrategyReach) -> str:
    lang = selection.query.lang
    name = selection.document.catalogue.strategies[reach.strategy].name(lang)
    if not reach.listed:
        return say("strategies.finding_one_none", lang, strategy=name)
    beside = units_beside(reach.meant, "county", lang)
    if beside and not reach.counties:
        others = say("pages.beside_join", lang).join(beside)
        n = len(reach.measures)
        return say("pages.finding_beside_strategy", lang, strategy=name, n=n, beside=others)
    if not reach.counties:
        return say("pages.finding_province_strategy", lang, strategy=name, n=reach.listed)
    counties = len(reach.counties)
    key = "partly" if reach.sure else "inferred"
    if reach.sure == counties:
        key = "each" if reach.unsure else "sure"
    finding = say(
        f"strategies.finding_one_{key}",
        lang,
        strategy=name,
        n=reach.direct,
        counties=counties,
        sure=reach.sure,
    )
    return with_beside(finding, beside, lang)


def _several(selection: Selection, reaches: Sequence[StrategyReach]) -> str:
    query, lang = selection.query, selection.query.lang
    chosen = [r for r in reaches if r.strategy in query.strategies]
    names = selection.document.catalogue.strategies
    named = [names[r.strategy].name(lang) for r in chosen]
    who = (
        listing(named, lang)
        if len(named) <= MOST_NAMED
        else say("strategies.chosen", lang, n=len(named))
    )
    measures = shared_measures(chosen)
    counties = len(set.intersection(*(set(r.counties) for r in chosen)))
    key = {
        (True, True): "both",
        (True, False): "measures",
        (False, True): "counties",
        (False, False): "none",
    }[measures > 0, counties > 0]
    return say(
        f"strategies.finding_several_{key}", lang, strategies=who, n=measures, counties=counties
    )


def strategies_subtitle(selection: Selection, reaches: Sequence[StrategyReach]) -> str:
    """Scope and date, after the extremes of the index or what one strategy has besides."""
    query, lang = selection.query, selection.query.lang
    scope = document_scope(selection)
    if len(query.strategies) == 1:
        (own,) = (r for r in reaches if r.strategy == query.strategies[0])
        if not (own.counties and own.wide):
            return scope
        return say("strategies.subtitle_one", lang, n=len(own.wide), scope=scope)
    shown = [r for r in reaches if r.strategy in query.strategies or not query.strategies]
    counties, listed = max(len(r.counties) for r in shown), max(r.listed for r in shown)
    # Where all have the same there is no most.
    if not counties or len({(len(r.counties), r.listed) for r in shown}) == 1:
        return scope
    widest = [r.strategy for r in shown if len(r.counties) == counties]
    fullest = [r.strategy for r in shown if r.listed == listed]
    return say(
        "strategies.subtitle_index_same" if widest == fullest else "strategies.subtitle_index",
        lang,
        widest=_those(selection, widest),
        counties=counties,
        fullest=_those(selection, fullest),
        n=listed,
        scope=scope,
    )


def _those(selection: Selection, strategies: Sequence[StrategyId]) -> str:
    """Strategies that share an extreme, by name; of many the first, and how many there are."""
    lang, names = selection.query.lang, selection.document.catalogue.strategies
    named = [names[s].name(lang) for s in strategies[:MOST_NAMED]]
    if len(strategies) <= MOST_NAMED:
        return listing(named, lang)
    first = say("place.between", lang).join(named)
    return say("strategies.extreme_many", lang, strategies=first, n=len(strategies))
