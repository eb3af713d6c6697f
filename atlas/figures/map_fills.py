"""What classes of a drawn map look like: colours of the ramp, patterns, a symbol for a site."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from atlas.contract.map import MapPayload
from atlas.figures.classes import BY_SITE, NOTHING, WIDE, WITH_PREFECTURE
from atlas.figures.svg import element

INK: Final = "#1b2430"
SOFT: Final = "#4c5867"
FAINT: Final = "#6b7683"
PAPER: Final = "#ffffff"
LAND: Final = "#f2f4f5"
WATER: Final = "#9cc3da"
LAKE: Final = "#d5e6f0"
WATER_NAME: Final = "#3f708c"
SWATCH_LINE: Final = "#c3cad2"
STRIPES: Final = "M-1,5L1,7M0,0L6,6M5,-1L7,1"
SITE_MARK: Final = "M0,-6L6,0L0,6L-6,0Z"
MARK_ABOVE: Final = 13
TINT: Final = 0.13
SITE_TINT: Final = 0.07
"""As in `frontend/map/wider_units.js` and `save_image.js`."""
WIDE_FILL: Final = "#e1e2e4"
"""Colour of the province as a relation, light: no ramp has it. As in `save_image.js`."""


def hatch(name: str, scale: float) -> Element:
    """The pattern of units that nothing reaches, at its grain on the page."""
    return element(
        "pattern",
        {
            "id": name,
            "width": 6,
            "height": 6,
            "patternUnits": "userSpaceOnUse",
            "patternTransform": f"scale({scale:.5f})",
        },
        element("rect", {"width": 6, "height": 6, "fill": "#eff2f4"}),
        element(
            "path", {"d": "M-1,1L1,-1M0,6L6,0M5,7L7,5", "stroke": "#c0c8d0", "stroke-width": 0.9}
        ),
    )


def stripes(payload: MapPayload, name: str, scale: float) -> Element:
    """The pattern of units that come with their prefecture alone: the map's hue, light."""
    tone = payload["tone"]["light"][0]
    return element(
        "pattern",
        {
            "id": name,
            "width": 6,
            "height": 6,
            "patternUnits": "userSpaceOnUse",
            "patternTransform": f"scale({scale:.5f})",
        },
        element("rect", {"width": 6, "height": 6, "fill": tinted(tone, TINT)}),
        element("path", {"d": STRIPES, "stroke": tone, "stroke-width": 1.1}),
    )


def tinted(colour: str, share: float) -> str:
    """A colour on white paper in a share of its strength, written out for other programs."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)


def fill_of(cls: int, payload: MapPayload, name: str) -> str:
    """Colour of a class, or the pattern of those that have none of the ramp."""
    if cls == BY_SITE:
        return tinted(payload["tone"]["light"][0], SITE_TINT)
    if cls == WIDE:
        return WIDE_FILL
    patterns = {NOTHING: "hatch", WITH_PREFECTURE: "stripes"}
    return (
        f"url(#{name}-{patterns[cls]})" if cls in patterns else str(payload["ramp"]["light"][cls])
    )


def site_mark(payload: MapPayload, x: float, y: float, scale: float = 1) -> Element:
    """The symbol of a unit that is meant by a site in it alone, about its middle."""
    return element(
        "path",
        {
            "d": SITE_MARK,
            "transform": f"translate({x:.2f},{y:.2f}) scale({scale:.5f})",
            "fill": payload["tone"]["light"][0],
            "stroke": PAPER,
            "stroke-width": 1.5,
            "data-site": "",
        },
    )
