"""Shelves: read by their link, edited by their key alone, one edit never over another's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from atlas.store import (
    Conflict,
    DocumentStore,
    KeyUsed,
    Quota,
    QuotaFull,
    RemovedShelf,
    UnknownShelf,
    WrongKey,
    new_id,
)
from tests.stores import STORE_GROUP, Clock, key, made, rows

pytestmark = STORE_GROUP
NOWHERE = "s-" + "0" * 32


def test_a_shelf_keeps_its_order_and_is_edited_by_its_key(documents: DocumentStore) -> None:
    mine, ids = key(), [new_id(), "plan-2026", new_id()]
    shelf = documents.shelves.make("十三市报告", [*ids, ids[0]], key=mine)
    assert (shelf.title, shelf.documents, shelf.revision) == ("十三市报告", tuple(ids), 1)
    assert documents.shelves.open(shelf.id) == shelf
    assert documents.shelves.make("again", [], key=mine) == shelf, "its answer was lost"
    turned = documents.shelves.edit(shelf.id, key=mine, base=1, documents=ids[::-1])
    assert (turned.title, turned.documents, turned.revision) == ("十三市报告", tuple(ids[::-1]), 2)
    assert documents.shelves.edit(shelf.id, key=mine, base=1, documents=ids[::-1]) == turned
    with pytest.raises(Conflict) as found:
        documents.shelves.edit(shelf.id, key=mine, base=1, title="另一个")
    assert found.value.head == 2
    named = documents.shelves.edit(shelf.id, key=mine, base=2, title="另一个")
    assert documents.shelves.open(shelf.id) == named


@pytest.mark.parametrize("wrong", ["", "guess", "' or 1=1 --", "\0", "\ud800"])
def test_the_link_that_reads_a_shelf_does_not_edit_it(documents: DocumentStore, wrong: str) -> None:
    shelf = documents.shelves.make("书架", [], key=key())
    for secret in (wrong, shelf.id):
        with pytest.raises(WrongKey):
            documents.shelves.edit(shelf.id, key=secret, base=1, title="别的")
        with pytest.raises(WrongKey):
            documents.shelves.remove(shelf.id, secret)
    assert documents.shelves.open(shelf.id) == shelf


BAD: dict[str, Callable[[], tuple[str, list[str]]]] = {
    "no title": lambda: ("  ", []),
    "a long title": lambda: ("县" * 201, []),
    "no id": lambda: ("书架", ["<script>"]),
    "too many": lambda: ("书架", [new_id() for _ in range(1_001)]),
}


@pytest.mark.parametrize("bad", BAD)
def test_what_is_no_shelf_is_refused(documents: DocumentStore, bad: str) -> None:
    title, ids = BAD[bad]()
    with pytest.raises(ValueError, match="a shelf"):
        documents.shelves.make(title, ids, key=key())


def test_a_removed_shelf_leaves_its_documents_and_stays_removed(
    documents: DocumentStore, store_url: str
) -> None:
    mine = key()
    kept = documents.keep(made(), key=key())
    shelf = documents.shelves.make("书架", [kept.id], key=mine)
    documents.shelves.make("另一个", [kept.id, "plan-2026"], key=key())
    assert documents.shelves.holding(kept.id) == 2
    for _ in range(2):
        documents.shelves.remove(shelf.id, mine)
    assert documents.shelves.holding(kept.id) == 1
    assert documents.open(kept.id) == kept
    with pytest.raises(RemovedShelf) as found:
        documents.shelves.open(shelf.id)
    assert found.value.sentence("zh") == "这个书架已被删除。"
    with pytest.raises(KeyUsed):
        documents.shelves.make("书架", [], key=mine)
    for unknown in (NOWHERE, "", "\0", kept.id):
        with pytest.raises(UnknownShelf):
            documents.shelves.open(unknown)
        with pytest.raises(UnknownShelf):
            documents.shelves.remove(unknown, mine)
    if store_url != "sqlite://":
        left = "SELECT count(*) FROM shelf_documents"
        assert rows(store_url, left) == [(2,)]


def test_a_shelf_that_nobody_uses_goes(documents: DocumentStore, clock: Clock) -> None:
    used, left = (documents.shelves.make("书架", [], key=key()) for _ in range(2))
    clock.forward(days=89)
    documents.shelves.note_use([used.id, NOWHERE])
    clock.forward(days=2)
    for swept in (1, 0):
        with pytest.raises(RemovedShelf) as found:
            documents.shelves.open(left.id)
        assert found.value.why == "expired"
        assert documents.sweep() == swept
    assert documents.shelves.open(used.id) == used


def test_a_shelf_counts_as_a_document(store_url: str) -> None:
    store = DocumentStore(store_url, quota=Quota(documents=2))
    store.shelves.make("书架", [], key=key())
    store.keep(made(), key=key())
    for more in (
        lambda: store.shelves.make("书架", [], key=key()),
        lambda: store.keep(made(), key=key()),
    ):
        with pytest.raises(QuotaFull):
            more()
    store.close()
