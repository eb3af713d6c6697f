"""A removed document is gone for all at once, comes back for a day, and then leaves no word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from atlas.store import (
    Change,
    DocumentStore,
    KeyUsed,
    RemovedDocument,
    UnknownDocument,
    WrongKey,
    new_id,
)
from tests.stores import STORE_GROUP, TEXT, Clock, key, made, rows, words_in

pytestmark = STORE_GROUP


def test_what_was_removed_comes_back_with_all_that_was_its(
    documents: DocumentStore, clock: Clock
) -> None:
    mine = key()
    kept = documents.keep(made(), key=mine)
    changes = documents.changes.append(kept.id, [Change("a", "confirm", {})], key=mine, base=0)
    documents.shelves.make("书架", [kept.id], key=key())
    before = documents.descriptions.about(kept.id, mine)
    assert (before.changes, before.shelves, before.restorable) == (1, 1, None)
    assert before.details.title == kept.title
    assert documents.remove(kept.id, mine)
    after = documents.descriptions.about(kept.id, mine)
    assert after == replace(before, restorable=clock.now + timedelta(hours=24))
    for use in (
        lambda: documents.open(kept.id),
        lambda: documents.changes.since(kept.id),
        lambda: documents.changes.append(kept.id, [Change("b", "undo", {})], key=mine, base=1),
        lambda: documents.descriptions.describe(kept.id, after.details, key=mine, base=0),
    ):
        with pytest.raises(RemovedDocument) as found:
            use()
        assert found.value.why == "removed"
    assert documents.standing([kept.id]) == {kept.id: "removed"}
    assert documents.kept_with(mine, kept.sha256) is None
    with pytest.raises(KeyUsed):
        documents.keep(made(), key=mine)
    clock.forward(hours=23, minutes=59)
    documents.note_use([kept.id])
    assert documents.sweep() == 0
    for _ in range(2):
        documents.restore(kept.id, mine)
    assert documents.open(kept.id) == kept
    assert documents.changes.since(kept.id) == changes
    assert documents.descriptions.about(kept.id, mine) == before


@pytest.mark.parametrize("wrong", ["", "guess", "\0", "\ud800"])
def test_only_its_key_brings_a_document_back_or_tells_of_it(
    documents: DocumentStore, wrong: str
) -> None:
    mine = key()
    kept = documents.keep(made(), key=mine)
    for _ in range(2):
        for asked in (documents.restore, documents.descriptions.about):
            with pytest.raises(WrongKey):
                asked(kept.id, wrong)
            with pytest.raises(UnknownDocument):
                asked(new_id(), mine)
        documents.remove(kept.id, mine)
    assert documents.standing([kept.id]) == {kept.id: "removed"}


def test_after_a_day_nothing_of_it_is_left(
    documents: DocumentStore, store_url: str, clock: Clock, tmp_path: Path
) -> None:
    mine = key()
    kept = documents.keep(made(), key=mine)
    documents.changes.append(kept.id, [Change("a", "comment", {"text": TEXT})], key=mine, base=0)
    documents.remove(kept.id, mine)
    clock.forward(hours=24)
    for swept in (1, 0):
        for use in (documents.restore, documents.descriptions.about):
            with pytest.raises(RemovedDocument):
                use(kept.id, mine)
        assert documents.remove(kept.id, mine), "asked again, for the first answer was lost"
        assert documents.sweep() == swept
    assert TEXT not in words_in(tmp_path)
    if store_url != "sqlite://":
        for table in ("kept_documents", "document_changes"):
            assert rows(store_url, f"SELECT count(*) FROM {table}") == [(0,)]


@pytest.mark.parametrize("how", ["wholly", "a draft", "the host grants no time"])
def test_what_is_to_go_at_once_goes_at_once(how: str, tmp_path: Path) -> None:
    hours = 0 if how == "the host grants no time" else 24
    store = DocumentStore(f"sqlite:///{tmp_path / 'documents.sqlite'}", undo_hours=hours)
    mine = key()
    kept = store.keep(replace(made(), draft=how == "a draft"), key=mine)
    if how == "wholly":
        # Also of one that was removed before.
        assert store.remove(kept.id, mine)
        assert TEXT in words_in(tmp_path)
    assert store.remove(kept.id, mine, wholly=how == "wholly")
    assert TEXT not in words_in(tmp_path)
    with pytest.raises(RemovedDocument):
        store.restore(kept.id, mine)
