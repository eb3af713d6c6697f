"""A kept document told of, described, removed and brought back over HTTP, by its key alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from atlas.contract.desk import AboutDocument, DeskProblem, ListedPage
from atlas.desk.counter import LONGEST_BODY, Counter
from atlas.desk.permission import Permission
from atlas.documents import forget_kept, open_document
from atlas.settings import Settings
from atlas.store import (
    Change,
    Details,
    RemovedDocument,
    document_store,
    forget_store,
    new_id,
)
from tests.contract import fits
from tests.stores import key, made

Counters = Callable[..., TestClient]
SAID: dict[str, Any] = {
    "title": "讷河市方案",
    "source": "市政府网站",
    "dated": "2026-03",
    "place": "230281",
    "licence": "转载须注明出处",
    "listed": False,
    "revision": 0,
}


@pytest.fixture
def counter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counters]:
    """A client of a counter, with a list or without."""
    monkeypatch.setenv("ATLAS_STORE", f"sqlite:///{tmp_path / 'documents.sqlite'}")
    forget_store()
    forget_kept()
    with ThreadPoolExecutor(2) as threads:

        def client(listing: bool = False) -> TestClient:
            permission = Permission(Settings(listing="anyone" if listing else "off"))
            routes = Counter(threads, permission).routes()
            return TestClient(Starlette(routes=routes), base_url="http://atlas.test")

        yield client
    forget_store()
    forget_kept()


def kept() -> tuple[str, str, dict[str, str]]:
    """A document's address, its id, and the header that edits it."""
    one = key()
    document_id = document_store().keep(made(), key=one).id
    return f"/api/v1/documents/{document_id}", document_id, {"X-Key": one}


def test_its_keeper_is_told_what_there_is_and_others_nothing(counter: Counters) -> None:
    client = counter()
    address, document_id, mine = kept()
    store = document_store()
    store.changes.append(document_id, [Change("a", "confirm", {})], key=mine["X-Key"], base=0)
    store.shelves.make("书架", [document_id], key=key())
    answer = client.get(address, headers=mine)
    fits(AboutDocument, answer.content)
    told = answer.json()
    assert told["details"]["title"] == "讷河"
    assert (told["measures"], told["changes"], told["shelves"]) == (1, 1, 1)
    assert (told["hours"], told["undo_hours"], told["listing"]) == (None, 24, False)
    assert answer.headers["cache-control"] == "no-store"
    for headers in ({}, {"X-Key": document_id}, {"X-Key": key()}):
        refused = client.get(address, headers=headers)
        assert refused.status_code == 403
        fits(DeskProblem, refused.content)
        assert "编辑链接" in refused.json()["detail"]["zh"]
    assert client.get(f"/api/v1/documents/{new_id()}", headers=mine).status_code == 404


def test_what_is_said_of_a_document_stands_over_it_on_every_server(counter: Counters) -> None:
    client = counter()
    address, document_id, mine = kept()
    assert open_document(document_id).record.title_zh == "讷河"
    assert client.patch(address, headers=mine, json=SAID).status_code == 204
    record = open_document(document_id).record
    assert record.title_zh == "讷河市方案"
    assert (
        "；来源：市政府网站；日期：2026-03；适用地区：讷河市；使用许可：转载须注明出处"
        in record.origin_zh
    )
    assert record.origin_en.endswith("; licence: 转载须注明出处")
    # What another server was told is seen by the next request here.
    other = Details("改过的标题")
    document_store().descriptions.describe(document_id, other, key=mine["X-Key"], base=1)
    assert open_document(document_id).record.title_zh == "改过的标题"
    late = client.patch(address, headers=mine, json=SAID | {"title": "第三个"})
    assert late.status_code == 409
    assert "somebody else made changes" in late.json()["detail"]["en"]
    assert open_document(document_id).record.title_zh == "改过的标题"


@pytest.mark.parametrize(
    ("said", "status", "zh"),
    [
        ({"title": " \n "}, 400, "标题应为"),
        ({"title": "县" * 300}, 400, "标题应为"),
        ({"source": "县" * 501}, 400, "来源不得超过"),
        ({"licence": "县" * 501}, 400, "使用许可不得超过"),
        ({"dated": "三月"}, 400, "日期应写成"),
        ({"place": "999999"}, 400, "没有这个行政区划代码"),
        ({"listed": True}, 403, "不公开列出"),
        ({"revision": "0"}, 400, "不完整"),
        ({"more": 1}, 400, "不完整"),
        ({"title": "x" * LONGEST_BODY}, 400, "不完整"),
    ],
)
def test_what_cannot_be_said_is_refused_with_what_to_do(
    counter: Counters, said: dict[str, Any], status: int, zh: str
) -> None:
    client = counter()
    address, document_id, mine = kept()
    answer = client.patch(address, headers=mine, json=SAID | said)
    assert (answer.status_code, zh in answer.json()["detail"]["zh"]) == (status, True)
    assert client.patch(address, headers={"X-Key": key()}, json=SAID).status_code == 403
    elsewhere = mine | {"Origin": "https://elsewhere.example"}
    assert client.patch(address, headers=elsewhere, json=SAID).status_code == 403
    assert open_document(document_id).record.title_zh == "讷河"


def test_words_of_a_keeper_are_made_safe_to_show(counter: Counters) -> None:
    address, document_id, mine = kept()
    said = SAID | {"title": "甲\u202e\n乙\0", "source": "=HYPERLINK(1)\u200b"}
    assert counter().patch(address, headers=mine, json=said).status_code == 204
    record = open_document(document_id).record
    assert not {"\u202e", "\n", "\0", "\u200b"} & set(record.title_zh + record.origin_zh)


def test_a_removed_document_is_refused_and_comes_back(counter: Counters) -> None:
    client = counter()
    address, document_id, mine = kept()
    assert client.post(f"{address}/restore", headers=mine).status_code == 204
    assert client.delete(address, headers=mine).status_code == 204
    with pytest.raises(RemovedDocument):
        open_document(document_id)
    told = client.get(address, headers=mine).json()
    assert (told["hours"], told["measures"], told["details"]["title"]) == (24, None, "讷河")
    assert client.post(f"{address}/restore", headers={"X-Key": key()}).status_code == 403
    assert client.patch(address, headers=mine, json=SAID).status_code == 410
    assert client.post(f"{address}/restore", headers=mine).status_code == 204
    assert open_document(document_id).record.title_zh == "讷河"
    assert client.delete(f"{address}?wholly", headers=mine).status_code == 204
    assert client.post(f"{address}/restore", headers=mine).status_code == 410
    assert client.get(address, headers=mine).status_code == 410


def test_the_list_is_there_where_the_host_has_one_and_is_paged(counter: Counters) -> None:
    assert counter().get("/api/v1/documents.json").status_code in (403, 404, 405)
    client = counter(listing=True)
    shown = []
    for number in range(35):
        address, document_id, mine = kept()
        said = SAID | {"title": f"方案{number}", "listed": number != 3}
        assert client.patch(address, headers=mine, json=said).status_code == 204
        shown.append(document_id)
    del shown[3]
    found: list[str] = []
    after, pages = "", 0
    while pages == 0 or after:
        answer = client.get("/api/v1/documents.json", params={"after": after})
        fits(ListedPage, answer.content)
        page = answer.json()
        found += [one["id"] for one in page["documents"]]
        after, pages = page["next"], pages + 1
    assert (pages, found) == (2, shown[::-1])
    first = page["documents"][0]
    assert first["place"] == {"zh": "讷河市", "en": first["place"]["en"]}
    assert first["title"].startswith("方案")
