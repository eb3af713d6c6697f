"""What the coverage page says and sends: findings, lists and tables, in both languages."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from coloraide import Color

from atlas.analysis.coverage import cover, left_out
from atlas.analysis.coverage_findings import coverage_finding
from atlas.analysis.precision import by_way
from atlas.analysis.reach import select
from atlas.analysis.weight import weigh
from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.figures.coverage_payload import coverage_payload
from atlas.figures.weight_payload import figure_of, weight_payload, weight_table_payload
from atlas.query import Query

CJK = re.compile(r"[\u4e00-\u9fff]")
SURE = ("named", "official_list", "known_official", "equated")


def matrix(**asked: Any) -> dict[str, Any]:
    query = Query(**asked)
    document = open_document(query.doc)
    return coverage_payload(cover(select(document, query)), left_out(document))


def weight(**asked: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    query = Query(**asked)
    selection = select(open_document(query.doc), query)
    weighing = weigh(selection, figure_of(query))
    return weight_payload(selection, weighing), weight_table_payload(selection, weighing)


def asked_by(href: str) -> Query:
    params = parse_qs(urlsplit(href).query)
    query, dropped = Query.from_params(params, load_catalogue())
    assert not dropped
    return query


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {},
            "121 个县区里有 35 个没有举措直接指到；"
            "都是同一类：市辖区 54 个里 35 个；其中 35 个随地市列入；"
            "全文点名的只有哈尔滨市，103 个县区自己和所属地市都没有点名",
        ),
        (
            {"lang": "en"},
            "35 of 121 counties and districts are addressed by nothing directly;"
            " all of one kind: 35 of 54 districts; 35 of these come"
            " with their prefectures; the text names only Harbin and leaves 103 counties and"
            " districts unnamed,"
            " their prefectures as well",
        ),
        (
            {"bases": SURE},
            "121 个县区里有 49 个没有举措直接指到；"
            "都是同一类：市辖区 54 个里 49 个；其中 1 个只有园区、口岸在其内；其中 44"
            " 个随地市列入；全文点名的只有哈尔滨市，103 个县区自己和所属地市都没有点名",
        ),
        (
            {"level": "prefecture"},
            "13 个地市都有举措直接指到；全文点名的只有哈尔滨市，103 个县区自己和所属地市都没有点名",
        ),
        (
            {"places": ("230800",), "bases": SURE},
            "所选 10 个县区里有 4 个没有举措直接指到；"
            "都是同一类：市辖区 4 个里 4 个；"
            "全文点名的只有哈尔滨市，103 个县区自己和所属地市都没有点名",
        ),
        (
            {"lang": "en", "places": ("230302",)},
            "The county or district chosen is not addressed directly; 1 of these comes with its"
            " prefecture; the text names only Harbin and leaves 103 counties and districts unnamed,"
            " their prefectures as well",
        ),
        (
            {"strategies": ("city-renewal",)},
            "全部 121 个县区都没有举措直接指到；"
            "全文点名的只有哈尔滨市，103 个县区自己和所属地市都没有点名",
        ),
    ],
)
def test_the_heading_says_who_is_reached_and_who_is_named(asked: dict[str, Any], said: str) -> None:
    query = Query(**asked)
    document = open_document(query.doc)
    assert coverage_finding(cover(select(document, query)), left_out(document)) == said


@pytest.mark.parametrize("asked", [{}, {"count": "zones"}, {"level": "prefecture"}])
def test_cells_shades_and_lists_fit_together(asked: dict[str, Any]) -> None:
    payload = matrix(**asked)
    assert len(payload["values"]) == len(payload["units"]) == len(payload["totals"])
    most = max(max(row) for row in payload["values"])
    assert len(payload["shades"]) == most + 1
    assert payload["shades"][0] == -1
    assert payload["shades"] == sorted(payload["shades"])
    assert max(payload["shades"]) < len(payload["ramp"]["light"]) == len(payload["ink"]["dark"])
    for values, unsure in zip(payload["values"], payload["unsure"], strict=True):
        assert all(values[column] > 0 for column in unsure)


@pytest.mark.parametrize("strategy", ["", *load_catalogue().strategies])
def test_numbers_can_be_read_on_every_shade(strategy: str) -> None:
    payload = matrix(strategies=(strategy,) if strategy else ())
    for theme in ("light", "dark"):
        for ground, ink in zip(payload["ramp"][theme], payload["ink"][theme], strict=True):
            assert Color(ground).contrast(Color(ink), method="wcag21") >= 4.5


def test_shades_hold_still_while_the_reader_filters() -> None:
    assert matrix()["shades"] == matrix(bases=("official_list",))["shades"]


def test_a_cell_s_page_lists_what_the_cell_counts() -> None:
    payload = matrix(bases=SURE)
    strategy = payload["columns"].index("sci-tech-innovation")
    for unit in (0, 30, 60):
        code = payload["units"][unit]
        href = payload["hrefs"]["cell"].replace("{code}", code)
        query = asked_by(href.replace("{strategy}", "sci-tech-innovation"))
        found = select(open_document(query.doc), query)
        assert len(by_way(found)["unit"]) == payload["values"][unit][strategy]
        assert bool(found.measures) == (
            payload["values"][unit][strategy] > 0 or strategy in payload["wider"][unit]
        )
        place = asked_by(payload["hrefs"]["place"].replace("{code}", code))
        there = select(open_document(query.doc), place)
        assert len(by_way(there)["unit"]) == payload["totals"][unit]


def test_unnamed_units_stay_in_sight_whatever_the_filter() -> None:
    whole, narrow = matrix(), matrix(strategies=("ecology",), text="林", bases=SURE)
    for one, other in zip(whole["left_out"], narrow["left_out"], strict=False):
        assert one["id"] == other["id"]
        assert one["units"] == other["units"]
    assert [block["id"] for block in whole["left_out"]] == [
        "unnamed",
        "wider",
        "unreached",
        "unsure",
    ]
    assert narrow["left_out"][-1]["id"] == "filtered"
    assert narrow["left_out"][-1]["n"] > 0


def test_the_next_click_of_the_unsure_is_this_page_without_inferred_lists() -> None:
    (unsure,) = [block for block in matrix()["left_out"] if block["id"] == "unsure"]
    query = asked_by(unsure["next"]["href"])
    assert query.bases == SURE
    assert cover(select(open_document(query.doc), query)).unreached == unsure["units"]


def test_a_selection_without_local_measures_has_no_matrix_and_says_so() -> None:
    payload = matrix(strategies=("city-renewal", "citizenization"))
    assert payload["columns"] == []
    assert [one["strategy"] for one in payload["apart"]] == ["citizenization", "city-renewal"]
    assert payload["empty"] is None
    assert matrix(text="没有这个词")["empty"]["patch"]


def test_the_named_stand_with_figure_ranks_and_a_link() -> None:
    finding, _ = weight()
    first = finding["named"][0]
    assert finding["title"].startswith("人口多、直接指到的举措少：绥化海伦市、齐齐哈尔龙江县")
    assert first["text"] == (
        "常住人口 2020：480,216，同类第 3/21 位；直接指到的举措 8 项，第 18/21 位（2 个并列）"
    )
    assert asked_by(first["href"]).places == ("231283",)
    assert [one["steady"] for one in finding["named"]] == [True, True, False, True, False]
    steady = "绥化海伦市、齐齐哈尔龙江县、齐齐哈尔依安县"
    assert f"仍在相差最大的 10 个之内的是{steady}" in finding["hedge"]


@pytest.mark.parametrize(
    ("asked", "switch", "expected"),
    [
        ({}, "without", SURE),
        ({"bases": SURE}, "with", ()),
        ({"bases": ("official_list",)}, "with", ("official_list", "inferred")),
        ({"bases": ("official_list", "inferred")}, "without", ("official_list",)),
        ({"bases": ("inferred",)}, "without", SURE),
    ],
)
def test_inferred_lists_are_switched_by_the_query_s_own_parameter(
    asked: dict[str, Any], switch: str, expected: tuple[str, ...]
) -> None:
    finding, _ = weight(**asked)
    (patch,) = [choice["patch"] for choice in finding["lists"] if choice["id"] == switch]
    query, _ = Query(**asked).patched(patch, load_catalogue())
    assert query.bases == expected
    assert finding["list"] != switch


def test_leaving_inferred_lists_out_names_others() -> None:
    with_them, without = weight()[0], weight(bases=SURE)[0]
    assert with_them["title"] != without["title"]
    (reading,) = [r for r in with_them["readings"] if r["id"] == "sure"]
    assert without["title"].endswith(reading["names"])


def test_a_figure_that_is_not_compared_is_said() -> None:
    finding, table = weight(lang="en", indicator="grain_output", years=("2024",))
    assert finding["note"].startswith("Grain output 2024 is not complete enough")
    assert finding["figure"] == "population"
    assert table["additive"]
    assert weight()[0]["note"] is None


def test_the_weak_source_of_gdp_is_said_beside_it() -> None:
    finding, table = weight(indicator="gdp_per_capita", years=("2023",))
    assert finding["figure"] == "gdp"
    assert table["weak"]
    assert any("67 个县和县级市" in text and "来源较弱" in text for text in table["caveats"])
    assert any("市辖区" in entry["title"] for entry in table["left_out"])
    assert len(table["rows"]) == 67


def test_what_a_change_refuses_is_listed_with_its_reason() -> None:
    _, table = weight(indicator="pop_resident_census", years=("2010", "2020"))
    listed = {entry["title"]: entry["text"] for entry in table["left_out"]}
    assert "高新区" in listed["不比较：大庆萨尔图区、大庆龙凤区、大庆让胡路区、大庆红岗区"]
    assert "朗乡镇" in listed["不比较：伊春铁力市"]
    assert "2019年" in listed["不比较：伊春伊美区、伊春乌翠区"]
    assert not table["additive"]


def test_shares_of_the_table_sum_to_one() -> None:
    _, table = weight()
    for column in (3, 5):
        shares = [float(row[column].rstrip("%")) for row in table["rows"]]
        assert sum(shares) == pytest.approx(100, abs=0.4)
    assert [row[9] / row[10] for row in table["rows"]] == sorted(
        (row[9] / row[10] for row in table["rows"]), reverse=True
    )


@pytest.mark.parametrize("number", [{}, {"indicator": "gdp_per_capita"}, {"text": "zzz"}])
def test_english_holds_no_chinese(number: dict[str, Any]) -> None:
    finding, table = weight(lang="en", **number)
    payload = matrix(lang="en", **number)
    said = [finding["title"], finding["hedge"], *(r["names"] for r in finding["readings"])]
    said += [one["text"] + one["name"] for one in finding["named"]]
    said += table["caveats"] + [e["title"] + e["text"] for e in table["left_out"]]
    said += [block["title"] + block["text"] for block in payload["left_out"]]
    assert not CJK.search(re.sub("国函〔2019〕63号", "", " ".join(said)))
