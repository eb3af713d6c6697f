"""The boundary layers: whole, without gaps, in the right place, and the same in the drawing."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from pyproj import Geod, Transformer
from shapely.geometry import Point, shape

from geo import china
from geo.projection import CHINA_ALBERS, Screen, to_china_screen, to_screen
from geo.raw import RawFileError, fetch, raw_files

ROOT = Path(__file__).resolve().parents[2]
GEO = ROOT / "geo"
POLYGON_LAYERS = ["counties", "prefectures", "province", "neighbours", "lakes", "china_provinces"]
# Official area of the province, less the two districts that lie in Inner Mongolia (km²).
OFFICIAL_KM2 = 473_000 - 18_160


def layer(name: str) -> gpd.GeoDataFrame:
    return gpd.read_file(GEO / f"{name}.geojson")


def polygons(frame: gpd.GeoDataFrame) -> list[shapely.Polygon]:
    parts = shapely.get_parts(frame.geometry.values)
    return [part for part in parts if part.geom_type == "Polygon"]


def geodesic_km2(polygon: Any) -> float:
    """Area on the ellipsoid, which no projection of ours has touched."""
    return abs(Geod(ellps="GRS80").geometry_area_perimeter(polygon)[0]) / 1e6


@pytest.fixture(scope="module")
def counties() -> gpd.GeoDataFrame:
    return layer("counties")


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    return pd.read_csv(ROOT / "data" / "places.csv", dtype=str).query("polygon == 'yes'")


class Drawing:
    """A drawing's TopoJSON read back as a browser reads it."""

    def __init__(self, name: str = "map") -> None:
        self.topology = json.loads((GEO / f"{name}.topo.json").read_text(encoding="utf-8"))
        (self.sx, self.sy) = self.topology["transform"]["scale"]
        (self.tx, self.ty) = self.topology["transform"]["translate"]

    def features(self, name: str) -> list[dict[str, Any]]:
        return list(self.topology["objects"][name]["geometries"])

    def arc(self, index: int) -> list[tuple[float, float]]:
        x = y = 0
        points = []
        for dx, dy in self.topology["arcs"][index if index >= 0 else ~index]:
            x, y = x + dx, y + dy
            points.append((x * self.sx + self.tx, y * self.sy + self.ty))
        return points if index >= 0 else points[::-1]

    def line(self, indexes: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indexes:
            arc = self.arc(index)
            assert not points or points[-1] == arc[0], "arcs of one line do not meet"
            points += arc[1:] if points else arc
        return points

    def shape(self, feature: dict[str, Any]) -> Any:
        depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}

        def read(value: Any, level: int) -> Any:
            return self.line(value) if level == 0 else [read(one, level - 1) for one in value]

        coordinates = read(feature["arcs"], depth[feature["type"]])
        return shape({"type": feature["type"], "coordinates": coordinates})

    def arcs_of(self, name: str) -> Counter[int]:
        def flat(value: Any) -> list[int]:
            return [value] if isinstance(value, int) else [i for one in value for i in flat(one)]

        indexes = [i for feature in self.features(name) for i in flat(feature["arcs"])]
        return Counter(i if i >= 0 else ~i for i in indexes)


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    return Drawing()


def test_counties_are_the_units_of_the_places_table(
    counties: gpd.GeoDataFrame, places: pd.DataFrame
) -> None:
    listed = places[places["level"] == "county"].set_index("adcode").sort_index()
    drawn = counties.set_index("adcode").sort_index()
    assert len(drawn) == 121
    assert list(drawn.index) == list(listed.index)
    assert list(drawn["name"]) == list(listed["name_zh"])
    assert list(drawn["parent"]) == list(listed["parent"])


def test_prefectures_are_the_units_of_the_places_table(places: pd.DataFrame) -> None:
    listed = places[places["level"] == "prefecture"].set_index("adcode").sort_index()
    drawn = layer("prefectures").set_index("adcode").sort_index()
    assert len(drawn) == 13
    assert list(drawn.index) == list(listed.index)
    assert list(drawn["name"]) == list(listed["name_zh"])


@pytest.mark.parametrize("name", [*POLYGON_LAYERS, "rivers"])
def test_layer_is_valid_and_in_degrees_of_cgcs2000(name: str) -> None:
    frame = layer(name)
    assert frame.crs == "EPSG:4490"
    assert frame.geometry.is_valid.all()
    west, south, east, north = frame.total_bounds
    assert 73 < west < east < 136
    assert 3 < south < north < 54


@pytest.mark.parametrize("name", POLYGON_LAYERS)
def test_exterior_rings_run_clockwise_and_holes_against(name: str) -> None:
    for polygon in polygons(layer(name)):
        assert not polygon.exterior.is_ccw
        assert all(hole.is_ccw for hole in polygon.interiors)


def test_counties_and_neighbours_leave_no_gap_and_no_overlap(counties: gpd.GeoDataFrame) -> None:
    together = [*counties.geometry, *layer("neighbours").geometry]
    assert shapely.coverage_is_valid(together)


def test_counties_fill_the_province_exactly(counties: gpd.GeoDataFrame) -> None:
    (province,) = layer("province").geometry
    flat = counties.to_crs(CHINA_ALBERS).geometry
    assert flat.union_all().area == pytest.approx(flat.area.sum(), rel=1e-9)
    assert counties.union_all().symmetric_difference(province).area == 0
    assert province.geom_type == "Polygon"
    assert len(province.interiors) == 0


def test_each_prefecture_is_its_counties(counties: gpd.GeoDataFrame) -> None:
    for prefecture in layer("prefectures").itertuples():
        members = counties[counties["parent"] == prefecture.adcode]
        assert members.union_all().symmetric_difference(prefecture.geometry).area == 0


def test_area_is_the_official_one_less_what_lies_in_inner_mongolia(
    counties: gpd.GeoDataFrame,
) -> None:
    assert counties.geometry.map(geodesic_km2).sum() == pytest.approx(OFFICIAL_KM2, rel=0.01)


def test_no_unit_has_shrunk_out_of_sight(counties: gpd.GeoDataFrame, drawing: Drawing) -> None:
    assert counties.geometry.map(geodesic_km2).min() > 8
    assert min(feature["properties"]["r"] for feature in drawing.features("counties")) >= 0.9


def known_points() -> list[Any]:
    with (Path(__file__).parent / "known_points.csv").open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=row["place"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("row", known_points())
def test_known_point_lies_where_people_know_it(
    row: dict[str, str], counties: gpd.GeoDataFrame
) -> None:
    point = Point(float(row["lon"]), float(row["lat"]))
    neighbours = layer("neighbours")
    in_counties = list(counties.loc[counties.contains(point), "adcode"])
    in_neighbours = list(neighbours.loc[neighbours.contains(point), "adcode"])
    assert in_counties == ([row["county"]] if row["county"] else [])
    assert in_neighbours == ([row["neighbour"]] if row["neighbour"] else [])


def test_label_points_lie_well_inside_their_counties(counties: gpd.GeoDataFrame) -> None:
    points = gpd.GeoSeries(gpd.points_from_xy(counties["cx"], counties["cy"]), crs=counties.crs)
    assert counties.geometry.contains(points).all()
    to_border = points.to_crs(CHINA_ALBERS).distance(counties.to_crs(CHINA_ALBERS).boundary) / 1000
    # The radius was measured in the province's projection, this distance in the national one.
    assert (to_border > 0.9 * counties["radius_km"]).all()


def test_national_layer_keeps_every_part() -> None:
    frame = layer("china_provinces")
    units, lines = frame[frame["kind"] == "province"], frame[frame["kind"] == "boundary_line"]
    assert len(units) == 34
    assert units["adcode"].is_unique
    assert shapely.get_num_geometries(units.geometry.values).sum() == 557
    assert sorted(shapely.get_num_geometries(lines.geometry.values)) == [1, 1, 1, 2, 3, 6, 7, 10]
    (dashes,) = [line for line in lines.geometry if len(shapely.get_parts(line)) == 10]
    west, south, east, north = dashes.bounds
    assert south < 3.5
    assert north > 24
    assert west < 109
    assert east > 122


@pytest.mark.parametrize(
    ("adcode", "lon", "lat"), [("710000", 123.5, 25.75), ("460000", 112.3, 16.9)]
)
def test_national_layer_has_the_far_islands(adcode: str, lon: float, lat: float) -> None:
    frame = layer("china_provinces")
    (unit,) = frame.loc[frame["adcode"] == adcode, "geometry"]
    assert unit.distance(Point(lon, lat)) < 0.2


def test_drawing_names_every_unit_and_its_parent(
    counties: gpd.GeoDataFrame, drawing: Drawing
) -> None:
    drawn = {f["id"]: f["properties"]["parent"] for f in drawing.features("counties")}
    assert drawn == dict(zip(counties["adcode"], counties["parent"], strict=True))
    assert {f["id"] for f in drawing.features("prefectures")} == set(counties["parent"])
    assert {"name_zh", "name_en"} <= set(drawing.features("lakes")[0]["properties"])
    assert {"name_zh", "name_en", "rank", "border"} <= set(
        drawing.features("rivers")[0]["properties"]
    )


def test_drawing_has_the_areas_of_the_ground(counties: gpd.GeoDataFrame, drawing: Drawing) -> None:
    km2 = counties.set_index("adcode").geometry.map(geodesic_km2)
    scale = drawing.topology["km_per_unit"] ** 2
    for feature in drawing.features("counties"):
        drawn = drawing.shape(feature)
        assert drawn.is_valid
        # The grid's 60 m is one percent of the smallest district.
        assert drawn.area * scale == pytest.approx(km2[feature["id"]], rel=0.015)
    total = sum(drawing.shape(feature).area for feature in drawing.features("counties"))
    assert total * scale == pytest.approx(km2.sum(), rel=1e-3)


def test_drawing_is_a_coverage_and_label_points_lie_inside(drawing: Drawing) -> None:
    shapes = [drawing.shape(feature) for feature in drawing.features("counties")]
    assert shapely.coverage_is_valid(shapes)
    for feature, drawn in zip(drawing.features("counties"), shapes, strict=True):
        label = Point(feature["properties"]["x"], feature["properties"]["y"])
        assert drawn.contains(label)
        assert label.distance(drawn.boundary) == pytest.approx(feature["properties"]["r"], abs=0.25)


def test_lines_that_two_units_share_are_one_arc(drawing: Drawing) -> None:
    county_arcs = drawing.arcs_of("counties")
    assert set(county_arcs.values()) == {1, 2}
    twice = sum(1 for uses in county_arcs.values() if uses == 2)
    assert twice > 0.75 * len(county_arcs)
    assert set(drawing.arcs_of("prefectures")) <= set(county_arcs)
    # What one county alone borders is the outline; part of it is shared with the neighbours.
    outline = {arc for arc, uses in county_arcs.items() if uses == 1}
    assert outline & set(drawing.arcs_of("neighbours"))
    assert set(drawing.arcs_of("neighbours")) & set(county_arcs) <= outline


def test_border_rivers_run_along_the_border_itself(drawing: Drawing) -> None:
    land = set(drawing.arcs_of("counties")) | set(drawing.arcs_of("neighbours"))
    border = [f for f in drawing.features("rivers") if f["properties"]["border"]]
    assert len(border) == 5
    for feature in border:
        parts = feature["arcs"] if feature["type"] == "MultiLineString" else [feature["arcs"]]
        assert {arc if arc >= 0 else ~arc for part in parts for arc in part} <= land


def test_drawing_is_a_thousand_units_wide_and_holds_the_province(drawing: Drawing) -> None:
    left, top, right, bottom = drawing.topology["bbox"]
    assert (left, top, right) == (0, 0, 1000)
    assert 1000 < bottom < 1300
    shapes = [drawing.shape(feature) for feature in drawing.features("counties")]
    west, north, east, south = shapely.total_bounds(shapes)
    assert 10 <= west < 30
    assert 970 < east <= 990
    assert 10 <= north < 30
    assert bottom - 30 < south <= bottom - 10


def test_points_are_drawn_by_the_constants_in_the_file(
    counties: gpd.GeoDataFrame, drawing: Drawing
) -> None:
    topology = drawing.topology
    screen = topology["screen"]
    albers = Transformer.from_crs("EPSG:4490", topology["projection"], always_xy=True)
    assert to_screen(128, 48.5) == pytest.approx((screen["x0"], screen["y0"]), abs=1e-6)
    assert 1 / screen["scale"] / 1000 == pytest.approx(topology["km_per_unit"], rel=1e-5)
    drawn = {f["id"]: f["properties"] for f in drawing.features("counties")}
    for county in counties.itertuples():
        east, north = albers.transform(county.cx, county.cy)
        by_hand = (
            screen["x0"] + screen["scale"] * east,
            screen["y0"] - screen["scale"] * north,
        )
        assert to_screen(county.cx, county.cy) == pytest.approx(by_hand)
        label = drawn[county.adcode]
        assert (label["x"], label["y"]) == pytest.approx(by_hand, abs=0.051)


def test_north_is_up_and_east_is_right(drawing: Drawing) -> None:
    screen = Screen.read(drawing.topology)
    here, north, east = screen.point(127, 46), screen.point(127, 47), screen.point(128, 46)
    assert north[1] < here[1]
    assert east[0] > here[0]
    # One degree of latitude is 111 km wherever one measures.
    assert (here[1] - north[1]) * screen.km_per_unit == pytest.approx(111.2, rel=0.01)


@pytest.fixture(scope="module")
def country() -> Drawing:
    return Drawing("china")


def test_the_national_drawing_is_what_the_committed_layers_make(country: Drawing) -> None:
    made = china.build_topology(layer("china_provinces"), layer("prefectures"))
    assert json.loads(json.dumps(made)) == country.topology


def test_the_national_drawing_loses_no_part_of_any_province(country: Drawing) -> None:
    whole = layer("china_provinces").query("kind == 'province'").set_index("adcode").geometry
    islets = {f["id"]: len(f["coordinates"]) for f in country.features("islets")}
    drawn = {f["id"]: country.shape(f) for f in country.features("provinces")}
    assert set(drawn) == set(whole.index)
    for adcode, polygons in drawn.items():
        parts = shapely.get_num_geometries(whole[adcode])
        assert shapely.get_num_geometries(polygons) + islets.get(adcode, 0) == parts, adcode
    lines = layer("china_provinces").query("kind == 'boundary_line'").geometry
    drawn_lines = [country.shape(feature) for feature in country.features("boundary_lines")]
    assert shapely.get_num_geometries(drawn_lines).tolist() == (
        shapely.get_num_geometries(lines.values).tolist()
    )


def test_the_inset_holds_the_whole_line_in_the_south_china_sea(country: Drawing) -> None:
    box = shapely.box(*country.topology["inset"]["box"])
    lines = [country.shape(feature) for feature in country.features("boundary_lines")]
    (dashes,) = [line for line in lines if shapely.get_num_geometries(line) == 10]
    assert box.contains(dashes)
    # Drawn in the lower right corner of the frame, it hides none of the islands it leaves outside.
    _, _, width, height = country.topology["bbox"]
    scale = country.topology["inset"]["scale"]
    left, top, right, bottom = (scale * value for value in box.bounds)
    cover = shapely.box(width - 8 - (right - left), height - 8 - (bottom - top), width, height)
    hidden = {f["id"] for f in country.features("provinces") if country.shape(f).intersects(cover)}
    assert hidden <= {"460000"}


def test_partners_lie_in_their_provinces_on_the_national_drawing(country: Drawing) -> None:
    table = pd.read_csv(ROOT / "data" / "cooperation.csv", dtype=str).dropna(subset="to")
    drawn = {f["id"]: country.shape(f) for f in country.features("provinces")}
    assert len(table) > 30
    for row in table.itertuples():
        point = Point(to_china_screen(float(row.lon), float(row.lat)))
        # Simplifying took up to a unit off a coast that a city stands on.
        assert drawn[row.to[:2] + "0000"].distance(point) < 1.5, row.to_name_zh


def test_the_national_drawing_has_our_prefectures_where_the_province_is(country: Drawing) -> None:
    ours = {f["id"]: country.shape(f) for f in country.features("prefectures")}
    assert set(ours) == set(layer("prefectures")["adcode"])
    assert shapely.coverage_is_valid(list(ours.values()))
    (province,) = [country.shape(f) for f in country.features("provinces") if f["id"] == "230000"]
    strip = shapely.union_all(list(ours.values())).symmetric_difference(province)
    assert strip.area < 0.02 * province.area


def test_the_national_drawing_has_the_areas_of_the_ground(country: Drawing) -> None:
    whole = layer("china_provinces").query("kind == 'province'").set_index("adcode").geometry
    scale = country.topology["km_per_unit"] ** 2
    for feature in country.features("provinces"):
        km2 = sum(geodesic_km2(part) for part in shapely.get_parts(whole[feature["id"]]))
        assert country.shape(feature).area * scale == pytest.approx(km2, rel=0.02, abs=20)


@pytest.mark.parametrize(
    ("name", "plain", "packed"), [("map", 200_000, 70_000), ("china", 90_000, 30_000)]
)
def test_files_stay_small_enough_to_fetch_at_once(name: str, plain: int, packed: int) -> None:
    content = (GEO / f"{name}.topo.json").read_bytes()
    assert len(content) <= plain
    assert len(gzip.compress(content)) <= packed


def test_a_raw_file_that_changed_is_refused(tmp_path: Path) -> None:
    record = raw_files()["province"]
    copy = tmp_path / "unpacked" / record.pin / Path(record.member).name
    copy.parent.mkdir(parents=True)
    copy.write_text("{}", encoding="utf-8")
    with pytest.raises(RawFileError, match=r"province\.geojson: sha256 is .* raw_files\.csv says"):
        fetch(record, tmp_path)


def test_requirements_name_the_versions_that_the_record_names() -> None:
    lines = (ROOT / "requirements-geo.txt").read_text(encoding="utf-8").splitlines()
    pins = {line.strip() for line in lines if "==" in line}
    assert {record.pin for record in raw_files().values()} <= pins


def test_provenance_page_records_every_raw_file_with_its_checksum() -> None:
    page = (GEO / "SOURCE.md").read_text(encoding="utf-8")
    for record in raw_files().values():
        assert record.member in page
        assert record.sha256 in page
