"""Lines that are numbered, tabled, captioned or never end: what of them is a measure, and where."""

from __future__ import annotations

import pytest

from atlas.catalogue import load_catalogue
from atlas.model import Reading
from atlas.reading import read_text
from atlas.reading.files import file_text

PROVINCE = "230000"


def read(text: str) -> Reading:
    return read_text(text, load_catalogue(), province=PROVINCE)


def reached(reading: Reading) -> dict[str, set[str]]:
    """Measure → the zones, places or the province that it is linked to."""
    return {
        m.text: {link.zone or link.place for link in reading.links if link.measure == m.id}
        for m in reading.asking
    }


MARKS = [
    *(
        "1）",
        "1)",
        "（1）",
        "(1)",
        "1、",
        "1．",
        "1: ",
        "1.1 ",
        "1.1.2 ",
        "【1】",
        "第三条 ",
        "三、",
    ),
    *("①", "⑴", "⒈", "㈠", "❶", "Ⅰ.", "a.", "A、", "一是", "首先，"),
    *(
        "▲",
        "▲ ",
        "• ",
        "·",
        "—",
        "——",
        "–",
        "※",
        "❖",
        "➤ ",
        "◎",
        "○",
        "□",
        "√",
        "☑",
        "> ",
        "- [ ] ",
    ),
    *("\uf0b7 ", "\uf06c", "\uf0d8\u3000"),
]


@pytest.mark.parametrize("mark", MARKS)
def test_what_numbers_an_item_is_no_part_of_it(mark: str) -> None:
    text = f"黑河市要点。\n{mark}扩建口岸货场，完善查验设施。\n{mark}改造供热管网。\n"
    assert [m.text for m in read(text).asking] == [
        "扩建口岸货场",
        "完善查验设施",
        "改造供热管网",
    ]


NO_MARKS = [
    ("新增1.5亿元投资，改造供热管网。", "改造供热管网"),
    ("A股上市企业达到3家，改造供热管网。", "改造供热管网"),
    ("第三批项目落地后，改造供热管网。", "改造供热管网"),
]


@pytest.mark.parametrize(("text", "measure"), NO_MARKS)
def test_a_figure_is_no_number_of_an_item(text: str, measure: str) -> None:
    assert read(text).asking[-1].text.endswith(measure)


HEAD = "黑龙江省重点任务。\n"
PLACED: dict[str, tuple[str, dict[str, set[str]]]] = {
    "a row's serial number": (
        "序号\t重点任务\t责任单位\n1\t扩建黑河货场\t市商务局\n（二）\t改造绥化管网\t市住建局\n",
        {"扩建黑河货场\t市商务局": {"231100"}, "改造绥化管网\t市住建局": {"231200"}},
    ),
    "a caption's zone holds for its rows": (
        "表1 三江平原重点项目\n序号\t项目名称\n1\t扩建粮食仓库\n建设粮食物流园。\n",
        {"扩建粮食仓库": {"sanjiang_plain"}, "建设粮食物流园": {PROVINCE}},
    ),
    "a figure's caption": (
        "图2-1：三江平原灌区分布\n扩建粮食仓库。\n",
        {"扩建粮食仓库": {PROVINCE}},
    ),
    "a caption is no measure": ("附表3 改造供热管网项目表\n建设仓库。\n", {"建设仓库": {PROVINCE}}),
    "a sentence on a table is no caption": (
        "表1个季度内改造供热管网，建设仓库。\n",
        {"表1个季度内改造供热管网，建设仓库": {PROVINCE}},
    ),
    "a line that ends no sentence": (
        "建设粮食仓库。\n推进粮食基地建设\n",
        {"建设粮食仓库": {PROVINCE}, "推进粮食基地建设": set()},
    ),
    "such a line with a place": ("推进绥化粮食基地建设\n", {"推进绥化粮食基地建设": {"231200"}}),
    "parts of a list end": (
        "建设粮库；\n改造管网；\n",
        {"建设粮库": {PROVINCE}, "改造管网": {PROVINCE}},
    ),
}


@pytest.mark.parametrize(("text", "links"), PLACED.values(), ids=PLACED)
def test_where_lines_lead(text: str, links: dict[str, set[str]]) -> None:
    assert reached(read(HEAD + text)) == links


def test_lines_that_end_no_sentence_are_said() -> None:
    issues = {issue.type: issue for issue in read(f"{HEAD}推进粮食基地建设\n修建粮库\n").issues}
    assert issues["lines_unended"].message.startswith("2 行")
    assert issues["lines_unended"].message_en.startswith("2 lines")


PAGES = {
    "words that Word marks in its pages": (
        "<p>扩建<st1:place w:st='on'>黑河</st1:place>口岸<o:p></o:p>货场，改造管网。</p>",
        ["扩建黑河口岸货场，改造管网。"],
    ),
    "an element of another kind": (
        "<p>扩建货场，</p><x-part>改造管网。</x-part>",
        ["扩建货场，", "改造管网。"],
    ),
}


@pytest.mark.parametrize(("body", "lines"), PAGES.values(), ids=PAGES)
def test_lines_of_a_page(body: str, lines: list[str]) -> None:
    page = f"<html><body>{body}</body></html>".encode()
    assert file_text(page, name="a.html").text.splitlines() == lines


def test_a_table_s_caption_has_no_rank_of_the_heading_before_it() -> None:
    table = "<caption>重点项目</caption><tr><td>扩建粮库，改造管网。</td></tr>"
    body = f"<h2>农业</h2><p>扩建泵站，改造灌区。</p><table>{table}</table>"
    found = file_text(f"<html><body>{body}</body></html>".encode(), name="a.html")
    assert {found.text[h.start : h.end]: h.level for h in found.headings} == {
        "农业": 2,
        "重点项目": 0,
    }
