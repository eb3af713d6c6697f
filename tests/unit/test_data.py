"""What the data must say: known facts, read from the tables as they are published."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from frictionless import validate

from atlas.catalogue import DATA, GEO, Catalogue, load_catalogue
from atlas.checks import TABLES, check_data
from atlas.checks.second_opinion import second_opinion


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def members(catalogue: Catalogue, zone: str) -> set[str]:
    return {catalogue.places[m.adcode].name_zh for m in catalogue.zones[zone].members}


def figure(catalogue: Catalogue, adcode: str, indicator: str, year: int) -> float:
    table = catalogue.indicators
    at = (table["adcode"] == adcode) & (table["indicator"] == indicator) & (table["year"] == year)
    return float(table.loc[at, "value"].item())


def test_data_and_drawing_are_sound() -> None:
    assert [problem.sentence("en") for problem in check_data(DATA, GEO)] == []


def test_frictionless_agrees() -> None:
    assert [problem.sentence("en") for problem in second_opinion(DATA)] == []


def test_the_descriptor_is_a_valid_package_that_describes_every_table() -> None:
    assert validate(str(DATA / "datapackage.json"), type="package", limit_rows=1).valid
    descriptor = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["name"] for resource in descriptor["resources"]} == set(TABLES)
    assert {resource["path"] for resource in descriptor["resources"]} == {
        path.name for path in DATA.glob("*.csv")
    }
    for resource in descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["description"].endswith("."), f"{resource['name']}.{field['name']}"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (
            "border_counties",
            "鸡东县 虎林市 密山市 萝北县 绥滨县 饶河县 嘉荫县 同江市 抚远市 穆棱市 绥芬河市 东宁市 "
            "爱辉区 逊克县 孙吴县 呼玛县 塔河县 漠河市",
        ),
        ("coal_cities", "鸡西市 鹤岗市 双鸭山市 七台河市"),
        ("oil_city", "大庆市"),
        ("hadaqi_niz", "哈尔滨市 大庆市 齐齐哈尔市"),
        ("hachang_cluster", "哈尔滨市 大庆市 齐齐哈尔市 绥化市 牡丹江市"),
        ("ftz", "松北区 爱辉区 绥芬河市"),
        ("suidong_pilot", "绥芬河市 东宁市"),
    ],
)
def test_members_of_known_zones(catalogue: Catalogue, zone: str, expected: str) -> None:
    assert members(catalogue, zone) == set(expected.split())


def test_county_seats_are_all_counties_and_county_level_cities(catalogue: Catalogue) -> None:
    kinds = {"县", "县级市", "自治县"}
    expected = {place.name_zh for place in catalogue.counties if place.kind in kinds}
    assert len(expected) == 67
    assert members(catalogue, "county_seats") == expected


def test_the_belt_is_the_two_plains_and_the_eco_areas_add_up(catalogue: Catalogue) -> None:
    plains = members(catalogue, "songnen_plain") | members(catalogue, "sanjiang_plain")
    assert members(catalogue, "food_belt_core") == plains
    assert len(plains) == 51
    parts = ("xinganling_efz", "changbai_efz", "sanjiang_wetland_efz")
    assert members(catalogue, "mfz_eco") == set().union(*(members(catalogue, p) for p in parts))


@pytest.mark.parametrize(
    "zone",
    [
        "harbin_metro",
        "food_belt_core",
        "songnen_plain",
        "mdj_park",
    ],
)
def test_zones_without_a_published_list_look_inferred(catalogue: Catalogue, zone: str) -> None:
    assert {member.basis for member in catalogue.zones[zone].members} == {"inferred"}
    assert "推断" in catalogue.zones[zone].definition_zh
    assert "infer" in catalogue.zones[zone].definition_en


@pytest.mark.parametrize(
    ("adcode", "name_zh", "name_en"),
    [
        ("230100", "哈尔滨市", "Harbin"),
        ("230200", "齐齐哈尔市", "Qiqihar"),
        ("232700", "大兴安岭地区", "Daxing'anling Prefecture"),
        ("230113", "双城区", "Shuangcheng District"),
        ("230125", "宾县", "Bin County"),
        ("230184", "五常市", "Wuchang City"),
        ("230205", "昂昂溪区", "Ang'angxi District"),
        ("230206", "富拉尔基区", "Fularji District"),
        ("230208", "梅里斯达斡尔族区", "Meilisi Daur District"),
        ("230281", "讷河市", "Nehe City"),
        ("230602", "萨尔图区", "Sartu District"),
        ("230624", "杜尔伯特蒙古族自治县", "Dorbod Mongol Autonomous County"),
        ("230883", "抚远市", "Fuyuan City"),
        ("231005", "西安区", "Xi'an District"),
        ("231086", "东宁市", "Dongning City"),
        ("231102", "爱辉区", "Aihui District"),
        ("231183", "嫩江市", "Nenjiang City"),
        ("232761", "加格达奇区", "Jiagedaqi District"),
    ],
)
def test_names_of_units(catalogue: Catalogue, adcode: str, name_zh: str, name_en: str) -> None:
    place = catalogue.places[adcode]
    assert (place.name_zh, place.name_en) == (name_zh, name_en)


@pytest.mark.parametrize(
    ("adcode", "indicator", "year", "value"),
    [
        ("230000", "pop_resident_census", 2020, 31_850_088),
        ("230000", "pop_resident_census", 2010, 38_313_991),
        ("230100", "pop_resident_census", 2020, 10_009_854),
        ("230700", "pop_resident_census", 2010, 1_148_126),
        (
            "230109",
            "pop_resident_census",
            2010,
            236_848,
        ),  # under another name in the digitised file
        ("230108", "pop_resident_census", 2010, 190_253),
        ("230000", "area_km2", 2019, 472_765.83),
    ],
)
def test_known_figures(
    catalogue: Catalogue, adcode: str, indicator: str, year: int, value: float
) -> None:
    assert figure(catalogue, adcode, indicator, year) == value


def test_every_figure_of_the_fact_base_is_kept(catalogue: Catalogue) -> None:
    assert len(catalogue.indicators) == 6606
    assert len(catalogue.other_indicators) == 255
    assert len(catalogue.other_units) == 16
    without_2010 = {"230717", "230718", "230725"}  # redrawn in 2019, not derivable
    census = catalogue.indicators.query("indicator == 'pop_resident_census' and year == 2010")
    counties = {place.adcode for place in catalogue.counties}
    assert counties - set(census["adcode"]) == without_2010


def test_urban_and_rural_men_and_women_come_to_everyone(catalogue: Catalogue) -> None:
    table = catalogue.indicators.dropna(subset=["year"]).set_index(["adcode", "year", "indicator"])
    wide = table["value"].unstack("indicator")
    for year, pairs in (
        (2010, [("pop_urban", "pop_rural")]),
        (2020, [("pop_urban", "pop_rural"), ("pop_male", "pop_female")]),
    ):
        rows = wide.xs(year, level="year").dropna(subset=["pop_urban"])
        for one, other in pairs:
            assert (rows[one] + rows[other] == rows["pop_resident_census"]).all(), (year, one)


def test_a_county_made_of_whole_districts_has_their_sum(catalogue: Catalogue) -> None:
    old = catalogue.other_indicators.query("indicator == 'pop_resident_census' and year == 2010")
    by_code = dict(zip(old["adcode"], old["value"], strict=True))
    merged = {"230719": ("230704", "230716"), "230751": ("230705", "230709")}
    for county, districts in merged.items():
        assert {catalogue.other_units[d].successor for d in districts} == {county}
        total = sum(Decimal(by_code[d]) for d in districts)
        assert figure(catalogue, county, "pop_resident_census", 2010) == float(total)


def test_gdp_is_weak_and_the_census_strong(catalogue: Catalogue) -> None:
    table = catalogue.indicators
    strength = table.groupby("indicator")["strength"].unique().map(set)
    assert strength["gdp"] == {"weak"}
    assert strength["pop_urban"] == {"strong"}
    counties = table[table["adcode"].map(lambda code: catalogue.places[code].level == "county")]
    for year in (2022, 2023):
        gdp = counties.query(f"indicator == 'gdp' and year == {year} and source == 'hlj2023'")
        assert len(gdp) == 67


def test_pairs_cover_every_prefecture_once(catalogue: Catalogue) -> None:
    pairs = catalogue.cooperation.query("kind == 'paired_city'")
    assert sorted(pairs["from"]) == [place.adcode for place in catalogue.prefectures]
    assert set(pairs["region_zh"]) == {"广东省"}
    assert len(catalogue.cooperation) == 43


def test_both_languages_are_whole(catalogue: Catalogue) -> None:
    han = re.compile(r"[\u4e00-\u9fff]")
    for zone in catalogue.zones.values():
        assert not han.search(zone.definition_en + zone.name_en), zone.id
        assert "。" in zone.definition_zh, zone.id
    for definition in catalogue.indicator_definitions.values():
        assert not han.search(definition.name_en + definition.unit_en + definition.caveat_en)
        assert bool(definition.caveat_zh) == bool(definition.caveat_en), definition.id


def test_lists_of_grain_counties_and_black_soil_pilots(catalogue: Catalogue) -> None:
    of_2024 = members(catalogue, "grain_capacity_counties_2024")
    of_2009 = members(catalogue, "grain_counties_2009")
    assert (len(of_2024), len(of_2009)) == (65, 55)
    assert of_2009 - of_2024 == {"方正县"}
    assert members(catalogue, "food_belt_core") - of_2024 == {"友谊县"}
    assert members(catalogue, "black_soil_pilots_2018") == {
        "龙江县", "克山县", "桦川县", "海伦市", "五常市", "宾县", "巴彦县",
        "富锦市", "青冈县", "绥棱县", "五大连池市", "密山市", "虎林市", "宝清县",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "basis", "n"),
    [
        ("sanjiang_plain", "official_list", 17),
        ("sanjiang_plain", "inferred", 1),
        ("hadaqi_corridor", "official_list", 3),
        ("county_seats", "known_official", 63),
        ("county_seats", "inferred", 4),
        ("resource_declining", "official_list", 2),
        ("border_coop_zone", "equated", 18),
        ("county_national_devzone", "official_list", 4),
    ],
)
def test_how_sure_a_list_is(catalogue: Catalogue, zone: str, basis: str, n: int) -> None:
    assert [m.basis for m in catalogue.zones[zone].members].count(basis) == n


def test_every_membership_says_how_it_was_read(catalogue: Catalogue) -> None:
    for zone in catalogue.zones.values():
        for source in {catalogue.sources[member.source] for member in zone.members}:
            assert source.how_read, source.id
            assert source.confidence, source.id
    named = {z.id for z in catalogue.zones.values() if z.origin == "hlj-spatial-plan-2024"}
    assert named == {"food_belt_core", "border_coop_zone", "resource_cities", "xinganling_efz"}
    for zone in named:
        assert "国土空间规划" in catalogue.zones[zone].definition_zh


def test_every_source_is_used(catalogue: Catalogue) -> None:
    used = {member.source for zone in catalogue.zones.values() for member in zone.members}
    used |= {zone.origin for zone in catalogue.zones.values() if zone.origin}
    used |= {one.source for zone in catalogue.zones.values() for one in zone.readings}
    used |= {document.source for document in catalogue.documents.values()}
    used |= {unit.source for unit in catalogue.other_units.values()}
    used |= set(catalogue.indicators["source"]) | set(catalogue.other_indicators["source"])
    used |= set(catalogue.cooperation["source"]) | set(catalogue.cooperation["point_source"])
    places = (DATA / "places.csv").read_text(encoding="utf-8").splitlines()[1:]
    used |= {line.rsplit(",", 1)[1] for line in places}
    assert set(catalogue.sources) == used
