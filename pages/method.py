"""Data and method: how links are made and how well, every zone, source and table, terms."""

from atlas.analysis.method_findings import method_finding, method_subtitle
from atlas.figures.method_payload import method_payload
from atlas.ui.components import mount
from atlas.ui.frame import header
from atlas.ui.view import change, current_view

view = current_view()
lang = view.query.lang
header(
    view,
    title=method_finding(view.catalogue, lang),
    subtitle=method_subtitle(view.catalogue, lang),
)
mount("method", key="method", data=method_payload(view.selection), height=900, on_change=change)
