"""`atlas export` as a person types it: the file, what is said, and the exit status."""

from __future__ import annotations

import csv
import errno
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from atlas.answering import ask
from atlas.cli import main
from atlas.export import export
from atlas.export.contents import CONTENTS
from atlas.query import Query
from tests.unit.plain_answers import reaches

Printed = pytest.CaptureFixture[str]


def test_every_parameter_of_the_query_is_an_option(
    capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as leaving:
        main(["export", "--help"])
    assert leaving.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    for parameter in Query.parameters():
        assert f"--{parameter.name} {parameter.metavar}" in told
        assert parameter.described("en") in told
        assert ", ".join(parameter.fixed) in told
    assert ", ".join(CONTENTS).replace("measures,", "measures (default),") in told
    assert "exit status" in told


def test_csv(tmp_path: Path, capsys: Printed) -> None:
    file = tmp_path / "border.csv"
    arguments = ["export", "--format", "csv", "--strategy", "border-opening"]
    assert main([*arguments, "--strategy", "ecology", "-o", str(file)]) == 0
    with file.open(encoding="utf-8-sig", newline="") as opened:
        listed = list(csv.DictReader(opened))
    assert {row["id"] for row in listed} == {
        r.measure for r in reaches() if {"border-opening", "ecology"} & set(r.strategies)
    }
    link = "http://localhost:8501/measures?strategy=ecology&strategy=border-opening"
    assert {row["file_link"] for row in listed} == {link}
    captured = capsys.readouterr()
    assert captured.out.startswith(f"{file}: 举措清单_")
    assert captured.err == ""


def test_the_same_bytes_as_the_library(tmp_path: Path) -> None:
    file = tmp_path / "gdp.xlsx"
    params = {"indicator": ["gdp"], "year": ["2023"], "lang": ["en"]}
    options = [x for name, values in params.items() for x in (f"--{name}", values[0])]
    where = ["--base-url", "https://plan.example", "--page", "indicators"]
    assert main(["export", "--format", "xlsx", *options, *where, "-o", str(file)]) == 0
    same = export(ask(params).selection, "xlsx", base_url="https://plan.example", page="indicators")
    assert file.read_bytes() == same.body
    assert openpyxl.load_workbook(file).sheetnames == ["About", "Figures"]


def test_to_standard_output(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", "--format", "geojson", "--level", "prefecture", "-o", "-"]) == 0
    layer = json.loads(capsysbinary.readouterr().out)
    assert len(layer["features"]) == 13


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ["--strategy", "border-openning"],
            "strategy=border-openning 不认识，已略过。可用：border-opening。",
        ),
        (
            ["--level", "village", "--lang", "en"],
            "level=village is not known and was left out. Known: county and prefecture.",
        ),
        (["--measure", "m-00000000"], "measure=m-00000000 不认识，已略过。"),
        (
            ["--place", "999999", "--lang", "en"],
            "place=999999 is not known and was left out. Known are 230000, 230100,",
        ),
        (["--page", "indicator"], "page=indicator 不认识，已略过。可用：indicators。"),
    ],
)
def test_what_is_not_known_is_said_and_left_out(
    options: list[str], said: str, tmp_path: Path, capsys: Printed
) -> None:
    file = tmp_path / "all.csv"
    assert main(["export", "--format", "csv", *options, "-o", str(file)]) == 0
    assert capsys.readouterr().err.startswith(said)
    body = file.read_text(encoding="utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(body)))) == 75


@pytest.mark.parametrize(
    "arguments",
    [
        ["export"],
        ["export", "--format", "csv"],
        ["export", "--format", "pdf", "-o", "x.pdf"],
        ["export", "--format", "csv", "-o", "x.csv", "--colour", "red"],
        ["export", "--format", "csv", "-o", "x.csv", "--strat", "ecology"],
    ],
)
def test_wrong_usage(arguments: list[str], capsys: Printed) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(arguments)
    assert leaving.value.code == 2
    assert "usage: python -m atlas" in capsys.readouterr().err


def test_a_file_that_cannot_be_written(tmp_path: Path, capsys: Printed) -> None:
    file = tmp_path / "nowhere" / "x.csv"
    assert main(["export", "--format", "csv", "-o", str(file)]) == 2
    assert capsys.readouterr().err == f"{file}: No such file or directory\n"


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", "磁盘已满，文件没有写成"), ("en", "The disk is full and the file was not")],
)
@pytest.mark.parametrize("kind", ["csv", "gpkg"])
def test_a_full_disk_is_said_in_the_reader_s_language(
    kind: str, lang: str, said: str, tmp_path: Path, capsys: Printed
) -> None:
    options = ["export", "--format", kind, "--lang", lang, "-o"]
    assert main([*options, "/dev/full"]) == 2
    assert said in capsys.readouterr().err
    assert Path("/dev/full").exists()
    file = tmp_path / f"half.{kind}"
    fault = OSError(errno.ENOSPC, "No space left on device")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "write_bytes", half_written(fault))
        assert main([*options, str(file)]) == 2
    assert not file.exists(), "half a file is taken away"
    file.write_bytes(b"older")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "write_bytes", half_written(fault))
        assert main([*options, str(file)]) == 2
    assert file.exists(), "what stood there is not removed as well"


def half_written(fault: OSError) -> Callable[[Path, bytes], int]:
    def write(path: Path, body: bytes) -> int:
        with path.open("wb") as out:
            out.write(body[: len(body) // 2])
        raise fault

    return write
