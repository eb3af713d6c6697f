"""Overview: the plan at a glance, one small map a strategy, each the door to its own map."""

from atlas.analysis.findings import measures_finding, overview_subtitle
from atlas.figures.overview_payload import overview_payload
from atlas.ui.components import mount
from atlas.ui.frame import filter_bar, header
from atlas.ui.view import change, current_view

view = current_view()
header(view, title=measures_finding(view.selection), subtitle=overview_subtitle(view.selection))
filter_bar(view)
mount(
    "overview",
    key="overview",
    data=overview_payload(view.selection),
    height=760,
    on_change=change,
)
