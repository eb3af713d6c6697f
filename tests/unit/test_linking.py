"""Where a measure's words lead: a row holds why, the text, one of its measures and its links."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

import pytest

from atlas.catalogue import Catalogue, load_catalogue
from atlas.model import Link, Reading
from atlas.reading import read_text
from atlas.reading.correct import CorrectionError, unmatched_corrections
from atlas.tables.records import Correction

CASES = Path(__file__).parent / "cases" / "links.csv"


def said(link: Link) -> str:
    """A link as the case table writes it."""
    relation = f"{link.relation} {link.zone}" if link.zone else link.relation
    return f"{relation}:{link.place}:{link.rule}"


def links_of(reading: Reading, text: str) -> list[Link]:
    measure = next(m for m in reading.measures if m.text == text)
    return [link for link in reading.links if link.measure == measure.id]


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["why"])
def test_links(case: dict[str, str]) -> None:
    text = case["text"].replace("\\n", "\n")
    catalogue = load_catalogue()
    reading = read_text(text, catalogue, title=case["title"], province=case["province"] or None)
    expected = [part.replace("/", " ") for part in _parts(case["links"])]
    links = links_of(reading, case["measure"])
    pairs = [link for link in links if link.relation == "pair"]
    found = [said(link) for link in links if link not in pairs]
    assert sorted(found + [f"pairs:{len(pairs)}"] * bool(pairs)) == sorted(expected)


def _parts(cell: str) -> list[str]:
    """Links of a cell; a zone's id follows its relation after a space."""
    parts: list[str] = []
    for word in cell.split():
        if parts and ":" not in parts[-1]:
            parts[-1] += " " + word
        else:
            parts.append(word)
    return parts


def test_a_link_says_which_words_it_stands_on_and_how_sure_it_is() -> None:
    reading = read_text(
        "推进松嫩平原湿地保护，扩建鸟类监测站。", load_catalogue(), province="230000"
    )
    first = links_of(reading, "推进松嫩平原湿地保护")[0]
    later = links_of(reading, "扩建鸟类监测站")[0]
    assert first.mention is not None
    assert first.mention.text(reading.document.text) == "松嫩平原"
    assert (first.basis, first.inherited, later.inherited) == ("inferred", False, True)
    assert later.mention == first.mention


def test_members_outside_the_province_are_not_linked() -> None:
    reading = read_text("加快哈长城市群建设。", load_catalogue(), province="230000")
    assert reading.links
    assert all(link.place.startswith("23") for link in reading.links)


def corrected(*rows: tuple[str, str, str]) -> Catalogue:
    made = tuple(
        Correction(m, a, v, "审读意见", "reviewed", "审读人", "2026-01-01") for m, a, v in rows
    )
    return dataclasses.replace(load_catalogue(), corrections=made)


@pytest.mark.parametrize(
    ("action", "value", "links", "strategies"),
    [
        ("drop_place", "231100", [], ["border-opening"]),
        ("add_place", "231181", ["231100", "231181"], ["border-opening"]),
        ("add_zone", "oil_city", ["230600", "231100"], ["border-opening"]),
        ("add_strategy", "ecology", ["231100"], ["border-opening", "ecology"]),
        ("set_primary", "ecology", ["231100"], ["ecology", "border-opening"]),
        ("drop_strategy", "border-opening", ["231100"], []),
    ],
)
def test_a_reviewed_row_changes_what_the_rules_found(
    action: str, value: str, links: list[str], strategies: list[str]
) -> None:
    words = "扩建黑河口岸"
    reading = read_text(words + "。", corrected((words, action, value)), province="230000")
    assert sorted(link.place for link in reading.links) == links
    assert list(reading.measures[0].strategies) == strategies
    assert [(i.type, i.message) for i in reading.issues] == [("reviewed", "审读意见")]


def test_an_added_place_says_that_it_was_reviewed() -> None:
    catalogue = corrected(("完善物流网络", "add_place", "230281"))
    reading = read_text("完善物流网络。", catalogue, province="230000")
    assert [said(link) for link in reading.links] == ["explicit:230281:reviewed"]


def test_rows_that_match_nothing_or_say_nothing_known_are_found() -> None:
    catalogue = corrected(("没有这一条", "drop_place", "230100"))
    reading = read_text("完善物流网络。", catalogue, province="230000")
    assert [r.measure for r in unmatched_corrections(reading.measures, catalogue)] == ["没有这一条"]
    with pytest.raises(CorrectionError, match="no action 'paint'"):
        read_text("完善物流网络。", corrected(("完善物流网络", "paint", "x")), province="230000")
