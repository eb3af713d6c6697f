"""What offices send: ledgers, pages saved as one file, .ofd, and files of older programs."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from openpyxl import Workbook

from atlas.catalogue import load_catalogue
from atlas.reading import UnreadableFile, office_text, read_bytes
from atlas.reading.files import file_text
from atlas.reading.sheet_text import COLUMNS, ROWS
from tests.unit import office

ROOT = Path(__file__).parents[2]
SAID = "扩建黑河市口岸货场，完善查验设施"


def workbook(
    *sheets: list[list[object]], change: Callable[[Workbook], None] | None = None
) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    if change is not None:
        change(book)
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


# Ledgers


@pytest.mark.parametrize(
    ("heads", "row", "line"),
    [
        (
            ["序号", "重点任务", "涉及地区", "牵头单位", "完成时限"],
            [1, "扩建口岸货场", "黑河市", "省商务厅", "2026年12月"],
            "在黑河市扩建口岸货场（牵头单位：省商务厅；完成时限：2026年12月）。",
        ),
        (["举措", "责任单位"], [SAID + "。", "商务局"], f"{SAID}（牵头单位：商务局）。"),
        (["工作任务", "地区"], [SAID, "黑河市"], f"{SAID}。"),
        (["任务（项目）", "配合单位"], ["建设货场", "铁路局"], "建设货场（配合单位：铁路局）。"),
        (["任务", "时限"], ["建设货场", None], "建设货场。"),
        (["项目", "任务"], ["货场", "建设货场"], "货场\t建设货场"),
    ],
)
def test_a_row_of_a_ledger_is_a_measure_with_its_fields(
    heads: list[object], row: list[object], line: str
) -> None:
    read = file_text(workbook([["某市任务清单"], heads, row]), name="a.xlsx")
    assert read.text.splitlines()[-1] == line


def test_the_place_of_a_row_is_where_its_measure_goes() -> None:
    rows = [["任务", "地区", "牵头单位"], ["扩建口岸货场", "黑河市", "省商务厅"]]
    reading = read_bytes(workbook(rows), load_catalogue(), name="a.xlsx")
    assert [("扩建口岸货场" in m.text, m.acts) for m in reading.measures] == [(True, True)]
    assert {link.place for link in reading.links} == {"231100"}


def test_merged_cells_hold_for_all_their_rows() -> None:
    rows = [["任务", "地区"], ["建设货场", "黑河市"], ["修建道路", None], ["改造管网", None]]

    def merge(book: Workbook) -> None:
        book.worksheets[0].merge_cells("B2:B3")

    read = file_text(workbook(rows, change=merge), name="a.xlsx")
    assert read.text.splitlines() == ["在黑河市建设货场。", "在黑河市修建道路。", "改造管网。"]


def test_hidden_sheets_and_rows_beyond_the_bound_are_said() -> None:
    def hide(book: Workbook) -> None:
        book.worksheets[1].sheet_state = "hidden"

    read = file_text(workbook([[SAID]], [["改造大庆管网"]], change=hide), name="a.xlsx")
    assert "大庆" not in read.text
    assert [(i.type, i.value) for i in read.issues] == [("hidden_sheets", "1")]
    read = file_text(workbook([["建设"]] * (ROWS + 5)), name="a.xlsx")
    assert read.text.count("\n") == ROWS
    assert [(i.type, i.value) for i in read.issues] == [("rows_unread", "5")]


def sheet_of(data: str) -> bytes:
    """A workbook whose only sheet holds this XML."""
    xml = f'<worksheet xmlns="{SHEET}">{data}</worksheet>'.encode()
    return office.word_parts(
        workbook([["a"]]),
        lambda part, kept: (part, xml if part.startswith("xl/worksheets/") else kept),
    )


SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FAR = '<c r="XFD1048576" t="inlineStr"><is><t>远</t></is></c>'
HUGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a million cells": (lambda: sheet_of(f"<sheetData><row>{'<c/>' * 900_000}</row></sheetData>"),
                        "too_many_parts"),
    "a cell a million rows down": (
        lambda: sheet_of(
            '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
            f'<row r="1048576">{FAR}</row></sheetData>'
        ),
        "",
    ),
    "nested": (lambda: sheet_of("<a>" * 5_000 + "</a>" * 5_000), "too_deep"),
    "merged without end": (
        lambda: sheet_of(
            "<sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>"
            + '<mergeCell ref="A1:XFD1048576"/>' * 3_000 + "</mergeCells>"
        ),
        "",
    ),
    "entities": (
        lambda: office.word_parts(
            workbook([["a"]]),
            lambda part, kept: (
                part,
                b'<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>' if "sheet1" in part else kept,
            ),
        ),
        "no_text",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("make", "key"), HUGE.values(), ids=HUGE)
def test_a_hostile_workbook_ends_in_a_sentence_or_within_its_bounds(
    make: Callable[[], bytes], key: str
) -> None:
    if key:
        with pytest.raises(UnreadableFile) as refused:
            file_text(make(), name="a.xlsx")
        assert refused.value.key == key
    else:
        assert len(file_text(make(), name="a.xlsx").text) < ROWS * COLUMNS


# Pages saved as one file


def saved(body: str, charset: str = "utf-8") -> bytes:
    whole = MIMEMultipart("related")
    page = MIMEText(f"<html><body>{body}</body></html>", "html", charset)
    whole.attach(page)
    whole.attach(MIMEText("a { color: red }", "css"))
    return whole.as_bytes()


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.txt", "a"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "gb2312"])
def test_a_page_saved_as_one_file_is_read_as_the_page(name: str, charset: str) -> None:
    read = file_text(saved(f"<p>{SAID}。</p>", charset=charset), name=name)
    assert read.text == f"{SAID}。\n"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a--", "no_text"),
        (b"MIME-Version: 1.0\n\n" + b"\n--a" * 9_000, "too_many_parts"),
        (b"MIME-Version: 1.0\n" + b"Content-Type: multipart/x; boundary=a\n\n--a\n" * 99,
         "too_deep"),
    ],
)  # fmt: skip
def test_a_hostile_page_saved_as_one_file_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        file_text(data, name="a.mhtml")
    assert caught.value.key == key


# OFD

OFD = "http://www.ofdspec.org/2016"


def ofd(pages: list[list[tuple[float, str]]], *, broken: bool = False) -> bytes:
    """An .ofd of pages of (millimetres from the top, words); a page without any is a picture."""
    listed = "".join(f'<ofd:Page BaseLoc="Pages/{n}.xml"/>' for n in range(len(pages)))
    parts = {
        "OFD.xml": f'<ofd:OFD xmlns:ofd="{OFD}"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml'
        "</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{OFD}"><ofd:Pages>{listed}</ofd:Pages>'
        "</ofd:Document>",
    }
    for number, lines in enumerate(pages):
        drawn = "".join(
            f'<ofd:TextObject Boundary="{30 + 5 * k} {top} 5 5" Size="5">'
            f"<ofd:TextCode>{letter}</ofd:TextCode></ofd:TextObject>"
            for top, words in lines
            for k, letter in enumerate(words)
        )
        drawn = drawn or "<ofd:ImageObject/>"
        parts[f"Doc_0/Pages/{number}.xml"] = (
            f'<ofd:Page xmlns:ofd="{OFD}"><ofd:Area><ofd:PhysicalBox>0 0 210 297'
            f"</ofd:PhysicalBox></ofd:Area><ofd:Content>{drawn}</ofd:Content></ofd:Page>"
        )
    if broken:
        del parts["Doc_0/Pages/0.xml"]
    return office.archive({name: xml.encode() for name, xml in parts.items()})


PAGE = [
    (60.0, "一、重点任务"),
    (80.0, "扩建黑河市口岸货场，完善查验设施，改造供热"),
    (90.0, "管网。"),
]


def test_the_lines_of_an_ofd_are_rejoined_and_its_pictures_named() -> None:
    read = file_text(ofd([PAGE, [], PAGE]), name="a.ofd")
    whole = ["一、重点任务", "扩建黑河市口岸货场，完善查验设施，改造供热管网。"]
    assert read.text.splitlines() == whole * 2
    assert (read.encoding, [(i.type, i.value) for i in read.issues]) == (
        "ofd",
        [("pages_unread", "2")],
    )


def test_a_page_of_an_ofd_that_is_missing_costs_only_itself() -> None:
    read = file_text(ofd([PAGE, PAGE], broken=True), name="a.ofd")
    assert read.text.count("黑河市") == 1
    assert [(i.type, i.value) for i in read.issues] == [("pages_unread", "1")]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (lambda: ofd([[]]), "no_text_layer"),
        (lambda: ofd([[(50.0, "字")]] * 5_001), "too_many_parts"),
        (lambda: office.archive({"OFD.xml": b"<a>" * 999}), "too_deep"),
        (lambda: office.archive({"OFD.xml": b"<a"}), "damaged"),
    ],
)
def test_an_ofd_that_cannot_be_read_ends_in_one_sentence(
    data: Callable[[], bytes], key: str
) -> None:
    with pytest.raises(UnreadableFile) as caught:
        file_text(data(), name="a.ofd")
    assert caught.value.key == key


# Older programs

OFFICE = next(filter(shutil.which, office_text.PROGRAMS), "")


def turned(tmp_path: Path, data: bytes, suffix: str, kind: str) -> bytes:
    """A file of an older program, as LibreOffice writes it."""
    (tmp_path / f"a{suffix}").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / f"a{suffix}")], check=True, capture_output=True)
    return (tmp_path / f"a.{kind}").read_bytes()


def test_a_file_of_an_older_program_is_read_within_the_desks_bounds(tmp_path: Path) -> None:
    data = turned(tmp_path, office.word(lambda d: d.add_paragraph(SAID)), ".docx", "doc")
    (tmp_path / "a.wps").write_bytes(data)
    run = subprocess.run(
        [sys.executable, "-c", WITHIN, str(tmp_path / "a.wps")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == f"{SAID}\n\n"


WITHIN = """
import os, sys
from pathlib import Path
from atlas.desk.worker import limit
from atlas.reading.files import file_text
from atlas.settings import Settings

os.setpgid(0, 0)
bounds = Settings()
limit(bounds.read_seconds, bounds.read_mb << 20)
print(file_text(Path(sys.argv[1]).read_bytes(), name="a.wps", apart=True).text)
"""


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("stream", "zh", "en"),
    [("WordDocument", "另存为 .docx", "as .docx"), ("Workbook", "另存为 .xlsx", "as .xlsx")],
)
def test_without_libreoffice_the_way_out_is_said(
    stream: str, zh: str, en: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_text, "PROGRAMS", ())
    with pytest.raises(UnreadableFile) as caught:
        file_text(OLE + stream.encode("utf-16-le"), name="a.wps")
    assert zh in caught.value.sentence("zh")
    assert en in caught.value.sentence("en")
