"""Classes of measured figures: by natural breaks, about zero where there are figures below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from atlas.figures.classes import natural_breaks
from atlas.figures.palette import NEUTRAL, Theme, diverging, ramp

MOST_CLASSES: Final = 5
MOST_EACH_SIDE: Final = 4


@dataclass(frozen=True, slots=True)
class NumericClasses:
    """Classes from the lowest figures to the highest.

    `bounds` are the least and greatest figure in each class, both counted, so that a label says
    no more than what is there. `steps` are strengths: 0 for exactly zero, below zero negative;
    both sides of a change are cut at the same magnitudes, so equal strengths mean equal change.
    """

    bounds: tuple[tuple[float, float], ...]
    steps: tuple[int, ...]
    digits: int

    @property
    def signed(self) -> bool:
        """Whether figures below zero are among them."""
        return any(step < 0 for step in self.steps)

    def of(self, value: float) -> int:
        """Class of a figure the classes were made from."""
        shown = round(value, self.digits)
        return next(i for i, (low, high) in enumerate(self.bounds) if low <= shown <= high)

    def colours(self, theme: Theme) -> tuple[str, ...]:
        """Colours as #rrggbb, from the lowest class to the highest."""
        if self.signed:
            return diverging(self.steps, theme)
        strong = ramp(NEUTRAL, sum(step > 0 for step in self.steps), theme)
        return (*diverging((0,), theme), *strong) if 0 in self.steps else strong


@lru_cache(maxsize=256)
def classify_figures(values: tuple[float, ...], digits: int) -> NumericClasses:
    """Classes of figures as they are shown, with `digits` decimals.

    Exactly zero is a class of its own: none of something is not a little of it.
    """
    shown = [round(value, digits) for value in values]
    magnitudes = [abs(value) for value in shown if value]
    most = MOST_EACH_SIDE if any(value < 0 for value in shown) else MOST_CLASSES
    breaks = natural_breaks(magnitudes, most) if magnitudes else []
    groups: dict[int, list[float]] = {}
    for value in shown:
        groups.setdefault(_step(value, breaks), []).append(value)
    steps = tuple(sorted(groups))
    bounds = tuple((min(groups[step]), max(groups[step])) for step in steps)
    return NumericClasses(bounds, steps, digits)


def _step(value: float, breaks: Sequence[float]) -> int:
    if not value:
        return 0
    strength = 1 + next(i for i, high in enumerate(breaks) if abs(value) <= high)
    return strength if value > 0 else -strength
