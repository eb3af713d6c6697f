"""Every page against the rules of WCAG that a program can check: none broken, light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.addresses import PAGES
from tests.browser.dashboard import Reader
from tests.browser.waiting import becomes

ADDRESSES = (
    *PAGES.values(),
    "place?place=231086&lang=en",
    "strategies?strategy=border-opening&lang=en",
)
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of axe that ask for colours, and hold for WCAG 2 A and AA."""


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_rule_is_broken(browser: Browser, dashboard: str, address: str) -> None:
    reader = Reader(browser, dashboard)
    page = reader.open(address)
    page.wait_for_load_state("networkidle")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    light = broken(page)
    ink = ink_of(page)
    page.emulate_media(color_scheme="dark")
    becomes(lambda: ink_of(page), lambda seen: seen != ink)
    # In the dark the page is the same but for its colours.
    dark = broken(page, {"runOnly": {"type": "rule", "values": COLOURS}})
    reader.close()
    assert (light, dark) == ([], [])


def ink_of(page: Page) -> str:
    """Colour of the heading."""
    return str(page.locator(".view-header h1").evaluate("h1 => getComputedStyle(h1).color"))


def broken(page: Page, options: dict[str, object] | None = None) -> list[tuple[object, ...]]:
    """Rules that the page breaks: which, where and why."""
    found = Axe().run(page, options=options).response["violations"]
    return [
        (rule["id"], node["target"], node["failureSummary"])
        for rule in found
        for node in rule["nodes"]
        if not excused(node)
    ]


def excused(node: dict[str, object]) -> bool:
    """Whether a finding is not ours to mend.

    Streamlit's own link to its main part stands outside every landmark. Names on the map have a
    halo, which a program that compares two colours does not see.
    """
    html = str(node["html"])
    return "stSkipToContent" in html or html.startswith('<text class="label')
