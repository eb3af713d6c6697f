"""Tables of a selection against the same figures counted another way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from atlas.answering import ask
from atlas.export import export
from atlas.export.columns import COLUMNS
from atlas.export.tables import table
from tests.own_document import own_document
from tests.queries import keep_own
from tests.unit.plain_answers import Reach, contract, parent, reaches, rows, sentence_of

Params = dict[str, str | list[str]]

QUERIES: list[tuple[Params, Callable[[Reach], bool]]] = [
    ({}, lambda r: True),
    ({"strategy": "border-opening"}, lambda r: "border-opening" in r.strategies),
    (
        {"strategy": ["food-security", "ecology"]},
        lambda r: bool({"food-security", "ecology"} & set(r.strategies)),
    ),
    ({"relation": "explicit"}, lambda r: r.relation == "explicit"),
    ({"relation": ["zone", "class"]}, lambda r: r.relation in ("zone", "class")),
    ({"basis": ["named", "official_list"]}, lambda r: r.basis in ("named", "official_list")),
    ({"inherited": "without"}, lambda r: not r.inherited),
]

CLOSEST = ["unit", "site", "prefecture"]


def closest(reaches: list[Reach], level: str, of: Callable[[Reach], str]) -> dict[str, str]:
    """How closely each thing that reaches a unit means it, at its closest."""
    found: dict[str, str] = {}
    for r in reaches:
        way = r.meant_at(level)
        found[of(r)] = min(way, found.get(of(r), way), key=CLOSEST.index)
    return found


COUNTED: dict[str, Callable[[Reach], str]] = {
    "measures": lambda r: r.measure,
    "sentences": lambda r: sentence_of()[r.measure],
    "strategies": lambda r: r.strategies[0],
}


def by_strategy(reaches: list[Reach], chosen: str | list[str]) -> list[Reach]:
    """Each reach once for each chosen strategy it serves; where none is chosen, for its primary."""
    among = [chosen] if isinstance(chosen, str) else chosen
    return [
        replace(r, strategies=(one,))
        for r in reaches
        for one in r.strategies
        if one in among or (not among and one == r.strategies[0])
    ]


def reason_of(r: Reach) -> tuple[str, str, str, str]:
    return (r.measure, r.relation, r.zone, r.basis)


@pytest.mark.parametrize("precision", [[], ["unit"], ["site", "prefecture"]])
@pytest.mark.parametrize(("params", "wanted"), QUERIES)
@pytest.mark.parametrize("level", ["county", "prefecture"])
def test_counts_per_unit(
    params: Params, wanted: Callable[[Reach], bool], level: str, precision: list[str]
) -> None:
    asked = ask({**params, "level": level, "precision": precision})
    counted = table("places", asked.selection)
    chosen = params.get("strategy", [])
    local = [r for r in reaches() if r.county and r.relation != "province" and wanted(r)]
    local = [r for r in local if not precision or r.meant_at(level) in precision]
    assert len(counted.rows) == (125 if level == "county" else 13)
    for row in counted.records():
        unit = row["adcode"]
        here = [r for r in local if unit == (r.county if level == "county" else parent(r.county))]
        ways = list(closest(here, level, lambda r: r.measure).values())
        assert row["measures"] == ways.count("unit"), unit
        zones = list(closest([r for r in here if r.zone], level, lambda r: r.zone).values())
        assert row["zones_site"] == zones.count("site"), unit
        assert row["zones_prefecture"] == zones.count("prefecture"), unit
        own = [r for r in here if r.meant_at(level) == "unit"]
        assert row["sentences"] == len({sentence_of()[r.measure] for r in own}), unit
        assert row["zones"] == len({r.zone for r in own if r.zone}), unit
        for count, of in COUNTED.items():
            told = by_strategy(here, chosen) if count == "strategies" else here
            counts = list(closest(told, level, of).values())
            assert row[count] == counts.count("unit"), unit
            assert row[f"{count}_site"] == counts.count("site"), unit
            assert row[f"{count}_prefecture"] == counts.count("prefecture"), unit
        for column, relation in (
            ("explicit", "explicit"),
            ("by_zone", "zone"),
            ("by_class", "class"),
        ):
            assert row[column] == len({r.measure for r in own if r.relation == relation}), unit
        assert set(row["measure_ids"]) == {r.measure for r in here}
        assert {tuple(text.split(":")) for text in row["reasons"]} == {
            (r.measure, r.relation, r.zone, r.basis, way)
            for r in here
            for way in [
                closest([o for o in here if reason_of(o) == reason_of(r)], level, lambda _: "")[""]
            ]
        }
        assert bool(row["why_zh"]) == bool(row["why_en"]) == bool(here)


@pytest.mark.parametrize(("params", "wanted"), QUERIES)
def test_links(params: Params, wanted: Callable[[Reach], bool]) -> None:
    listed = table("links", ask(params).selection)
    mine = {
        (
            r["measure"],
            r["county"],
            r["place"],
            r["relation"],
            r["precision"],
            r["zone"],
            r["basis"],
            r["inherited"],
        )
        for r in listed.records()
        if r["relation"] != "province"
    }
    theirs = {
        (r.measure, r.county, r.place, r.relation, r.precision, r.zone, r.basis, r.inherited)
        for r in reaches()
        if r.relation != "province" and wanted(r)
    }
    assert mine == theirs
    assert len(mine) == sum(r["relation"] != "province" for r in listed.records())


FIELDS = (
    "targets",
    "target_year",
    "bodies",
    "deadlines",
    "deadline_date",
    "money",
    "money_yuan",
    "state",
)


def test_what_measures_say_of_their_carrying_out_is_in_the_table_and_in_files() -> None:
    text = (
        "力争到2027年黑河口岸过货量达到500万吨，总投资约3亿元、补助2000万元"
        "（省商务厅、省财政厅负责；完成时限：2027年底）。\n改造富锦市农田灌溉设施。\n"
    )
    with own_document(text) as doc:
        selection = ask({"doc": doc}).selection
        listed = [[row[name] for name in FIELDS] for row in table("measures", selection).records()]
        csv = export(selection, "csv", base_url="http://plan.example", page="measures").body
    assert listed == [
        [
            ("黑河口岸过货量达到500万吨",),
            2027,
            ("省商务厅", "省财政厅"),
            ("2027年底",),
            "2027-12-31",
            ("约3亿元", "2000万元"),
            20_000_000,
            "proposed",
        ],
        [(), None, (), (), "", (), None, "proposed"],
    ]
    said = (
        '"黑河口岸过货量达到500万吨",2027,"省商务厅;省财政厅","2027年底","2027-12-31",'
        '"约3亿元;2000万元",20000000,'
    )
    lines = csv.decode("utf-8-sig").splitlines()
    assert [said in line for line in lines if line.startswith('"m-')] == [True, False]


def test_the_built_in_plan_names_no_fields() -> None:
    listed = table("measures", ask({}).selection).records()
    assert {tuple(row[name] for name in FIELDS) for row in listed} == {
        ((), None, (), (), "", (), None, "proposed")
    }


def test_measures_are_the_plan() -> None:
    listed = list(table("measures", ask({}).selection).records())
    plan = rows("plan")
    assert [m["text_zh"] for m in listed] == [row["text_zh"] for row in plan]
    assert [m["text_en"] for m in listed] == [row["text_en"] for row in plan]
    assert [m["order"] for m in listed] == [int(row["order"]) for row in plan]
    assert [(m["source_paragraph"], m["source_sentence"]) for m in listed] == [
        (int(row["source_paragraph"]), int(row["source_sentence"])) for row in plan
    ]
    assert [m["id"] for m in listed] == [m["id"] for m in contract()["measures"]]
    drawn = {p["adcode"] for p in rows("places") if p["polygon"] == "yes"}
    for measure in listed:
        reached = {r.county for r in reaches() if r.measure == measure["id"]} & drawn
        assert set(measure["counties"]) == reached
        assert measure["counties_count"] == len(reached)
        assert measure["reach"] == ("local" if reached else "province")


def test_measure_narrows_every_table() -> None:
    wanted = contract()["measures"][41]["id"]
    selection = ask({"measure": wanted}).selection
    assert table("measures", selection).column("id") == [wanted]
    assert set(table("links", selection).column("measure")) == {wanted}
    assert {m for ids in table("places", selection).column("measure_ids") for m in ids} == {wanted}
    assert set(table("zones", selection).column("id")) == {
        r.zone for r in reaches() if r.measure == wanted
    }


@pytest.mark.parametrize(
    ("params", "units"),
    [
        ({"place": "231081"}, {"231081"}),
        ({"place": "231081", "level": "prefecture"}, {"231000"}),
        ({"place": "232700"}, {"232701", "232721", "232722"} | {f"23276{n}" for n in range(1, 5)}),
        ({"place": ["230100", "231081"], "level": "prefecture"}, {"230100", "231000"}),
    ],
)
def test_units_of_chosen_places(params: Params, units: set[str]) -> None:
    chosen = table("places", ask(params).selection)
    assert set(chosen.column("adcode")) == units
    everywhere = table("places", ask({**params, "place": []}).selection)
    counts = dict(zip(everywhere.column("adcode"), everywhere.column("measures"), strict=True))
    assert chosen.column("measures") == [counts[code] for code in chosen.column("adcode")]


@pytest.mark.parametrize(
    ("params", "zones"),
    [
        ({}, {z["id"] for z in rows("zones")}),
        ({"basis": "official_list"}, {m["zone"] for m in rows("zone_members")}),
        ({"strategy": "border-opening"}, {"border_coop_zone", "border_counties"}),
        ({"place": "231081"}, {m["zone"] for m in rows("zone_members")}),
    ],
)
def test_zones(params: Params, zones: set[str]) -> None:
    listed = list(table("zones", ask(params).selection).records())
    members = [m for m in rows("zone_members") if m["zone"] in zones]
    if "basis" in params:
        members = [m for m in members if m["basis"] == params["basis"]]
        zones = {m["zone"] for m in members}
    if "place" in params:
        zones = {m["zone"] for m in members if m["adcode"] in ("231081", "231000")}
    assert {z["id"] for z in listed} == zones
    for zone in listed:
        own = [m for m in members if m["zone"] == zone["id"]]
        assert list(zone["members"]) == [m["adcode"] for m in own]
        for basis in ("official_list", "known_official", "equated", "inferred"):
            assert list(zone[basis]) == [m["adcode"] for m in own if m["basis"] == basis]
        assert set(zone["sources"]) == {m["source"] for m in own}


@pytest.mark.parametrize(
    ("params", "wanted"),
    [
        (
            {"indicator": "share_65plus", "year": "2020"},
            lambda r, level: (
                r["indicator"] == "share_65plus" and r["year"] == "2020" and level == "county"
            ),
        ),
        (
            {"indicator": "gdp", "level": "prefecture"},
            lambda r, level: r["indicator"] == "gdp" and level == "prefecture",
        ),
        ({"place": "231081"}, lambda r, level: r["adcode"] == "231081"),
        (
            {"place": "230000", "level": "prefecture", "year": ["2010", "2020"]},
            lambda r, level: level in ("province", "prefecture") and r["year"] in ("2010", "2020"),
        ),
    ],
)
def test_figures(params: Params, wanted: Callable[[dict[str, str], str], bool]) -> None:
    level = {p["adcode"]: p["level"] for p in rows("places")}
    theirs = [r for r in rows("indicators") if wanted(r, level[r["adcode"]])]
    assert theirs
    mine = table("indicators", ask(params).selection)
    assert [
        (r["adcode"], r["indicator"], str(r["year"] or ""), r["value"], r["source"])
        for r in mine.records()
    ] == [(r["adcode"], r["indicator"], r["year"], float(r["value"]), r["source"]) for r in theirs]


@pytest.mark.parametrize(
    ("params", "wanted"),
    [
        ({}, lambda r: True),
        ({"kind": "aid_tibet"}, lambda r: r["kind"] == "aid_tibet"),
        ({"kind": "paired_city", "place": "230103"}, lambda r: r["to"] == "440300"),
    ],
)
def test_ties(params: Params, wanted: Callable[[dict[str, str]], bool]) -> None:
    theirs = [(r["from"], r["to"], r["kind"]) for r in rows("cooperation") if wanted(r)]
    mine = table("cooperation", ask(params).selection)
    assert [(r["from"], r["to"], r["kind"]) for r in mine.records()] == theirs


@pytest.mark.parametrize(
    ("params", "ties"), [({"q": "援疆"}, 5), ({"basis": "inferred"}, 10), ({"q": "没有的词"}, 0)]
)
def test_ties_are_those_of_the_screen(params: Params, ties: int) -> None:
    assert len(table("cooperation", ask(params).selection).rows) == ties


def test_figures_are_those_of_units_that_the_measures_left_reach() -> None:
    reached = {r.county for r in reaches() if "border-opening" in r.strategies and r.county}
    figures = table("indicators", ask({"strategy": "border-opening"}).selection)
    assert set(figures.column("adcode")) <= reached
    assert set(figures.column("level")) == {"county"}


@pytest.mark.parametrize("name", list(COLUMNS))
def test_cells_are_what_their_column_says(name: str) -> None:
    kinds = {
        "text": str,
        "code": str,
        "integer": int,
        "number": float,
        "boolean": bool,
        "list": tuple,
    }
    # Two documents are compared where there are two.
    asked = {"against": [keep_own()]} if name == "comparison" else {}
    given = table(name, ask(asked).selection)  # type: ignore[arg-type]
    assert given.rows
    for column in given.columns:
        for value in given.column(column.name):
            if value is None:
                assert column.missing, column.name
            else:
                assert type(value) is kinds[column.kind], (column.name, value)
