"""The link table as whole numbers, for what every run of the script asks and counts.

With some thousand rows pandas spends ten times as long on finding a column and making a new one as
numpy does on the rows themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

import numpy as np
import pandas as pd


class LinkCodes:
    """Columns of a link table (`ReadDocument.links`) as arrays, each made when first asked for."""

    def __init__(self, links: pd.DataFrame) -> None:
        self.size = len(links)
        self._links = links
        # Not functools.cache: on a method it ties a knot that waits for the garbage collector.
        self._made: dict[tuple[str, ...], np.ndarray] = {}
        self._values: dict[str, tuple[str, ...]] = {}

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as a table."""
        return self._links

    def where(self, kept: np.ndarray) -> LinkCodes:
        """The rows that a boolean array holds."""
        return _SomeLinks(self, np.flatnonzero(kept))

    def codes(self, column: str) -> np.ndarray:
        """Codes of a categorical column: positions in `values`."""
        return self._once(("codes", column), self._codes)

    def plain(self, *columns: str) -> np.ndarray:
        """Numbers or booleans of columns that are not categorical; rows × columns for several."""
        return self._once(("plain", *columns), self._plain)

    def values(self, column: str) -> tuple[str, ...]:
        """Values of a categorical column, by code."""
        if column not in self._values:
            self._values[column] = tuple(self._links[column].cat.categories.tolist())
        return self._values[column]

    def _once(self, key: tuple[str, ...], make: Callable[..., np.ndarray]) -> np.ndarray:
        if key not in self._made:
            self._made[key] = make(*key[1:])
        return self._made[key]

    def _codes(self, column: str) -> np.ndarray:
        codes: np.ndarray = self._links[column].cat.codes.to_numpy().astype(np.int64)
        return codes

    def _plain(self, *columns: str) -> np.ndarray:
        array: np.ndarray = self._links[
            list(columns) if len(columns) > 1 else columns[0]
        ].to_numpy()
        return array

    def code(self, column: str, value: str) -> int:
        """Code of a value, -1 where it does not occur."""
        values = self.values(column)
        return values.index(value) if value in values else -1

    def held(self, column: str) -> set[str]:
        """Values of a categorical column that occur in the rows."""
        values = self.values(column)
        return {values[code] for code in np.unique(self.codes(column)).tolist()}

    def numbers(self, column: str) -> set[int]:
        """Numbers of a column that occur in the rows."""
        return set(np.unique(self.plain(column)).tolist())

    def hold(self, column: str, wanted: Iterable[str]) -> np.ndarray:
        """Boolean array: rows of a categorical column that hold one of the wanted values."""
        among = set(wanted)
        by_code = np.array([value in among for value in self.values(column)], dtype=bool)
        held: np.ndarray = by_code[self.codes(column)]
        return held


class _SomeLinks(LinkCodes):
    """Some rows of a table, taken from the arrays of the whole; the table itself on demand."""

    def __init__(self, whole: LinkCodes, rows: np.ndarray) -> None:
        self.size = len(rows)
        self._whole, self._rows = whole, rows
        self._made = {}

    @cached_property
    def frame(self) -> pd.DataFrame:  # type: ignore[override]
        """The rows as a table."""
        return self._whole.frame.iloc[self._rows]

    def values(self, column: str) -> tuple[str, ...]:
        """Values of a categorical column, by code."""
        return self._whole.values(column)

    def _codes(self, column: str) -> np.ndarray:
        codes: np.ndarray = self._whole.codes(column)[self._rows]
        return codes

    def _plain(self, *columns: str) -> np.ndarray:
        array: np.ndarray = self._whole.plain(*columns)[self._rows]
        return array


def any_of(masks: Iterable[np.ndarray]) -> np.ndarray:
    """Boolean array: rows that one of the masks holds."""
    held: np.ndarray = np.logical_or.reduce(list(masks))
    return held


def all_of(masks: Iterable[np.ndarray]) -> np.ndarray:
    """Boolean array: rows that every one of the masks holds."""
    held: np.ndarray = np.logical_and.reduce(list(masks))
    return held


def distinct(of: np.ndarray, what: np.ndarray) -> np.ndarray:
    """How many different `what` go with 0, 1, 2, … in `of`; both whole numbers from 0 on."""
    pairs = np.unique(of << 32 | what)
    counts: np.ndarray = np.bincount(pairs >> 32)
    return counts
