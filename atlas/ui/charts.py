"""Plotly charts on a page: in the house's colours, without tools that nobody asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import plotly.graph_objects as go
import streamlit as st

from atlas.figures.palette import Theme

CONFIG: Final[dict[str, Any]] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def shown_theme() -> Theme:
    """The reader's theme; light before the browser has said which."""
    return "dark" if st.context.theme.type == "dark" else "light"


def chart(key: str, draw: Callable[[Theme], go.Figure], *, label: str) -> None:
    """Show what `draw` makes for the reader's theme; `label` is read out in its place."""
    st.plotly_chart(draw(shown_theme()), theme=None, key=key, config=CONFIG, alt=label)
