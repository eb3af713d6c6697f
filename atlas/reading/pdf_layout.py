"""Where the lines of a page stand to each other: its columns, and the rows of its tables.

A PDF holds words at places, in the order in which its program drew them. What stands side by side
is one line to the library that reads it: here it is taken apart, column by column, or cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

_MARGIN: Final = 0.12
"""Share of a page's height at its head and foot where running heads and page numbers stand."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; units of a 72nd of an inch, `top` and `bottom` from its foot.

    `pieces` are its parts where wide gaps part it. `column` is the column it stands in, counted
    from the left; `cells` says that it is a row of a table, its cells apart by tabs.
    """

    page: int
    height: float
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool
    pieces: tuple[Line, ...] = ()
    column: int = 0
    cells: bool = False

    @property
    def marginal(self) -> bool:
        """Whether it stands where running heads do."""
        return not _MARGIN < self.bottom / self.height < 1 - _MARGIN if self.height else False

    @property
    def parts(self) -> tuple[Line, ...]:
        """Its pieces, itself where nothing parts it."""
        return self.pieces or (self,)


def laid_out(lines: list[Line]) -> list[Line]:
    """The lines of one page in the order they are read, rows of tables as lines of their own."""
    parts = [part for line in lines for part in line.parts]
    if columns := _columns(parts, _DEEPEST):
        return columns
    rows = _rows(parts)
    tables = [table for table in _tables(rows) if table]
    if not tables:
        return lines
    written: dict[int, Line | None] = {}
    for table in tables:
        for row in table:
            first, *others = sorted((part for part in row), key=lambda part: part.left)
            written |= {id(first): _written(row), **{id(other): None for other in others}}
    # What stands in no table keeps the order it was drawn in, before or after the table's place.
    kept: list[Line] = []
    for part in sorted(parts, key=lambda part: -part.bottom):
        found = written.get(id(part), part)
        if found is not None:
            kept.append(found)
    return kept


# Columns

_DEEPEST: Final = 2
_FEW: Final = 4
"""Lines that a column has at least."""
_WIDE: Final = 8
"""Characters that fit in a line of a column at least; a cell is narrower or not full."""
_ACROSS: Final = 0.5
"""Share of lines that may go across both columns: paragraphs over or under them."""
_CANDIDATES: Final = 12

ACROSS: Final = -1
"""The column of a line that goes across several."""


def _columns(parts: Sequence[Line], depth: int) -> list[Line]:
    """Lines column by column, those across both where they stand; none where there is one column.

    It is told by its lines, most of which end at one edge while others begin beyond it.
    """
    gutter = _gutter(parts) if depth else None
    if gutter is None:
        return []
    bands: list[list[Line]] = [[]]
    for part in sorted(parts, key=lambda part: -part.bottom):
        if part.left < gutter - part.size / 2 and part.right > gutter:
            bands += [[replace(part, column=ACROSS)], []]
        else:
            bands[-1].append(part)
    read: list[Line] = []
    for band in bands:
        if band and band[0].column == ACROSS:
            read += band
            continue
        left = [part for part in band if part.left < gutter - part.size / 2]
        right = [part for part in band if part.left >= gutter - part.size / 2]
        for at, column in enumerate((left, right)):
            inner = _columns(column, depth - 1)
            read += inner or [replace(part, column=part.column * 2 + at) for part in column]
    return read


def _gutter(parts: Sequence[Line]) -> float | None:
    """Where the right one of two columns begins."""
    if len(parts) < 2 * _FEW:
        return None
    begins: dict[float, int] = {}
    for part in parts:
        begins[round(part.left)] = begins.get(round(part.left), 0) + 1
    first = min(begins)
    likely = sorted((x for x in begins if x > first), key=lambda x: -begins[x])[:_CANDIDATES]
    found = [x for x in likely if begins[x] >= 2 and _parts_at(parts, x)]
    return min(found, default=None)


def _parts_at(parts: Sequence[Line], x: float) -> bool:
    """Whether two columns of running lines stand on either side of a place."""
    right = [part for part in parts if part.left >= x - 1]
    left = [part for part in parts if part.right <= x - part.size / 2]
    across = len(parts) - len(left) - len(right)
    if min(len(left), len(right)) < _FEW or across > _ACROSS * len(parts):
        return False
    tops = [max(part.top for part in side) for side in (left, right)]
    feet = [min(part.bottom for part in side) for side in (left, right)]
    beside = min(tops) - max(feet) >= (min(tops[0] - feet[0], tops[1] - feet[1])) / 2
    return beside and all(_runs(side) for side in (left, right))


def _runs(side: Sequence[Line]) -> bool:
    """Whether most lines fill the width of their column, and a row has one of them."""
    edge = max(part.right for part in side)
    full = [part for part in side if part.right >= edge - 1.6 * part.size]
    wide = edge - min(part.left for part in side) >= _WIDE * side[0].size
    alone = len(_rows(side)) > 0.8 * len(side)
    return wide and alone and 2 * len(full) >= len(side)


# Tables

_MOST_CELLS: Final = 40
"""Cells of a row, and further lines of them, beyond which it is no row of a table."""
_APART: Final = 2.2
"""Heights of a line between two lines of one cell at most, and twice that between two rows."""


def _rows(parts: Sequence[Line]) -> list[list[Line]]:
    """Parts that stand on one line, from the top, each row from the left."""
    rows: list[list[Line]] = []
    for part in sorted(parts, key=lambda part: -part.bottom):
        if rows and abs(rows[-1][0].bottom - part.bottom) <= part.size / 2:
            rows[-1].append(part)
        else:
            rows.append([part])
    return [sorted(row, key=lambda part: part.left) for row in rows]


def _tables(rows: Sequence[list[Line]]) -> Iterator[list[list[Line]]]:
    """Rows of each table, with the further lines of their cells.

    A table has two rows at least whose cells begin, or have their middles, at the same places.
    """
    table: list[list[Line]] = []
    for row in rows:
        near = table and table[-1][-1].bottom - row[0].bottom <= 2 * _APART * row[0].size
        if near and len(row) > 1 and _aligned(table[-1], row):
            table.append(row)
        elif near and len(row) < len(table[-1]) and _continues(table[-1], row):
            table[-1] = [*table[-1], *row]
        else:
            if len(table) > 1:
                yield table
            table = [row] if 1 < len(row) <= _MOST_CELLS else []
    if len(table) > 1:
        yield table


def _aligned(row: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether a cell of a row that is not its first stands under one of the row before."""
    if len(other) > _MOST_CELLS:
        return False
    return any(_under(cell, above) for cell in other[1:] for above in row[1:])


def _under(cell: Line, above: Line) -> bool:
    near = cell.size / 2
    middle = abs((cell.left + cell.right) - (above.left + above.right)) / 2
    return abs(cell.left - above.left) <= near or middle <= near


def _continues(row: Sequence[Line], further: Sequence[Line]) -> bool:
    """Whether lines go on with cells of the row, none with its first."""
    if len(row) > _MOST_CELLS:
        return False
    last = min(part.bottom for part in row)
    close = last - further[0].bottom <= _APART * further[0].size
    firsts = [part for part in row[1:] if part.left > row[0].left + row[0].size / 2]
    return close and all(any(_under(part, cell) for cell in firsts) for part in further)


def _written(row: Sequence[Line]) -> Line:
    """A row of a table as one line: the lines of each cell together, cells apart by tabs."""
    cells: list[list[Line]] = []
    for part in row:
        own = next((cell for cell in cells if _under(part, cell[0])), None)
        if own is None:
            cells.append([part])
        else:
            own.append(part)
    cells.sort(key=lambda cell: cell[0].left)
    words = "\t".join("".join(part.text for part in cell) for cell in cells)
    return replace(row[0], text=words, right=row[-1].right, pieces=(), cells=True)
