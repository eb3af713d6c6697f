"""One browser for all measures: pages opened cold, clicks timed to the paint, bytes counted."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, sync_playwright

CHROMIUM: Final = "/usr/bin/chromium"
PROBE: Final = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")
WINDOW: Final[ViewportSize] = {"width": 1440, "height": 960}
QUIET_MS: Final = 300
"""An interaction is over when the wire has been silent for so long."""
MOST_MS: Final = 20_000

Wanted = Sequence[tuple[str, int]]
"""Selectors, and how many elements of each there must be before a page counts as drawn."""


@dataclass(frozen=True)
class Watched:
    """What a click changes: an attribute of the parts under a selector, or else their text."""

    selector: str
    attribute: str | None = None


@dataclass(frozen=True)
class Interaction:
    """One click: milliseconds to each paint awaited, bytes received until the wire fell silent."""

    painted: tuple[float, ...]
    received: int


@dataclass
class Wire:
    """Bytes that a page receives: bodies and headers over HTTP, payloads of websocket frames."""

    received: int = 0
    asked: list[str] = field(default_factory=list)

    def listen(self, session: CDPSession) -> None:
        """Count from now on."""
        session.on("Network.webSocketFrameReceived", self._frame)
        session.on("Network.loadingFinished", self._loaded)
        session.on("Network.requestWillBeSent", self._asked)
        session.send("Network.enable")

    def _frame(self, event: dict[str, Any]) -> None:
        response = event["response"]
        text = response["payloadData"]
        binary = response["opcode"] == 2
        self.received += len(base64.b64decode(text) if binary else text.encode())

    def _loaded(self, event: dict[str, Any]) -> None:
        self.received += int(event["encodedDataLength"])

    def _asked(self, event: dict[str, Any]) -> None:
        self.asked.append(event["request"]["url"])

    def elsewhere(self, url: str) -> list[str]:
        """Requests that went to another server than the one at `url`."""
        return [one for one in self.asked if not one.startswith((url, "data:", "blob:"))]


class TimedPage:
    """A page in a browser context of its own, with an empty cache."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wire = Wire()
        self.wire.listen(page.context.new_cdp_session(page))

    def open(self, url: str, wanted: Wanted) -> float:
        """Go there; milliseconds from the start of navigation until all that is wanted stands."""
        self.page.goto(url, wait_until="commit")
        return float(self.page.evaluate("wanted => bench.loaded(wanted)", [*wanted]))

    def click(self, selector: str, *awaited: Watched, nth: int = 0) -> Interaction:
        """Point, click, and wait until all that is awaited was painted and the wire is silent."""
        self.page.bring_to_front()
        x, y = self.page.evaluate("part => bench.inside(part)", [selector, nth])
        self.page.mouse.move(x, y)
        self.settle()
        before = self.wire.received
        described = [{"selector": one.selector, "attribute": one.attribute} for one in awaited]
        self.page.evaluate("awaited => bench.arm(awaited)", described)
        self.page.mouse.down()
        self.page.mouse.up()
        measured = self.page.evaluate("bench.measured()")
        self.settle()
        return Interaction(tuple(map(float, measured)), self.wire.received - before)

    def click_through(self, selector: str) -> Interaction:
        """Point, click, and wait for silence: milliseconds to the last change of any view."""
        self.page.bring_to_front()
        x, y = self.page.evaluate("part => bench.inside(part)", [selector, 0])
        self.page.mouse.move(x, y)
        self.settle()
        before = self.wire.received
        self.page.evaluate("bench.armWhole()")
        self.page.mouse.down()
        self.page.mouse.up()
        self.settle()
        return Interaction(
            (float(self.page.evaluate("bench.whole()")),), self.wire.received - before
        )

    def settle(self) -> None:
        """Wait until nothing has arrived for a while."""
        seen = -1
        while seen != self.wire.received:
            seen = self.wire.received
            self.page.wait_for_timeout(QUIET_MS)


class Bench:
    """The browser, and new pages of it."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    @property
    def version(self) -> str:
        """Version of the browser."""
        return self.browser.version

    @contextmanager
    def page(self) -> Iterator[TimedPage]:
        """A page whose context holds nothing of any page before it."""
        context = self.browser.new_context(viewport=WINDOW, locale="zh-CN")
        context.set_default_timeout(MOST_MS)
        context.add_init_script(PROBE)
        try:
            yield TimedPage(context.new_page())
        finally:
            context.close()


@contextmanager
def opened() -> Iterator[Bench]:
    """Debian's Chromium, for the length of the run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield Bench(browser)
        finally:
            browser.close()
