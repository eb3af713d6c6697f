"""Pixels from a drawing: PNG by resvg, in the letters of `fonts/` on any server."""

from __future__ import annotations

from typing import Final

import resvg_py

from atlas.figures.lettering import FAMILIES, FONT_FILES

OURS: Final = FAMILIES[1]


def png(svg: str, *, zoom: float = 1) -> bytes:
    """The drawing with `zoom` pixels for each unit of its page."""
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=zoom,
        font_files=[str(path) for path in FONT_FILES],
        skip_system_fonts=True,
        font_family=OURS,
        sans_serif_family=OURS,
    )
