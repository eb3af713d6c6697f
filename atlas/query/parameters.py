"""The parameters of an address, a class each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypeVar, get_args

from atlas.catalogue import Catalogue
from atlas.language import say
from atlas.link_codes import LinkCodes, any_of
from atlas.model import (
    BASES,
    LANGS,
    RELATIONS,
    Adcode,
    Basis,
    Lang,
    MeasureId,
    Relation,
    StrategyId,
)
from atlas.query.parameter import OF_MEASURES, Parameter
from atlas.safe_text import without_unseen
from atlas.search import search_terms, texts_with_all

if TYPE_CHECKING:
    import numpy as np

MapLevel = Literal["county", "prefecture"]
Count = Literal["strategies", "measures", "zones"]
Inherited = Literal["with", "without"]

LEVELS: Final[tuple[MapLevel, ...]] = get_args(MapLevel)
COUNTS: Final[tuple[Count, ...]] = get_args(Count)
LOCAL: Final[tuple[Relation, ...]] = ("explicit", "zone", "class")
"""Relations shown unless asked otherwise; province-wide links reach every county alike."""
TEXT_LIMIT: Final = 200
"""Characters of search text taken; nobody types more, and a longer address is not meant for us."""
BUILT_IN: Final = "plan-2026"

_MEASURE: Final = re.compile(r"m-[0-9a-f]{8}")
_KEPT: Final = re.compile(r"d-(?:[0-9a-f]{32}|[0-9a-f]{16})")
"""A reader's document; the short form is that of documents kept by an earlier version."""


Values = TypeVar("Values", bound="tuple[str, ...]")


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
    tables = OF_MEASURES


class Against(_Document):
    """A second document, set beside the one that is read."""

    name = "against"
    default = ""


class _Column(Parameter[Values]):
    """Values that a column of the link table holds under the parameter's own name."""

    narrows = True
    tables = OF_MEASURES

    def mask(self, links: LinkCodes, value: Values) -> np.ndarray | None:
        """Rows that hold one of the values."""
        return links.hold(self.name, value) if value else None


class Themes(_Column[tuple[str, ...]]):
    """Sections of the plan."""

    name = "theme"
    default: tuple[str, ...] = ()

    def values(self, catalogue: Catalogue) -> list[str]:
        """Sections in the plan's order."""
        return list(catalogue.themes)

    def label(self, value: str, catalogue: Catalogue, lang: Lang) -> str:
        """Name of a section."""
        theme = catalogue.themes[value]
        return theme.name_zh if lang == "zh" else theme.name_en


class Strategies(Parameter[tuple[StrategyId, ...]]):
    """Strategies that a measure serves, any of them."""

    name = "strategy"
    default: tuple[StrategyId, ...] = ()
    narrows = True
    tables = OF_MEASURES

    def values(self, catalogue: Catalogue) -> list[str]:
        """Strategies in their order."""
        return list(catalogue.strategies)

    def mask(self, links: LinkCodes, value: tuple[StrategyId, ...]) -> np.ndarray | None:
        """Rows of measures that serve one of the strategies."""
        return any_of(links.plain(strategy) for strategy in value) if value else None

    def label(self, value: str, catalogue: Catalogue, lang: Lang) -> str:
        """Name of a strategy."""
        return catalogue.strategies[value].name(lang)


class Relations(_Column[tuple[Relation, ...]]):
    """How a place may be linked."""

    name = "relation"
    default: tuple[Relation, ...] = LOCAL
    metavar = "KIND"
    fixed = RELATIONS

    def label(self, value: str, catalogue: Catalogue, lang: Lang) -> str:
        """A relation in words."""
        return say(f"query.relation_{value}", lang)


class Bases(_Column[tuple[Basis, ...]]):
    """How sure the list must be."""

    name = "basis"
    default: tuple[Basis, ...] = ()
    metavar = "BASIS"
    fixed = BASES

    def label(self, value: str, catalogue: Catalogue, lang: Lang) -> str:
        """A basis in words."""
        return say(f"query.basis_{value}", lang)


class Places(Parameter[tuple[Adcode, ...]]):
    """Places chosen, of any level."""

    name = "place"
    default: tuple[Adcode, ...] = ()
    narrows = True
    tables = (*OF_MEASURES, "indicators", "cooperation")
    metavar = "ADCODE"
    levels: ClassVar = ("county", "prefecture", "province", "place")
    """Columns of the link table that hold a place: the unit reached, those above, the one named."""

    def values(self, catalogue: Catalogue) -> list[str]:
        """Every place by its code."""
        return list(catalogue.places)

    def mask(self, links: LinkCodes, value: tuple[Adcode, ...]) -> np.ndarray | None:
        """Rows that come to one of the places, lie in it, or name it."""
        return any_of(links.hold(level, value) for level in self.levels) if value else None

    def label(self, value: str, catalogue: Catalogue, lang: Lang) -> str:
        """Name of a place."""
        return catalogue.places[value].name(lang)


class Level(Parameter[MapLevel]):
    """Units of the map."""

    name = "level"
    default: MapLevel = "county"
    tables = ("places", "indicators")
    metavar = "LEVEL"
    fixed = LEVELS


class Counted(Parameter[Count]):
    """What the map counts."""

    name = "count"
    default: Count = "strategies"
    metavar = "WHAT"
    fixed = COUNTS


class CarriedOver(Parameter[Inherited]):
    """Whether links carried over from an earlier clause count."""

    name = "inherited"
    default: Inherited = "with"
    narrows = True
    tables = OF_MEASURES
    metavar = "HOW"
    fixed = get_args(Inherited)

    def mask(self, links: LinkCodes, value: Inherited) -> np.ndarray | None:
        """Rows that stand on words of their own."""
        if value == "with":
            return None
        kept: np.ndarray = ~links.plain("inherited")
        return kept


class SearchText(Parameter[str]):
    """Words to search for, all of them."""

    name = "q"
    default = ""
    narrows = True
    tables = OF_MEASURES
    metavar = "TEXT"

    def knows(self, value: str, catalogue: Catalogue) -> bool:
        """Any text up to the limit."""
        return len(value) <= TEXT_LIMIT

    def given(self, values: Sequence[str]) -> tuple[list[str], list[str]]:
        """Searches given one by one are one search, and the limit is on the whole."""
        typed, unseen = without_unseen(" ".join(values))
        return [" ".join(typed.split())], [unseen] if unseen else []

    def mask(self, links: LinkCodes, value: str) -> np.ndarray | None:
        """Rows of measures that hold every word."""
        if not value:
            return None
        found = texts_with_all(links.values("text"), search_terms(value))
        kept: np.ndarray = found[links.codes("text")]
        return kept

    def described(self, lang: Lang) -> str:
        """What it means, and how much of it is taken."""
        return say("api.param_q", lang, most=TEXT_LIMIT)


class Measures(Parameter[tuple[MeasureId, ...]]):
    """Measures opened; in a file or an answer the only ones."""

    name = "measure"
    default: tuple[MeasureId, ...] = ()
    narrows = True
    tables = OF_MEASURES

    def knows(self, value: str, catalogue: Catalogue) -> bool:
        """An id as measures have it."""
        return _MEASURE.fullmatch(value) is not None

    def clause(self, value: tuple[MeasureId, ...], catalogue: Catalogue, lang: Lang) -> str | None:
        """Nothing: an open card is no part of the filter's sentence."""
        return None


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
