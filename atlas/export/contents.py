"""Which tables a page's files hold, in the order of their sheets; the first is its CSV."""

from __future__ import annotations

from typing import Final, Literal

from atlas.query import Query

TableName = Literal[
    "measures", "links", "places", "zones", "indicators", "cooperation", "comparison"
]

CONTENTS: Final[dict[str, tuple[TableName, ...]]] = {
    "overview": ("measures", "places", "zones"),
    "map": ("places", "measures", "zones"),
    "measures": ("measures", "places", "zones"),
    "place": ("measures", "zones", "indicators"),
    "strategies": ("measures", "places", "zones"),
    "coverage": ("links", "places", "measures", "zones"),
    "compare": ("links", "measures", "zones", "indicators"),
    "cooperation": ("cooperation",),
    "indicators": ("indicators",),
    "read": ("measures", "places", "zones"),
    "method": ("zones",),
}
"""A page of the site that is not here has no file, and a test says so."""

OF_TWO_DOCUMENTS: Final[tuple[TableName, ...]] = ("comparison", "links", "measures", "zones")
"""The same of the page that compares, where a second document is set beside the one read."""

USUAL: Final = "measures"
"""Page whose answer a file holds where none is named."""


def contents(page: str, query: Query) -> tuple[TableName, ...]:
    """The tables of a page's files under a query."""
    if page == "compare" and sets_documents_side_by_side(query):
        return OF_TWO_DOCUMENTS
    return CONTENTS[page]


def sets_documents_side_by_side(query: Query) -> bool:
    """Whether a query names a second document to set beside the one that is read."""
    return bool(query.against) and query.against != query.doc


def main_table(page: str, query: Query) -> TableName:
    """The table that a page's files are about."""
    return contents(page, query)[0]


PAGE_OF: Final[dict[TableName, str]] = {
    "measures": "measures",
    "links": "coverage",
    "places": "map",
    "zones": "method",
    "indicators": "indicators",
    "cooperation": "cooperation",
    "comparison": "compare",
}
"""Page that shows a table, for the links of an answer that holds nothing else."""
