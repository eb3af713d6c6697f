"""What was measured, as tables: figures, ratios, and whether the targets were met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any, Final, Literal

Page = Literal["product", "empty", "dash"]

TITLES: Final[dict[Page, str]] = {
    "product": "map page",
    "empty": "empty script",
    "dash": "Dash with Patch",
}
ABSENT: Final = "–"


@dataclass(frozen=True)
class Series:
    """Values of one measure on one page, in the order they were taken."""

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError("a series needs at least one value; was a measure never taken?")

    @property
    def median(self) -> float:
        """The middle value."""
        return median(self.values)

    @property
    def low(self) -> float:
        """The smallest value."""
        return min(self.values)

    @property
    def high(self) -> float:
        """The largest value."""
        return max(self.values)

    def said(self, digits: int) -> str:
        """Median with the range it comes from: `46 (44–62)`."""
        middle = f"{self.median:,.{digits}f}"
        if len(self.values) == 1:
            return middle
        return f"{middle} ({self.low:,.{digits}f}–{self.high:,.{digits}f})"


@dataclass(frozen=True)
class Measure:
    """One line of the table: the same thing measured on up to three pages."""

    name: str
    unit: str
    by_page: dict[Page, Series]
    digits: int = 0

    def ratio(self, page: Page, to: Page) -> float | None:
        """Median of one page over that of another; None where either was not measured."""
        if page not in self.by_page or to not in self.by_page:
            return None
        return self.by_page[page].median / self.by_page[to].median

    def row(self) -> list[str]:
        """Cells of the table: name, a cell a page, and the product against the other two."""
        cells = [
            self.by_page[page].said(self.digits) if page in self.by_page else ABSENT
            for page in TITLES
        ]
        ratios = [_times(self.ratio("product", "empty")), _times(self.ratio("dash", "product"))]
        return [f"{self.name}, {self.unit}", *cells, *ratios]


@dataclass(frozen=True)
class Target:
    """Something the product has to reach, and what was reached."""

    name: str
    asked: str
    reached: str
    met: bool

    def row(self) -> list[str]:
        """Cells of the table."""
        return [self.name, self.asked, self.reached, "yes" if self.met else "NO"]


def at_most(name: str, value: float, limit: float, *, unit: str, digits: int) -> Target:
    """A target that a value must not exceed."""
    said = f"{value:,.{digits}f} {unit}".strip()
    return Target(name, f"≤ {limit:,g} {unit}".strip(), said, value <= limit)


def at_least(name: str, value: float, limit: float, *, unit: str, digits: int) -> Target:
    """A target that a value must reach."""
    said = f"{value:,.{digits}f} {unit}".strip()
    return Target(name, f"≥ {limit:,g} {unit}".strip(), said, value >= limit)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, padded so that it reads as well unrendered."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        padded = [cells[0].ljust(widths[0])]
        padded += [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
        return f"| {' | '.join(padded)} |"

    rule = [":" + "-" * (widths[0] - 1), *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join([line(head), line(rule), *(line(row) for row in rows)])


def measures_table(measures: Sequence[Measure]) -> str:
    """Every measure: median (smallest–largest) a page, and the two ratios."""
    head = ["measure", *TITLES.values(), "map ÷ empty", "Dash ÷ map"]
    return table(head, [measure.row() for measure in measures])


def targets_table(targets: Sequence[Target]) -> str:
    """Every target with what was reached."""
    return table(["target", "asked", "reached", "met"], [target.row() for target in targets])


def markdown(measures: Sequence[Measure], targets: Sequence[Target], machine: str) -> str:
    """The whole report, as it stands in `bench/results.md`."""
    return "\n\n".join(
        [
            "# Speed and size, measured",
            "Written by `make bench`: one run, one browser, the pages by turns. Each cell is the"
            " median, in brackets the smallest and the largest value. Compare the ratios: the"
            " figures themselves depend on the machine and on what else it is doing.",
            machine,
            targets_table(targets),
            measures_table(measures),
            HOW,
        ]
    )


HOW: Final = """## How

- *Map page* is this product's `map` page, *empty script* the least a Streamlit page can be
  (`bench/empty_app.py`, under the same configuration), *Dash with Patch* a page with the same
  county map, layer by layer, and nothing beside it (`bench/dash_page.py`).
- *Filter → map painted* counts from the click's own time stamp to the second animation frame
  after the map has its new colours (on the empty script: after the line has its new text). Map
  page and Dash page get the same clicks, and no choice comes twice, so no answer comes from a
  cache. The map page draws the answer it foresees and confirms it when the server's comes; *filter
  → heading painted* is the same click up to the heading, which waits for the server.
- *County → map painted* is a click on a county up to its outline (on the Dash page a Patch of the
  outlines), *county → list painted* up to the measures that reach it, beside the map.
- *Received* counts payloads of websocket frames, and bodies and headers over HTTP, until the wire
  has been silent for 0.3 s.
- *Cold load* opens a page in a browser context with an empty cache, up to the second frame after
  everything on it stands: for the map page 121 coloured counties, the measures, heading, filter
  panel and filter bar.
- *Start → first page* runs from the start of the server's process to the first page painted in
  the browser; *resident memory* sums the process and its children, once they are at rest after
  that page, and again after all clicks."""


def as_json(measures: Sequence[Measure], targets: Sequence[Target], machine: str) -> dict[str, Any]:
    """The same for a program to read, every single value included."""
    return {
        "machine": machine,
        "targets": [asdict(target) for target in targets],
        "measures": [
            {
                "name": measure.name,
                "unit": measure.unit,
                "values": {page: list(series.values) for page, series in measure.by_page.items()},
                "median": {page: series.median for page, series in measure.by_page.items()},
            }
            for measure in measures
        ],
    }


def _times(ratio: float | None) -> str:
    return ABSENT if ratio is None else f"{ratio:.2f} ×"
