"""Data and method: looked up by contents, anchor and search, on the product's own data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from atlas.analysis.reach import select
from atlas.documents import open_document
from atlas.figures.method_payload import method_payload
from atlas.query import DEFAULT
from atlas.ui.assets import UnknownAsset, asset
from tests.browser import harness
from tests.browser.view_pages import ViewPage, browser_and_address, rows
from tests.browser.waiting import becomes

CJK = re.compile(r"[\u4e00-\u9fff]")


class Handler(harness.Handler):
    """The harness's page with the product's own names, document and facts."""

    def do_GET(self) -> None:
        try:
            body, content_type = asset(self.path.split("?")[0].removeprefix("/assets/test/"))
        except UnknownAsset:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def payload() -> dict[str, Any]:
    return method_payload(select(open_document(DEFAULT.doc), DEFAULT))


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Browser, str]]:
    with browser_and_address(Handler) as both:
        yield both


@pytest.fixture
def method(started: tuple[Browser, str]) -> Iterator[ViewPage]:
    browser, url = started
    context = browser.new_context(viewport={"width": 1240, "height": 900})
    yield ViewPage(context.new_page(), url, "method", payload())
    context.close()


def test_the_contents_name_every_section_and_lead_there(method: ViewPage) -> None:
    contents = method.root.get_by_role("navigation", name="本页内容")
    headings = [h.replace("#", "") for h in method.root.locator("h2").all_inner_texts()]
    becomes(lambda: contents.get_by_role("link").all_inner_texts(), headings)
    contents.get_by_role("link", name="怎样引用").click()
    expect(method.root.get_by_role("heading", name="怎样引用")).to_be_in_viewport()
    expect(method.page).to_have_url(f"{method.url}#cite")
    expect(contents.get_by_role("link", name="怎样引用")).to_have_attribute("aria-current", "true")


def test_an_address_with_an_anchor_opens_what_it_names(started: tuple[Browser, str]) -> None:
    browser, url = started
    context = browser.new_context(viewport={"width": 1240, "height": 900})
    method = ViewPage(context.new_page(), f"{url}#zone-border_coop_zone", "method", payload())
    zone = method.root.locator("#zone-border_coop_zone")
    expect(zone).to_have_attribute("open", "")
    expect(zone.get_by_text("比照", exact=False).first).to_be_in_viewport()
    context.close()


def test_the_relations_run_from_strong_to_weak_with_an_example_each(method: ViewPage) -> None:
    lines = method.root.locator("table.relations tbody tr")
    becomes(
        lambda: lines.get_by_role("rowheader").all_inner_texts(),
        [
            "点名或简称",
            "经片区",
            "按类别",
            "随地市结对",
            "全省",
        ],
    )
    for line in lines.all():
        expect(line.locator(".statement")).to_have_attribute("href", re.compile("^measures\\?"))
    expect(lines.first).to_contain_text("哈尔滨")
    expect(method.root.locator("table.rules tbody tr")).to_have_count(10)


def test_figures_of_accuracy_are_those_of_the_table(method: ViewPage) -> None:
    lines = method.root.locator("table.accuracy tbody tr").all_inner_texts()
    for line, row in zip(lines, rows("accuracy"), strict=True):
        found, right = int(row["found"]), int(row["right"])
        expected = int(row["expected"])
        numbers = re.findall(r"\d+", line)
        assert numbers[:3] == [row["expected"], row["found"], row["right"]]
        assert numbers[3] == str(round(100 * right / found))
        assert numbers[6] == str(round(100 * right / expected))
    wrong = method.root.locator("#accuracy details.misses")
    expect(wrong).to_have_count(len({row["task"] for row in rows("accuracy_misses")}))
    expect(wrong.locator("tbody tr")).to_have_count(len(rows("accuracy_misses")))


def test_every_zone_opens_to_its_members_with_basis_and_source(method: ViewPage) -> None:
    expect(method.root.locator(".zone-item")).to_have_count(len(rows("zones")))
    zone = method.root.locator("#zone-suidong_pilot")
    zone.locator("summary").press("Enter")
    places = {r["adcode"]: r["name_zh"] for r in rows("places")}
    for member in rows("zone_members"):
        if member["zone"] == "suidong_pilot":
            expect(zone).to_contain_text(f"{places[member['adcode']]}（{member['note']}）")
    expect(zone).to_contain_text("官方名单 2")
    zone.get_by_role("link", name=re.compile("试验区建设总体规划")).click()
    expect(method.root.locator("#source-suidong-plan-2019")).to_be_in_viewport()


def test_the_search_finds_a_zone_by_one_of_its_members(method: ViewPage) -> None:
    field = method.root.get_by_role("searchbox", name="查找片区、成员或来源")
    field.fill("绥芬河")
    member = {r["zone"] for r in rows("zone_members") if r["adcode"] == "231081"}
    shown = set(method.root.locator(".zone-item:visible").evaluate_all("all => all.map(e => e.id)"))
    assert {f"zone-{zone}" for zone in member} <= shown
    assert len(shown) < len(rows("zones"))
    expect(method.root.locator("#zones [role=status]")).to_have_text(f"{len(shown)} 条")
    field.fill("没有这样的片区")
    expect(method.root.locator("#zones [role=status]")).to_contain_text("没有查到")


def test_every_source_stands_there_with_terms_and_address(method: ViewPage) -> None:
    expect(method.root.locator("table.sources tbody tr")).to_have_count(len(rows("sources")))
    for source in rows("sources")[::9]:
        line = method.root.locator(f"#source-{source['id']}")
        if source["url"]:
            link = line.get_by_role("link").first
            expect(link).to_have_attribute("href", source["url"])
            expect(link).to_have_attribute("rel", "noopener noreferrer")
        becomes(
            line.inner_text,
            lambda seen, weak=source["strength"] == "weak": ("来源较弱" in seen) == weak,
        )


def test_the_dictionary_describes_every_column_and_offers_the_file(method: ViewPage) -> None:
    table = method.root.locator("#table-zone_members")
    table.locator("summary").click()
    becomes(lambda: table.locator("tbody th").all_inner_texts(), list(rows("zone_members")[0]))
    expect(table.get_by_role("link", name="下载 zone_members.csv")).to_have_attribute(
        "href", "data/zone_members.csv"
    )
    table.get_by_role("link", name="看这张表").last.click()
    expect(method.root.locator("#table-sources")).to_have_attribute("open", "")


def test_the_citation_can_be_copied(method: ViewPage) -> None:
    method.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = method.root.locator("#cite .copy-block").first
    block.get_by_role("button", name="复制").click()
    expect(block.get_by_role("button")).to_have_text("已复制")
    said = method.page.evaluate("navigator.clipboard.readText()")
    assert method.url.rstrip("/") in said
    assert "1.0.0" in said


def test_boundaries_and_licence_say_what_is_not_covered(method: ViewPage) -> None:
    expect(method.root.locator("#boundaries")).to_contain_text("不作为划界依据")
    expect(method.root.locator("#boundaries")).to_contain_text("审图号")
    for words in ("MIT", "署名 4.0", "不在本项目许可之内"):
        expect(method.root.locator("#licence")).to_contain_text(words)


def test_open_points_are_listed_or_said_to_be_none(method: ViewPage) -> None:
    expect(method.root.locator("#issues")).to_contain_text("没有存疑之处")
    issue = {"type": "ambiguous", "value": "<b>朝阳</b>", "message": "可能是两处", "start": 12}
    method.show(issues=[issue])
    open_points = method.root.locator("#issues table").first.locator("tbody tr")
    expect(open_points).to_contain_text("<b>朝阳</b>")


def test_a_filter_in_force_is_said_not_to_count_here(method: ViewPage) -> None:
    expect(method.root.locator(".unfiltered")).to_have_count(0)
    method.show(filtered=True)
    expect(method.root.locator(".unfiltered")).to_contain_text("不起作用")


def test_english_is_whole_save_for_names_of_sources_and_quoted_words(method: ViewPage) -> None:
    method.show(lang="en", title="The plan", corrections=[])
    expect(method.root.get_by_role("heading", name="How a link is made")).to_be_visible()
    # What stands in Chinese says so, for the voice of a screen reader and for this test.
    left = method.root.evaluate(
        """root => {
          const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
          const found = [];
          while (walker.nextNode()) {
            const own = walker.currentNode.parentElement.closest("[lang]");
            if (own?.lang === "en") found.push(walker.currentNode.data);
          }
          return found.join(" ");
        }"""
    )
    allowed = {row["review_number"] for row in rows("layers")}
    for text in allowed:
        left = left.replace(text or "\0", "")
    kinds = {r["kind"] for r in rows("places")}
    assert set(re.findall(r"[\u4e00-\u9fff]+", left)) <= kinds


@pytest.mark.parametrize("width", [390, 800])
def test_nothing_is_wider_than_the_screen(method: ViewPage, width: int) -> None:
    method.page.set_viewport_size({"width": width, "height": 900})
    expect(method.root.get_by_role("heading", name="许可")).to_be_attached()
    scrolls = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    becomes(lambda: method.page.evaluate(scrolls), lambda seen: not seen)


def test_no_other_host_is_asked_and_nothing_fails(method: ViewPage) -> None:
    assert method.elsewhere == []
    assert method.errors == []
