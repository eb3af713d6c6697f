"""`/assets/<version>/catalogue.json`: names, words, colours and the pages of the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from typing_extensions import TypedDict

from atlas.contract.common import Both, Ramp, Source
from atlas.model import Adcode, Basis, Extent, Lang, Level

PlaceRow = tuple[
    Adcode, str, str, str, str, Level, Adcode | None, bool, float | None, float | None, str
]
"""adcode, name_zh, name_en, pinyin, initials, level, parent, whether it has a polygon, x and y of
its label in units of `map.topo.json`, and the kind of unit that it is ranked among."""


class Plural(TypedDict):
    """A text that depends on a number, by the rules of plurals."""

    one: str
    other: str


Wording = str | Plural
"""A text with its `{places}`."""
MemberRow = tuple[Adcode, Basis, str]
"""A member of a zone: adcode, how sure the list is, and the id of its source."""


class Strategy(TypedDict):
    """A strategy with its names, sign and hue."""

    id: str
    zh: str
    en: str
    symbol: Both
    colour: str
    definition_zh: str
    definition_en: str


class Theme(TypedDict):
    """A section of the plan."""

    id: str
    zh: str
    en: str


class ZoneReading(TypedDict):
    """An extent that a zone is given; `value` is what an address calls it.

    The default has no members of its own here: they are the zone's. `read_as` is the zone whose
    list it is, where the basis is `equated`.
    """

    value: str
    zh: str
    en: str
    basis: Basis
    source: str
    year: str
    default: bool
    read_as: str
    members: Sequence[MemberRow]


class Zone(TypedDict):
    """A named area or class with its members on the default of its readings."""

    id: str
    zh: str
    en: str
    kind: Literal["zone", "class"]
    extent: Extent
    definition_zh: str
    definition_en: str
    members: Sequence[MemberRow]
    readings: Sequence[ZoneReading]


class QueryParameter(TypedDict):
    """What the browser knows of a parameter; `values` are those no other part lists."""

    name: str
    default: Sequence[str]
    narrows: bool
    foreseen: bool
    many: bool
    values: Sequence[str]


class Site(TypedDict):
    """Pages in the order of the line at the top, and the parameters in that of an address.

    Names of pictures that are saved begin with `file_stem`.
    """

    pages: Sequence[str]
    query: Sequence[QueryParameter]
    file_stem: str


class CatalogueAsset(TypedDict):
    """What every page knows.

    `ramps` are by strategy, the empty key for several, and by number of classes. The file that
    works offline holds the `words` of its own language alone.
    """

    places: Sequence[PlaceRow]
    strategies: Sequence[Strategy]
    themes: Sequence[Theme]
    zones: Sequence[Zone]
    sources: Mapping[str, Source]
    ramps: Mapping[str, Sequence[Ramp]]
    words: Mapping[Lang, Mapping[str, Wording]]
    site: Site
