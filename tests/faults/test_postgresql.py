"""The store in PostgreSQL: the same as in a file, and back when the server is back."""

from __future__ import annotations

import random
import traceback
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import create_engine, text

from atlas.store import (
    DocumentStore,
    KeptDocument,
    KeyUsed,
    RemovedDocument,
    StoreFault,
    UnknownDocument,
    new_id,
)
from atlas.store.lifetime import utc_now
from tests.faults.together import (
    drafts_kept_while_swept,
    first_saves,
    key,
    made,
    same_key_saves,
    saves_within,
)
from tests.postgresql import Cluster


@pytest.fixture
def url(postgresql: Cluster) -> str:
    return postgresql.database(f"d{random.randrange(10**9)}")


@pytest.fixture
def store(url: str) -> Iterator[DocumentStore]:
    store = DocumentStore(url)
    yield store
    store.close()


def test_a_document_is_kept_found_and_removed(store: DocumentStore) -> None:
    mine = key()
    kept = store.keep(made(), key=mine, client="192.0.2.7")
    assert store.open(kept.id) == kept
    assert store.keep(made(), key=mine) == kept
    assert store.kept_with(mine, kept.sha256) == kept
    with pytest.raises(KeyUsed):
        store.kept_with(mine, "1" * 64)
    assert not store.remove(kept.id, key())
    unknown = new_id()
    assert store.standing([kept.id, unknown, "\0"]) == {
        kept.id: "kept",
        unknown: "unknown",
        "\0": "unknown",
    }
    for other in (unknown, "\0", "d-\ud800"):
        with pytest.raises(UnknownDocument):
            store.open(other)
    assert store.remove(kept.id, mine)
    assert store.remove(kept.id, mine)
    with pytest.raises(RemovedDocument):
        store.open(kept.id)
    assert store.standing([kept.id]) == {kept.id: "removed"}
    store.check()


def test_a_draft_is_kept_by_its_key_or_goes(url: str) -> None:
    now = utc_now()
    store = DocumentStore(url, now=lambda: now)
    mine = key()
    wanted, left = (store.keep(replace(made(), draft=True), key=one) for one in (mine, key()))
    assert store.draft_minutes_left(wanted.id) == 120
    assert [store.keep_draft(wanted.id, one) for one in (key(), mine, mine)] == [False, True, True]
    now += timedelta(minutes=121)
    assert store.standing([wanted.id, left.id]) == {wanted.id: "kept", left.id: "removed"}
    assert store.sweep() == 1
    with pytest.raises(RemovedDocument) as found:
        store.open(left.id)
    assert found.value.why == "unkept"
    assert not store.open(wanted.id).draft
    store.close()


def test_a_draft_is_kept_or_swept_and_never_both(url: str) -> None:
    for told, stands in drafts_kept_while_swept(url):
        assert (told, stands) in {(True, "kept"), (False, "removed")}


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_way_to_write_its_address_is_taken(url: str, scheme: str) -> None:
    store = DocumentStore(url.replace("postgresql", scheme, 1))
    kept = store.keep(made(), key=key())
    assert store.open(kept.id) == kept
    store.close()


@pytest.mark.parametrize("odd", ["甲\0乙", "甲\ud800乙"])
def test_what_it_cannot_hold_is_shown_as_lost(store: DocumentStore, odd: str) -> None:
    kept = store.keep(KeptDocument(new_id(), odd, odd, "utf-8", "0" * 64, odd), key=key())
    assert store.open(kept.id) == kept
    assert {kept.title, kept.name, kept.text} == {"甲\ufffd乙"}


def test_what_nobody_used_is_swept_and_its_room_given_back(url: str) -> None:
    now = [utc_now()]

    def clock() -> datetime:
        return now[0]

    store = DocumentStore(url, now=clock)
    chance = random.Random(1)
    # Nothing that can be packed: PostgreSQL packs what it can.
    words = "".join(chr(chance.randrange(0x4E00, 0x9F00)) for _ in range(300_000))
    kept = [store.keep(made(words), key=key()) for _ in range(3)]
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    size = text("SELECT pg_total_relation_size('kept_documents')")
    with engine.connect() as connection:
        full = connection.execute(size).scalar_one()
    now[0] += timedelta(days=91)
    with pytest.raises(RemovedDocument):
        store.open(kept[0].id)
    assert store.sweep() == 3
    with engine.connect() as connection:
        assert connection.execute(size).scalar_one() < full / 4
    engine.dispose()
    assert set(store.standing([k.id for k in kept]).values()) == {"removed"}
    store.close()


def test_first_saves_of_many_processes_at_once_all_succeed(postgresql: Cluster) -> None:
    for number in range(3):
        url = postgresql.database(f"first{number}")
        ids = first_saves(url)
        store = DocumentStore(url)
        assert store.standing(ids) == dict.fromkeys(ids, "kept")
        store.close()


def test_one_upload_saved_by_many_at_once_is_one_record(url: str) -> None:
    assert len(set(same_key_saves(url))) == 1


def test_a_quota_holds_for_many_at_once(url: str) -> None:
    assert saves_within(url, 20) == 20


def test_a_server_that_was_restarted_is_used_at_once(
    store: DocumentStore, postgresql: Cluster
) -> None:
    kept = store.keep(made(), key=key())
    for mode in ("fast", "immediate"):
        postgresql.stop(mode)
        postgresql.start()
        assert store.keep(made(), key=key())
        postgresql.stop(mode)
        postgresql.start()
        assert store.open(kept.id) == kept


def test_a_server_that_is_away_is_said_and_used_when_it_is_back(
    store: DocumentStore, postgresql: Cluster
) -> None:
    mine = key()
    kept = store.keep(made(), key=mine)
    late, its = made(), key()
    new = DocumentStore(postgresql.url("postgres"))
    postgresql.stop()
    try:
        for asked in (store, new):
            for use in (
                lambda: asked.open(kept.id),  # noqa: B023
                lambda: asked.standing([kept.id]),  # noqa: B023
                lambda: asked.keep(late, key=its),  # noqa: B023
                lambda: asked.remove(kept.id, mine),  # noqa: B023
                asked.check,
            ):
                with pytest.raises(StoreFault) as found:
                    use()
                assert found.value.kind == "away"
                told = "".join(traceback.format_exception(found.value))
                assert not [w for w in (mine, its, "讷河", "keeper@") if w in told]
    finally:
        postgresql.start()
    assert store.open(kept.id) == kept
    assert store.keep(late, key=its) == late
    assert store.remove(kept.id, mine)
    new.check()
    new.close()


def test_a_database_that_is_not_there_or_not_ours_is_said(postgresql: Cluster) -> None:
    missing = DocumentStore(postgresql.url("nowhere"))
    with pytest.raises(StoreFault) as found:
        missing.check()
    assert found.value.kind in ("refused", "away")


def test_a_server_that_can_only_be_read_is_read(url: str, store: DocumentStore) -> None:
    kept = store.keep(made(), key=key())
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    engine.dispose()
    store.close()
    assert store.open(kept.id) == kept
    with pytest.raises(StoreFault, match=r"^read_only"):
        store.keep(made(), key=key())


def test_a_store_of_an_earlier_version_is_taken_over(url: str) -> None:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TABLE documents (id VARCHAR(18) PRIMARY KEY, title TEXT NOT NULL, name TEXT"
                " NOT NULL, encoding VARCHAR(32) NOT NULL, sha256 VARCHAR(64) NOT NULL, text TEXT"
                " NOT NULL, key_hash VARCHAR(64) NOT NULL, opened TIMESTAMP NOT NULL)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO documents VALUES ('d-1111111111111111', 't', 'n', 'utf-8', 's', '县',"
                " 'h', now() AT TIME ZONE 'UTC')"
            )
        )
    engine.dispose()
    ids = first_saves(url)
    store = DocumentStore(url)
    assert store.open("d-1111111111111111").text == "县"
    assert set(store.standing(ids).values()) == {"kept"}
    store.close()
