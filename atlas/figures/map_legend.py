"""The legend of a drawn map: a swatch, a label and a count a class, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from atlas.contract.map import MapPayload
from atlas.figures.classes import BY_SITE
from atlas.figures.lettering import text_width, wrapped
from atlas.figures.map_fills import (
    FAINT,
    INK,
    SOFT,
    SWATCH_LINE,
    fill_of,
    hatch,
    site_mark,
    stripes,
)
from atlas.figures.svg import element, write
from atlas.language import say

SWATCH = (20.0, 13.0)
NAME = "legend"


@dataclass(frozen=True, slots=True)
class Legend:
    """A drawn legend and how much height it takes."""

    parts: tuple[Element, ...]
    height: float


def legend_row(payload: MapPayload, width: float, size: float = 13) -> Legend:
    """Entries one after another, the total at the right end.

    What does not fit one line gets the title above it and runs on over several.
    """
    lang, step = payload["lang"], size * 1.85
    parts = [_patterns(payload)]
    title, total = payload["legend_title"], say("map.total", lang, n=payload["total"])
    said = [
        (e["class"], e["label"], say("map.legend_count", lang, n=e["n"])) for e in payload["legend"]
    ]
    wide = [34 + text_width(a, size) + text_width(b, size - 1) + 22 for _, a, b in said]
    x, y = text_width(title, size, 600) + 20, 0.0
    if x + sum(wide) + text_width(total, size) > width:
        x, y = 0.0, step
    parts.append(write(title, 0, size, size, weight=600, fill=INK, lang=lang))
    for (cls, label, count), room in zip(said, wide, strict=True):
        if x + room - 22 > width:
            x, y = 0.0, y + step
        parts += _entry(payload, (cls, label, count), (x, y), size)
        x += room
    parts.append(write(total, width, size, size, fill=SOFT, anchor="end", lang=lang))
    return Legend(tuple(parts), y + step)


def legend_column(payload: MapPayload, width: float, size: float = 13) -> Legend:
    """Entries one below another, under a title that may take several lines."""
    lang, step = payload["lang"], size * 1.75
    parts = [_patterns(payload)]
    y = 0.0
    for line in wrapped(payload["legend_title"], width, size, 600):
        parts.append(write(line, 0, y + size, size, weight=600, fill=INK, lang=lang))
        y += size * 1.45
    y += size * 0.4
    for entry in payload["legend"]:
        count = say("map.legend_count", lang, n=entry["n"])
        parts += _entry(payload, (entry["class"], entry["label"], count), (0, y), size)
        y += step
    total = say("map.total", lang, n=payload["total"])
    parts.append(write(total, 0, y + size, size, fill=SOFT, lang=lang))
    return Legend(tuple(parts), y + step)


def _patterns(payload: MapPayload) -> Element:
    return element("defs", None, hatch(f"{NAME}-hatch", 1), stripes(payload, f"{NAME}-stripes", 1))


def _entry(
    payload: MapPayload, said: tuple[int, str, str], at: tuple[float, float], size: float
) -> list[Element]:
    (cls, label, count), (x, y), (wide, high) = said, at, SWATCH
    lang = payload["lang"]
    mark = [site_mark(payload, x + wide / 2, y + size * 0.6, 0.9)] if cls == BY_SITE else []
    return [
        element(
            "rect",
            {
                "x": x,
                "y": y + (size * 1.2 - high) / 2,
                "width": wide,
                "height": high,
                "rx": 2,
                "fill": fill_of(cls, payload, NAME),
                "stroke": SWATCH_LINE,
                "stroke-width": 0.6,
            },
        ),
        *mark,
        write(label, x + 26, y + size, size, fill=INK, lang=lang),
        write(count, x + 34 + text_width(label, size), y + size, size - 1, fill=FAINT, lang=lang),
    ]
