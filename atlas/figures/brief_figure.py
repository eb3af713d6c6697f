"""The picture in a brief: the province's map beside its legend, or beside the place at large."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from atlas.contract.map import MapPayload
from atlas.figures.lettering import wrapped
from atlas.figures.map_drawing import moved
from atlas.figures.map_fills import PAPER, SOFT
from atlas.figures.map_legend import legend_column, legend_row
from atlas.figures.map_panel import dash_sample, fitted, map_panel, seen, zone_dashes
from atlas.figures.svg import element, page, write
from atlas.figures.topology import Box, drawing

WIDTH: Final = 640
"""Units of the page; on 16 cm of paper a letter of 12 units is 8.5 points high."""
GAP: Final = 14
PLACE_HEIGHT: Final = 308
MAP_WIDTH: Final = 376
LEAST_WINDOW: Final = 200
"""Units of the drawing round a place that is shown at large: 200 are some 200 km."""
AROUND: Final = {"county": 2.4, "prefecture": 1.25}


def brief_svg(payload: MapPayload) -> str:
    """The figure of a map payload: with one place chosen that has an outline, at two scales."""
    chosen = payload["selected"]
    if len(chosen) == 1 and drawing().unit(chosen[0]):
        return _place_figure(payload, chosen[0])
    return _province_figure(payload)


def _place_figure(payload: MapPayload, adcode: str) -> str:
    shapes = drawing()
    x0, y0, x1, y1 = shapes.box
    whole = PLACE_HEIGHT * (x1 - x0) / (y1 - y0)
    near = WIDTH - whole - GAP
    window = _around(adcode)
    mark = seen(fitted(window, near, PLACE_HEIGHT), near, PLACE_HEIGHT)
    frame = element(
        "rect",
        {
            "x": 0.5,
            "y": 0.5,
            "width": near - 1,
            "height": PLACE_HEIGHT - 1,
            "fill": "none",
            "stroke": "#b4bcc5",
        },
    )
    locator = map_panel(
        payload, whole, PLACE_HEIGHT, name="whole", mark=mark, letters=0.9, small=True
    )
    large = map_panel(payload, near, PLACE_HEIGHT, window=window, name="near")
    legend = legend_row(payload, WIDTH, 12)
    return _page(
        payload,
        PLACE_HEIGHT + GAP + legend.height,
        locator,
        moved(whole + GAP, 0, large, frame),
        moved(0, PLACE_HEIGHT + GAP, *legend.parts),
    )


def _around(adcode: str) -> Box:
    """A window around a place, wide enough to show what it borders on, within the drawing."""
    shapes = drawing()
    left, top, right, bottom = shapes.box
    unit = shapes.unit(adcode)
    assert unit is not None
    x0, y0, x1, y1 = unit.box
    times = AROUND["county" if adcode in shapes.counties else "prefecture"]
    half = max((x1 - x0) * times, (y1 - y0) * times, LEAST_WINDOW) / 2
    x = min(max((x0 + x1) / 2, left + half), right - half)
    y = min(max((y0 + y1) / 2, top + half), bottom - half)
    return x - half, y - half, x + half, y + half


def _province_figure(payload: MapPayload) -> str:
    x0, y0, x1, y1 = drawing().box
    height = MAP_WIDTH * (y1 - y0) / (x1 - x0)
    left, column = MAP_WIDTH + 24, WIDTH - MAP_WIDTH - 24
    legend = legend_column(payload, column, 12.5)
    parts = [moved(left, 24, *legend.parts)]
    y = 24 + legend.height + 16
    for name, dash in zone_dashes(payload):
        parts.append(dash_sample(dash, left, y + 8))
        for line in wrapped(name, column - 42, 12.5):
            lang = payload["lang"]
            parts.append(write(line, left + 42, y + 12.5, 12.5, fill=SOFT, lang=lang))
            y += 18
        y += 4
    # Outlines are explained beside the map.
    panel = map_panel(payload, MAP_WIDTH, height, small=True)
    return _page(payload, height, panel, *parts)


def _page(payload: MapPayload, height: float, *parts: Element) -> str:
    title, lang = payload["image"]["title"], payload["lang"]
    return page(WIDTH, round(height), *parts, title=title, lang=lang, paper=PAPER)
