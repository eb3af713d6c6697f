"""Answers of the coverage page, kept per document and query: thin wrappers over plain functions."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import plotly.graph_objects as go

from atlas.analysis.coverage import Coverage, LeftOut, cover, left_out
from atlas.analysis.reach import Selection
from atlas.analysis.weight import Weighing, weigh
from atlas.documents import open_document
from atlas.figures.coverage_payload import coverage_payload
from atlas.figures.palette import Theme
from atlas.figures.weight_chart import weight_chart
from atlas.figures.weight_payload import figure_of, weight_payload, weight_table_payload
from atlas.query import Query
from atlas.ui.view import selected

KEPT = 64
FIGURE: Final = ("indicator", "year", "kind", "against")
"""Parameters that change no matrix; without them, switching the figure counts nothing anew."""


def covered(document_id: str, query: Query) -> Coverage:
    """The coverage a query asks for."""
    return _covered(document_id, query.without(*FIGURE))


@lru_cache(maxsize=KEPT)
def _covered(document_id: str, query: Query) -> Coverage:
    return cover(selected(document_id, query))


@lru_cache(maxsize=8)
def never_covered(document_id: str) -> LeftOut:
    """What a whole document leaves out."""
    return left_out(open_document(document_id))


def matrix_shown(document_id: str, query: Query) -> dict[str, Any]:
    """The matrix as the browser draws it."""
    return _matrix_shown(document_id, query.without(*FIGURE))


@lru_cache(maxsize=KEPT)
def _matrix_shown(document_id: str, query: Query) -> dict[str, Any]:
    return coverage_payload(covered(document_id, query), never_covered(document_id))


@lru_cache(maxsize=KEPT)
def weighed(document_id: str, query: Query) -> Weighing:
    """Coverage against the figure a query asks for."""
    return weigh(_selection(document_id, query), figure_of(query))


def _selection(document_id: str, query: Query) -> Selection:
    return replace(covered(document_id, query).selection, query=query)


@lru_cache(maxsize=KEPT)
def weight_shown(document_id: str, query: Query) -> tuple[dict[str, Any], dict[str, Any]]:
    """The finding and the table as the browser draws them."""
    selection, weighing = _selection(document_id, query), weighed(document_id, query)
    return weight_payload(selection, weighing), weight_table_payload(selection, weighing)


@lru_cache(maxsize=KEPT)
def weight_drawn(document_id: str, query: Query, theme: Theme) -> go.Figure:
    """The scatter in the colours of a theme."""
    return weight_chart(_selection(document_id, query), weighed(document_id, query), theme)
