"""The county map as a group of SVG: units by class, water, lines, zones, the chosen, names.

Draws a payload of `map_payload`, so a file shows what the screen shows. Files are for paper and
slides: always the light colours, written out, since other programs know no custom properties.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from atlas.analysis.reach import drawn_units
from atlas.catalogue import load_catalogue
from atlas.contract.map import MapPayload
from atlas.figures.classes import BY_SITE, WITH_PREFECTURE
from atlas.figures.map_fills import (
    INK,
    LAKE,
    LAND,
    MARK_ABOVE,
    PAPER,
    SOFT,
    WATER,
    WATER_NAME,
    fill_of,
    hatch,
    site_mark,
    stripes,
)
from atlas.figures.map_labels import Label, View, candidates, place_labels
from atlas.figures.svg import Value, element, write
from atlas.figures.topology import Box, Topology, drawing
from atlas.model import Adcode, Lang
from atlas.zones import Zone

DASHES: Final = ((6.0, 3.5), (1.6, 2.6), (9.0, 3.0, 2.0, 3.0))
"""Dashes of zone outlines in the order of the payload, as in `frontend/views/map.js`."""


def fitted(box: Box, width: float, height: float) -> View:
    """The view that shows a box of the drawing whole, in the middle of a frame."""
    x0, y0, x1, y1 = box
    scale = min(width / (x1 - x0), height / (y1 - y0))
    a, b, c, d = drawing().box
    whole = min(width / (c - a), height / (d - b))
    return View(
        scale,
        (width - (x0 + x1) * scale) / 2,
        (height - (y0 + y1) * scale) / 2,
        scale / whole,
    )


def map_panel(
    payload: MapPayload,
    width: float,
    height: float,
    *,
    window: Box | None = None,
    name: str = "map",
    mark: Box | None = None,
    letters: float = 1,
    small: bool = False,
) -> Element:
    """A group of `width` × `height` page units with its corner at the origin.

    `window` is the part of the drawing shown, the whole by default; `name` keeps the definitions
    of several panels on one page apart; `mark` is a box of the drawing to frame, for a locator;
    `letters` enlarges names; a `small` map names no waters and explains no outlines.
    """
    shapes, catalogue = drawing(), load_catalogue()
    view = fitted(window or shapes.box, width, height)
    wanted = candidates(
        catalogue,
        shapes,
        lang=payload["lang"],
        level=payload["level"],
        chosen=payload["selected"],
        letters=letters,
    )
    if small:
        wanted = [c for c in wanted if c.kind != "water"]
    labels = place_labels(wanted, view, width, height, payload["lang"])
    frame = element("rect", {"width": width, "height": height})
    clip = element("clipPath", {"id": f"{name}-frame"}, frame)
    return element(
        "g",
        {"clip-path": f"url(#{name}-frame)" if window else None},
        element(
            "defs",
            None,
            hatch(f"{name}-hatch", 1 / view.scale),
            stripes(payload, f"{name}-stripes", 1 / view.scale),
            *([clip] if window else ()),
        ),
        element(
            "g",
            {"transform": f"translate({view.x:.3f},{view.y:.3f}) scale({view.scale:.5f})"},
            *_scene(payload, shapes, view, seen(view, width, height), name),
            *(_frame(mark, view) if mark else ()),
        ),
        *_names(labels, payload["lang"]),
        *(() if small else _zone_key(payload, height)),
    )


def seen(view: View, width: float, height: float) -> Box:
    """The part of the drawing that a view shows in its frame."""
    return (
        -view.x / view.scale,
        -view.y / view.scale,
        (width - view.x) / view.scale,
        (height - view.y) / view.scale,
    )


def _scene(
    payload: MapPayload, shapes: Topology, view: View, window: Box, name: str
) -> Iterator[Element]:
    px = 1 / view.scale

    def stroke(d: str, colour: str, width: float, dash: tuple[float, ...] = ()) -> Element:
        return element(
            "path",
            {
                "d": d,
                "fill": "none",
                "stroke": colour,
                "stroke-width": width * px,
                "stroke-linejoin": "round",
                "stroke-linecap": None if dash else "round",
                "stroke-dasharray": " ".join(f"{step * px:.2f}" for step in dash) or None,
            },
        )

    yield element(
        "path", {"d": shapes.land(window), "fill": LAND, "stroke": "#dfe4e8", "stroke-width": px}
    )
    codes = drawn_units(load_catalogue(), payload["level"])
    units = shapes.counties if payload["level"] == "county" else shapes.prefectures
    for code, cls in zip(codes, payload["classes"], strict=True):
        if not _meet(units[code].box, window):
            continue
        yield element(
            "path",
            {
                "d": units[code].d,
                "fill": fill_of(cls, payload, name),
                "data-code": code,
                "data-class": str(cls),
            },
        )
    for lake in shapes.lakes:
        if d := lake.within(window):
            yield element("path", {"d": d, "fill": LAKE, "stroke": WATER, "stroke-width": 0.6 * px})
    for river in shapes.rivers:
        if d := river.within(window):
            yield stroke(d, WATER, 1.1 if river.rank == 1 else 0.7)
    if payload["level"] == "county":
        yield stroke(shapes.county_lines, PAPER, 0.8)
    yield stroke(shapes.prefecture_lines, PAPER, 2.6)
    yield stroke(shapes.prefecture_lines, "#66727f", 0.8)
    yield stroke(shapes.province_line, "#59646f", 1.1)
    yield from _wider(payload, codes, shapes, view)
    for zone, dash in _zones(payload):
        outline = shapes.outline(zone_counties(zone))
        yield stroke(outline, PAPER, 3)
        yield stroke(outline, INK, 1.4, dash)
    chosen = [unit for code in payload["selected"] if (unit := shapes.unit(code))]
    for colour, width in ((PAPER, 4.5), (INK, 2.2)):
        for unit in chosen:
            yield stroke(unit.d, colour, width)


def _wider(
    payload: MapPayload, codes: list[Adcode], shapes: Topology, view: View
) -> Iterator[Element]:
    """Lines around prefectures that bring their counties along, and symbols where sites lie."""
    px = 1 / view.scale
    catalogue = load_catalogue()
    with_prefecture = (
        catalogue.places[code].parent or ""
        for code, cls in zip(codes, payload["classes"], strict=True)
        if cls == WITH_PREFECTURE
    )
    for prefecture in dict.fromkeys(with_prefecture):
        yield element(
            "path",
            {
                "d": shapes.prefectures[prefecture].d,
                "fill": "none",
                "stroke": payload["tone"]["light"][0],
                "stroke-width": 1.7 * px,
                "stroke-linejoin": "round",
                "data-prefecture": prefecture,
            },
        )
    units = shapes.counties if payload["level"] == "county" else shapes.prefectures
    for code, cls in zip(codes, payload["classes"], strict=True):
        if cls == BY_SITE:
            x, y = units[code].point
            yield site_mark(payload, x, y - MARK_ABOVE * (1 - 1 / max(view.zoom, 1)) * px, px)


def _meet(a: Box, b: Box) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def zone_counties(zone: Zone) -> list[Adcode]:
    """Counties with an outline that a zone lists, itself or with their prefecture."""
    catalogue = load_catalogue()
    listed = [c.adcode for m in zone.members for c in catalogue.counties_of(m.adcode)]
    return list(dict.fromkeys(listed))


def _zones(payload: MapPayload) -> Iterator[tuple[Zone, tuple[float, ...]]]:
    catalogue = load_catalogue().under(payload["reading"])
    for i, zone in enumerate(payload["outlines"]):
        yield catalogue.zones[zone], DASHES[i % len(DASHES)]


def _frame(box: Box, view: View) -> Iterator[Element]:
    x0, y0, x1, y1 = box
    for colour, width in ((PAPER, 4.0), (INK, 1.2)):
        yield element(
            "rect",
            {
                "x": x0,
                "y": y0,
                "width": x1 - x0,
                "height": y1 - y0,
                "fill": "none",
                "stroke": colour,
                "stroke-width": width / view.scale,
            },
        )


def _names(labels: list[Label], lang: Lang) -> Iterator[Element]:
    for label in labels:
        yield from _name(label, lang)


def _name(label: Label, lang: Lang) -> Iterator[Element]:
    said = label.candidate
    # Characters stand from 0.12 below the baseline to 0.88 above it.
    x, y = round(label.x, 1), round(label.y + 0.37 * said.size, 1)

    def line(fill: str, **more: Value) -> Element:
        return write(
            said.text,
            x,
            y,
            said.size,
            fill=fill,
            weight=said.weight,
            anchor="middle",
            lang=lang,
            **more,
        )

    # A halo of its own: not every program knows paint-order, and a stroke over the letters would
    # leave none of them.
    yield line(PAPER, stroke=PAPER, stroke_width=3, stroke_linejoin="round", aria_hidden="true")
    yield line(WATER_NAME if said.kind == "water" else INK)


def _zone_key(payload: MapPayload, height: float) -> Iterator[Element]:
    zones = list(_zones(payload))
    for i, (zone, dash) in enumerate(zones):
        y = height - 14 - 20 * (len(zones) - 1 - i)
        yield dash_sample(dash, 12, y)
        lang = payload["lang"]
        yield write(zone.name(lang), 52, y + 4.5, 12.5, fill=SOFT, lang=lang)


def zone_dashes(payload: MapPayload) -> list[tuple[str, tuple[float, ...]]]:
    """Names of the outlined zones, each with its dash."""
    return [(zone.name(payload["lang"]), dash) for zone, dash in _zones(payload)]


def dash_sample(dash: tuple[float, ...], x: float, y: float) -> Element:
    """A stretch of a zone's outline, for a key."""
    return element(
        "path",
        {
            "d": f"M{x:.1f},{y:.1f}h32",
            "stroke": INK,
            "stroke-width": 1.4,
            "stroke-dasharray": " ".join(map(str, dash)),
        },
    )
