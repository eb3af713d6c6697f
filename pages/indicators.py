"""Indicators: any figure of the fact base as a map and a table, for a year or between two."""

import streamlit as st

from atlas.analysis.indicator_findings import indicator_finding, indicator_scope
from atlas.figures.indicators_payload import indicators_payload
from atlas.language import say
from atlas.ui.components import mount
from atlas.ui.frame import filter_bar, header, nothing_held
from atlas.ui.kept_answers import indicator
from atlas.ui.view import change, current_view

view = current_view()
if view.catalogue.indicators.empty:
    nothing_held(view)
    st.stop()
answer = indicator(view.document, view.query)
header(view, title=indicator_finding(answer), subtitle=indicator_scope(answer))
filter_bar(view, everything=say("indicators.everything", view.query.lang))
mount(
    "indicators",
    key="indicators",
    data=indicators_payload(answer),
    # The choice of indicator and year stands above the map: less is left of the window than there.
    height="clamp(480px, calc(100svh - 350px), 800px)",
    on_change=change,
)
