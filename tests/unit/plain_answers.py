"""The same answers counted another way: plain Python over data/*.csv and `atlas analyze`'s JSON.

No table, query or selection of the product is used, so that the two can disagree.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from atlas.catalogue import load_catalogue
from atlas.plan import read_plan
from atlas.reading import to_contract

DATA = Path(__file__).parents[2] / "data"


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def contract() -> dict[str, Any]:
    """What `python -m atlas analyze` prints for the built-in plan."""
    return to_contract(read_plan(load_catalogue()))


@dataclass(frozen=True)
class Reach:
    """One measure reaching one county-level unit; `county` is empty where it is the province.

    `place` is the unit as named or listed: a zone may list a prefecture and a county of it.
    """

    measure: str
    county: str
    place: str
    relation: str
    zone: str
    basis: str
    inherited: bool
    strategies: tuple[str, ...]


@cache
def reaches() -> tuple[Reach, ...]:
    under = defaultdict(list)
    for place in rows("places"):
        under[place["parent"]].append(place["adcode"])
    basis = {(m["zone"], m["adcode"]): m["basis"] for m in rows("zone_members")}
    found = []
    for measure in contract()["measures"]:
        for link in measure["links"]:
            wide = link["relation"] == "province"
            zone = link["zone"] or ""
            for county in [""] if wide else under[link["place"]] or [link["place"]]:
                found.append(
                    Reach(
                        measure["id"],
                        county,
                        link["place"],
                        link["relation"],
                        zone,
                        basis[zone, link["place"]] if zone else "named",
                        link["inherited"],
                        tuple(measure["strategies"]),
                    )
                )
    return tuple(found)


def parent(adcode: str) -> str:
    return next(p["parent"] for p in rows("places") if p["adcode"] == adcode)
