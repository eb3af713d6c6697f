"""Which province a document is about, worked out before its ambiguous names are read."""

from __future__ import annotations

from collections import Counter
from math import log2

from atlas.model import Adcode
from atlas.reading.gazetteer import Hit

DOUBTFUL = ("cue", "parent")
"""Contexts of names that are also words or other places: they say nothing about the province."""

_SILENT = ("nick", "author", "aid")
"""Wordings that do not say whose the text is: nicknames, 我省, and aid sent elsewhere (援疆)."""

_CLEAR = 1.5
"""How many times the runner-up's evidence the leading province needs."""

_FEW = 3
"""Provinces a text may name without being a national one."""


def province_evidence(hits: list[Hit], home: Adcode) -> Counter[Adcode]:
    """Evidence for each province: its names count once, their repetitions less and less.

    The province's own name weighs three times a city's; a name that could be in two provinces
    weighs nothing.
    """
    times = Counter(hit.name for hit in hits if hit.name.aliases)
    evidence: Counter[Adcode] = Counter()
    for name, n in times.items():
        votes = {
            province
            for alias in name.aliases
            if (province := _province_of(alias.kind, alias.target, home)) is not None
        }
        alias = name.aliases[0]
        doubtful = any(alias.context in DOUBTFUL for alias in name.aliases)
        if len(votes) == 1 and not doubtful and alias.type not in _SILENT and alias.kind != "class":
            weight = 3 if alias.target.endswith("0000") else 1
            evidence[votes.pop()] += weight * (1 + log2(n))  # type: ignore[assignment]
    return evidence


def _province_of(kind: str, target: str, home: Adcode) -> Adcode | None:
    if kind in ("region", "zone", "province"):
        return home
    if kind == "external" and target.isdigit():
        return target[:2] + "0000"
    return None


def document_province(evidence: Counter[Adcode]) -> Adcode | None:
    """The province with clearly the most evidence.

    None where two are close, where none is named, and in a national text, in which the others
    together outweigh the first.
    """
    ranked = evidence.most_common()
    if not ranked or ranked[0][1] <= 0:
        return None
    if len(ranked) > 1 and ranked[0][1] < _CLEAR * ranked[1][1]:
        return None
    if len(ranked) > _FEW and sum(weight for _, weight in ranked[1:]) > ranked[0][1]:
        return None
    return ranked[0][0]
