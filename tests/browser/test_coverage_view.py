"""The coverage page: a matrix walked, sorted and opened, and the lists of who is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.sent import changed, sent
from tests.browser.view_pages import HOSTILE, ViewPage, browser_and_address
from tests.browser.waiting import becomes, fits

CJK = re.compile(r"[\u4e00-\u9fff]")
UNITS = ["230103", "231081", "231086", "231123", "232761"]
"""Nangang; Suifenhe and Dongning of one prefecture; Xunke; Jiagedaqi, which has no boundary."""
NAMES = ["南岗区", "绥芬河市", "东宁市", "逊克县", "加格达奇区"]
COLUMNS = ["harbin-metro", "border-opening", "ecology"]
VALUES = [[1, 0, 0], [0, 2, 0], [0, 2, 0], [0, 2, 0], [0, 0, 0]]
COLOURS = ["#c3d7ee", "#1f4a75"]


def block(name: str, units: list[str], **changes: Any) -> dict[str, Any]:
    own = sent("coverage")["left_out"][0]
    step = changed(own["next"], label="下一步", href="coverage?basis=named") if units else None
    made = {"id": name, "n": len(units), "title": f"标题 {name}", "text": "说明。", "units": units}
    return changed(own, **made | {"next": step} | changes)


def payload() -> dict[str, Any]:
    own = sent("coverage")
    apart = changed(own["apart"][0], strategy="citizenization", n=1, href="measures?strategy=x")
    return changed(
        own,
        units=UNITS,
        columns=COLUMNS,
        values=VALUES,
        wider=[[], [], [], [], []],
        unsure=[[], [1], [1], [1], []],
        totals=[1, 2, 2, 2, 0],
        reached=[1, 3, 0],
        shades=[-1, 0, 1],
        ramp=changed(own["ramp"], light=COLOURS, dark=COLOURS),
        ink=changed(own["ink"], light=["#1b2430", "#ffffff"], dark=["#0f151b", "#ffffff"]),
        wide=[0, 0, 3],
        apart=[apart],
        rows=[[0, [0]], [1, [1]], [2, [2]]],
        left_out=[block("unnamed", UNITS[1:4]), block("unreached", []), block("unsure", [])],
    )


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Browser, str]]:
    with browser_and_address() as both:
        yield both


@pytest.fixture
def coverage(started: tuple[Browser, str]) -> Iterator[ViewPage]:
    browser, url = started
    context = browser.new_context(viewport={"width": 1240, "height": 900})
    yield ViewPage(context.new_page(), url, "coverage", payload())
    context.close()


def grid(view: ViewPage) -> Locator:
    return view.root.get_by_role("grid")


def cell(view: ViewPage, row: int, column: int) -> Locator:
    return view.root.locator(f'tr[data-unit="{row}"] td[data-column="{column}"]')


def shown(view: ViewPage) -> list[str]:
    return [t.rstrip("*") for t in view.root.locator("tr[data-unit] th").all_text_contents()]


def panel(view: ViewPage) -> Locator:
    return view.root.get_by_role("region", name="这一格的举措")


def test_rows_stand_under_their_prefectures_and_zeros_are_zeros(coverage: ViewPage) -> None:
    becomes(lambda: shown(coverage), NAMES)
    groups = coverage.root.locator("tr.group").all_text_contents()
    assert groups == ["哈尔滨市", "牡丹江市", "黑河市", "大兴安岭地区"]
    rows = [
        r.locator("td.cell").all_text_contents()
        for r in grid(coverage).locator("tr[data-unit]").all()
    ]
    assert rows == [[str(v) for v in row] for row in VALUES]
    becomes(
        lambda: coverage.root.locator("tr[data-unit] td.total").all_text_contents(),
        [
            "1",
            "2",
            "2",
            "2",
            "0",
        ],
    )


def test_a_cell_on_inferred_lists_alone_says_so(coverage: ViewPage) -> None:
    expect(cell(coverage, 1, 1)).to_have_attribute("aria-label", "2，只靠推定名单")
    becomes(lambda: cell(coverage, 0, 0).get_attribute("aria-label"), lambda seen: seen is None)
    expect(coverage.root.locator(".key")).to_contain_text("只靠推定名单")


def test_a_cell_reached_with_its_prefecture_alone_is_no_plain_zero(coverage: ViewPage) -> None:
    expect(cell(coverage, 0, 2)).to_have_text("0")
    coverage.show(wider=[[2], [], [], [], []])
    expect(cell(coverage, 0, 2)).to_have_text("◇")
    expect(cell(coverage, 0, 2)).to_have_attribute(
        "aria-label", "只随地市列入，或只有园区、口岸在其内"
    )
    expect(cell(coverage, 4, 2)).to_have_text("0")


def test_province_wide_strategies_stand_apart(coverage: ViewPage) -> None:
    expect(coverage.root.locator(".apart")).to_contain_text("市民化 1 项")
    wide = coverage.root.locator("tr.wide")
    becomes(lambda: wide.locator("td:not(.total)").all_text_contents(), ["", "", "3"])


def test_a_click_lists_the_cell_s_measures_with_reasons_and_links(coverage: ViewPage) -> None:
    cell(coverage, 1, 1).click()
    found = panel(coverage).locator("li")
    expect(found).to_have_count(2)
    expect(found.nth(0)).to_contain_text("𠮷日建设试验边区口岸")
    expect(found.nth(0)).to_contain_text("经片区")
    expect(found.nth(0)).to_contain_text("推定名单")
    expect(found.nth(1)).to_contain_text("承前句")
    expect(found.nth(0).get_by_role("link")).to_have_attribute(
        "href", "measures?measure=m-00000000"
    )
    place = panel(coverage).get_by_role("link", name="到绥芬河市的页面看依据")
    expect(place).to_have_attribute("href", "place?place=231081&strategy=border-opening")
    place.click()
    (patch,) = becomes(lambda: coverage.patches, bool)
    assert patch["page"] == ["place"]
    assert patch["place"] == ["231081"]
    assert patch["strategy"] == ["border-opening"]


def test_a_zero_says_what_holds_province_wide(coverage: ViewPage) -> None:
    cell(coverage, 0, 2).click()
    expect(panel(coverage)).to_contain_text("这项战略没有举措单独落到这里")
    expect(panel(coverage)).to_contain_text("另有 3 项面向全省")


def test_the_keyboard_walks_the_grid_opens_a_cell_and_comes_back(coverage: ViewPage) -> None:
    keys = coverage.page.keyboard
    coverage.root.locator("td[tabindex='0']").focus()
    keys.press("ArrowDown")
    keys.press("ArrowRight")
    expect(cell(coverage, 1, 1)).to_be_focused()
    expect(coverage.root.locator(".pointing")).to_have_text("牡丹江市绥芬河市 × 沿边开放：2 项")
    keys.press("Enter")
    expect(panel(coverage).locator("li")).to_have_count(2)
    keys.press("Escape")
    expect(cell(coverage, 1, 1)).to_be_focused()
    expect(panel(coverage).locator("li")).to_have_count(0)
    keys.press("Control+End")
    expect(cell(coverage, 4, 2)).to_be_focused()
    keys.press("Home")
    expect(grid(coverage).get_by_role("link", name="加格达奇区")).to_be_focused()
    keys.press("ArrowUp")
    expect(grid(coverage).get_by_role("link", name="逊克县")).to_be_focused()


def test_the_grid_is_one_stop_of_the_tab_key(coverage: ViewPage) -> None:
    expect(coverage.root.locator("tbody [tabindex='0']")).to_have_count(1)
    cell(coverage, 3, 1).click()
    expect(coverage.root.locator("tbody [tabindex='0']")).to_have_count(1)
    expect(cell(coverage, 3, 1)).to_have_attribute("tabindex", "0")


def test_pointing_marks_row_and_column(coverage: ViewPage) -> None:
    cell(coverage, 3, 1).hover()
    expect(coverage.root.locator("tr.is-row th")).to_have_text("逊克县")
    expect(coverage.root.locator("th.is-column")).to_contain_text("沿边开放")
    band, head = (
        coverage.root.locator(".band").bounding_box(),
        coverage.root.locator("th.is-column").bounding_box(),
    )
    assert band
    assert head
    assert abs(band["x"] - head["x"]) < 2
    coverage.root.locator(".apart").hover()
    expect(coverage.root.locator("tr.is-row")).to_have_count(0)


def test_rows_sort_by_count_and_by_a_column(coverage: ViewPage) -> None:
    coverage.root.get_by_role("button", name="从多到少").click()
    # Districts, county-level cities and counties are ranked among themselves.
    becomes(lambda: shown(coverage), ["南岗区", "绥芬河市", "东宁市", "逊克县", "加格达奇区"])
    expect(coverage.root.locator("tr.group")).to_have_count(4)
    expect(coverage.root.locator("tr.group").nth(1)).to_have_text("县级市，2 个，只在同类里排序")
    total = coverage.root.locator("thead th.total")
    expect(total).to_have_attribute("aria-sort", "descending")
    coverage.root.get_by_role("button", name="按“哈尔滨都市圈”排序").click()
    column = coverage.root.locator("thead th[data-column]").filter(has_text="都市圈")
    expect(column).to_have_attribute("aria-sort", "descending")
    coverage.root.get_by_role("button", name="按“哈尔滨都市圈”排序").click()
    expect(column).to_have_attribute("aria-sort", "ascending")
    coverage.root.get_by_role("button", name="按“哈尔滨都市圈”排序").click()
    becomes(lambda: shown(coverage), NAMES)
    becomes(lambda: coverage.patches, [])


def test_the_order_outlives_a_rerun(coverage: ViewPage) -> None:
    coverage.root.get_by_role("button", name="从少到多").click()
    coverage.show(values=[[0, 0, 0], *VALUES[1:]], totals=[0, 2, 1, 2, 0])
    becomes(lambda: shown(coverage), ["南岗区", "东宁市", "绥芬河市", "逊克县", "加格达奇区"])


def test_what_is_counted_is_asked_of_the_server(coverage: ViewPage) -> None:
    coverage.root.get_by_role("button", name="举措", exact=True).first.click()
    coverage.root.get_by_role("button", name="地市", exact=True).click()
    prefectures = {"level": ["prefecture"], "indicator": [], "year": []}
    becomes(lambda: coverage.patches, [{"count": ["measures"]}, prefectures])


def test_measures_as_columns_show_how_they_reach(coverage: ViewPage) -> None:
    coverage.show(
        count="measures",
        columns=[0, 2],
        values=[],
        relations=[[-1, 0], [1, -1], [1, -1], [1, -1], [-1, -1]],
        unsure=[[], [0], [0], [0], []],
        wide=[],
    )
    expect(cell(coverage, 0, 1)).to_have_attribute("aria-label", "点名或简称")
    expect(cell(coverage, 1, 0)).to_have_attribute("aria-label", "经片区，只靠推定名单")
    expect(cell(coverage, 4, 0)).to_have_text("0")
    cell(coverage, 0, 1).click()
    expect(panel(coverage)).to_contain_text("第 3 项")
    expect(panel(coverage)).to_contain_text("点名或简称")


def test_zones_as_columns_list_the_measures_through_the_zone(coverage: ViewPage) -> None:
    coverage.show(count="zones", columns=["border-zone"], values=[[0], [2], [2], [2], [0]], wide=[])
    cell(coverage, 2, 0).click()
    expect(panel(coverage).locator("li")).to_have_count(2)
    expect(panel(coverage).get_by_role("link", name="到东宁市的页面看依据")).to_have_attribute(
        "href", "place?place=231086"
    )


def test_headings_and_names_stay_while_the_matrix_scrolls(coverage: ViewPage) -> None:
    coverage.page.set_viewport_size({"width": 390, "height": 500})
    frame = coverage.root.locator(".frame")
    before = coverage.root.locator("thead th.total").bounding_box()
    frame.evaluate("e => e.scrollTo(80, 60)")
    after = coverage.root.locator("thead th.total").bounding_box()
    assert before == after
    name = coverage.root.locator("tr[data-unit='3'] th").bounding_box()
    left = frame.bounding_box()
    assert name
    assert left
    assert abs(name["x"] - left["x"]) <= 2


def test_who_is_left_out_is_in_sight_and_one_click_from_its_list(coverage: ViewPage) -> None:
    strip = coverage.root.get_by_role("navigation", name="没有顾到的县区")
    becomes(
        lambda: strip.get_by_role("button").all_inner_texts(),
        [
            "3\n标题 unnamed",
            "0\n标题 unreached",
            "0\n标题 unsure",
        ],
    )
    strip.get_by_role("button").first.click()
    expect(coverage.root.get_by_role("heading", name="标题 unnamed 3")).to_be_focused()
    listed = coverage.root.locator("[data-block='unnamed']")
    becomes(lambda: listed.locator("dt").all_text_contents(), ["牡丹江市2/10 个", "黑河市1/6 个"])
    listed.get_by_role("link", name="东宁市").click()
    becomes(lambda: coverage.patches[0]["place"], ["231086"])
    listed.get_by_role("link", name="下一步").click()
    becomes(lambda: coverage.patches[1]["page"], ["coverage"])
    becomes(lambda: coverage.patches[1]["basis"], ["named"])


def test_no_matrix_says_why(coverage: ViewPage) -> None:
    coverage.show(
        columns=[], values=[[] for _ in UNITS], unsure=[[] for _ in UNITS], wide=[], shades=[-1]
    )
    expect(coverage.root.locator(".empty")).to_contain_text("只面向全省")
    expect(grid(coverage)).to_be_hidden()
    expect(coverage.root.locator(".summary-strip")).to_be_visible()
    gone = {"title": "没有", "text": HOSTILE, "action_label": "清除", "patch": {"q": []}}
    coverage.show(empty=gone)
    expect(coverage.root.locator(".empty")).to_contain_text(HOSTILE)
    coverage.root.get_by_role("button", name="清除").click()
    becomes(lambda: coverage.patches[-1], {"q": []})
    assert coverage.errors == []


def test_the_open_cell_follows_a_rerun_or_closes(coverage: ViewPage) -> None:
    cell(coverage, 1, 1).click()
    coverage.show(rows=[[0, [0]]], values=[[0, 0, 0], [0, 1, 0], *VALUES[2:]])
    expect(panel(coverage).locator("li")).to_have_count(1)
    coverage.show(units=UNITS[:1], values=VALUES[:1], unsure=[[]], totals=[1])
    expect(panel(coverage).locator("li")).to_have_count(0)


def test_english_is_whole_and_hostile_words_stay_words(coverage: ViewPage) -> None:
    blocks = [block("unnamed", UNITS[1:4], title=HOSTILE, text="Text.", next=None)]
    coverage.show(lang="en", left_out=blocks)
    cell(coverage, 1, 1).click()
    own = (
        "e => { const copy = e.cloneNode(true);"
        " copy.querySelectorAll('[lang=zh-CN], style').forEach(q => q.remove());"
        " return copy.textContent }"
    )
    becomes(
        lambda: coverage.root.evaluate(own),
        lambda seen: HOSTILE in seen and not CJK.search(seen),
    )
    expect(coverage.root.locator("img")).to_have_count(0)
    assert coverage.elsewhere == []
    assert coverage.errors == []


def test_on_a_phone_the_page_is_no_wider_than_the_screen(coverage: ViewPage) -> None:
    coverage.page.set_viewport_size({"width": 390, "height": 844})
    cell(coverage, 1, 1).click()
    fits(coverage.page, 390)
    expect(panel(coverage)).to_be_in_viewport()
