"""Zipped Shapefiles as pyshp and as geopandas read them, in both encodings."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapefile as pyshp
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.export.columns import COLUMNS
from atlas.export.field_names import LONGEST_TEXT, cut, field_names
from atlas.language import say
from tests.unit.geo_queries import api_rows, made, random_queries, unit_rows

FOLDERS = {"gb18030": "GB18030", "utf-8": "UTF-8"}
LAYERS = ("units", "units_without_boundary", "zones", "links")


@contextmanager
def layer(body: bytes, folder: str, name: str) -> Iterator[pyshp.Reader]:
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        parts = {
            ending: io.BytesIO(packed.read(f"{folder}/{name}.{ending}"))
            for ending in ("shp", "shx", "dbf")
            if f"{folder}/{name}.{ending}" in packed.namelist()
        }
    with pyshp.Reader(**parts, encoding=FOLDERS[folder]) as reader:
        yield reader


def records(body: bytes, folder: str, name: str) -> list[dict[str, Any]]:
    with layer(body, folder, name) as reader:
        return [record.as_dict() for record in reader.records()]


def fits(text: str, whole: str, encoding: str) -> bool:
    """Whether a text of a table is the whole of a value, or visibly the beginning of it."""
    if len(whole.encode(encoding)) <= LONGEST_TEXT:
        return text == whole
    return text.endswith("…") and whole.startswith(text[:-1]) and len(text) > 1


def assert_holds(found: list[dict[str, Any]], wanted: list[dict[str, Any]], encoding: str) -> None:
    assert len(found) == len(wanted)
    for row, want in zip(found, wanted, strict=True):
        names = field_names(want)
        for column, value in want.items():
            got = row[names[column]]
            if isinstance(value, str):
                assert fits(got or "", value, encoding), (column, got, value)
            elif isinstance(value, float):
                assert got == pytest.approx(value, abs=1e-9)
            else:
                assert got == value, (column, got, value)


@pytest.mark.parametrize("params", list(random_queries(10, seed=11)), ids=str)
def test_both_encodings_hold_what_the_api_answers(params: dict[str, list[str]]) -> None:
    selection, body = made(params, "shp")
    drawn, beside = unit_rows(selection)
    for folder, encoding in FOLDERS.items():
        assert_holds(records(body, folder, "units"), drawn, encoding)
        assert_holds(records(body, folder, "units_without_boundary"), beside, encoding)
        assert_holds(records(body, folder, "links"), api_rows("links", selection), encoding)
        zones = [zone for zone in api_rows("zones", selection) if zone["measures"]]
        assert [zone["name_zh"] for zone in records(body, folder, "zones")] == [
            zone["name_zh"] for zone in zones
        ]


@pytest.mark.parametrize(("level", "units"), [("county", 121), ("prefecture", 13)])
@pytest.mark.parametrize("folder", FOLDERS)
def test_shapes_run_clockwise_on_cgcs2000(
    level: str, units: int, folder: str, tmp_path: Path
) -> None:
    _, body = made({"level": level}, "shp")
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        packed.extractall(tmp_path)
    with layer(body, folder, "units") as reader:
        assert len(reader) == units
        for shape in reader.shapes():
            starts = [*shape.parts, len(shape.points)]
            rings = [shape.points[a:b] for a, b in pairwise(starts)]
            assert max(map(pyshp.signed_area, rings), key=abs) < 0, "outer rings run clockwise"
    for name in LAYERS:
        assert (tmp_path / folder / f"{name}.cpg").read_text() == FOLDERS[folder]
    frame = gpd.read_file(tmp_path / folder / "units.shp")
    assert frame.crs.to_epsg() == 4490
    assert "China_Geodetic_Coordinate_System_2000" in (tmp_path / folder / "units.prj").read_text()
    assert frame.geometry.is_valid.all()
    with layer(body, folder, "units") as reader:
        assert frame["name_zh"].tolist() == [r["name_zh"] for r in reader.records()]


def test_bytes_are_of_the_encoding_that_the_file_names() -> None:
    _, body = made({}, "shp")
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        tables = {folder: packed.read(f"{folder}/units.dbf") for folder in FOLDERS}
    assert "绥芬河市".encode("gb18030") in tables["gb18030"]
    assert "绥芬河市".encode() in tables["utf-8"]
    assert "绥芬河市".encode() not in tables["gb18030"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_readme_says_it_all_in_both_languages(lang: str) -> None:
    selection, body = made({"lang": lang}, "shp")
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        raw = packed.read("readme.txt")
        assert {entry.date_time for entry in packed.infolist()} == {(2026, 12, 1, 0, 0, 0)}
    assert raw.startswith(b"\xef\xbb\xbf"), "Notepad on an old Windows takes it for GBK otherwise"
    text = raw.decode("utf-8-sig")
    assert say("pages.map_footer", lang) in text  # type: ignore[arg-type]
    assert "示意图，不作为划界依据" in text or lang == "en"
    lines = text.split("\r\n")
    for name, table in (("units", "places"), ("zones", "zones"), ("links", "links")):
        with layer(body, "utf-8", name) as reader:
            fields = [field.name for field in reader.fields if field.name != "DeletionFlag"]
        assert all(len(field) <= 10 and field.isascii() for field in fields)
        start = next(at for at, line in enumerate(lines) if line.startswith(f"== {name}:"))
        mapped = dict(line.split()[:2] for line in lines[start + 1 : start + 1 + len(fields)])
        assert list(mapped) == fields
        columns = [column.name for column in COLUMNS[table]]  # type: ignore[index]
        assert list(mapped.values())[: len(columns)] == columns
        for column in columns:
            both = " / ".join(say(f"tables.{table}.{column}", of) for of in ("zh", "en"))
            assert any(both in line for line in lines[start:]), column
    if lang == "zh":
        lacking = [p.name_zh for p in selection.document.catalogue.counties if not p.polygon]
        assert any(all(name in line for name in lacking) for line in lines)


def test_what_was_cut_is_counted_in_the_readme() -> None:
    selection, body = made({"lang": "en"}, "shp")
    drawn, _ = unit_rows(selection)
    long = sum(len(row["why_zh"].encode()) > LONGEST_TEXT for row in drawn)
    assert long > 1
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        lines = packed.read("readme.txt").decode("utf-8-sig").split("\r\n")
    line = next(line for line in lines if line.startswith("why_zh "))
    assert f"[{long} values cut, ending in …]" in line
    assert sum(row["why_zh"].endswith("…") for row in records(body, "utf-8", "units")) == long


def test_figures_and_ties_are_shapes_too() -> None:
    selection, body = made({}, "shp", "indicators")
    found = records(body, "gb18030", "figures")
    assert len(found) == 121
    wide = {(row["adcode"], f"{row['indicator']}_{row['year'] or ''}".rstrip("_")): row["value"]
            for row in api_rows("indicators", selection)}  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        lines = packed.read("readme.txt").decode("utf-8-sig").split("\r\n")
    start = lines.index(next(line for line in lines if line.startswith("== figures:")))
    mapped = [line.split()[:2] for line in lines[start + 1 :] if line]
    assert len(mapped) == len(found[0])
    for row in found:
        for field, column in mapped[4:]:
            value = wide.get((row["adcode"], column))
            assert row[field] == (None if value is None else pytest.approx(value)), column
    selection, body = made({}, "shp", "cooperation")
    assert_holds(records(body, "utf-8", "ties"), api_rows("cooperation", selection), "UTF-8")


@settings(derandomize=True, max_examples=300)
@given(
    st.lists(
        st.text("abcdefghijklmnopqrstuvwxyzABC_0123456789", min_size=1, max_size=30)
        .map(lambda text: f"c{text}"),
        unique=True,
        max_size=250,
    )
)  # fmt: skip
def test_field_names_are_short_and_no_two_alike(columns: list[str]) -> None:
    names = field_names(columns)
    assert list(names) == columns
    assert len({name.lower() for name in names.values()}) == len(columns)
    assert all(1 <= len(name) <= 10 and name.isascii() for name in names.values())


@settings(derandomize=True, max_examples=300)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=400).filter(lambda t: "…" not in t),
    st.sampled_from(["GB18030", "UTF-8"]),
    st.booleans(),
)
def test_a_long_text_is_cut_where_a_character_or_an_item_ends(
    text: str, encoding: str, listed: bool
) -> None:
    short = cut(text, encoding, listed=listed)
    assert len(short.encode(encoding)) <= LONGEST_TEXT
    if len(text.encode(encoding)) <= LONGEST_TEXT:
        assert short == text
        return
    assert short.endswith("…")
    assert text.startswith(short[:-1])
    if listed:
        assert short == "…" or short.endswith(";…")
    else:
        missing = text[len(short) - 1]
        assert len(short.encode(encoding)) + len(missing.encode(encoding)) > LONGEST_TEXT
