"""Documents readers keep: found again, removed by who kept them, dropped when unopened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from atlas import store
from atlas.store import DocumentStore, KeptDocument, kept_id

TEXT = "支持讷河市建设马铃薯种薯基地。"


@pytest.fixture
def documents() -> Iterator[DocumentStore]:
    engine = create_engine("sqlite://")
    yield DocumentStore(engine)
    engine.dispose()


def made(text: str = TEXT, title: str = "讷河") -> KeptDocument:
    return KeptDocument(kept_id(text), title, f"{title}.txt", "utf-8", "0" * 64, text)


def test_a_document_is_found_again_as_it_was(documents: DocumentStore) -> None:
    documents.keep(made())
    assert documents.open(kept_id(TEXT)) == made()
    assert documents.open("d-0000000000000000") is None


def test_the_same_text_is_one_document_and_keeps_its_first_key(documents: DocumentStore) -> None:
    key = documents.keep(made())
    assert documents.keep(made(title="another name")) is None
    found = documents.open(kept_id(TEXT))
    assert found is not None
    assert found.title == "讷河"
    assert key is not None
    assert documents.remove(kept_id(TEXT), key)


@pytest.mark.parametrize("wrong", ["", "guess", "' or 1=1 --"])
def test_only_its_key_removes_a_document(documents: DocumentStore, wrong: str) -> None:
    documents.keep(made())
    assert not documents.remove(kept_id(TEXT), wrong)
    assert documents.open(kept_id(TEXT)) == made()


def test_what_nobody_opened_for_long_is_dropped(
    documents: DocumentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.keep(made())
    documents.keep(made("支持富锦市。", "富锦"))
    later = store._now() + timedelta(days=store.KEEP_DAYS - 1)
    monkeypatch.setattr(store, "_now", lambda: later)
    documents.open(kept_id(TEXT))
    much_later = later + timedelta(days=2)
    monkeypatch.setattr(store, "_now", lambda: much_later)
    documents.keep(made("支持同江市。", "同江"))
    assert documents.open(kept_id(TEXT)) is not None
    assert documents.open(kept_id("支持富锦市。")) is None


def test_a_store_of_an_earlier_version_is_taken_over_with_what_it_keeps(
    documents: DocumentStore,
) -> None:
    documents.keep(made())
    with documents._engine.begin() as connection:
        connection.execute(text("ALTER TABLE documents DROP COLUMN headings"))
    later = DocumentStore(documents._engine)
    assert later.open(kept_id(TEXT)) == made()
    another = made("支持嫩江市建设大豆基地。", "嫩江")
    assert later.keep(another) is not None
    assert later.open(another.id) == another
