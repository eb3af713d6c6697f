"""Cooperation: ties beyond the province on a national map, each with its measures and source."""

import streamlit as st

from atlas.analysis.tie_findings import tie_finding, tie_subtitle
from atlas.figures.cooperation_payload import cooperation_payload
from atlas.language import say
from atlas.ui.components import MAP_HEIGHT, mount
from atlas.ui.frame import filter_bar, header, nothing_held
from atlas.ui.kept_answers import ties
from atlas.ui.view import change, current_view

view = current_view()
if view.catalogue.cooperation.empty:
    nothing_held(view)
    st.stop()
selection = ties(view.document, view.query)
header(view, title=tie_finding(selection), subtitle=tie_subtitle(selection))
filter_bar(view, everything=say("cooperation.everything", view.query.lang))
mount(
    "cooperation",
    key="cooperation",
    data=cooperation_payload(selection),
    height=MAP_HEIGHT,
    on_change=change,
)
