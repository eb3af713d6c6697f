"""Room for the names of a few marks in a scatter, so that no two lie on one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH, HEIGHT = 620.0, 350.0
"""Pixels the marks are spread over when room is looked for. Screens are mostly wider; names that
keep clear of one another here do so there."""

LINE: Final = 17.0
GAP: Final = 9.0
MARK: Final = 4.0


@dataclass(frozen=True, slots=True)
class Label:
    """Words and the mark they belong to, both coordinates between 0 and 1."""

    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Room:
    """Where a label's middle stands, in pixels right of and above its mark."""

    label: Label
    right: float
    up: float

    @property
    def away(self) -> bool:
        """Whether the label stands off its mark, so that it may be taken for another's."""
        return abs(self.up) > GAP + LINE


Box = tuple[float, float, float, float]


def find_room(labels: Sequence[Label], marks: Sequence[tuple[float, float]] = ()) -> list[Room]:
    """A place beside its mark for every label that has one, the first labels served first.

    No label lies on another or on another's mark, and none on any of the `marks` where there is
    a place that is clear of them. A label without room is left out: its mark can still be
    pointed at.
    """
    taken = [_around(label.x * WIDTH, label.y * HEIGHT, GAP, GAP) for label in labels]
    crowd = [_around(x * WIDTH, y * HEIGHT, MARK, MARK) for x, y in marks]
    found = []
    for label in labels:
        places = list(_places(label))
        free = [p for p in places if not any(_overlap(p[1], box) for box in taken)]
        clear = [p for p in free if not any(_overlap(p[1], box) for box in crowd)]
        for room, box in (clear or free)[:1]:
            taken.append(box)
            found.append(room)
    return found


def _places(label: Label) -> Iterator[tuple[Room, Box]]:
    """Places beside a mark that lie within the drawing, the plainest first."""
    wide = sum(13.0 if ord(c) > 0x2E7F else 7.4 for c in label.words)
    for right, up in _beside(wide):
        box = _around(label.x * WIDTH + right, label.y * HEIGHT + up, wide / 2, LINE / 2)
        within = box[0] >= -40 and box[2] <= WIDTH + 4 and box[1] >= -6 and box[3] <= HEIGHT + 14
        if within:
            yield Room(label, right, up), box


def _beside(wide: float) -> Iterator[tuple[float, float]]:
    """Places to try: right, left, above, below, and a line further up and down."""
    aside, off = wide / 2 + GAP + 3, GAP + LINE / 2 + 2
    yield from ((aside, 0), (-aside, 0), (0, off), (0, -off))
    for line in (1, 2):
        step = LINE * line
        yield from ((aside, step), (-aside, step), (0, off + step), (aside, -step), (-aside, -step))
        yield (0, -off - step)


def _around(x: float, y: float, half_width: float, half_height: float) -> Box:
    return (x - half_width, y - half_height, x + half_width, y + half_height)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
