"""What the browser tests share: one running dashboard for all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.dashboard import running


@pytest.fixture(scope="session")
def dashboard() -> Iterator[str]:
    with running() as url:
        yield url
