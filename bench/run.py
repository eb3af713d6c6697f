"""Measure the map page beside an empty Streamlit script and a Dash page: `make bench`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Final

import psutil

ROOT: Final = Path(__file__).resolve().parents[1]
# Run as a script, Python looks for modules in bench/ only.
sys.path.insert(0, str(ROOT))

from atlas.analysis.reach import drawn_units  # noqa: E402
from atlas.documents import open_document  # noqa: E402
from atlas.model import Adcode  # noqa: E402
from atlas.query import DEFAULT  # noqa: E402
from bench import report  # noqa: E402
from bench.browser import Bench, TimedPage, Wanted, Watched, opened  # noqa: E402
from bench.county_classes import clicks_that_colour  # noqa: E402
from bench.report import Measure, Page, Series, Target, at_least, at_most  # noqa: E402
from bench.servers import DASH, EMPTY, PRODUCT, Program, Server, running  # noqa: E402

RESULTS: Final = ROOT / "bench" / "results.md"
PROGRAMS: Final[dict[Page, Program]] = {"product": PRODUCT, "empty": EMPTY, "dash": DASH}
ADDRESS: Final[dict[Page, str]] = {"product": "map", "empty": "", "dash": ""}
WANTED: Final[dict[Page, Wanted]] = {
    "product": [
        # What comes last is looked for first, so that looking costs the page little.
        (".view-map .label", 10),
        (".view-map .units-county .unit[aria-label]", 121),
        (".view-map article.measure", 10),
        (".view-header h1", 1),
        (".view-filters .check-row", 16),
        (".view-filter_bar .sentence", 1),
    ],
    "empty": [('[data-testid="stText"]', 1), ("button", 1)],
    "dash": [("path.choroplethlocation", 121), ("input[type=checkbox]", 16)],
}
CHANGED: Final[dict[Page, Watched]] = {
    "product": Watched(".view-map .units-county .unit", "class"),
    "empty": Watched('[data-testid="stText"]'),
    "dash": Watched("path.choroplethlocation", "fill"),
}
LISTED: Final = Watched(".view-map .list-title")
HEADED: Final = Watched(".view-header h1")
"""The heading waits for the server; map and list foresee its answer."""
MARKED: Final[dict[Page, Watched]] = {
    "product": Watched(".view-map .units-county .unit", "aria-selected"),
    "dash": Watched("path.choroplethlocation", "style"),
}
AGAIN: Final = "button"
STARTS, LOADS, CLICKS, COUNTIES = 3, 8, 20, 20
LOAD_BEFORE: Final = os.getloadavg()[0]


@dataclass
class Values:
    """Values of one measure as they come in, by page."""

    name: str
    unit: str
    digits: int = 0
    taken: dict[Page, list[float]] = field(default_factory=dict)

    def add(self, page: Page, value: float) -> None:
        """Keep one value."""
        self.taken.setdefault(page, []).append(value)

    def measure(self) -> Measure:
        """The finished line of the report."""
        by_page = {page: Series(tuple(values)) for page, values in self.taken.items()}
        return Measure(self.name, self.unit, by_page, self.digits)


@dataclass
class Run:
    """Everything one run measures."""

    painted: Values = field(default_factory=lambda: Values("filter → map painted", "ms"))
    headed: Values = field(default_factory=lambda: Values("filter → heading painted", "ms"))
    received: Values = field(default_factory=lambda: Values("received per filter", "bytes"))
    marked: Values = field(default_factory=lambda: Values("county → map painted", "ms"))
    listed: Values = field(default_factory=lambda: Values("county → list painted", "ms"))
    listed_received: Values = field(default_factory=lambda: Values("received per county", "bytes"))
    loaded: Values = field(default_factory=lambda: Values("cold load", "ms"))
    loaded_received: Values = field(default_factory=lambda: Values("received per cold load", "kB"))
    started: Values = field(default_factory=lambda: Values("start → first page", "s", 1))
    resident: Values = field(default_factory=lambda: Values("resident memory after start", "MB"))
    resident_after: Values = field(default_factory=lambda: Values("after all clicks", "MB"))

    def measures(self) -> list[Measure]:
        """Lines of the report, in its order."""
        return [values.measure() for values in vars(self).values()]

    def targets(self) -> list[Target]:
        """What the product has to reach, against what this run found."""
        painted, headed, marked, listed, loaded = (
            values.measure()
            for values in (self.painted, self.headed, self.marked, self.listed, self.loaded)
        )
        base = painted.by_page["empty"].median
        most = max(self.received.taken["product"] + self.listed_received.taken["product"])
        return [
            at_most(
                "filter → map painted, against the empty rerun",
                painted.by_page["product"].median / base,
                2.5,
                unit="×",
                digits=2,
            ),
            at_most(
                "filter → heading painted, against the empty rerun",
                headed.by_page["product"].median / base,
                2.5,
                unit="×",
                digits=2,
            ),
            at_most(
                "county → list painted, against the empty rerun",
                listed.by_page["product"].median / base,
                2.5,
                unit="×",
                digits=2,
            ),
            at_most("received per click, at most", most / 1000, 8, unit="kB", digits=1),
            at_most(
                "cold load, against the empty page",
                loaded.by_page["product"].median / loaded.by_page["empty"].median,
                1.4,
                unit="×",
                digits=2,
            ),
            at_least(
                "Dash: county → map painted, against the map page",
                marked.by_page["dash"].median / marked.by_page["product"].median,
                2,
                unit="×",
                digits=2,
            ),
            at_least(
                "Dash: filter → map painted, against the map page",
                painted.by_page["dash"].median / painted.by_page["product"].median,
                2,
                unit="×",
                digits=2,
            ),
            at_most(
                "start → first page",
                self.started.measure().by_page["product"].median,
                6,
                unit="s",
                digits=1,
            ),
            at_most(
                "resident memory after start",
                self.resident.measure().by_page["product"].high,
                350,
                unit="MB",
                digits=0,
            ),
        ]


def measure_start(run: Run, bench: Bench, name: Page, server: Server) -> None:
    """The first page of a server that was started a moment ago, and its memory once at rest."""
    with bench.page() as page:
        page.open(server.url + ADDRESS[name], WANTED[name])
        run.started.add(name, time.perf_counter() - server.started)
        server.rest()
        run.resident.add(name, server.resident_mb)


def measure_load(run: Run, bench: Bench, name: Page, server: Server) -> None:
    """One page with nothing of it in the browser's cache."""
    with bench.page() as page:
        run.loaded.add(name, page.open(server.url + ADDRESS[name], WANTED[name]))
        page.settle()
        run.loaded_received.add(name, page.wire.received / 1000)


def measure_clicks(run: Run, bench: Bench, servers: dict[Page, Server]) -> None:
    """The same filters on the map page and the Dash page, the empty script's button between."""
    with ExitStack() as stack:
        pages: dict[Page, TimedPage] = {}
        for name, server in servers.items():
            pages[name] = stack.enter_context(bench.page())
            pages[name].open(server.url + ADDRESS[name], WANTED[name])
        for strategy in clicks_that_colour(CLICKS):
            for name, page in pages.items():
                button = AGAIN if name == "empty" else f'input[value="{strategy}"]'
                headed = [HEADED] if name == "product" else []
                click = page.click(button, CHANGED[name], *headed)
                run.painted.add(name, click.painted[0])
                for milliseconds in click.painted[1:]:
                    run.headed.add(name, milliseconds)
                run.received.add(name, click.received)
        for place, code in counties():
            county = f'.view-map .unit[data-code="{code}"]'
            click = pages["product"].click(county, MARKED["product"], LISTED)
            run.marked.add("product", click.painted[0])
            run.listed.add("product", click.painted[1])
            run.listed_received.add("product", click.received)
            click = pages["empty"].click(AGAIN, CHANGED["empty"])
            run.listed.add("empty", *click.painted)
            run.listed_received.add("empty", click.received)
            click = pages["dash"].click("path.choroplethlocation", MARKED["dash"], nth=place)
            run.marked.add("dash", *click.painted)
        for name, page in pages.items():
            if page.wire.elsewhere(servers[name].url):
                raise SystemExit(
                    f"{name} asked elsewhere: {page.wire.elsewhere(servers[name].url)}"
                )


def counties() -> list[tuple[int, Adcode]]:
    """Counties to click, from all over the province, each with its place among all."""
    units = drawn_units(open_document(DEFAULT.doc).catalogue, "county")
    return list(enumerate(units))[:: len(units) // COUNTIES][:COUNTIES]


def measure() -> tuple[Run, str]:
    """One run of everything, and the browser's version."""
    run = Run()
    with opened() as bench:
        for _ in range(STARTS):
            for name, program in PROGRAMS.items():
                say(f"starting {report.TITLES[name]}")
                with running(program) as server:
                    measure_start(run, bench, name, server)
        with ExitStack() as stack:
            say("starting all three")
            servers = {
                name: stack.enter_context(running(program)) for name, program in PROGRAMS.items()
            }
            for server in servers.values():
                server.rest()
            for n in range(LOADS):
                say(f"cold load {n + 1} of {LOADS}")
                for name, server in servers.items():
                    measure_load(run, bench, name, server)
            say(f"{CLICKS} filters and {COUNTIES} counties")
            measure_clicks(run, bench, servers)
            for name, server in servers.items():
                run.resident_after.add(name, server.resident_mb)
        return run, bench.version


def machine(browser: str) -> str:
    """What it was measured on."""
    memory = psutil.virtual_memory().total / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "dash", "plotly"))
    return (
        f"{psutil.cpu_count()} cores, {memory:.0f} GB of memory; {platform.system()},"
        f" Python {platform.python_version()}, {packages}, Chromium {browser}. Load before the"
        f" run: {LOAD_BEFORE:.1f} processes waiting for a core on average."
    )


def say(progress: str) -> None:
    """One line for who is waiting."""
    print(f"· {progress}", file=sys.stderr, flush=True)


def main() -> int:
    """Measure, print, and write `bench/results.md`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every value there as well")
    arguments = parser.parse_args()
    run, browser = measure()
    measures, targets, where = run.measures(), run.targets(), machine(browser)
    print(report.targets_table(targets), report.measures_table(measures), sep="\n\n")
    RESULTS.write_text(report.markdown(measures, targets, where) + "\n", encoding="utf-8")
    if arguments.json:
        found = report.as_json(measures, targets, where)
        arguments.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
