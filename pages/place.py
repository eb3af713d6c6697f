"""Place: a permalink page for each unit, with what reaches it and why, its zones and figures."""

from atlas.analysis.findings import place_finding, place_subtitle
from atlas.analysis.page_query import asked_of
from atlas.figures.place_payload import place_payload
from atlas.ui.components import mount
from atlas.ui.frame import filter_bar, header
from atlas.ui.view import change, current_view, selected

view = current_view()
# The page is about one place; of several that are chosen the first.
selection = selected(view.document, asked_of("place", view.document, view.query))
header(view, title=place_finding(selection), subtitle=place_subtitle(selection))
filter_bar(view)
mount("place", key="place", data=place_payload(selection), height=900, on_change=change)
