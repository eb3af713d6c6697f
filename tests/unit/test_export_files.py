"""Files as other programs read them: csv, openpyxl, geopandas."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from atlas.answering import ask
from atlas.catalogue import GEO
from atlas.export import export
from atlas.export.geojson import LAYERS
from tests.unit.plain_answers import measures_at, reaches, rows

DAY = date(2026, 12, 1)
BASE = "https://plan.example"


def written(params: dict[str, Any], kind: str, page: str = "measures") -> bytes:
    return export(ask(params).selection, kind, base_url=BASE, page=page, on=DAY).body


def read_csv(body: bytes) -> list[dict[str, str]]:
    assert body.startswith(b"\xef\xbb\xbf"), "Excel takes a CSV without the mark for GB18030"
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_csv_says_on_every_row_where_it_comes_from() -> None:
    listed = read_csv(written({"strategy": "border-opening"}, "csv"))
    wanted = {r.measure for r in reaches() if "border-opening" in r.strategies}
    assert [row["id"] for row in listed if row["id"] in wanted] == [row["id"] for row in listed]
    assert len(listed) == len(wanted)
    for row in listed:
        assert row["file_query"] == "战略：沿边开放"
        assert row["file_link"] == f"{BASE}/measures?strategy=border-opening"
        assert row["file_date"] == "2026-12-01"
        assert "访谈" in row["file_sources"]
        assert row["file_link"] in row["file_citation"]


def test_csv_of_a_page_is_about_that_page() -> None:
    figures = read_csv(written({"indicator": "gdp", "year": "2022"}, "csv", "indicators"))
    theirs = [
        row
        for row in rows("indicators")
        if (row["indicator"], row["year"]) == ("gdp", "2022") and not row["adcode"].endswith("00")
    ]
    assert [(r["adcode"], float(r["value"]), r["source"]) for r in figures] == [
        (r["adcode"], float(r["value"]), r["source"]) for r in theirs
    ]
    ties = read_csv(written({"kind": "aid_xinjiang"}, "csv", "cooperation"))
    assert {row["kind"] for row in ties} == {"aid_xinjiang"}


@pytest.fixture(scope="module")
def ledger() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(written({}, "xlsx")))


def cells(page: Worksheet) -> Iterator[tuple[Any, ...]]:
    return page.iter_rows(values_only=True)


def test_xlsx_cover(ledger: Workbook) -> None:
    assert ledger.sheetnames == ["说明", "举措", "地区", "片区与类别"]
    said = {row[0]: row[1] for row in cells(ledger["说明"]) if row[0]}
    assert said["查询条件"] == "全部举措，面向全省的也在内"
    assert said["链接"] == f"{BASE}/measures"
    assert said["导出日期"] == "2026年12月1日"
    assert "天地图" in said["边界"]
    assert said["引用格式"].endswith(f"[2026-12-01]. {BASE}/measures")
    texts = [row[1] for row in cells(ledger["说明"]) if row[1]]
    titles = {s["id"]: s["title"] for s in rows("sources")}
    zones = {r.zone for r in reaches() if r.zone}
    for source in {m["source"] for m in rows("zone_members") if m["zone"] in zones}:
        assert any(titles[source] in text for text in texts), source


def test_xlsx_ledger(ledger: Workbook) -> None:
    page = ledger["举措"]
    head, *listed = cells(page)
    assert head == ("序号", "任务", "战略", "涉及地区", "关联方式", "依据", "来源")
    plan = rows("plan")
    assert [row[0] for row in listed] == [int(row["order"]) for row in plan]
    assert [row[1] for row in listed] == [row["text_zh"] for row in plan]
    assert all(all(row) for row in listed), "no cell of the ledger is empty"
    for row, source in zip(listed, plan, strict=True):
        where = f"第 {source['source_paragraph']} 段第 {source['source_sentence']} 句"
        assert where in row[6]
    named = next(row for row in listed if row[1] == "建设黑龙江牡丹江产业协作园区")
    assert named[3:6] == ("牡丹江市", "经片区“黑龙江牡丹江产业协作园区”", "推定名单")


def test_xlsx_is_ready_for_print(ledger: Workbook) -> None:
    for page in ledger.worksheets[1:]:
        assert page.freeze_panes
        assert page.auto_filter.ref == page.dimensions
        assert page.print_title_rows == "$1:$1"
        assert page.page_setup.orientation == "landscape"
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert all(page.column_dimensions[cell.column_letter].width >= 6 for cell in page[1])
        assert page.cell(2, page.max_column).alignment.wrap_text
    measure = ledger["举措"]["A2"]
    assert measure.hyperlink.target.startswith(f"{BASE}/measures?measure=m-")


def test_xlsx_counts(ledger: Workbook) -> None:
    _, *listed = cells(ledger["地区"])
    local = [r for r in reaches() if r.county]
    for row in listed:
        here = [r for r in local if r.county == row[0] and r.precision == "unit"]
        assert row[4:7] == (
            len({r.measure for r in here}),
            len({r.strategies[0] for r in here}),
            len({r.zone for r in here if r.zone}),
        )
    assert len(listed) == 125


def test_xlsx_in_english_holds_no_chinese_but_names_of_sources() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written({"lang": "en"}, "xlsx")))
    assert book.sheetnames == ["About", "Measures", "Places", "Zones"]
    for page in book.worksheets[1:]:
        head, *listed = cells(page)
        for row in [head, *listed]:
            for label, value in zip(head, row, strict=True):
                chinese = [c for c in str(value) if "一" <= c <= "鿿"]
                # Words of the text that a link stands on are quoted as they are.
                cited = ("named, “", "abbreviated, “")
                quoted = label == "How it is linked" and any(how in str(value) for how in cited)
                assert not chinese or label == "Source" or quoted, (page.title, label, value)


def test_xlsx_takes_no_text_for_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written({"q": "=1+1"}, "xlsx")))
    for page in book.worksheets:
        assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_xlsx_of_figures_keeps_numbers() -> None:
    body = written({"indicator": "share_65plus", "year": "2020"}, "xlsx", "indicators")
    page = openpyxl.load_workbook(io.BytesIO(body))["指标"]
    values = {row[0].value: row[5] for row in page.iter_rows(min_row=2)}
    theirs = {
        r["adcode"]: float(r["value"])
        for r in rows("indicators")
        if (r["indicator"], r["year"]) == ("share_65plus", "2020")
    }
    assert {code: cell.value for code, cell in values.items()} == {
        code: value for code, value in theirs.items() if code in values
    }
    assert len(values) == 125
    digits = next(d["digits"] for d in rows("indicator_definitions") if d["id"] == "share_65plus")
    assert values["230102"].number_format == "#,##0." + "0" * int(digits)


@pytest.mark.parametrize(("level", "units"), [("county", 121), ("prefecture", 13)])
def test_geojson_in_geopandas(level: str, units: int, tmp_path: Path) -> None:
    file = tmp_path / "layer.geojson"
    file.write_bytes(written({"level": level}, "geojson", "map"))
    layer = gpd.read_file(file)
    assert len(layer) == units
    assert layer.crs.to_epsg() == 4326
    assert layer.geometry.is_valid.all()
    assert set(layer.geom_type) <= {"Polygon", "MultiPolygon"}
    assert layer["id"].tolist() == layer["adcode"].tolist()
    for unit in layer.itertuples():
        here = {
            r.measure
            for r in reaches()
            if r.county and (r.county == unit.adcode or r.county[:4] + "00" == unit.adcode)
        }
        assert set(unit.measure_ids) == here
        assert unit.measures == len(measures_at(unit.adcode, level))
    # The layer is the drawing: the same shapes as the project's own, to the last decimal.
    own = gpd.read_file(GEO / LAYERS[level]).geometry
    assert layer.geometry.to_crs(6933).area.sum() == pytest.approx(own.to_crs(6933).area.sum())


def test_geojson_keeps_rfc_7946() -> None:
    layer = json.loads(written({"lang": "en"}, "geojson", "map"))
    assert layer["type"] == "FeatureCollection"
    assert "crs" not in layer
    assert layer["statement"]["link"] == f"{BASE}/map?lang=en"
    assert layer["statement"]["date"] == "2026-12-01"
    assert layer["statement"]["citation"]
    west, south, east, north = layer["bbox"]
    for feature in layer["features"]:
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        for outer, *holes in polygons:
            assert outer[0] == outer[-1]
            assert signed_area(outer) > 0, "outer rings run anticlockwise"
            assert all(signed_area(hole) < 0 for hole in holes)
            assert all(west <= x <= east and south <= y <= north for x, y in outer)


def signed_area(ring: list[list[float]]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring))


def test_geojson_of_other_pages(tmp_path: Path) -> None:
    file = tmp_path / "layer.geojson"
    file.write_bytes(written({"indicator": "share_65plus"}, "geojson", "indicators"))
    figures = gpd.read_file(file)
    theirs = {
        r["adcode"]: float(r["value"])
        for r in rows("indicators")
        if (r["indicator"], r["year"]) == ("share_65plus", "2020")
    }
    assert len(figures) == 121
    for unit in figures.itertuples():
        assert unit.share_65plus_2020 == theirs[unit.adcode]
    file.write_bytes(written({"kind": "paired_city"}, "geojson", "cooperation"))
    ties = gpd.read_file(file)
    assert set(ties.geom_type) == {"LineString"}
    assert len(ties) == sum(r["kind"] == "paired_city" for r in rows("cooperation"))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson"])
def test_a_query_that_finds_nothing_still_makes_a_file(kind: str) -> None:
    body = written({"q": "zzzzqq"}, kind)
    if kind == "csv":
        assert read_csv(body) == []
    elif kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(body))
        assert book["说明"]["A2"].value == "没有举措符合当前条件"
        assert book["举措"].max_row == 1
    else:
        assert all(f["properties"]["measures"] == 0 for f in json.loads(body)["features"])
