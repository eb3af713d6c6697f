"""How QGIS shows a layer at once: the classes, colours and legend of the view, as its own QML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from lxml import etree

from atlas.contract.map import MapPayload
from atlas.figures.classes import BY_SITE, NOTHING, WIDE, WITH_PREFECTURE
from atlas.figures.map_fills import INK, LAND, SITE_TINT, SWATCH_LINE, WIDE_FILL, tinted
from atlas.safe_text import for_xml

VERSION: Final = "3.28.0"
"""The oldest QGIS in long-term use when this was written; later ones read its styles."""
HATCH: Final = "#c0c8d0"


@dataclass(frozen=True, slots=True)
class Range:
    """A class of a graduated layer: its ends, both counted, its label and its colour."""

    low: int
    high: int
    label: str
    colour: str
    fill: Literal["solid", "b_diagonal", "f_diagonal"] = "solid"


def ranges(payload: MapPayload) -> tuple[Range, ...]:
    """Classes of a payload of `map_payload` in the order of its legend, in the light colours."""
    colours: Sequence[str] = payload["ramp"]["light"]
    bounds = payload["bounds"]
    made = []
    for entry in payload["legend"]:
        at = entry["class"]
        if at == NOTHING:
            made.append(Range(0, 0, entry["label"], HATCH, "b_diagonal"))
            continue
        if at == WIDE:
            # Of the whole province alone no column of a unit counts anything.
            made.append(Range(0, 0, entry["label"], WIDE_FILL))
            continue
        if at in (BY_SITE, WITH_PREFECTURE):
            tone = payload["tone"]["light"][0]
            site = at == BY_SITE
            colour = tinted(tone, 3 * SITE_TINT) if site else tone
            made.append(Range(at, at, entry["label"], colour, "solid" if site else "f_diagonal"))
            continue
        low, high = bounds[at]
        # The last class takes what lies above it, as the map does.
        top = max(high, *payload["values"]) if at == len(bounds) - 1 else high
        made.append(Range(low, top, entry["label"], colours[at]))
    return tuple(made)


def graduated(column: str, classes: Iterable[Range], *, points: bool = False) -> str:
    """Units coloured by a column of whole numbers, and where it is 0 by what stands beside it.

    QGIS reads the class of each unit from an expression over the three columns.
    """
    beside = (
        f'if("{column}_site" > 0, {BY_SITE}, if("{column}_prefecture" > 0, {WITH_PREFECTURE}, 0))'
    )
    expression = f'if("{column}" > 0, "{column}", {beside})'
    renderer = etree.Element(
        "renderer-v2",
        type="graduatedSymbol",
        attr=expression,
        graduatedMethod="GraduatedColor",
        symbollevels="0",
        enableorderby="0",
        forceraster="0",
    )
    listed = etree.SubElement(renderer, "ranges")
    symbols = etree.SubElement(renderer, "symbols")
    for number, one in enumerate(classes):
        etree.SubElement(
            listed,
            "range",
            symbol=str(number),
            lower=f"{one.low}.000000000000000",
            upper=f"{one.high}.000000000000000",
            label=for_xml(one.label),
            render="true",
        )
        symbols.append(_marker(number, one) if points else _fill(number, one))
    return _style(renderer)


def outlined() -> str:
    """Zones as lines alone: they lie on each other and on the units."""
    renderer = etree.Element(
        "renderer-v2", type="singleSymbol", symbollevels="0", enableorderby="0", forceraster="0"
    )
    line = {
        "style": "no",
        "outline_color": _rgba(INK),
        "outline_style": "dash",
        "outline_width": "0.5",
        "outline_width_unit": "MM",
    }
    symbols = etree.SubElement(renderer, "symbols")
    symbols.append(_symbol(0, "fill", "SimpleFill", line))
    return _style(renderer)


def _fill(number: int, one: Range) -> Any:
    made = {
        "color": _rgba(one.colour),
        "style": one.fill,
        "outline_color": _rgba(LAND if one.fill == "solid" else SWATCH_LINE),
        "outline_style": "solid",
        "outline_width": "0.2",
        "outline_width_unit": "MM",
    }
    return _symbol(number, "fill", "SimpleFill", made)


def _marker(number: int, one: Range) -> Any:
    made = {
        "name": "circle",
        "color": _rgba(LAND if one.fill == "b_diagonal" else one.colour),
        "outline_color": _rgba(INK),
        "outline_style": "solid",
        "outline_width": "0.2",
        "outline_width_unit": "MM",
        "size": "3",
        "size_unit": "MM",
    }
    return _symbol(number, "marker", "SimpleMarker", made)


def _symbol(number: int, type_: str, drawn_by: str, properties: dict[str, str]) -> Any:
    symbol = etree.Element("symbol", type=type_, name=str(number), alpha="1", clip_to_extent="1")
    layer = etree.SubElement(
        symbol, "layer", {"class": drawn_by, "enabled": "1", "locked": "0", "pass": "0"}
    )
    held = etree.SubElement(layer, "Option", type="Map")
    for name, value in properties.items():
        etree.SubElement(held, "Option", type="QString", name=name, value=value)
    return symbol


def _style(renderer: Any) -> str:
    root = etree.Element("qgis", version=VERSION, styleCategories="Symbology")
    root.append(renderer)
    return str(etree.tostring(root, encoding="unicode", pretty_print=True))


def _rgba(colour: str) -> str:
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + ",255"
