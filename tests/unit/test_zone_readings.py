"""Readings of a zone: chosen in the address, and everything that names its members follows."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.analysis.left_aside import left_aside
from atlas.answering import ask
from atlas.catalogue import load_catalogue
from atlas.checks import check_data
from atlas.documents import open_document
from atlas.export.tables import table
from atlas.figures.map_payload import map_payload
from atlas.query import DEFAULT, Query
from tests.unit.plain_answers import DATA, reaches, rows

CATALOGUE = load_catalogue()
GEO = DATA.parent / "geo"


def listed_in_the_files() -> dict[str, set[str]]:
    """Members of every reading by what an address calls it, from the tables as they stand."""
    own: dict[str, set[str]] = {}
    for row in rows("zone_members"):
        own.setdefault(row["zone"], set()).add(row["adcode"])
    found = {}
    for row in rows("zone_readings"):
        others = rows("reading_members")
        mine = {
            m["adcode"] for m in others if (m["zone"], m["reading"]) == (row["zone"], row["id"])
        }
        instead = row["read_as"] or (row["zone"] if row["default"] == "yes" else "")
        found[f"{row['zone']}:{row['id']}"] = own[instead] if instead else mine
    return found


LISTED = listed_in_the_files()


def under(code: str) -> set[str]:
    return {p["adcode"] for p in rows("places") if p["parent"] == code} or {code}


@pytest.mark.parametrize("value", LISTED)
def test_map_table_and_members_follow_the_reading(value: str) -> None:
    zone, listed = value.partition(":")[0], LISTED[value]
    selection = ask({"reading": [value]}).selection
    chosen = selection.document.catalogue.zones[zone]
    assert {m.adcode for m in chosen.members} == listed
    through = selection.rows[(selection.rows["zone"] == zone).to_numpy()]
    if len(through):
        assert set(through["place"]) == listed
        assert set(through["county"]) == set().union(*map(under, listed))
    [row] = [row for row in table("zones", selection).records() if row["id"] == zone]
    assert set(row["members"]) == listed
    links = [row for row in table("links", selection).records() if row["zone"] == zone]
    assert {row["source"] for row in links} <= {m.source for m in chosen.members}
    assert map_payload(selection)["rows"] == sorted(selection.measures.items())


def test_other_zones_stay_as_they_were() -> None:
    plain = ask({}).selection
    other = ask({"reading": ["food_belt_core:grain-2024"]}).selection
    zones = (plain.rows["zone"] != "food_belt_core").to_numpy()
    kept = other.rows[(other.rows["zone"] != "food_belt_core").to_numpy()]
    assert kept["county"].tolist() == plain.rows[zones]["county"].tolist()
    assert len(other.rows) > len(plain.rows)
    assert open_document(DEFAULT.doc).links is plain.document.links


@pytest.mark.parametrize(
    ("given", "kept", "dropped"),
    [
        (["harbin_metro:plan-22"], ("harbin_metro:plan-22",), ()),
        (["harbin_metro:worked-out"], (), ()),
        (["harbin_metro:plan-23"], (), ("reading=harbin_metro:plan-23",)),
        (["plan-22"], (), ("reading=plan-22",)),
        (
            ["harbin_metro:plan-22", "harbin_metro:study-2021"],
            ("harbin_metro:plan-22",),
            ("reading=harbin_metro:study-2021",),
        ),
        (
            ["county_seats:plan-63", "harbin_metro:plan-22", "county_seats:plan-63"],
            ("harbin_metro:plan-22", "county_seats:plan-63"),
            (),
        ),
    ],
)
def test_an_address_names_one_reading_a_zone(
    given: list[str], kept: tuple[str, ...], dropped: tuple[str, ...]
) -> None:
    assert Query.from_params({"reading": given}, CATALOGUE) == (Query(readings=kept), dropped)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", "哈尔滨都市圈取“早年规划的22个市县"), ("en", "Harbin metropolitan area (An earlier")],
)
def test_the_sentence_and_the_chip_name_zone_and_list(lang: str, said: str) -> None:
    query, _ = Query.from_params({"lang": [lang], "reading": ["harbin_metro:plan-22"]}, CATALOGUE)
    assert said in query.describe(CATALOGUE)
    assert [name for name, words in query.clauses(CATALOGUE) if said in words] == ["reading"]


def test_a_border_county_keeps_the_border_zone_without_inferred_lists() -> None:
    bases = ["named", "official_list", "known_official", "equated"]
    zones = set(ask({"place": ["231081"], "basis": bases}).selection.rows["zone"])
    assert "border_coop_zone" in zones
    assert "border_coop_zone" not in set(
        ask({"place": ["231081"], "basis": bases[:3]}).selection.rows["zone"]
    )


Rows = list[dict[str, str]]


def without_source(found: Rows) -> None:
    found[1]["source"] = ""


def no_such_unit(found: Rows) -> None:
    found[0]["adcode"] = "230199"


def two_defaults(found: Rows) -> None:
    found[1]["default"] = "yes"


def no_default(found: Rows) -> None:
    found[3]["default"] = "no"


def read_as_another(found: Rows) -> None:
    next(row for row in found if row["id"] == "border-18")["read_as"] = "coal_cities"


def unnamed(found: Rows) -> None:
    next(row for row in found if row["id"] == "border-18")["read_as"] = ""


def unlisted(found: Rows) -> None:
    found[:] = [row for row in found if row["reading"] != "plan-22"]


@pytest.mark.parametrize(
    ("name", "spoil", "line", "cure"),
    [
        ("zone_readings", without_source, 3, "source"),
        ("reading_members", no_such_unit, 2, "data/places.csv"),
        ("zone_readings", two_defaults, 3, "请只留一个 yes"),
        ("zone_readings", no_default, 5, "default 填 yes"),
        ("zone_readings", read_as_another, 14, "请改成一致"),
        ("zone_readings", unnamed, 14, "read_as 要写明"),
        ("reading_members", unlisted, 3, "请在 data/reading_members.csv 添加成员"),
    ],
)
def test_a_broken_reading_says_file_line_and_cure(
    tmp_path: Path, name: str, spoil: Callable[[Rows], None], line: int, cure: str
) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    found = rows(name)
    found = [dict(row) for row in found]
    columns = list(found[0])
    spoil(found)
    with (data / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    said = [problem.sentence("zh") for problem in check_data(data, GEO)]
    file = "zone_readings" if name == "reading_members" and line == 3 else name
    assert any(one.startswith(f"data/{file}.csv:{line} ") and cure in one for one in said), said


@pytest.mark.parametrize(
    ("bases", "kind"),
    [
        ((), ""),
        (("named", "official_list", "known_official", "equated"), "inferred"),
        (("named", "official_list", "known_official"), "equated"),
        (("named",), "other"),
    ],
)
def test_what_a_basis_leaves_out_is_counted(bases: tuple[str, ...], kind: str) -> None:
    selection = ask({"basis": list(bases)}).selection
    out = left_aside(selection)
    by_hand = {link.measure for link in reaches()} - {
        link.measure for link in reaches() if not bases or link.basis in bases
    }
    assert (out.measures if out else 0) == len(by_hand)
    assert (out.kind if out else "") == kind
