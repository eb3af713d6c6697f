"""Compare: places side by side, two strategies, two documents, or what could be compared."""

from atlas.ui.comparison_answers import compared
from atlas.ui.components import mount
from atlas.ui.frame import filter_bar, header
from atlas.ui.view import change, current_view

view = current_view()
title, subtitle, payload = compared(view.document, view.query, view.against)
header(view, title=title, subtitle=subtitle)
filter_bar(view)
mount("compare", key="compare", data=payload, height=900, on_change=change)
