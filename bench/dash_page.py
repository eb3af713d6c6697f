"""The county map in Dash: the product's layers, patched as strategies and counties are chosen.

It shows less than the product's page (no list, no counts, no heading) and counts with the product's
own code, so what differs is how a changed map reaches the screen.
"""

from __future__ import annotations

import argparse
import json
from functools import cache
from typing import Any, Final

import plotly.graph_objects as go
import shapely
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
LAND, WATER, EDGE, INK = "#f5f6f7", "#a9cbe0", "#66727f", "#1b2430"
"""Colours of the product's map, its light theme."""


def layer(name: str) -> dict[str, Any]:
    """A layer of `geo/` in degrees; rings run clockwise, as plotly asks."""
    found: dict[str, Any] = json.loads((GEO / f"{name}.geojson").read_text(encoding="utf-8"))
    return found


def counties() -> go.Choropleth:
    """The counties by class, unfiltered."""
    colours = [HATCHED, *ramp(NEUTRAL, MOST_CLASSES, "light")]
    steps = len(colours) - 1
    return go.Choropleth(
        geojson=layer("counties"),
        featureidkey="properties.adcode",
        locations=drawn_units(open_document(DEFAULT.doc).catalogue, "county"),
        z=classes_of([]),
        zmin=NOTHING,
        zmax=MOST_CLASSES - 1,
        colorscale=[[i / steps, colour] for i, colour in enumerate(colours)],
        marker={"line": {"color": "#ffffff", "width": 0.7}},
        showscale=False,
    )


def areas(name: str, key: str, fill: str, edge: str) -> go.Choropleth:
    """A layer of areas in one colour."""
    areas_ = layer(name)
    keys = [feature["properties"][key] for feature in areas_["features"]]
    return go.Choropleth(
        geojson=areas_,
        featureidkey=f"properties.{key}",
        locations=keys,
        z=[0] * len(keys),
        colorscale=[[0, fill], [1, fill]],
        marker={"line": {"color": edge, "width": 0.7}},
        showscale=False,
        hoverinfo="skip",
    )


def lines(name: str, colour: str, width: float) -> go.Scattergeo:
    """The lines of a layer, or the outlines of its areas."""
    lon: list[float | None] = []
    lat: list[float | None] = []
    for feature in layer(name)["features"]:
        for part in shape(feature["geometry"]).geoms:
            lon += [*(x for x, _ in part.coords), None]
            lat += [*(y for _, y in part.coords), None]
    line = {"color": colour, "width": width}
    return go.Scattergeo(lon=lon, lat=lat, mode="lines", line=line, hoverinfo="skip")


def shape(geometry: dict[str, Any]) -> Any:
    """Lines of a geometry, as a shapely collection."""
    drawn = shapely.from_geojson(json.dumps(geometry))
    drawn = drawn.boundary if "Polygon" in geometry["type"] else drawn
    return shapely.geometrycollections(shapely.get_parts(drawn).tolist())


def labels() -> go.Scattergeo:
    """Names of the prefectures."""
    found = [shapely.from_geojson(json.dumps(f)) for f in layer("prefectures")["features"]]
    points = shapely.point_on_surface([shapely.get_parts(g)[0] for g in found])
    names = [f["properties"]["name"] for f in layer("prefectures")["features"]]
    font = {"size": 12.5, "color": INK}
    return go.Scattergeo(
        lon=shapely.get_x(points), lat=shapely.get_y(points), text=names, mode="text", textfont=font
    )


@cache
def county_figure() -> go.Figure:
    """The unfiltered map, with the layers that the product's map has."""
    figure = go.Figure(
        [
            counties(),
            areas("neighbours", "adcode", LAND, "#d9dee4"),
            areas("lakes", "name_en", WATER, WATER),
            lines("rivers", WATER, 1),
            lines("prefectures", "#ffffff", 2.6),
            lines("prefectures", EDGE, 0.8),
            lines("province", "#56616d", 1.1),
            labels(),
        ]
    )
    figure.update_geos(
        visible=False,
        projection={"type": "conic equal area", "rotation": {"lon": 128}, "parallels": [45, 52]},
        lonaxis={"range": [121, 135.5]},
        lataxis={"range": [43, 54]},
    )
    figure.update_layout(height=820, margin={"l": 0, "r": 0, "t": 0, "b": 0}, showlegend=False)
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

    @app.callback(
        Output("map", "figure", allow_duplicate=True),
        Input("map", "clickData"),
        prevent_initial_call=True,
    )
    def mark(clicked: dict[str, Any]) -> Patch:
        patch = Patch()
        (point,) = clicked["points"]
        units = drawn_units(open_document(DEFAULT.doc).catalogue, "county")
        chosen = [unit == point["location"] for unit in units]
        line = patch["data"][0]["marker"]["line"]
        line["width"] = [2.4 if one else 0.7 for one in chosen]
        line["color"] = [INK if one else "#ffffff" for one in chosen]
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
