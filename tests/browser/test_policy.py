"""Under its policy every page draws whole: nothing that a page does is stopped by it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from atlas.site import SITE
from tests.addresses import PAGES
from tests.browser.dashboard import Reader, running
from tests.browser.waiting import becomes, comes_into_sight

WATCH = """
window.stopped = [];
document.addEventListener("securitypolicyviolation", (e) => {
  window.stopped.push([e.effectiveDirective, e.blockedURI, e.sourceFile]);
});
"""
OPENED = {"place": "place=231086", "strategies": "strategy=border-opening"}


@pytest.fixture(scope="module")
def reader(browser: Browser, dashboard: str) -> Iterator[Reader]:
    reader = Reader(browser, dashboard)
    reader.context.add_init_script(WATCH)
    yield reader
    reader.close()


def stopped(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.evaluate("window.stopped")
    return found


def test_the_watch_sees_what_is_stopped(reader: Reader) -> None:
    page = reader.open()
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('object'), {data: '/x'}))"
    )
    page.wait_for_function("() => window.stopped.length > 0")
    becomes(lambda: stopped(page)[0][0], "object-src")
    # And scripts that a text would bring.
    page.evaluate(
        """document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = 1'>")"""
    )
    page.wait_for_function("() => window.stopped.some(([what]) => what === 'script-src-attr')")
    becomes(lambda: page.evaluate("window.ran"), lambda seen: seen is None)
    with pytest.raises(Exception, match="Content Security Policy"):
        page.add_script_tag(content="window.ran = 1")


@pytest.mark.parametrize("name", SITE)
def test_every_page_draws_and_nothing_is_stopped(reader: Reader, name: str) -> None:
    page = reader.open(f"{PAGES[name]}?{OPENED.get(name, '')}")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    expect(page.locator("[class^='view view-']").nth(2)).to_be_attached()
    if name == "coverage":
        chart = page.locator(".view-chart")
        comes_into_sight(chart, chart.locator(".scatterlayer .point").first)
    becomes(lambda: stopped(page), [])


def test_pictures_are_saved_and_files_taken(reader: Reader, tmp_path: Path) -> None:
    page = reader.open("map")
    for kind in ("SVG", "PNG"):
        page.locator(".view-map").get_by_role("button", name="保存图片").click()
        with page.expect_download() as download:
            page.get_by_role("menuitem", name=kind).click()
        download.value.save_as(tmp_path / kind)
        assert (tmp_path / kind).stat().st_size > 20_000
    bar = page.locator(".view-filter_bar")
    bar.locator("summary", has_text="导出").click()
    with page.expect_download() as download:
        bar.get_by_role("link", name="XLSX").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    becomes(lambda: stopped(page), [])


def test_an_own_file_is_brought(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "方案.txt"
    file.write_text(
        "一、重点任务\n支持讷河市建设种薯基地；改造富锦市农田灌溉设施。\n", encoding="utf-8"
    )
    page = reader.open("read")
    page.locator(".view-read input[type=file]").set_input_files(file)
    expect(page.locator(".view-read .text")).to_contain_text("改造富锦市农田灌溉设施")
    becomes(lambda: stopped(page), [])


@contextmanager
def holding(url: str) -> Iterator[str]:
    """Address of a page of another origin that holds the map in a frame."""
    page = f'<!doctype html><iframe src="{url}map?embed=true" width="900" height="700"></iframe>'

    class Holder(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Holder) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(
    ("ancestors", "drawn", "said"),
    [
        ("*", True, "已复制，贴进网页即可"),
        ("'none'", False, "这个网站不许别的网页嵌入；请复制链接代替"),
        (
            "'self' https://plan.example",
            False,
            "已复制；只有本站、https://plan.example的网页可以嵌入",
        ),
    ],
)
def test_the_embed_code_says_whose_pages_may_hold_it(
    browser: Browser, tmp_path: Path, ancestors: str, drawn: bool, said: str
) -> None:
    store = f"sqlite:///{tmp_path / 'documents.sqlite'}"
    with running({"ATLAS_FRAME_ANCESTORS": ancestors, "ATLAS_STORE": store}) as url:
        reader = Reader(browser, url)
        page = reader.open("map")
        page.locator(".view-filter_bar summary", has_text="导出").click()
        page.get_by_role("button", name="复制嵌入代码").click()
        expect(page.locator(".view-filter_bar .embedded")).to_have_text(said)
        reader.close()
        context = browser.new_context()
        holder = context.new_page()
        refusals: list[str] = []
        holder.on("console", lambda message: refusals.append(message.text))
        with holding(url) as address:
            holder.goto(address)
            if drawn:
                held = holder.frame_locator("iframe").locator(".view-map .unit").first
                expect(held).to_be_attached(timeout=20_000)
            else:
                assert not holder.frames[1].url.startswith(url)
                assert any("frame-ancestors" in text for text in refusals)
        context.close()
