"""What a reader sees where a page breaks: a sentence in their language, not Streamlit's box."""

from __future__ import annotations

import streamlit as st

from atlas.language import LANGS, say
from atlas.query import DEFAULT


def show_trouble(_: Exception) -> bool:
    """Say that the page broke, in place of Streamlit's box; its traceback is in the log already."""
    asked = st.query_params.get("lang")
    st.error(say("pages.trouble", next((lang for lang in LANGS if lang == asked), DEFAULT.lang)))
    return True
