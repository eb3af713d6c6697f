"""Coverage: units against strategies, who is left out, and coverage set against real figures."""

from atlas.analysis.coverage_findings import coverage_finding, coverage_subtitle
from atlas.analysis.weight import can_weigh
from atlas.ui.charts import coverage_chart
from atlas.ui.components import mount
from atlas.ui.coverage_answers import (
    covered,
    matrix_shown,
    never_covered,
    weighed,
    weight_shown,
)
from atlas.ui.frame import filter_bar, header
from atlas.ui.view import change, current_view

view = current_view()
document, query = view.document, view.query
coverage = covered(document, query)
header(
    view,
    title=coverage_finding(coverage, never_covered(document)),
    subtitle=coverage_subtitle(coverage),
)
filter_bar(view)
# All counted before any is sent: what comes one by one is laid out and painted one by one.
matrix = matrix_shown(document, query)
shown = weight_shown(document, query) if can_weigh(view.catalogue) else None
mount("coverage", key="coverage", data=matrix, height=1100, on_change=change)
if shown:
    finding, table = shown
    mount("weight", key="weight", data=finding, height=420, on_change=change)
    if not weighed(document, query).gaps.empty:
        coverage_chart(query, label=finding["chart"])
    mount("weight_table", key="weight_table", data=table, height=900, on_change=change)
