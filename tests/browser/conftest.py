"""What the browser tests share: one Chromium, and one running dashboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import chromium, leave
from tests.browser.dashboard import running
from tests.browser.waiting import MOST

expect.set_options(timeout=MOST * 1_000)


# For the package and no longer: while Playwright runs, this thread has a running event loop, and
# tests elsewhere start their own.
@pytest.fixture(autouse=True, scope="package")
def _chromium_ends() -> Iterator[None]:
    yield
    leave()


@pytest.fixture(scope="package")
def browser(_chromium_ends: None) -> Browser:
    """The Chromium of all tests: what a test opens in it, it closes."""
    return chromium()


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = tmp_path_factory.mktemp("store") / "documents.sqlite"
    with running({"ATLAS_STORE": f"sqlite:///{store}"}) as url:
        yield url
