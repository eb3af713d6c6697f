"""What must hold of the readings of a zone: one default, a list for each, and what equals what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from atlas.checks.problems import Problem
from atlas.tables.package import Table


def check_readings(tables: Mapping[str, Table], folder: str) -> Iterator[Problem]:
    """Every zone with readings has one default, and every reading its list.

    A zone read as another must have that one's members, or the screen would name the wrong list.
    """
    table, members = tables["zone_readings"], tables["reading_members"]
    file, other = f"{folder}/{table.schema.file}", f"{folder}/{members.schema.file}"
    own = f"{folder}/{tables['zone_members'].schema.file}"
    listed: dict[str, set[str]] = defaultdict(set)
    for row in tables["zone_members"].records():
        listed[row["zone"]].add(row["adcode"])
    filled = set(zip(members.column("zone"), members.column("reading"), strict=True))
    defaults: dict[str, int] = {}
    explained = set()
    for line, row in zip(table.lines, table.records(), strict=True):
        zone, value, default = row["zone"], f"{row['zone']}:{row['id']}", row["default"] == "yes"

        def problem(
            field: str, key: str, line: int = line, value: str = value, **said: str
        ) -> Problem:
            return Problem("error", file, line, field, value, key, said)

        if default and zone in defaults:
            yield problem("default", "reading_defaults", line_of=str(defaults[zone]))
        elif default:
            defaults[zone] = line
        if (row["basis"] == "equated") != bool(row["read_as"]):
            yield problem("read_as", "reading_equated")
            continue
        has_rows = (zone, row["id"]) in filled
        if (default or row["read_as"]) and has_rows:
            yield problem("id", "reading_listed", members=other, instead=own)
        elif not default and not row["read_as"] and not has_rows:
            yield problem("id", "reading_empty", members=other)
        if default and row["read_as"]:
            explained.add(zone)
            differing = sorted(listed[zone] ^ listed[row["read_as"]])
            if differing:
                codes = ", ".join(differing[:5])
                yield problem("read_as", "reading_differs", other=row["read_as"], codes=codes)
    for line, row in zip(table.lines, table.records(), strict=True):
        if row["zone"] not in defaults:
            defaults[row["zone"]] = line
            yield Problem("error", file, line, "default", row["zone"], "reading_no_default")
    members = tables["zone_members"]
    for line, row in zip(members.lines, members.records(), strict=True):
        if row["basis"] == "equated" and row["zone"] not in explained:
            values = {"readings": file}
            yield Problem("error", own, line, "basis", row["zone"], "equated_unnamed", values)
            return
