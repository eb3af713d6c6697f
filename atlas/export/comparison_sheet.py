"""Two documents side by side as a sheet: wording beside wording, with what differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from atlas.analysis.reach import Selection
from atlas.export.sheet_parts import Figure
from atlas.export.statement import Statement
from atlas.export.tables import table
from atlas.language import say

COMPARISON: Final = (
    ("column_state", 14, "", False),
    ("column_order_one", 7, "0", True),
    ("column_text_one", 38, "", False),
    ("column_order_other", 7, "0", True),
    ("column_text_other", 38, "", False),
    ("column_strategy", 16, "", False),
    ("column_added", 18, "", False),
    ("column_left_out", 18, "", False),
    ("column_one_alone", 20, "", False),
    ("column_other_alone", 20, "", False),
    ("column_wording", 8, "", True),
    ("column_agree", 14, "", False),
    ("column_in_reach", 9, "", True),
)
"""Label, width, number format and whether centred, of every column."""


def comparison_rows(selection: Selection, statement: Statement) -> Iterator[tuple[Any, ...]]:
    """Pairs first, what is sharpened before what is taken up, then measures of one alone."""
    lang = statement.lang
    known = selection.document.catalogue.strategies
    gap = say("export.number_gap", lang)
    for row in table("comparison", selection).records():
        agreed = [
            say(f"compare.{name}_{row[name]}", lang)
            for name in ("places_agree", "strategies_agree")
            if row[name] not in ("", "open")
        ]
        near = row["in_reach"]
        yield (
            say(f"export.state_{row['state']}", lang),
            row["one_order"],
            row["one_text"],
            row["other_order"],
            row["other_text"],
            "\n".join(known[s].name(lang) for s in row["strategies"]),
            gap.join(row["added"]),
            gap.join(row["left_out"]),
            gap.join(row["one_alone"]),
            gap.join(row["other_alone"]),
            "" if row["wording"] is None else Figure(row["wording"], 2),
            "\n".join(agreed),
            "" if near is None else say(f"export.{'reaches' if near else 'reaches_not'}", lang),
        )
