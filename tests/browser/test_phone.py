"""The dashboard on a phone: filters, map and menu by finger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.dashboard import Reader
from tests.browser.waiting import becomes, fits

RAOHE, JIANSHAN = "230524", "230502"


@pytest.fixture(scope="module")
def phone(browser: Browser, dashboard: str) -> Iterator[Reader]:
    reader = Reader(browser, dashboard, width=390, touch=True)
    yield reader
    reader.close()


def sheet(phone: Reader, place: str) -> Locator:
    return phone.page.get_by_role("region", name=place, exact=True)


def top(what: Locator) -> float:
    box = what.bounding_box()
    assert box
    return box["y"]


def in_sight(what: Locator) -> bool:
    box = what.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= 960


def test_filters_open_by_a_button_with_words_and_begin_with_the_place(phone: Reader) -> None:
    page = phone.open("map?strategy=border-opening")
    expect(page.get_by_role("button", name="Expand sidebar")).to_have_count(0)
    opener = page.get_by_role("button", name="筛选 · 找县区")
    expect(opener).to_contain_text("已选 1")
    becomes(lambda: in_sight(opener), True)
    opener.tap()
    place = page.get_by_role("combobox", name="地区")
    becomes(lambda: in_sight(place), True)
    becomes(lambda: top(place) < top(phone.filter("沿边开放")), True)
    place.fill("raohe")
    page.get_by_role("option", name="饶河县 双鸭山市").tap()
    phone.filter("沿边开放").uncheck()
    page.get_by_role("button", name="完成").tap()
    expect(place).not_to_be_in_viewport()
    expect(phone.sentence).to_have_text("只看地区：饶河县")
    fits(page, 390)


def test_a_tap_says_what_reaches_a_county_and_leads_to_its_page(phone: Reader) -> None:
    page = phone.open("map")
    phone.county(RAOHE).tap()
    here = sheet(phone, "饶河县")
    becomes(lambda: in_sight(here.get_by_role("heading", name="饶河县")), True)
    expect(here).to_contain_text("4 项战略直接指到；1 项随双鸭山市列入")
    expect(here.locator(".measures li").first).to_contain_text("按类别")
    # A second tap is one more look at it, and takes nothing back.
    phone.county(RAOHE).tap()
    expect(here).to_be_visible()
    expect(phone.county(RAOHE)).to_have_attribute("aria-selected", "true")
    becomes(lambda: in_sight(phone.county(RAOHE)), True)
    here.get_by_role("button", name="打开饶河县的页面").tap()
    expect(phone.heading).to_contain_text("饶河县")
    becomes(lambda: page.evaluate("location.pathname"), "/place")


def test_the_tools_of_the_map_hide_nothing_of_it(phone: Reader) -> None:
    page = phone.open("map")
    svg, tools = page.locator("svg.map"), page.get_by_role("toolbar", name="地图工具")
    becomes(lambda: top(tools) >= top(svg) + svg.bounding_box()["height"] - 1, True)  # type: ignore[index]
    tools.get_by_role("button", name="保存图片").tap()
    menu = page.get_by_role("menuitem").first
    expect(menu).to_be_in_viewport(ratio=1)
    becomes(lambda: top(menu) < top(tools), True)


def test_a_unit_smaller_than_a_finger_is_offered_beside_the_one_that_was_hit(phone: Reader) -> None:
    phone.open("map")
    box = phone.county(JIANSHAN).bounding_box()
    assert box
    assert max(box["width"], box["height"]) < 10
    phone.page.touchscreen.tap(box["x"] + box["width"] / 2 + 9, box["y"] + box["height"] / 2)
    phone.page.get_by_role("button", name="尖山区").tap()
    expect(sheet(phone, "尖山区").get_by_role("heading")).to_contain_text("尖山区")
    expect(phone.county(JIANSHAN)).to_have_attribute("aria-selected", "true")
    sheet(phone, "尖山区").get_by_role("button", name="取消选择").tap()
    expect(sheet(phone, "尖山区")).to_be_hidden()
    expect(phone.sentence).to_have_text("全部举措；面向全省的单独列出")


def test_the_pages_stay_in_reach_on_a_long_page(phone: Reader) -> None:
    page = phone.open("measures?lang=en")
    page.get_by_role("button", name="Show evidence").last.scroll_into_view_if_needed()
    here = page.get_by_role("link", name="Measures", exact=True)
    becomes(lambda: in_sight(here), True)
    page.get_by_role("link", name="Places", exact=True).tap()
    becomes(lambda: page.evaluate("location.pathname"), "/place")
    fits(page, 390)
