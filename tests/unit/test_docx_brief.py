"""The DOCX brief, read back as Word would: headings, tables, figures, sources, and what it says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from atlas.answering import ask
from atlas.export import export
from tests.unit.plain_answers import rows

DAY = date(2026, 12, 1)
BASE = "https://plan.example"
BRIEFS: dict[str, dict[str, Any]] = {
    "county": {"place": "231086"},
    "county-en": {"place": "231086", "lang": "en"},
    "prefecture": {"place": "230600"},
    "prefecture-en": {"place": "230600", "lang": "en"},
    "capital": {"place": "230100"},
    "capital-en": {"place": "230100", "lang": "en"},
    "strategy": {"strategy": "border-opening"},
    "strategy-en": {"strategy": "border-opening", "lang": "en"},
    "wide-strategy-en": {"strategy": "food-security", "lang": "en"},
}
"""What briefs are made of in these tests; a county with most of everything, and the extremes."""


def written(params: dict[str, Any]) -> bytes:
    # The page of a place is about one; a view of several is the map's.
    page = "place" if isinstance(params.get("place"), str) else "map"
    return export(ask(params).selection, "docx", base_url=BASE, page=page, on=DAY).body


def read(params: dict[str, Any]) -> Document:
    return docx.Document(io.BytesIO(written(params)))


@pytest.fixture(scope="module", params=BRIEFS)
def named(request: pytest.FixtureRequest) -> tuple[str, Document]:
    return request.param, read(BRIEFS[request.param])


def text_of(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in all_paragraphs(document))


def all_paragraphs(document: Document) -> Iterator[Any]:
    yield from document.paragraphs
    for table in document.tables:
        for cell in table._cells:
            yield from cell.paragraphs


def test_the_finding_is_the_title_and_sections_are_headings(
    named: tuple[str, Document],
) -> None:
    name, document = named
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles.count("Title") == 1
    assert styles[0] == "Title"
    assert styles.count("Heading 1") >= 6
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    zh = not name.endswith("-en")
    numbers = "一二三四五六七八九" if zh else "123456789"
    assert [head[0] for head in heads] == list(numbers[: len(heads)])
    assert document.core_properties.title == document.paragraphs[0].text
    assert document.core_properties.language == ("zh-CN" if zh else "en-GB")


def test_tables_repeat_their_head_and_rows_stay_whole(named: tuple[str, Document]) -> None:
    _, document = named
    assert len(document.tables) >= 3
    for table in document.tables:
        properties = [row._tr.trPr for row in table.rows]
        assert properties[0].find(qn("w:tblHeader")) is not None
        assert all(p.find(qn("w:tblHeader")) is None for p in properties[1:])
        assert all(p.find(qn("w:cantSplit")) is not None for p in properties)
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        # 16.3 cm of text on A4, in twentieths of a point.
        assert sum(widths) == pytest.approx(16.3 * 567, abs=60)


def test_the_picture_is_said_in_words(named: tuple[str, Document]) -> None:
    name, document = named
    (shape,) = document.inline_shapes
    said = shape._inline.docPr.get("descr")
    assert said.startswith("Map of" if name.endswith("-en") else "黑龙江省地图")
    assert document.paragraphs[0].text in said
    assert shape.width.cm == pytest.approx(16.3)


def test_paper_footer_and_fonts(named: tuple[str, Document]) -> None:
    name, document = named
    section = document.sections[0]
    assert (section.page_width.cm, section.page_height.cm) == pytest.approx((21.0, 29.7), abs=0.01)
    footer = section.footer._element
    fields = [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    defaults = document.styles.element.find(qn("w:docDefaults"))
    fonts = next(defaults.iter(qn("w:rFonts")))
    heading = next(document.styles["Heading 1"].element.iter(qn("w:rFonts")))
    if not name.endswith("-en"):
        assert fonts.get(qn("w:eastAsia")) == "仿宋"
        assert heading.get(qn("w:eastAsia")) == "黑体"
    assert fonts.get(qn("w:asciiTheme")) is None
    assert next(defaults.iter(qn("w:lang"))).get(qn("w:eastAsia")) == "zh-CN"


def test_nothing_of_the_template_is_left(named: tuple[str, Document]) -> None:
    _, document = named
    names = {str(part.partname) for part in document.part.package.iter_parts()}
    assert not any("thumbnail" in name or "customXml" in name for name in names)
    modes = [
        mode.get(qn("w:val"))
        for mode in document.settings.element.iter(qn("w:compatSetting"))
        if mode.get(qn("w:name")) == "compatibilityMode"
    ]
    assert modes == ["15"]


@pytest.mark.parametrize("name", ["county", "prefecture", "strategy", "capital-en"])
def test_every_measure_of_the_selection_stands_in_it_once(name: str) -> None:
    """Against the plan's own rows, not the table the brief was made from."""
    selection = ask(BRIEFS[name]).selection
    said = text_of(read(BRIEFS[name]))
    lang = BRIEFS[name].get("lang", "zh")
    for row in rows("plan"):
        order = int(row["order"])
        listed = f"{order}. {row[f'text_{lang}']}"
        held = order - 1 in selection.measures or order - 1 in selection.province
        assert said.count(listed) == held, listed


def test_a_county_is_told_what_why_and_how_sure() -> None:
    said = text_of(read(BRIEFS["county"]))
    assert "东宁市：12 项举措直接指到这里，没有一项点名；另有 8 项随地市列入" in said
    assert "全省 21 个县级市的中位数是 12 项" in said
    assert "沿边开放开发合作区（比照名单）" in said
    assert "黑龙江牡丹江产业协作园区（推定名单），随地市列入：名单上是牡丹江市" in said
    assert "“县域”、“县城” → 县城（全部县和县级市）（已知官方文件）" in said
    assert "其中 1 项只凭推定名单关联" in said
    assert "原文第 6 段第 7 句 · 5 项：" in said
    assert "〔沿边开放；承前句〕" in said


def test_figures_name_year_source_and_strength() -> None:
    document = read(BRIEFS["county"])
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "指标")
    lines = [[cell.text for cell in row.cells] for row in table.rows]
    assert lines[0] == ["指标", "年份", "东宁市", "牡丹江市", "黑龙江省", "来源"]
    census = {
        row["adcode"]: float(row["value"])
        for row in rows("indicators")
        if (row["indicator"], row["year"]) == ("pop_resident_census", "2020")
    }
    population = [f"{census[code]:,.0f}" for code in ("231086", "231000", "230000")]
    assert lines[1] == ["常住人口（人口普查）（人）", "2020", *population, "官方口径 [7]"]
    assert any(line[-1].startswith("来源较弱") for line in lines)
    sources = [p.text for p in document.paragraphs if p.style.name == "List Number"]
    assert "中国人口普查分县资料—2020" in sources[7 - 1]


def test_a_strategy_covers_people_and_land() -> None:
    document = read(BRIEFS["strategy"])
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "指标")
    units = {row["adcode"] for row in rows("zone_members") if row["zone"] == "border_coop_zone"}
    census = {
        row["adcode"]: float(row["value"])
        for row in rows("indicators")
        if (row["indicator"], row["year"]) == ("pop_resident_census", "2020")
    }
    total = sum(census[code] for code in units)
    line = [cell.text for cell in table.rows[1].cells]
    assert line[2:4] == [f"{total:,.0f}", f"{100 * total / census['230000']:.1f}%"]


def test_a_prefecture_lists_its_counties() -> None:
    document = read(BRIEFS["prefecture"])
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "县区")
    cells = [cell.text for row in table.rows[1:] for cell in row.cells]
    names = {row["name_zh"] for row in rows("places") if row["parent"] == "230600"}
    assert names == {name for name in cells[::3] if name}


def test_query_link_date_sources_and_citation(named: tuple[str, Document]) -> None:
    name, document = named
    said = text_of(document)
    links = {r.target_ref for r in document.part.rels.values() if r.is_external}
    permalink = next(link for link in links if link.startswith(BASE))
    assert permalink in said
    assert all(f"{key}={value}" in permalink for key, value in BRIEFS[name].items())
    assert ("1 December 2026" if name.endswith("-en") else "2026年12月1日") in said
    assert (
        "Retrieved 1 December 2026" if name.endswith("-en") else "[DB/OL]. [2026-12-01]"
    ) in said
    marks = [p.text for p in document.paragraphs if p.style.name == "List Number"]
    for number in range(2, len(marks) + 1):
        assert f"[{number}]" in said, f"source {number} is pointed at by nothing"


def test_the_same_view_gives_the_same_bytes() -> None:
    assert written({"place": "231081"}) == written({"place": "231081"})


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, "29 项举措（出自 11 句）直接指到 86 个县区；另有 35 个县区随地市列入"),
        ({"place": "232761"}, "加格达奇区"),
        ({"place": "230000"}, "黑龙江省"),
        ({"place": ["231086", "231081"]}, "落到哪里"),
        ({"q": "无此词语"}, "没有举措符合条件"),
        ({"relation": "province", "lang": "en"}, "Province-wide"),
    ],
)
def test_any_other_view_makes_a_brief_too(params: dict[str, Any], words: str) -> None:
    assert words in text_of(read(params))
