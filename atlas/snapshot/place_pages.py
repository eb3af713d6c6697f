"""Pages of prefectures and counties: what reaches each and why, its zones, figures, neighbours."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.analysis.findings import place_finding, place_subtitle
from atlas.analysis.precision import by_way
from atlas.analysis.reach import Selection
from atlas.catalogue import Catalogue
from atlas.export import brief
from atlas.figures.place_payload import zones_of_place
from atlas.language import say
from atlas.model import Adcode, Lang, Place
from atlas.snapshot.drawn import map_of
from atlas.snapshot.layout import Page, place_path
from atlas.snapshot.subjects import selected, subject_parts


def place_pages(catalogue: Catalogue, lang: Lang) -> Iterator[Page]:
    """One page a prefecture and county, in code order."""
    for place in (*catalogue.prefectures, *catalogue.counties):
        yield _page(selected(lang, place=place.adcode), place)


def _page(selection: Selection, place: Place) -> Page:
    query, catalogue = selection.query, selection.document.catalogue
    lang, name = query.lang, place.name(query.lang)
    ways = by_way(selection)
    parent = catalogue.places[place.parent or ""]
    children = {c.name(lang): c.adcode for c in catalogue.children(place.adcode)}
    listed = [
        (zone, say(f"query.basis_{basis}", lang), part)
        for zone, basis, part in zones_of_place(catalogue, place)
    ]
    return Page(
        lang=lang,
        path=place_path(place.adcode),
        template="place.html",
        # Names of districts are not unique in a province.
        title=say("snapshot.place_title", lang, place=name, parent=parent.name(lang))
        if parent.level == "prefecture"
        else name,
        description=f"{place_finding(selection)}{say('pages.beside_join', lang)}"
        f"{say('pages.description', lang)}",
        heading=place_finding(selection),
        live=("place", query),
        up="place",
        parts={
            **subject_parts(selection, "place"),
            "place": place,
            "parent": parent if parent.level != "province" else None,
            "subtitle": place_subtitle(selection),
            "numbers": [
                (say("snapshot.number_unit", lang), len(ways["unit"])),
                (say("snapshot.number_site", lang), len(ways["site"])),
                (say("snapshot.number_prefecture", lang), len(ways["prefecture"])),
                (say("snapshot.number_province", lang), len(selection.province)),
            ],
            "map": _locator(catalogue, place, parent, lang),
            "listed": [(catalogue.zones[zone], basis, part) for zone, basis, part in listed],
            "children": [
                (who, children[who], measures, strategies)
                for who, measures, strategies in brief.children(selection, place)
            ],
            "neighbours": catalogue.neighbours(place.adcode),
        },
    )


def _locator(catalogue: Catalogue, place: Place, parent: Place, lang: Lang) -> str:
    """Where a place lies: itself, in its prefecture; nothing for one without an outline."""
    if not place.polygon:
        return ""
    at = {"place": place.name(lang), "parent": parent.name(lang)}
    key = "locator" if parent.level == "prefecture" else "locator_prefecture"
    around: list[Adcode] = [parent.adcode] if parent.level == "prefecture" else []
    names = {adcode: known.name(lang) for adcode, known in catalogue.places.items()}
    return map_of(
        {"around": around, "direct": [place.adcode]},
        say(f"place.{key}", lang, **at),
        names,
        counties=False,
    )
