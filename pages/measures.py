"""Measures: every measure of the selection as a card or a row, each with its evidence."""

from atlas.analysis.findings import document_scope, measures_finding
from atlas.figures.measures_payload import measures_payload
from atlas.ui.components import mount
from atlas.ui.frame import filter_bar, header
from atlas.ui.view import change, current_view

view = current_view()
header(view, title=measures_finding(view.selection), subtitle=document_scope(view.selection))
filter_bar(view)
mount(
    "measures",
    key="measures",
    data=measures_payload(view.selection),
    height=900,
    on_change=change,
)
