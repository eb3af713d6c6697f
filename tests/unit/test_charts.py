"""A chart over HTTP: the figure of a query, in the colours of the paper it is drawn for."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from atlas.analysis.weight import FIGURES
from atlas.answering import ask
from atlas.documents import open_document
from atlas.ui import charts
from atlas.ui.coverage_answers import weighed
from tests.unit.asgi import get

APP = Starlette(routes=[Route(charts.PATH, charts.serve_coverage_chart)])


@pytest.mark.parametrize(
    "asked", ["", "strategy=ecology", "lang=en&place=231081", "indicator=share_65plus&year=2020"]
)
def test_the_figure_is_of_what_is_asked(asked: str) -> None:
    answer = get(APP, charts.PATH, asked)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["cache-control"] == "private, max-age=3600"
    query = ask(parse_qs(asked)).query
    gaps = weighed(open_document(query.doc), query).gaps
    marks = [t for t in json.loads(answer.body)["data"] if t.get("hoverinfo") != "skip"]
    assert sum(len(trace["customdata"]) for trace in marks) == len(gaps)
    said = {words[0] for trace in marks for words in trace["customdata"]}
    assert ("Suifenhe" in " ".join(said)) == ("lang=en" in asked)


def test_paper_is_light_unless_it_is_dark() -> None:
    colours = {
        paper: json.loads(get(APP, charts.PATH, f"paper={paper}").body)["layout"]["font"]["color"]
        for paper in ("light", "dark", "velvet")
    }
    assert colours["light"] == colours["velvet"] != colours["dark"]


def test_an_unknown_figure_falls_back_to_the_first() -> None:
    answer = get(APP, charts.PATH, "indicator=no-such-figure")
    first = get(APP, charts.PATH, f"indicator={FIGURES[0].indicator}")
    assert json.loads(answer.body)["data"] == json.loads(first.body)["data"]
