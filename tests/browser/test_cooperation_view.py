"""The cooperation view read as a person reads it, on the product's own ties and plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Locator, expect

from atlas.analysis.tie_selection import select_ties
from atlas.documents import open_document
from atlas.figures.cooperation_payload import cooperation_asset, cooperation_payload
from atlas.query import Query
from tests.browser.view_pages import ProductHandler, ViewPage, browser_and_address, rows
from tests.browser.waiting import becomes, fits

CJK = re.compile(r"[\u3000-\u9fff]")
PAIRED = 13


def payload(**fields: Any) -> dict[str, Any]:
    query = Query(**fields)
    return cooperation_payload(select_ties(open_document(query.doc), query))


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[Browser, str]]:
    with browser_and_address(ProductHandler) as both:
        yield both


@pytest.fixture
def view(place: tuple[Browser, str]) -> Iterator[ViewPage]:
    browser, url = place
    page = browser.new_page(viewport={"width": 1360, "height": 900})
    shown = ViewPage(page, url, "cooperation", payload())
    expect(shown.root.locator(".tie-row")).to_have_count(43)
    yield shown
    assert shown.errors == []
    assert shown.elsewhere == []
    page.close()


def row(view: ViewPage, words: str) -> Locator:
    return view.root.locator(".tie-row").filter(has_text=words)


def lit(view: ViewPage) -> list[str | None]:
    """Numbers of the ties whose arcs are lit."""
    arcs = view.root.locator(".tie.lit")
    return [arc.get_attribute("data-tie") for arc in arcs.all()]


def test_the_list_holds_every_tie_with_its_partner(view: ViewPage) -> None:
    heads = view.root.locator(".tie-head .ends").all_inner_texts()
    said = {re.sub(r"\s+", "", head) for head in heads}
    names = {r["adcode"]: r["name_zh"] for r in rows("places")}
    assert said == {f"{names[r['from']]}—{r['to_name_zh']}" for r in rows("cooperation")}


def test_the_legend_counts_every_kind_and_their_sum(view: ViewPage) -> None:
    counted = {}
    for item in view.root.locator(".legend-item").all():
        kind = item.get_attribute("data-kind")
        counted[kind] = int(re.sub(r"\D", "", item.locator(".legend-count").inner_text()))
    kinds = [r["kind"] for r in rows("cooperation")]
    assert counted == {kind: kinds.count(kind) for kind in set(kinds)}
    expect(view.root.locator(".legend-total")).to_have_text("合计 43 条")


def test_pointing_at_a_row_lights_its_arc_and_the_reverse(view: ViewPage) -> None:
    dongguan = row(view, "东莞市")
    number = dongguan.get_attribute("data-tie")
    dongguan.hover()
    becomes(lambda: lit(view), [number])
    expect(view.root.locator(".labels .label").filter(has_text="东莞市")).to_have_count(1)
    # Dispatched on the arc itself: another lies above it on most of its way.
    view.root.locator(f".tie-symbol[data-tie='{number}']").hover(force=True)
    expect(dongguan).to_have_class(re.compile(r"\blit\b"))
    expect(view.root.locator(".hover-card")).to_contain_text("牡丹江市 — 东莞市")


def test_a_row_opens_to_measures_basis_and_source_by_keyboard(view: ViewPage) -> None:
    head = row(view, "东莞市").locator(".tie-head")
    head.focus()
    becomes(lambda: lit(view) == [row(view, "东莞市").get_attribute("data-tie")], True)
    view.page.keyboard.press("Enter")
    panel = row(view, "东莞市").locator(".tie-panel")
    measures = panel.locator(".spoken-by a")
    expect(measures).to_have_text(
        ["加强龙粤对口合作", "开展科技产业、人才和市场领域对接", "开展文旅和体育领域对接"]
    )
    becomes(
        lambda: measures.first.get_attribute("href"),
        lambda seen: "measures?measure=m-" in (seen or ""),
    )
    expect(panel.locator(".why").nth(1)).to_have_text("原文“粤”说的是广东省，承前句")
    expect(panel).to_contain_text("已读到载明这条联系的材料")
    source = panel.locator("dd a")
    becomes(lambda: source.get_attribute("href"), lambda seen: (seen or "").startswith("http"))
    expect(source).to_have_attribute("target", "_blank")
    view.page.keyboard.press("ArrowDown")
    becomes(lambda: view.focused, lambda seen: "佳木斯市" in seen)


def test_what_is_open_stays_open_when_the_selection_changes(view: ViewPage) -> None:
    row(view, "东莞市").locator(".tie-head").click()
    view.show(**payload(places=("231000",)))
    expect(row(view, "东莞市").locator(".tie-panel")).to_be_visible()


def test_a_tie_that_no_measure_speaks_of_says_so(view: ViewPage) -> None:
    bare = payload()
    number = bare["own"][0][0]
    bare["own"] = [[number, [], 0], [bare["own"][1][0], [], 2]]
    view.show(**bare)
    expect(view.root.locator(".tie-row")).to_have_count(2)
    first, second = view.root.locator(".tie-row").all()
    expect(first).to_contain_text("没有举措讲到")
    first.locator(".tie-head").click()
    expect(first.locator(".tie-panel")).to_contain_text("没有一项举措讲到这条联系")
    expect(first.locator(".tie-panel dd a")).to_have_count(1)
    second.locator(".tie-head").click()
    expect(second.locator(".tie-panel")).to_contain_text("2 项举措都被当前筛选排除了")


def test_a_prefecture_is_chosen_from_the_list_or_on_the_map(view: ViewPage) -> None:
    view.root.get_by_label("看哪个地市的伙伴").select_option(label="大庆市")
    becomes(lambda: view.patches, [{"place": ["230600"]}])
    view.root.locator("[data-home='232700']").click(position={"x": 40, "y": 8})
    becomes(lambda: view.patches[1], {"place": ["232700"]})
    view.show(**payload(places=("232700",)))
    expect(view.root.locator("[data-home='232700']")).to_have_class(re.compile("chosen"))
    expect(view.root.locator(".tie-group .tie-row:visible")).to_have_count(1)
    expect(view.root.locator(".common-ties summary")).to_have_text("全省共同的联系，20 条")
    view.root.locator("[data-home='232700']").click(position={"x": 40, "y": 8})
    becomes(lambda: view.patches[2], {"place": []})


def test_the_legend_filters_by_kind(view: ViewPage) -> None:
    tibet = view.root.locator("[data-kind='aid_tibet']")
    tibet.click()
    becomes(lambda: view.patches, [{"kind": ["aid_tibet"]}])
    view.show(**payload(kinds=("aid_tibet",)))
    expect(tibet).to_have_attribute("aria-pressed", "true")
    expect(view.root.locator(".tie:not(.away)")).to_have_count(4)
    # The counts go on saying what the other kinds would bring.
    expect(view.root.locator(".legend-total")).to_have_text("合计 43 条")
    view.root.locator("[data-kind='aid_xinjiang']").click()
    becomes(lambda: view.patches[1], {"kind": ["aid_xinjiang", "aid_tibet"]})
    view.root.get_by_role("button", name="全部种类").click()
    becomes(lambda: view.patches[2], {"kind": []})


def labels_and_covered(view: ViewPage) -> tuple[int, int]:
    """How many labels there are, and how many pairs of them cover each other.

    A line box is taller than its letters; what they cover is the middle of it.
    """
    boxes = view.root.locator(".labels .label").evaluate_all(
        "all => all.map(e => { const b = e.getBoundingClientRect();"
        " const spare = (b.height - e.getAttribute('font-size')) / 2;"
        " return [b.left, b.top + spare, b.right, b.bottom - spare] })"
    )
    covered = 0
    for i, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[i + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1]
            covered += not (apart or other[3] <= top)
    return len(boxes), covered


def test_no_label_covers_another(view: ViewPage) -> None:
    scene = view.root.locator(".map-frame .scene").first
    for _ in range(3):
        becomes(lambda: labels_and_covered(view), lambda seen: seen[0] > 5 and seen[1] == 0)
        before = scene.get_attribute("transform")
        view.root.get_by_role("button", name="放大").click()
        becomes(
            lambda: scene.get_attribute("transform"), lambda seen, before=before: seen != before
        )


def test_the_inset_with_the_south_china_sea_stays_in_its_corner(view: ViewPage) -> None:
    inset = view.root.locator(".inset-frame")
    before = inset.bounding_box()
    frame = view.root.locator(".map-frame").bounding_box()
    assert before
    assert frame
    assert before["x"] + before["width"] <= frame["x"] + frame["width"]
    assert before["y"] + before["height"] <= frame["y"] + frame["height"]
    view.root.get_by_role("button", name="放大").click()
    expect(view.root.get_by_role("button", name="显示全国")).to_be_enabled()
    becomes(inset.bounding_box, before)
    expect(view.root.locator(".inset")).to_contain_text("南海诸岛")


def test_nothing_left_says_what_why_and_the_next_click(view: ViewPage) -> None:
    view.show(**payload(strategies=("food-security",)))
    empty = view.root.locator(".empty")
    expect(empty).to_contain_text("粮食安全")
    empty.get_by_role("button").click()
    becomes(lambda: view.patches[0]["strategy"], [])


def test_the_english_page_is_english_but_for_sources(view: ViewPage) -> None:
    view.show(**payload(lang="en", places=("231000",)))
    expect(view.root.locator(".tie-group h2").first).to_contain_text("Paired cities")
    view.root.locator(".common-ties summary").click()
    for head in view.root.locator(".tie-head").all():
        head.click()
    rest = view.root.evaluate(
        "e => { const copy = e.cloneNode(true);"
        " copy.querySelectorAll('[lang=zh-CN], style').forEach(q => q.remove());"
        " copy.querySelectorAll('.why').forEach(q => q.textContent ="
        " q.textContent.replace(/“[^”]*”/g, ''));"
        " return copy.textContent }"
    )
    assert not CJK.search(rest), CJK.findall(rest)[:20]


def test_on_a_phone_nothing_is_wider_than_the_screen(view: ViewPage) -> None:
    view.page.set_viewport_size({"width": 390, "height": 844})
    view.root.locator(".tie-head").first.click()
    fits(view.page, 390)


def test_the_map_is_saved_as_a_picture_that_stands_alone(view: ViewPage) -> None:
    view.page.emulate_media(color_scheme="dark")
    view.page.evaluate("switchTheme('dark')")
    view.root.get_by_role("button", name="保存图片").click()
    with view.page.expect_download() as saving:
        view.root.get_by_role("menuitem", name="SVG").click()
    assert saving.value.suggested_filename == "longjiang-cooperation.svg"
    text = saving.value.path().read_text(encoding="utf-8")
    assert not re.search(r"var\(|light-dark|class=|data-|style=", text)
    picture = ElementTree.fromstring(text)
    said = "".join(picture.itertext())
    # Nothing that the page says of the map is lost; long lines are broken.
    for words in (view.payload["image"]["title"], "对口援藏", "审核", "南海诸岛", "广东省"):
        assert words in said
    svg = "{http://www.w3.org/2000/svg}"
    lines = [p for p in picture.iter(f"{svg}path") if p.get("fill") == "none"]
    hues = [look["light"] for look in cooperation_asset()["kinds"].values()]
    rgb = {f"rgb({int(h[1:3], 16)}, {int(h[3:5], 16)}, {int(h[5:], 16)})" for h in hues}
    # Light colours, whatever the page wears.
    assert sum(line.get("stroke") in rgb for line in lines) == 43
    assert picture.get("lang") == "zh"
    assert picture.find(f"{svg}rect").get("fill") == "#ffffff"  # type: ignore[union-attr]
