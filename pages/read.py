"""Read: a document with its measures and mentions marked, beside the map they lead to."""

from atlas.analysis.findings import document_scope, reading_finding
from atlas.figures.read_payload import read_payload
from atlas.ui.components import mount
from atlas.ui.frame import filter_bar, header
from atlas.ui.view import change, current_view

view = current_view()
header(view, title=reading_finding(view.selection), subtitle=document_scope(view.selection))
filter_bar(view)
mount("read", key="read", data=read_payload(view.selection), height=900, on_change=change)
