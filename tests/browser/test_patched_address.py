"""A patch of the query as an address, and whether an address says it already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from atlas.figures.payloads import query_block
from tests.browser.view_pages import browser_and_address
from tests.browser.waiting import becomes

Patch = dict[str, list[str]]

CALL = """async ([name, at, patch, root, parameters]) => {
  const module = await import("/assets/test/query/patched_address.js");
  const { queryOf } = await import("/assets/test/core/query.js");
  history.replaceState({}, "", at);
  const { meant } = queryOf(parameters);
  const site = { root: new URL(root, location.origin).href, first: "overview", meant };
  const answer = module[name](patch, site);
  return answer.replace ? answer.replace(location.origin, "") : answer;
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser_and_address() as (browser, url):
        page = browser.new_page()
        page.goto(url)
        yield page
        page.close()


def call(page: Page, name: str, at: str, patch: Patch, root: str = "/") -> Any:
    return page.evaluate(CALL, [name, at, patch, root, query_block()])


@pytest.mark.parametrize(
    ("at", "patch", "root", "address"),
    [
        ("/map", {"place": ["230881"]}, "/", "/map?place=230881"),
        ("/map?place=1&place=2&q=a", {"place": ["3"]}, "/", "/map?q=a&place=3"),
        ("/map?place=1&lang=en", {"place": []}, "/", "/map?lang=en"),
        ("/map?lang=en#list", {"page": ["read"]}, "/", "/read?lang=en"),
        ("/map?lang=en", {"page": ["overview"]}, "/", "/?lang=en"),
        ("/plans/map", {"page": ["overview"], "q": ["a&b"]}, "/plans/", "/plans/?q=a%26b"),
        ("/plans/", {"page": ["map"], "lang": ["en"]}, "/plans/", "/plans/map?lang=en"),
    ],
)
def test_a_patch_leads_to_an_address_that_says_it(
    page: Page, at: str, patch: Patch, root: str, address: str
) -> None:
    becomes(lambda: call(page, "addressUnder", at, patch, root), address)
    becomes(lambda: call(page, "standsIn", at, patch, root), lambda seen: seen is False)
    becomes(lambda: call(page, "standsIn", address, patch, root), lambda seen: seen is True)


@pytest.mark.parametrize(
    ("at", "patch", "said"),
    [
        ("/map", {}, True),
        ("/map", {"page": ["map"]}, True),
        ("/", {"page": ["overview"]}, True),
        ("/map", {"page": ["overview"]}, False),
        ("/map?place=2&place=1", {"place": ["1", "2"]}, True),
        ("/map?place=1", {"place": ["1", "2"]}, False),
        ("/map", {"lang": ["zh"]}, True),
        ("/map?lang=en", {"lang": ["zh"]}, False),
        ("/map", {"relation": ["class", "explicit", "zone"]}, True),
        ("/map?relation=explicit", {"relation": []}, False),
        ("/map", {"level": ["county"], "count": ["strategies"]}, True),
        ("/map?q=a+b", {"q": ["a b"]}, True),
    ],
)
def test_what_an_address_leaves_out_is_the_default(
    page: Page, at: str, patch: Patch, said: bool
) -> None:
    becomes(lambda: call(page, "standsIn", at, patch), lambda seen: seen is said)
