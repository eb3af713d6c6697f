"""Documents readers keep: one record an upload, opened without a trace, removed with their text."""

from __future__ import annotations

import random
import sqlite3
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from atlas.model import LANGS
from atlas.store import (
    DocumentStore,
    KeptDocument,
    KeyUsed,
    Quota,
    QuotaFull,
    RemovedDocument,
    StoreFault,
    UnknownDocument,
    new_id,
    opening,
)
from atlas.store.burial import KNOWN_REMOVED
from tests.stores import STORE_GROUP, TEXT, Clock, key, made, words_in

pytestmark = STORE_GROUP

SECRET = "只此一句"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "documents.sqlite"


def test_a_document_is_found_again_as_it_was(documents: DocumentStore) -> None:
    kept = documents.keep(made(), key=key())
    assert documents.open(kept.id) == kept
    for other in (
        "d-0000000000000000",
        new_id(),
        "",
        "\0",
        "\ud800",
        "d-" + "0" * 99_999,
        "' or 1=1",
    ):
        with pytest.raises(UnknownDocument):
            documents.open(other)
        assert documents.standing([kept.id, other]) == {kept.id: "kept", other: "unknown"}
        assert not documents.remove(other, key())
        documents.note_use([other])


def test_ids_are_random_and_long() -> None:
    ids = {new_id() for _ in range(1_000)}
    assert len(ids) == 1_000
    assert {len(i) for i in ids} == {2 + 32}
    assert all(int(i.removeprefix("d-"), 16) >= 0 for i in ids)


def test_the_same_text_brought_twice_is_two_records_that_know_nothing_of_each_other(
    documents: DocumentStore,
) -> None:
    mine, yours = key(), key()
    first = documents.keep(made(title="mine"), key=mine)
    second = documents.keep(made(title="yours"), key=yours)
    assert documents.open(first.id).title == "mine"
    assert documents.open(second.id).title == "yours"
    assert not documents.remove(second.id, mine)
    assert documents.remove(first.id, mine)
    assert documents.open(second.id).text == TEXT


def test_an_upload_repeated_with_its_key_is_one_record(documents: DocumentStore) -> None:
    mine = key()
    first = documents.keep(made(), key=mine)
    again = documents.keep(made(title="other name"), key=mine)
    assert again == first
    assert documents.kept_with(mine, first.sha256) == first
    assert documents.kept_with(key(), first.sha256) is None


def test_a_key_is_of_one_file(documents: DocumentStore) -> None:
    mine = key()
    first = documents.keep(made(), key=mine)
    with pytest.raises(KeyUsed):
        documents.keep(made("another text", sha256="1" * 64), key=mine)
    with pytest.raises(KeyUsed):
        documents.kept_with(mine, "1" * 64)
    assert documents.remove(first.id, mine)
    # An upload that arrives late does not bring back what was removed meanwhile.
    with pytest.raises(KeyUsed):
        documents.keep(made(), key=mine)
    assert documents.kept_with(mine, first.sha256) is None


@pytest.mark.parametrize(
    "short",
    ["", "a" * 21, "a" * 129, "ä" * 22, "a b" * 10, "' or 1=1 --' or 1=1 --", "a" * 22 + "\n"],
)
def test_a_key_that_could_be_guessed_or_sent_wrongly_is_refused(
    documents: DocumentStore, short: str
) -> None:
    with pytest.raises(ValueError, match="22 to 128 characters"):
        documents.keep(made(), key=short)


@pytest.mark.parametrize("wrong", ["", "guess", "' or 1=1 --", "\0", "\ud800", "a" * 100_000])
def test_only_its_key_removes_a_document(documents: DocumentStore, wrong: str) -> None:
    kept = documents.keep(made(), key=key())
    assert not documents.remove(kept.id, wrong)
    assert documents.open(kept.id) == kept


def test_what_was_removed_is_known_to_be_removed(documents: DocumentStore, clock: Clock) -> None:
    mine = key()
    kept, other = documents.keep(made(), key=mine), documents.keep(made(), key=key())
    assert documents.standing([kept.id, "d-none", other.id]) == {
        kept.id: "kept",
        "d-none": "unknown",
        other.id: "kept",
    }
    assert documents.remove(kept.id, mine)
    assert documents.remove(kept.id, mine), "asked again, for the first answer was lost"
    with pytest.raises(RemovedDocument) as found:
        documents.open(kept.id)
    assert found.value.why == "removed"
    assert kept.id not in str(found.value)
    assert documents.standing([kept.id]) == {kept.id: "removed"}
    assert documents.standing([]) == {}
    clock.forward(days=KNOWN_REMOVED.days + 1)
    documents.sweep()
    assert documents.standing([kept.id]) == {kept.id: "unknown"}


def test_what_nobody_used_for_long_is_gone_at_once_and_swept_later(
    documents: DocumentStore, clock: Clock
) -> None:
    used, left = documents.keep(made(), key=key()), documents.keep(made(), key=key())
    clock.forward(days=89)
    documents.note_use([used.id, "d-none"])
    clock.forward(days=2)
    assert documents.open(used.id) == used
    with pytest.raises(RemovedDocument) as found:
        documents.open(left.id)
    assert found.value.why == "expired"
    assert documents.standing([used.id, left.id]) == {used.id: "kept", left.id: "removed"}
    documents.note_use([left.id])
    assert documents.standing([left.id]) == {left.id: "removed"}, "use does not wake the expired"
    assert documents.sweep() == 1
    assert documents.sweep() == 0
    with pytest.raises(RemovedDocument) as found:
        documents.open(left.id)
    assert found.value.why == "expired"


def test_any_number_of_documents_is_asked_for_at_once(documents: DocumentStore) -> None:
    kept = [documents.keep(made(), key=key()).id for _ in range(3)]
    others = [new_id() for _ in range(2_500)]
    documents.note_use([*kept, *others])
    standing = documents.standing([*others, *kept])
    assert [i for i, said in standing.items() if said == "kept"] == kept
    assert list(standing) == [*others, *kept]


def test_opening_writes_nothing(file: Path) -> None:
    documents = DocumentStore(f"sqlite:///{file}")
    kept = documents.keep(made(), key=key())
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    for _ in range(3):
        documents.open(kept.id)
        documents.standing([kept.id])
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_what_was_removed_is_not_in_the_file(file: Path) -> None:
    """Over many texts of every size, removed in any order, at every step."""
    chance = random.Random(7)
    documents = DocumentStore(f"sqlite:///{file}")
    held: dict[str, tuple[str, str]] = {}
    for number in range(150):
        word = f"秘密{number:05}字"
        made_of = word * chance.choice([1, 3, 20, 90, 400, 3_000])
        mine = key()
        kept = documents.keep(
            KeptDocument(new_id(), f"题{word}", f"名{word}.txt", "utf-8", "0" * 64, made_of),
            key=mine,
        )
        held[kept.id] = (mine, word)
        while len(held) > chance.randint(0, 12):
            gone = chance.choice(list(held))
            mine, word = held.pop(gone)
            assert documents.remove(gone, mine, wholly=True)
            found = words_in(file.parent)
            assert word not in found, f"{number}: {word} is still in the file"
            assert all(other in found for _, other in held.values())


def test_the_file_shrinks(file: Path, clock: Clock) -> None:
    documents = DocumentStore(f"sqlite:///{file}", now=clock)
    documents.keep(made(), key=key())
    small = file.stat().st_size
    mine = key()
    large = documents.keep(made("县" * 1_000_000), key=mine)
    assert file.stat().st_size > 3_000_000
    assert documents.remove(large.id, mine, wholly=True)
    assert file.stat().st_size <= small + 8_192
    documents.keep(made("县" * 1_000_000), key=key())
    clock.forward(days=91)
    assert documents.sweep() == 2
    assert file.stat().st_size <= small + 8_192


def quota(**bounds: int) -> Quota:
    return Quota(**{"bytes": 10**9, "documents": 10**6, **bounds})


@pytest.mark.parametrize(
    ("bounds", "client", "kind"),
    [
        (quota(documents=3), "", "documents"),
        (quota(bytes=3 * made().size), "", "bytes"),
        (quota(client_documents=3), "192.0.2.7", "client_documents"),
        (quota(client_bytes=3 * made().size), "192.0.2.7", "client_bytes"),
    ],
)
def test_a_quota_is_kept_and_room_given_back(
    file: Path, bounds: Quota, client: str, kind: str
) -> None:
    documents = DocumentStore(f"sqlite:///{file}", quota=bounds)
    keys = [key() for _ in range(3)]
    kept = [documents.keep(made(), key=k, client=client) for k in keys]
    with pytest.raises(QuotaFull) as full:
        documents.keep(made(), key=key(), client=client)
    assert full.value.kind == kind
    assert all(
        "3" in full.value.sentence(lang) or "0" in full.value.sentence(lang) for lang in LANGS
    )
    # A repeated upload brings nothing new, so no quota stands against it.
    assert documents.keep(made(), key=keys[0], client=client) == kept[0]
    if client:
        documents.keep(made(), key=key(), client="192.0.2.8")
    # What can still be brought back takes its room till then.
    assert documents.remove(kept[0].id, keys[0])
    with pytest.raises(QuotaFull):
        documents.keep(made(), key=key(), client=client)
    assert documents.remove(kept[0].id, keys[0], wholly=True)
    documents.keep(made(), key=key(), client=client)


def test_an_expired_document_takes_no_room(file: Path, clock: Clock) -> None:
    documents = DocumentStore(f"sqlite:///{file}", quota=quota(documents=1), now=clock)
    documents.keep(made(), key=key())
    clock.forward(days=91)
    documents.keep(made(), key=key())


def test_nobody_can_tell_from_the_file_who_keeps_or_by_what_key(file: Path) -> None:
    documents = DocumentStore(f"sqlite:///{file}")
    mine = key()
    kept = documents.keep(made(), key=mine, client="192.0.2.77")
    found = words_in(file.parent)
    assert kept.text in found
    assert mine not in found
    assert "192.0.2" not in found
    # Nor by reckoning the hash of every address: the salt is each store's own.
    other = DocumentStore(f"sqlite:///{file.with_name('other.sqlite')}")
    other.keep(made(), key=key(), client="192.0.2.77")
    clients = set()
    for path in (file, file.with_name("other.sqlite")):
        with sqlite3.connect(path) as connection:
            clients |= set(connection.execute("SELECT client FROM kept_documents").fetchall())
        connection.close()
    assert len(clients) == 2


@pytest.mark.parametrize(
    ("brought", "kept"),
    [
        ("甲\0乙", "甲\ufffd乙"),
        ("甲\ud800乙", "甲\ufffd乙"),
        ("\ufffe\uffff\u0001", "\ufffe\uffff\u0001"),
    ],
)
def test_what_a_database_cannot_hold_is_shown_as_lost(
    documents: DocumentStore, brought: str, kept: str
) -> None:
    found = documents.keep(
        KeptDocument(new_id(), brought, brought, "utf-8", "0" * 64, brought), key=key()
    )
    assert found == documents.open(found.id)
    assert {found.title, found.name, found.text} == {kept}


def test_a_draft_goes_in_its_time_unless_it_is_kept(documents: DocumentStore, clock: Clock) -> None:
    mine, its = key(), key()
    wanted = documents.keep(replace(made(), draft=True), key=mine)
    left = documents.keep(replace(made(SECRET), draft=True), key=its)
    clock.forward(minutes=119)
    documents.note_use([left.id])
    assert [documents.draft_minutes_left(one.id) for one in (wanted, left)] == [1, 1]
    assert documents.open(left.id) == left
    assert [documents.keep_draft(wanted.id, k) for k in (key(), mine, mine)] == [False, True, True]
    assert documents.draft_minutes_left(wanted.id) is None
    assert not documents.open(wanted.id).draft
    clock.forward(minutes=2)
    assert documents.standing([wanted.id, left.id]) == {wanted.id: "kept", left.id: "removed"}
    for swept in (1, 0):
        for gone in (lambda: documents.open(left.id), lambda: documents.keep_draft(left.id, its)):
            with pytest.raises(RemovedDocument) as found:
                gone()
            assert found.value.why == "unkept"
        assert documents.sweep() == swept
    with pytest.raises(UnknownDocument):
        documents.keep_draft(new_id(), mine)
    clock.forward(days=89)
    assert documents.open(wanted.id).text == TEXT
    clock.forward(days=2)
    with pytest.raises(RemovedDocument) as found:
        documents.open(wanted.id)
    assert found.value.why == "expired"


def test_a_draft_counts_towards_quotas_and_is_removed_by_its_key(file: Path, clock: Clock) -> None:
    documents = DocumentStore(f"sqlite:///{file}", quota=Quota(documents=1), now=clock)
    mine = key()
    draft = documents.keep(replace(made(SECRET), draft=True), key=mine)
    with pytest.raises(QuotaFull):
        documents.keep(made(), key=key())
    assert documents.remove(draft.id, mine)
    documents.sweep()
    assert SECRET not in words_in(file.parent)
    documents.keep(replace(made(), draft=True), key=key())
    # One whose time is over makes room before housekeeping comes round.
    clock.forward(minutes=121)
    documents.keep(made(), key=key())


def test_what_is_in_memory_reaches_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    documents = DocumentStore("sqlite://")
    kept = documents.keep(made(), key=key())
    assert documents.open(kept.id) == kept
    assert documents.in_memory
    assert list(tmp_path.iterdir()) == []


BROKEN: dict[str, Callable[[Path], str]] = {
    "missing": lambda folder: f"sqlite:///{folder / 'no' / 'documents.sqlite'}",
    "corrupt": lambda folder: f"sqlite:///{_written(folder, 'no database' * 999)}",
    "refused": lambda folder: f"sqlite:///{folder}",
    "wrong_url": lambda _: "nowhere",
    "driver": lambda _: "mysql+mysqldb://u:pa55word@127.0.0.1/x",
}


def _written(folder: Path, words: str) -> Path:
    path = folder / "documents.sqlite"
    path.write_text(words, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", BROKEN)
def test_a_store_that_cannot_be_used_says_so_in_both_languages(kind: str, tmp_path: Path) -> None:
    mine = key()
    documents = DocumentStore(BROKEN[kind](tmp_path))
    document = made(SECRET)
    for use in (
        lambda: documents.keep(document, key=mine),
        lambda: documents.open(document.id),
        lambda: documents.standing([document.id]),
        lambda: documents.remove(document.id, mine),
        documents.sweep,
        documents.check,
    ):
        with pytest.raises(StoreFault) as found:
            use()
        assert found.value.kind == kind
        told = "".join(traceback.format_exception(found.value))
        assert not [w for w in (SECRET, mine, "pa55word") if w in told]
    chinese, english = (found.value.sentence(lang) for lang in LANGS)
    assert chinese.endswith("。")
    assert english.endswith(".")


def test_a_store_that_comes_back_is_used_again(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    documents = DocumentStore(f"sqlite:///{folder / 'documents.sqlite'}")
    with pytest.raises(StoreFault):
        documents.check()
    folder.mkdir()
    kept = documents.keep(made(), key=key())
    folder.rename(tmp_path / "away")
    with pytest.raises(StoreFault, match=r"^missing$"):
        documents.open(kept.id)
    folder.mkdir()
    with pytest.raises(StoreFault, match=r"^missing$"):
        documents.open(kept.id)
    folder.rmdir()
    (tmp_path / "away").rename(folder)
    assert documents.open(kept.id) == kept


def test_who_waits_for_a_store_that_is_tried_has_the_answer_of_that_try(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each trying anew, one after the other, would keep the last waiting for minutes."""
    documents = DocumentStore(f"sqlite:///{file}")
    tries: list[int] = []
    waiting = threading.Barrier(6)

    def slow(*_: object, **__: object) -> None:
        tries.append(1)
        raise StoreFault("away", "it fell silent")

    class Slow:
        """The lock, which is let go of when all stand before it."""

        def __init__(self, lock: threading.Lock) -> None:
            self.lock = lock

        def __enter__(self) -> None:
            waiting.wait(60)
            self.lock.acquire()

        def __exit__(self, *_: object) -> None:
            self.lock.release()

    monkeypatch.setattr(opening, "_prepare", slow)
    monkeypatch.setattr(documents._door, "_opening", Slow(threading.Lock()))
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(documents.open, new_id()) for _ in range(6)]
        faults = [one.exception(60) for one in asked]
    assert [str(fault) for fault in faults] == ["away (it fell silent)"] * 6
    assert len(tries) == 1


def test_checking_leaves_a_store_as_it_was(documents: DocumentStore) -> None:
    kept = documents.keep(made(), key=key())
    for _ in range(3):
        documents.check()
    assert documents.open(kept.id) == kept


def test_a_fault_names_no_row(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Even one that the database itself words with the row in it."""
    documents = DocumentStore(f"sqlite:///{file}")
    mine = key()
    kept = documents.keep(made(SECRET), key=mine)
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        raising = f"SELECT RAISE(ABORT, '{SECRET}')"
        connection.execute(
            text(f"CREATE TRIGGER no BEFORE INSERT ON kept_documents BEGIN {raising}; END")
        )
    engine.dispose()
    with pytest.raises(StoreFault) as found:
        documents.keep(made(SECRET), key=key())
    told = "".join(traceback.format_exception(found.value))
    assert "SQLITE_CONSTRAINT_TRIGGER" in told
    assert SECRET not in told + caplog.text
    assert documents.open(kept.id) == kept
