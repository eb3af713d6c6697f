"""What every test stands on: Hypothesis without time limits, and a store of documents of its own.

The machine may be busy with other things, and a test must not see what readers keep.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("atlas", deadline=None, print_blob=True)
settings.load_profile("atlas")


@pytest.fixture(autouse=True, scope="session")
def own_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test opens the documents that readers keep on this machine."""
    before = os.environ.get("ATLAS_STORE")
    os.environ["ATLAS_STORE"] = f"sqlite:///{tmp_path_factory.mktemp('store') / 'documents.sqlite'}"
    yield
    if before is None:
        del os.environ["ATLAS_STORE"]
    else:
        os.environ["ATLAS_STORE"] = before
