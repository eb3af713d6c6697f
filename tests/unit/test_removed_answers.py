"""What is answered about a reader's document: never kept by a cache, and no 500 when it goes."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import atlas.api as api_room
from atlas.api import create_api, requests, table_answers
from atlas.api.answer_cache import Kept
from atlas.cli import main
from atlas.documents import forget_kept
from atlas.store import KeptDocument, StoreFault, document_store, forget_store, new_id
from tests.addresses import FILES, TABLES

TEXT = "一、重点任务\n支持讷河市建设种薯基地；改造富锦市农田灌溉设施。\n"
PATHS = [*TABLES, *FILES]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    monkeypatch.setenv("ATLAS_STORE", f"sqlite:///{tmp_path / 'documents.sqlite'}")
    forget_store()
    forget_kept()
    key = secrets.token_urlsafe(18)
    document = KeptDocument(new_id(), "某市方案", "方案.txt", "utf-8", "0" * 64, TEXT)
    yield document_store().keep(document, key=key).id, key
    forget_store()
    forget_kept()


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_api()) as client:
        yield client


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("named", ["doc", "against"])
def test_a_document_that_goes_in_the_midst_of_its_answer_is_said_to_be_removed(
    path: str,
    named: str,
    kept: tuple[str, str],
    client: TestClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After its address was read and before its rows were."""
    document_id, key = kept
    plain = table_answers.answer

    def removed_meanwhile(query: object) -> object:
        assert document_store().remove(document_id, key)
        return plain(query)  # type: ignore[arg-type]

    monkeypatch.setattr(table_answers, "answer", removed_meanwhile)
    answer = client.get(f"{path}?{named}={document_id}")
    if named == "doc":
        assert answer.status_code == 410
    # What is only compared with has been opened; its words are not in these answers.
    assert answer.status_code in (200, 410)
    assert answer.headers["cache-control"] in ("private, no-store", "no-store")
    assert client.get(f"{path}?{named}={document_id}").status_code == 410


def test_no_answer_about_a_document_is_kept_in_memory(
    kept: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    document_id, _ = kept
    made: list[Kept] = []

    class Seen(Kept):
        def __init__(self, most_bytes: int) -> None:
            super().__init__(most_bytes)
            made.append(self)

    monkeypatch.setattr(api_room, "Kept", Seen)
    with TestClient(create_api()) as client:
        for path in PATHS:
            for query in (f"doc={document_id}", f"against={document_id}", ""):
                assert client.get(f"{path}?{query}").status_code == 200
    keys = [str(key) for answers_kept in made for key in answers_kept._answers]
    assert len(keys) == len(PATHS)
    assert not [key for key in [*keys, *map(str, requests._KNOWN)] if document_id in key]


def test_a_document_that_expired_is_said_to_have_expired(
    kept: tuple[str, str], client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    document_id, _ = kept
    address = f"/api/v1/measures.json?lang=en&doc={document_id}"
    assert client.get(address).status_code == 200
    lifetime = document_store()._lifetime
    later = replace(lifetime, now=lambda: lifetime.now() + 2 * lifetime.keep)
    monkeypatch.setattr(document_store(), "_lifetime", later)
    answer = client.get(address)
    assert answer.status_code == 410
    assert "nobody used it for long" in answer.json()["detail"]
    assert answer.json()["type"] == "/api/v1#removed"


@pytest.mark.parametrize("path", PATHS)
def test_a_store_that_cannot_be_asked_hides_readers_documents_and_nothing_else(
    path: str, kept: tuple[str, str], client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    document_id, _ = kept
    assert client.get(f"{path}?doc={document_id}").status_code == 200

    def away(*_: object) -> object:
        raise StoreFault("away")

    monkeypatch.setattr(document_store(), "edition", away)
    monkeypatch.setattr(document_store(), "open", away)
    answer = client.get(f"{path}?lang=en&doc={document_id}")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "cannot be reached" in answer.json()["detail"]
    assert client.get(path).status_code == 200


def test_the_plan_asks_the_store_nothing(
    kept: tuple[str, str], client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: object) -> object:
        raise AssertionError("the store was asked")

    for name in ("standing", "open", "note_use", "check"):
        monkeypatch.setattr(document_store(), name, asked)
    for path in PATHS:
        for query in ("", "doc=plan-2026", "strategy=ecology", "against=plan-2026"):
            assert client.get(f"{path}?{query}").status_code == 200


SAID = {"zh": ("这份文件已被删除", "没有这份文件"), "en": ("was removed", "no such document")}


@pytest.mark.parametrize("lang", SAID)
def test_the_command_line_says_it_too(
    lang: str,
    kept: tuple[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (document_id, key), (removed, unknown) = kept, SAID[lang]
    output = tmp_path / "view.csv"
    command = ["export", "--format", "csv", "--lang", lang, "-o", str(output), "--doc"]
    assert main([*command, document_id]) == 0
    output.unlink()
    assert document_store().remove(document_id, key)
    for asked, said in ((document_id, removed), (new_id(), unknown)):
        assert main([*command, asked]) == 2
        assert said in capsys.readouterr().err
        assert not output.exists()
