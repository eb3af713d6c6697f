"""What the reader asked to see: one vocabulary for sidebar, address, API and command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, Final, Self
from urllib.parse import urlencode

import numpy as np
import pandas as pd

from atlas.catalogue import Catalogue
from atlas.language import say
from atlas.link_codes import LinkCodes
from atlas.model import Lang
from atlas.query import filters, served, views
from atlas.query.filters import LOCAL, REACHING, TEXT_LIMIT
from atlas.query.parameter import Parameter
from atlas.query.views import COUNTS, LEVELS, Count, MapLevel
from atlas.safe_text import shown
from atlas.search import search_terms

NOT_OURS: Final = ("embed", "embed_options")
"""Parameters that belong to the server, not to the query; `utm_…` is left alone as well."""

Params = Mapping[str, Sequence[str]]


class Listed:
    """A class that knows the parameters in its body and in those it is made from."""

    __slots__ = ()

    _listed: ClassVar[dict[str, Parameter[Any]]] = {}

    def __init_subclass__(cls) -> None:
        own = [one for one in vars(cls).values() if isinstance(one, Parameter)]
        cls._listed = {**cls._listed, **{one.name: one for one in own}}


class Query(Listed):
    """What the reader asked to see; the same in sidebar, URL, API and command line.

    Its parameters stand here in the order an address has them: a further one is a class in
    `atlas/query/filters.py` or `views.py`, a line here and its words. A query never changes; equal
    ones are one key of a cache.
    """

    lang = views.Language()
    doc = views.DocumentRead()
    against = views.Against()
    sources = filters.Sources()
    themes = filters.Themes()
    strategies = served.Strategies()
    combine = served.Combined()
    relations = filters.Relations()
    precisions = filters.Precisions()
    bases = filters.Bases()
    readings = filters.Readings()
    places = filters.Places()
    level = views.Level()
    count = views.Counted()
    inherited = filters.CarriedOver()
    text = filters.SearchText()
    measures = filters.Measures()
    indicator = views.Indicator()
    years = views.Years()
    kinds = views.Kinds()

    __slots__ = ("_hash", "_values")

    _values: dict[str, Any]

    def __init__(self, **given: Any) -> None:
        known = self.parameters()
        values = {one.field: given.pop(one.field, one.default) for one in known}
        if given:
            raise TypeError(f"a query has no {', '.join(sorted(given))}")
        if values["combine"] == "all" and len(values["strategies"]) < 2:
            # Of one strategy, or none, it says nothing: one view has one address.
            values["combine"] = "either"
        self._values = values
        self._hash = hash(tuple(values.values()))

    @classmethod
    def parameters(cls) -> tuple[Parameter[Any], ...]:
        """Every parameter, in the order an address has them."""
        return tuple(cls._listed.values())

    @classmethod
    def parameter(cls, name: str) -> Parameter[Any] | None:
        """A parameter by its name in the address."""
        return cls._listed.get(name)

    def value(self, parameter: Parameter[Any]) -> Any:
        """Value of a parameter."""
        return self._values[parameter.field]

    def but(self, **changed: Any) -> Self:
        """This query with some of its fields changed."""
        return type(self)(**(self._values | changed))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Query):
            return NotImplemented
        return self._hash == other._hash and self._values == other._values

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.to_params()})"

    @classmethod
    def from_params(cls, params: Params, catalogue: Catalogue) -> tuple[Self, tuple[str, ...]]:
        """Read the parameters of an address.

        Returns the query and what was dropped, as `name=value` cut to a readable length. Nothing
        unknown is an error, and nothing unknown is silently kept.
        """
        found: dict[str, Any] = {}
        dropped: list[str] = []
        for name, given in params.items():
            values = [given] if isinstance(given, str) else list(given)
            if name in NOT_OURS or name.startswith("utm_"):
                continue
            parameter = cls.parameter(name)
            if parameter is None:
                dropped += [_shown(name, value) for value in values[:1]]
                continue
            value, lost = parameter.read(values, catalogue)
            dropped += [_shown(name, one) for one in lost]
            if value is not None:
                found[parameter.field] = value
        return cls(**found), tuple(dropped)

    def to_params(self) -> dict[str, list[str]]:
        """Parameters of the shortest address that means this query: defaults are left out."""
        return {
            one.name: one.written(self.value(one))
            for one in self.parameters()
            if self.value(one) != one.default
        }

    def address(self, page: str = "", **patch: Sequence[str] | str) -> str:
        """Relative address of a page showing this query, with some parameters replaced."""
        params = self.to_params()
        for name, value in patch.items():
            params[name] = [value] if isinstance(value, str) else list(value)
        query = urlencode({k: v for k, v in params.items() if v}, doseq=True)
        return f"{page}?{query}" if query else page or "?"

    def patched(self, patch: Params, catalogue: Catalogue) -> tuple[Self, tuple[str, ...]]:
        """The query after a reader changed some parameters; the rest stays."""
        return self.from_params({**self.to_params(), **dict(patch)}, catalogue)

    def without(self, *names: str) -> Self:
        """This query with the named parameters back at their defaults."""
        back = [one for one in self.parameters() if one.name in names]
        return self.but(**{one.field: one.default for one in back})

    @property
    def terms(self) -> tuple[str, ...]:
        """Words of the search text, as jieba cuts them."""
        return search_terms(self.text)

    @property
    def joint(self) -> bool:
        """Whether measures must serve several strategies at once."""
        return self.combine == "all"

    @property
    def filtered(self) -> bool:
        """Whether any part narrows what is shown; the others say how it is shown."""
        return any(self.value(one) != one.default for one in self.parameters() if one.narrows)

    def apply(self, links: pd.DataFrame, *, ignore: tuple[str, ...] = ()) -> pd.DataFrame:
        """Rows of a link table (`ReadDocument.links`) that the query asks for.

        `ignore` names parameters to leave out of account, as a facet's own counts need.
        """
        return links[self.mask(links, ignore=ignore)]

    def mask(self, links: pd.DataFrame, *, ignore: tuple[str, ...] = ()) -> np.ndarray:
        """Boolean array, one per link row, of what the query asks for."""
        return joined(self.masks(LinkCodes(links)), len(links), ignore=ignore)

    def masks(self, links: LinkCodes) -> dict[str, np.ndarray]:
        """What `mask` is made of: one boolean array for each parameter that narrows the rows."""
        made = ((one.name, one.mask_in(links, self)) for one in self.parameters())
        return {name: mask for name, mask in made if mask is not None}

    def clauses(self, catalogue: Catalogue) -> list[tuple[str, str]]:
        """Parts of the filter in words, as (parameter, words), for the sentence and the chips."""
        said = ((one.name, one.clause_in(self, catalogue)) for one in self.parameters())
        return [(name, words) for name, words in said if words is not None]

    def describe(self, catalogue: Catalogue) -> str:
        """The filter in force as one sentence in the reader's language."""
        said = [words for _, words in self.clauses(catalogue)]
        if not said:
            return say("query.all", self.lang)
        joined = say("query.join", self.lang).join(said)
        return say("query.sentence", self.lang, parts=joined)


DEFAULT: Final = Query()

FIELDS: Final[dict[str, str]] = {one.name: one.field for one in Query.parameters()}
"""Parameter in the address → field of `Query`, in the order they are written."""

SHOWN_HOW: Final = tuple(
    one.name for one in Query.parameters() if not one.narrows and one.name != "doc"
)
"""Parameters that say how a page shows its answer; the others say what is shown."""


def joined(
    masks: Mapping[str, np.ndarray], rows: int, *, ignore: tuple[str, ...] = ()
) -> np.ndarray:
    """Rows that every mask keeps, those of the parameters in `ignore` left out of account."""
    kept = [mask for name, mask in masks.items() if name not in ignore]
    result: np.ndarray = np.logical_and.reduce([np.ones(rows, dtype=bool), *kept])
    return result


# Asked for several times in every run of the script.
@cache
def allowed_values(catalogue: Catalogue) -> dict[str, list[str]]:
    """Values each listed parameter may take, in the order they are shown."""
    listed = ((one.name, one.values(catalogue)) for one in Query.parameters())
    return {name: values for name, values in listed if values is not None}


def labels(catalogue: Catalogue, lang: Lang) -> dict[str, dict[str, str]]:
    """Names of every listed value that has one, keyed parameter → value."""
    return {
        one.name: {value: one.label(value, catalogue, lang) for value in values}
        for one in Query.parameters()
        if (values := allowed_values(catalogue).get(one.name))
        and one.label(values[0], catalogue, lang) != values[0]
    }


def _shown(name: str, value: str) -> str:
    text = shown(f"{name[:24]}={value[:60]}")
    whole = len(text) <= 60 and len(value) <= 60
    return text if whole else f"{text[:48]}… ({len(value)})"


__all__ = [
    "COUNTS",
    "DEFAULT",
    "FIELDS",
    "LEVELS",
    "LOCAL",
    "REACHING",
    "SHOWN_HOW",
    "TEXT_LIMIT",
    "Count",
    "MapLevel",
    "Parameter",
    "Params",
    "Query",
    "allowed_values",
    "joined",
    "labels",
]
