"""What one parameter is: its name, its values, what it keeps of the rows, and how it is said.

A parameter of the address is one object of one class, standing in the body of `Query`. The address,
the masks, the sentence, the chips, the API's description, the options of the command line and what
the browser knows of the query follow from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeVar, overload

from atlas.catalogue import Catalogue
from atlas.language import listing, say
from atlas.link_codes import LinkCodes
from atlas.model import Lang

if TYPE_CHECKING:
    import numpy as np

    from atlas.query import Query

T = TypeVar("T", bound="str | tuple[str, ...]")
P = TypeVar("P", bound="Parameter[Any]")

OF_MEASURES: Final = ("measures", "links", "places", "zones", "comparison")
"""Tables of the API whose rows come from measures and their links."""
OF_ALL: Final = (*OF_MEASURES, "indicators", "cooperation")
"""Every table: figures and ties are those of what the measures reach, where these are narrowed."""


class Parameter(Generic[T]):
    """One thing that a reader may ask for; as an attribute of a `Query` its value there.

    Its words are `query.<name>` (its part of the sentence, with `{values}`), where it narrows what
    is shown, and `api.param_<name>` (what it means, for programmers).
    """

    name: ClassVar[str]
    """In the address, the API and the command line."""
    default: T
    """Its value in an address that does not name it; a tuple where it may be repeated."""
    narrows: ClassVar[bool] = False
    """Whether it narrows what is shown, and so belongs to the filter and is cleared with it."""
    foreseen: ClassVar[bool] = False
    """Whether the browser counts by it as the server does, and shows the map before the answer."""
    tables: ClassVar[tuple[str, ...]] = ()
    """Tables of the API whose rows it changes."""
    metavar: ClassVar[str] = "ID"
    """What stands for its value in the help of the command line."""
    most: ClassVar[int | None] = None
    """Values taken at most."""
    fixed: ClassVar[tuple[str, ...]] = ()
    """Its values, where they do not come from the data."""

    field: str
    """The attribute of `Query` that holds it."""

    def __set_name__(self, owner: type, field: str) -> None:
        self.field = field

    @overload
    def __get__(self: P, query: None, owner: type) -> P: ...
    @overload
    def __get__(self, query: Query, owner: type) -> T: ...
    def __get__(self, query: Query | None, owner: type) -> Any:
        return self if query is None else query.value(self)

    @property
    def many(self) -> bool:
        """Whether it may be repeated."""
        return isinstance(self.default, tuple)

    def values(self, catalogue: Catalogue) -> list[str] | None:
        """Every value it may have, in the order they are shown; None where they are not listed."""
        return list(self.fixed) or None

    def knows(self, value: str, catalogue: Catalogue) -> bool:
        """Whether it may have a value.

        Ids of measures and of readers' documents are only held to their form: whoever looks them
        up says when they are not there.
        """
        return value in (self.values(catalogue) or ())

    def given(self, values: Sequence[str]) -> tuple[list[str], list[str]]:
        """The values of an address as they are meant, and what was left out of them."""
        return list(values), []

    def read(self, values: Sequence[str], catalogue: Catalogue) -> tuple[T | None, list[str]]:
        """The value that an address means, None for the default; and what of it is not known."""
        meant, lost = self.given(values)
        kept: list[str] = []
        for value in meant:
            known = self.knows(value, catalogue)
            if known and value in kept:
                continue
            if known and (self.most is None or len(kept) < self.most):
                kept.append(value)
            else:
                lost.append(value)
        return (self._of(kept, catalogue) if kept else None), lost

    def _of(self, kept: list[str], catalogue: Catalogue) -> Any:
        if not self.many:
            return kept[-1]
        order = self.values(catalogue)
        # Chosen in any order, kept in the order they are shown: one view has one address.
        return tuple(sorted(kept, key=order.index) if order else kept)

    def written(self, value: T) -> list[str]:
        """A value as an address holds it."""
        return list(value) if isinstance(value, tuple) else [value]

    def mask(self, links: LinkCodes, value: T) -> np.ndarray | None:
        """Boolean array, one per link row: which rows it keeps; None where it keeps all."""
        return None

    def mask_in(self, links: LinkCodes, query: Query) -> np.ndarray | None:
        """The same where what it keeps depends on another part of the query as well."""
        return self.mask(links, query.value(self))

    def label(self, value: str, catalogue: Catalogue, lang: Lang) -> str:
        """A value by its name."""
        return value

    def clause(self, value: T, catalogue: Catalogue, lang: Lang) -> str | None:
        """Its part of the filter's sentence; None where it narrows nothing."""
        if not self.narrows or not value or value == self.default:
            return None
        said = listing([self.label(v, catalogue, lang) for v in self.written(value)], lang)
        return say(f"query.{self.name}", lang, values=said)

    def clause_in(self, query: Query, catalogue: Catalogue) -> str | None:
        """The same where it depends on another part of the query as well."""
        return self.clause(query.value(self), catalogue, query.lang)

    def described(self, lang: Lang) -> str:
        """What it means, for programmers."""
        return say(f"api.param_{self.name}", lang)

    def __repr__(self) -> str:
        return f"<parameter {self.name}>"
