"""What the engine promises of any text: the JSON contract, spans, and the same answer twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.catalogue import load_catalogue
from atlas.model import Reading
from atlas.reading import UnreadableFile, read_bytes, read_file, read_text, to_contract

_NAMES = ["哈尔滨", "哈大齐", "龙粤", "向阳区", "绥芬河", "上海", "郊区", "煤城", "县域经济"]
_MARKS = ["，", "。", "；", "、", "（", "）", "“", "\n", " ", "一、", "1.", "a"]
_DIRT = ["\u200b", "(jīng)", "經", "\r"]
WORDS = st.sampled_from([*_NAMES, *_MARKS, *_DIRT, "推进", "建设", "更好"])


def check(reading: Reading) -> None:
    text = reading.document.text
    assert len(reading.document.origin) == len(text)
    for mention in reading.mentions:
        assert mention.span.text(text) == mention.surface
    ends = [0, *(m.span.end for m in reading.mentions)]
    assert all(m.span.start >= end for m, end in zip(reading.mentions, ends, strict=False))
    for measure in reading.measures:
        assert measure.span.text(text) == measure.text
        assert measure.sentence.contains(measure.span)
    ids = [measure.id for measure in reading.measures]
    assert len(ids) == len(set(ids))
    assert {link.measure for link in reading.links} <= set(ids)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=40).map("".join)))
def test_any_text_gives_valid_spans_and_the_same_answer_twice(text: str) -> None:
    catalogue = load_catalogue()
    reading = read_text(text, catalogue)
    check(reading)
    assert read_text(text, catalogue) == reading


def test_the_contract() -> None:
    data = "支持黑河扩建口岸；向阳区改造管网。".encode("gb18030")
    answer = to_contract(read_bytes(data, load_catalogue(), name="计划.txt"))
    assert answer["text"] == "支持黑河扩建口岸；向阳区改造管网。"
    assert answer["document"]["title"] == "计划"
    assert answer["document"]["encoding"] == "gb18030"
    assert len(answer["document"]["sha256"]) == 64
    (issue,) = answer["document"]["issues"]
    assert (issue["type"], issue["value"]) == ("ambiguous_place", "向阳区")
    assert "鹤岗市向阳区" in issue["message"]
    assert "佳木斯市向阳区" in issue["message"]
    assert answer["mentions"] == [
        {
            "start": 2,
            "end": 4,
            "surface": "黑河",
            "kind": "region",
            "targets": ["231100"],
            "basis": "named",
        }
    ]
    first = answer["measures"][0]
    assert (first["start"], first["end"], first["section"]) == (0, 8, "")
    assert first["strategies"] == ["border-opening"]
    assert first["links"] == [
        {
            "place": "231100",
            "relation": "explicit",
            "precision": "unit",
            "zone": None,
            "mention": [2, 4],
            "inherited": False,
        }
    ]


def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"没有找到文件“no\.txt”"):
        read_file(tmp_path / "no.txt")
    with pytest.raises(UnreadableFile, match="是文件夹"):
        read_file(tmp_path)


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("支持依兰县、白榆县建设粮库。", [("unmatched_place", "白榆县")]),
        ("支持依兰县、周边县建设粮库。", []),
        ("支持依兰县、巴彦县建设粮库。", []),
        ("向阳区建设社区食堂。", [("ambiguous_place", "向阳区")]),
        ("鹤岗市向阳区建设社区食堂。", []),
    ],
)
def test_names_that_are_not_resolved_are_said_and_not_guessed(
    text: str, issues: list[tuple[str, str]]
) -> None:
    reading = read_text(text, load_catalogue(), province="230000")
    assert [(issue.type, issue.value) for issue in reading.issues] == issues
    told = {issue.span for issue in reading.issues}
    assert not told & {mention.span for mention in reading.mentions}


def test_pairs_stand_apart_from_links() -> None:
    text = "深化龙粤对口合作。支持同江市扩大口岸过货量。"
    answer = to_contract(read_text(text, load_catalogue()))
    joint, plain = answer["measures"]
    assert {link["relation"] for link in joint["links"]} == {"province"}
    assert len(joint["pairs"]) == 13
    assert {pair["relation"] for pair in joint["pairs"]} == {"pair"}
    assert all(pair["partner"] for pair in joint["pairs"])
    assert [link["place"] for link in plain["links"]] == ["230881"]
    assert plain["pairs"] == []
