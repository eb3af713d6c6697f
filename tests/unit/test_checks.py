"""A broken row is answered with file, line, field and what to do, in both languages."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from atlas.catalogue import DATA, GEO, load_catalogue
from atlas.checks import Problem, check_data
from atlas.checks.usage import alias_warnings
from atlas.model import Document, Issue, Mention, Reading, Span


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def break_cell(data: Path, file: str, key: str, field: str, value: str) -> int:
    """Put a value into the first row that holds `key`; returns its line."""
    rows = rows_of(data / file)
    line, row = next((n, row) for n, row in enumerate(rows, start=1) if key in row and n > 1)
    row[rows[0].index(field)] = value
    write(data / file, rows)
    return line


def sentences(problems: list[Problem]) -> list[str]:
    return [problem.sentence("en") for problem in problems]


@pytest.mark.parametrize(
    ("file", "key", "field", "value", "zh", "en"),
    [
        (
            "zone_members.csv", "harbin_metro", "basis", "officiel_list",
            "请改为 official_list / known_official / equated / inferred 之一",
            "Use one of official_list",
        ),
        (
            "zone_members.csv", "harbin_metro", "adcode", "230199",
            "在 data/places.csv 的 adcode 列中不存在", "does not stand in column adcode",
        ),
        (
            "zone_members.csv", "harbin_metro", "source", "hearsay",
            "先在 data/sources.csv 添加这一行", "add the row to data/sources.csv first",
        ),
        ("zone_members.csv", "harbin_metro", "zone", "", "不能为空", "must not be empty"),
        ("zone_members.csv", "oil_city", "adcode", "230000", "请改列地市", "List prefectures"),
        ("zones.csv", "oil_city", "kind", "area", "请改为 zone / class 之一", "Use one of zone"),
        ("zones.csv", "oil_city", "name_zh", " 油城", "前后有空格", "has spaces around it"),
        ("places.csv", "230102", "adcode", "23010", "不合格式", "does not have the form"),
        ("places.csv", "230102", "lon", "12a.6", "不是数值", "is not a number"),
        ("places.csv", "230102", "lon", "26.6", "小于允许的最小值 115", "below the least allowed"),
        ("places.csv", "230102", "polygon", "true", "请改为 yes / no 之一", "Use one of yes / no"),
        ("places.csv", "230102", "polygon", "no", "请使两者一致", "Make the two agree"),
        ("places.csv", "230102", "parent", "230200", "前四位不符", "first four digits"),
        ("places.csv", "230102", "parent", "230103", "应是 prefecture 级单位", "level prefecture"),
        ("places.csv", "230102", "source", "", "不能为空", "must not be empty"),
        ("strategies.csv", "ecology", "colour", "green", "不合格式", "does not have the form"),
        ("plan.csv", "3", "order", "999", "应为 3。请从 1 起连续编号", "should be 3"),
        ("plan.csv", "1", "theme", "overal", "请改正写法", "Correct it"),
        ("plan.csv", "2", "sentence", "7", "同一句的分句用同一编号", "share its number"),
        ("indicators.csv", "census-2020", "value", "1,234", "不写千分位", "no thousands"),
        ("indicators.csv", "census-2020", "year", "20", "小于允许的最小值", "below the least"),
        ("indicators.csv", "census-2020", "indicator", "popul", "请改正写法", "Correct it"),
        ("aliases.csv", "harbin_metro", "target", "oil_city", "请改正 target", "Correct target"),
        ("contexts.csv", "oilfield", "pattern", "油田(", "不是合格的正则", "not a sound regular"),
        ("contexts.csv", "oilfield", "pattern", "", "cover 不写 pattern", "Add or remove it"),
        ("terms.csv", "区域协调发展", "weight", "0", "泛指的词须小于 1", "weighs less than 1"),
        ("terms.csv", "区域协调发展", "kind", "noun", "请改为 object", "Use one of object"),
        ("cooperation.csv", "深圳市", "kind", "paired", "请改为 paired_city", "Use one of paired"),
        ("cooperation.csv", "深圳市", "zone", "shenha", "请改正写法", "Correct it"),
        ("indicator_definitions.csv", "gdp", "group", "money", "请改为 population", "Use one of"),
        ("indicator_definitions.csv", "gdp", "change", "ratio", "请改为 percent", "Use one of"),
        ("incomparable.csv", "230781", "later", "after 2019", "不合格式", "does not have the form"),
        ("incomparable.csv", "230781", "adcode", "230799", "请改正写法", "Correct it"),
        ("incomparable.csv", "230781", "adcode", "", "请至少填一个", "Fill in at least one"),
        ("incomparable.csv", "230781", "earlier", "..2019", "较早的年份", "the earlier year"),
        ("incomparable.csv", "230781", "later", "2030..", "没有这一规则所指的数", "no figure from"),
        ("sources.csv", "census-2020", "url", "github.com", "不合格式", "does not have the form"),
        ("documents.csv", "plan-2026", "date", "January", "不合格式", "does not have the form"),
    ],
)  # fmt: skip
def test_one_broken_cell_gives_one_sentence(  # noqa: PLR0917
    data: Path, file: str, key: str, field: str, value: str, zh: str, en: str
) -> None:
    line = break_cell(data, file, key, field, value)
    broken = next(p for p in check_data(data, GEO) if p.field == field)
    assert broken.severity == "error"
    assert (broken.file, broken.line, broken.field) == (f"data/{file}", line, field)
    assert broken.sentence("zh").startswith(f"data/{file}:{line} {field}：")
    assert broken.sentence("en").startswith(f"data/{file}:{line} {field}: ")
    assert zh in broken.sentence("zh")
    assert en in broken.sentence("en")


def test_a_row_given_twice(data: Path) -> None:
    rows = rows_of(data / "zone_members.csv")
    write(data / "zone_members.csv", [*rows, rows[1]])
    [problem] = check_data(data, GEO)
    assert problem.line == len(rows) + 1
    assert "repeats line 2" in problem.sentence("en")
    assert "与第 2 行重复" in problem.sentence("zh")


def test_a_missing_county_is_counted(data: Path) -> None:
    # Xiangyang in Hegang: nothing but its own figures points at it.
    for file in (
        "places.csv",
        "indicators.csv",
        "zone_members.csv",
        "reading_members.csv",
        "aliases.csv",
    ):
        write(data / file, [row for row in rows_of(data / file) if "230402" not in row])
    said = sentences(check_data(data, GEO))
    assert any("120 units of level county" in sentence and "121" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("file", "adcode", "year"),
    [
        ("indicators.csv", "230102", "2020"),  # a county
        ("indicators.csv", "230722", "2010"),  # a county of Yichun beside abolished districts
        ("indicators.csv", "232761", "2010"),  # a district without a boundary
        ("other_indicators.csv", "230702", "2010"),  # an abolished district
        ("other_indicators.csv", "230671", "2020"),  # Daqing High-tech Zone
    ],
)
def test_a_wrong_census_figure_breaks_the_sum_above_it(
    data: Path, file: str, adcode: str, year: str
) -> None:
    rows = rows_of(data / file)
    row = next(r for r in rows if r[:3] == [adcode, "pop_resident_census", year])
    row[3] = str(int(row[3]) + 1)
    write(data / file, rows)
    problems = check_data(data, GEO)
    parent = f"{adcode[:4]}00"
    assert [p.values["adcode"] for p in problems] == [parent]
    english, chinese = problems[0].sentence("en"), problems[0].sentence("zh")
    assert f"pop_resident_census of {parent} ({year})" in english
    assert "Check this row and theirs against the source" in english
    assert f"（{year}年）" in chinese
    line = problems[0].line
    assert line is not None
    assert rows_of(data / "indicators.csv")[line - 1][:3] == [parent, "pop_resident_census", year]


@pytest.mark.parametrize(
    ("file", "text", "en", "zh"),
    [
        ("zones.csv", None, "the file is missing", "找不到这个文件"),
        ("zones.csv", b"\xc9\xea\xc7\xeb", "not UTF-8", "不是 UTF-8"),
        ("zones.csv", b'id,name\n"a,b\n', "not sound CSV", "不是合格的 CSV"),
        ("datapackage.json", b"{", "cannot be understood", "读不懂"),
        ("datapackage.json", b'{"resources": []}', "describes no table", "没有描述"),
        ("datapackage.json", None, "the file is missing", "找不到这个文件"),
    ],
)
def test_a_file_that_cannot_be_read(
    data: Path, file: str, text: bytes | None, en: str, zh: str
) -> None:
    if text is None:
        (data / file).unlink()
    else:
        (data / file).write_bytes(text)
    problem = check_data(data, GEO)[0]
    assert problem.sentence("en").startswith(f"data/{file}: ")
    assert en in problem.sentence("en")
    assert zh in problem.sentence("zh")


@pytest.mark.parametrize(
    ("header", "field", "en"),
    [
        ("id,name_zh,name_en,heading_zh", "heading_en", "the column is missing"),
        ("id,name_zh,name_en,heading_zh,heading_en,x", "x", "does not describe this column"),
        ("name_zh,id,name_en,heading_zh,heading_en", "", "Put them as id,name_zh"),
    ],
)
def test_a_wrong_header(data: Path, header: str, field: str, en: str) -> None:
    rows = rows_of(data / "themes.csv")
    names = header.split(",")
    body = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    write(data / "themes.csv", [names, *([row.get(n, "") for n in names] for row in body)])
    problem = check_data(data, GEO)[0]
    assert (problem.file, problem.line, problem.field) == ("data/themes.csv", 1, field)
    assert en in problem.sentence("en")


def test_a_comma_too_many(data: Path) -> None:
    themes = data / "themes.csv"
    text = themes.read_text(encoding="utf-8").splitlines()
    themes.write_text("\n".join([*text[:2], text[2] + ",", *text[3:]]) + "\n", encoding="utf-8")
    [problem] = [p for p in check_data(data, GEO) if p.key == "row_length"]
    assert problem.line == 3
    assert "6 cells, the header 5" in problem.sentence("en")
    assert "有 6 格，表头有 5 列" in problem.sentence("zh")


def test_a_spreadsheet_s_byte_order_mark_does_no_harm(data: Path) -> None:
    zones = data / "zones.csv"
    zones.write_bytes(b"\xef\xbb\xbf" + zones.read_bytes())
    assert check_data(data, GEO) == []


def test_a_hostile_cell_is_quoted_short(data: Path) -> None:
    break_cell(data, "zones.csv", "oil_city", "kind", "{x}" + "油" * 500)
    sentence = check_data(data, GEO)[0].sentence("zh")
    assert "{x}油" in sentence
    assert len(sentence) < 200


def test_a_drawing_without_one_county(data: Path, tmp_path: Path) -> None:
    geo = tmp_path / "geo"
    geo.mkdir()
    drawing = (GEO / "map.topo.json").read_text(encoding="utf-8")
    (geo / "map.topo.json").write_text(drawing.replace("231081", "231099"), encoding="utf-8")
    said = sentences(check_data(data, geo))
    assert any("231081 is said to have a boundary" in sentence for sentence in said)
    assert any("231099 of the drawing is not in data/places.csv" in sentence for sentence in said)
    (geo / "map.topo.json").unlink()
    assert "make geo" in sentences(check_data(data, geo))[0]


def test_a_national_drawing_without_one_prefecture(data: Path, tmp_path: Path) -> None:
    geo = Path(shutil.copytree(GEO, tmp_path / "geo", ignore=shutil.ignore_patterns("*.py")))
    drawing = (GEO / "china.topo.json").read_text(encoding="utf-8")
    (geo / "china.topo.json").write_text(drawing.replace("231000", "231900"), encoding="utf-8")
    said = sentences(check_data(data, geo))
    assert any("differ in the prefecture 231000" in sentence for sentence in said)
    assert any("differ in the prefecture 231900" in sentence for sentence in said)


def test_aliases_never_used_and_names_never_matched() -> None:
    catalogue = load_catalogue()
    text = "推动油城转型，对接某某走廊。"
    document = Document("x", "x", text, "0" * 64, "utf-8", "230000")
    mention = Mention(Span(2, 4), "油城", "class", ("oil_city",), "official_list", "alias")
    issue = Issue("unmatched", "某某走廊", "no alias", Span(9, 13))
    reading = Reading(document, (), (mention,), (), (issue,))
    warnings = alias_warnings(catalogue, [reading])
    assert {warning.severity for warning in warnings} == {"warning"}
    unmatched = [w for w in warnings if w.key == "name_unmatched"]
    assert [w.value for w in unmatched] == ["某某走廊"]
    assert "aliases.csv" in unmatched[0].sentence("zh")
    never = {w.value: w for w in warnings if w.key == "zone_never_used"}
    assert "oil_city" not in never
    line = never["coal_cities"].line
    assert line is not None
    assert rows_of(DATA / "aliases.csv")[line - 1][1] == "coal_cities"
    assert "coal_cities" in never["coal_cities"].sentence("en")
