"""Finding a place by what people type: Chinese name, pinyin, initials, English name or code."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from atlas.model import Place
from atlas.records import Alias

_GAPS = re.compile(r"[\s'’·\-]+")
_LEVELS = {"province": 0, "prefecture": 1, "county": 2}


def _fold(text: str) -> str:
    """Text as it is compared: one width, lower case, without gaps and apostrophes."""
    return _GAPS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _distinct(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_fold(name) for name in names))


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a place answers to; the first spelling is its short name, without 市, 县 or 区."""

    place: Place
    names: tuple[str, ...]
    paths: tuple[str, ...]
    spellings: tuple[str, ...]
    initials: tuple[str, ...]

    def rank(self, query: str) -> int | None:
        """How well the entry answers.

        0 whole, 1 beginning, 2 initials' beginning, 3 inside, 4 by the unit above it.
        """
        if query in (*self.names, *self.paths, *self.spellings, *self.initials):
            return 0
        if any(name.startswith(query) for name in self.names + self.spellings):
            return 1
        if any(initials.startswith(query) for initials in self.initials):
            return 2
        if any(query in name for name in self.names):
            return 3
        # One Latin letter stands inside nearly every spelling: it finds beginnings only.
        if len(query) > 1 and query in self.spellings[0]:
            return 3
        return 4 if any(path.startswith(query) for path in self.paths) else None


class PlaceFinder:
    """An index over the places and the aliases that name exactly one of them."""

    def __init__(self, places: tuple[Place, ...], aliases: tuple[Alias, ...] = ()) -> None:
        by_code = {place.adcode: place for place in places}
        named: dict[str, list[str]] = {}
        for alias in aliases:
            if alias.kind in ("region", "province"):
                named.setdefault(alias.target, []).append(alias.surface)
        self._entries = tuple(
            _Entry(
                place,
                names=_distinct(place.name_zh, place.short_zh, *named.get(place.adcode, ())),
                # People type the way down as well: 某市某区.
                paths=_distinct(*(above + place.name_zh for above in self._above(place, by_code))),
                spellings=(*place.pinyin.split(), _fold(place.name_en), place.adcode),
                initials=tuple(place.initials.split()),
            )
            for place in places
        )

    @staticmethod
    def _above(place: Place, places: dict[str, Place]) -> tuple[str, ...]:
        parent = places.get(place.parent or "")
        return () if parent is None else (parent.name_zh, parent.short_zh)

    def find(self, text: str) -> tuple[Place, ...]:
        """Places that answer the text, best first, then wider units first, then by code."""
        query = _fold(text)
        if not query:
            return ()
        found = [
            (rank, _LEVELS[entry.place.level], entry.place.adcode, entry.place)
            for entry in self._entries
            if (rank := entry.rank(query)) is not None
        ]
        return tuple(place for *_, place in sorted(found, key=lambda answer: answer[:3]))
