"""The picture that a pasted link shows: the finding in large letters beside its map."""

from __future__ import annotations

import io
from typing import Final
from xml.etree.ElementTree import Element

from PIL import Image

from atlas.analysis.headline import about_line, headline
from atlas.analysis.reach import Selection
from atlas.figures.lettering import wrapped
from atlas.figures.map_drawing import moved
from atlas.figures.map_fills import FAINT, INK, PAPER, SOFT
from atlas.figures.map_legend import legend_row
from atlas.figures.map_panel import map_panel
from atlas.figures.map_payload import map_payload
from atlas.figures.raster import png
from atlas.figures.svg import Value, element, page, write
from atlas.figures.topology import drawing
from atlas.language import say

SIZE: Final = (1200, 630)
"""The size that chat programs and networks ask for (Open Graph, 1.91 to 1)."""
MAP_LEFT: Final = 640
MARGIN: Final = 56
AIR: Final = 28
"""Units of the drawing left free around the province."""
TITLE_SIZES: Final = (46, 40, 34)
BAR: Final[dict[str, Value]] = {"x": MARGIN, "y": 60, "width": 44, "height": 5, "fill": "#0b5cad"}
COLOURS: Final = 128


def share_svg(selection: Selection) -> str:
    """The preview of a view as SVG."""
    width, height = SIZE
    lang = selection.query.lang
    payload = map_payload(selection)
    x0, y0, x1, y1 = drawing().box
    panel = map_panel(
        payload,
        width - MAP_LEFT,
        height,
        window=(x0 - AIR, y0 - AIR, x1 + AIR, y1 + AIR),
        letters=1.25,
        small=True,
    )
    inner = MAP_LEFT - MARGIN - 24
    parts: list[Element] = [moved(MAP_LEFT, 0, panel), element("rect", BAR)]
    legend = legend_row(payload, inner, 17)
    foot = wrapped(payload["image"]["footer"], inner, 15, 400, 3)
    foot_top = height - 40 - 21 * len(foot)
    legend_top = foot_top - legend.height - 6
    parts.append(moved(MARGIN, legend_top, *legend.parts))
    y = 82.0

    def lines(text: str, size: float, fill: str, weight: int = 400) -> None:
        """As many lines as there is room for above the legend."""
        nonlocal y
        step = size * 1.34
        most = int((legend_top - 10 - y) / step)
        for line in wrapped(text, inner, size, weight, most) if most > 0 else ():
            parts.append(write(line, MARGIN, y + size, size, weight=weight, fill=fill, lang=lang))
            y += step

    title = headline(selection)
    lines(say("pages.brand", lang), 22, SOFT)
    y += 14
    lines(title, _title_size(title, inner), INK, 600)
    y += 14
    lines(about_line(selection), 24, SOFT)
    for i, line in enumerate(foot):
        parts.append(write(line, MARGIN, foot_top + 15 + 21 * i, 15, fill=FAINT, lang=lang))
    return page(width, height, *parts, title=title, lang=lang, paper=PAPER)


def _title_size(title: str, width: float) -> float:
    """The largest size at which a title takes no more than four lines, or the smallest."""
    fitting = (size for size in TITLE_SIZES if len(wrapped(title, width, size, 600)) <= 4)
    return next(fitting, TITLE_SIZES[-1])


def share_png(selection: Selection) -> bytes:
    """The preview of a view as PNG, few enough colours for chat programs' limits of 300 KB."""
    picture = Image.open(io.BytesIO(png(share_svg(selection)))).convert("RGB")
    packed = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
    return packed.getvalue()
