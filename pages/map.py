"""Map: filters, the county map, and the measures of the selection with their reasons."""

from atlas.analysis.findings import document_scope, map_finding
from atlas.figures.map_payload import map_message
from atlas.ui.components import MAP_HEIGHT, mount
from atlas.ui.frame import filter_bar, header
from atlas.ui.view import change, current_view

view = current_view()
header(view, title=map_finding(view.selection), subtitle=document_scope(view.selection))
filter_bar(view)
mount("map", key="map", data=map_message(view.selection), height=MAP_HEIGHT, on_change=change)
