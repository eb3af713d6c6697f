"""Place: a permalink page for each unit, with what reaches it and why, its zones and figures."""

from atlas.analysis.findings import place_finding, place_subtitle
from atlas.figures.place_payload import place_payload
from atlas.ui.components import mount
from atlas.ui.frame import filter_bar, header
from atlas.ui.view import change, current_view

view = current_view()
header(view, title=place_finding(view.selection), subtitle=place_subtitle(view.selection))
filter_bar(view)
mount("place", key="place", data=place_payload(view.selection), height=900, on_change=change)
