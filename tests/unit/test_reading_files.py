"""Files that people have: what is read of them, and the one sentence for those that cannot be."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from atlas.catalogue import load_catalogue
from atlas.reading import UnreadableFile, files, read_bytes, read_file
from atlas.reading.files import file_text
from atlas.reading.packed_xml import XML_LIMIT
from tests.unit import office

MB = 1 << 20
NAV = "".join(f'<li><a href="/{i}">{w}</a></li>' for i, w in enumerate(["鸡西", "鹤岗", "伊春"]))


def page(body: str, *, head: str = "", encoding: str = "utf-8") -> bytes:
    html = (
        f"<!doctype html><html><head>{head}<title>黑河市今年要点_黑河在线</title>"
        "<script>var a = '大庆，改造。';</script></head>"
        f"<body><nav><ul>{NAV}</ul></nav>{body}"
        "<div class=more><h3>相关新闻</h3>"
        "<ul><li><a href=/1>绥化，改造供热管网。</a></li></ul></div>"
        "<footer>版权所有，转载请注明。</footer></body></html>"
    )
    return html.encode(encoding)


BODY = (
    "<div class=text><h1>黑河市今年要点</h1><h2>一、扩大开放</h2>"
    "<p><span>扩建<b>黑河</b>口岸货场，</span>完善查验设施。</p>"
    "<p><strong>改善居住。</strong>改造老旧小区，扩建供热管网。</p>"
    "<table><tr><td>任务</td><td>单位</td></tr><tr><td>建设冷链园</td><td>爱辉区</td></tr></table>"
    "<p style='display:none'>隐藏的字，不读。</p></div>"
)
TEXT = (
    "黑河市今年要点\n一、扩大开放\n扩建黑河口岸货场，完善查验设施。\n"
    "改善居住。改造老旧小区，扩建供热管网。\n任务\t单位\n建设冷链园\t爱辉区\n"
)


@pytest.mark.parametrize(
    ("head", "stored", "found"),
    [
        ("", "utf-8", "utf-8"),
        ('<meta charset="gb2312">', "gb18030", "gb18030"),
        ('<meta http-equiv=content-type content="text/html; charset=gbk">', "gbk", "gb18030"),
        ('<meta charset="utf-8">', "gb18030", "gb18030"),
    ],
)
def test_the_main_text_of_a_saved_page(head: str, stored: str, found: str) -> None:
    read = file_text(page(BODY, head=head, encoding=stored), name="page.html")
    assert (read.text, read.encoding, read.title) == (TEXT, found, "黑河市今年要点")
    assert [span.text(read.text) for span in read.headings] == [
        "黑河市今年要点",
        "一、扩大开放",
        "改善居住。",
    ]


def test_a_page_laid_out_by_tables_and_line_breaks() -> None:
    body = (
        "<table><tr><td><a href=/>首页</a></td></tr><tr><td><font><b>一、扩大开放</b><br>"
        "　　扩建口岸货场，完善查验设施。<br><br>　　改造供热管网，扩建水厂。</font>"
        "</td></tr></table>"
    )
    read = file_text(page(body), name="page.htm")
    assert read.text == "一、扩大开放\n扩建口岸货场，完善查验设施。\n改造供热管网，扩建水厂。\n"
    assert [span.text(read.text) for span in read.headings] == ["一、扩大开放"]


def test_a_page_is_known_by_its_first_bytes() -> None:
    assert file_text(page(BODY), name="saved.txt").text == TEXT


def plan(document: docx.document.Document) -> None:
    document.add_paragraph("黑河市今年要点", style="Title")
    document.add_heading("扩大开放，搞活边贸", level=1)
    document.add_paragraph("扩建黑河口岸货场，完善查验设施。")
    lead = document.add_paragraph()
    lead.add_run("改善居住。").bold = True
    lead.add_run("改造老旧小区，")
    lead.add_run("扩建").bold = True
    lead.add_run("供热管网。")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ["任务", "单位", "建设冷链园", "爱辉区"], strict=True):
        cell.text = words


def test_a_word_document_keeps_its_headings_as_sections() -> None:
    data = office.word(plan)
    read = file_text(data, name="plan.docx")
    assert read.title == "黑河市今年要点"
    reading = read_bytes(data, load_catalogue(), name="plan.docx")
    assert reading.document.encoding == "docx"
    assert [(m.section, m.text) for m in reading.measures] == [
        ("扩大开放，搞活边贸", "扩建黑河口岸货场"),
        ("扩大开放，搞活边贸", "完善查验设施"),
        ("改善居住", "改造老旧小区"),
        ("改善居住", "扩建供热管网"),
        ("改善居住", "建设冷链园\t爱辉区"),
    ]


LONG = (
    "推进黑河市扩建口岸货场，完善查验设施，支持孙吴县发展沙棘产业，建设冷链物流园，"
    "改造逊克县供热管网。"
)


def test_lines_of_a_pdf_are_rejoined_and_running_heads_are_gone() -> None:
    pages = [["一、重点任务", LONG, LONG], ["（一）口岸", LONG], [LONG], ["保护湿地。"]]
    told: list[tuple[int, int]] = []
    read = file_text(
        office.pdf(pages, title="黑河市规划", head="黑河市规划"),
        name="a.pdf",
        progress=lambda at, of: told.append((at, of)),
    )
    assert read.text.splitlines() == [
        "黑河市规划",
        "一、重点任务",
        LONG,
        LONG,
        "（一）口岸",
        LONG,
        LONG,
        "保护湿地。",
    ]
    assert (read.title, read.encoding) == ("黑河市规划", "pdf")
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_sentence_goes_on_over_the_page() -> None:
    first = office.LINE - 2
    data = office.pdf([["目标。", LONG[:first]], ["+" + LONG[first:], "保护湿地。"]])
    assert file_text(data, name="a.pdf").text.splitlines() == ["目标。", LONG, "保护湿地。"]


def test_characters_of_a_cleaned_file_point_into_its_text() -> None:
    data = office.word(lambda d: d.add_paragraph("發(fā)展龍江"))
    raw = file_text(data, name="a.docx").text
    document = read_bytes(data, load_catalogue(), name="a.docx").document
    assert document.text == "发展龙江\n"
    assert [raw[place] for place in document.origin] == list("發展龍江\n")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
GOOD = office.word(plan)
ODT = b"application/vnd.oasis.opendocument.text"
BOMB = office.archive({"word/document.xml": bytes((XML_LIMIT + 1) * MB)})
ONE = {"a.txt": "扩建货场。".encode("gb18030")}
TWO = {**ONE, "b.txt": b"b"}
BILLION = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


BAD: list[tuple[str, Callable[[], bytes], str, str]] = [
    ("empty.txt", lambda: b"", "是空文件", "is empty"),
    ("blank.txt", lambda: b" \r\n\t", "是空文件", "is empty"),
    ("zeros.txt", lambda: bytes(5000), "是空文件", "is empty"),
    ("noise.txt", lambda: bytes(range(256)) * 40, "请另存为", "Save it as"),
    ("picture.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(200)) * 9, "请另存为", "Save it as"),
    ("empty.docx", lambda: b"", "是空文件", "is empty"),
    ("noise.docx", lambda: bytes(range(256)) * 40, "已损坏", "is damaged"),
    ("cut.docx", lambda: cut(GOOD), "已损坏", "is damaged"),
    ("locked.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "密码", "password"),
    ("old.doc", lambda: OLE + b"WordDocument", "另存为 .docx", "Save it as .docx"),
    ("zip.docx", lambda: office.archive(TWO), "是压缩包", "is an archive"),
    ("no.docx", lambda: office.archive({"_rels/.rels": b"<a/>"}), "不是 Word 文档", "no Word"),
    ("bomb.docx", lambda: BOMB, "请拆成几份", "Split it"),
    (
        "hollow.docx",
        lambda: office.archive({"word/document.xml": b"<a/>", "[Content_Types].xml": BILLION}),
        "已损坏",
        "is damaged",
    ),
    ("nothing.docx", lambda: office.word(lambda d: None), "没有可读的文字", "no readable text"),
    ("noise.pdf", lambda: bytes(range(256)) * 40, "已损坏", "is damaged"),
    ("cut.pdf", lambda: office.pdf([[LONG]])[:300], "已损坏", "is damaged"),
    ("locked.pdf", lambda: office.pdf([[LONG]], locked=True), "密码", "password"),
    ("scan.pdf", lambda: office.pdf([[], []]), "扫描件", "text recognition"),
    ("empty.html", lambda: b"<html></html>", "没有可读的文字", "no readable text"),
    ("menu.html", lambda: b"<html><body><script>a</script></body>", "没有可读", "no readable"),
    ("deep.html", lambda: b"<div>" * 99_999, "层层相套", "nests its parts"),
    ("noise.xlsx", lambda: b"\x00\x01", "已损坏", "is damaged"),
    ("noise.ofd", lambda: b"\x00\x01", "已损坏", "is damaged"),
    ("old.wps", lambda: OLE, "另存为 .docx", "Save it as .docx"),
    ("files.zip", lambda: office.archive(TWO), "请解开", "Unpack it"),
    ("none.zip", lambda: office.archive({"a/": b""}), "请解开", "Unpack it"),
    ("inner.zip", lambda: office.archive({"b.zip": office.archive(ONE)}), "请解开", "Unpack it"),
    ("inner.zip", lambda: office.archive({"b.docx": office.archive(ONE)}), "请解开", "Unpack it"),
    ("cut.zip", lambda: cut(office.archive(ONE)), "已损坏", "is damaged"),
    ("a.pptx", lambda: office.archive({"ppt/presentation.xml": b"<a/>"}), ".pptx", "Save it as"),
    ("a.odt", lambda: office.archive({"mimetype": ODT}), ".odt", "Save it as .docx"),
    ("letter.rtf", lambda: b"{\\rtf1 a}", "RTF", "Save it as .docx"),
]


@pytest.mark.parametrize(("name", "data", "zh", "en"), BAD, ids=[row[0] for row in BAD])
def test_what_cannot_be_read_ends_in_one_sentence(
    name: str, data: Callable[[], bytes], zh: str, en: str
) -> None:
    with pytest.raises(UnreadableFile) as caught:
        file_text(data(), name=name)
    for lang, words in (("zh", zh), ("en", en)):
        sentence = caught.value.sentence(lang)
        assert words in sentence
        assert name in sentence
        assert "\n" not in sentence


@pytest.mark.parametrize("name", ["huge.txt", "huge.pdf", "huge.docx", "huge.html"])
def test_a_huge_file_is_refused_before_it_is_read_whole(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LIMIT", 1)
    monkeypatch.setattr("atlas.reading.LIMIT", 1)
    (tmp_path / name).write_bytes("推进建设。".encode() * MB)
    with pytest.raises(UnreadableFile, match="超过 1 MB"):
        read_file(tmp_path / name)


def test_a_pdf_beyond_the_limits_of_time_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atlas.reading.pdf_text.SECONDS", 0)
    with pytest.raises(UnreadableFile, match="太复杂"):
        file_text(office.pdf([[LONG]] * 400), name="slow.pdf")


def test_a_pdf_beyond_the_limit_of_length_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atlas.reading.pdf_text.CHARACTERS", 100)
    with pytest.raises(UnreadableFile, match="请拆成几份"):
        file_text(office.pdf([[LONG]] * 4), name="long.pdf")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_cut_inside_a_character_is_read_up_to_there(encoding: str) -> None:
    data = "扩建黑河口岸，完善查验设施".encode(encoding)[:-1]
    reading = read_bytes(data, load_catalogue(), name="cut.txt")
    assert reading.document.text == "扩建黑河口岸，完善查验设"
    assert reading.issues[0].type == "cut_off"
    assert reading.issues[0].said("en").startswith("The file breaks off")


@pytest.mark.parametrize(
    ("called", "held", "kind"),
    [
        ("plans/规划.txt", "扩建货场。".encode("gb18030"), "gb18030"),
        ("规划.docx", office.word(lambda d: d.add_paragraph("扩建货场。")), "docx"),
        ("规划.html", page("<p>扩建货场。</p>"), "utf-8"),
    ],
)
def test_the_one_document_of_an_archive_is_read(called: str, held: bytes, kind: str) -> None:
    beside = {"plans/": b"", "__MACOSX/._a.txt": b"x", ".DS_Store": b"x"}
    read = file_text(office.archive({**beside, called: held}), name="a.zip")
    assert (read.text.strip(), read.encoding) == ("扩建货场。", kind)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO("扩建黑河口岸。".encode("gb18030"))

    monkeypatch.setattr("sys.stdin", Stdin)
    assert read_file("-").document.text == "扩建黑河口岸。"


STRUCTURE = [
    (0, "绥化市政府工作报告"),
    (1, "工作回顾"),
    (2, "农业"),
    (9, "新建高标准农田20万亩，扩建肇东玉米加工厂。"),
    (2, "（一）工业"),
    (9, "扩建安达化工园，改造老旧厂房12处。"),
    (1, "往后怎么干"),
    (2, "农业"),
    (9, "改造海伦灌区，建设寒地育种基地。"),
]
"""Rank and words of each line: what is under a review by rank alone is past work."""


def ranked_page() -> bytes:
    lines = (
        f"<h{rank + 1}>{words}</h{rank + 1}>" if rank < 9 else f"<p>{words}</p>"
        for rank, words in STRUCTURE
    )
    return page("".join(lines))


def ranked_word(outline: bool) -> bytes:
    def build(document: Document) -> None:
        for rank, words in STRUCTURE:
            if rank == 9:
                document.add_paragraph(words)
            elif not outline:
                document.add_heading(words, rank)
            else:
                properties = document.add_paragraph(words)._p.get_or_add_pPr()
                level = OxmlElement("w:outlineLvl")
                level.set(qn("w:val"), str(rank))
                properties.append(level)

    return office.word(build)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("report.html", ranked_page()),
        ("report.docx", ranked_word(outline=False)),
        ("outline.docx", ranked_word(outline=True)),
    ],
)
def test_the_rank_of_a_heading_is_the_file_s(name: str, data: bytes) -> None:
    reading = read_bytes(data, load_catalogue(), name=name)
    assert [m.text for m in reading.asking] == ["改造海伦灌区", "建设寒地育种基地"]
    assert {m.section for m in reading.asking} == {"农业"}
