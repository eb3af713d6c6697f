"""Plotly charts on a page: a view that fetches its figure when it comes into sight."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from atlas.api.problems import told
from atlas.api.requests import read_params
from atlas.asking import read_query
from atlas.figures.palette import Theme
from atlas.figures.weight_chart import HEIGHT
from atlas.query import Query
from atlas.ui.assets import version
from atlas.ui.components import mount
from atlas.ui.coverage_answers import weight_drawn

PATH: Final = "/charts/coverage.json"
FOR_ONE_READER: Final = "private, max-age=3600"


def coverage_chart(query: Query, *, label: str) -> None:
    """Show coverage set against a figure; `label` is read out in its place."""
    # The version makes a new address when data or drawing change.
    address = query.address(PATH.lstrip("/"), v=version())
    data = {"lang": query.lang, "address": address, "label": label}
    mount("chart", key="chart", data=data, height=HEIGHT, isolated=False)


@told
async def serve_coverage_chart(request: Request) -> Response:
    """Figure of a query in Plotly's JSON; `paper` is the theme it is drawn for, light or dark."""
    params = read_params(request.scope["query_string"])
    paper: Theme = "dark" if params.pop("paper", []) == ["dark"] else "light"
    query, _ = await asyncio.to_thread(read_query, params)
    figure = await asyncio.to_thread(weight_drawn, query.doc, query, paper)
    headers = {"Cache-Control": FOR_ONE_READER, "X-Content-Type-Options": "nosniff"}
    return Response(figure.to_json(), media_type="application/json", headers=headers)
