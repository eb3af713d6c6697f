"""Pairs of cities that carry a measure of two provinces, counted anew from the rows."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from atlas.analysis.pairs import pairings, pairs_in_words, pairs_of
from atlas.analysis.reach import facet_counts, select
from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.export import brief
from atlas.export.tables import table
from atlas.figures.map_payload import map_payload
from atlas.figures.payloads import document_payload
from atlas.query import DEFAULT, LOCAL, Query
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
    assert [(home, zh) for home, zh, *_ in pairing["pairs"]] == [
        (row["from"], row["to_name_zh"]) for row in GUANGDONG
    ]


def test_a_reader_s_document_that_names_the_pairing_has_its_pairs() -> None:
    own = open_document(keep_own())
    assert [own.measures[m].text for one in pairings(own) for m in one.measures] == [
        "深化龙粤对口合作"
    ]


PAIRING = ["加强龙粤对口合作", "开展科技产业、人才和市场领域对接", "开展文旅和体育领域对接"]


def test_pairs_are_links_that_are_counted_where_they_are_asked_for_alone() -> None:
    usual, asked = select(PLAN, DEFAULT), select(PLAN, Query(relations=("pair",)))
    assert "pair" not in set(usual.rows["relation"])
    assert facet_counts(PLAN, DEFAULT)["relation"]["pair"] == len(PAIRING)
    assert [PLAN.measures[m].text for m in asked.measures] == PAIRING
    assert not asked.province
    counties, prefectures = (
        map_payload(select(PLAN, Query(relations=("pair",), level=level, count="measures")))
        for level in ("county", "prefecture")
    )
    assert (set(counties["values"]), set(counties["through"])) == ({0}, {3})
    assert (set(prefectures["values"]), [*prefectures["through"]]) == ({3}, [])


def test_pairs_beside_the_usual_relations_leave_what_is_for_the_whole_province_listed() -> None:
    usual, both = select(PLAN, DEFAULT), select(PLAN, Query(relations=(*LOCAL, "pair")))
    carried = {measure(text) for text in PAIRING}
    assert {*both.measures} == {*usual.measures} | carried
    assert {*both.province} == {*usual.province} - carried
    assert both.wide == usual.wide


def test_a_county_s_links_name_the_partner_and_the_source_of_the_pair() -> None:
    asked = select(PLAN, Query(relations=("pair",), places=(RAOHE,)))
    own = next(row for row in GUANGDONG if row["from"] == SHUANGYASHAN)
    rows = [row for row in table("links", asked).records() if row["county"] == RAOHE]
    assert len(rows) == len(PAIRING)
    for row in rows:
        assert (row["relation"], row["precision"], row["place"]) == (
            "pair",
            "prefecture",
            SHUANGYASHAN,
        )
        assert (row["partner"], row["partner_name_en"]) == (own["to"], own["to_name_en"])
        assert (row["basis"], row["source"]) == (own["basis"], own["source"])
    (place,) = [r for r in table("places", asked).records() if r["adcode"] == RAOHE]
    assert "随地市结对：双鸭山市与佛山市结对（已知官方文件）" in place["why_zh"]
    assert "paired with its prefecture: Shuangyashan with Foshan" in place["why_en"]


@pytest.mark.parametrize(
    ("place", "chinese"),
    [
        (RAOHE, "随地市结对：双鸭山市与佛山市结对（已知官方文件）"),
        (SHUANGYASHAN, "双鸭山市与佛山市结对（已知官方文件）"),
        ("", "两省有 13 对城市结对"),
    ],
)
def test_a_brief_says_the_pair_as_the_reason(place: str, chinese: str) -> None:
    asked = Query(relations=("pair",), places=(place,) if place else ())
    (group,) = brief.groups(select(PLAN, asked))
    assert group.relation == "pair"
    # Two measures of Harbin's own pairing beside it change nothing here.
    assert {because.why for because in group.reasons} == {chinese}
    assert not any(
        line.about and "结对" in "".join(line.about) for b in group.reasons for line in b.lines
    )
