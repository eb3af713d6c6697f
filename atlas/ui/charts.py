"""Plotly charts on a page: a view that fetches its figure when it comes into sight."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from atlas.analysis.weight import can_weigh
from atlas.answering import names_reader_s, open_query
from atlas.api.aside import aside
from atlas.api.problems import document_problem, problem_response, told
from atlas.api.replying import PRIVATE
from atlas.api.requests import read_params
from atlas.contract.coverage import ChartMessage
from atlas.figures.palette import Theme
from atlas.figures.weight_chart import HEIGHT
from atlas.query import Params, Query
from atlas.store import MissingDocument, StoreFault
from atlas.ui.assets import version
from atlas.ui.components import mount
from atlas.ui.coverage_answers import weighed, weight_drawn

PATH: Final = "/charts/coverage.json"
FOR_ONE_READER: Final = "private, max-age=3600"


def coverage_chart(query: Query, *, label: str) -> None:
    """Show coverage set against a figure; `label` is read out in its place."""
    # The version makes a new address when data or drawing change.
    address = query.address(PATH.lstrip("/"), v=version())
    data: ChartMessage = {"lang": query.lang, "address": address, "label": label}
    mount("chart", key="chart", data=data, height=HEIGHT, isolated=False)


class NothingWeighed(LookupError):
    """No unit has the figure that coverage is to be set against, so there is nothing to draw."""


@told
async def serve_coverage_chart(request: Request) -> Response:
    """Figure of a query in Plotly's JSON; `paper` is the theme it is drawn for, light or dark."""
    params = read_params(request.scope["query_string"])
    paper: Theme = "dark" if params.pop("paper", []) == ["dark"] else "light"
    try:
        figure, private = await aside(_drawn, params, paper)
    except (MissingDocument, StoreFault) as fault:
        return problem_response(document_problem(fault), request)
    except NothingWeighed:
        return Response("not found", status_code=404)
    keeping = PRIVATE if private else FOR_ONE_READER
    headers = {"Cache-Control": keeping, "X-Content-Type-Options": "nosniff"}
    return Response(figure, media_type="application/json", headers=headers)


def _drawn(params: Params, paper: Theme) -> tuple[str, bool]:
    """The figure as JSON, and whether it is of a reader's document."""
    opened = open_query(params)
    known = can_weigh(opened.document.catalogue)
    if not known or weighed(opened.document, opened.query).gaps.empty:
        raise NothingWeighed
    figure = weight_drawn(opened.document, opened.query, paper)
    return str(figure.to_json()), names_reader_s(opened.query)
