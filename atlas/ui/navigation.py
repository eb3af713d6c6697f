"""The pages as Streamlit's navigation takes them."""

from __future__ import annotations

from copy import copy
from functools import cache

import streamlit as st
from streamlit.navigation.page import Page

from atlas.site import LANDING, SITE


def site_pages() -> dict[str, Page]:
    """Pages by name, in the order of the site, for one run of the script.

    Making one looks its file up on the disk, which took a tenth of a run; Streamlit only marks the
    one that may run, so that each run has copies of its own.
    """
    return {name: copy(page) for name, page in _pages().items()}


@cache
def _pages() -> dict[str, Page]:
    return {
        name: st.Page(
            f"pages/{name}.py",
            # Nobody reads it: the page's title is set later. It travels three times in every run.
            title=name,
            url_path=None if name == LANDING else name,
            default=name == LANDING,
        )
        for name in SITE
    }
