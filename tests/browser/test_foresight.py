"""What a page shows before the server has answered: the same, and never in place of its word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from atlas.analysis.reach import facet_counts
from atlas.answering import ask
from atlas.figures.map_payload import map_message, map_payload
from atlas.figures.payloads import catalogue_payload, document_payload
from atlas.query import DEFAULT
from tests.addresses import ASKED
from tests.browser.view_pages import ProductHandler, browser_and_address
from tests.browser.waiting import becomes

ANSWERS = """async ([raw, plan, asked, terms]) => {
  const assets = "/assets/test/";
  const at = (name) => import(assets + name);
  const { once } = await at("core/fetching.js");
  once("json", "given:/catalogue.json", async () => raw);
  const { catalogue } = await at("core/store.js");
  const { translator } = await at("core/words.js");
  const { answers } = await at("query/answers.js");
  const { mapAnswer } = await at("map/answer.js");
  const { classified } = await at("map/classes.js");
  const names = await catalogue("given:/");
  const engine = answers({ names, plan });
  return asked.map(({ lang = ["zh"], ...params }, i) => {
    const t = translator(names, lang[0]);
    const query = { ...names.query.whole(params), terms: terms[i] };
    const answer = mapAnswer({ doc: plan.id, names, plan, engine, t, lang: lang[0] }, query);
    return { ...classified(answer, names, t), facets: engine.facets(query) };
  });
}"""


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Browser, str]]:
    with browser_and_address(ProductHandler) as both:
        yield both


@pytest.fixture(scope="module")
def foreseen(served: tuple[Browser, str]) -> list[dict[str, Any]]:
    browser, address = served
    page = browser.new_page()
    page.goto(address)
    # The server cuts a search into its words.
    terms = [list(ask(query).query.terms) for query in ASKED]
    given = [catalogue_payload(), document_payload(DEFAULT.doc), ASKED, terms]
    told = page.evaluate(ANSWERS, given)
    page.close()
    assert isinstance(told, list)
    return told


@pytest.mark.parametrize("i", range(len(ASKED)), ids=[str(one) for one in ASKED])
def test_the_browser_answers_as_the_server_does(foreseen: list[dict[str, Any]], i: int) -> None:
    selection = ask(ASKED[i]).selection
    wanted = json.loads(json.dumps(map_payload(selection)))
    told = foreseen[i]
    assert told.pop("facets") == facet_counts(selection.document, selection.query)
    # The server says what was asked, the view puts the source under a saved picture.
    del wanted["query"], wanted["image"]["footer"]
    assert told == wanted


@pytest.fixture
def page(served: tuple[Browser, str]) -> Iterator[Page]:
    """The map as the server sent it last; what is asked of that server now, nobody answers."""
    browser, address = served
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.clock.install()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.wait_for_function("() => window.ready")
    say(page)
    expect(page.locator(".units-county .unit[aria-label]")).to_have_count(121)
    yield page
    assert errors == []
    page.close()


def say(page: Page, **params: Any) -> None:
    """The server's word on a query."""
    message = map_message(ask(params).selection)
    page.evaluate("data => window.send(data)", {"view": "map", **message})


def choose(page: Page, code: str) -> None:
    page.locator(f'.units-county .unit[data-code="{code}"]').dispatch_event("click")


def title(**params: Any) -> str:
    return str(map_message(ask(params).selection)["list_title"])


def test_what_reaches_a_county_stands_there_before_the_server_has_said_it(page: Page) -> None:
    expect(page.locator(".list-title")).to_have_text(title())
    choose(page, "231081")
    expect(page.locator(".list-title")).to_have_text(title(place="231081"))
    page.wait_for_function("() => window.sent.length")
    becomes(
        lambda: page.evaluate("window.sent"), [{"name": "change", "value": {"place": ["231081"]}}]
    )
    listed = page.locator("article.measure").count()
    say(page, place="231081")
    expect(page.locator(".list-title")).to_have_text(title(place="231081"))
    expect(page.locator("article.measure")).to_have_count(listed)


def test_a_saved_picture_has_the_words_of_the_server_s_own(page: Page, tmp_path: Path) -> None:
    asked = {"strategy": "ecology", "q": "生态"}
    say(page, **asked)
    expect(page.locator(".list-title")).to_have_text(title(**asked))
    page.get_by_role("button", name="保存图片").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="SVG").click()
    download.value.save_as(tmp_path / "map.svg")
    root = ElementTree.parse(tmp_path / "map.svg").getroot()
    texts = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    image = map_payload(ask(asked).selection)["image"]
    assert [image["title"], image["subtitle"]] == texts[:2]


def test_the_map_keeps_its_size_whatever_stands_under_it(page: Page) -> None:
    chosen = {"strategy": ["regional-coordination", "urbanization", "county-economy"]}
    say(page, **chosen)
    expect(page.locator(".list-title")).to_have_text(title(**chosen))
    map_box = page.locator("svg.map").bounding_box
    before, extents = map_box(), [page.locator(".extents").is_visible()]
    for code in ("230102", "230126"):
        choose(page, code)
        expect(page.locator(".list-title")).to_have_text(title(**chosen, place=code))
        extents.append(page.locator(".extents").is_visible())
        assert map_box() == before
    # Zones of several extents are offered under the map, or not: that is what moved it.
    assert extents == [True, False, True]


def test_an_answer_to_an_earlier_question_does_not_take_back_a_later_one(page: Page) -> None:
    choose(page, "231081")
    choose(page, "230103")
    say(page, place="231081")
    expect(page.locator(".list-title")).to_have_text(title(place="230103"))
    say(page, place="230103")
    expect(page.locator(".list-title")).to_have_text(title(place="230103"))


def test_the_server_has_the_last_word(page: Page) -> None:
    choose(page, "231081")
    say(page, strategy="ecology")
    expect(page.locator(".list-title")).to_have_text(title(place="231081"))
    page.clock.fast_forward(3000)
    expect(page.locator(".list-title")).to_have_text(title(strategy="ecology"))


def test_what_nobody_answers_is_taken_back(page: Page) -> None:
    choose(page, "231081")
    expect(page.locator(".list-title")).to_have_text(title(place="231081"))
    page.clock.fast_forward(3000)
    expect(page.locator(".list-title")).to_have_text(title())
    expect(page.locator('.unit[data-code="231081"]')).to_have_attribute("aria-selected", "false")


def test_a_search_waits_for_its_words_and_then_holds(page: Page) -> None:
    page.evaluate("""async () => {
      const { asked } = await import("/assets/test/map/foresight.js");
      asked({ q: ["边境口岸"] });
    }""")
    expect(page.locator(".list-title")).to_have_text(title())
    say(page, q="边境口岸")
    choose(page, "231081")
    expect(page.locator(".list-title")).to_have_text(title(q="边境口岸", place="231081"))


def test_a_change_of_language_is_the_server_s_alone(page: Page) -> None:
    say(page, place="231081")
    say(page, place="231081", lang="en")
    expect(page.locator(".list-title")).to_have_text(title(place="231081", lang="en"))
    expect(page.locator(".list-title")).to_have_text(re.compile("^Suifenhe"))
