"""Names on a drawn map: placed greedily in order of rank, so that none covers another.

The same rules as `atlas/ui/frontend/map/labels.js`, so that a file names what the screen names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from atlas.catalogue import Catalogue
from atlas.figures.lettering import lettered, text_width
from atlas.figures.topology import Point, Topology, Water, distance, lake_area, middle
from atlas.model import Adcode, Lang, Place
from atlas.query import MapLevel

Kind = Literal["chosen", "prefecture", "county", "water"]

LARGE_LAKE: Final = 400
"""Area, in square units of the drawing, from which a lake is named on the whole map."""
APPEARS_AT: Final = {1: 0.0, 2: 1.6, 3: 3.0}
"""Zoom over the whole map at which names of a rank come; counties have rank 2."""
ALONG: Final = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)
"""Where along a river its name may stand, best first."""
_KIND = re.compile("(市|地区)$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name with the points it may stand at and the width there is for it, in drawing units."""

    kind: Kind
    rank: int
    text: str
    size: float
    weight: int
    points: tuple[Point, ...]
    room: float = float("inf")


@dataclass(frozen=True, slots=True)
class Label:
    """A name that found room; `x`, `y` is its middle, in units of the page."""

    candidate: Candidate
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class View:
    """Part of the drawing in a frame: page units are `scale` × drawing units + (x, y).

    `zoom` is the scale over that at which the whole drawing fits the frame.
    """

    scale: float
    x: float
    y: float
    zoom: float

    def at(self, point: Point) -> Point:
        """A point of the drawing on the page."""
        return point[0] * self.scale + self.x, point[1] * self.scale + self.y


def prefecture_label(place: Place, lang: Lang) -> str:
    """Name of a prefecture as maps write it, without its kind."""
    return _KIND.sub("", place.name_zh) if lang == "zh" else place.name_en


def candidates(
    catalogue: Catalogue,
    shapes: Topology,
    *,
    lang: Lang,
    level: MapLevel,
    chosen: Sequence[Adcode] = (),
    letters: float = 1,
) -> list[Candidate]:
    """What may be written on a map, best first; `letters` enlarges all of it."""
    found = []
    for code in chosen:
        unit = shapes.unit(code)
        if unit:
            name = catalogue.places[code].name(lang)
            found.append(Candidate("chosen", 1, name, 13 * letters, 600, (unit.point,)))
    for place in catalogue.prefectures:
        if place.adcode not in chosen:
            points = _around(place.adcode, shapes)
            name = prefecture_label(place, lang)
            found.append(Candidate("prefecture", 1, name, 12.5 * letters, 600, points))
    if level == "county":
        by_size = sorted(shapes.counties, key=lambda code: -shapes.counties[code].area)
        for code in by_size:
            if code not in chosen:
                unit = shapes.counties[code]
                room = (unit.box[2] - unit.box[0]) * 1.1
                name = catalogue.places[code].name(lang)
                found.append(Candidate("county", 2, name, 11.5 * letters, 400, (unit.point,), room))
    for lake in shapes.lakes:
        rank = 1 if lake_area(lake) > LARGE_LAKE else 3
        found.append(
            Candidate("water", rank, lake.name(lang), 11 * letters, 400, (middle(lake.lines),))
        )
    for river in shapes.rivers:
        name = river.name(lang)
        found.append(Candidate("water", river.rank, name, 11 * letters, 400, _along(river)))
    return [c for c in found if c.text]


def place_labels(
    wanted: Iterable[Candidate], view: View, width: float, height: float, lang: Lang
) -> list[Label]:
    """Names that find room in a frame of `width` × `height` page units."""
    taken: list[tuple[float, float, float, float]] = []
    placed = []
    for candidate in wanted:
        if view.zoom < APPEARS_AT[candidate.rank]:
            continue
        wide = text_width(lettered(candidate.text, lang), candidate.size, candidate.weight)
        if wide > candidate.room * view.scale:
            continue
        for point in candidate.points:
            x, y = view.at(point)
            half, high = wide / 2 + 3, candidate.size / 2 + 2
            box = (x - half, y - high, x + half, y + high)
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                placed.append(Label(candidate, x, y))
                break
    return placed


def _meet(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[2] >= b[0] and b[2] >= a[0] and a[3] >= b[1] and b[3] >= a[1]


def _around(adcode: Adcode, shapes: Topology) -> tuple[Point, ...]:
    """A prefecture's own point first, then its counties' from the middle outwards."""
    own = shapes.prefectures[adcode].point
    points = [u.point for code, u in shapes.counties.items() if shapes.parent[code] == adcode]
    return (own, *sorted(points, key=lambda point: distance(own, point)))


def _along(river: Water) -> tuple[Point, ...]:
    longest = max(river.lines, key=len)
    return tuple(longest[round(share * (len(longest) - 1))] for share in ALONG)
