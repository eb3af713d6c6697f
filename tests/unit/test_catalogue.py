"""The catalogue as other rooms see it: places, zones, neighbours, search."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from atlas.catalogue import DATA, GEO, Catalogue, load_catalogue
from atlas.checks import DataError


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def names(places: tuple) -> list[str]:
    return [place.name_zh for place in places]


def test_units_of_each_level(catalogue: Catalogue) -> None:
    assert catalogue.province.name_zh == "黑龙江省"
    assert len(catalogue.prefectures) == 13
    assert sum(place.statutory for place in catalogue.counties) == 121
    without_boundary = [place for place in catalogue.counties if not place.polygon]
    assert names(tuple(without_boundary)) == ["加格达奇区", "松岭区", "新林区", "呼中区"]


@pytest.mark.parametrize(
    ("adcode", "children", "drawn"),
    [
        ("230000", 13, 121),
        ("230100", 18, 18),
        ("232700", 7, 3),  # four of its seven have no boundary
        ("231081", 0, 1),
        ("232761", 0, 0),
    ],
)
def test_units_under_a_unit(catalogue: Catalogue, adcode: str, children: int, drawn: int) -> None:
    assert len(catalogue.children(adcode)) == children
    assert len(catalogue.counties_of(adcode)) == drawn


def test_zones_of_a_unit_tell_whether_it_or_its_prefecture_is_listed(
    catalogue: Catalogue,
) -> None:
    listed = {zone.id: member for zone, member in catalogue.zones_of("231081")}
    assert listed["ftz"].adcode == "231081"
    assert listed["ftz"].basis == "official_list"
    assert listed["hachang_cluster"].adcode == "231000"
    assert "coal_cities" not in listed


def test_zones_of_some_counties_of_a_prefecture_are_told_apart(catalogue: Catalogue) -> None:
    within = {zone.id: {m.adcode for m in ms} for zone, ms in catalogue.zones_within("231000")}
    assert within["suidong_pilot"] == {"231081", "231086"}
    assert "hachang_cluster" not in within  # lists the prefecture whole
    assert catalogue.zones_within("231086") == ()


@pytest.mark.parametrize(
    ("adcode", "neighbours"),
    [
        ("231081", {"东宁市"}),
        ("230722", {"萝北县", "逊克县", "汤旺县", "丰林县"}),
        ("232761", set()),  # no boundary, so none can be told
        ("230900", {"哈尔滨市", "双鸭山市", "佳木斯市", "牡丹江市", "鸡西市"}),
    ],
)
def test_neighbours_share_a_border(catalogue: Catalogue, adcode: str, neighbours: set[str]) -> None:
    assert set(names(catalogue.neighbours(adcode))) >= neighbours
    if len(neighbours) < 2:
        assert set(names(catalogue.neighbours(adcode))) == neighbours


def test_neighbours_are_mutual(catalogue: Catalogue) -> None:
    for county in catalogue.counties:
        for neighbour in catalogue.neighbours(county.adcode):
            assert county in catalogue.neighbours(neighbour.adcode)


def test_a_figure_brings_its_strength_and_its_note(catalogue: Catalogue) -> None:
    figures = catalogue.indicators
    at = (figures["adcode"] == "230110") & (figures["indicator"] == "pop_resident_census")
    row = figures[at & (figures["year"] == 2010)].iloc[0]
    assert row["value"] == 916408
    assert row["strength"] == "strong"
    assert "香坊区" in row["note_zh"]
    assert "Xiangfang" in row["note_en"]
    gdp = figures[(figures["indicator"] == "gdp") & (figures["year"] == 2023)]
    assert set(gdp["strength"]) == {"weak"}


def test_a_folder_is_read_once() -> None:
    assert load_catalogue() is load_catalogue()


def test_broken_data_is_refused_with_the_sentence_of_the_check(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    members = data / "zone_members.csv"
    text = members.read_text(encoding="utf-8")
    members.write_text(text.replace("official_list", "offical_list", 1), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        load_catalogue(data, geo=GEO)
    assert "zone_members.csv:" in refused.value.text("zh")
    assert "offical_list" in refused.value.text("en")
