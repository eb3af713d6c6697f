"""At which level a place is meant: what five counties are told, and that none is put on a list.

What holds is worked out from data/*.csv and `atlas analyze` alone (`plain_answers`).
"""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from atlas.analysis.findings import place_finding
from atlas.analysis.precision import groups, how_it_rests, pairs_by_precision
from atlas.analysis.reach import Selection, select
from atlas.documents import open_document
from atlas.export.tables import table
from atlas.figures.place_payload import place_payload
from atlas.language import say
from atlas.model import LANGS, Lang, ModelError
from atlas.model import Link as ModelLink
from atlas.query import DEFAULT, Query
from tests.unit.plain_answers import Reach, parent, reaches, rows
from tests.unit.test_docx_brief import written

PLAN = open_document(DEFAULT.doc)
CATALOGUE = PLAN.catalogue
RAOHE, GANNAN, ZHAODONG, JIANSHAN, MOHE = "230524", "230225", "231282", "230502", "232701"
COUNTIES = (RAOHE, GANNAN, ZHAODONG, JIANSHAN, MOHE)

by_county = pytest.mark.parametrize("county", COUNTIES)
by_lang = pytest.mark.parametrize("lang", LANGS)


def selection(county: str, lang: Lang = "zh", **asked: Any) -> Selection:
    return select(PLAN, Query(lang=lang, places=(county,), **asked))


def here(county: str) -> list[Reach]:
    return [r for r in reaches() if r.county == county]


@by_county
def test_a_county_is_told_what_means_it_and_what_else_there_is(county: str) -> None:
    ways: dict[str, set[str]] = {}
    for r in here(county):
        ways.setdefault(r.measure, set()).add(r.precision)
    own = sum("unit" in how for how in ways.values())
    beside = sum(how == {"prefecture"} for how in ways.values())
    assert beside
    assert not any(r.relation == "explicit" for r in here(county)), "named: say how many"
    name = CATALOGUE.places[county].name_en
    come = "1 more comes" if beside == 1 else f"{beside} more come"
    chinese = f"{own} 项举措直接指到这里，没有一项点名" if own else "没有一项举措直接指到这里"
    english = f"{own} measures address it directly, none by name"
    english = english if own else "no measure addresses it directly"
    assert [place_finding(selection(county, lang)) for lang in LANGS] == [
        f"{CATALOGUE.places[county].name_zh}：{chinese}；另有 {beside} 项随地市列入",
        f"{name}: {english}; {come} with its prefecture",
    ]


@by_county
def test_the_groups_of_a_page_are_what_the_lists_say(county: str) -> None:
    listed = {(m["zone"], m["adcode"]) for m in rows("zone_members")}
    sites = {z["id"] for z in rows("zones") if z["extent"] == "site"}
    above = parent(county)
    chosen = selection(county)
    for group in groups(chosen):
        for held in group.measures.values():
            zones = [r.zone for i in held if (r := PLAN.reasons[i]).relation != "province"]
            ways = {
                "prefecture"
                if (zone, county) not in listed
                else "site"
                if zone in sites
                else "unit"
                for zone in zones
                if zone
            }
            assert group.precision in ways
            assert all((zone, county) in listed or (zone, above) in listed for zone in zones)
            if group.precision == "prefecture":
                assert ways == {"prefecture"}
    told = {g["precision"]: len(g["rows"]) for g in reversed(place_payload(chosen)["groups"])}
    by_measure: dict[str, set[str]] = {}
    for r in here(county):
        by_measure.setdefault(r.measure, set()).add(r.precision)
    only = sum(ways == {"prefecture"} for ways in by_measure.values())
    assert told.get("prefecture", 0) == only


@by_lang
@by_county
def test_a_brief_says_of_every_list_whether_it_holds_the_county(county: str, lang: Lang) -> None:
    document = docx.Document(io.BytesIO(written({"place": county, "lang": lang})))
    lines = [cell.text for t in document.tables for cell in t._cells]
    prefecture = CATALOGUE.places[parent(county)].name(lang)
    aside = say("query.meant_prefecture_listed", lang, prefecture=prefecture)
    for zone in {r.zone for r in here(county)}:
        own = any(r.zone == zone and r.precision != "prefecture" for r in here(county))
        name = CATALOGUE.zones[zone].name(lang)
        bases = {say(f"query.basis_{r.basis}", lang) for r in here(county) if r.zone == zone}
        said = [
            line
            for line in lines
            if name in line and any(basis in line for basis in bases) and line != name
        ]
        assert said, zone
        assert any((aside in line) != own for line in said), (zone, said)


@by_county
def test_links_of_a_county_are_told_with_their_level(county: str) -> None:
    listed = table("links", selection(county))
    told = {
        (r["measure"], r["zone"], r["precision"]) for r in listed.records() if r["county"] == county
    }
    assert told == {(r.measure, r.zone, r.precision) for r in here(county)}


def test_at_its_own_level_a_listed_prefecture_is_meant_itself() -> None:
    shuangyashan = parent(JIANSHAN)
    chosen = select(PLAN, Query(places=(shuangyashan,), level="prefecture", precisions=("unit",)))
    zones = {PLAN.reasons[r].zone for held in chosen.measures.values() for r in held}
    assert {"coal_cities", "resource_cities"} <= zones
    county = select(PLAN, Query(places=(JIANSHAN,), precisions=("unit",)))
    assert county.measures == {}


def test_how_much_of_the_picture_rests_on_which_level() -> None:
    by_pair: dict[tuple[str, str], list[str]] = {}
    for r in reaches():
        if r.county:
            by_pair.setdefault((r.measure, r.county), []).append(r.precision)
    closest = [min(ways, key=["unit", "site", "prefecture"].index) for ways in by_pair.values()]
    counts = {way: closest.count(way) for way in ("unit", "site", "prefecture")}
    assert pairs_by_precision(select(PLAN, Query())) == counts
    said = how_it_rests(select(PLAN, Query()))
    assert all(f"{n} 处" in said for n in (counts["unit"], counts["prefecture"]))
    assert how_it_rests(select(PLAN, Query(strategies=("city-renewal",)))) == ""


def test_a_site_is_said_to_lie_in_its_unit() -> None:
    (park,) = [r for r in reaches() if r.zone == "shenha_park"]
    assert park.precision == "site"
    chosen = selection(park.county)
    (site,) = [g for g in groups(chosen) if g.precision == "site"]
    assert [PLAN.measures[m].id for m in site.measures] == [park.measure]
    units = table("places", chosen).records()
    why = next(row["why_zh"] for row in units if row["adcode"] == park.county)
    assert "园区（口岸）位于本县区" in why


@pytest.mark.parametrize(
    ("relation", "precision"), [("province", "unit"), ("explicit", "province"), ("zone", "near")]
)
def test_a_link_that_contradicts_itself_is_refused(relation: Any, precision: Any) -> None:
    zone = "coal_cities" if relation == "zone" else None
    with pytest.raises(ModelError, match="precision"):
        ModelLink("m", JIANSHAN, relation, precision, zone, None, False, "named", "named")
