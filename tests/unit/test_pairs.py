"""Pairs of cities that carry a measure of two provinces, counted anew from the rows."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from atlas.analysis.pairs import pairings, pairs_in_words, pairs_of
from atlas.analysis.reach import select
from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.export import brief
from atlas.export.tables import table
from atlas.figures.payloads import document_payload
from atlas.query import DEFAULT, Query
from tests.queries import keep_own

CATALOGUE, PLAN = load_catalogue(), open_document(DEFAULT.doc)
RAOHE, SHUANGYASHAN, HARBIN, PROVINCE = "230524", "230500", "230100", "230000"
with (Path(__file__).parents[2] / "data" / "cooperation.csv").open(encoding="utf-8") as file:
    GUANGDONG = [
        row
        for row in csv.DictReader(file)
        if row["kind"] == "paired_city" and row["region_en"] == "Guangdong"
    ]


def measure(text: str) -> int:
    return next(i for i, m in enumerate(PLAN.measures) if m.text == text)


def test_the_pairing_is_carried_by_a_pair_of_each_prefecture() -> None:
    (one,) = pairings(PLAN)
    assert [PLAN.measures[m].text for m in one.measures] == [
        "加强龙粤对口合作",
        "开展科技产业、人才和市场领域对接",
        "开展文旅和体育领域对接",
    ]
    assert [(t.home, t.name_zh) for t in one.pairs] == [
        (row["from"], row["to_name_zh"]) for row in GUANGDONG
    ]
    assert {t.home for t in one.pairs} == {p.adcode for p in CATALOGUE.prefectures}


@pytest.mark.parametrize("text", ["加强深哈对口合作", "对接粤港澳大湾区建设", "壮大县域经济"])
def test_what_speaks_of_no_pairing_of_provinces_has_no_pairs(text: str) -> None:
    assert pairs_of(PLAN, measure(text)) == ()


@pytest.mark.parametrize(
    ("place", "chinese", "english"),
    [
        (
            RAOHE,
            "随地市结对：双鸭山市与佛山市结对（已知官方文件）",
            "paired with its prefecture: Shuangyashan with Foshan (known official document)",
        ),
        (
            SHUANGYASHAN,
            "双鸭山市与佛山市结对（已知官方文件）",
            "Shuangyashan is paired with Foshan (known official document)",
        ),
        (
            HARBIN,
            "哈尔滨市与深圳市结对（官方名单）",
            "Harbin is paired with Shenzhen (official list)",
        ),
        (PROVINCE, "两省有 13 对城市结对", "13 pairs of cities between the two provinces"),
        ("", "两省有 13 对城市结对", "13 pairs of cities between the two provinces"),
    ],
)
def test_a_place_is_told_the_pair_of_its_prefecture(place: str, chinese: str, english: str) -> None:
    pairing, here = measure("加强龙粤对口合作"), CATALOGUE.places.get(place)
    assert pairs_in_words(PLAN, pairing, here, "zh") == chinese
    assert pairs_in_words(PLAN, pairing, here, "en") == english
    assert pairs_in_words(PLAN, measure("壮大县域经济"), here, "zh") == ""


def test_a_brief_of_a_county_names_the_partner_under_what_is_for_the_whole_province() -> None:
    lines = {
        line.number: line for line in brief.province_wide(select(PLAN, Query(places=(RAOHE,))))
    }
    assert any("佛山市" in said for said in lines[measure("加强龙粤对口合作") + 1].about)
    assert not any("结对" in said for said in lines[measure("落实区域重大战略") + 1].about)


def test_rows_and_the_browser_have_the_same_pairs() -> None:
    rows = {row["order"]: row for row in table("measures", select(PLAN, DEFAULT)).records()}
    told = rows[measure("加强龙粤对口合作") + 1]["pairs"]
    assert list(told) == [f"{row['from']}:{row['to']}:{row['to_name_zh']}" for row in GUANGDONG]
    (pairing,) = document_payload(DEFAULT.doc)["pairings"]
    assert [(home, zh) for home, zh, _, _ in pairing["pairs"]] == [
        (row["from"], row["to_name_zh"]) for row in GUANGDONG
    ]


def test_a_reader_s_document_that_names_the_pairing_has_its_pairs() -> None:
    own = open_document(keep_own())
    assert [own.measures[m].text for one in pairings(own) for m in one.measures] == [
        "深化龙粤对口合作"
    ]
