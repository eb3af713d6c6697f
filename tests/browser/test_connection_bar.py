"""The line at the foot of the window: what it says when Streamlit's client tells how it fares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.test_header_view import current, payload
from tests.browser.view_pages import ViewPage, browser_and_address
from tests.browser.waiting import becomes

HEALTHY = "**/healthz"


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Browser, str]]:
    with browser_and_address() as both:
        yield both


@pytest.fixture
def header(started: tuple[Browser, str]) -> Iterator[ViewPage]:
    browser, url = started
    context = browser.new_context(viewport={"width": 1100, "height": 500})
    page = context.new_page()
    page.clock.install()
    page.clock.resume()
    header = ViewPage(page, url, "header", payload())
    expect(page.locator(".atlas-connection")).to_have_count(1)
    yield header
    assert header.errors == []
    context.close()


def client_tells(page: Page, kind: str, **more: Any) -> None:
    """What Streamlit's client sends to a page that holds it, heard before this returns."""
    page.evaluate(
        """message => new Promise((heard) => {
            addEventListener("message", heard, { once: true });
            postMessage({ stCommVersion: 1, ...message }, "*");
        })""",
        {"type": kind, **more},
    )


def runs(page: Page, whether: bool) -> None:
    state = "running" if whether else "notRunning"
    client_tells(page, "SCRIPT_RUN_STATE_CHANGED", scriptRunState=state)


def line(page: Page) -> Locator:
    return page.locator(".atlas-connection .line")


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [("zh", "服务器正在处理，请稍候。"), ("en", "The server is working on it.")],
)
def test_a_long_run_is_said_and_a_short_one_is_not(
    header: ViewPage, lang: str, sentence: str
) -> None:
    page = header.page
    header.show(lang=lang)
    runs(page, True)
    page.clock.fast_forward(2_500)
    expect(line(page)).to_be_hidden()
    page.clock.fast_forward(1_000)
    expect(line(page)).to_have_text(sentence)
    runs(page, False)
    expect(line(page)).to_be_hidden()


def test_an_outage_of_a_moment_is_not_spoken_of(header: ViewPage) -> None:
    page = header.page
    client_tells(page, "WEBSOCKET_DISCONNECTED", attemptingToReconnect=True)
    page.clock.fast_forward(600)
    client_tells(page, "WEBSOCKET_CONNECTED")
    page.clock.fast_forward(10_000)
    expect(line(page)).to_be_hidden()
    becomes(lambda: header.patches, [])


def test_what_is_asked_meanwhile_is_sent_once_and_the_mark_moves_back_till_then(
    header: ViewPage,
) -> None:
    page = header.page
    client_tells(page, "WEBSOCKET_DISCONNECTED", attemptingToReconnect=True)
    header.root.get_by_role("link", name="举措").click()
    header.root.get_by_role("link", name="English").click()
    expect(line(page)).to_contain_text("刚才的操作还没有完成")
    assert current(header) == ["举措"]
    page.clock.fast_forward(4_000)
    expect(header.root.locator("nav [aria-current=page]")).to_have_text("地图")
    becomes(lambda: header.patches, [])
    client_tells(page, "WEBSOCKET_CONNECTED")
    becomes(lambda: header.patches, [{"page": ["measures"], "lang": ["en"]}])


def test_a_client_that_gives_up_is_loaded_again_once_by_itself(header: ViewPage) -> None:
    page = header.page
    page.route(HEALTHY, lambda route: route.fulfill(json={"status": "ok"}))
    for times in (1, 2):
        with page.expect_navigation():
            client_tells(page, "WEBSOCKET_DISCONNECTED", attemptingToReconnect=False)
            if times == 2:
                expect(line(page)).to_contain_text("页面与服务器失去了联系。")
                line(page).get_by_role("button", name="重新载入").click()
        page.wait_for_function("() => window.ready")
        header.show()


def test_a_page_is_not_loaded_again_from_nobody(header: ViewPage) -> None:
    page = header.page
    page.evaluate("window.sameDocument = true")
    page.route(HEALTHY, lambda route: route.abort())
    with page.expect_event("requestfailed"):
        client_tells(page, "WEBSOCKET_DISCONNECTED", attemptingToReconnect=False)
    expect(line(page)).to_contain_text("页面与服务器失去了联系。")
    header.root.get_by_role("link", name="举措").click()
    expect(line(page).get_by_role("button", name="重新载入")).to_be_visible()
    becomes(lambda: bool(page.evaluate("window.sameDocument")), True)


def test_a_run_that_never_ends_is_not_waited_for_for_ever(header: ViewPage) -> None:
    page = header.page
    runs(page, True)
    page.clock.fast_forward(61_000)
    expect(line(page).get_by_role("button", name="重新载入")).to_be_visible()


def test_another_page_s_messages_are_nothing_to_us(header: ViewPage) -> None:
    page = header.page
    page.evaluate(
        """() => new Promise((heard) => {
            addEventListener("message", heard, { once: true });
            const frame = document.body.appendChild(document.createElement("iframe"));
            frame.srcdoc = `<script>parent.postMessage({ stCommVersion: 1,
              type: "WEBSOCKET_DISCONNECTED", attemptingToReconnect: true }, "*")</${"script"}>`;
        })"""
    )
    page.clock.fast_forward(5_000)
    expect(line(page)).to_be_hidden()
    header.root.get_by_role("link", name="举措").click()
    becomes(lambda: header.patches, [{"page": ["measures"]}])
