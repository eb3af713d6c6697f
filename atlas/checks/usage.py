"""Aliases that no shipped document uses, and names of shipped documents that no alias matches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from atlas.checks.problems import Problem
from atlas.model import Reading
from atlas.tables.package import Table, read_schemas, read_table

if TYPE_CHECKING:
    from atlas.catalogue import Catalogue

MOST_NAMED = 8
"""Unused wordings named in one warning; the rest are counted."""


def unused_aliases(
    table: Table, folder: str, surfaces: set[str], targets: set[str]
) -> Iterator[Problem]:
    """Zones and classes that nothing reaches, one by one; other unused wordings in one line a kind.

    Wordings beside the ones our documents use are kept for the documents readers bring, so they
    are counted, not each complained of.
    """
    file = f"{folder}/{table.schema.file}"
    spare: dict[str, list[str]] = {}
    complained: set[str] = set()
    for line, row in zip(table.lines, table.records(), strict=True):
        target, surface = row["target"], row["surface"]
        if surface in surfaces and target in targets:
            continue
        if row["kind"] in ("zone", "class") and target not in targets:
            if target not in complained:
                yield Problem("warning", file, line, "target", target, "zone_never_used")
                complained.add(target)
        else:
            spare.setdefault(row["kind"], []).append(surface)
    for kind, wordings in spare.items():
        named = "、".join(dict.fromkeys(wordings[:MOST_NAMED]))
        values = {"n": len(wordings), "kind": kind, "named": named}
        yield Problem("warning", file, None, "surface", "", "aliases_never_used", values)


def unmatched_names(plan: Table, folder: str, readings: Iterable[Reading]) -> Iterator[Problem]:
    """What a shipped document says and the reading could not resolve, at the plan's line."""
    file = f"{folder}/{plan.schema.file}"
    for reading in readings:
        for issue in reading.issues:
            if issue.type == "reviewed":
                continue
            lines = [
                line
                for line, text in zip(plan.lines, plan.column("text_zh"), strict=True)
                if issue.value and issue.value in text
            ]
            values = {"type": issue.type, "message": issue.message}
            line = lines[0] if lines else None
            yield Problem("warning", file, line, "text_zh", issue.value, "name_unmatched", values)


def alias_warnings(catalogue: Catalogue, readings: Iterable[Reading]) -> list[Problem]:
    """Warnings about the aliases, from what reading the shipped documents used and missed."""
    readings = list(readings)
    mentions = [mention for reading in readings for mention in reading.mentions]
    surfaces = {mention.surface for mention in mentions}
    targets = {target for mention in mentions for target in mention.targets}
    # The catalogue keeps no line numbers: only this check asks for them.
    schemas = read_schemas(catalogue.data)
    folder = catalogue.data.name
    aliases = read_table(catalogue.data, schemas["aliases"])
    plan = read_table(catalogue.data, schemas["plan"])
    return [
        *unmatched_names(plan, folder, readings),
        *unused_aliases(aliases, folder, surfaces, targets),
    ]
