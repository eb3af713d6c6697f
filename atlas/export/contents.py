"""Which tables a page's files hold, in the order of their sheets; the first is its CSV."""

from __future__ import annotations

from typing import Final, Literal

TableName = Literal["measures", "links", "places", "zones", "indicators", "cooperation"]

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

USUAL: Final = "measures"
"""Page whose answer a file holds where none is named."""


def main_table(page: str) -> TableName:
    """The table that a page's files are about."""
    return CONTENTS[page][0]


PAGE_OF: Final[dict[TableName, str]] = {
    "measures": "measures",
    "links": "coverage",
    "places": "map",
    "zones": "method",
    "indicators": "indicators",
    "cooperation": "cooperation",
}
"""Page that shows a table, for the links of an answer that holds nothing else."""
