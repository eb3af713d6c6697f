"""Strategies chosen together: what is said where no measure serves all of them."""

from __future__ import annotations

from atlas.analysis.reach import Selection, select
from atlas.language import listing, say


def serving_either(selection: Selection) -> int:
    """Measures that serve one of the strategies at least, where none serves all that are asked.

    0 where measures are left, where all of the strategies are not asked for, or where single
    measures are.
    """
    query = selection.query
    if not query.joint or query.measures or selection.measures or selection.province:
        return 0
    either = select(selection.document, query.but(combine="either"))
    return len(either.measures) + len(either.province)


def strategies_named(selection: Selection) -> str:
    """The strategies chosen, as the subject of a sentence; empty for none."""
    query, names = selection.query, selection.document.catalogue.strategies
    named = listing([names[s].name(query.lang) for s in query.strategies], query.lang)
    return say("pages.together", query.lang, strategies=named) if query.joint else named


def none_serves_all(selection: Selection) -> str | None:
    """That no measure serves all of the strategies chosen, where some serve one; else None."""
    n = serving_either(selection)
    if not n:
        return None
    strategies = strategies_named(selection)
    return say("pages.finding_none_together", selection.query.lang, strategies=strategies, n=n)
