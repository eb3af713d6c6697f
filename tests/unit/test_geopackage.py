"""GeoPackages as geopandas and as plain SQLite read them, and as QGIS would colour them."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest
import shapely
from lxml import etree
from starlette.testclient import TestClient

from atlas.answering import ask
from atlas.api import create_api
from atlas.catalogue import GEO, load_catalogue
from atlas.export import NoRoom, export, gis_folder
from atlas.export.geojson import LAYERS
from atlas.export.geopackage import FORMAT
from atlas.figures.map_payload import map_payload
from atlas.language import say
from tests.unit.geo_queries import BASE, DAY, api_rows, made, random_queries, unit_rows

PLAN_LAYERS = {"units", "units_without_boundary", "zones", "links", "statement", "layer_styles"}


@contextmanager
def opened(body: bytes) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(body)
        database.row_factory = sqlite3.Row
        yield database


def rows_of(database: sqlite3.Connection, layer: str) -> list[dict[str, Any]]:
    found = database.execute(f'SELECT * FROM "{layer}" ORDER BY fid').fetchall()
    return [{k: row[k] for k in row.keys() if k not in ("fid", "geom")} for row in found]  # noqa: SIM118


def styles(database: sqlite3.Connection) -> dict[str, Any]:
    return {
        row["f_table_name"]: etree.fromstring(row["styleQML"].encode())
        for row in database.execute("SELECT * FROM layer_styles")
    }


@pytest.mark.parametrize(("level", "units"), [("county", 121), ("prefecture", 13)])
def test_layers_in_geopandas(level: str, units: int, tmp_path: Path) -> None:
    file = tmp_path / "view.gpkg"
    file.write_bytes(made({"level": level}, "gpkg")[1])
    assert {name for name, _ in pyogrio.list_layers(file)} == PLAN_LAYERS
    layer = gpd.read_file(file, layer="units")
    assert len(layer) == units
    assert layer.crs.to_epsg() == 4490
    assert layer.geometry.is_valid.all()
    own = gpd.read_file(GEO / LAYERS[level]).set_index("adcode").geometry
    for unit in layer.itertuples():
        assert unit.geometry.equals(own[unit.adcode]), unit.name_zh
    assert gpd.read_file(file, layer="links").shape[0] > 500
    assert "geometry" not in gpd.read_file(file, layer="links")


@pytest.mark.parametrize("params", list(random_queries(16)), ids=str)
def test_layers_hold_what_the_api_answers(params: dict[str, list[str]]) -> None:
    selection, body = made(params, "gpkg")
    drawn, beside = unit_rows(selection)
    with opened(body) as database:
        assert rows_of(database, "units") == drawn
        assert rows_of(database, "units_without_boundary") == beside
        assert rows_of(database, "links") == api_rows("links", selection)
        used = [zone for zone in api_rows("zones", selection) if zone["measures"]]
        listed = rows_of(database, "zones")
    assert [{k: v for k, v in zone.items() if k in used[0]} for zone in listed] == used
    for zone in listed:
        for basis in ("official_list", "known_official", "equated", "inferred"):
            assert zone[f"{basis}_count"] == len([c for c in zone[basis].split(";") if c])
        titles = [selection.document.catalogue.sources[s].title for s in zone["sources"].split(";")]
        assert zone["source_titles"] == ";".join(titles)


def test_an_outline_is_its_members_without_the_lines_between_them(tmp_path: Path) -> None:
    file = tmp_path / "view.gpkg"
    file.write_bytes(made({}, "gpkg")[1])
    counties = gpd.read_file(GEO / LAYERS["county"])
    catalogue = load_catalogue()
    zones = gpd.read_file(file, layer="zones")
    assert len(zones) > 10
    for zone in zones.itertuples():
        members = zone.members.split(";")
        inside = counties[counties["adcode"].isin(members) | counties["parent"].isin(members)]
        whole = shapely.union_all(inside.geometry.values)
        assert shapely.symmetric_difference(zone.geometry, whole).area < 1e-9, zone.name_zh
        lacking = [m for m in members if not catalogue.places[m].polygon]
        assert (zone.without_boundary or "") == ";".join(lacking)


def test_the_file_says_what_it_is_and_what_it_leaves_out() -> None:
    selection, body = made({"strategy": "border-opening"}, "gpkg")
    with opened(body) as database:
        said = [(row["label"], row["text"]) for row in rows_of(database, "statement")]
        told = [text for _, text in said]
        points = rows_of(database, "units_without_boundary")
    assert ("查询条件", "战略：沿边开放；按县区") in said
    assert ("链接", f"{BASE}/map?strategy=border-opening") in said
    assert ("导出日期", "2026年12月1日") in said
    assert any("示意图，不作为划界依据" in text for text in told)
    assert any("[2026-12-01]" in text for label, text in said if label == "引用格式")
    catalogue = selection.document.catalogue
    lacking = [place for place in catalogue.counties if not place.polygon]
    assert [row["adcode"] for row in points] == [place.adcode for place in lacking]
    assert len(lacking) == 4
    sentence = next(text for text in told if "没有边界数据" in text)
    assert all(place.name_zh in sentence for place in lacking)


@pytest.mark.parametrize("params", list(random_queries(16, seed=8)), ids=str)
def test_qgis_draws_the_classes_of_the_screen(params: dict[str, list[str]]) -> None:
    selection, body = made(params, "gpkg")
    payload = map_payload(selection)
    with opened(body) as database:
        drawn = styles(database)
        units = {row["adcode"]: row for row in rows_of(database, "units")}
    assert set(drawn) == {"units", "units_without_boundary", "zones"}
    style = drawn["units"]
    renderer = style.find("renderer-v2")
    count = payload["count"]
    assert renderer.get("type") == "graduatedSymbol"
    beside = f'if("{count}_site" > 0, -6, if("{count}_prefecture" > 0, -5, 0))'
    assert renderer.get("attr") == f'if("{count}" > 0, "{count}", {beside})'
    ranges, symbols = renderer.findall("ranges/range"), renderer.findall("symbols/symbol")
    assert [r.get("label") for r in ranges] == [entry["label"] for entry in payload["legend"]]
    assert [s.get("name") for s in symbols] == [r.get("symbol") for r in ranges]
    counties = drawn_codes(payload["level"])
    for code, cls in zip(counties, payload["classes"], strict=True):
        if code not in units:
            continue
        own, site, prefecture = (
            units[code][f"{count}{way}"] for way in ("", "_site", "_prefecture")
        )
        value = own or (-6 if site else -5 if prefecture else 0)
        fits = [
            at for at, r in enumerate(ranges) if number(r, "lower") <= value <= number(r, "upper")
        ]
        assert [payload["legend"][at]["class"] for at in fits] == [cls], (code, value)
        colour = symbols[fits[0]].find(".//Option[@name='color']").get("value")
        if cls >= 0:
            wanted = payload["ramp"]["light"][cls]
            assert (
                colour == f"{int(wanted[1:3], 16)},{int(wanted[3:5], 16)},{int(wanted[5:], 16)},255"
            )


def number(range_: Any, end: str) -> float:
    return float(range_.get(end))


def drawn_codes(level: str) -> list[str]:
    from atlas.analysis.reach import drawn_units  # noqa: PLC0415

    return list(drawn_units(load_catalogue(), level))  # type: ignore[arg-type]


def test_the_file_keeps_the_standard() -> None:
    with opened(made({}, "gpkg")[1]) as database:
        (id_,) = database.execute("PRAGMA application_id").fetchone()
        assert id_.to_bytes(4, "big") == b"GPKG"
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        contents = database.execute("SELECT * FROM gpkg_contents").fetchall()
        assert {row["table_name"] for row in contents} == PLAN_LAYERS
        assert {row["last_change"] for row in contents} == {"2026-12-01T00:00:00.000Z"}
        columns = database.execute(
            "SELECT table_name, column_name, description FROM gpkg_data_columns"
        )
        for layer, column, description in columns:
            assert description
            database.execute(f'SELECT "{column}" FROM "{layer}" LIMIT 1')
        assert database.execute(
            "SELECT description FROM gpkg_data_columns WHERE table_name = 'units' "
            "AND column_name = 'by_zone'"
        ).fetchone()[0] == say("tables.places.by_zone", "zh")


def test_other_pages_hold_their_own(tmp_path: Path) -> None:
    file = tmp_path / "view.gpkg"
    # Without years the file holds the one that the page shows.
    asked = {"indicator": "share_65plus", "year": ["2010", "2020"]}
    selection, body = made(asked, "gpkg", "indicators")
    file.write_bytes(body)
    figures = gpd.read_file(file, layer="figures").set_index("adcode")
    assert len(figures) == 121
    rows = [r for r in api_rows("indicators", selection) if r["adcode"] in figures.index]
    assert len(rows) > 121
    for row in rows:
        assert figures.loc[row["adcode"], f"share_65plus_{row['year']}"] == row["value"]
    selection, body = made({"kind": "paired_city"}, "gpkg", "cooperation")
    file.write_bytes(body)
    ties = gpd.read_file(file, layer="ties")
    assert set(ties.geom_type) == {"LineString"}
    assert ties["to_name_zh"].tolist() == [
        r["to_name_zh"] for r in api_rows("cooperation", selection)
    ]
    assert {name for name, _ in pyogrio.list_layers(file)} == {"ties", "statement"}


@pytest.mark.parametrize("kind", ["gpkg", "shp"])
def test_a_query_that_finds_nothing_still_makes_a_file(kind: str, tmp_path: Path) -> None:
    for page, empty in (("map", "links"), ("cooperation", "ties"), ("indicators", "figures")):
        params = {"q": "zzzzqq", "place": "232761", "kind": "aid_tibet", "year": "1900"}
        _, body = made(params, kind, page)
        file = tmp_path / f"{page}.{FORMAT.suffix if kind == 'gpkg' else 'zip'}"
        file.write_bytes(body)
        if kind == "gpkg":
            assert {n for n, _ in pyogrio.list_layers(file)} >= {empty, "statement"}
            assert pyogrio.read_info(file, layer="statement", force_feature_count=True)["features"]
        else:
            assert body.startswith(b"PK")


@pytest.mark.parametrize("kind", ["gpkg", "shp"])
def test_one_view_is_the_same_bytes_each_time_and_leaves_nothing_behind(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gis_folder, "MEMORY", tmp_path)
    bodies = set()
    # GDAL writes the time to a thousandth of a second; each takes longer.
    for _ in range(4):
        bodies.add(made({"strategy": "border-opening"}, kind)[1])
    assert len(bodies) == 1
    assert list(tmp_path.iterdir()) == []
    # Where there is no memory to write to, the usual folder for passing files serves.
    monkeypatch.setattr(gis_folder, "MEMORY", tmp_path / "none")
    monkeypatch.setattr(gis_folder.tempfile, "tempdir", str(tmp_path))
    assert made({"strategy": "border-opening"}, kind)[1] in bodies
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["gpkg", "shp"])
def test_a_full_disk_is_said_and_never_half_a_file(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gis_folder, "MEMORY", tmp_path)
    selection, whole = made({}, kind)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    faults = []
    for most in (0, 1_000, 90_000, 300_000, 900_000, 1_100_000, 1_500_000, 2_500_000):
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
            body = export(selection, kind, base_url=BASE, page="map", on=DAY).body
        except NoRoom as fault:
            faults.append(fault)
        else:
            assert body == whole, most
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert list(tmp_path.iterdir()) == []
    assert len(faults) >= 5
    assert "disk is full" in faults[0].sentence("en")
    assert "磁盘已满" in faults[0].sentence("zh")


@pytest.mark.parametrize("kind", ["gpkg", "shp"])
def test_a_server_without_room_says_when_to_ask_again(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gis_folder, "MEMORY", tmp_path / "none")
    monkeypatch.setattr(gis_folder.tempfile, "tempdir", str(tmp_path / "none"))
    answer = TestClient(create_api()).get(f"/export.{kind}?lang=en&q=口岸")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "10"
    assert answer.json()["detail"] == say("export.no_room", "en")
    assert TestClient(create_api()).get("/export.geojson?lang=en&q=口岸").status_code == 200


def test_starting_and_other_files_load_no_geopandas() -> None:
    script = (
        "import sys, app; from atlas.answering import ask; from atlas.export import export\n"
        "for kind in ('csv', 'geojson', 'svg'): export(ask({}).selection, kind, base_url='http://a')\n"
        "print(sorted({'geopandas', 'pyogrio', 'pyproj'} & set(sys.modules)))\n"
        "export(ask({}).selection, 'gpkg', base_url='http://a')\n"
        "print(sorted({'geopandas', 'pyogrio', 'pyproj'} & set(sys.modules)))\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-2:] == ["[]", "['geopandas', 'pyogrio', 'pyproj']"]


def test_what_is_asked_for_has_a_style_for_no_figures() -> None:
    selection = ask({"indicator": "share_65plus"}).selection
    body = export(selection, "gpkg", base_url=BASE, page="indicators", on=DAY).body
    with opened(body) as database:
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
    assert "layer_styles" not in tables
