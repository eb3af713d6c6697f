"""What Word numbers by itself is read as Word shows it, and ranks the headings it stands before."""

from __future__ import annotations

import pytest

from atlas.catalogue import load_catalogue
from atlas.reading import read_bytes
from atlas.reading.docx_numbering import written
from atlas.reading.files import file_text
from tests.unit import office

FORMS = [
    ("chineseCounting", {1: "一", 10: "十", 12: "十二", 20: "二十", 99: "九十九", 105: "一百零五"}),
    ("chineseCountingThousand", {110: "一百一十", 1001: "一千零一", 2030: "二千零三十"}),
    ("ideographDigital", {1: "一", 10: "一〇", 21: "二一"}),
    ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
    ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
    ("upperLetter", {1: "A", 26: "Z", 27: "AA"}),
    ("lowerRoman", {1: "i", 4: "iv", 19: "xix"}),
    ("decimalZero", {3: "03", 12: "12"}),
    ("decimal", {7: "7", 0: "0"}),
    ("none", {1: "", 0: ""}),
    ("a form of another country", {5: "5"}),
]


@pytest.mark.parametrize(("form", "counts"), FORMS)
def test_a_count_is_written_in_its_form(form: str, counts: dict[int, str]) -> None:
    assert {n: written(n, form) for n in counts} == counts


def level(k: int, form: str, words: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{k}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="3">'
    + level(0, "chineseCounting", "%1、", '<w:pStyle w:val="part"/>')
    + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="piece"/>')
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%4", "<w:isLgl/>")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="4">' + level(0, "bullet", "\uf0b7") + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="3"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="4"/></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="公文大标题"/><w:basedOn w:val="1"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="part"><w:name w:val="part"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="piece"><w:name w:val="piece"/><w:basedOn w:val="part"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="9"><w:name w:val="toc 1"/></w:style>'
)


def p(words: str, *, style: str = "", number: str = "", at: int | None = None) -> str:
    """A paragraph of a style, in a list, at a level of it."""
    says = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        depth = "" if at is None else f'<w:ilvl w:val="{at}"/>'
        says += f'<w:numPr>{depth}<w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{says}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def read_lines(*paragraphs: str) -> list[str]:
    data = office.word_of("".join(paragraphs), numbering=NUMBERING, styles=STYLES)
    return file_text(data, name="a.docx").text.splitlines()


ROW = f"<w:tbl><w:tr><w:tc>{p('', number='1')}</w:tc><w:tc>{p('扩建货场')}</w:tc></w:tr></w:tbl>"

NUMBERED: dict[str, tuple[list[str], list[str]]] = {
    "levels count anew under a higher one": (
        [
            p("农业", number="1", at=0),
            p("灌区", number="1", at=1),
            p("良种", number="1", at=1),
            p("工业", number="1", at=0),
            p("园区", number="1", at=1),
            p("扩建管廊", number="1", at=2),
        ],
        ["一、农业", "（一）灌区", "（二）良种", "二、工业", "（一）园区", "1. 扩建管廊"],
    ),
    "a style brings its list and its level": (
        [p("农业", style="part"), p("灌区", style="piece"), p("工业", style="part")],
        ["一、农业", "（一）灌区", "二、工业"],
    ),
    "a paragraph may leave its style's list": (
        [p("农业", style="part"), p("前言", style="part", number="0"), p("工业", style="part")],
        ["一、农业", "前言", "二、工业"],
    ),
    "a list that begins anew": (
        [p("农业", number="1"), p("工业", number="1"), p("保障", number="2")],
        ["一、农业", "二、工业", "一、保障"],
    ),
    "a number of several parts is in digits": (
        [p("农业", number="1"), p("灌区", number="1", at=3)],
        ["一、农业", "1.1 灌区"],
    ),
    "a bullet is no number": ([p("扩建货场", number="5")], ["扩建货场"]),
    "a list that is not there": ([p("扩建货场", number="77")], ["扩建货场"]),
    "a number in a cell of its own": ([ROW, ROW], ["一、\t扩建货场", "二、\t扩建货场"]),
    "an empty item is counted and not shown": (
        [p("", number="1"), p("工业", number="1")],
        ["二、工业"],
    ),
    "entries of a list of contents": (
        [p("农业\t3", style="9"), p("农业", number="1")],
        ["一、农业"],
    ),
}


@pytest.mark.parametrize(("paragraphs", "lines"), NUMBERED.values(), ids=NUMBERED)
def test_numbers_stand_in_the_text_as_word_shows_them(
    paragraphs: list[str], lines: list[str]
) -> None:
    assert read_lines(*paragraphs) == lines


REPORT = {
    "numbered by Word": [
        p("绥化市政府工作报告"),
        p("工作回顾", number="1", at=0),
        p("农业", number="1", at=1),
        p("新建高标准农田20万亩，扩建肇东玉米加工厂。"),
        p("往后怎么干", number="1", at=0),
        p("农业", number="1", at=1),
        p("改造海伦灌区，建设寒地育种基地。"),
    ],
    "a style based on a heading": [
        p("工作回顾", style="own"),
        p("新建高标准农田20万亩，扩建肇东玉米加工厂。"),
        p("往后怎么干", style="own"),
        p("农业"),
        p("改造海伦灌区，建设寒地育种基地。"),
    ],
    "some headings of a style, some typed": [
        p("一、工作回顾", style="own"),
        p("（一）农业"),
        p("新建高标准农田20万亩，扩建肇东玉米加工厂。"),
        p("二、往后怎么干"),
        p("（一）农业"),
        p("改造海伦灌区，建设寒地育种基地。"),
    ],
}


@pytest.mark.parametrize("paragraphs", REPORT.values(), ids=REPORT)
def test_a_review_covers_its_parts_and_ends_with_the_next_of_its_rank(
    paragraphs: list[str],
) -> None:
    data = office.word_of("".join(paragraphs), numbering=NUMBERING, styles=STYLES)
    reading = read_bytes(data, load_catalogue(), name="report.docx")
    assert [m.text for m in reading.asking] == ["改造海伦灌区", "建设寒地育种基地"]
    assert {m.section for m in reading.asking} == {"农业"}


NOTE = "<w:footnote>{}</w:footnote>"


def test_notes_stand_behind_the_text_and_in_no_sentence_of_it() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = f"<w:p><w:r><w:t>扩建黑河口岸</w:t></w:r>{reference}<w:r><w:t>货场。</w:t></w:r></w:p>"
    notes = NOTE.format("<w:p><w:r><w:separator/></w:r></w:p>") + NOTE.format(p("指新货场。"))
    data = office.word_of(body, footnotes=notes)
    assert file_text(data, name="a.docx").text == "扩建黑河口岸货场。\n注释\n指新货场。\n"
    reading = read_bytes(data, load_catalogue(), name="a.docx")
    assert [m.text for m in reading.asking] == ["扩建黑河口岸货场"]


@pytest.mark.parametrize(
    ("part", "issue"), [("numbering", "numbers_unread"), ("footnotes", "notes_unread")]
)
def test_a_damaged_part_beside_the_text_is_said(part: str, issue: str) -> None:
    data = office.word_of(p("扩建货场。", number="1"), **{part: "<w:num"})
    read = file_text(data, name="a.docx")
    assert read.text.endswith("扩建货场。\n")
    assert [one.type for one in read.issues] == [issue]
