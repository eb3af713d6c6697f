"""What each name in a sentence is, as a planner of the province would say; one row a trap."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from atlas.catalogue import load_catalogue
from atlas.model import Mention
from atlas.reading import read_text

CASES = Path(__file__).parent / "cases" / "places.csv"


def said(mention: Mention) -> str:
    """A mention as the case table writes it."""
    return f"{mention.kind}:{'+'.join(mention.targets)}"


def cases() -> list[tuple[str, str, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(r["trap"], r["province"], r["text"], r["expected"]) for r in csv.DictReader(file)]


@pytest.mark.parametrize(("trap", "province", "text", "expected"), cases())
def test_names_are_what_a_planner_reads(trap: str, province: str, text: str, expected: str) -> None:
    reading = read_text(text, load_catalogue(), province=province or None)
    assert [said(m) for m in reading.mentions] == expected.split(), trap
