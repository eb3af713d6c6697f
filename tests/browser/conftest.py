"""What the browser tests share: one running dashboard for all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.dashboard import running


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = tmp_path_factory.mktemp("store") / "documents.sqlite"
    with running({"ATLAS_STORE": f"sqlite:///{store}"}) as url:
        yield url
