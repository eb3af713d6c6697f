"""The page around the views: Streamlit's own spacing and chrome, brought to the house's measure."""

from __future__ import annotations

from typing import Final

import streamlit as st

STYLE: Final = """<style>
.stMainBlockContainer { padding: 0.75rem 1.5rem 2rem; max-width: 1760px; }
.stMainBlockContainer > .stVerticalBlock { gap: 0.5rem; }
.stAppHeader { background: transparent; height: 2.25rem; pointer-events: none; }
.stAppHeader * { pointer-events: auto; }
@media (max-width: 760px) { .stMainBlockContainer { padding: 2.25rem 0.75rem 1.5rem; } }
</style>"""


def page_style() -> None:
    """Trim the margins that Streamlit leaves for apps with a title of their own."""
    st.html(STYLE)
