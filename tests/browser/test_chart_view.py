"""The chart of the coverage page: fetched when it comes into sight, alive after that."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.waiting import comes_into_sight


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, dashboard: str, asked: list[str]) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{dashboard}coverage")
    expect(page.locator(".view-coverage td.cell").first).to_be_visible()
    yield page
    page.close()


def of_the_chart(asked: list[str]) -> list[str]:
    return [url for url in asked if "/charts/" in url or "plotly" in url.lower()]


def choose(page: Page, strategy: str) -> None:
    page.locator(f'.view-filters input[value="{strategy}"]').check()
    expect(page.locator(".view-filter_bar .sentence")).to_contain_text("只看")


def test_nothing_of_it_is_fetched_before_it_is_in_sight(page: Page, asked: list[str]) -> None:
    choose(page, "ecology")
    assert of_the_chart(asked) == []
    marks = page.locator(".view-chart .scatterlayer .point")
    comes_into_sight(page.locator(".view-chart"), marks.first)
    # All counties, and the rings about those that the finding names.
    expect(marks).to_have_count(126)
    here = page.url.split("coverage")[0]
    assert [url for url in asked if not url.removeprefix("blob:").startswith(here)] == []


def test_it_stays_alive_and_follows_filter_and_paper(page: Page, asked: list[str]) -> None:
    plot = page.locator(".view-chart .js-plotly-plot")
    comes_into_sight(page.locator(".view-chart"), plot)
    expect(plot).to_be_visible()
    title = page.locator(".view-chart .ytitle")
    expect(title).to_have_text("直接指到的举措数")
    plot.evaluate("plot => plot.dataset.first = 'yes'")
    choose(page, "food-security")
    # Two measures at most: the axis counts them one by one.
    expect(page.locator(".view-chart .ytick text")).to_have_text(["0", "1", "2"])
    expect(plot).to_have_attribute("data-first", "yes")
    before = page.locator(".view-chart .ytick text").first.evaluate("t => getComputedStyle(t).fill")
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".view-chart .ytick text").first).not_to_have_css("fill", before)
    assert [url.rpartition("=")[2] for url in asked if "/charts/" in url][-1] == "dark"


def test_what_cannot_be_fetched_can_be_fetched_again(page: Page) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/charts/**", refuse)
    alert = page.locator(".view-chart [role=alert]")
    comes_into_sight(page.locator(".view-chart"), alert)
    expect(alert).to_contain_text("没有取到")
    page.unroute("**/charts/**", refuse)
    alert.get_by_role("button", name="重试").click()
    expect(page.locator(".view-chart .scatterlayer .point").first).to_be_attached()
    expect(alert).to_be_hidden()


def test_it_says_what_it_is(page: Page) -> None:
    page.locator(".view-chart").scroll_into_view_if_needed()
    expect(page.get_by_role("img", name=re.compile("常住人口"))).to_be_visible()
