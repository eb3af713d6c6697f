"""AppTest set up as app.py sets the server up."""

from __future__ import annotations

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import app_test


@pytest.fixture(autouse=True)
def _framed_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every page through dashboard.py.

    AppTest resets the flag that app.py sets before each of its runs, so a deep link would run the
    page's file bare; on a subclass the reset does no harm.
    """
    monkeypatch.setattr(PagesManager, "uses_pages_directory", False)
    monkeypatch.setattr(app_test, "PagesManager", type("Framed", (PagesManager,), {}))
