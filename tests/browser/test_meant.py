"""What page and map say of a county whose prefecture is on a list, and of one with a park."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, expect

from atlas.analysis.ties import ties_of
from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.model import LANGS, Lang
from atlas.pairing import OF_CITIES
from atlas.query import DEFAULT
from atlas.zones import Member
from tests.browser.dashboard import Reader
from tests.browser.waiting import becomes

CATALOGUE = load_catalogue()
JIANSHAN = "230502"
COUNTIES = ("230524", "230225", "231282", JIANSHAN, "232701")
"""Raohe, Gannan, Zhaodong, Jianshan and Mohe: each comes to some zone with its prefecture alone."""
SAID = {
    "zh": "随地市列入：名单上是{prefecture}",
    "en": "with its prefecture: the list holds {prefecture}",
}
CARD = {"zh": "1 项随双鸭山市列入", "en": "1 with Shuangyashan"}
STRIPED = {"zh": "只随地市列入", "en": "Only with its prefecture"}
SITE = {"zh": "只有园区、口岸在其内", "en": "Only by a park or port in it"}


@pytest.fixture
def reader(browser: Browser, dashboard: str) -> Iterator[Reader]:
    one = Reader(browser, dashboard)
    yield one
    one.close()


def on_the_list(county: str) -> tuple[set[str], set[str]]:
    """Zones that list a county itself, and those that list its prefecture and not it."""
    above = CATALOGUE.places[county].parent
    zones = CATALOGUE.zones.values()
    own = {z.id for z in zones if any(m.adcode == county for m in z.members)}
    wide = {z.id for z in zones if any(m.adcode == above for m in z.members)}
    return own, wide - own


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("county", COUNTIES)
def test_a_place_s_page_says_of_each_list_whether_it_holds_the_county(
    reader: Reader, county: str, lang: Lang
) -> None:
    page = reader.open(f"place?place={county}&lang={lang}")
    above = CATALOGUE.places[CATALOGUE.places[county].parent or ""].name(lang)
    aside = SAID[lang].format(prefecture=above)
    zones = page.locator(".view-place .zones details.reason > summary")
    own, wide = on_the_list(county)
    expect(zones).to_have_count(len(own | wide))
    for zone in wide:
        line = zones.filter(has_text=CATALOGUE.zones[zone].name(lang))
        expect(line.first).to_contain_text(aside)
    expect(zones.filter(has_text=aside)).to_have_count(len(wide))
    group = page.locator(".view-place .group.meant-prefecture")
    expect(group.locator("h3")).to_contain_text(
        {"zh": "随地市列入", "en": "With its prefecture"}[lang]
    )
    expect(group.locator(".measure .reason > summary").first).to_contain_text(aside)
    # The pairing of two provinces comes to a county by the pair of its prefecture.
    paired = page.locator(".view-place .group.paired")
    homes = (county, CATALOGUE.places[county].parent)
    cities = [tie for tie in ties_of(CATALOGUE) if tie.kind == OF_CITIES]
    partner = next(tie for tie in cities if tie.home in homes)
    expect(paired.locator(".about")).to_contain_text(partner.name(lang))
    expect(paired.locator(".measure")).to_have_count(3)


@pytest.mark.parametrize("lang", LANGS)
def test_the_map_shows_what_comes_with_a_prefecture_apart(reader: Reader, lang: Lang) -> None:
    page = reader.open(f"map?strategy=resource-transition&lang={lang}")
    reader.county(JIANSHAN).hover()
    card = page.locator(".hover-card")
    expect(card).to_contain_text(CARD[lang])
    striped = page.locator(".units-county .unit.is-through")
    legend = page.locator('.legend-item[data-class="-5"]')
    expect(legend).to_contain_text(STRIPED[lang])
    expect(legend).to_contain_text(f"{striped.count()}")
    expect(page.locator(".through-line")).not_to_have_attribute("d", "")


@pytest.mark.parametrize("lang", LANGS)
def test_a_park_is_a_symbol_in_its_unit(reader: Reader, lang: Lang) -> None:
    page = reader.open(f"map?precision=site&lang={lang}")
    expect(page.locator('.legend-item[data-class="-6"]')).to_contain_text(SITE[lang])
    marks = page.locator(".site-marks .site-mark")
    expect(marks).to_have_count(page.locator(".units-county .unit.is-site").count())
    expect(marks.first).to_be_visible()


def test_the_level_is_a_filter_with_its_chip_and_its_way_back(reader: Reader) -> None:
    page = reader.open("map?strategy=resource-transition&precision=unit")
    expect(reader.sentence).to_contain_text("指到：本单位")
    expect(page.locator(".units-county .unit.is-through")).to_have_count(0)
    page.get_by_role("button", name="去掉“指到：本单位”").click()
    expect(page.locator(".units-county .unit.is-through").first).to_be_visible()


SEVERAL = [zone for zone in CATALOGUE.zones.values() if len(zone.readings) > 1]
MET = {link.zone for link in open_document(DEFAULT.doc).reading.links}
ON_THE_MAP = [zone for zone in SEVERAL if zone.id in MET]


def drawn(members: tuple[Member, ...]) -> set[str]:
    """County-level units of a list that the map draws."""
    return {c.adcode for m in members for c in CATALOGUE.counties_of(m.adcode)}


def asked_of(page: Page, name: str) -> list[str] | None:
    """What the browser's address says of a parameter."""
    return parse_qs(page.evaluate("location.search.slice(1)")).get(name)


def test_the_readings_of_a_zone_stand_side_by_side_with_what_differs(reader: Reader) -> None:
    page = reader.open("method?lang=zh")
    for zone in SEVERAL:
        usual = drawn(zone.members)
        cards = page.locator(f"#zone-{zone.id} .readings li")
        expect(cards).to_have_count(len(zone.readings))
        for card, reading in zip(range(len(zone.readings)), zone.readings, strict=True):
            held = drawn(reading.members)
            said = f"{len(held)} 个县区"
            more, fewer = len(held - usual), len(usual - held)
            said += "，默认" if reading.default else ""
            said += f"，多 {more} 个" if more else ""
            said += f"，少 {fewer} 个" if fewer else ""
            one = cards.nth(card)
            expect(one).to_contain_text(reading.title_zh)
            expect(one).to_contain_text(said)
            expect(one.locator(".small-map .more")).to_have_count(int(bool(more)))
            expect(one.locator(".small-map .fewer")).to_have_count(int(bool(fewer)))


def test_every_reading_is_switched_on_the_map(reader: Reader) -> None:
    page = reader.open("map?lang=en")
    page.wait_for_load_state("networkidle")
    page.locator(".view-map .extents summary").click()
    on_the_map = page.locator(".view-map .extents select")
    expect(on_the_map).to_have_count(len(ON_THE_MAP))
    for zone in ON_THE_MAP:
        menu = page.get_by_role("combobox", name=f"Extent of {zone.name_en}", exact=True)
        for reading in (*zone.readings[1:], zone.readings[0]):
            menu.select_option(reading.value)
            becomes(
                partial(asked_of, page, "reading"), None if reading.default else [reading.value]
            )
            said = partial(reader.sentence.inner_text)
            becomes(said, lambda seen, r=reading: (r.title("en") in seen) != r.default)
            expect(page.locator(".view-map .extents cite").first).to_be_visible()


def test_a_reading_is_gone_to_from_the_page_that_tells_of_it(reader: Reader) -> None:
    zone = SEVERAL[0]
    reading = next(one for one in reversed(zone.readings) if not one.default)
    page = reader.open(f"method?theme=layout&lang=en#zone-{zone.id}")
    told = page.locator(f"#zone-{zone.id} .readings li", has_text=reading.title("en"))
    told.locator("a").last.click()
    expect(page.locator(".view-map .units-county")).to_be_attached()
    becomes(partial(asked_of, page, "theme"), ["layout"])
    becomes(partial(asked_of, page, "reading"), [reading.value])
    expect(reader.sentence).to_contain_text(reading.title("en"))


def test_the_reading_chosen_colours_the_map_and_is_marked_where_it_is_told(reader: Reader) -> None:
    chosen = CATALOGUE.readings["harbin_metro:plan-22"]
    page = reader.open(f"map?strategy=harbin-metro&reading={chosen.value}")
    units = len(drawn(chosen.members))
    expect(reader.heading).to_contain_text(re.compile(rf"直接指到\s{units}\s个县区"))
    expect(page.locator(".view-map .units-county .unit:not(.is-none)")).to_have_count(units)
    page.locator(".view-header nav a[data-page=method]").click()
    in_use = page.locator(f"#zone-{chosen.zone} .readings li.chosen")
    expect(in_use).to_contain_text(chosen.title_zh)
