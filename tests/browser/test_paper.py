"""Every page on paper: all of it, with what it shows and where it is, and nothing to press."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from atlas.catalogue import load_catalogue
from atlas.figures import document_payload
from atlas.language import say
from atlas.model import Lang
from atlas.province import built_in_document
from atlas.query import Query
from atlas.site import SITE
from tests.addresses import DONGNING, PAGES, SUIFENHE
from tests.browser.dashboard import Reader
from tests.browser.printed import Printed, plain
from tests.browser.waiting import becomes

SHOWN: dict[str, dict[str, list[str]]] = {
    "strategies": {"strategy": ["border-opening"]},
    "compare": {"place": [SUIFENHE, DONGNING]},
}
"""What is asked of pages that else show a choice of what to ask."""
COMPLETE = {
    "compare": ".figures tbody tr",
    "cooperation": ".tie-row",
    "coverage": "tr[data-unit]",
    "indicators": "tbody tr.province",
    "measures": ".card",
    "method": ".sources tr",
    "overview": ".tile",
    "place": ".prefectures section",
    "read": ".text p",
    "map": ".legend-item",
    "strategies": ".card",
}
"""What a page's view holds once it is drawn."""
CASES = [(page, "zh", "A4") for page in SITE] + [
    ("map", "en", "A4"),
    ("measures", "en", "A3"),
    ("method", "en", "A4"),
]


@pytest.fixture(scope="module")
def reader(browser: Browser, dashboard: str) -> Iterator[Reader]:
    reader = Reader(browser, dashboard, theme="dark")
    yield reader
    reader.close()


def listed(page: str, lang: Lang) -> list[str]:
    """The rows that a page lists, as words that each of them has."""
    catalogue = load_catalogue()
    measures = document_payload(built_in_document())["measures"]
    counties = [place.name(lang) for place in catalogue.counties]
    rows = {
        "map": [measure[lang] for measure in measures],
        "measures": [measure[lang] for measure in measures],
        "overview": [strategy.name(lang) for strategy in catalogue.strategies.values()],
        "read": [measure["zh"] for measure in measures],
        "place": counties,
        "indicators": counties,
        "coverage": counties,
        "cooperation": list(catalogue.cooperation["to_name_zh"]),
        "method": [zone.name(lang) for zone in catalogue.zones.values()]
        + [source.title for source in catalogue.sources.values() if lang == "zh"],
        "strategies": [m[lang] for m in measures if "border-opening" in m["strategies"]],
        "compare": [catalogue.places[code].name(lang) for code in SHOWN["compare"]["place"]],
    }
    return rows[page]


@pytest.mark.parametrize(("page", "lang", "paper"), CASES)
def test_a_page_is_printed_whole(reader: Reader, page: str, lang: Lang, paper: str) -> None:
    query = Query.from_params({**SHOWN.get(page, {}), "lang": [lang]}, load_catalogue())[0]
    screen = reader.open(query.address(PAGES[page]))
    expect(screen.locator(f".view-{page}").locator(COMPLETE[page]).first).to_be_attached()
    printed = Printed(screen, paper)
    assert printed.missing(listed(page, lang)) == []
    sheets = len(printed.sheets)
    for number, sheet in enumerate(printed.sheets, start=1):
        assert plain(f"{number} / {sheets}") in sheet
        # A number alone would be an empty sheet.
        assert len(sheet) > 40, f"sheet {number} of {sheets}"
    first = printed.sheets[0]
    assert plain(say("header.printed", lang, date="").strip()) in first
    assert reader.url + PAGES[page] in first
    assert screen.url.rstrip("?") in printed.links
    # Neither the panel of filters nor the line of pages nor anything else that is pressed.
    unwanted = ["filters.reset", "filters.precision"]
    if page != "method":
        # That page has no filter, and speaks of links in its text.
        assert becomes(lambda: plain(reader.sentence.inner_text()), bool) in first
        unwanted.append("filters.copy_link")
    assert [key for key in unwanted if plain(say(key, lang)) in printed.text] == []
    assert plain("".join(say(f"pages.{one}", lang) for one in SITE[:3])) not in printed.text
    assert plain("中文 English") not in printed.text
    # What is drawn is drawn as lines, the map county by county.
    assert printed.pictures == 0
    if page == "map":
        assert printed.paths[0] > len(load_catalogue().counties)


def test_printing_from_the_menu_waits_for_what_is_drawn_late(reader: Reader) -> None:
    screen = reader.open("coverage")
    expect(screen.locator(".view-weight_table tbody tr").first).to_be_attached()
    screen.evaluate("window.print = () => { window.asked = true; }")
    screen.get_by_text("导出", exact=True).click()
    screen.get_by_role("button", name="打印").click()
    becomes(lambda: screen.evaluate("window.asked"), True)
    expect(screen.locator(".view-chart .waiting")).to_have_count(0)
    printed = Printed(screen, "A3", landscape=True)
    assert all(width > height for width, height in printed.sizes)
    # The matrix takes several sheets, and its head stands over each of them.
    head = plain(say("coverage.unit_head_county", "zh") + say("coverage.total", "zh"))
    matrix = "".join(sheet for sheet in printed.sheets if head in sheet)
    counties = [place.name("zh") for place in load_catalogue().counties]
    assert [name for name in counties if name not in matrix] == []
