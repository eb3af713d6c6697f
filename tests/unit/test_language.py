"""Words of the screen: whole in both languages, each free of the other, alike in what they fill."""

from __future__ import annotations

import ast
import csv
import json
import re
import string
from pathlib import Path

import pytest

from atlas.catalogue import DATA
from atlas.language import LANGS, WORDS, MissingWord, listing, say, words
from atlas.model import Lang

ROOT = Path(__file__).parents[2]
CHINESE = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.\-]*")
HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:!?()]|[,;:!?()][\u3400-\u9fff]")
ROOMS = sorted(path.stem for path in WORDS.glob("*.json"))
every_room = pytest.mark.parametrize("room", ROOMS)

IN_CHINESE = {
    "the keys of a keyboard": "Alt Ctrl Enter Esc C",
    "formats and encodings, which have no Chinese name": (
        "CSV JSON SVG PNG XLSX DOCX HTML GeoJSON PDF API UTF-8 UTF-16 GB18030 Big5 utf-8 utf-16"
        " gb18030 big5 MB KB GeoPackage Shapefile ZIP"
    ),
    "endings of files, and products known by their names": "txt md docx pdf html"
    " mhtml xlsx ofd zip doc wps xls Word Office LibreOffice",
    "marks of a citation by GB/T 7714": "DB OL",
    "names of a coordinate system, a publisher and its data": "CGCS2000 EPSG Natural Earth cpca",
    "names of methods, programs and formats of others": (
        "TF-IDF BibTeX Excel Frictionless ArcGIS SuperMap Windows"
    ),
    "a licence, and the files that state it": "MIT LICENSE NOTICE",
    "what a reader is to type": "haerbin heb python m atlas check analyze make geo",
    "names of files, tables and columns, and values written in them": (
        "datapackage.json aliases.csv externals.csv resources statutory polygon target kind cover"
        " pattern yes no frictionless earlier adcode indicator data docs another-province.md"
    ),
    "names and values of the API, as a program writes them": (
        "limit offset statement.citation OpenAPI page export. places.geojson places GET HEAD json"
        " geojson csv explicit zone class pair province prefecture county strong weak named"
        " official list known inferred local QGIS geopandas P N doc against links units"
        " unit site area precision equated reading default read as proposed confirmed changed"
        " added"
    ),
}
"""Latin words that belong on a Chinese screen, by the reason they do."""

QUOTED = {"surface", "surfaces"}
"""The text's own words: a Chinese sentence may quote them, an English one says what they name."""
NAMED = {"place", "places", "partner", "region", "zone"}


def keys(room: str) -> list[str]:
    return [key for key in words("zh") if key.partition(".")[0] == room]


def texts(key: str, lang: Lang) -> list[str]:
    text = words(lang)[key]
    return list(text.values()) if isinstance(text, dict) else [text]


def names(text: str) -> set[str]:
    """Names to fill in, `years[0]` under `years`."""
    fields = (name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
    return {re.split(r"[.\[]", name)[0] for name in fields}


def without_names(text: str) -> str:
    return "".join(said for said, *_ in string.Formatter().parse(text))


def test_there_are_words() -> None:
    assert len(words("zh")) > 300
    assert [room for room in ROOMS if not keys(room)] == []


@every_room
def test_every_word_is_there_in_both_languages(room: str) -> None:
    for key, text in json.loads((WORDS / f"{room}.json").read_text(encoding="utf-8")).items():
        assert set(text) == set(LANGS), key
        for lang in LANGS:
            forms = text[lang]
            if isinstance(forms, dict):
                assert lang == "en", f"{key}: Chinese has no plural"
                assert set(forms) == {"one", "other"}, key
        # What stands after a number in one language may stand before it in the other.
        assert any(form.strip() for lang in LANGS for form in texts(f"{room}.{key}", lang)), key


@every_room
def test_both_languages_fill_in_the_same(room: str) -> None:
    for key in keys(room):
        # A number may go without saying: "the county", "没有一个县区".
        chinese, *english = [names(t) - {"n"} for lang in LANGS for t in texts(key, lang)]
        assert all(found == english[-1] for found in english), key
        if chinese & QUOTED:
            assert chinese - QUOTED <= english[-1] <= chinese | NAMED, key
        else:
            assert chinese == english[-1], key


@every_room
def test_no_english_is_left_on_the_chinese_screen(room: str) -> None:
    allowed = {word for listed in IN_CHINESE.values() for word in listed.split()}
    for key in keys(room):
        for text in texts(key, "zh"):
            shown = without_names(text)
            assert set(LATIN.findall(shown)) - allowed == set(), f"{key}: {text}"
            assert HALF_WIDTH.findall(shown) == [], f"{key}: half-width punctuation: {text}"


@every_room
def test_no_chinese_is_left_on_the_english_screen(room: str) -> None:
    for key in keys(room):
        for text in texts(key, "en"):
            assert CHINESE.findall(text) == [], f"{key}: {text}"


COLUMNS = [
    (path.name, column)
    for path in sorted(DATA.glob("*.csv"))
    for column in path.read_text(encoding="utf-8").splitlines()[0].split(",")
    if column.endswith(("_en", "_zh"))
]


@pytest.mark.parametrize(("file", "column"), COLUMNS)
def test_names_in_the_data_keep_to_their_language(file: str, column: str) -> None:
    with (DATA / file).open(encoding="utf-8", newline="") as table:
        values = [row[column] for row in csv.DictReader(table) if row[column]]
    if column.endswith("_en"):
        assert [v for v in values if CHINESE.search(v)] == []
    else:
        assert [v for v in values if HALF_WIDTH.search(v)] == []
        assert [v for v in values if LATIN.search(v) and not CHINESE.search(v)] == []


@pytest.mark.parametrize(
    ("key", "lang", "values", "said"),
    [
        ("map.n_measures", "en", {"n": 1}, "1 measure addresses it directly"),
        ("map.n_measures", "en", {"n": 0}, "0 measures address it directly"),
        ("map.n_measures", "en", {"n": 1234}, "1,234 measures address it directly"),
        ("map.n_measures", "zh", {"n": 1}, "1 项举措直接指到"),
        ("map.n_measures", "zh", {"n": 1234}, "1,234 项举措直接指到"),
        ("map.quoted", "zh", {"words": "{n} <b>"}, "“{n} <b>”"),
        # A code is no number: it keeps its digits as they are.
        ("pages.dropped", "en", {"value": "place=230100"}, "“place=230100” in the address is not"
         " known and was left out"),
    ],
)  # fmt: skip
def test_a_text_is_said(key: str, lang: Lang, values: dict[str, object], said: str) -> None:
    assert say(key, lang, **values) == said


def test_a_word_nobody_wrote_is_an_error_with_its_name() -> None:
    with pytest.raises(MissingWord, match=r"no en text for 'map\.no_such'"):
        say("map.no_such", "en")


@pytest.mark.parametrize(
    ("items", "chinese", "english"),
    [
        ([], "", ""),
        (["甲"], "甲", "甲"),
        (["甲", "乙"], "甲、乙", "甲 and 乙"),
        (["甲", "乙", "丙"], "甲、乙、丙", "甲, 乙 and 丙"),
    ],
)
def test_items_are_listed(items: list[str], chinese: str, english: str) -> None:
    assert listing(items, "zh") == chinese
    assert listing(items, "en") == english


def said_in_python() -> list[tuple[str, str]]:
    """Keys that Python says as a whole, with where; those put together at run time are not seen."""
    found = []
    for path in [ROOT / "app.py", ROOT / "dashboard.py", *(ROOT / "atlas").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "say"
                and isinstance(node.args[0], ast.Constant)
            ):
                found.append((node.args[0].value, f"{path.relative_to(ROOT)}:{node.lineno}"))
    return found


def said_in_the_browser() -> list[tuple[str, str]]:
    """Keys that a view says as a whole."""
    return [
        (key, path.name)
        for path in (ROOT / "atlas/ui/frontend").rglob("*.js")
        if "vendor" not in path.parts
        for key in re.findall(r'\bt\("([\w.]+)"', path.read_text(encoding="utf-8"))
    ]


def test_what_the_code_says_has_been_written() -> None:
    said = said_in_python() + said_in_the_browser()
    assert len(said) > 150
    assert [f"{where} says {key}" for key, where in said if key not in words("en")] == []
