"""The county map in Dash: one choropleth, patched as strategies are chosen.

It shows less than the product's page (no list, no rivers, no labels) and counts with the product's
own code, so what differs is how a changed map reaches the screen.
"""

from __future__ import annotations

import argparse
import json
from functools import cache
from typing import Final

import plotly.graph_objects as go
from dash import Dash, Input, Output, Patch, dcc, html
from flask import jsonify

from atlas.analysis.reach import drawn_units
from atlas.catalogue import GEO
from atlas.documents import open_document
from atlas.figures.classes import MOST_CLASSES, NOTHING
from atlas.figures.palette import NEUTRAL, ramp
from atlas.query import DEFAULT
from bench.county_classes import classes_of

HATCHED: Final = "#eef1f4"
"""A choropleth cannot hatch: counties that nothing reaches get a flat grey."""


@cache
def county_figure() -> go.Figure:
    """The unfiltered map."""
    colours = [HATCHED, *ramp(NEUTRAL, MOST_CLASSES, "light")]
    steps = len(colours) - 1
    trace = go.Choropleth(
        # Rings run clockwise: plotly would take the others for the rest of the globe.
        geojson=json.loads((GEO / "counties.geojson").read_text(encoding="utf-8")),
        featureidkey="properties.adcode",
        locations=drawn_units(open_document(DEFAULT.doc).catalogue, "county"),
        z=classes_of([]),
        zmin=NOTHING,
        zmax=MOST_CLASSES - 1,
        colorscale=[[i / steps, colour] for i, colour in enumerate(colours)],
        marker={"line": {"color": "#ffffff", "width": 0.7}},
        showscale=False,
    )
    figure = go.Figure(trace)
    figure.update_geos(
        visible=False,
        projection={"type": "conic equal area", "rotation": {"lon": 128}, "parallels": [45, 52]},
        lonaxis={"range": [121, 135.5]},
        lataxis={"range": [43, 54]},
    )
    figure.update_layout(height=820, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return figure


def dash_app() -> Dash:
    """The page, its callback, and an empty outline of the world so that plotly asks nobody else."""
    app = Dash(__name__, title="Dash", update_title="")
    strategies = open_document(DEFAULT.doc).catalogue.strategies.values()
    app.layout = html.Div(
        [
            dcc.Checklist(
                id="strategies",
                options=[{"label": s.name_zh, "value": s.id} for s in strategies],
                value=[],
            ),
            dcc.Graph(
                id="map",
                figure=county_figure(),
                config={"topojsonURL": "/topojson/", "displayModeBar": False},
            ),
        ],
        style={"display": "grid", "gridTemplateColumns": "240px 1fr"},
    )

    @app.callback(Output("map", "figure"), Input("strategies", "value"), prevent_initial_call=True)
    def colour(chosen: list[str]) -> Patch:
        patch = Patch()
        patch["data"][0]["z"] = classes_of(chosen)
        return patch

    nothing = {"type": "Topology", "objects": {}, "arcs": []}
    app.server.add_url_rule("/topojson/<name>", "outline", lambda name: jsonify(nothing))
    app.server.add_url_rule("/health", "health", lambda: "ok")
    return app


def main() -> None:
    """Serve the page on a port of this machine."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--port", type=int, required=True)
    dash_app().run(host="127.0.0.1", port=parser.parse_args().port, debug=False)


if __name__ == "__main__":
    main()
