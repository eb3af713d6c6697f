"""Parameters that say what is read and how a page shows it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, get_args

from atlas.catalogue import Catalogue
from atlas.language import say
from atlas.model import LANGS, Lang
from atlas.province import built_in_document
from atlas.query.parameter import OF_ALL, Parameter

MapLevel = Literal["county", "prefecture"]
Count = Literal["strategies", "sentences", "measures", "zones"]

LEVELS: Final[tuple[MapLevel, ...]] = get_args(MapLevel)
COUNTS: Final[tuple[Count, ...]] = get_args(Count)
BUILT_IN: Final = built_in_document()

_KEPT: Final = re.compile(r"d-(?:[0-9a-f]{32}|[0-9a-f]{16})")
"""A reader's document; the short form is that of documents kept by an earlier version."""


class Language(Parameter[Lang]):
    """Language of the screen."""

    name = "lang"
    default: Lang = "zh"
    metavar = "LANG"
    fixed = LANGS


class _Document(Parameter[str]):
    def values(self, catalogue: Catalogue) -> list[str]:
        """The built-in documents; those that readers keep are not listed."""
        return list(catalogue.documents)

    def knows(self, value: str, catalogue: Catalogue) -> bool:
        """A built-in document, or an id as readers' documents have it."""
        return value in catalogue.documents or _KEPT.fullmatch(value) is not None

    def label(self, value: str, catalogue: Catalogue, lang: Lang) -> str:
        """Title of a built-in document."""
        return catalogue.documents[value].title(lang)


class DocumentRead(_Document):
    """The document that is read."""

    name = "doc"
    default = BUILT_IN
    tables = OF_ALL


class Against(_Document):
    """A second document, set beside the one that is read."""

    name = "against"
    default = ""
    tables = ("comparison",)


class Level(Parameter[MapLevel]):
    """Units of the map."""

    name = "level"
    default: MapLevel = "county"
    foreseen = True
    tables = ("links", "places", "indicators")
    metavar = "LEVEL"
    fixed = LEVELS


class Counted(Parameter[Count]):
    """What the map counts."""

    name = "count"
    default: Count = "strategies"
    foreseen = True
    metavar = "WHAT"
    fixed = COUNTS


class Indicator(Parameter[str]):
    """The figure that a page shows."""

    name = "indicator"
    default = ""
    tables = ("indicators",)

    def values(self, catalogue: Catalogue) -> list[str]:
        """Every indicator."""
        return list(catalogue.indicator_definitions)

    def label(self, value: str, catalogue: Catalogue, lang: Lang) -> str:
        """Name of an indicator."""
        return catalogue.indicator_definitions[value].name(lang)


class Years(Parameter[tuple[str, ...]]):
    """Years of the figure: none is the newest that is complete, two are set against each other."""

    name = "year"
    default: tuple[str, ...] = ()
    tables = ("indicators",)
    metavar = "YEAR"
    most = 2

    def values(self, catalogue: Catalogue) -> list[str]:
        """Years that have any figure."""
        return _years(catalogue)


class Kinds(Parameter[tuple[str, ...]]):
    """Kinds of cooperation."""

    name = "kind"
    default: tuple[str, ...] = ()
    tables = ("cooperation",)
    metavar = "KIND"

    def values(self, catalogue: Catalogue) -> list[str]:
        """Kinds that occur."""
        return list(dict.fromkeys(catalogue.cooperation["kind"]))

    def label(self, value: str, catalogue: Catalogue, lang: Lang) -> str:
        """A kind in words."""
        return say(f"export.kind_{value}", lang)


@lru_cache(maxsize=4)
def _years(catalogue: Catalogue) -> list[str]:
    return sorted({str(year) for year in catalogue.indicators["year"].dropna().unique()})
