"""The style sheet of the snapshot: the house's tokens, its pages, and a ramp for each strategy."""

from __future__ import annotations

from typing import Final

from atlas.browser_code import source
from atlas.catalogue import Catalogue
from atlas.figures.classes import MOST_CLASSES
from atlas.figures.palette import NEUTRAL, Theme, ramp

THEMES: Final[tuple[Theme, Theme]] = ("light", "dark")


def style_sheet(catalogue: Catalogue) -> bytes:
    """All styles in one file, which every page asks for once."""
    parts = [source("core/tokens.css"), source("snapshot/page.css"), _tones(":root", NEUTRAL)]
    for strategy in catalogue.strategies.values():
        name = f".hue-{strategy.id}"
        parts.append(_tones(name, strategy.colour))
        parts += [_ramp(name, strategy.colour, n) for n in range(1, MOST_CLASSES + 1)]
    return "\n".join(part.strip() for part in parts).encode() + b"\n"


def _tones(name: str, colour: str) -> str:
    """The two tones of what has no class: one in full, one light."""
    tone, tint = _pairs(colour, 1)[0], _pairs(colour, MOST_CLASSES)[0]
    return f"{name} {{ --tone: {tone}; --tint: {tint}; }}"


def _ramp(name: str, colour: str, classes: int) -> str:
    """Colours of a map of so many classes in a hue, from the lowest on."""
    steps = (f"--k{i}: {pair};" for i, pair in enumerate(_pairs(colour, classes), 1))
    return f"{name}.of-{classes} {{ {' '.join(steps)} }}"


def _pairs(colour: str, classes: int) -> list[str]:
    light, dark = (ramp(colour, classes, theme) for theme in THEMES)
    return [f"light-dark({a}, {b})" for a, b in zip(light, dark, strict=True)]
