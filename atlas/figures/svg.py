"""Elements of an SVG in one expression, and the file they come to."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, indent, tostring

from atlas.figures.lettering import FAMILIES, lettered
from atlas.model import Lang
from atlas.safe_text import for_xml

LANG_TAGS: Final[dict[Lang, str]] = {"zh": "zh-CN", "en": "en"}

Value = str | float | None


def element(tag: str, attributes: dict[str, Value] | None = None, *children: Element) -> Element:
    """One element; attributes that are None are left out, numbers are written short."""
    made = Element(tag, {k: _said(v) for k, v in (attributes or {}).items() if v is not None})
    made.extend(children)
    return made


def write(
    words: str,
    x: float,
    y: float,
    size: float,
    *,
    fill: str,
    weight: int = 400,
    anchor: str | None = None,
    lang: Lang = "zh",
    **more: Value,
) -> Element:
    """A line of text with its baseline at `y`."""
    text = element(
        "text",
        {
            "x": x,
            "y": y,
            "font-size": size,
            "font-weight": weight if weight != 400 else None,
            "fill": fill,
            "text-anchor": anchor,
            **{name.replace("_", "-"): value for name, value in more.items()},
        },
    )
    text.text = lettered(words, lang)
    return text


def page(
    width: float, height: float, *children: Element, title: str, lang: Lang, paper: str
) -> str:
    """A whole file: title for whoever cannot see it, fonts, paper, and what is drawn on it."""
    heading = element("title")
    heading.text = for_xml(title)
    root = element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {_said(width)} {_said(height)}",
            "width": width,
            "height": height,
            "font-family": ", ".join(f"'{family}'" for family in FAMILIES) + ", sans-serif",
            "xml:lang": LANG_TAGS[lang],
            "role": "img",
        },
        heading,
        element("rect", {"width": width, "height": height, "fill": paper}),
        *children,
    )
    indent(root, space="")
    body = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _said(value: Value) -> str:
    if isinstance(value, str):
        return for_xml(value)
    return f"{value:.2f}".rstrip("0").rstrip(".")
