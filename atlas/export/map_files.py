"""SVG and PNG: the map of a selection as a picture that stands alone."""

from __future__ import annotations

from typing import Final

from atlas.analysis.reach import Selection
from atlas.export.format import Format
from atlas.export.statement import Statement
from atlas.figures.map_drawing import map_svg
from atlas.figures.map_payload import map_payload
from atlas.figures.raster import png
from atlas.language import say

PIXELS_PER_UNIT: Final = 2


def _svg(selection: Selection, statement: Statement) -> str:
    """The map with what a later reader needs at its foot."""
    lang = statement.lang
    said = (
        ("document", statement.scope),
        ("origin", statement.origin.line),
        ("link", statement.permalink),
        ("date", statement.day),
        ("citation", statement.citation),
    )
    notes = [
        say("brief.labelled", lang, label=say(f"export.{name}", lang)) + text for name, text in said
    ]
    return map_svg(map_payload(selection), notes=notes)


def _make_svg(selection: Selection, statement: Statement) -> bytes:
    return _svg(selection, statement).encode()


def _make_png(selection: Selection, statement: Statement) -> bytes:
    return png(_svg(selection, statement), zoom=PIXELS_PER_UNIT)


SVG: Final = Format("svg", ".svg", "image/svg+xml", _make_svg)
PNG: Final = Format("png", ".png", "image/png", _make_png)
