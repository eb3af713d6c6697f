"""Sequential ramps whose lightness rises or falls strictly, from one hue."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

from coloraide import Color

NEUTRAL: Final = "#3f6a91"
"""Hue of a map that shows several strategies: no strategy's own."""

BELOW: Final = "#a8591c"
"""Hue of figures below zero; colour-blind readers tell it from `NEUTRAL` above."""

ZERO: Final = {"light": "#e9eaec", "dark": "#39424c"}
"""Exactly zero: no hue, and not the paper, which would look like no figure."""

LIGHTNESS: Final = {"light": (0.87, 0.44), "dark": (0.39, 0.84)}
"""OKLCH lightness of the lowest and the highest class. On dark paper more is brighter."""

Theme = Literal["light", "dark"]


@cache
def ramp(hue: str, classes: int, theme: Theme) -> tuple[str, ...]:
    """Colours of `classes` classes, as #rrggbb, from the lowest to the highest.

    Hue is held, chroma swells towards the strong end; out-of-gamut colours are fitted by chroma,
    which keeps lightness in order. A single class gets the strong middle of the ramp.
    """
    if classes == 0:
        return ()
    base = Color(hue).convert("oklch")
    low, high = LIGHTNESS[theme]
    places = [0.72] if classes == 1 else [i / (classes - 1) for i in range(classes)]
    colours = []
    for place in places:
        lightness = low + (high - low) * place
        chroma = base["chroma"] * (0.45 + 0.55 * place)
        colour = Color("oklch", [lightness, chroma, base["hue"]]).fit("srgb", method="oklch-chroma")
        colours.append(colour.convert("srgb").to_string(hex=True))
    return tuple(colours)


@cache
def diverging(steps: tuple[int, ...], theme: Theme) -> tuple[str, ...]:
    """Colours of classes about zero, as #rrggbb, by their strengths in ascending order.

    A strength looks alike on both sides; 0 is grey.
    """
    most = max((abs(step) for step in steps), default=0)
    sides = {sign: ramp(hue, most, theme) for sign, hue in ((-1, BELOW), (1, NEUTRAL))}
    return tuple(
        sides[1 if step > 0 else -1][abs(step) - 1] if step else ZERO[theme] for step in steps
    )


@cache
def ink_on(colour: str) -> str:
    """The colour of letters that reads better on a coloured ground: black or white.

    One of the two always reaches 4.5 to 1; a softer black would not, in the middle of a ramp.
    """
    ground = Color(colour)
    return max(("#000000", "#ffffff"), key=lambda ink: ground.contrast(Color(ink), method="wcag21"))
