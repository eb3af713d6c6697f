"""What pages of strategies and places share: measures with their reasons, figures, sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from atlas.analysis.reach import Selection, select
from atlas.answering import open_query
from atlas.catalogue import Catalogue
from atlas.export import brief
from atlas.export.brief_figures import Numbered, brief_figures
from atlas.export.brief_lines import Line, sentences
from atlas.export.statement import limits
from atlas.language import say
from atlas.model import Adcode, Lang, Place

Lines = list[tuple[str, tuple[Line, ...]]]
"""Measures by sentence, each run with what stands above it."""


@dataclass(frozen=True, slots=True)
class Because:
    """A reason in words and the measures that are here for it."""

    why: str
    runs: Lines


@dataclass(frozen=True, slots=True)
class Group:
    """Measures that come in one way, what that way means, and its reasons."""

    title: str
    about: str
    reasons: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class ZoneLine:
    """A zone that measures come through: how sure its list is, and the numbers of its sources."""

    id: str
    name: str
    definition: str
    basis: str
    marks: tuple[str, ...]


def selected(lang: Lang, **params: str) -> Selection:
    """What the parameters of an address come to in the built-in plan, in one language."""
    opened = open_query({"lang": [lang], **{name: [value] for name, value in params.items()}})
    return select(opened.document, opened.query)


def subject_parts(selection: Selection, page: str) -> dict[str, Any]:
    """What a template says of one place or one strategy, but for what is its own."""
    lang, document = selection.query.lang, selection.document
    sources = Numbered(lang)
    if own := document.catalogue.sources.get(document.record.source):
        sources.mark(own)
    zones = _zones(selection, sources)
    figures = brief_figures(selection, sources)
    wide = brief.province_wide(selection)
    return {
        "points": brief.points(selection),
        "groups": _groups(selection),
        "wide": sentences(wide, lang),
        "wide_n": len(wide),
        "zones": zones,
        "figures": figures,
        "limits": limits(selection, document.catalogue, page),
        "sources": [(said.removesuffix(url).rstrip(), url) for said, url in sources.said],
        "measure_ids": {i + 1: measure.id for i, measure in enumerate(document.measures)},
    }


def _groups(selection: Selection) -> list[Group]:
    lang, place = selection.query.lang, brief.subject(selection)
    found = []
    for group in brief.groups(selection):
        own = group.precision == "unit" or group.relation == "pair"
        of = group.relation if own else group.precision
        title = say("brief.group", lang, relation=say(f"place.{of}", lang), n=group.measures)
        about = _about(selection, place, of) if place else ""
        reasons = tuple(Because(r.why, sentences(r.lines, lang)) for r in group.reasons)
        found.append(Group(title, about, reasons))
    return found


def _about(selection: Selection, place: Place, of: str) -> str:
    """What a way of reaching a place means, in a sentence about this place."""
    lang, places = selection.query.lang, selection.document.catalogue.places
    parent = places[place.parent].name(lang) if place.parent else ""
    key = f"place.about_{of}_{place.level}"
    return say(key, lang, place=place.name(lang), parent=parent)


def _zones(selection: Selection, sources: Numbered) -> list[ZoneLine]:
    lang, known = selection.query.lang, selection.document.catalogue.sources
    return [
        ZoneLine(
            used.zone.id,
            used.zone.name(lang),
            used.zone.definition(lang),
            say("place.between", lang).join(say(f"query.basis_{b}", lang) for b in used.bases),
            tuple(sources.mark(known[source]) for source in used.sources),
        )
        for used in brief.zones_used(selection)
    ]


def by_prefecture(catalogue: Catalogue, codes: Iterable[Adcode]) -> list[tuple[Place, list[Place]]]:
    """County-level units under their prefectures, both in code order."""
    wanted = set(codes)
    found = []
    for prefecture in catalogue.prefectures:
        within = [c for c in catalogue.children(prefecture.adcode) if c.adcode in wanted]
        if within:
            found.append((prefecture, within))
    return found
