"""Rows of the tables of zones, their members and readings turned into zones."""

from __future__ import annotations

from typing import cast

from atlas.model import Adcode, Basis, ZoneId
from atlas.tables.package import Table
from atlas.zones import Member, Zone, ZoneReading


def zones(table: Table, members: Table, readings: Table, others: Table) -> dict[str, Zone]:
    """Zones by id with their members and their readings in the order of the files.

    `others` are the members on readings that are not the default.
    """
    lists: dict[ZoneId, list[Member]] = {}
    for row in members.records():
        basis = cast(Basis, row["basis"])
        member = Member(row["zone"], row["adcode"], basis, row["source"], row["note"])
        lists.setdefault(member.zone, []).append(member)
    given = _readings(readings, others, lists)
    return {
        row["id"]: Zone(
            id=row["id"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            kind="zone" if row["kind"] == "zone" else "class",
            extent="site" if row["extent"] == "site" else "area",
            definition_zh=row["definition_zh"],
            definition_en=row["definition_en"],
            members=tuple(lists.get(row["id"], ())),
            origin=row["origin"],
            readings=tuple(given.get(row["id"], ())),
            reading=next((one for one in given.get(row["id"], ()) if one.default), None),
        )
        for row in table.records()
    }


def _readings(
    table: Table, others: Table, lists: dict[ZoneId, list[Member]]
) -> dict[ZoneId, list[ZoneReading]]:
    """Readings by zone; one that is equated has the members of the zone it is read as."""
    listed: dict[tuple[str, str], list[tuple[Adcode, Basis, str]]] = {}
    for row in others.records():
        one = row["adcode"], cast(Basis, row["basis"]), row["note"]
        listed.setdefault((row["zone"], row["reading"]), []).append(one)
    found: dict[ZoneId, list[ZoneReading]] = {}
    for row in table.records():
        zone, basis, default = row["zone"], cast(Basis, row["basis"]), row["default"] == "yes"
        own = listed.get((zone, row["id"]), [])
        if row["read_as"]:
            own = [(m.adcode, basis, "") for m in lists[row["read_as"]]]
        members = tuple(Member(zone, code, how, row["source"], note) for code, how, note in own)
        reading = ZoneReading(
            zone=zone,
            id=row["id"],
            title_zh=row["title_zh"],
            title_en=row["title_en"],
            basis=basis,
            source=row["source"],
            year=row["year"],
            default=default,
            read_as=row["read_as"],
            note=row["note"],
            members=tuple(lists[zone]) if default else members,
        )
        found.setdefault(zone, []).append(reading)
    return found
