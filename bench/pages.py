"""Measure a filter on every page beside an empty rerun: part of `make bench`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
# Run as a script, Python looks for modules in bench/ only.
sys.path.insert(0, str(ROOT))

from atlas.documents import open_document  # noqa: E402
from atlas.model import StrategyId  # noqa: E402
from atlas.query import DEFAULT  # noqa: E402
from atlas.site import LANDING, SITE  # noqa: E402
from bench.browser import TimedPage, Watched, opened  # noqa: E402
from bench.report import Series, table  # noqa: E402
from bench.run import machine, say  # noqa: E402
from bench.servers import EMPTY, PRODUCT, Server, running  # noqa: E402

RESULTS: Final = ROOT / "bench" / "pages.md"
ASKED: Final = 3.0
"""A filter may take so many times an empty rerun, at the median."""
CLICKS: Final = 12
ADDRESS: Final = {
    LANDING: "",
    "place": "place?place=231086",
    "compare": "compare?place=231086&place=230231",
}
"""Where a page is not under its own name, or a reader chooses something before the first filter."""
DRAWN: Final = [(".view-filters .check-row", 16), (".view-header h1", 1)]
AGAIN: Final = ("button", Watched('[data-testid="stText"]'))

HOW: Final = """- A click on a strategy of the filter panel, from its own time stamp to the second
  animation frame after the last change of any view or chart: heading, filters, filter line and all
  that the page shows. Every choice is a new one, so no answer comes from a cache.
- *Empty* is the rerun of the least a Streamlit page can be (`bench/empty_app.py`), up to its new
  text, measured in between in the same browser. Each cell is the median, in brackets the smallest
  and the largest value; the ratio is that of the medians.
- *Received* are payloads of websocket frames, and bodies and headers over HTTP, at the median."""


@dataclass
class Taken:
    """What one page took: milliseconds and bytes a filter, and the empty reruns in between."""

    page: str
    painted: list[float] = field(default_factory=list)
    received: list[float] = field(default_factory=list)
    empty: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """Median of the page over the median of the empty rerun."""
        return Series(tuple(self.painted)).median / Series(tuple(self.empty)).median

    def row(self) -> list[str]:
        """Cells of the table."""
        painted, received, empty = (
            Series(tuple(values)) for values in (self.painted, self.received, self.empty)
        )
        met = "yes" if self.ratio <= ASKED else "NO"
        said = [painted.said(0), empty.said(0), f"{self.ratio:.2f} ×", met]
        return [self.page, *said, f"{received.median / 1000:.1f}"]


def choices() -> Iterator[StrategyId]:
    """Strategies to click one after the other, so that no set of them comes twice."""
    yield from list(open_document(DEFAULT.doc).catalogue.strategies)[:CLICKS]


def measure_page(page: str, product: Server, timed: TimedPage, empty: TimedPage) -> Taken:
    """Filters on one page, an empty rerun after each."""
    taken = Taken(page)
    timed.open(product.url + ADDRESS.get(page, page), [*DRAWN, (f".view-{page} *", 3)])
    timed.settle()
    for strategy in choices():
        click = timed.click_through(f'input[value="{strategy}"]')
        taken.painted += click.painted
        taken.received.append(click.received)
        taken.empty += empty.click(*AGAIN).painted
    return taken


def measure() -> tuple[list[Taken], str]:
    """Every page of the site, and the browser's version."""
    found = []
    with ExitStack() as stack:
        bench = stack.enter_context(opened())
        product, empty = (stack.enter_context(running(one)) for one in (PRODUCT, EMPTY))
        for server in (product, empty):
            server.rest()
        still = stack.enter_context(bench.page())
        still.open(empty.url, [('[data-testid="stText"]', 1), ("button", 1)])
        for page in SITE:
            say(f"{CLICKS} filters on {page}")
            with bench.page() as timed:
                found.append(measure_page(page, product, timed, still))
        return found, bench.version


def main() -> int:
    """Measure, print, and write `bench/pages.md`."""
    found, browser = measure()
    head = ["page", "filter, ms", "empty, ms", "ratio", f"≤ {ASKED:g} ×", "received, kB"]
    rows = table(head, [one.row() for one in found])
    print(rows)
    parts = ["# A filter on every page, measured", "Written by `make bench`.", machine(browser)]
    RESULTS.write_text("\n\n".join([*parts, rows, HOW]) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
