"""Stores of every kind for the tests that hold on all: in memory, in a file, in PostgreSQL."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import create_engine, text

from atlas.store import DocumentStore, KeptDocument, new_id
from atlas.store.lifetime import utc_now
from atlas.store.tables import METADATA
from tests.postgresql import Cluster

TEXT: Final = "支持讷河市建设马铃薯种薯基地。"
STORE_GROUP: Final = pytest.mark.xdist_group("store")
"""Tests that share one PostgreSQL server stand on one worker."""
_DATABASE: Final = "kept"


class Clock:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = utc_now()

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


def key() -> str:
    return secrets.token_urlsafe(18)


def made(
    text: str = TEXT, title: str = "讷河", sha256: str = "0" * 64, *, draft: bool = False
) -> KeptDocument:
    return KeptDocument(new_id(), title, f"{title}.txt", "utf-8", sha256, text, draft=draft)


def emptied(cluster: Cluster) -> str:
    """One database of a cluster with the store's tables, empty, by its URL."""
    url = cluster.url(_DATABASE)
    if not cluster.holds(_DATABASE):
        cluster.database(_DATABASE)
        first = DocumentStore(url)
        first.check()
        first.close()
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    names = [table.name for table in METADATA.sorted_tables if table.name != "store_facts"]
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {', '.join(names)}"))
    engine.dispose()
    return url


def words_in(folder: Path) -> str:
    """All that lies in a folder, read as text."""
    return "".join(
        path.read_bytes().decode("utf-8", "replace")
        for path in sorted(folder.iterdir())
        if path.is_file()
    )


def rows(url: str, statement: str, **given: Any) -> list[Any]:
    """What a database answers to a statement of the test's own."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        answer = connection.execute(text(statement), given)
        found = list(answer.all()) if answer.returns_rows else []
    engine.dispose()
    return found
