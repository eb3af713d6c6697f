"""A document removed by one process is gone from every address of two others at once."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from urllib.parse import quote

import httpx2 as httpx
import pytest

from atlas.store import DocumentStore, KeptDocument, new_id
from atlas.ui.assets import version
from tests.addresses import FILES, TABLES
from tests.browser.dashboard import running

WORDS = "讷河市种薯基地甲乙丙"
TEXT = f"黑龙江省某市方案\n一、重点任务\n支持{WORDS}建设；改造富锦市农田灌溉设施。\n"

OTHERS = ["/charts/coverage.json?", "/api/v1/keywords?start=0&end=40&"]
PLAIN = [f"{path}?" for path in (*TABLES, *FILES)]
KINDS = [*PLAIN, *OTHERS]
AGAINST = [*PLAIN, OTHERS[0]]


def addresses(document_id: str) -> list[str]:
    """Every kind of address that answers about a document, as the one read or compared with."""
    return [
        f"/assets/{version()}/documents/{document_id}.json",
        *(f"{kind}doc={document_id}" for kind in KINDS),
        *(f"{kind}against={document_id}" for kind in AGAINST),
    ]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> DocumentStore:
    return DocumentStore(f"sqlite:///{tmp_path_factory.mktemp('store') / 'documents.sqlite'}")


@pytest.fixture(scope="module")
def replicas(store: DocumentStore) -> Iterator[list[httpx.Client]]:
    """Two servers on one store."""
    store.check()
    # All addresses are asked in a minute, by one client.
    settings = {
        "ATLAS_STORE": f"sqlite:///{store._door.file}",
        "ATLAS_CLIENT_FILES": "10000",
    }
    with running(settings) as one, running(settings) as two:
        clients = [httpx.Client(base_url=url, timeout=120) for url in (one, two)]
        yield clients
        for client in clients:
            client.close()


@pytest.fixture
def kept(store: DocumentStore) -> tuple[str, str]:
    """Id and key of a document just kept."""
    key = secrets.token_urlsafe(18)
    document = KeptDocument(new_id(), "某市方案", "方案.txt", "utf-8", "0" * 64, TEXT)
    return store.keep(document, key=key).id, key


def test_no_kind_of_address_is_left_out() -> None:
    assert len(KINDS) + 1 >= 19


@pytest.mark.parametrize("who", ["the store", "a replica"])
def test_what_was_removed_is_answered_nowhere(
    who: str, kept: tuple[str, str], replicas: list[httpx.Client], store: DocumentStore
) -> None:
    document_id, key = kept
    asked = addresses(document_id)
    held = {}
    for replica in replicas:
        for address in asked:
            answer = replica.get(address)
            assert answer.status_code == 200, address
            assert answer.headers["cache-control"] == "private, no-store", address
            assert "etag" not in answer.headers, address
            held[address] = answer.content
    said = [address for address in asked if WORDS in held[address].decode("utf-8", "ignore")]
    assert len(said) >= 5, "what is asked here speaks of the document"
    if who == "the store":
        assert store.remove(document_id, key)
    else:
        gone = replicas[0].delete(f"/api/v1/documents/{document_id}", headers={"X-Key": key})
        assert gone.status_code == 204
    for replica in replicas:
        for address in asked:
            answer = replica.get(address, headers={"Accept-Language": "en"})
            assert answer.status_code == 410, address
            assert answer.headers["cache-control"] == "no-store", address
            assert answer.json()["detail"].startswith("This document was removed"), address
            assert WORDS not in answer.text
            other = replica.get(address, headers={"Accept-Language": "zh"}).json()
            assert other["detail"].startswith("这份文件已被删除"), address
        assert replica.get(f"/og.png?doc={document_id}").status_code == 404
        assert replica.get("/api/v1/measures.json").json()["total"] > 50


def test_an_id_asked_before_it_exists_is_not_remembered_as_unknown(
    replicas: list[httpx.Client], store: DocumentStore
) -> None:
    document_id = new_id()
    for replica in replicas:
        for address in addresses(document_id):
            answer = replica.get(address, headers={"Accept-Language": "en"})
            assert answer.status_code == 404, address
            assert answer.json()["detail"].startswith("There is no such document"), address
    document = KeptDocument(document_id, "某市方案", "方案.txt", "utf-8", "0" * 64, TEXT)
    store.keep(document, key=secrets.token_urlsafe(18))
    for replica in replicas:
        for address in addresses(document_id):
            assert replica.get(address).status_code == 200, address


def test_names_that_are_no_ids_are_answered_in_clear_words(replicas: list[httpx.Client]) -> None:
    for name in (
        "d-",
        "d-%00",
        "d-" + "0" * 3_000,
        "d-../../etc/passwd",
        "d-%ED%A0%80",
        "plan-2027",
    ):
        answer = replicas[0].get(f"/assets/{version()}/documents/{name}.json")
        assert answer.status_code in (400, 404), name
        answer = replicas[0].get(f"/api/v1/keywords?doc={name}&start=0&end=9")
        assert answer.status_code == 404, name


def test_the_built_in_plan_is_kept_by_caches_as_before(replicas: list[httpx.Client]) -> None:
    answer = replicas[0].get("/api/v1/measures.json?doc=plan-2026")
    assert answer.headers["cache-control"].startswith("public")
    assert answer.headers["etag"]
    asset = replicas[0].get(f"/assets/{version()}/documents/plan-2026.json")
    assert "immutable" in asset.headers["cache-control"]
    assert len(json.loads(asset.content)["measures"]) > 50
    assert quote("plan-2026") in answer.request.url.query.decode()
