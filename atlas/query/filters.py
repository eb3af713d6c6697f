"""Parameters that narrow what is shown: the filter, in its sentence and cleared with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypeVar, get_args

from atlas.catalogue import Catalogue
from atlas.language import say
from atlas.link_codes import LinkCodes, any_of
from atlas.model import (
    BASES,
    PRECISIONS,
    RELATIONS,
    Adcode,
    Basis,
    Lang,
    MeasureId,
    Precision,
    Relation,
)
from atlas.query.parameter import OF_ALL, OF_MEASURES, Parameter
from atlas.safe_text import without_unseen
from atlas.search import search_terms, texts_with_all

if TYPE_CHECKING:
    import numpy as np

    from atlas.query import Query

Inherited = Literal["with", "without"]

LOCAL: Final[tuple[Relation, ...]] = ("explicit", "zone", "class")
"""Relations shown unless asked otherwise; province-wide links reach every county alike."""
REACHING: Final[tuple[Relation, ...]] = tuple(one for one in RELATIONS if one != "province")
"""Relations that lead to single places; pairs of cities reach every prefecture, and so are no part
of what is shown unless asked otherwise."""
TEXT_LIMIT: Final = 200
"""Characters of search text taken; nobody types more, and a longer address is not meant for us."""

_MEASURE: Final = re.compile(r"m-[0-9a-f]{8}(?:[0-9a-f]{8})?")
"""A measure; in several documents answered as one its document follows."""
_DOCUMENT: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")

Values = TypeVar("Values", bound="tuple[str, ...]")


class _Column(Parameter[Values]):
    """Values that a column of the link table holds under the parameter's own name."""

    narrows = True
    foreseen = True
    tables = OF_ALL

    def mask(self, links: LinkCodes, value: Values) -> np.ndarray | None:
        """Rows that hold one of the values."""
        return links.hold(self.name, value) if value else None


class Sources(_Column[tuple[str, ...]]):
    """Of several documents that are answered as one, those whose measures are meant."""

    name = "source"
    default: tuple[str, ...] = ()

    def knows(self, value: str, catalogue: Catalogue) -> bool:
        """An id as documents have it; whether it is among those read is seen when they are."""
        return _DOCUMENT.fullmatch(value) is not None

    def label(self, value: str, catalogue: Catalogue, lang: Lang) -> str:
        """Title of a document."""
        record = catalogue.document(value)
        return record.title(lang) if record else value


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


class Relations(_Column[tuple[Relation, ...]]):
    """How a place may be linked."""

    name = "relation"
    default: tuple[Relation, ...] = LOCAL
    metavar = "KIND"
    fixed = RELATIONS

    def label(self, value: str, catalogue: Catalogue, lang: Lang) -> str:
        """A relation in words."""
        return say(f"query.relation_{value}", lang)


class Precisions(Parameter[tuple[Precision, ...]]):
    """At which level a unit of the map is meant: itself, with its prefecture, by a site in it."""

    name = "precision"
    default: tuple[Precision, ...] = ()
    narrows = True
    foreseen = True
    tables = OF_ALL
    metavar = "LEVEL"
    fixed = PRECISIONS

    @staticmethod
    def column(level: str) -> str:
        """Column of the link table that says so of the units of a level."""
        return "precision" if level == "county" else "precision_prefecture"

    def mask_in(self, links: LinkCodes, query: Query) -> np.ndarray | None:
        """Rows that mean the units of the query's level in one of the ways."""
        value = query.precisions
        return links.hold(self.column(query.level), value) if value else None

    def label(self, value: str, catalogue: Catalogue, lang: Lang) -> str:
        """A precision in words."""
        return say(f"query.precision_{value}", lang)


class Bases(_Column[tuple[Basis, ...]]):
    """How sure the list must be."""

    name = "basis"
    default: tuple[Basis, ...] = ()
    metavar = "BASIS"
    fixed = BASES

    def label(self, value: str, catalogue: Catalogue, lang: Lang) -> str:
        """A basis in words."""
        return say(f"query.basis_{value}", lang)


class Readings(Parameter[tuple[str, ...]]):
    """Which extent of a zone is meant, as `zone:reading`; the default of a zone where none is.

    It is no mask of rows: the document is read under it (`ReadDocument.under`), so that whatever
    asks for members of a zone has those of the reading chosen.
    """

    name = "reading"
    default: tuple[str, ...] = ()
    narrows = True
    foreseen = True
    tables = OF_ALL
    metavar = "ZONE:READING"

    def values(self, catalogue: Catalogue) -> list[str]:
        """Readings beside the defaults, in the order of the zones."""
        return [value for value, one in catalogue.readings.items() if not one.default]

    def knows(self, value: str, catalogue: Catalogue) -> bool:
        """The defaults may be named as well."""
        return value in catalogue.readings

    def read(
        self, values: Sequence[str], catalogue: Catalogue
    ) -> tuple[tuple[str, ...] | None, list[str]]:
        """The readings that an address names, one a zone; a default needs no word."""
        chosen: dict[str, str] = {}
        lost = []
        for value in values:
            known = catalogue.readings.get(value)
            if known is None or chosen.setdefault(known.zone, value) != value:
                lost.append(value)
        order = self.values(catalogue)
        return tuple(sorted(set(chosen.values()) & set(order), key=order.index)) or None, lost

    def label(self, value: str, catalogue: Catalogue, lang: Lang) -> str:
        """A zone and what its list is."""
        reading = catalogue.readings[value]
        zone = catalogue.zones[reading.zone].name(lang)
        return say("query.reading_of", lang, zone=zone, title=reading.title(lang))


class Places(Parameter[tuple[Adcode, ...]]):
    """Places chosen, of any level."""

    name = "place"
    default: tuple[Adcode, ...] = ()
    narrows = True
    foreseen = True
    tables = OF_ALL
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


class CarriedOver(Parameter[Inherited]):
    """Whether links carried over from an earlier clause count."""

    name = "inherited"
    default: Inherited = "with"
    narrows = True
    foreseen = True
    tables = OF_ALL
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
    foreseen = True
    tables = OF_ALL
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
    foreseen = True
    tables = OF_MEASURES

    def knows(self, value: str, catalogue: Catalogue) -> bool:
        """An id as measures have it."""
        return _MEASURE.fullmatch(value) is not None

    def clause(self, value: tuple[MeasureId, ...], catalogue: Catalogue, lang: Lang) -> str | None:
        """Nothing: an open card is no part of the filter's sentence."""
        return None
