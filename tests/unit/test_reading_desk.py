"""Bringing a document over HTTP: read, kept, opened by link, refused in clear words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from atlas.analysis.comparison import compare_documents
from atlas.analysis.reach import facet_counts
from atlas.api import reading_desk
from atlas.asking import ask, read_query
from atlas.documents import forget_kept, open_document
from atlas.export import export
from atlas.figures.map_payload import map_payload
from atlas.figures.overview_payload import overview_payload
from atlas.figures.read_payload import read_payload
from atlas.store import UnknownDocument, forget_store

TEXT = "黑龙江省某市方案\n一、重点任务\n支持讷河市建设种薯基地；改造富锦市农田灌溉设施。\n"


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("ATLAS_STORE", f"sqlite:///{tmp_path / 'documents.sqlite'}")
    forget_store()
    forget_kept()
    with TestClient(Starlette(routes=reading_desk.ROUTES), base_url="http://atlas.test") as client:
        yield client
    forget_store()
    forget_kept()


def bring(client: TestClient, data: bytes, name: str, **params: str) -> list[dict[str, Any]]:
    headers = {"X-File-Name": quote(name)}
    answer = client.post("/api/v1/documents", content=data, headers=headers, params=params)
    assert answer.status_code == 200, answer.text
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


def test_too_much_and_strangers_are_refused(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_desk, "LARGEST", 2_000_000)
    answer = client.post("/api/v1/documents", content=b"x" * 2_000_001)
    assert answer.status_code == 413
    assert "2 MB" in answer.json()["detail"]["zh"]
    headers = {"Origin": "https://elsewhere.example"}
    answer = client.post("/api/v1/documents", content=b"x", headers=headers)
    assert answer.status_code == 403
    monkeypatch.setattr(reading_desk, "LONGEST", 20)
    *_, result = bring(client, TEXT.encode(), "a.txt")
    assert "20 字" in result["problem"]["zh"]


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


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson", "docx", "html", "svg", "png"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_reader_s_document_is_exported_like_the_plan(
    client: TestClient, kind: str, lang: str
) -> None:
    *_, result = bring(client, TEXT.encode(), "方案.txt")
    selection = ask({"doc": [result["id"]], "lang": [lang]}).selection
    file = export(selection, kind, base_url="https://atlas.example/")
    assert file.name.endswith(f".{kind}")
    if kind in ("csv", "geojson", "html", "svg"):
        assert "方案" in file.body.decode("utf-8-sig")


def test_a_reader_s_document_is_compared_with_the_plan(client: TestClient) -> None:
    *_, result = bring(client, TEXT.encode(), "方案.txt")
    query, dropped = read_query({"doc": [result["id"]], "against": ["plan-2026"]})
    assert (query.doc, query.against, dropped) == (result["id"], "plan-2026", ())
    both = compare_documents(open_document(query.doc), open_document(query.against), query)
    assert both.named[0] == ("230281", "230882")
    assert both.same == ()
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
    for kind in ("csv", "xlsx", "docx", "html", "geojson", "png"):
        assert export(selection, kind, base_url="https://atlas.example/").body
