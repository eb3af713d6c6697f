"""Every page with places that a map does not draw: the province, districts without a boundary."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from atlas.catalogue import load_catalogue
from atlas.site import LANDING, SITE
from tests.browser.dashboard import Reader

PROVINCE = load_catalogue().province.adcode
UNDRAWN = [place.adcode for place in load_catalogue().counties if not place.polygon]
CHOSEN = {
    "the province": f"place={PROVINCE}",
    "districts without a boundary": "lang=en&place=" + "&place=".join(UNDRAWN),
    "one of them": f"lang=en&level=prefecture&place={UNDRAWN[0]}",
    "six of every level": f"place={PROVINCE}&place={UNDRAWN[3]}&place=230100&place=232700"
    "&place=231081&place=230102&level=prefecture",
}


@pytest.fixture(scope="module")
def reader(browser: Browser, dashboard: str) -> Iterator[Reader]:
    reader = Reader(browser, dashboard)
    yield reader
    reader.close()


def view(reader: Reader, name: str) -> Locator:
    return reader.page.locator(f".view-{name}").first


def opened(reader: Reader, page: str, params: str) -> None:
    """Open a page and wait till its view stands there; what breaks offers to try again."""
    reader.open(f"{'' if page == LANDING else page}?{params}")
    broken = reader.page.locator("p[role=alert] button, [data-testid=stException]")
    expect(view(reader, page).or_(broken).first).to_be_visible(timeout=20_000)
    expect(reader.page.locator("[aria-busy=true]")).to_have_count(0, timeout=20_000)
    expect(broken).to_have_count(0)
    assert reader.errors == []


@pytest.mark.parametrize("params", CHOSEN.values(), ids=CHOSEN)
@pytest.mark.parametrize("page", SITE)
def test_a_page_stands_with_places_no_map_draws(reader: Reader, page: str, params: str) -> None:
    opened(reader, page, params)


@pytest.mark.parametrize("page", ["map", "indicators", "read"])
def test_a_county_is_chosen_from_a_map_of_the_province(reader: Reader, page: str) -> None:
    opened(reader, page, f"place={PROVINCE}")
    county = view(reader, page).locator('.units-county [data-code="231081"]')
    county.dispatch_event("click")
    expect(county).to_have_attribute("aria-selected", "true")
    expect(reader.page).to_have_url(f"{reader.url}{page}?place=231081")


def test_the_text_shows_the_passages_that_the_heading_counts(reader: Reader) -> None:
    opened(reader, "read", f"place={PROVINCE}")
    expect(reader.heading).to_contain_text("40 项举措直接指到这里")
    expect(reader.heading).to_contain_text("另有 4 项因园区、口岸在其内")
    expect(reader.page.locator(".view-read .passages")).to_contain_text("44")
