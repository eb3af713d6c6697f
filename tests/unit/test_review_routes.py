"""Reviewing over HTTP: who may, what two at once are told, what follows from it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from atlas import api
from atlas.analysis.method import rules_used
from atlas.answering import ask
from atlas.contract.desk import BroughtReview, ChangeConflict, KeptChange
from atlas.contract.document import DocumentAsset
from atlas.desk.permission import Permission
from atlas.desk.review_routes import ReviewDesk
from atlas.documents import forget_kept, open_document
from atlas.export import export
from atlas.figures.payloads import document_payload
from atlas.query import DEFAULT
from atlas.settings import Settings
from atlas.store import KeptDocument, document_store, forget_store, new_id
from tests.contract import fits

TEXT = "支持同江市建设口岸。推动抚远市发展旅游。"
PORT = {"start": 0, "end": 9, "words": "支持同江市建设口岸"}
TOUR = {"start": 10, "end": 19, "words": "推动抚远市发展旅游"}
TONGJIANG, FUYUAN, SUIFENHE = "230881", "230883", "231081"
KEY = "k" * 43


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("ATLAS_STORE", f"sqlite:///{tmp_path / 'documents.sqlite'}")
    forget_store()
    forget_kept()
    desk = ReviewDesk(Permission(Settings()))
    addresses = [*desk.routes(), *api.routes()]
    with TestClient(Starlette(routes=addresses), base_url="http://atlas.test") as client:
        yield client
    desk.close()
    forget_store()
    forget_kept()


def kept(title: str = "意见", text: str = TEXT, *, draft: bool = False) -> str:
    document = KeptDocument(new_id(), title, "意见.txt", "utf-8", "0" * 64, text, draft=draft)
    return document_store().keep(document, key=f"{new_id()}{KEY}"[:43] if text != TEXT else KEY).id


@pytest.fixture
def document(client: TestClient) -> str:
    return kept()


def say(
    client: TestClient, document: str, base: int, change: dict[str, Any], key: str = KEY
) -> Any:
    body = {"base": base, "change": change}
    return client.post(f"/api/v1/documents/{document}/changes", json=body, headers={"X-Key": key})


def rows(client: TestClient, document: str) -> list[tuple[str, str, list[str]]]:
    """Words, state and counties of the measures, as any program is told."""
    answer = client.get("/api/v1/measures", params={"doc": document}).json()
    return [(row["text_zh"], row["state"], row["counties"]) for row in answer["rows"]]


def test_what_is_said_is_seen_in_every_answer(client: TestClient, document: str) -> None:
    added = {"kind": "add_place", "target": TOUR, "payload": {"place": SUIFENHE}, "who": "李"}
    assert rows(client, document)[1] == (TOUR["words"], "proposed", [FUYUAN])
    answer = say(client, document, 0, added)
    assert answer.status_code == 201
    fits(KeptChange, answer.content)
    assert answer.json()["seq"] == 1
    assert say(client, document, 1, {"kind": "not_a_measure", "target": PORT}).json()["seq"] == 2
    assert rows(client, document) == [(TOUR["words"], "changed", [FUYUAN, SUIFENHE])]
    links = client.get("/api/v1/links", params={"doc": document}).json()["rows"]
    assert {row["county"]: row["rule"] for row in links} == {
        FUYUAN: "named",
        SUIFENHE: "by-reviewer",
    }
    by_rule = {way.name: way.measures for way in rules_used(open_document(document))}
    assert (by_rule["named"], by_rule["by-reviewer"]) == (1, 1)
    table = client.get("/api/v1/measures.csv", params={"doc": document}).text
    head, first, *_ = csv.reader(table.splitlines())
    assert first[head.index("state")] == "changed"


def test_the_page_is_told_what_was_said_and_what_stood_before(
    client: TestClient, document: str
) -> None:
    say(client, document, 0, {"kind": "split", "target": TOUR, "payload": {"at": 5}})
    say(client, document, 1, {"kind": "not_a_measure", "target": PORT})
    note = {"kind": "comment", "target": PORT, "payload": {"text": "只是=引语"}}
    say(client, document, 2, note)
    name = open_document(document).asset
    assert name == f"{document}~3"
    now = document_payload(name)
    fits(DocumentAsset, json.dumps(now).encode())
    assert [(m["zh"], m["state"], m["was"]) for m in now["measures"]] == [
        ("推动抚远市", "changed", [TOUR["words"]]),
        ("发展旅游", "changed", [TOUR["words"]]),
    ]
    assert [(r["words"], r["comments"]) for r in now["rejected"]] == [
        (PORT["words"], ("只是=引语",))
    ]
    review = now["review"]
    assert review is not None
    assert (review["seq"], review["reviewed"], review["of"]) == (3, 3, 3)
    assert review["last"] is not None
    assert review["last"]["kind"] == "comment"
    # A page from before a change asks for what its rows count in.
    before = document_payload(f"{document}~1")
    assert [m["zh"] for m in before["measures"]] == [PORT["words"], "推动抚远市", "发展旅游"]
    assert document_payload(f"{document}~99") == now


def test_an_undo_brings_back_what_was(client: TestClient, document: str) -> None:
    first = say(client, document, 0, {"kind": "not_a_measure", "target": PORT}).json()
    say(client, document, 1, {"kind": "undo", "payload": {"change": first["id"]}})
    assert [state for _, state, _ in rows(client, document)] == ["proposed", "proposed"]


def test_of_two_at_once_the_later_is_told_what_the_other_said(
    client: TestClient, document: str
) -> None:
    assert say(client, document, 0, {"kind": "confirm", "target": PORT, "who": "王"}).is_success
    late = {"kind": "not_a_measure", "target": PORT, "who": "李"}
    answer = say(client, document, 0, late)
    assert answer.status_code == 409
    fits(ChangeConflict, answer.content)
    told = answer.json()
    assert [(c["who"], c["kind"], c["target"]) for c in told["since"]] == [("王", "confirm", PORT)]
    assert rows(client, document)[0][1] == "confirmed"
    assert say(client, document, told["head"], late).is_success
    assert [words for words, _, _ in rows(client, document)] == [TOUR["words"]]


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"kind": "confirm"}, 400, "not whole"),
        ({"kind": "comment", "target": PORT, "payload": {"text": "好" * 1_001}}, 400, "1,000"),
        ({"kind": "comment", "target": PORT, "payload": {"text": "好" * 30_000}}, 413, "KB"),
    ],
)
def test_a_bad_change_is_refused(
    client: TestClient, document: str, change: dict[str, Any], status: int, words: str
) -> None:
    answer = say(client, document, 0, change)
    assert answer.status_code == status
    assert words in answer.json()["detail"]["en"]
    assert open_document(document).version == 0


def test_only_who_has_the_key_may_say_anything(client: TestClient, document: str) -> None:
    confirm = {"kind": "confirm", "target": PORT}
    assert say(client, document, 0, confirm, key="x" * 43).status_code == 403
    assert say(client, document, 0, confirm, key="").status_code == 403
    assert say(client, new_id(), 0, confirm).status_code == 404
    assert say(client, DEFAULT.doc, 0, confirm).status_code == 404
    elsewhere = client.post(
        f"/api/v1/documents/{document}/changes",
        json={"base": 0, "change": confirm},
        headers={"X-Key": KEY, "Origin": "https://elsewhere.test"},
    )
    assert elsewhere.status_code == 403
    assert document_store().remove(document, KEY)
    assert say(client, document, 0, confirm).status_code == 410


def test_a_draft_is_reviewed_as_well(client: TestClient) -> None:
    draft = kept(draft=True)
    assert say(client, draft, 0, {"kind": "confirm", "target": PORT}).is_success
    assert document_store().keep_draft(draft, KEY)
    assert rows(client, draft)[0][1] == "confirmed"


def test_a_review_goes_to_the_same_text_elsewhere_with_its_ids(
    client: TestClient, document: str
) -> None:
    said = {"kind": "confirm", "target": PORT, "who": "王"}
    first = say(client, document, 0, said).json()["id"]
    given = client.get(f"/api/v1/documents/{document}/review.json")
    assert "attachment" in given.headers["content-disposition"]
    elsewhere, key = new_id(), "e" * 43
    copy = KeptDocument(elsewhere, "另一处", "意见.txt", "utf-8", "1" * 64, TEXT)
    document_store().keep(copy, key=key)
    to = f"/api/v1/documents/{elsewhere}/review"
    brought = client.post(to, content=given.content, headers={"X-Key": key})
    assert brought.status_code == 201
    fits(BroughtReview, brought.content)
    assert brought.json() == {"added": 1, "known": 0}
    there = client.get(f"/api/v1/documents/{elsewhere}/review.json").json()
    assert there["changes"] == given.json()["changes"]
    assert [change["id"] for change in there["changes"]] == [first]
    again = client.post(to, content=given.content, headers={"X-Key": key})
    assert again.json() == {"added": 0, "known": 1}
    assert rows(client, elsewhere)[0][1] == "confirmed"
    labels = client.get(f"/api/v1/documents/{elsewhere}/labels.jsonl").text.splitlines()
    assert [json.loads(line)["by"] for line in labels] == [["王"]]


def test_a_bad_review_is_refused_in_one_sentence(client: TestClient, document: str) -> None:
    to = f"/api/v1/documents/{document}/review"
    bad = client.post(to, content=b"{}", headers={"X-Key": KEY})
    assert bad.status_code == 400
    assert bad.json()["detail"]["zh"].startswith("没有导入：")
    assert client.get(f"/api/v1/documents/{DEFAULT.doc}/review.json").status_code == 404


def test_a_filter_over_a_reviewed_document_counts_what_is_reviewed(
    client: TestClient, document: str
) -> None:
    say(client, document, 0, {"kind": "add_place", "target": PORT, "payload": {"place": SUIFENHE}})
    asked = client.get("/api/v1/measures", params={"doc": document, "place": SUIFENHE}).json()
    assert [row["text_zh"] for row in asked["rows"]] == [PORT["words"]]


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        ({"kind": "add_place", "payload": {"place": SUIFENHE}}, "审阅人所加：第 1 项"),
        (
            {"kind": "add_zone", "payload": {"zone": "border_counties"}},
            "，审阅人所加（",
        ),
    ],
)
def test_files_say_what_a_reviewer_added(
    client: TestClient, document: str, payload: dict[str, Any], why: str
) -> None:
    say(client, document, 0, payload | {"target": PORT})
    told = client.get("/api/v1/places", params={"doc": document}).json()["rows"]
    row = next(row for row in told if row["adcode"] == SUIFENHE)
    assert why in row["why_zh"]
    selection = ask({"doc": [document], "place": [SUIFENHE]}).selection
    brief = export(selection, "docx", base_url="http://plan.example", page="place").body
    with zipfile.ZipFile(io.BytesIO(brief)) as parts:
        words = parts.read("word/document.xml").decode()
    assert "审阅人" in words or "人工复核" in words
    assert "点名：“支持" not in words
