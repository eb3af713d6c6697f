"""The overview: every strategy's little map as a door, read and opened as a reader would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.sent import changed, sent
from tests.browser.view_pages import BORDER, HOSTILE, ViewPage, browser_and_address, rows
from tests.browser.waiting import becomes

COUNTIES = [r["adcode"] for r in rows("places") if r["level"] == "county" and r["polygon"] == "yes"]
STRATEGIES = [r["id"] for r in rows("strategies")]


def reached(classes: dict[str, int]) -> str:
    return "".join(str(classes.get(code, 0)) for code in COUNTIES)


def tile(strategy: str, classes: dict[str, int]) -> dict[str, Any]:
    return changed(
        sent("overview")["tiles"][0],
        strategy=strategy,
        measures=5,
        counties=len(classes),
        reached=reached(classes),
        href=f"map?strategy={strategy}&lang=en",
    )


def payload() -> dict[str, Any]:
    border = dict.fromkeys(BORDER, 1)
    graded = {code: 1 + i % 4 for i, code in enumerate(COUNTIES[:20])}
    own = sent("overview")
    return changed(
        own,
        tiles=[
            tile("border-opening", border),
            tile("ecology", graded),
            *(tile(s, border) for s in STRATEGIES[:7]),
        ],
        wide=[
            changed(own["wide"][0], strategy="citizenization", measures=1, href="map?strategy=x")
        ],
        questions=[
            changed(own["questions"][0], text=f"谁？{HOSTILE}", href="measures?relation=explicit")
        ],
        footer="示意图，不作为划界依据。",
    )


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Browser, str]]:
    with browser_and_address() as both:
        yield both


@pytest.fixture
def overview(started: tuple[Browser, str]) -> Iterator[ViewPage]:
    browser, url = started
    context = browser.new_context(viewport={"width": 1372, "height": 900})
    yield ViewPage(context.new_page(), url, "overview", payload())
    context.close()


def test_a_tile_says_its_strategy_and_figures_and_leads_to_its_map(overview: ViewPage) -> None:
    door = overview.root.get_by_role("link", name=re.compile("沿边开放"))
    expect(door).to_contain_text("5 项举措", use_inner_text=True)
    expect(door).to_contain_text("直接 3 个县区", use_inner_text=True)
    expect(door).to_have_attribute("href", "map?strategy=border-opening&lang=en")
    expect(door).to_have_attribute("target", "_self")


def test_a_plain_click_goes_there_in_place_with_the_whole_query(overview: ViewPage) -> None:
    overview.root.get_by_role("link", name=re.compile("沿边开放")).click()
    (patch,) = becomes(lambda: overview.patches, bool)
    assert patch["page"] == ["map"]
    assert patch["strategy"] == ["border-opening"]
    assert patch["lang"] == ["en"]
    assert patch["q"] == []
    expect(overview.page).to_have_url(overview.url)


def test_a_click_for_a_new_tab_is_left_to_the_browser(overview: ViewPage) -> None:
    with overview.page.context.expect_page() as opened:
        overview.root.get_by_role("link", name=re.compile("沿边开放")).click(modifiers=["Control"])
    expect(opened.value).to_have_url(re.compile(r"map\?strategy=border-opening&lang=en$"))
    becomes(lambda: overview.patches, [])


def test_the_keyboard_meets_the_doors_in_reading_order(overview: ViewPage) -> None:
    overview.page.locator("#before").focus()
    met = []
    for _ in range(12):
        overview.page.keyboard.press("Tab")
        met.append(overview.focused.split("\n")[0].strip())
    boxes = [link.bounding_box() for link in overview.root.locator("a").all()]
    places = [(round(box["y"] / 40), box["x"]) for box in boxes if box]
    assert places == sorted(places)
    assert len(set(met)) == 12
    assert met[10].startswith("谁？")


def test_only_the_reached_counties_are_coloured(overview: ViewPage) -> None:
    door = overview.root.get_by_role("link", name=re.compile("沿边开放"))
    (area,) = [p.bounding_box() for p in door.locator("path.shade").all()]
    land = door.locator("path.land").bounding_box()
    assert area
    assert land
    # The three counties are border counties in the south-east and in the middle north.
    assert area["x"] > land["x"] + land["width"] * 0.3
    assert area["y"] > land["y"] + land["height"] * 0.25


@pytest.mark.parametrize(("theme", "darker_is_more"), [("light", True), ("dark", False)])
def test_lightness_runs_one_way_with_the_measures(
    overview: ViewPage, theme: str, darker_is_more: bool
) -> None:
    overview.page.evaluate("theme => window.switchTheme(theme)", theme)
    # The view follows the theme when it is called again, a moment after the switch.
    expect(overview.root).to_have_css("color-scheme", theme)
    fills = (
        overview.root.locator("a", has_text="生态安全")
        .locator("path.shade")
        .evaluate_all("all => all.map(e => getComputedStyle(e).fill)")
    )
    lightness = [float(re.findall(r"[\d.]+", fill)[0]) for fill in fills]
    assert len(set(lightness)) == 4
    assert lightness == sorted(lightness, reverse=darker_is_more)


@pytest.mark.parametrize(
    ("tiles", "width", "in_first_row"), [(9, 1372, 5), (6, 1372, 6), (9, 390, 2), (9, 800, 3)]
)
def test_tiles_fill_the_width(
    overview: ViewPage, tiles: int, width: int, in_first_row: int
) -> None:
    overview.page.set_viewport_size({"width": width, "height": 900})
    overview.show(tiles=payload()["tiles"][:tiles])
    expect(overview.root.locator(".tiles > li")).to_have_count(tiles)
    tops = [t.bounding_box() for t in overview.root.locator(".tiles > li").all()]
    first = [box for box in tops if box and tops[0] and box["y"] == tops[0]["y"]]
    assert len(first) == in_first_row
    scrolls = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    becomes(lambda: overview.page.evaluate(scrolls), lambda seen: not seen)


def test_one_tile_is_not_left_alone_in_the_last_row(overview: ViewPage) -> None:
    doors = [tile(s, dict.fromkeys(BORDER, 1)) for s in STRATEGIES[:11]]
    overview.show(tiles=doors)
    expect(overview.root.locator(".tiles > li")).to_have_count(11)
    boxes = [t.bounding_box() for t in overview.root.locator(".tiles > li").all()]
    bottoms = [box["y"] for box in boxes if box]
    assert bottoms.count(max(bottoms)) > 1


def test_strategies_for_the_whole_province_stand_in_a_row_of_one_tone(overview: ViewPage) -> None:
    row = overview.root.locator(".wide")
    expect(row).to_contain_text("市民化")
    expect(row).to_contain_text("1 项举措 · 全省")
    expect(row.locator("svg .everywhere")).to_have_count(1)
    expect(row.locator("svg .shade")).to_have_count(0)


def test_a_rerun_with_the_same_answer_keeps_the_reader_s_place(overview: ViewPage) -> None:
    overview.root.get_by_role("link", name=re.compile("生态安全")).focus()
    overview.show()
    becomes(lambda: overview.focused, lambda seen: "生态安全" in seen)
    overview.show(tiles=payload()["tiles"][1:])
    becomes(lambda: overview.focused, lambda seen: "生态安全" in seen)


def test_english_is_whole_and_counts_one_as_one(overview: ViewPage) -> None:
    overview.show(
        lang="en",
        rests=sent("overview", lang="en")["rests"],
        questions=[],
        footer="Schematic.",
        tiles=[tile("ecology", {"230102": 1})],
    )
    expect(overview.root).to_contain_text("1 county")
    text = overview.root.inner_text()
    assert re.findall(r"[\u4e00-\u9fff]", text) == []
    assert "1 county" in text
    assert "1 measure · province-wide" in text


def test_hostile_words_stay_words_and_no_other_host_is_asked(overview: ViewPage) -> None:
    expect(overview.root.locator(".questions")).to_contain_text(HOSTILE, use_inner_text=True)
    expect(overview.root.locator("img")).to_have_count(0)
    assert overview.elsewhere == []
    assert overview.errors == []
