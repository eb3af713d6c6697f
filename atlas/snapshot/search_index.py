"""What the search of the snapshot looks through: one small JSON file a language."""

from __future__ import annotations

import json
from collections.abc import Iterator

from atlas.analysis.reach import Selection
from atlas.catalogue import Catalogue
from atlas.language import say
from atlas.model import Lang, Place
from atlas.snapshot.layout import measure_path, place_path, strategy_path, zone_path

Entry = list[str]
"""Kind, address below the language, what it is called, what stands beside, what it is found by."""


def search_index(selection: Selection) -> bytes:
    """Places, strategies, zones and measures, each with all it may be looked for by.

    Names stand in both languages whatever the page's: a reader types the one they know.
    """
    entries = [
        *_places(selection.document.catalogue, selection.query.lang),
        *_strategies(selection.document.catalogue, selection.query.lang),
        *_zones(selection.document.catalogue, selection.query.lang),
        *_measures(selection),
    ]
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode()


def _places(catalogue: Catalogue, lang: Lang) -> Iterator[Entry]:
    for place in (*catalogue.prefectures, *catalogue.counties):
        parent = catalogue.places[place.parent or ""]
        beside = parent.name(lang) if place.level == "county" else say(f"kinds.{place.kind}", lang)
        yield ["place", place_path(place.adcode), place.name(lang), beside, _keys(place)]


def _keys(place: Place) -> str:
    """What a place may be typed as, the parts divided by a bar: a search begins at one of them."""
    known = (
        place.name_zh,
        place.short_zh,
        place.name_en,
        place.pinyin.replace(" ", ""),
        place.initials,
        place.adcode,
    )
    return "|".join(dict.fromkeys(name.lower() for name in known if name))


def _strategies(catalogue: Catalogue, lang: Lang) -> Iterator[Entry]:
    label = say("snapshot.kind_strategy", lang)
    for one in catalogue.strategies.values():
        keys = f"{one.name_zh}|{one.name_en}".lower()
        yield ["strategy", strategy_path(one.id), one.name(lang), label, keys]


def _zones(catalogue: Catalogue, lang: Lang) -> Iterator[Entry]:
    for zone in catalogue.zones.values():
        label = say(f"place.definition_{zone.kind}", lang)
        keys = f"{zone.name_zh}|{zone.name_en}".lower()
        yield ["zone", zone_path(zone.id), zone.name(lang), label, keys]


def _measures(selection: Selection) -> Iterator[Entry]:
    document, lang = selection.document, selection.query.lang
    for m, measure in enumerate(document.measures):
        label = say("method.number", lang, number=m + 1)
        keys = f"{measure.text}|{document.statement(m, 'en')}".lower()
        yield ["measure", measure_path(measure.id), document.statement(m, lang), label, keys]
