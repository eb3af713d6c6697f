"""Integer classes of a choropleth, and their legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jenkspy import jenks_breaks

from atlas.analysis.reach import Meant
from atlas.language import say
from atlas.model import Lang

MOST_CLASSES: Final = 5
NOTHING: Final = -1
"""Class of a unit that nothing counted reaches; drawn hatched."""
WITH_PREFECTURE: Final = -5
"""Class of a unit that comes with its prefecture alone; a light stripe of the map's hue."""
BY_SITE: Final = -6
"""Class of a unit that is meant by a park, port or point in it alone; a symbol in it."""
WIDE: Final = -7
"""Class of a unit that only what addresses the whole province reaches; one flat light tone."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of a legend: the values it stands for, and how many units have them."""

    label: str
    units: int
    cls: int


@dataclass(frozen=True, slots=True)
class Classes:
    """Smallest and largest value of each class, both counted, from the smallest class on."""

    lows: tuple[int, ...]
    highs: tuple[int, ...]

    def of(self, value: int, site: int = 0, prefecture: int = 0, wide: int = 0) -> int:
        """Class of a value: for zero by what else reaches the unit, else that which holds it.

        `site` and `prefecture` are what means a site in the unit and what comes to it with its
        prefecture, `wide` what addresses the whole province.
        """
        if value == 0:
            beside = ((site, BY_SITE), (prefecture, WITH_PREFECTURE), (wide, WIDE))
            return next((cls for reached, cls in beside if reached), NOTHING)
        return next((i for i, high in enumerate(self.highs) if value <= high), len(self.highs) - 1)

    def legend(self, classes: Sequence[int], lang: Lang, wide: int = 0) -> list[LegendEntry]:
        """Every class with its units, then the units nothing means; the counts sum to all.

        Units that are reached in a wider way have a line of their own where there are any; where
        `wide` measures address the whole province, no unit is left with nothing.
        """
        entries = [
            LegendEntry(str(low) if low == high else f"{low}–{high}", classes.count(i), i)
            for i, (low, high) in enumerate(zip(self.lows, self.highs, strict=True))
        ]
        wider = [
            ("site", BY_SITE),
            ("prefecture", WITH_PREFECTURE),
            ("wide", WIDE),
            ("nothing", NOTHING),
        ]
        return entries + [
            LegendEntry(say(f"pages.legend_{name}", lang, n=wide), classes.count(cls), cls)
            for name, cls in wider
            if (cls == NOTHING and not wide) or cls in classes
        ]


def small_map_classes(meant: Meant, wide: int) -> str:
    """One character a unit: 0 for nothing, else class and one, a letter for what is reached wider.

    p is a unit that comes with its prefecture alone, s one that is meant by a site in it alone, w
    one that only the `wide` measures for the whole province reach.
    """
    values = tuple(meant.unit.tolist())
    classes = classify(values, values)
    beside = zip(values, meant.site.tolist(), meant.prefecture.tolist(), strict=True)
    signs = {WITH_PREFECTURE: "p", BY_SITE: "s", WIDE: "w"}
    drawn = [classes.of(*unit, wide) for unit in beside]
    return "".join(signs.get(cls, str(cls + 1)) for cls in drawn)


@lru_cache(maxsize=128)
def classify(values: tuple[int, ...], unfiltered: tuple[int, ...]) -> Classes:
    """Classes for counts per unit.

    Up to five different values are a class each. With more, the bounds come from the unfiltered
    counts by Fisher-Jenks, so that they hold still while the reader filters; the first class
    begins at one, for a filter makes counts smaller.
    """
    different = sorted(set(values) - {0})
    if len(different) <= MOST_CLASSES:
        return Classes(tuple(different), tuple(different))
    counted = [v for v in unfiltered if v]
    if len(set(counted)) < MOST_CLASSES:
        # Hardly any difference to hold on to: the filtered counts differ more.
        counted = [v for v in values if v]
    highs = [int(bound) for bound in natural_breaks(counted, MOST_CLASSES)]
    lows = [1, *(high + 1 for high in highs[:-1])]
    return Classes(tuple(lows), tuple(highs))


def natural_breaks(values: Sequence[float], classes: int) -> list[float]:
    """Upper ends of Fisher-Jenks classes, from the lowest on; at most one a different value.

    By jenkspy: mapclassify's FisherJenks gives the same bounds, but brings scipy and scikit-learn,
    83 MB and 1.7 s on the way to the first map, and takes 20 ms instead of 0.1 ms.
    """
    different = sorted(set(values))
    if len(different) <= classes:
        return different
    return [float(bound) for bound in jenks_breaks(values, n_classes=classes)[1:]]
