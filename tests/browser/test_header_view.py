"""The header over every page: read, followed, opened in a new tab, switched to English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from atlas.site import SITE
from tests.browser.sent import changed, sent
from tests.browser.view_pages import HOSTILE, ViewPage, browser_and_address
from tests.browser.waiting import becomes

LABELS = {"overview": "总览", "map": "地图", "measures": "举措", "place": "地区"}


def payload() -> dict[str, Any]:
    return changed(
        sent("header"),
        address="{page}?q=口岸",
        pages=list(LABELS),
        title="沿边开放：6 项举措，直接指到 18 个县区",
        subtitle="战略为沿边开放",
    )


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Browser, str]]:
    with browser_and_address() as both:
        yield both


@pytest.fixture
def header(started: tuple[Browser, str]) -> Iterator[ViewPage]:
    browser, url = started
    context = browser.new_context(viewport={"width": 1100, "height": 500})
    yield ViewPage(context.new_page(), url, "header", payload())
    context.close()


def current(header: ViewPage) -> list[str]:
    return header.root.locator("nav [aria-current=page]").all_inner_texts()


def test_the_finding_is_the_heading_and_the_page_at_hand_is_marked(header: ViewPage) -> None:
    expect(header.root.get_by_role("heading", level=1)).to_have_text(payload()["title"])
    becomes(lambda: current(header), ["地图"])
    becomes(lambda: header.root.locator("nav a").all_inner_texts(), list(LABELS.values()))
    expect(header.root.locator(".note")).to_be_hidden()
    header.show(note="地址里的“place=999999”不认识，已略过")
    expect(header.root.get_by_role("status")).to_contain_text("place=999999")


def test_where_the_text_comes_from_is_one_line_with_the_way_to_a_copy(header: ViewPage) -> None:
    line = header.root.locator(".origin")
    expect(line).to_contain_text("《黑龙江日报》2026年1月13日")
    copy = line.get_by_role("link", name="原文的网上副本")
    expect(copy).to_have_attribute("href", payload()["origin"]["href"])
    expect(copy).to_have_attribute("rel", "noopener noreferrer")
    header.show(origin={"text": "读者自己的文件《讷河方案》，2026年12月1日存入", "href": ""})
    expect(line).to_have_text("读者自己的文件《讷河方案》，2026年12月1日存入")


def test_a_plain_click_asks_the_server_and_moves_the_line_at_once(header: ViewPage) -> None:
    header.root.get_by_role("link", name="举措").click()
    becomes(lambda: header.patches, [{"page": ["measures"]}])
    expect(header.page).to_have_url(header.url)
    becomes(lambda: current(header), ["举措"])


def test_a_click_with_ctrl_opens_the_page_s_own_address(header: ViewPage) -> None:
    link = header.root.get_by_role("link", name="举措")
    with header.page.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    expect(opened.value).to_have_url(f"{header.url}measures?q=%E5%8F%A3%E5%B2%B8")
    becomes(lambda: header.patches, [])
    becomes(lambda: current(header), ["地图"])


def test_the_brand_leads_to_the_first_page(header: ViewPage) -> None:
    header.root.get_by_role("link", name="龙江区域协调发展图谱").press("Enter")
    becomes(lambda: header.patches, [{"page": ["overview"]}])


def test_the_language_is_switched_here_or_in_a_new_tab(header: ViewPage) -> None:
    english = header.root.get_by_role("link", name="English")
    expect(english).to_have_attribute("href", "map?q=%E5%8F%A3%E5%B2%B8&lang=en")
    expect(english).to_have_attribute("hreflang", "en")
    english.click()
    becomes(lambda: header.patches, [{"lang": ["en"]}])


def test_focus_stays_on_the_link_when_the_answer_comes(header: ViewPage) -> None:
    header.root.get_by_role("link", name="举措").press("Enter")
    header.show(page="measures", title="60 项举措")
    becomes(lambda: header.focused, "举措")
    becomes(lambda: current(header), ["举措"])


def test_what_an_address_brings_in_is_text(header: ViewPage) -> None:
    header.show(title=HOSTILE, subtitle=HOSTILE, note=HOSTILE)
    expect(header.root.get_by_role("heading", level=1)).to_have_text(HOSTILE)
    expect(header.root.locator("img")).to_have_count(0)
    becomes(lambda: header.page.evaluate("window.hacked"), lambda seen: seen is None)
    assert header.elsewhere == []
    assert header.errors == []


def test_on_a_phone_the_line_scrolls_to_the_page_at_hand(header: ViewPage) -> None:
    header.page.set_viewport_size({"width": 320, "height": 600})
    header.show(pages=list(SITE), page=SITE[-1])
    expect(header.root.locator("nav [aria-current]")).to_be_in_viewport(ratio=0.95)
    width = "document.documentElement.scrollWidth"
    becomes(lambda: header.page.evaluate(width), lambda seen: seen <= 320)
