"""The drawn map: what stands in the file is what the payload says, and it can be seen."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from atlas.analysis.reach import drawn_units
from atlas.answering import ask
from atlas.catalogue import load_catalogue
from atlas.figures.brief_figure import brief_svg
from atlas.figures.classes import BY_SITE, NOTHING, WIDE, WITH_PREFECTURE
from atlas.figures.lettering import lettered, text_width, wrapped
from atlas.figures.map_drawing import map_svg
from atlas.figures.map_fills import WIDE_FILL
from atlas.figures.map_labels import View, candidates, place_labels
from atlas.figures.map_payload import map_payload
from atlas.figures.raster import png
from atlas.figures.topology import drawing

SVG = "{http://www.w3.org/2000/svg}"
QUERIES: list[dict[str, Any]] = [
    {},
    {"strategy": "border-opening", "count": "measures", "lang": "en"},
    {"place": ["231086", "230600"], "count": "zones"},
    {"level": "prefecture", "strategy": ["food-security", "county-economy"]},
    {"q": "𠮷<&>\x00“”\ufffe无此词"},
]


def payload(params: dict[str, Any]) -> dict[str, Any]:
    return map_payload(ask(params).selection)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def texts(root: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("params", QUERIES)
def test_a_path_for_every_unit_in_the_class_the_screen_shows(params: dict[str, Any]) -> None:
    told = payload(params)
    units = drawn_units(load_catalogue(), told["level"])
    drawn = {
        path.get("data-code"): path
        for path in parsed(map_svg(told)).iter(f"{SVG}path")
        if path.get("data-code")
    }
    assert list(drawn) == units
    classes = Counter(int(path.get("data-class", "")) for path in drawn.values())
    assert classes == Counter(told["classes"])
    assert classes == {entry["class"]: entry["n"] for entry in told["legend"] if entry["n"]}
    for path in drawn.values():
        cls = int(path.get("data-class", ""))
        ramp = told["ramp"]["light"]
        patterns = {NOTHING: "url(#map-hatch)", WITH_PREFECTURE: "url(#map-stripes)"}
        if cls == WIDE:
            assert path.get("fill") == WIDE_FILL
        elif cls == BY_SITE:
            assert path.get("fill") not in ramp
        else:
            assert path.get("fill") == patterns.get(cls, ramp[cls] if cls >= 0 else "")
    marks = [p for p in parsed(map_svg(told)).iter(f"{SVG}path") if p.get("data-site") is not None]
    sites = classes[BY_SITE]
    assert len(marks) == sites + bool(sites), "one in each unit, and one in the legend"


@pytest.mark.parametrize("params", QUERIES)
def test_the_file_says_what_it_shows_and_that_it_is_a_sketch(params: dict[str, Any]) -> None:
    told = payload(params)
    root = parsed(map_svg(told, notes=["https://plan.example/map"]))
    said = "".join(texts(root)).replace(" ", "")
    lang = told["lang"]
    for words in (told["image"]["title"], told["image"]["subtitle"], told["image"]["footer"]):
        assert lettered(words, lang).replace(" ", "") in said
    assert "https://plan.example/map" in said
    assert ("不作为划界依据" if lang == "zh" else "noauthorityonboundaries") in said
    for entry in told["legend"]:
        assert entry["label"] in texts(root)
    assert root.findtext(f"{SVG}title") == told["image"]["title"]


def test_chosen_places_are_outlined_and_named() -> None:
    root = parsed(map_svg(payload({"place": ["231086", "230600"]})))
    chosen = {drawing().counties["231086"].d, drawing().prefectures["230600"].d}
    outlined = {p.get("d") for p in root.iter(f"{SVG}path") if p.get("stroke") == "#1b2430"}
    assert chosen == outlined
    assert {"东宁市", "大庆市"} <= set(texts(root))
    assert "大庆" not in texts(root)


def test_a_zone_is_dashed_and_explained() -> None:
    told = payload({"strategy": "border-opening"})
    assert told["outlines"] == ["border_coop_zone", "border_counties"]
    root = parsed(map_svg(told))
    dashed = [p for p in root.iter(f"{SVG}path") if p.get("stroke-dasharray")]
    # A line on the map and one in its key for each.
    assert len(dashed) == 4
    assert any(text.startswith("沿边开放开发合作区") for text in texts(root))


def test_rivers_and_lakes_are_named() -> None:
    said = texts(parsed(map_svg(payload({}))))
    assert {"黑龙江", "松花江", "乌苏里江", "嫩江", "兴凯湖"} <= set(said)


def test_nothing_is_fetched() -> None:
    root = parsed(map_svg(payload({})))
    links = [v for e in root.iter() for name, v in e.attrib.items() if name.endswith("href")]
    assert not links
    assert not list(root.iter(f"{SVG}image"))


@pytest.mark.parametrize("params", QUERIES[:4])
def test_pixels_at_label_points_have_the_colour_of_their_class(params: dict[str, Any]) -> None:
    """Read off the picture as a reader would, at points known from the gazetteer's layer."""
    told = payload(params)
    picture = Image.open(io.BytesIO(png(map_svg(told), zoom=2))).convert("RGB")
    assert picture.width == 2000
    pixels = np.asarray(picture)
    root = parsed(map_svg(told))
    scene = next(g for g in root.iter(f"{SVG}g") if "scale(" in g.get("transform", ""))
    panel = next(g for g in root.iter(f"{SVG}g") if scene in list(g.iter()) and g is not scene)
    left, top = translation(panel.get("transform", ""))
    scale = float(scene.get("transform", "").split("scale(")[1].rstrip(")"))
    codes = drawn_units(load_catalogue(), told["level"])
    seen = 0
    for code, cls in zip(codes, told["classes"], strict=True):
        if cls < 0:
            continue
        x, y = clear_point(code)
        at_x, at_y = round(2 * (left + x * scale)), round(2 * (top + y * scale))
        wanted = tuple(bytes.fromhex(told["ramp"]["light"][cls].removeprefix("#")))
        near = pixels[at_y - 4 : at_y + 5, at_x - 4 : at_x + 5].reshape(-1, 3)
        seen += bool((near == wanted).all(axis=1).any())
    reached = sum(cls >= 0 for cls in told["classes"])
    assert reached > 10
    # A prefecture's name may cover a small district whole.
    assert seen >= 0.97 * reached


def clear_point(code: str) -> tuple[float, float]:
    """A county's own point; a prefecture's name stands on its point, so its largest county's."""
    shapes = drawing()
    if code in shapes.counties:
        return shapes.counties[code].point
    within = [u for c, u in shapes.counties.items() if shapes.parent[c] == code]
    return max(within, key=lambda unit: unit.area).point


def translation(transform: str) -> tuple[float, float]:
    x, y = transform.removeprefix("translate(").split(")")[0].split(",")
    return float(x), float(y)


def test_the_outline_of_everything_is_the_provinces() -> None:
    shapes = drawing()
    everything = shapes.outline(shapes.counties)
    assert sorted(everything.split("M")) == sorted(shapes.province_line.split("M"))
    assert shapes.outline(["231086"]).count("M") == 1


def test_areas_are_those_of_the_prefectures() -> None:
    shapes = drawing()
    for code, prefecture in shapes.prefectures.items():
        own = sum(u.area for c, u in shapes.counties.items() if shapes.parent[c] == code)
        assert own == pytest.approx(prefecture.area, rel=0.01)


@pytest.mark.parametrize(("zoom", "counties"), [(1.0, False), (2.5, True)])
def test_names_do_not_cover_each_other(zoom: float, counties: bool) -> None:
    shapes = drawing()
    wanted = candidates(load_catalogue(), shapes, lang="zh", level="county")
    view = View(scale=0.8 * zoom, x=-300 * (zoom - 1), y=-500 * (zoom - 1), zoom=zoom)
    placed = place_labels(wanted, view, 800, 915, "zh")
    assert len(placed) > 12
    assert any(label.candidate.kind == "county" for label in placed) == counties
    boxes = []
    for label in placed:
        half = text_width(label.candidate.text, label.candidate.size, label.candidate.weight) / 2
        boxes.append((label.x - half, label.y - 6, label.x + half, label.y + 6))
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("十八项举措落到这里，没有一项", 140, ["十八项举措落到", "这里，没有一项"]),
        ("one two three", 64, ["one two", "three"]),
        ("一二三四五，六", 100, ["一二三四五，", "六"]),
        ("", 100, []),
    ],
)
def test_lines_break_between_words(text: str, width: float, lines: list[str]) -> None:
    assert wrapped(text, width, 20 if width > 64 else 16) == lines


def test_a_cut_text_says_so() -> None:
    lines = wrapped("按类别关联的举措落到这些县区和地市里面", 60, 10, most=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert text_width(lines[1], 10) <= 60


@pytest.mark.parametrize(
    ("params", "names", "panels"),
    [
        ({"place": "231086"}, {"东宁市", "穆棱市", "牡丹江", "黑河"}, 2),
        ({"strategy": "border-opening"}, {"沿边开放开发合作区", "黑河"}, 1),
        ({"place": "232761"}, {"大兴安岭"}, 1),
    ],
)
def test_figure_of_a_brief(params: dict[str, Any], names: set[str], panels: int) -> None:
    told = payload(params)
    root = parsed(brief_svg(told))
    assert names <= set(texts(root))
    scenes = [g for g in root.iter(f"{SVG}g") if "scale(" in g.get("transform", "")]
    assert len(scenes) == panels
    whole = [p.get("data-code") for p in scenes[0].iter(f"{SVG}path") if p.get("data-code")]
    assert len(whole) == 121
