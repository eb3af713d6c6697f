"""What page and map say of a county whose prefecture is on a list, and of one with a park."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from atlas.catalogue import load_catalogue
from atlas.model import LANGS, Lang
from tests.browser.dashboard import Reader

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


@pytest.mark.parametrize("lang", LANGS)
def test_another_extent_is_chosen_where_the_zone_is_shown(reader: Reader, lang: Lang) -> None:
    page = reader.open(f"map?strategy=harbin-metro&lang={lang}")
    other = next(one for one in CATALOGUE.zones["harbin_metro"].readings if not one.default)
    page.locator(".view-map .extents summary").click()
    page.locator(".view-map .extents select").first.select_option(other.value)
    expect(page).to_have_url(re.compile(re.escape(f"reading={quote(other.value, safe='')}")))
    expect(page.locator(".chip, .chips").first).to_contain_text(other.title(lang))
    sentence = page.locator(".view-map .measure-list .sentence > h3").first
    expect(sentence).to_contain_text({"zh": "2 项", "en": "2 measures"}[lang])
    page.locator(".view-map .extents select").first.select_option(index=0)
    expect(page).not_to_have_url(re.compile("reading="))
