"""What holds for every test: no time limits, a store that nobody uses, and stores of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from atlas.store import DocumentStore, forget_store
from tests.postgresql import Cluster, started_cluster
from tests.stores import Clock, emptied

# The machine may be busy with other things: a slow example is no failure.
settings.register_profile("atlas", deadline=None, print_blob=True)
settings.load_profile("atlas")


# First, for pytest-xdist writes the groups down where it finds them.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file on one worker, but for those that name a group of their own."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(f"{item.path.parent.name}/{item.path.stem}"))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a case's bytes by what they are for: a DOCX holds the second it was made in."""
    return argname if isinstance(val, bytes) and len(val) > 40 else None


@pytest.fixture(autouse=True, scope="session")
def _own_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep readers' documents apart from those of a server that runs from the same folder."""
    folder = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_STORE", f"sqlite:///{folder / 'documents.sqlite'}")
        forget_store()
        yield
    forget_store()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A PostgreSQL server of this run's own."""
    with started_cluster() as cluster:
        yield cluster


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
