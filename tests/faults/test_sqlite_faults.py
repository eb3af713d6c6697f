"""The store in a file: killed, full, read-only, damaged, and opened by many at once."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from atlas.store import DocumentStore, KeptDocument, StoreFault
from tests.faults.together import (
    PROCESSES,
    drafts_kept_while_swept,
    first_saves,
    key,
    made,
    same_key_saves,
    saves_within,
)

KILLS = 40


def url(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "documents.sqlite"


# Killed


def save_all(file: Path, documents: list[tuple[KeptDocument, str]], told: Connection) -> None:
    store = DocumentStore(url(file))
    for number, (document, one) in enumerate(documents):
        store.keep(document, key=one)
        told.send(number)


def test_nothing_acknowledged_is_lost_by_a_kill_and_the_rest_can_be_repeated(file: Path) -> None:
    chance = random.Random(11)
    store = DocumentStore(url(file))
    kept: dict[str, str] = {}
    lost = 0
    for _ in range(KILLS):
        # Some small, some that take many pages, so that kills meet every moment of a save.
        sizes = [chance.choice([20, 3_000, 200_000]) for _ in range(12)]
        documents = [(made("县" * size), key()) for size in sizes]
        received, told = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=save_all, args=(file, documents, told))
        process.start()
        told.close()
        acknowledged = 0
        while acknowledged < chance.randint(1, len(documents) - 1):
            acknowledged = received.recv() + 1
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        while received.poll():
            try:
                acknowledged = received.recv() + 1
            except EOFError:
                break
        received.close()
        for document, one in documents[:acknowledged]:
            assert store.open(document.id) == document
            kept[one] = document.id
        # Whose answer was lost asks again with the same key: one record, whatever was kept.
        lost += len(documents) - acknowledged
        for document, one in documents[acknowledged:]:
            again = KeptDocument(made().id, *[getattr(document, f) for f in document.__slots__[1:]])
            kept[one] = store.keep(again, key=one).id
    assert lost > KILLS
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        count = connection.execute("SELECT count(*) FROM kept_documents").fetchone()[0]
    connection.close()
    assert count == len(kept) == KILLS * 12
    assert set(store.standing(kept.values()).values()) == {"kept"}


# Together


def test_first_saves_of_many_processes_at_once_all_succeed(tmp_path: Path) -> None:
    for number in range(6):
        file = tmp_path / f"{number}.sqlite"
        ids = first_saves(url(file))
        assert DocumentStore(url(file)).standing(ids) == dict.fromkeys(ids, "kept")
        assert len(set(ids)) == 8


def test_one_upload_saved_by_many_at_once_is_one_record(file: Path) -> None:
    ids = same_key_saves(url(file))
    assert len(set(ids)) == 1
    assert DocumentStore(url(file)).standing(ids) == {ids[0]: "kept"}


def test_a_draft_is_kept_or_swept_and_never_both(file: Path) -> None:
    for told, stands in drafts_kept_while_swept(url(file)):
        assert (told, stands) in {(True, "kept"), (False, "removed")}


def test_a_quota_holds_for_many_at_once(file: Path) -> None:
    assert saves_within(url(file), 20) == 20


def test_a_store_of_an_earlier_version_is_taken_over_by_many_at_once(file: Path) -> None:
    with sqlite3.connect(file) as old:
        old.execute(
            "CREATE TABLE documents (id VARCHAR(18) PRIMARY KEY, title TEXT, name TEXT, encoding"
            " VARCHAR(32), sha256 VARCHAR(64), text TEXT, headings TEXT, key_hash VARCHAR(64),"
            " opened DATETIME)"
        )
        rows = [(f"d-{n:016x}", f"{n:064x}") for n in range(300)]
        old.executemany(
            "INSERT INTO documents VALUES (?, 't', 'n', 'utf-8', 's', 'text', '[]', ?,"
            " strftime('%Y-%m-%d %H:%M:%f', 'now'))",
            rows,
        )
    old.close()
    ids = first_saves(url(file))
    store = DocumentStore(url(file))
    assert set(store.standing([*ids, *(i for i, _ in rows)]).values()) == {"kept"}


# Full


@contextmanager
def little_room(file: Path) -> Iterator[None]:
    """No file of this process may grow beyond what the store takes up now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def little_disk(file: Path) -> Iterator[None]:
    """A disk that something else has filled to the last byte."""
    filler = file.with_name("filler")
    with filler.open("wb", buffering=0) as out, suppress(OSError):
        while out.write(b"x" * 4096):
            continue
    try:
        yield
    finally:
        filler.unlink()


def mounted(folder: Path, *options: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", ",".join(options), "none", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


@pytest.fixture(scope="session")
def disk() -> Iterator[Path | None]:
    """A small disk of its own, where this machine lets us have one."""
    folder = Path(tempfile.mkdtemp())
    mine = os.geteuid() == 0 and mounted(folder, "size=4m")
    yield folder if mine else None
    if mine:
        subprocess.run(["umount", str(folder)], check=True)
    shutil.rmtree(folder)


@pytest.mark.parametrize("how", ["limit", "disk"])
def test_a_full_store_is_read_says_what_to_do_and_goes_on_when_there_is_room(
    how: str, tmp_path: Path, disk: Path | None
) -> None:
    # Where no disk may be mounted, the limit stands for it twice.
    own = disk if how == "disk" and disk else None
    file = (own or tmp_path) / f"{key()}.sqlite"
    store = DocumentStore(url(file))
    mine = key()
    kept = store.keep(made(), key=mine)
    large, its = made("县" * 200_000), key()
    with little_disk(file) if own else little_room(file):
        for _ in range(2):
            with pytest.raises(StoreFault) as found:
                store.keep(large, key=its)
            assert found.value.kind == "full"
        assert "磁盘已满" in found.value.sentence("zh")
        assert store.open(kept.id) == kept
        assert store.standing([kept.id, large.id]) == {kept.id: "kept", large.id: "unknown"}
        if own:
            with pytest.raises(StoreFault, match=r"^full"):
                store.check()
    store.check()
    assert store.keep(large, key=its) == large
    assert store.remove(kept.id, mine)
    file.unlink()


# Read-only


@contextmanager
def told_to_only_read(file: Path) -> Iterator[str]:
    yield f"sqlite:///file:{file}?mode=ro&uri=true"


@contextmanager
def unchangeable(file: Path) -> Iterator[str]:
    """A file that not even root may write."""
    subprocess.run(["chattr", "+i", str(file), str(file.parent)], check=True)
    try:
        yield url(file)
    finally:
        subprocess.run(["chattr", "-i", str(file), str(file.parent)], check=True)


def can_be_unchangeable(folder: Path) -> bool:
    probe = folder / "probe"
    probe.touch()
    done = subprocess.run(["chattr", "+i", str(probe)], check=False, capture_output=True)
    subprocess.run(["chattr", "-i", str(probe)], check=False, capture_output=True)
    probe.unlink()
    return done.returncode == 0


@pytest.mark.parametrize("how", ["asked", "file"])
def test_a_read_only_store_is_read_and_says_that_it_cannot_be_written(
    how: str, tmp_path: Path
) -> None:
    file = tmp_path / "documents.sqlite"
    mine = key()
    kept = DocumentStore(url(file)).keep(made(), key=mine)
    way = unchangeable if how == "file" and can_be_unchangeable(tmp_path) else told_to_only_read
    with way(file) as address:
        store = DocumentStore(address)
        assert store.open(kept.id) == kept
        assert store.standing([kept.id]) == {kept.id: "kept"}
        for write in (
            lambda: store.keep(made(), key=key()),
            lambda: store.remove(kept.id, mine),
            lambda: store.note_use([kept.id]),
            store.sweep,
            store.check,
        ):
            with pytest.raises(StoreFault, match=r"^read_only"):
                write()
    store = DocumentStore(url(file))
    assert store.remove(kept.id, mine)


# Damaged


def test_a_damaged_store_is_never_mistaken_for_an_empty_one(file: Path) -> None:
    """Over damage at many places: what is read is what was kept, or a fault is told."""
    chance = random.Random(5)
    keys = [key() for _ in range(20)]
    store = DocumentStore(url(file))
    documents = [store.keep(made("县" * 2_000), key=one) for one in keys]
    whole = file.read_bytes()
    told = []
    for _ in range(60):
        broken = bytearray(whole)
        # Whole pages, and the page that says what is where among them.
        page = chance.choice([0, *range(1, len(whole) // 4096)]) * 4096
        broken[page : page + 4096] = chance.randbytes(4096)
        file.write_bytes(broken)
        for document in documents:
            try:
                found = store.open(document.id)
            except StoreFault as fault:
                told.append(fault.kind)
            else:
                assert found.id == document.id
    assert len(told) > 20
    assert set(told) == {"corrupt"}
    file.write_bytes(whole)
    assert [store.open(document.id) for document in documents] == documents
