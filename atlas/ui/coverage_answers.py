"""Answers of the coverage page, kept per document and query: thin wrappers over plain functions."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import plotly.graph_objects as go

from atlas.analysis.coverage import Coverage, LeftOut, cover, left_out
from atlas.analysis.reach import Selection
from atlas.analysis.weight import Weighing, weigh
from atlas.contract.coverage import CoverageMessage, WeightMessage, WeightTableMessage
from atlas.documents import ReadDocument
from atlas.figures.coverage_payload import coverage_payload
from atlas.figures.palette import Theme
from atlas.figures.weight_chart import weight_chart
from atlas.figures.weight_payload import figure_of, weight_payload, weight_table_payload
from atlas.holding import kept_on_it
from atlas.query import Query
from atlas.ui.view import selected

KEPT = 64
FIGURE: Final = ("indicator", "year", "kind", "against")
"""Parameters that change no matrix; without them, switching the figure counts nothing anew."""


def covered(document: ReadDocument, query: Query) -> Coverage:
    """The coverage a query asks for."""
    return _covered(document, query.without(*FIGURE))


@kept_on_it(KEPT)
def _covered(document: ReadDocument, query: Query) -> Coverage:
    return cover(selected(document, query))


@kept_on_it()
def never_covered(document: ReadDocument) -> LeftOut:
    """What a whole document leaves out."""
    return left_out(document)


def matrix_shown(document: ReadDocument, query: Query) -> CoverageMessage:
    """The matrix as the browser draws it."""
    return _matrix_shown(document, query.without(*FIGURE))


@kept_on_it(KEPT)
def _matrix_shown(document: ReadDocument, query: Query) -> CoverageMessage:
    return coverage_payload(covered(document, query), never_covered(document))


@kept_on_it(KEPT)
def weighed(document: ReadDocument, query: Query) -> Weighing:
    """Coverage against the figure a query asks for."""
    return weigh(_selection(document, query), figure_of(query))


def _selection(document: ReadDocument, query: Query) -> Selection:
    return replace(covered(document, query).selection, query=query)


@kept_on_it(KEPT)
def weight_shown(document: ReadDocument, query: Query) -> tuple[WeightMessage, WeightTableMessage]:
    """The finding and the table as the browser draws them."""
    selection, weighing = _selection(document, query), weighed(document, query)
    return weight_payload(selection, weighing), weight_table_payload(selection, weighing)


@kept_on_it(KEPT)
def weight_drawn(document: ReadDocument, query: Query, theme: Theme) -> go.Figure:
    """The scatter in the colours of a theme."""
    return weight_chart(_selection(document, query), weighed(document, query), theme)
