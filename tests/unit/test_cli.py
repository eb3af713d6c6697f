"""The command line as a person types it: what is printed, and the exit status."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from atlas.catalogue import DATA
from atlas.cli import main


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    members = data / "zone_members.csv"
    lines = members.read_text(encoding="utf-8").splitlines()
    lines[16] = lines[16].replace("official_list", "official").replace("inferred", "guess")
    members.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return data


def test_check_of_sound_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--lang", "en"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1].startswith("Errors: 0; ")
    assert not [line for line in printed if line.startswith("error")]


@pytest.mark.parametrize(
    ("lang", "line", "summary"),
    [
        ([], "错误 data/zone_members.csv:17 basis：", "1 处错误，0 处提醒；"),
        (["--lang", "zh"], "错误 data/zone_members.csv:17 basis：", "1 处错误，0 处提醒；"),
        (["--lang", "en"], "error data/zone_members.csv:17 basis: ", "Errors: 1; warnings: 0; "),
    ],
)
def test_check_of_a_broken_row(
    broken: Path, capsys: pytest.CaptureFixture[str], lang: list[str], line: str, summary: str
) -> None:
    assert main(["check", "--data", str(broken), *lang]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 2
    assert printed[0].startswith(line)
    assert printed[1].startswith(summary)


def test_check_of_a_folder_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--data", str(tmp_path / "nothing"), "--lang", "en"]) == 1
    assert "nothing/datapackage.json: the file is missing" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["chekc"], ["check", "--lang", "fr"], ["analyze"]])
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(arguments)
    assert leaving.value.code == 2
    assert "usage: python -m atlas" in capsys.readouterr().err


def test_analyze_prints_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("支持绥芬河市建设沿边开放开发合作区。", encoding="utf-8")
    assert main(["analyze", str(file), "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"document", "text", "mentions", "measures"}
    found = {m["surface"]: m for m in answer["mentions"]}
    assert found["绥芬河市"]["targets"] == ["231081"]
    start, end = found["绥芬河市"]["start"], found["绥芬河市"]["end"]
    assert answer["text"][start:end] == "绥芬河市"
    assert {link["place"] for m in answer["measures"] for link in m["links"]} >= {"231081"}


@pytest.mark.parametrize(
    ("name", "data", "typed", "line"),
    [
        ("missing.txt", None, [], "没有找到文件“missing.txt”。请检查路径。"),
        ("missing.txt", None, ["--lang", "en"], "There is no file “missing.txt”. Check the path."),
        ("picture.docx", b"\x89PNG\r\n", [], "“picture.docx”已损坏或不完整，打不开。"),
        (
            "empty.pdf",
            b"",
            ["--lang", "en"],
            "“empty.pdf” is empty. Choose a file that holds text.",
        ),
        ("a.txt", b"\xb7\xa2", ["--encoding", "klingon"], "没有名为“klingon”的文字编码。"),
        ("a.txt", b"\xb7\xa2", ["--encoding", "utf-8"], "“a.txt”按 utf-8 读不通。"),
    ],
)
def test_analyze_of_what_cannot_be_read(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    name: str,
    data: bytes | None,
    typed: list[str],
    line: str,
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert main(["analyze", str(tmp_path / name), *typed]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(line)
    assert len(captured.err.splitlines()) == 1


def test_analyze_in_an_encoding_named_by_the_reader(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes("發展".encode("big5"))
    assert main(["analyze", str(file), "--encoding", "big5"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["text"], answer["document"]["encoding"]) == ("发展", "big5")
