"""A review as a file: what is taken elsewhere, what is refused, what the command prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from atlas.catalogue import load_catalogue
from atlas.cli import main
from atlas.model import LANGS, Span
from atlas.reading import read_file
from atlas.review import (
    BadChange,
    BadReviewFile,
    Change,
    Passage,
    change_asked,
    change_kept,
    review_changes,
    review_file,
)

TEXT = "支持同江市建设口岸。推动抚远市发展旅游。"
PORT = {"start": 0, "end": 9, "words": "支持同江市建设口岸"}
TOUR = {"start": 10, "end": 19, "words": "推动抚远市发展旅游"}
TONGJIANG, SUIFENHE = "230881", "231081"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "意见.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def changes() -> list[Change]:
    passage = Passage(Span(0, 9), PORT["words"])  # type: ignore[arg-type]
    other = Passage(Span(10, 19), TOUR["words"])  # type: ignore[arg-type]
    return [
        Change("confirm", passage, who="王", seq=1),
        Change("add_place", other, {"place": SUIFENHE}, who="李", why="口径", seq=2),
    ]


@pytest.fixture
def kept(document: Path, tmp_path: Path) -> Path:
    path = tmp_path / "review.json"
    told = review_file(read_file(document).document, changes())
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_review_is_read_as_it_was_written(document: Path) -> None:
    read, said = read_file(document).document, changes()
    data = json.dumps(review_file(read, said)).encode()
    assert review_changes(data, read) == tuple(said)


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (lambda told: told | {"schema": "else"}, "file_not_a_review"),
        (lambda told: told | {"version": 2}, "file_version"),
        (lambda told: told | {"changes": {}}, "file_not_a_review"),
        (lambda told: told | {"document": None}, "file_not_a_review"),
        (lambda told: told | {"document": {"sha256": "0"}}, "file_other_text"),
        (lambda told: told | {"changes": [*told["changes"], {}]}, "file_bad_change"),
        (lambda told: told | {"changes": [*told["changes"], 5]}, "file_bad_change"),
        (lambda told: told | {"changes": told["changes"] * 2}, "file_not_a_review"),
        (lambda told: [told], "file_not_a_review"),
        (lambda told: "review", "file_not_a_review"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(document: Path, spoil: Any, key: str) -> None:
    read = read_file(document).document
    data = json.dumps(spoil(dict(review_file(read, changes())))).encode()
    with pytest.raises(BadReviewFile) as refused:
        review_changes(data, read)
    assert refused.value.key == key
    assert all(refused.value.sentence(lang) for lang in LANGS)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe{", b"[" * 100_000, b"not json", b"null"])
def test_what_is_no_json_is_refused_alike(document: Path, data: bytes) -> None:
    with pytest.raises(BadReviewFile) as refused:
        review_changes(data, read_file(document).document)
    assert refused.value.key == "file_not_a_review"


@pytest.mark.parametrize(
    "raw",
    [
        None,
        {},
        {"kind": "delete", "target": PORT},
        {"kind": "confirm"},
        {"kind": "confirm", "target": PORT | {"end": 8}},
        {"kind": "confirm", "target": PORT | {"start": "0"}},
        {"kind": "confirm", "target": PORT | {"more": 1}},
        {"kind": "confirm", "target": PORT, "payload": {"place": TONGJIANG}},
        {"kind": "add_place", "target": PORT},
        {"kind": "add_place", "target": PORT, "payload": {"place": "<script>"}},
        {"kind": "split", "target": PORT, "payload": {"at": 0}},
        {"kind": "split", "target": PORT, "payload": {"at": "3"}},
        {"kind": "merge", "target": PORT, "payload": {"next": TOUR | {"end": 12}}},
        {"kind": "strategies", "target": PORT, "payload": {"strategies": ["ecology"] * 2}},
        {"kind": "resolve", "target": PORT, "payload": {"surface": "同江", "place": ""}},
        {"kind": "resolve", "payload": {"surface": "同江", "place": "12"}},
        {"kind": "comment", "target": PORT, "payload": {"text": "  "}},
        {"kind": "resolve", "payload": {"surface": "同\ud800江", "place": ""}},
        {"kind": "resolve", "payload": {"surface": "同\x00江", "place": ""}},
        {"kind": "undo", "payload": {"change": ""}},
    ],
)
def test_a_change_that_is_not_whole_is_refused(raw: object) -> None:
    with pytest.raises(BadChange) as refused:
        change_asked(raw)
    assert refused.value.key == "bad_change"


def test_a_comment_is_cleaned_and_bounded() -> None:
    said = {"kind": "comment", "target": PORT, "payload": {"text": " 好\u202e的\x00 "}}
    change = change_asked(said | {"who": "王\u200b 五" * 30, "why": "\ufeff因为"})
    assert change.payload["text"] == "好⟨U+202E⟩的⟨U+0000⟩"
    assert change.who is not None
    assert len(change.who) == 60
    assert "\u200b" not in change.who
    assert change.why == "⟨U+FEFF⟩因为"
    assert change_kept(change.told()) == change
    with pytest.raises(BadChange) as refused:
        change_asked(said | {"payload": {"text": "好" * 1_001}})
    assert refused.value.key == "too_long"


def test_the_command_prints_the_reviewed_document(
    document: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", str(document), "--changes", str(kept)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [
        (m["state"], [(x["place"], x["by"]) for x in m["links"]]) for m in told["measures"]
    ] == [
        ("confirmed", [(TONGJIANG, "engine")]),
        ("changed", [("230883", "engine"), (SUIFENHE, "reviewer")]),
    ]
    assert told["review"] == {"reviewed": 2, "of": 2, "unfitting": []}


def test_the_command_prints_labelled_sentences(
    document: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", str(document), "--changes", str(kept), "--format", "labels"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["words"], line["measure"], line["places"], line["by"]) for line in lines] == [
        (PORT["words"], True, [TONGJIANG], ["王"]),
        (TOUR["words"], True, ["230883", SUIFENHE], ["李"]),
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_the_command_says_what_it_cannot_read(
    document: Path, tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = ["review", str(document), "--changes", str(tmp_path / "no.json"), "--lang", lang]
    assert main(missing) == 2
    bad = ["review", str(document), "--changes", str(document), "--lang", lang]
    assert main(bad) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert "no.json" in said[0]


def test_the_catalogue_knows_the_places_of_these_tests() -> None:
    assert {TONGJIANG, SUIFENHE, "230883"} <= set(load_catalogue().places)
