"""The link table as whole numbers, for what every run of the script asks and counts.

With some thousand rows pandas spends ten times as long on finding a column and making a new one as
numpy does on the rows themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
import pandas as pd


class LinkCodes:
    """Columns of a link table (`ReadDocument.links`) as arrays, each made when first asked for."""

    def __init__(self, links: pd.DataFrame) -> None:
        self.size = len(links)
        self._links = links
        # A cache of its own for each table, gone with it.
        self.codes = cache(self._codes)
        self.values = cache(self._values)
        self.plain = cache(self._plain)

    def _codes(self, column: str) -> np.ndarray:
        """Codes of a categorical column: positions in `values`."""
        codes: np.ndarray = self._links[column].cat.codes.to_numpy().astype(np.int64)
        return codes

    def _values(self, column: str) -> tuple[str, ...]:
        """Values of a categorical column, by code."""
        return tuple(self._links[column].cat.categories.tolist())

    def _plain(self, *columns: str) -> np.ndarray:
        """Numbers or booleans of columns that are not categorical; rows × columns for several."""
        array: np.ndarray = self._links[
            list(columns) if len(columns) > 1 else columns[0]
        ].to_numpy()
        return array

    def code(self, column: str, value: str) -> int:
        """Code of a value, -1 where it does not occur."""
        values = self.values(column)
        return values.index(value) if value in values else -1

    def hold(self, column: str, wanted: Iterable[str]) -> np.ndarray:
        """Boolean array: rows of a categorical column that hold one of the wanted values."""
        among = set(wanted)
        by_code = np.array([value in among for value in self.values(column)], dtype=bool)
        held: np.ndarray = by_code[self.codes(column)]
        return held


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
