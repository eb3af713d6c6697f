"""Ties beyond the province: who they belong to, and which measures speak of them and why."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest
from coloraide import Color

from atlas.analysis.tie_findings import tie_finding, tie_subtitle
from atlas.analysis.tie_selection import TieSelection, belongs, select_ties
from atlas.analysis.ties import Tie, speaking_in, ties_of
from atlas.catalogue import DATA, Catalogue, load_catalogue
from atlas.documents import ReadDocument, open_document
from atlas.figures.cooperation_payload import cooperation_asset, cooperation_payload
from atlas.figures.tie_style import STYLES
from atlas.query import Query
from atlas.reading import read_text
from atlas.ui.assets import FRONTEND

PLAN = "plan-2026"


def table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def plan() -> ReadDocument:
    return open_document(PLAN)


def read(text: str) -> ReadDocument:
    catalogue = load_catalogue()
    record = catalogue.documents[PLAN]
    return ReadDocument(record, read_text(text, catalogue, title="t", document_id=PLAN), catalogue)


def asked(**fields: object) -> TieSelection:
    return select_ties(open_document(PLAN), Query(**fields))  # type: ignore[arg-type]


def partners(selection: TieSelection, of: str = "own") -> set[str]:
    return {selection.ties[i].name_zh for i in getattr(selection, of)}


def test_every_row_is_a_tie_of_a_known_look(catalogue: Catalogue) -> None:
    kinds = Counter(tie.kind for tie in ties_of(catalogue))
    assert kinds == Counter(row["kind"] for row in table("cooperation"))
    assert set(kinds) == set(STYLES)
    looks = {(style.dash, style.symbol) for style in STYLES.values()}
    assert len(looks) == len(STYLES), "two kinds look alike to a reader who sees no colour"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_kind_stands_out_from_the_land_it_is_drawn_on(theme: str) -> None:
    tokens = (FRONTEND / "core" / "tokens.css").read_text(encoding="utf-8")
    light, dark = re.search(r"--land: light-dark\((#\w+), (#\w+)\)", tokens).groups()  # type: ignore[union-attr]
    land = Color(light if theme == "light" else dark)
    for kind, style in STYLES.items():
        assert Color(getattr(style, theme)).contrast(land, method="wcag21") >= 3, kind


# What the plan says of each region, told by the plain words of its rows.
WORDS = {
    "京津冀": ("京津冀",),
    "长三角": ("长三角",),
    "粤港澳大湾区": ("粤港澳大湾区",),
    "新疆维吾尔自治区": ("援疆",),
    "西藏自治区": ("援藏",),
    "俄罗斯": ("俄罗斯",),
}


@pytest.mark.parametrize("region", WORDS)
def test_a_region_s_ties_have_the_measures_whose_words_name_it(
    region: str, catalogue: Catalogue
) -> None:
    named = [
        int(row["order"]) - 1
        for row in table("plan")
        if any(word in row["text_zh"] for word in WORDS[region])
    ]
    assert named
    for tie, spoken in zip(ties_of(catalogue), speaking_in(open_document(PLAN)), strict=True):
        if tie.region_zh == region:
            assert [one.measure for one in spoken] == named, tie.name_zh
            assert {one.how for one in spoken} == {"region"}


def of(document: ReadDocument, home: str, name: str) -> list[tuple[str, str, str, bool]]:
    """What speaks of one tie: words of the measure, by what, surface, inherited."""
    ties = ties_of(document.catalogue)
    [i] = [i for i, tie in enumerate(ties) if (tie.home, tie.name_zh) == (home, name)]
    return [
        (document.measures[one.measure].text, one.how, one.surface, one.inherited)
        for one in speaking_in(document)[i]
    ]


def test_a_pair_goes_on_with_the_clauses_that_go_on_from_its_name(plan: ReadDocument) -> None:
    assert of(plan, "231000", "东莞市") == [
        ("加强龙粤对口合作", "region", "粤", False),
        ("开展科技产业、人才和市场领域对接", "region", "粤", True),
        ("开展文旅和体育领域对接", "region", "粤", True),
    ]


def test_a_pair_named_itself_and_through_its_park(plan: ReadDocument) -> None:
    assert of(plan, "230100", "深圳市") == [
        ("加强龙粤对口合作", "region", "粤", False),
        ("加强深哈对口合作", "partner", "深", False),
        ("开展科技产业、人才和市场领域对接", "partner", "深", True),
        ("开展文旅和体育领域对接", "partner", "深", True),
        ("优化深哈产业园等合作园区的布局，提高建设质量和效益", "zone", "深哈产业园", False),
    ]


def test_a_cluster_s_ties_have_the_measures_that_reach_the_cluster(plan: ReadDocument) -> None:
    spoken = of(plan, "230100", "长春市")
    assert spoken[0] == ("加快哈长城市群协调联动", "zone", "哈长城市群", False)
    assert len(spoken) == 5
    assert all(how == "zone" and inherited for _, how, _, inherited in spoken[1:])


def test_a_city_that_only_stands_for_a_region_is_not_meant_by_its_own_name() -> None:
    document = read("黑龙江省深化与广州市的合作。")
    assert of(document, "230200", "广州市")[0][1] == "partner"
    assert of(document, "230000", "广州市") == []


def test_what_nothing_speaks_of_stays_without_a_measure() -> None:
    document = read("黑龙江省推进粮食生产，建设高标准农田。")
    assert document.measures
    assert not any(speaking_in(document))


@pytest.mark.parametrize(
    ("places", "home", "zone", "expected"),
    [
        ((), "231000", "", True),
        (("230000",), "231000", "", True),
        (("231000",), "231000", "", True),
        (("231000",), "231081", "", True),  # a county of the prefecture
        (("231081",), "231000", "", True),  # the county's prefecture
        (("231081",), "231083", "", False),  # a neighbour in the same prefecture
        (("231000",), "230000", "", False),  # the province's own
        (("230600",), "230100", "hachang_cluster", True),  # a member of the zone
        (("230624",), "230100", "hachang_cluster", True),  # a county of a member
        (("230700",), "230100", "hachang_cluster", False),
        (("230700", "231000"), "231000", "", True),
    ],
)
def test_whose_tie_it_is(
    catalogue: Catalogue, places: tuple[str, ...], home: str, zone: str, expected: bool
) -> None:
    tie = Tie(
        home=home,
        partner="440000",
        name_zh="x",
        name_en="x",
        region_zh="x",
        region_en="x",
        kind="paired_city",
        zone=zone,
        basis="official_list",
        source="cpca-0-5-5",
        lon=0,
        lat=0,
        note_zh="",
        note_en="",
    )
    assert belongs(catalogue, tie, places) is expected


@pytest.mark.parametrize("row", [r for r in table("cooperation") if r["kind"] == "paired_city"])
def test_every_prefecture_finds_its_paired_city(row: dict[str, str]) -> None:
    selection = asked(places=(row["from"],), kinds=("paired_city",))
    assert partners(selection) == {row["to_name_zh"]}
    assert selection.common == ()


def test_ties_of_the_province_are_listed_apart_from_a_prefecture_s() -> None:
    selection = asked(places=("230700",))
    assert partners(selection) == {"茂名市"}
    of_province = {r["to_name_zh"] for r in table("cooperation") if r["from"] == "230000"}
    assert partners(selection, "common") == of_province
    assert sum(selection.counts.values()) == len(selection.own) + len(selection.common)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"strategies": ("border-opening",)}, {"cross_border": 4}),
        ({"text": "援疆"}, {"aid_xinjiang": 5}),
        ({"themes": ("layout",)}, {"cross_border": 4}),
        ({"relations": ("zone",)}, {"city_cluster": 6, "paired_city": 1, "cross_border": 4}),
        ({"bases": ("inferred",)}, {"strategy_region": 10}),
        ({"strategies": ("food-security",)}, {}),
    ],
)
def test_a_filter_leaves_the_ties_its_measures_speak_of(
    query: dict[str, tuple[str, ...]], expected: dict[str, int]
) -> None:
    selection = asked(**query)
    assert Counter(selection.ties[i].kind for i in selection.own) == expected
    assert {kind: n for kind, n in selection.counts.items() if n} == expected


def test_what_a_filter_leaves_out_is_counted() -> None:
    selection = asked(inherited="without")
    [i] = [i for i, tie in enumerate(selection.ties) if tie.name_zh == "东莞市"]
    assert [one.measure for one in selection.speaking[i]] == [11]
    assert selection.outside[i] == 2


def test_counts_of_the_legend_do_not_follow_the_legend_s_own_choice() -> None:
    assert asked(kinds=("aid_tibet",)).counts == asked().counts
    assert len(asked(kinds=("aid_tibet",)).own) == 4


@pytest.mark.parametrize(
    ("query", "zh", "en"),
    [
        (
            {},
            "43 条省外联系，通向 8 个方向；13 个地市各有结对城市",
            "43 ties beyond the province, to 8 regions; each of the 13 prefectures has its paired"
            " city",
        ),
        (
            {"kinds": ("aid_tibet",)},
            "对口援藏：4 条省外联系，通向西藏自治区",
            "Aid to Tibet: 4 ties beyond the province, to Tibet",
        ),
        (
            {"places": ("231000",)},
            "牡丹江市的省外伙伴：东莞市、符拉迪沃斯托克（滨海边疆区）；经哈长城市群另有 6 个",
            "Partners of Mudanjiang beyond the province: Dongguan and Vladivostok (Primorsky"
            " Krai); 6 more through the Harbin–Changchun city cluster",
        ),
        (
            {"places": ("230125",)},
            "宾县自己没有省外伙伴；所属哈尔滨市有深圳市、长春市、吉林市、四平市等 7 个",
            "Bin County has no partner of its own; Harbin, which it belongs to, has Shenzhen,"
            " Changchun, Jilin City, Siping and others, 7 in all",
        ),
        (
            {"places": ("230700",), "kinds": ("aid_tibet",)},
            "伊春市没有自己的省外伙伴，只有全省共同的 4 条联系",
            "Yichun has no partner of its own; the province's 4 ties hold for it as well",
        ),
        (
            {"strategies": ("food-security",)},
            "没有省外联系符合当前条件",
            "No tie beyond the province fits this filter",
        ),
    ],
)
def test_the_heading_states_the_finding(query: dict[str, object], zh: str, en: str) -> None:
    assert tie_finding(asked(**query)) == zh
    assert tie_finding(asked(**query, lang="en")) == en


def test_the_subtitle_says_how_many_ties_are_speaking_in() -> None:
    assert tie_subtitle(asked()).endswith("16 项举措讲到全部 43 条联系")
    some = asked(relations=("explicit", "zone", "class"), bases=("official_list",))
    assert "条联系" in tie_subtitle(some)


def test_the_payload_names_each_shown_tie_once_and_says_why_there_is_none() -> None:
    payload = cooperation_payload(asked(places=("231000",)))
    numbers = [i for i, *_ in [*payload["own"], *payload["common"]]]
    assert len(numbers) == len(set(numbers)) == 28
    assert payload["empty"] is None
    empty = cooperation_payload(asked(strategies=("food-security",)))["empty"]
    assert empty["patch"]["strategy"] == []
    assert "粮食安全" in empty["text"]


def test_the_asset_draws_both_ends_of_every_tie_inside_the_frame() -> None:
    asset = cooperation_asset()
    assert len(asset["ties"]) == len(table("cooperation"))
    for tie in asset["ties"]:
        for x, y in (tie["at"], asset["homes"][tie["home"]]):
            assert 0 < x < 1000
            assert 0 < y < 861
        assert tie["source"] in asset["sources"]
