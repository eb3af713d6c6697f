"""The province as SVG inside a page: few points, colours by class names of the snapshot's styles.

Shapes are written into the page, so that a map is there without a script and without a request, and
follows the reader's light or dark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import Final

from markupsafe import Markup, escape

from atlas.figures.topology import Topology, drawing
from atlas.model import Adcode

TOLERANCE: Final = 1.6
SMALL_TOLERANCE: Final = 4.0
"""Units of the drawing, which is 1000 wide: half a pixel on a map of 340 and one of 150."""
STRIPES: Final = "M-4,4L4,-4M0,16L16,0M12,20L20,12"
_SIGNS: Final = {"p": "prefecture", "s": "site", "w": "wide"}


def class_of(sign: str) -> str:
    """The class name of a unit by its character of `small_map_classes`; empty for nothing."""
    return _SIGNS.get(sign, "" if sign == "0" else f"k{sign}")


def graded(reached: str, codes: Iterable[Adcode]) -> dict[str, list[Adcode]]:
    """Units by class name, from one character a unit; those that nothing reaches are left out."""
    found: dict[str, list[Adcode]] = {}
    for sign, code in zip(reached, codes, strict=True):
        if name := class_of(sign):
            found.setdefault(name, []).append(code)
    return dict(sorted(found.items()))


def map_of(
    units: Mapping[str, Iterable[Adcode]],
    label: str,
    names: Mapping[Adcode, str],
    *,
    hue: str = "",
    counties: bool = True,
) -> Markup:
    """A map with units by class name; `label` says what it shows to whoever cannot see it.

    `names` come up under the pointer. A code may be a county's or a prefecture's; what has no
    outline is not drawn. With `counties` off, only lines between prefectures are drawn.
    """
    shapes = drawing(TOLERANCE)
    groups = []
    for name, codes in units.items():
        paths = "".join(
            f"<path d='{compact(unit.d)}'><title>{escape(names.get(code, ''))}</title></path>"
            for code in codes
            if (unit := shapes.unit(code))
        )
        # A pattern is found in the page it is used in; a style would look for it in its own file.
        fill = " fill='url(#stripes)'" if name in ("prefecture", "unsure") else ""
        groups.append(f"<g class='{name}'{fill}>{paths}</g>" if paths else "")
    return _svg(
        shapes,
        f"<defs><pattern id='stripes' width='16' height='16' patternUnits='userSpaceOnUse'>"
        f"<path class='stripe' d='{STRIPES}'/></pattern></defs>",
        f"<path class='land' d='{compact(shapes.province_line)}'/>",
        *groups,
        f"<path class='county-line' d='{compact(shapes.county_lines)}'/>" if counties else "",
        f"<path class='prefecture-line' d='{compact(shapes.prefecture_lines)}'/>",
        attributes=f"class='map {hue}' role='img' aria-label='{escape(label)}'",
    )


@cache
def shared_shapes() -> Markup:
    """Shapes that the small maps of one page are made of, once for all of them."""
    shapes = drawing(SMALL_TOLERANCE)
    units = "".join(
        f"<path id='u{i}' d='{compact(unit.d)}'/>"
        for i, unit in enumerate(shapes.counties.values())
    )
    land = f"<path id='land' d='{compact(shapes.province_line)}'/>"
    return Markup(f"<svg class='shapes' aria-hidden='true'><defs>{land}{units}</defs></svg>")


def small_map(units: Mapping[str, Iterable[Adcode]], hue: str) -> Markup:
    """A little map made of `shared_shapes`; the words beside it say what it shows."""
    shapes = drawing(SMALL_TOLERANCE)
    number = {code: i for i, code in enumerate(shapes.counties)}
    groups = "".join(
        f"<g class='{name}'>" + "".join(f"<use href='#u{number[c]}'/>" for c in codes) + "</g>"
        for name, codes in units.items()
    )
    return _svg(
        shapes,
        "<use class='land' href='#land'/>",
        groups,
        attributes=f"class='map small {hue}' aria-hidden='true' focusable='false'",
    )


def _svg(shapes: Topology, *parts: str, attributes: str) -> Markup:
    x0, y0, x1, y1 = shapes.box
    box = f"{x0 - 6:.0f} {y0 - 6:.0f} {x1 - x0 + 12:.0f} {y1 - y0 + 12:.0f}"
    return Markup(f"<svg {attributes} viewBox='{box}'>{''.join(parts)}</svg>")


@cache
def compact(path: str) -> str:
    """Path data in whole units, each point told by its step from the one before."""
    written = []
    for line in path.split("M")[1:]:
        closed = line.endswith("Z")
        points = [
            (round(float(x)), round(float(y)))
            for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", line)
        ]
        steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(points) if a != b]
        start = f"M{points[0][0]} {points[0][1]}"
        written.append(f"{start}l{' '.join(steps)}{'z' if closed else ''}" if steps else "")
    return "".join(written).replace(" -", "-")
