"""The same answers counted another way: plain Python over data/*.csv and `atlas analyze`'s JSON.

No table, query or selection of the product is used, so that the two can disagree.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
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
    `precision` is at which level the county is meant, `of_prefecture` at which its prefecture is.
    """

    measure: str
    county: str
    place: str
    relation: str
    zone: str
    basis: str
    inherited: bool
    strategies: tuple[str, ...]
    precision: str = "unit"
    of_prefecture: str = "unit"

    def meant_at(self, level: str) -> str:
        return self.precision if level == "county" else self.of_prefecture


@cache
def reaches() -> tuple[Reach, ...]:
    under = defaultdict(list)
    for place in rows("places"):
        under[place["parent"]].append(place["adcode"])
    basis = {(m["zone"], m["adcode"]): m["basis"] for m in rows("zone_members")}
    extent = {zone["id"]: zone["extent"] for zone in rows("zones")}
    found = []
    for measure in contract()["measures"]:
        # Pairs of cities are shown where they are asked for alone.
        for link in (one for one in measure["links"] if one["relation"] != "pair"):
            wide = link["relation"] == "province"
            zone = link["zone"] or ""
            own = "province" if wide else "site" if extent.get(zone) == "site" else "unit"
            assert link["precision"] == own
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
                        "prefecture" if county and county != link["place"] else own,
                        own,
                    )
                )
    return tuple(found)


@cache
def sentence_of() -> dict[str, str]:
    """Of each measure of the plan the number of its sentence."""
    measures = contract()["measures"]
    return {m["id"]: row["sentence"] for m, row in zip(measures, rows("plan"), strict=True)}


def parent(adcode: str) -> str:
    return next(p["parent"] for p in rows("places") if p["adcode"] == adcode)


def measures_at(unit: str, level: str, of: Callable[[Reach], bool] = lambda r: True) -> set[str]:
    """Measures that mean a unit of a level itself, of the reaches asked for."""
    return {
        r.measure
        for r in reaches()
        if r.county
        and of(r)
        and unit == (r.county if level == "county" else parent(r.county))
        and r.meant_at(level) == "unit"
    }
