"""Housekeeping: use noted in rounds, what expired or was removed dropped, faults in one line."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from atlas import documents, housekeeping
from atlas.documents import forget_kept, open_document
from atlas.holding import Held
from atlas.housekeeping import keep_house, tidy
from atlas.store import KeptDocument, RemovedDocument, document_store, forget_store, new_id


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    file = tmp_path / "documents.sqlite"
    monkeypatch.setenv("ATLAS_STORE", f"sqlite:///{file}")
    forget_store()
    forget_kept()
    documents._USED.take()
    yield file
    forget_store()
    forget_kept()


def kept(words: str = "支持讷河市建设种薯基地。") -> tuple[str, str]:
    key = secrets.token_urlsafe(18)
    document = KeptDocument(new_id(), "某市方案", "方案.txt", "utf-8", "0" * 64, words)
    return document_store().keep(document, key=key).id, key


def aged(file: Path, **days: int) -> None:
    """Let documents have been used last so many days ago."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        for document_id, since in days.items():
            connection.execute(
                text(
                    "UPDATE kept_documents SET used = strftime('%Y-%m-%d %H:%M:%f', 'now',"
                    " :days) WHERE id = :id"
                ),
                {"days": f"-{since} days", "id": document_id},
            )
    engine.dispose()


def test_what_is_opened_stays_and_what_is_not_is_swept(file: Path) -> None:
    used, left = kept()[0], kept()[0]
    aged(file, **{used: 80, left: 80})
    open_document(used)
    tidy()
    aged(file, **{left: 91})
    size = file.stat().st_size
    tidy()
    open_document(used)
    with pytest.raises(RemovedDocument) as found:
        open_document(left)
    assert found.value.why == "expired"
    assert file.stat().st_size <= size
    with create_engine(f"sqlite:///{file}").connect() as connection:
        rows = connection.execute(text("SELECT id FROM kept_documents")).scalars().all()
    connection.engine.dispose()
    assert rows == [used]


def test_opening_alone_writes_no_use(file: Path) -> None:
    used = kept()[0]
    before = file.read_bytes()
    for _ in range(3):
        open_document(used)
    assert file.read_bytes() == before
    tidy()
    assert file.read_bytes() != before


def test_what_another_process_removed_is_dropped_from_memory(file: Path) -> None:
    (one, its), (other, _) = kept(), kept()
    open_document(one), open_document(other)
    assert set(documents._KEPT.names()) == {one, other}
    document_store().remove(one, its)
    tidy()
    assert documents._KEPT.names() == [other]


def test_short_documents_are_held_within_the_bound_too(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their tables weigh more than their texts."""
    few = Held(documents._open_kept, weigh=documents._KEPT._weigh, most=5 * documents.TABLES)
    monkeypatch.setattr(documents, "_KEPT", few)
    ids = [kept()[0] for _ in range(9)]
    for document_id in ids:
        open_document(document_id)
    assert few.names() == ids[-4:]


def test_a_fault_is_one_line_without_contents_and_nothing_is_forgotten(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="atlas")
    used, key = kept("只此一句支持讷河市建设种薯基地。")
    aged(file, **{used: 80})
    open_document(used)
    away = file.rename(file.with_name("away"))
    tidy()
    lines = [record.getMessage() for record in caplog.records]
    assert lines == [
        f"readers' documents: {task.__name__} failed: missing" for task in housekeeping.ROUND
    ]
    assert not [secret for secret in (used, key, "只此一句") if secret in caplog.text]
    away.rename(file)
    tidy()
    aged_again = 80 + 11
    with create_engine(f"sqlite:///{file}").connect() as connection:
        noted = connection.execute(
            text("SELECT julianday('now') - julianday(used) FROM kept_documents")
        ).scalar_one()
    connection.engine.dispose()
    assert noted < 1 < aged_again, "the use before the fault was noted after it"


def test_rounds_go_on_till_they_are_cancelled(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = []

    async def some() -> None:
        done = asyncio.Event()

        def count() -> None:
            rounds.append(1)
            if len(rounds) == 3:
                loop.call_soon_threadsafe(done.set)

        loop = asyncio.get_running_loop()
        monkeypatch.setattr(housekeeping, "ROUND", (count,))
        task = asyncio.create_task(keep_house(0))
        await done.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(some())
    assert len(rounds) >= 3
