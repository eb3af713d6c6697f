"""What Streamlit would take and this product does not use is refused before it is read."""

from __future__ import annotations

import pytest

from app import app
from tests.unit.asgi import get


@pytest.mark.parametrize("method", ["PUT", "POST", "GET", "DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/upload_file/some-session/some-file",
        "/prefix/_stcore/upload_file/some-session/some-file",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/agent/openapi.json",
    ],
)
def test_doors_that_nobody_needs_are_shut(path: str, method: str) -> None:
    answer = get(app, path, method=method)
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_what_pages_speak_through_stays_open() -> None:
    assert get(app, "/_stcore/health").status == 200
