"""Places that a search text names, which are offered beside what the search finds."""

from __future__ import annotations

from functools import cache
from typing import Final

from atlas.catalogue import Catalogue
from atlas.model import Place
from atlas.query import Query
from atlas.reading.clean import clean

MOST_OFFERED: Final = 3


def places_named(catalogue: Catalogue, query: Query) -> list[Place]:
    """Places of the province that the whole search text names, by any name that is known of them.

    Full, short and former names in either script, and the English one; a name that several places
    have gives each. A place that is chosen already is not offered.
    """
    typed = " ".join(clean(query.text).text.split()).casefold()
    found = _by_name(catalogue).get(typed, ())
    return [catalogue.places[code] for code in found if code not in query.places][:MOST_OFFERED]


@cache
def _by_name(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    named: dict[str, dict[str, None]] = {}
    for place in catalogue.places.values():
        for name in (place.name_zh, place.short_zh, place.name_en):
            named.setdefault(name.casefold(), {})[place.adcode] = None
    for alias in catalogue.aliases:
        # One character names a place among others only, and never alone.
        if alias.target in catalogue.places and len(alias.surface) > 1:
            named.setdefault(alias.surface.casefold(), {})[alias.target] = None
    return {name: tuple(codes) for name, codes in named.items()}
