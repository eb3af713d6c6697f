"""Words of a search text, and which texts hold them all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import rjieba

from atlas.reading.clean import clean


@lru_cache(maxsize=512)
def search_terms(text: str) -> tuple[str, ...]:
    """Words to look for, lower case, each once, in the order they were typed.

    What is typed is cleaned as documents are, so that traditional characters and full-width
    letters find what they name. Chinese is cut by jieba's algorithm and dictionary; a piece without
    a letter, digit or Chinese character is no word. A single Chinese character is kept only when
    nothing longer was typed, for it occurs almost everywhere.
    """
    # rjieba, which the engine has loaded anyway: jieba itself would take 67 MB more, and 0.8 s
    # before the first search. It cuts Chinese alike and keeps English together at hyphens.
    cut = rjieba.cut(clean(text).text.replace("-", " "), True)
    pieces = [piece.strip().lower() for piece in cut]
    found = list(dict.fromkeys(p for p in pieces if any(c.isalnum() for c in p)))
    long = [p for p in found if len(p) > 1]
    return tuple(long or found)


def texts_with_all(texts: Sequence[str], terms: Sequence[str]) -> np.ndarray:
    """Boolean array: which texts hold every term, whatever the case.

    No term at all (only punctuation was typed) is found nowhere.
    """
    lower = [text.lower() for text in texts]
    return np.array([bool(terms) and all(t in text for t in terms) for text in lower], dtype=bool)
