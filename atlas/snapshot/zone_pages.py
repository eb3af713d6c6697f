"""Pages of zones and classes: what each is, who is on its list on whose word, what goes through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.analysis.reach import Selection
from atlas.documents import ReadDocument
from atlas.export.sources import source_in_words
from atlas.language import say
from atlas.model import Lang, Place
from atlas.snapshot.drawn import map_of
from atlas.snapshot.layout import Page, zone_path
from atlas.snapshot.subjects import selected
from atlas.zones import Zone


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit on a list: how sure that is, the number of the source that says so, and a note."""

    place: Place
    basis: str
    source: int
    note: str


@dataclass(frozen=True, slots=True)
class Extent:
    """An extent that a zone is given: what it is called, how sure, by whom, and of how many."""

    title: str
    basis: str
    source: str
    members: int
    default: bool


def zone_pages(lang: Lang) -> Iterator[Page]:
    """One page a zone and class, in the catalogue's order."""
    everything = selected(lang)
    for zone in everything.document.catalogue.zones.values():
        yield _page(everything, zone)


def measures_through(document: ReadDocument, zone: Zone) -> list[int]:
    """Positions of the measures that reach places through a zone, in the plan's order."""
    reasons = (document.reasons[i] for i in document.in_force)
    return sorted({r.measure for r in reasons if r.zone == zone.id})


def _page(selection: Selection, zone: Zone) -> Page:
    document, lang = selection.document, selection.query.lang
    catalogue = document.catalogue
    known = list(dict.fromkeys(member.source for member in zone.members))
    about = catalogue.about
    listed = [
        Listed(
            catalogue.places[m.adcode],
            say(f"query.basis_{m.basis}", lang),
            known.index(m.source) + 1,
            (about.translated(m.note, lang) or m.note) if m.note else "",
        )
        for m in zone.members
    ]
    through = measures_through(document, zone)
    names = {adcode: place.name(lang) for adcode, place in catalogue.places.items()}
    sure = [m.adcode for m in zone.members if m.basis != "inferred"]
    unsure = [m.adcode for m in zone.members if m.basis == "inferred"]
    finding = say(
        f"snapshot.zone_finding_{zone.kind}",
        lang,
        zone=zone.name(lang),
        units=say("place.members", lang, n=len(zone.members)),
        measures=say("place.items", lang, n=len(through)),
    )
    other = catalogue.zones[zone.read_as].name(lang) if zone.read_as else ""
    bases = dict.fromkeys(m.basis for m in zone.members)
    return Page(
        lang=lang,
        path=zone_path(zone.id),
        template="zone.html",
        # A strategy may have the same name.
        title=say("strategies.zone_open", lang, zone=zone.name(lang)),
        description=f"{finding}{say('pages.beside_join', lang)}{zone.definition(lang)}",
        heading=finding,
        live=("method", selection.query),
        up="zones",
        parts={
            "zone": zone,
            "bases": [say(f"place.basis_{basis}", lang, list=other) for basis in bases],
            "site": zone.extent == "site",
            "listed": listed,
            "sources": [_source(document, one, lang) for one in known],
            "extents": [
                Extent(
                    reading.title(lang),
                    say(f"query.basis_{reading.basis}", lang),
                    catalogue.sources[reading.source].title,
                    len(reading.members),
                    reading.default,
                )
                for reading in zone.readings
            ],
            "measures": [
                (m + 1, document.measures[m].id, document.statement(m, lang)) for m in through
            ],
            "map": map_of(
                {"direct": sure, "unsure": unsure},
                say("snapshot.zone_map", lang, zone=zone.name(lang)),
                names,
            ),
            "unsure": bool(unsure),
            "sure": bool(sure),
        },
    )


def _source(document: ReadDocument, id_: str, lang: Lang) -> tuple[str, str, str]:
    """A source in words, its address, and how the list was had from it."""
    source = document.catalogue.sources[id_]
    words = source_in_words(source, lang).removesuffix(source.url).rstrip()
    if not source.how_read:
        return words, source.url, ""
    how = say(f"method.read_{source.how_read}", lang)
    sure = say(f"method.confidence_{source.confidence}", lang)
    return words, source.url, say("method.read_so", lang, how=how, confidence=sure)
