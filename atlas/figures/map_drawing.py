"""The map as a file: one SVG that stands alone, with title, legend, source and date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element

from atlas.contract.map import MapPayload
from atlas.figures.lettering import wrapped
from atlas.figures.map_fills import FAINT, INK, PAPER, SOFT
from atlas.figures.map_legend import legend_row
from atlas.figures.map_panel import map_panel
from atlas.figures.svg import element, page, write
from atlas.figures.topology import drawing

WIDTH: Final = 1000
MARGIN: Final = 32


def map_svg(payload: MapPayload, *, notes: Iterable[str] = ()) -> str:
    """The whole map of a payload of `map_payload`, on a page of 1000 units.

    `notes` are lines for the foot, above the source and disclaimer that the payload brings.
    """
    lang, image = payload["lang"], payload["image"]
    inner = WIDTH - 2 * MARGIN
    x0, y0, x1, y1 = drawing().box
    height = inner * (y1 - y0) / (x1 - x0)
    parts: list[Element] = []
    y = float(MARGIN)

    def lines(text: str, size: float, step: float, fill: str, weight: int = 400) -> None:
        nonlocal y
        for line in wrapped(text, inner, size, weight):
            parts.append(write(line, MARGIN, y + size, size, weight=weight, fill=fill, lang=lang))
            y += step

    lines(image["title"], 24, 34, INK, 600)
    lines(image["subtitle"], 14, 22, SOFT)
    y += 12
    parts.append(moved(MARGIN, y, map_panel(payload, inner, height)))
    y += height + 16
    legend = legend_row(payload, inner)
    parts.append(moved(MARGIN, y, *legend.parts))
    y += legend.height + 6
    for note in (*notes, image["footer"]):
        lines(note, 11.5, 17, FAINT)
    y += MARGIN - 8
    return page(WIDTH, round(y), *parts, title=image["title"], lang=lang, paper=PAPER)


def moved(x: float, y: float, *parts: Element) -> Element:
    """Parts drawn from the origin, put at a place of the page."""
    return element("g", {"transform": f"translate({x:.1f},{y:.1f})"}, *parts)
