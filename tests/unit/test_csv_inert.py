"""No cell of any table is a formula to a spreadsheet, and every text comes back as it was."""

from __future__ import annotations

import csv
import io
import random
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from atlas.answering import ask
from atlas.catalogue import DATA
from atlas.export.columns import COLUMNS, Table
from atlas.export.csv_file import csv_text, csv_with_statement, inert
from atlas.export.statement import make_statement
from atlas.export.tables import table

MARKS = "=+-@＝＋－＠﹦﹢﹣﹫−"
BEFORE = (
    "",
    " ",
    "  ",
    "\u3000",
    "\t",
    "\r",
    "\n",
    '"',
    "'",
    '" ',
    " '",
    "“",
    "\ufeff",
    "\"'\u3000",
)
BODIES = (
    'HYPERLINK("http://x.example","点这里")',
    "1+1",
    "cmd|' /C calc'!A0",
    "SUM(A1:A9)",
    "IMPORTXML(CONCAT(A1),B2)",
    "A1",
)
PLAIN = (
    "支持同江市发展边境旅游", "m-a9e4ead5", "——在会上", "2026", "3.5%", "a=b", "中俄-边境",
    "231086", "黑龙江；吉林", "", "（=1）", "https://plan.example/?a=b",
)  # fmt: skip
HOSTILE = [before + mark + body for before in BEFORE for mark in MARKS for body in BODIES]


def cells(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def undone(text: str) -> str:
    """What docs/api.md tells a reader of data to do."""
    return text.removeprefix("'")


@pytest.fixture(scope="module")
def made() -> Table:
    """A table of every kind of column with hostile texts in all places that hold text."""
    mixed = random.Random(11)
    texts = [*HOSTILE, *PLAIN * 20]
    mixed.shuffle(texts)

    def value(kind: str) -> Any:
        return {
            "text": texts.pop,
            "code": texts.pop,
            "list": lambda: (mixed.choice(HOSTILE), mixed.choice(PLAIN), mixed.choice(HOSTILE)),
            "boolean": lambda: mixed.random() < 0.5,
            "integer": lambda: mixed.randint(-9, 9),
            "number": lambda: mixed.choice([-3.5, 0.25, -1e-7]),
        }[kind]()

    columns = COLUMNS["links"]
    rows = []
    while len(texts) > len(columns):
        rows.append(tuple(value(column.kind) for column in columns))
    assert len(rows) * len(columns) > 1_200
    return Table("links", columns, tuple(rows))


def test_what_would_act_is_marked_and_everything_comes_back(made: Table) -> None:
    head, *rows = cells(csv_text(made))
    assert head == [column.name for column in made.columns]
    for row, given in zip(rows, made.rows, strict=True):
        for written, value in zip(row, given, strict=True):
            if isinstance(value, int | float):
                continue
            text = ";".join(value) if isinstance(value, tuple) else value
            assert undone(written) == text
            assert written[:1] not in (*MARKS, "\t", "\r", "\n")
            assert written.lstrip(' \u3000\ufeff"“')[:1] not in MARKS or not written


@pytest.mark.parametrize("text", PLAIN)
def test_what_does_nothing_is_written_as_it_is(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize("number", [-3.5, -1, 0, 2.25, None])
def test_numbers_stay_numbers(number: float | None) -> None:
    columns = (COLUMNS["indicators"][8],)
    assert columns[0].kind == "number"
    _, (written,) = cells(csv_text(Table("indicators", columns, ((number,),))))
    assert written == ("" if number is None else str(number))


def test_a_search_and_a_title_do_nothing_in_the_columns_about_the_file() -> None:
    asked = ask({"q": ['=HYPERLINK("http://x.example")']})
    record = replace(asked.selection.document.record, title_zh="@SUM(A1)", title_en="@SUM(A1)")
    selection = replace(asked.selection, document=replace(asked.selection.document, record=record))
    statement = make_statement(selection, base_url="https://plan.example", on=date(2026, 12, 1))
    everything = table("measures", ask({}).selection)
    for row in cells(csv_with_statement(everything, replace(statement, query="=1+1")))[1:]:
        assert "'=1+1" in row
        assert [cell for cell in row if cell and cell[0] in MARKS] == []


def test_no_table_of_the_package_holds_a_formula() -> None:
    """They are served as they stand, so what stands there has to be harmless itself."""
    acting = [
        f"{path.name}: {cell}"
        for path in sorted(DATA.glob("*.csv"))
        for row in csv.reader(path.read_text(encoding="utf-8").splitlines())
        for cell in row
        if inert(cell) != cell and not cell.lstrip("-").replace(".", "", 1).isdigit()
    ]
    assert acting == []


def test_a_spreadsheet_finds_no_formula(made: Table, tmp_path: Path) -> None:
    """LibreOffice opens the same cells as CSV, parted at commas alone and at all that it knows."""
    (tmp_path / "made.csv").write_bytes(csv_text(made))
    raw = io.StringIO(newline="")
    csv.writer(raw).writerows([[text] for text in HOSTILE])
    (tmp_path / "raw.csv").write_bytes(raw.getvalue().encode("utf-8-sig"))
    # Separators comma; or comma, semicolon and tab; quotation mark; UTF-8; texts evaluated.
    found = {}
    for parted in ("44", "44/59/9"):
        options = f"{parted},34,76,1,,0,false,true,false,false,false,-1,true"
        out = tmp_path / parted.replace("/", "-")
        subprocess.run(
            [
                *("soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"),
                f"--infilter=Text - txt - csv (StarCalc):{options}",
                *("--convert-to", "fods", "--outdir", str(out)),
                *(str(tmp_path / name) for name in ("made.csv", "raw.csv")),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        for name in ("made", "raw"):
            page = etree.parse(out / f"{name}.fods")
            found[parted, name] = page.xpath("count(//@*[local-name()='formula'])")
    assert {name: n for name, n in found.items() if name[1] == "made"} == {
        ("44", "made"): 0,
        ("44/59/9", "made"): 0,
    }
    # The same texts unmarked do act, so the program would have told.
    assert found["44", "raw"] >= len(BODIES)


def test_a_workbook_holds_texts_alone() -> None:
    from openpyxl import load_workbook  # noqa: PLC0415

    from atlas.export.xlsx import FORMAT  # noqa: PLC0415

    selection = ask({"q": ["=1+1"]}).selection
    record = replace(selection.document.record, title_zh="=1+1", title_en="=1+1")
    named = replace(ask({}).selection, document=replace(selection.document, record=record))
    for chosen in (selection, named):
        statement = make_statement(chosen, base_url="https://plan.example")
        body = FORMAT.make(chosen, replace(statement, title="=2+2", query="@SUM(1)"))
        book = load_workbook(io.BytesIO(body))
        for page in book.worksheets:
            assert [c.coordinate for row in page for c in row if c.data_type == "f"] == []
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for part in packed.namelist():
                assert b"<f>" not in packed.read(part)
