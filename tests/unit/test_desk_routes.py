"""Bringing a document over HTTP: read, kept, opened by link, refused in clear words."""

from __future__ import annotations

import asyncio
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from httpx2 import ASGITransport, AsyncClient
from starlette.applications import Starlette
from starlette.testclient import TestClient

from atlas import documents
from atlas.analysis.comparison.comparing import compare_documents
from atlas.analysis.reach import facet_counts
from atlas.answering import ask, read_query
from atlas.api import keywords
from atlas.contract.desk import DeskLine
from atlas.desk import admission, bodies, routes
from atlas.desk.routes import Desk
from atlas.documents import forget_kept, open_document
from atlas.export import FORMATS, export
from atlas.figures.map_payload import map_payload
from atlas.figures.overview_payload import overview_payload
from atlas.figures.read_payload import read_payload
from atlas.model import Reading
from atlas.reading import read_text
from atlas.settings import Settings
from atlas.store import RemovedDocument, UnknownDocument, document_store, forget_store
from atlas.store.lifetime import utc_now
from tests.contract import fits
from tests.unit.office import pdf, word

TEXT = "黑龙江省某市方案\n一、重点任务\n支持讷河市建设种薯基地；改造富锦市农田灌溉设施。\n"


KEY = "k" * 43


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """One for all: its worker is slow to start and knows nothing of the store."""
    desk = Desk(Settings())
    yield desk
    desk.close()


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Desk) -> Iterator[TestClient]:
    monkeypatch.setenv("ATLAS_STORE", f"sqlite:///{tmp_path / 'documents.sqlite'}")
    forget_store()
    forget_kept()
    addresses = [*desk.routes(), *keywords.ROUTES]
    with TestClient(Starlette(routes=addresses), base_url="http://atlas.test") as client:
        yield client
    forget_store()
    forget_kept()


def bring(
    client: TestClient, data: bytes, name: str, key: str | None = None, **params: str
) -> list[dict[str, Any]]:
    headers = {"X-File-Name": quote(name)} | ({"Idempotency-Key": key} if key else {})
    answer = client.post("/api/v1/documents", content=data, headers=headers, params=params)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    for line in answer.text.splitlines():
        fits(DeskLine, line.encode())
    return [json.loads(line) for line in answer.text.splitlines()]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_is_read_and_opened_by_its_id(client: TestClient, encoding: str) -> None:
    *stages, result = bring(client, TEXT.encode(encoding), "方案.txt")
    assert [s["stage"] for s in stages] == ["reading", "linking"]
    assert result["encoding"] == encoding
    document = open_document(result["id"])
    assert document.record.title_zh == "方案"
    reached = {m.text: set() for m in document.measures}
    for link in document.reading.links:
        reached[document.measures[document.position[link.measure]].text].add(link.place)
    assert reached == {"支持讷河市建设种薯基地": {"230281"}, "改造富锦市农田灌溉设施": {"230882"}}


def counted_readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Texts that the server itself reads from now on."""
    texts: list[str] = []

    def counted(text: str, *given: Any, **named: Any) -> Reading:
        texts.append(text)
        return read_text(text, *given, **named)

    monkeypatch.setattr(documents, "read_text", counted)
    return texts


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("方案.txt", TEXT.encode("gb18030")),
        ("a\u202eb.md", f"# 讷河\n\n{TEXT}".encode()),
        ("a.html", f"<html><head><title>  甲 市</title></head><body>{TEXT}</body></html>".encode()),
        ("a.html", f"<html><body><h2>讷河市</h2><p>{TEXT}&#xD800;</p></body></html>".encode()),
        ("a.pdf", pdf([TEXT.split()])),
        ("a.docx", word(lambda document: document.add_heading("重点", 1).add_run(TEXT))),
        ("广东省规划.txt", "支持园区建设。改造管网。".encode()),
    ],
)
def test_what_the_desk_has_read_is_not_read_again(
    client: TestClient, name: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = counted_readings(monkeypatch)
    *_, result = bring(client, data, name)
    opened = open_document(result["id"]).reading
    assert (len(opened.measures), texts) == (result["measures"], [])
    # Opened later it is read from its text, and is the same.
    forget_kept()
    assert open_document(result["id"]).reading == opened
    assert len(texts) == 1


def test_what_was_damaged_on_the_way_is_read_again_and_the_log_says_so(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    texts = counted_readings(monkeypatch)
    leave = documents.leave_reading
    monkeypatch.setattr(routes, "leave_reading", lambda id_, left: leave(id_, left[:-1]))
    *_, result = bring(client, TEXT.encode(), "a.txt")
    assert len(open_document(result["id"]).measures) == 2
    assert len(texts) == 1
    (said,) = caplog.messages
    assert "a document is read again, what was read of it cannot be used: its bytes" in said


def test_what_another_document_left_is_not_taken_for_this_one(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    left: list[bytes] = []
    monkeypatch.setattr(routes, "leave_reading", lambda _, reading: left.append(reading))
    *_, first = bring(client, "改造黑河市管网。".encode(), "a.txt")
    *_, second = bring(client, TEXT.encode(), "b.txt")
    documents.leave_reading(second["id"], left[0])
    assert [m.text for m in open_document(first["id"]).measures] == ["改造黑河市管网"]
    assert len(open_document(second["id"]).measures) == 2
    assert "it is of another document" in caplog.text


def test_of_a_document_that_was_removed_nothing_is_left(client: TestClient) -> None:
    brought = [bring(client, TEXT.encode() + n.encode(), "a.txt")[-1] for n in "123"]
    here, elsewhere, stays = (result["id"] for result in brought)
    client.delete(f"/api/v1/documents/{here}", headers={"X-Key": brought[0]["key"]})
    assert documents._LEFT.names() == [elsewhere, stays]
    assert document_store().remove(elsewhere, brought[1]["key"])
    documents.drop_removed()
    assert documents._LEFT.names() == [stays]


def test_a_named_encoding_wins(client: TestClient) -> None:
    *_, result = bring(client, TEXT.encode("big5", "ignore"), "a.txt", encoding="big5")
    assert result["encoding"] == "big5"


@pytest.mark.parametrize(
    ("data", "name", "zh", "en"),
    [
        (b"", "空.txt", "是空文件", "is empty"),
        (bytes(range(256)) * 8, "x.txt", "不是文字文件", "not a text file"),
        (b"MZ\x90", "x.exe", "读不了 .exe 文件", ".exe files cannot be read"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(
    client: TestClient, data: bytes, name: str, zh: str, en: str
) -> None:
    *_, result = bring(client, data, name)
    assert zh in result["problem"]["zh"]
    assert en in result["problem"]["en"]


def test_a_file_that_is_too_large_is_refused(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "LARGEST", 2_000_000)
    answer = client.post("/api/v1/documents", content=b"x" * 2_000_001)
    assert answer.status_code == 413
    assert "2 MB" in answer.json()["detail"]["zh"]


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({"Origin": "http://atlas.test"}, True),
        # A proxy may leave the port out of the host it passes on.
        ({"Origin": "http://atlas.test:8443"}, True),
        ({"Origin": "https://elsewhere.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://["}, False),
        ({"Host": "[", "Origin": "http://atlas.test"}, False),
        ({"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}, False),
        ({"Origin": "http://other.atlas.test", "Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://atlas.test"}, True),
        ({}, True),
    ],
)
def test_documents_are_taken_from_the_site_s_own_pages(
    client: TestClient, headers: dict[str, str], taken: bool
) -> None:
    answer = client.post("/api/v1/documents", content=TEXT.encode(), headers=headers)
    assert answer.status_code == (200 if taken else 403)
    if not taken:
        assert "own pages only" in answer.json()["detail"]["en"]
    answer = client.delete("/api/v1/documents/d-0", headers={"X-Key": KEY, **headers})
    assert ("own pages only" in answer.text) is not taken


@pytest.mark.parametrize("key", ["short", "k" * 129, "中" * 30, "a b" * 10, "k" * 43 + ";"])
def test_a_key_that_is_none_is_told(client: TestClient, key: str) -> None:
    headers = {"Idempotency-Key": key.encode()}
    answer = client.post("/api/v1/documents", content=TEXT.encode(), headers=headers)
    assert answer.status_code == 400
    assert "22 to 128" in answer.json()["detail"]["en"]


def test_a_save_whose_answer_was_lost_is_repeated_with_its_key(client: TestClient) -> None:
    *_, first = bring(client, TEXT.encode(), "a.txt", KEY)
    again = bring(client, TEXT.encode(), "a.txt", KEY)
    # It is not read a second time.
    assert [one.get("id") for one in again] == [first["id"]]
    assert first["key"] == KEY
    *_, other = bring(client, b"something else entirely.", "b.txt", KEY)
    assert "another document" in other["problem"]["en"]


def test_the_same_text_from_two_readers_is_two_documents(client: TestClient) -> None:
    *_, mine = bring(client, TEXT.encode(), "mine.txt", KEY)
    *_, theirs = bring(client, TEXT.encode(), "theirs.txt", KEY.replace("k", "t"))
    assert mine["id"] != theirs["id"]
    assert len(mine["id"]) == len("d-") + 32
    address = f"/api/v1/documents/{mine['id']}"
    assert client.delete(address, headers={"X-Key": theirs["key"]}).status_code == 403
    assert client.delete(address, headers={"X-Key": KEY}).status_code == 204
    assert open_document(theirs["id"]).record.title_zh == "theirs"


def test_a_full_line_is_told_and_an_empty_one_reads(client: TestClient) -> None:
    full = Desk(Settings(readers=1, queue=0))
    line = full._line

    async def hold() -> None:
        async with line.place() as numbers:
            assert [n async for n in numbers] == []
            transport = ASGITransport(app=Starlette(routes=full.routes()))
            async with AsyncClient(transport=transport, base_url="http://atlas.test") as other:
                answer = await other.post("/api/v1/documents", content=TEXT.encode())
            said.append(json.loads(answer.text.splitlines()[-1]))

    said: list[dict[str, Any]] = []
    asyncio.run(hold())
    full.close()
    assert "waiting" in said[0]["problem"]["en"]


def test_a_store_that_fails_is_told_in_words_and_the_desk_goes_on(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"no database" * 1_000)
    monkeypatch.setenv("ATLAS_STORE", f"sqlite:///{tmp_path}/broken.sqlite")
    forget_store()
    *_, result = bring(client, TEXT.encode(), "a.txt")
    assert set(result) == {"problem"}
    assert (
        client.delete(f"/api/v1/documents/d-{'0' * 32}", headers={"X-Key": KEY}).status_code == 503
    )
    monkeypatch.setenv("ATLAS_STORE", f"sqlite:///{tmp_path}/documents.sqlite")
    forget_store()
    *_, result = bring(client, TEXT.encode(), "a.txt")
    assert "id" in result


@pytest.mark.parametrize(
    ("setting", "words"),
    [({"client_documents": 1}, "1"), ({"quota_documents": 1}, "1")],
)
def test_a_quota_is_told(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, setting: dict[str, int], words: str
) -> None:
    for name, value in setting.items():
        monkeypatch.setenv(f"ATLAS_{name.upper()}", str(value))
    forget_store()
    *_, first = bring(client, TEXT.encode(), "a.txt")
    assert "id" in first
    *_, second = bring(client, TEXT.encode() + b"2", "b.txt")
    assert words in second["problem"]["en"]


def test_names_and_titles_are_cleaned_before_they_are_kept(client: TestClient) -> None:
    *_, result = bring(client, TEXT.encode(), "a\u202etxt\x00.txt")
    record = open_document(result["id"]).record
    assert "\u202e" not in record.title_zh
    assert "\x00" not in record.title_zh
    assert "U+202E" in record.title_zh


def test_a_document_is_removed_by_its_key_alone(client: TestClient) -> None:
    *_, result = bring(client, TEXT.encode(), "a.txt")
    address = f"/api/v1/documents/{result['id']}"
    assert client.delete(address, headers={"X-Key": "guess"}).status_code == 403
    open_document(result["id"])
    assert client.delete(address, headers={"X-Key": result["key"]}).status_code == 204
    with pytest.raises(KeyError):
        open_document(result["id"])


def test_keywords_of_a_part_leave_out_the_verbs_of_every_plan(client: TestClient) -> None:
    *_, result = bring(client, TEXT.encode(), "a.txt")
    asked = {"doc": result["id"], "start": "0", "end": str(len(TEXT))}
    words = [word for word, _ in client.get("/api/v1/keywords", params=asked).json()["keywords"]]
    assert {"讷河市", "富锦市"} <= set(words)
    assert not {"支持", "改造", "建设"} & set(words)
    for wrong in ({"doc": "d-none"}, {"start": "9", "end": "3"}, {"start": "x"}):
        assert client.get("/api/v1/keywords", params={**asked, **wrong}).status_code == 404


@pytest.mark.parametrize(
    "kind", ["csv", "xlsx", "geojson", "gpkg", "shp", "docx", "html", "svg", "png"]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_reader_s_document_is_exported_like_the_plan(
    client: TestClient, kind: str, lang: str
) -> None:
    *_, result = bring(client, TEXT.encode(), "方案.txt")
    selection = ask({"doc": [result["id"]], "lang": [lang]}).selection
    file = export(selection, kind, base_url="https://atlas.example/")
    assert file.name.endswith(FORMATS[kind].suffix)
    if kind in ("csv", "geojson", "html", "svg"):
        assert "方案" in file.body.decode("utf-8-sig")
    elif kind == "gpkg":
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(file.body)
            told = database.execute("SELECT text FROM statement").fetchall()
            links = database.execute("SELECT DISTINCT surface FROM links").fetchall()
        assert any("方案" in text for (text,) in told)
        assert {"讷河市", "富锦市"} <= {surface for (surface,) in links}
    elif kind == "shp":
        with zipfile.ZipFile(io.BytesIO(file.body)) as packed:
            assert "方案" in packed.read("readme.txt").decode("utf-8-sig")
            assert "讷河市".encode("gb18030") in packed.read("gb18030/links.dbf")


def test_a_reader_s_document_is_compared_with_the_plan(client: TestClient) -> None:
    *_, result = bring(client, TEXT.encode(), "方案.txt")
    query, dropped = read_query({"doc": [result["id"]], "against": ["plan-2026"]})
    assert (query.doc, query.against, dropped) == (result["id"], "plan-2026", ())
    both = compare_documents(open_document(query.doc), open_document(query.against), query)
    assert both.named[0] == ("230281", "230882")
    assert (both.meaning.base, both.meaning.said) == (1, ())
    with pytest.raises(UnknownDocument):
        read_query({"doc": [result["id"]], "against": ["d-0000000000000000"]})


@pytest.mark.parametrize("text", ["上海市宝山区建设滨江步道。", "今天天气很好。"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_document_that_reaches_nothing_is_shown_on_every_page(
    client: TestClient, text: str, lang: str
) -> None:
    *_, result = bring(client, text.encode(), "a.txt")
    selection = ask({"doc": [result["id"]], "lang": [lang]}).selection
    assert not any(map_payload(selection)["values"])
    assert sum(entry["n"] for entry in map_payload(selection)["legend"]) == 121
    assert read_payload(selection)["map"]["classes"] == map_payload(selection)["classes"]
    assert overview_payload(selection)["tiles"] == []
    assert set(facet_counts(selection.document, selection.query)["strategy"].values()) <= {0}
    for kind in ("csv", "xlsx", "docx", "html", "geojson", "gpkg", "shp", "png"):
        assert export(selection, kind, base_url="https://atlas.example/").body


def test_who_brings_too_many_is_told_when_to_come_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admission, "allow", lambda kind, who: {"uploads": 1_700, "keys": 20}[kind])
    answer = client.post("/api/v1/documents", content=TEXT.encode())
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1700")
    assert "29 minutes" in answer.json()["detail"]["en"]
    answer = client.delete("/api/v1/documents/d-1", headers={"X-Key": KEY})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "20")


def test_a_draft_is_open_to_all_till_its_key_keeps_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_, result = bring(client, TEXT.encode(), "方案.txt", KEY, draft="1")
    address = f"/api/v1/documents/{result['id']}"
    store = document_store()
    assert store.draft_minutes_left(result["id"]) == 120
    assert open_document(result["id"]).record.origin_zh.endswith("《方案》")
    asked = [client.post(address, headers={"X-Key": key}) for key in ("x" * 43, KEY, KEY)]
    assert [answer.status_code for answer in asked] == [403, 204, 204]
    assert asked[0].json()["detail"]["zh"].startswith("没有保存：只有带来这份文件的浏览器")
    assert store.draft_minutes_left(result["id"]) is None
    assert open_document(result["id"]).record.origin_zh.endswith("存入")
    unknown = client.post(f"/api/v1/documents/d-{'0' * 32}", headers={"X-Key": KEY})
    assert unknown.status_code == 404
    *_, late = bring(client, TEXT.encode(), "方案.txt", "l" * 43, draft="1")
    later = utc_now() + timedelta(minutes=121)
    monkeypatch.setattr(store, "_lifetime", replace(store._lifetime, now=lambda: later))
    gone = client.post(f"/api/v1/documents/{late['id']}", headers={"X-Key": "l" * 43})
    assert gone.status_code == 410
    assert gone.json()["detail"]["en"].startswith("This document was not kept")
    with pytest.raises(RemovedDocument):
        open_document(late["id"])
