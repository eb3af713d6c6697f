"""A store of each kind, for tests that hold on all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas.store import DocumentStore
from tests.stores import Clock, emptied


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "file", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store is, for each kind of it."""
    if request.param == "postgresql":
        return emptied(request.getfixturevalue("postgresql"))
    return {"memory": "sqlite://", "file": f"sqlite:///{tmp_path / 'documents.sqlite'}"}[
        request.param
    ]


@pytest.fixture
def documents(store_url: str, clock: Clock) -> Iterator[DocumentStore]:
    store = DocumentStore(store_url, now=clock)
    yield store
    store.close()
