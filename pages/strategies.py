"""Strategies: an index of all, and a page of each with its measures, map, zones and key words."""

from atlas.analysis.strategies import asked_of_each
from atlas.analysis.strategy_findings import strategies_finding, strategies_subtitle
from atlas.figures.strategies_payload import strategies_payload
from atlas.ui.components import mount
from atlas.ui.frame import filter_bar, header
from atlas.ui.view import change, current_view, reaches

view = current_view()
reached = reaches(view.document, asked_of_each(view.query))
header(
    view,
    title=strategies_finding(view.selection, reached),
    subtitle=strategies_subtitle(view.selection, reached),
)
filter_bar(view)
mount(
    "strategies",
    key="strategies",
    data=strategies_payload(view.selection, reached),
    height=900,
    on_change=change,
)
