"""The one Chromium of the browser tests: each test has a context of its own in it."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Final

from playwright.sync_api import Browser, sync_playwright

# The shell is Chromium without the window around the page: half the processor's time a page opened.
PROGRAM: Final = "/usr/bin/chromium-headless-shell"

_running: dict[str, Browser] = {}
_ending = ExitStack()


def chromium() -> Browser:
    """The browser, started by whoever asks first."""
    if "browser" not in _running:
        playwright = _ending.enter_context(sync_playwright())
        _running["browser"] = playwright.chromium.launch(executable_path=PROGRAM)
        _ending.callback(_running["browser"].close)
    return _running["browser"]


def leave() -> None:
    """End it, where it was started."""
    _running.clear()
    _ending.close()
