"""Pages of measures: the words, and each reason they reach a place for, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from atlas.analysis.pairs import pair_behind, pair_in_words
from atlas.analysis.reach import Selection
from atlas.documents import ReadDocument
from atlas.export.reasons import pointer_in_words
from atlas.export.sources import source_in_words
from atlas.language import listing, say
from atlas.link_table import Reason
from atlas.model import Adcode, Field, Lang, Measure, Place, Precision
from atlas.snapshot.drawn import map_of
from atlas.snapshot.layout import Page, measure_path
from atlas.snapshot.subjects import by_prefecture, selected

RULES: Final = {
    "same-sentence": "inherited",
    "section-subject": "section",
    "document-subject": "document",
    "province-named": "province_named",
    "reviewed": "reviewed",
    "by-reviewer": "by_reviewer",
}
"""Rules that say more than relation and basis do, as in `frontend/evidence/reasons.js`."""
LONGEST_TITLE: Final = {"zh": 34, "en": 70}


@dataclass(frozen=True, slots=True)
class Told:
    """One reason: how it leads to places, on whose list, at which level, by whom, and where."""

    relation: str
    label: str
    surface: str
    zone: str
    zone_name: str
    rule: str
    precision: str
    sources: tuple[tuple[str, str], ...]
    reach: list[tuple[Place, list[Place]]]


def measure_pages(lang: Lang) -> Iterator[Page]:
    """One page a measure, in the plan's order."""
    everything = selected(lang)
    for m, measure in enumerate(everything.document.measures):
        yield _page(everything, m, measure)


def _page(selection: Selection, m: int, measure: Measure) -> Page:
    document, lang = selection.document, selection.query.lang
    catalogue = document.catalogue
    statement = document.statement(m, lang)
    reasons = [r for r in (document.reasons[i] for i in document.in_force) if r.measure == m]
    local = [r for r in reasons if r.relation not in ("pair", "province")]
    ways = _ways(local)
    pairs = [r for r in reasons if r.relation == "pair"]
    # Pairs of cities carry one measure together, so they are told together.
    told = [_told(document, r, lang) for r in reasons if r.relation != "pair"]
    names = {adcode: place.name(lang) for adcode, place in catalogue.places.items()}
    live = selection.query.but(measures=(measure.id,))
    themes, theme = catalogue.themes, document.theme(m)
    return Page(
        lang=lang,
        path=measure_path(measure.id),
        template="measure.html",
        title=say("snapshot.measure_title", lang, number=m + 1, statement=_short(statement, lang)),
        description=f"{statement}{say('snapshot.stop', lang)}{say('pages.description', lang)}",
        heading=statement,
        live=("measures", live),
        up="measures",
        parts={
            "number": m + 1,
            "original": measure.text,
            "section": themes[theme].name(lang) if theme else measure.section,
            "pointer": pointer_in_words(document, m, lang),
            "strategies": [catalogue.strategies[s] for s in measure.strategies],
            "fields": [_field(one, lang) for one in measure.fields],
            "numbers": [
                (say("snapshot.number_counties", lang), len(ways["unit"])),
                (say("snapshot.number_counties_site", lang), len(ways["site"])),
                (say("snapshot.number_counties_prefecture", lang), len(ways["prefecture"])),
            ],
            "reasons": told,
            "pairs": [_pair(document, r, lang) for r in pairs],
            "map": _map(ways, statement, names) if any(ways.values()) else "",
            "siblings": _siblings(document, m, lang),
            "previous": _neighbour(document, m - 1),
            "next": _neighbour(document, m + 1),
        },
    )


def _short(statement: str, lang: Lang) -> str:
    most = LONGEST_TITLE[lang]
    return statement if len(statement) <= most else f"{statement[: most - 1].rstrip()}…"


def _ways(reasons: Iterable[Reason]) -> dict[Precision, list[Adcode]]:
    """County-level units by the closest way that any of the reasons means them."""
    closest: dict[Adcode, int] = {}
    order: tuple[Precision, ...] = ("unit", "site", "prefecture")
    for reason in reasons:
        for county in reason.counties:
            listed = county in reason.places
            way = order.index(reason.precision if listed else "prefecture")
            closest[county] = min(way, closest.get(county, way))
    return {
        name: sorted(code for code, way in closest.items() if way == i)
        for i, name in enumerate(order)
    }


def _map(ways: dict[Precision, list[Adcode]], statement: str, names: dict[Adcode, str]) -> str:
    shown = {"direct": ways["unit"], "site": ways["site"], "prefecture": ways["prefecture"]}
    return map_of(shown, statement, names)


def _told(document: ReadDocument, reason: Reason, lang: Lang) -> Told:
    catalogue = document.catalogue
    zone = catalogue.zones[reason.zone] if reason.zone else None
    by_list = reason.relation in ("zone", "class")
    key = RULES.get(
        reason.rule, f"{reason.relation}_{reason.basis}" if by_list else reason.relation
    )
    other = catalogue.zones[zone.read_as].name(lang) if zone and zone.read_as else ""
    rule = say(f"measures.why_{key}", lang, **({"list": other} if zone else {}))
    return Told(
        relation=reason.relation,
        label=say(f"place.{reason.relation}", lang),
        # A reviewed reason stands on the whole statement, which heads the page.
        surface="" if reason.surface == document.measures[reason.measure].text else reason.surface,
        zone=zone.id if zone else "",
        zone_name=zone.name(lang) if zone else "",
        rule=rule,
        precision=_precision(document, reason, lang),
        sources=_sources(document, reason, lang),
        reach=by_prefecture(document.catalogue, reason.counties),
    )


def _precision(document: ReadDocument, reason: Reason, lang: Lang) -> str:
    """At which level units are meant, as one sentence."""
    if reason.relation == "province":
        return say("snapshot.meant_province", lang)
    own = sum(county in reason.places for county in reason.counties)
    through = len(reason.counties) - own
    said = [say(f"snapshot.meant_{reason.precision}", lang, n=own)] if own else []
    if through:
        whole = [p for p in reason.places if document.catalogue.places[p].level == "prefecture"]
        names = listing([document.catalogue.places[p].name(lang) for p in whole], lang)
        said.append(say("snapshot.meant_prefecture", lang, n=through, prefectures=names))
    return ("" if lang == "zh" else " ").join(said)


def _sources(document: ReadDocument, reason: Reason, lang: Lang) -> tuple[tuple[str, str], ...]:
    """Who says that the list is so, else the document itself, as words and address."""
    catalogue = document.catalogue
    ids = [document.record.source]
    if reason.zone:
        members = catalogue.zones[reason.zone].members
        ids = [one.source for one in members if one.adcode in reason.places]
    known = [catalogue.sources[i] for i in dict.fromkeys(ids) if i in catalogue.sources]
    return tuple(
        (source_in_words(one, lang).removesuffix(one.url).rstrip(), one.url) for one in known
    )


def _pair(document: ReadDocument, reason: Reason, lang: Lang) -> tuple[str, str, str]:
    """A pair of cities: our side's code, the pair in words, and whose word that is."""
    pair = pair_behind(document, reason)
    source = document.catalogue.sources[pair.source]
    return reason.places[0], pair_in_words(document, pair, "prefecture", lang), source.title


def _field(one: Field, lang: Lang) -> tuple[str, str]:
    return say(f"measures.field_{one.kind}", lang), one.words


def _siblings(document: ReadDocument, m: int, lang: Lang) -> list[tuple[int, str, str]]:
    """The other measures of the sentence it stands in: number, id, statement."""
    sentence = document.sentences[m]
    return [
        (i + 1, document.measures[i].id, document.statement(i, lang))
        for i, other in enumerate(document.sentences)
        if other == sentence and i != m
    ]


def _neighbour(document: ReadDocument, m: int) -> tuple[int, str] | None:
    return (m + 1, document.measures[m].id) if 0 <= m < len(document.measures) else None


def statement_lines(document: ReadDocument, lang: Lang) -> list[dict[str, Any]]:
    """Every measure as a line of a list: number, id, statement, strategies, section."""
    catalogue = document.catalogue
    return [
        {
            "number": m + 1,
            "id": measure.id,
            "statement": document.statement(m, lang),
            "original": measure.text,
            "strategies": [catalogue.strategies[s].name(lang) for s in measure.strategies],
            "theme": document.theme(m),
        }
        for m, measure in enumerate(document.measures)
    ]
