"""The Streamlit entry script: shared filters, navigation, and the page asked for."""

import streamlit as st

from atlas.catalogue import DataError
from atlas.language import say
from atlas.site import LANDING
from atlas.ui.frame import filter_panel, go_where_asked
from atlas.ui.head import page_title
from atlas.ui.navigation import site_pages
from atlas.ui.view import close_view, open_view

pages = site_pages()
page = st.navigation(list(pages.values()), position="hidden")
go_where_asked(pages)
try:
    view = open_view(page.url_path or LANDING)
except DataError as error:
    st.set_page_config(layout="wide")
    for lang in ("zh", "en"):
        st.error(f"**{say('pages.broken_title', lang)}** {say('pages.broken_text', lang)}")
        st.code("\n".join(problem.sentence(lang) for problem in error.problems))
    st.stop()
st.set_page_config(page_title=page_title(view.page, view.query, view.catalogue), layout="wide")
try:
    filter_panel(view)
    page.run()
finally:
    close_view()
