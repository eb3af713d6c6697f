"""Another province is two other folders: begun, filled in, checked and read without other code."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.catalogue import DATA, load_catalogue
from atlas.checks import TABLES, check_data
from atlas.cli import main
from atlas.province import province_words
from atlas.tables.package import read_schemas
from tests.made_up.province import FACTS, Folders, make_up


@pytest.fixture(scope="module")
def qingmo(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return make_up(tmp_path_factory.mktemp("qingmo"))


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# Begun


def test_what_is_begun_has_every_table_with_its_columns(tmp_path: Path) -> None:
    assert main(["begin", "220000", str(tmp_path / "next")]) == 0
    schemas = read_schemas(tmp_path / "next" / "data")
    assert set(schemas) == set(TABLES)
    for schema in schemas.values():
        path = tmp_path / "next" / "data" / schema.file
        with path.open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [column.name for column in schema.columns]
    assert sorted(path.name for path in (tmp_path / "next" / "geo").iterdir()) == [
        "lakes.csv", "raw_files.csv", "rivers.csv",
    ]  # fmt: skip


def test_ours_lies_outside_what_is_begun_and_its_own_does_not(tmp_path: Path) -> None:
    main(["begin", "220000", str(tmp_path)])
    outside = {row["id"]: row for row in table(tmp_path / "data" / "externals.csv")}
    ours = load_catalogue().places
    assert set(ours) < set(outside)
    assert all(outside[code]["name_zh"] == place.name_zh for code, place in ours.items())
    assert [code for code in outside if code.isdigit() and code.startswith("22")] == []
    assert outside["210100"]["name_zh"] == "沈阳市"
    named = table(tmp_path / "data" / "aliases.csv")
    assert {row["kind"] for row in named} == {"external"}
    assert [row for row in named if row["target"].startswith("22")] == []
    assert {row["target"] for row in named} <= set(outside)


def test_no_description_of_what_is_begun_speaks_of_us(tmp_path: Path) -> None:
    main(["begin", "220000", str(tmp_path)])
    for name in ("datapackage.json", "translations.csv"):
        text = (tmp_path / "data" / name).read_text(encoding="utf-8")
        assert re.findall("Heilongjiang|Harbin|Daxing|Yichun|黑龙江|哈尔滨|大兴安岭", text) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_written_over_and_a_wrong_code_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    main(["begin", "220000", str(tmp_path)])
    (tmp_path / "data" / "places.csv").write_text("mine", encoding="utf-8")
    capsys.readouterr()
    assert main(["begin", "220000", str(tmp_path), "--lang", lang]) == 2
    assert str(tmp_path) in capsys.readouterr().err
    assert (tmp_path / "data" / "places.csv").read_text(encoding="utf-8") == "mine"
    assert main(["begin", "220100", str(tmp_path / "other"), "--lang", lang]) == 2
    assert "220100" in capsys.readouterr().err
    assert not (tmp_path / "other").exists()


# Filled in


def test_the_made_up_province_passes_every_check(qingmo: Folders) -> None:
    checked = qingmo.run("-m", "atlas", "check", "--lang", "en")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "Errors: 0" in checked.stdout


def test_a_text_is_read_by_the_province_s_own_names(qingmo: Folders, tmp_path: Path) -> None:
    text = (
        "青陌省今年支持双橹市建设港口。推进临水产业带建设。与哈尔滨市开展合作。改善全省公共服务。\n"
    )
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    read = qingmo.run("-m", "atlas", "analyze", str(tmp_path / "plan.txt"), "--format", "json")
    assert read.returncode == 0, read.stderr
    found = json.loads(read.stdout)
    named = {m["surface"]: (m["kind"], m["targets"]) for m in found["mentions"]}
    assert named["双橹市"] == ("region", ["880181"])
    assert named["临水产业带"] == ("zone", ["shore_belt"])
    assert named["哈尔滨市"] == ("external", ["230100"])
    assert named["全省"] == ("province", ["880000"])
    places = {link["place"] for measure in found["measures"] for link in measure["links"]}
    assert places == {"880000", "880181", "880202", "880222", "880121"}


@pytest.mark.parametrize("format_", ["csv", "geojson", "html", "xlsx", "docx"])
def test_files_come_out_of_the_command_line(qingmo: Folders, tmp_path: Path, format_: str) -> None:
    out = tmp_path / f"file.{format_}"
    done = qingmo.run("-m", "atlas", "export", "--format", format_, "--page", "map", "-o", str(out))
    assert done.returncode == 0, done.stderr
    if format_ == "csv":
        assert {"双橹市", "鸣砚县"} <= set(re.findall(r"\w+", out.read_text(encoding="utf-8-sig")))
    assert out.stat().st_size > 500


def test_the_words_of_the_screen_name_the_province_of_the_data(qingmo: Folders) -> None:
    said = province_words(qingmo.data)
    assert said["zh"]["province"] == "青陌省"
    assert said["zh"]["province_short"] == "青陌"
    assert said["en"]["province"] == said["en"]["province_short"] == "Qingmo"
    assert (said["en"]["province_prefectures"], said["en"]["province_counties"]) == ("3", "8")
    assert province_words(DATA)["zh"]["province_brand"] == "龙江区域协调发展图谱"
    assert province_words(qingmo.data / "nowhere") == {"zh": {}, "en": {}}


# Not as it should be

Change = Callable[[dict[str, str]], dict[str, str]]
WRONG: list[tuple[str, str, Change, str]] = [
    ("province", "counties", lambda r: {**r, "counties": "9"}, "there must be 9"),
    ("province", "prefectures", lambda r: {**r, "prefectures": "4"}, "there must be 4"),
    ("province", "code", lambda r: {**r, "adcode": "890000"}, "890000"),
    ("province", "document", lambda r: {**r, "document": "no-such"}, "no-such"),
    ("province", "undrawn", lambda r: {**r, "undrawn_en": "two islands"}, "leave the cell empty"),
    ("province", "braces", lambda r: {**r, "brand_en": "{province}"}, "brand_en"),
    ("questions", "page", lambda r: {**r, "page": "atlas"}, "“atlas” is not known"),
    ("questions", "query", lambda r: {**r, "parameters": "strategy=none"}, "strategy=none"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "_what", "change", "said"), WRONG, ids=[w[1] for w in WRONG])
def test_what_is_wrong_is_said(
    qingmo: Folders, tmp_path: Path, name: str, _what: str, change: Change, said: str
) -> None:
    data = Path(shutil.copytree(qingmo.data, tmp_path / "data"))
    rows = [change(row) for row in table(data / f"{name}.csv")]
    with (data / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    checked = Folders(data, qingmo.geo).run("-m", "atlas", "check", "--lang", "en")
    assert checked.returncode == 1
    assert [
        line for line in checked.stdout.splitlines() if line.startswith("error") and said in line
    ]


def test_one_folder_is_about_one_province(qingmo: Folders, tmp_path: Path) -> None:
    data = Path(shutil.copytree(qingmo.data, tmp_path / "data"))
    (data / "province.csv").write_text(
        "".join((FACTS / "province.csv").read_text(encoding="utf-8").splitlines(True)[:1]),
        encoding="utf-8",
    )
    assert "province_rows" in {problem.key for problem in check_data(data, qingmo.geo)}


@pytest.mark.parametrize("lost", ["province.csv", "datapackage.json", "places.csv"])
def test_a_file_that_is_lost_is_named_and_nothing_breaks(
    qingmo: Folders, tmp_path: Path, lost: str
) -> None:
    data = Path(shutil.copytree(qingmo.data, tmp_path / "data"))
    (data / lost).unlink()
    checked = Folders(data, qingmo.geo).run("-m", "atlas", "check", "--lang", "en")
    assert (checked.returncode, checked.stderr) == (1, "")
    assert f"error data/{lost}: the file is missing" in checked.stdout


def test_ties_need_a_drawing_of_the_country(qingmo: Folders, tmp_path: Path) -> None:
    assert not (qingmo.geo / "china.topo.json").exists()
    data = Path(shutil.copytree(qingmo.data, tmp_path / "data"))
    with (data / "cooperation.csv").open("a", encoding="utf-8") as file:
        file.write(
            "880100,230100,哈尔滨市,Harbin,黑龙江省,Heilongjiang,paired_city,,official_list,"
            "made-up,126.6,45.7,made-up,,\n"
        )
    problems = check_data(data, qingmo.geo)
    assert [(p.file, p.key) for p in problems] == [("geo/china.topo.json", "geometry_missing")]


# Documented

PAGE = Path(__file__).parents[2] / "docs" / "another-province.md"


def test_every_table_is_told_with_what_is_to_be_done() -> None:
    told = re.findall(r"^\| `(\w+)` \| (.+?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(name for name, _ in told) == sorted(TABLES)
    carried = {name for name, done in told if done.startswith("carried over")}
    begun = {path.stem for path in FACTS.glob("*.csv")}
    assert carried & begun == set()


def test_the_commands_of_the_page_run(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    commands = re.findall(r"^    (?:ATLAS_\S+ )*\.venv/bin/(.+)$", page, re.MULTILINE)
    assert [command.split()[:4] for command in commands if "atlas begin" in command]
    begin = next(c for c in commands if "atlas begin" in c).split()[3:]
    assert main([begin[0], begin[1], str(tmp_path / "begun")]) == 0
    begun = Folders(tmp_path / "begun" / "data", tmp_path / "begun" / "geo")
    checked = begun.run("-m", "atlas", "check", "--lang", "en")
    # Nothing is filled in yet: the check says so in sentences, and says which tables.
    assert (checked.returncode, checked.stderr) == (1, "")
    assert "data/province.csv: there must be one row" in checked.stdout
    for command in commands:
        script = command.split()[1]
        assert script == "-m" or (PAGE.parents[1] / script).exists() or "run" in command
