"""Changes to a reading: added one after the other, never over another's, gone with the document."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from atlas.model import LANGS
from atlas.store import (
    Change,
    Conflict,
    DocumentStore,
    Quota,
    QuotaFull,
    RemovedDocument,
    UnknownDocument,
    WrongKey,
    new_id,
)
from atlas.store.changes import MOST_BYTES
from tests.stores import STORE_GROUP, Clock, key, made, rows

pytestmark = STORE_GROUP

ADMITTED = Change("a1", "confirm", {"measure": "m1"})
STRUCK = Change("a2", "not_a_measure", {"measure": "m2", "words": "《讷河》"}, "只是回顾", "李")
COMMENT = Change("b1", "comment", {"measure": "m1", "text": "见附件"}, who="王")


def told(changes: tuple[Change, ...]) -> list[tuple[int, Change]]:
    """Changes as their makers made them, with their numbers."""
    return [(one.seq, replace(one, seq=0, at=None)) for one in changes]


def test_changes_are_numbered_dated_and_read_in_their_order(
    documents: DocumentStore, clock: Clock
) -> None:
    mine = key()
    kept = documents.keep(made(), key=mine)
    other = documents.keep(made(), key=key())
    assert documents.changes.since(kept.id) == ()
    first = documents.changes.append(kept.id, [ADMITTED, STRUCK], key=mine, base=0)
    assert told(first) == [(1, ADMITTED), (2, STRUCK)]
    clock.forward(minutes=5)
    (second,) = documents.changes.append(kept.id, [COMMENT], key=mine, base=2)
    assert (second.seq, second.at) == (3, clock.now)
    assert documents.changes.since(kept.id) == (*first, second)
    assert documents.changes.since(kept.id, 2) == (second,)
    assert documents.changes.heads([kept.id, other.id, "plan-2026"]) == {
        kept.id: 3,
        other.id: 0,
        "plan-2026": 0,
    }


def test_who_edits_what_others_have_edited_is_told_what_came_and_loses_nothing(
    documents: DocumentStore,
) -> None:
    mine = key()
    kept = documents.keep(made(), key=mine)
    documents.changes.append(kept.id, [ADMITTED], key=mine, base=0)
    documents.changes.append(kept.id, [STRUCK], key=mine, base=1)
    with pytest.raises(Conflict) as found:
        documents.changes.append(kept.id, [COMMENT], key=mine, base=1)
    assert (found.value.head, told(found.value.since)) == (2, [(2, STRUCK)])
    assert "别人也作了修改" in found.value.sentence("zh")
    assert "somebody else" in found.value.sentence("en")
    assert told(documents.changes.since(kept.id)) == [(1, ADMITTED), (2, STRUCK)]
    documents.changes.append(kept.id, [COMMENT], key=mine, base=found.value.head)
    assert documents.changes.heads([kept.id]) == {kept.id: 3}
    # Of one who saw changes that a backup put back has lost, all that there is came since.
    with pytest.raises(Conflict) as found:
        documents.changes.append(kept.id, [Change("c", "undo", {})], key=mine, base=9)
    assert [one.seq for one in found.value.since] == [1, 2, 3]


def test_changes_sent_again_are_added_once(documents: DocumentStore) -> None:
    """Their answer was lost, and others may have changed more meanwhile."""
    mine = key()
    kept = documents.keep(made(), key=mine)
    first = documents.changes.append(kept.id, [ADMITTED, STRUCK], key=mine, base=0)
    documents.changes.append(kept.id, [COMMENT], key=mine, base=2)
    assert documents.changes.append(kept.id, [ADMITTED, STRUCK], key=mine, base=0) == first
    with pytest.raises(ValueError, match="already there"):
        documents.changes.append(kept.id, [STRUCK, Change("n", "undo", {})], key=mine, base=3)
    assert documents.changes.heads([kept.id]) == {kept.id: 3}
    # Ids are a document's own: a review may go on on a copy.
    copy = documents.keep(made(), key=mine[::-1])
    assert told(documents.changes.append(copy.id, first, key=mine[::-1], base=0)) == told(first)


def test_of_two_who_change_at_once_one_is_told(store_url: str) -> None:
    """Over many rounds; each keeps trying, and every change is there once."""
    mine = key()
    store = DocumentStore(store_url)
    kept = store.keep(made(), key=mine)

    def editor(name: str) -> list[tuple[int, Conflict]]:
        conflicts: list[tuple[int, Conflict]] = []
        base = 0
        for number in range(15):
            change = Change(f"{name}{number}", "comment", {"text": name})
            while True:
                try:
                    base = store.changes.append(kept.id, [change], key=mine, base=base)[-1].seq
                except Conflict as conflict:
                    conflicts.append((base, conflict))
                    base = conflict.head
                else:
                    break
        return conflicts

    with ThreadPoolExecutor(2) as pool:
        conflicts = [one for found in pool.map(editor, "ab") for one in found]
    assert conflicts
    for base, one in conflicts:
        assert [change.seq for change in one.since] == list(range(base + 1, one.head + 1))
    changes = store.changes.since(kept.id)
    store.close()
    assert [one.seq for one in changes] == list(range(1, 31))
    assert {one.id for one in changes} == {f"{name}{n}" for name in "ab" for n in range(15)}


@pytest.mark.parametrize("wrong", ["", "guess", "' or 1=1 --", "\0", "\ud800"])
def test_the_link_that_reads_does_not_change(documents: DocumentStore, wrong: str) -> None:
    kept = documents.keep(made(), key=key())
    for secret in (wrong, kept.id):
        with pytest.raises(WrongKey) as found:
            documents.changes.append(kept.id, [ADMITTED], key=secret, base=0)
        assert all(found.value.sentence(lang) for lang in LANGS)
    assert documents.changes.since(kept.id) == ()


BAD: dict[str, Callable[[], list[Change]]] = {
    "none": list,
    "twice": lambda: [ADMITTED, ADMITTED],
    "an id that is none": lambda: [Change("a b", "comment", {})],
    "an id too long": lambda: [Change("a" * 65, "comment", {})],
    "a kind that is none": lambda: [Change("a", "<b>", {})],
    "too much": lambda: [Change("a", "comment", {"text": "县" * (MOST_BYTES // 3)})],
    "no number": lambda: [Change("a", "comment", {"n": float("nan")})],
}


@pytest.mark.parametrize("bad", BAD)
def test_what_is_no_change_is_refused(documents: DocumentStore, bad: str) -> None:
    mine = key()
    kept = documents.keep(made(), key=mine)
    with pytest.raises(ValueError):  # noqa: PT011
        documents.changes.append(kept.id, BAD[bad](), key=mine, base=0)
    assert documents.changes.since(kept.id) == ()


def test_what_a_database_cannot_hold_is_shown_as_lost(documents: DocumentStore) -> None:
    mine = key()
    kept = documents.keep(made(), key=mine)
    odd = Change("a", "comment", {"甲\ud800": ["乙\0", 1.5, None, True]}, "丙\0", "丁\ud800")
    (found,) = documents.changes.append(kept.id, [odd], key=mine, base=0)
    assert found.payload == {"甲\ufffd": ["乙\0", 1.5, None, True]}
    assert (found.why, found.who) == ("丙\ufffd", "丁\ufffd")


def test_the_changes_of_what_is_gone_are_gone(
    documents: DocumentStore, store_url: str, clock: Clock
) -> None:
    mine = key()
    kept, draft, left, stays = (
        documents.keep(replace(made(), draft=draft), key=one)
        for draft, one in ((False, mine), (True, mine[::-1]), (False, mine + "x"), (False, key()))
    )
    for document, one in ((kept, mine), (draft, mine[::-1]), (left, mine + "x")):
        documents.changes.append(document.id, [ADMITTED], key=one, base=0)
    with pytest.raises(UnknownDocument):
        documents.changes.since(new_id())
    documents.remove(kept.id, mine)
    clock.forward(minutes=121)
    with pytest.raises(RemovedDocument):
        documents.changes.append(draft.id, [COMMENT], key=mine[::-1], base=1)
    clock.forward(days=89)
    documents.note_use([stays.id])
    clock.forward(days=1)
    documents.sweep()
    for gone in (kept, draft, left):
        with pytest.raises(RemovedDocument):
            documents.changes.since(gone.id)
    assert documents.changes.since(stays.id) == ()
    if store_url != "sqlite://":
        assert rows(store_url, "SELECT count(*) FROM document_changes") == [(0,)]


def test_changes_count_towards_the_room_there_is(store_url: str) -> None:
    mine = key()
    change = Change("a", "comment", {"text": "县" * 30_000})
    room = Quota(client_bytes=made().size + 100_000)
    store = DocumentStore(store_url, quota=room)
    kept = store.keep(made(), key=mine, client="192.0.2.7")
    one = {"key": mine, "client": "192.0.2.7"}
    store.changes.append(kept.id, [change], base=0, **one)
    with pytest.raises(QuotaFull) as full:
        store.changes.append(kept.id, [replace(change, id="b")], base=1, **one)
    assert full.value.kind == "client_bytes"
    with pytest.raises(QuotaFull):
        store.keep(made("县" * 9_000), key=key(), client="192.0.2.7")
    store.changes.append(kept.id, [replace(change, id="b")], base=1, key=mine, client="192.0.2.8")
    store.close()
