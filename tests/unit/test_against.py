"""The second document of a comparison, as a parameter of the query."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.catalogue import load_catalogue
from atlas.query import FIELDS, Query

DOCS = Path(__file__).parents[2] / "docs" / "architecture.md"


@pytest.mark.parametrize(
    ("given", "against", "dropped"),
    [
        ([], "", ()),
        (["plan-2026"], "plan-2026", ()),
        (["plan-2025"], "", ("against=plan-2025",)),
        (["<img onerror=x>", "plan-2026"], "plan-2026", ("against=<img onerror=x>",)),
    ],
)
def test_only_a_known_document_is_taken(
    given: list[str], against: str, dropped: tuple[str, ...]
) -> None:
    query, lost = Query.from_params({"against": given}, load_catalogue())
    assert (query.against, lost) == (against, dropped)


def test_it_travels_in_the_address_and_narrows_nothing() -> None:
    query = Query(against="plan-2026")
    assert query.address("compare") == "compare?against=plan-2026"
    assert not query.filtered
    assert query.without("against") == Query()


def test_every_parameter_stands_in_the_table_of_the_docs() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert [name for name in FIELDS if f"`{name}`" not in text] == []
