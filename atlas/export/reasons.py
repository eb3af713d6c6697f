"""Why a unit is reached, in words: by which relation, zone and basis, and by which measures."""

from __future__ import annotations

from collections.abc import Iterable

from atlas.documents import ReadDocument
from atlas.language import say
from atlas.link_table import Reason
from atlas.model import RELATIONS, Lang


def relation_in_words(document: ReadDocument, reason: Reason, lang: Lang) -> str:
    """How a measure comes to its places: named, by which zone or class, or province-wide."""
    if reason.zone:
        zone = document.catalogue.zones[reason.zone].name(lang)
        words = say(f"export.by_{reason.relation}", lang, zone=zone)
    elif reason.relation == "explicit":
        words = say("export.by_name", lang, surface=reason.surface)
    else:
        words = say("query.relation_province", lang)
    return say("export.carried_over", lang, words=words) if reason.inherited else words


def basis_in_words(reason: Reason, lang: Lang) -> str:
    """What a link stands on; a measure that names no place holds for all its document is about."""
    if reason.rule == "province-default":
        return say("export.basis_unnamed", lang)
    return say(f"query.basis_{reason.basis}", lang)


def why_reached(document: ReadDocument, reasons: Iterable[int], lang: Lang) -> str:
    """Reasons in one text, alike ones together: “by zone X (inferred list): 31, 32; named: 5”."""
    alike: dict[tuple[int, str, str], list[int]] = {}
    for reason in (document.reasons[index] for index in reasons):
        if reason.zone:
            zone = document.catalogue.zones[reason.zone].name(lang)
            words = say(f"export.by_{reason.relation}", lang, zone=zone)
        else:
            words = say(f"query.relation_{reason.relation}", lang)
        key = (RELATIONS.index(reason.relation), words, reason.basis)
        alike.setdefault(key, []).append(reason.measure + 1)
    gap = say("export.number_gap", lang)
    return say("query.join", lang).join(
        say(
            "export.why_named" if basis == "named" else "export.why_listed",
            lang,
            words=words,
            basis=say(f"query.basis_{basis}", lang),
            measures=gap.join(str(order) for order in sorted(set(orders))),
        )
        # The strongest relation first, then in the plan's order.
        for (_, words, basis), orders in sorted(alike.items(), key=lambda a: (a[0][0], min(a[1])))
    )
