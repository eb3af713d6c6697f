"""A long document can be used: lists are drawn in portions, and every part can be reached."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.dashboard import Reader

MEASURES = 1_200
"""Measures of the document; a portion has 300."""


@pytest.fixture(scope="module")
def long(dashboard: str) -> tuple[str, list[dict[str, Any]]]:
    """Id of a document that a reader has brought, and its measures as the API lists them."""
    rows = "".join(f"改造富锦市第{n}号高标准农田灌溉设施。\n" for n in range(MEASURES // 2))
    text = f"黑龙江省方案\n一、重点任务\n{rows}二、保障措施\n" + "支持讷河市建设种薯基地。\n" * (
        MEASURES // 2
    )
    sent = urllib.request.Request(
        f"{dashboard}api/v1/documents",
        data=text.encode(),
        headers={"X-File-Name": "long.txt"},
        method="POST",
    )
    with urllib.request.urlopen(sent) as answer:
        last = json.loads(answer.read().splitlines()[-1])
    assert "id" in last, last
    document = last["id"]
    listed = f"{dashboard}api/v1/measures.json?doc={document}&limit=10000"
    with urllib.request.urlopen(listed) as answer:
        measures = json.loads(answer.read())["rows"]
    assert len(measures) == MEASURES
    return document, measures


@pytest.fixture
def reader(browser: Browser, dashboard: str) -> Iterator[Reader]:
    reader = Reader(browser, dashboard)
    yield reader
    assert reader.errors == []
    reader.close()


def scroll_on(items: Locator, more_than: int) -> None:
    """Go to the end of what is drawn and wait for what follows."""
    items.last.scroll_into_view_if_needed()
    expect(items.nth(more_than)).to_be_attached()


@pytest.mark.parametrize(("page", "items"), [("map", ".measure"), ("measures", ".card")])
def test_a_list_goes_on_as_its_end_comes_into_sight(
    reader: Reader, long: tuple[str, list[dict[str, Any]]], page: str, items: str
) -> None:
    document, _ = long
    view = reader.open(f"{page}?doc={document}").locator(f".view-{page}")
    drawn = view.locator(items)
    expect(view.get_by_text(re.compile("1,200 项举措")).first).to_be_visible()
    expect(drawn).to_have_count(300)
    scroll_on(drawn, 300)
    scroll_on(drawn, 600)


@pytest.mark.parametrize(
    ("page", "items", "all_of_them"),
    # The text has its title as a paragraph of its own.
    [
        ("map", ".measure", MEASURES),
        ("measures", ".card", MEASURES),
        ("read", ".text p", MEASURES + 1),
    ],
)
def test_before_printing_all_of_it_is_drawn(
    reader: Reader, long: tuple[str, list[dict[str, Any]]], page: str, items: str, all_of_them: int
) -> None:
    document, _ = long
    view = reader.open(f"{page}?doc={document}").locator(f".view-{page}")
    expect(view.locator(items).first).to_be_visible()
    reader.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(view.locator(items)).to_have_count(all_of_them)


def test_a_section_counts_what_is_not_drawn_yet(
    reader: Reader, long: tuple[str, list[dict[str, Any]]]
) -> None:
    document, _ = long
    view = reader.open(f"measures?doc={document}").locator(".view-measures")
    expect(view.locator("h2")).to_have_text(["重点任务600 项"])


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("map", ".measure.active"),
        ("measures", ".card.is-open"),
        ("read", ".text p:has(.measure.active)"),
    ],
)
def test_a_link_to_a_late_measure_shows_it(
    reader: Reader, long: tuple[str, list[dict[str, Any]]], page: str, shown: str
) -> None:
    document, measures = long
    late = measures[1_000]
    view = reader.open(f"{page}?doc={document}&measure={late['id']}").locator(f".view-{page}")
    found = view.locator(shown)
    expect(found).to_be_visible()
    expect(found).to_contain_text(late["text_zh"])


def test_the_text_is_drawn_as_it_is_read(
    reader: Reader, long: tuple[str, list[dict[str, Any]]]
) -> None:
    document, _ = long
    view = reader.open(f"read?doc={document}").locator(".view-read")
    lines = view.locator(".text p")
    expect(lines.first).to_be_visible()
    last = view.locator(".text h3", has_text="保障措施")
    view.get_by_role("navigation", name="章节").get_by_role("button", name="保障措施").click()
    expect(last).to_be_in_viewport()


def test_the_table_sorts_all_measures_not_only_those_drawn(
    reader: Reader, long: tuple[str, list[dict[str, Any]]]
) -> None:
    document, _ = long
    view = reader.open(f"measures?doc={document}").locator(".view-measures")
    view.get_by_role("button", name="表格").click()
    rows = view.locator("tbody tr[data-measure]")
    expect(rows).to_have_count(300)
    head = view.get_by_role("columnheader", name="举措").get_by_role("button")
    head.click()
    head.click()
    # Sorted by the words, the other way round: measures from the end of the text come first.
    expect(rows.first).to_contain_text("支持讷河市建设种薯基地")
    expect(rows.first.locator(".number")).to_have_text("601")
