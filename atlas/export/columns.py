"""Columns of the tables that the API and the files share: stable names, kinds, and no layout.

Names are English and part of the contract: one may be added, none renamed. Labels and one-line
descriptions stand in `atlas/words/tables.json` under the same names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from atlas.export.contents import TableName

Kind = Literal["text", "code", "integer", "number", "boolean", "list"]
"""`code` is text that looks like a number (an adcode); `list` a tuple of texts."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what its cells hold, and whether a cell may be missing (None)."""

    name: str
    kind: Kind
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one table, each a tuple in the order of the columns."""

    name: TableName
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]

    def records(self) -> Iterator[dict[str, Any]]:
        """Rows as column → value."""
        names = [column.name for column in self.columns]
        for row in self.rows:
            yield dict(zip(names, row, strict=True))

    def column(self, name: str) -> list[Any]:
        """Values of one column, from the first row on."""
        at = [column.name for column in self.columns].index(name)
        return [row[at] for row in self.rows]


def _columns(*declared: str) -> tuple[Column, ...]:
    """Columns from `name kind`, a question mark after the kind where cells may be missing."""
    split = (text.split() for text in declared)
    return tuple(
        Column(name, cast(Kind, kind.rstrip("?")), kind.endswith("?")) for name, kind in split
    )


def _named(name: str, kind: str = "code") -> tuple[str, ...]:
    return (f"{name} {kind}", f"{name}_name_zh text", f"{name}_name_en text")


COLUMNS: Final[dict[TableName, tuple[Column, ...]]] = {
    "measures": _columns(
        "id text",
        "order integer",
        "theme text",
        "section text",
        "text_zh text",
        "text_en text",
        "strategy text",
        "strategies list",
        "reach text",
        "relations list",
        "bases list",
        "zones list",
        "places list",
        "counties list",
        "counties_count integer",
        "inherited boolean",
        "pairs list",
        "acts boolean",
        "source_paragraph integer?",
        "source_sentence integer?",
        "source text",
        "targets list",
        "target_year integer?",
        "bodies list",
        "deadlines list",
        "deadline_date text",
        "money list",
        "money_yuan number?",
        "state text",
    ),
    "links": _columns(
        "measure text",
        "order integer",
        "theme text",
        "strategy text",
        "strategies list",
        "relation text",
        "precision text",
        *_named("county"),
        *_named("prefecture"),
        *_named("place"),
        *_named("zone", "text"),
        *_named("partner"),
        "basis text",
        "source text",
        "source_title text",
        "inherited boolean",
        "rule text",
        "surface text",
        "mention_start integer?",
        "mention_end integer?",
        "source_paragraph integer?",
        "source_sentence integer?",
    ),
    "places": _columns(
        "adcode code",
        "name_zh text",
        "name_en text",
        "level text",
        "kind text",
        "parent code",
        "polygon boolean",
        "lon number",
        "lat number",
        "measures integer",
        "sentences integer",
        "strategies integer",
        "zones integer",
        "measures_site integer",
        "sentences_site integer",
        "strategies_site integer",
        "zones_site integer",
        "measures_prefecture integer",
        "sentences_prefecture integer",
        "strategies_prefecture integer",
        "zones_prefecture integer",
        "explicit integer",
        "by_zone integer",
        "by_class integer",
        "by_pair integer",
        "measure_ids list",
        "strategy_ids list",
        "zone_ids list",
        "reasons list",
        "why_zh text",
        "why_en text",
    ),
    "zones": _columns(
        "id text",
        "name_zh text",
        "name_en text",
        "kind text",
        "extent text",
        "definition_zh text",
        "definition_en text",
        "members list",
        "members_count integer",
        "official_list list",
        "known_official list",
        "equated list",
        "inferred list",
        "sources list",
        "measures integer",
        "measure_ids list",
        "origin text",
    ),
    "indicators": _columns(
        "adcode code",
        "name_zh text",
        "name_en text",
        "level text",
        *_named("indicator", "text"),
        "year integer?",
        "value number",
        "unit_zh text",
        "unit_en text",
        "strength text",
        "source text",
        "source_title text",
        "note_zh text",
        "note_en text",
    ),
    "cooperation": _columns(
        "from code",
        "from_name_zh text",
        "from_name_en text",
        "to code",
        "to_name_zh text",
        "to_name_en text",
        "region_zh text",
        "region_en text",
        "kind text",
        "basis text",
        "source text",
        "source_title text",
        "lon number",
        "lat number",
        "note_zh text",
        "note_en text",
    ),
    "comparison": _columns(
        "state text",
        "one text",
        "one_order integer?",
        "one_text text",
        "other text",
        "other_order integer?",
        "other_text text",
        "strategies list",
        "wording number?",
        "score number?",
        "places_agree text",
        "strategies_agree text",
        "added list",
        "left_out list",
        "one_alone list",
        "other_alone list",
        "in_reach boolean?",
        "document text",
        "against text",
        "base text",
    ),
}
