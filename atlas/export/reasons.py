"""Why a unit is reached, in words: by which relation, zone and basis, and by which measures."""

from __future__ import annotations

from collections.abc import Mapping

from atlas.analysis.pairs import paired_in_words
from atlas.analysis.reach import CLOSEST
from atlas.documents import ReadDocument
from atlas.language import say
from atlas.link_table import Reason
from atlas.model import RELATIONS, Lang, Place, Precision
from atlas.review import BY_REVIEWER


def relation_in_words(document: ReadDocument, reason: Reason, lang: Lang) -> str:
    """How a measure comes to its places: named, by which zone or class, or province-wide."""
    if reason.zone:
        zone = document.catalogue.zones[reason.zone].name(lang)
        words = say(f"export.by_{reason.relation}", lang, zone=zone)
    elif reason.rule == BY_REVIEWER:
        words = say("review.added_by_reviewer", lang)
    elif reason.relation == "explicit":
        key = "by_short_form" if reason.abbreviated else "by_name"
        words = say(f"export.{key}", lang, surface=reason.surface)
    elif reason.relation == "pair":
        words = paired_in_words(document, reason, "prefecture", lang)
    else:
        words = say("query.relation_province", lang)
    return say("export.carried_over", lang, words=words) if reason.inherited else words


def basis_in_words(reason: Reason, lang: Lang) -> str:
    """What a link stands on; a measure that names no place holds for all its document is about."""
    if reason.rule == "province-default":
        return say("export.basis_unnamed", lang)
    return say(f"query.basis_{reason.basis}", lang)


def how_meant(
    document: ReadDocument, reason: Reason, unit: Place, way: Precision, lang: Lang
) -> str:
    """What a reason means where it does not mean a unit itself: its prefecture, or a site in it.

    Or the pair that a unit comes by. Empty where it means the unit.
    """
    if reason.relation == "pair":
        return paired_in_words(document, reason, unit.level, lang)
    if way == "unit":
        return ""
    if way == "site":
        return say(f"query.meant_site_{unit.level}", lang)
    prefecture = document.catalogue.places[unit.parent or ""].name(lang)
    key = "listed" if reason.zone else "named"
    return say(f"query.meant_prefecture_{key}", lang, prefecture=prefecture)


def why_reached(
    document: ReadDocument, unit: Place, ways: Mapping[int, Precision], lang: Lang
) -> str:
    """Reasons in one text, alike ones together: “by zone X (inferred list): 31, 32; named: 5”.

    `ways` say how closely each reason means the unit.
    """
    alike: dict[tuple[int, str, str], list[int]] = {}
    for index, way in ways.items():
        reason = document.reasons[index]
        zone = document.catalogue.zones[reason.zone].name(lang) if reason.zone else ""
        if zone:
            words = say(f"export.by_{reason.relation}", lang, zone=zone)
        elif way == "unit" and reason.relation != "pair":
            words = say(f"query.reason_{'abbreviated' if reason.abbreviated else 'explicit'}", lang)
        else:
            words = ""
        if reason.rule == BY_REVIEWER:
            added = say("review.added_by_reviewer", lang)
            # Nothing in the text names it.
            words = say("query.meant_with", lang, words=words, meant=added) if zone else added
        if meant := how_meant(document, reason, unit, way, lang):
            words = say("query.meant_with", lang, words=words, meant=meant) if words else meant
        key = (RELATIONS.index(reason.relation) + 10 * CLOSEST.index(way), words, reason.basis)
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


def source_pointer(document: ReadDocument, m: int) -> tuple[int | None, int | None]:
    """Paragraph and sentence of the source that a measure restates, where it restates one."""
    row = document.rows[m] if document.rows else None
    return (row.source_paragraph, row.source_sentence) if row else (None, None)


def pointer_in_words(document: ReadDocument, m: int, lang: Lang) -> tuple[str, ...]:
    """The same in words; nothing where a document restates none."""
    paragraph, sentence = source_pointer(document, m)
    if paragraph is None:
        return ()
    return (say("place.pointer", lang, paragraph=paragraph, sentence=sentence),)
