"""The Streamlit entry script: shared filters, navigation, and the page asked for."""

import streamlit as st

from atlas.catalogue import DataError
from atlas.language import say
from atlas.ui.frame import filter_panel, go_where_asked
from atlas.ui.style import page_style
from atlas.ui.view import open_view

st.set_page_config(layout="wide", initial_sidebar_state="auto")
page_style()

PAGES = {
    "overview": st.Page("pages/overview.py", title="总览 · Overview", default=True),
    "map": st.Page("pages/map.py", title="地图 · Map", url_path="map"),
    "measures": st.Page("pages/measures.py", title="举措 · Measures", url_path="measures"),
    "place": st.Page("pages/place.py", title="地区 · Place", url_path="place"),
}
page = st.navigation(list(PAGES.values()), position="hidden")
go_where_asked(PAGES)
try:
    view = open_view(page.url_path or "overview")
except DataError as error:
    for lang in ("zh", "en"):
        st.error(f"**{say('pages.broken_title', lang)}** {say('pages.broken_text', lang)}")
        st.code("\n".join(problem.sentence(lang) for problem in error.problems))
    st.stop()
filter_panel(view)
page.run()
