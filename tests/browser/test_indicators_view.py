"""The indicators view read as a person reads it, on the product's own figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from atlas.analysis.indicators import answer
from atlas.documents import open_document
from atlas.figures.indicators_payload import indicators_payload
from atlas.query import Query
from tests.browser.view_pages import ProductHandler, ViewPage, browser_and_address, rows
from tests.browser.waiting import becomes, fits

CJK = re.compile(r"[\u3000-\u9fff]")
TIELI, SARTU, WUCHANG = "230781", "230602", "230184"


def payload(indicator: str, *years: int, **fields: Any) -> dict[str, Any]:
    query = Query(indicator=indicator, years=tuple(map(str, years)), **fields)
    return indicators_payload(answer(open_document(query.doc), query))


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[Browser, str]]:
    with browser_and_address(ProductHandler) as both:
        yield both


@pytest.fixture
def view(place: tuple[Browser, str]) -> Iterator[ViewPage]:
    browser, url = place
    page = browser.new_page(viewport={"width": 1360, "height": 900})
    shown = ViewPage(page, url, "indicators", payload("share_65plus", 2020))
    expect(shown.root.locator("tbody tr[data-code]")).to_have_count(126)
    yield shown
    assert shown.errors == []
    assert shown.elsewhere == []
    page.close()


def column(view: ViewPage, n: int) -> list[float]:
    """Numbers of a column of the rows that have one, the province's row left out."""
    cells = view.root.locator(f"tbody tr.known[data-code]:not(.province) td:nth-of-type({n})")
    texts = [text.replace(",", "").replace("−", "-") for text in cells.all_inner_texts()]
    return [float(text) for text in texts if text.strip()]


def test_the_table_is_sorted_and_its_province_stands_first(view: ViewPage) -> None:
    lines = view.root.locator("tbody tr[data-code]")
    expect(lines.first).to_contain_text("全省")
    expect(lines.first).to_contain_text("15.6")
    values = column(view, 1)
    assert values == sorted(values, reverse=True)
    published = {r["adcode"]: r for r in rows("indicators") if r["indicator"] == "share_65plus"}
    assert len(values) == 125
    assert published
    expect(view.root.locator("th[aria-sort=descending]")).to_contain_text("2020年（%）")


def test_a_heading_sorts_and_says_so(view: ViewPage) -> None:
    view.root.get_by_role("button", name="2020年（%）").press("Enter")
    values = column(view, 1)
    assert values == sorted(values)
    expect(view.root.locator("th[aria-sort=ascending]")).to_contain_text("2020年（%）")
    expect(view.root.get_by_role("status").filter(has_text="已按2020年")).to_have_count(1)
    expect(view.root.locator("tbody tr[data-code]").first).to_contain_text("全省")


def test_the_legend_sums_to_the_units(view: ViewPage) -> None:
    counts = view.root.locator(".legend-count").all_inner_texts()
    assert sum(int(re.sub(r"\D", "", text)) for text in counts) == 121
    expect(view.root.locator(".legend-total")).to_have_text("合计 121")


def test_map_and_table_point_at_each_other(view: ViewPage) -> None:
    unit = view.root.locator(f".units-county [data-code='{WUCHANG}']")
    unit.hover()
    expect(view.root.locator(f"tr[data-code='{WUCHANG}']")).to_have_class(re.compile("pointed"))
    expect(view.root.locator(".hover-card")).to_contain_text("五常市")
    expect(view.root.locator(".hover-card")).to_contain_text("%")
    view.root.locator("tbody tr[data-code] th a").nth(1).focus()
    becomes(lambda: bool(view.root.locator(".line.hovered").get_attribute("d")), True)


def test_a_unit_is_marked_by_a_click_and_by_keyboard(view: ViewPage) -> None:
    view.root.locator(f".units-county [data-code='{WUCHANG}']").click()
    becomes(lambda: view.patches, [{"place": [WUCHANG]}])
    view.show(selected=[WUCHANG])
    marked = view.root.locator(f"tr[data-code='{WUCHANG}']")
    expect(marked).to_have_class(re.compile("selected"))
    expect(marked).to_be_in_viewport()
    view.page.keyboard.press("Escape")
    view.root.locator(f".units-county [data-code='{WUCHANG}']").focus()
    view.page.keyboard.press("Escape")
    becomes(lambda: view.patches[-1], {"place": []})


def test_two_years_stand_side_by_side_with_what_is_refused(view: ViewPage) -> None:
    view.show(**payload("pop_resident_census", 2010, 2020))
    heads = view.root.locator("thead th")
    becomes(
        lambda: [re.sub(r"\s", "", head) for head in heads.all_inner_texts()],
        [
            "地区",
            "2010年",
            "2020年",
            "变化（%）",
            "来源",
        ],
    )
    line = view.root.locator(f"tr[data-code='{SARTU}']")
    becomes(lambda: line.locator("td").all_inner_texts()[:3], ["328,808", "327,192", "不可比"])
    why = view.root.locator(f"tr[data-code='{SARTU}'] + tr.remark")
    expect(why).to_contain_text("2020年普查把大庆高新区（230671）从所在各区中单列")
    changes = column(view, 3)
    assert changes == sorted(changes, reverse=True)
    unit = view.root.locator(f".units-county [data-code='{TIELI}']")
    expect(unit).to_have_class("unit is-refused")
    expect(unit).to_have_attribute("aria-label", "铁力市，不可比")
    expect(view.root.locator(".refusals")).to_contain_text("朗乡镇划入大箐山县")


def test_what_has_no_figure_does_not_look_like_zero_or_like_what_is_refused(
    view: ViewPage,
) -> None:
    view.show(**payload("share_65plus", 2010, 2020))

    def fill(selector: str) -> str:
        return view.root.locator(selector).first.evaluate("e => getComputedStyle(e).fill")

    looks = [fill(f".units-county .unit.is-{name}") for name in ("missing", "refused", "0")]
    assert len(set(looks)) == 3
    view.show(**payload("empl_share_mining", 2020))
    expect(view.root.locator(".legend-item").first).to_contain_text("0.0")
    view.show(**payload("gdp", 2023))
    expect(view.root.locator(".legend")).to_contain_text("没有数")


def test_a_pair_of_years_that_is_refused_says_why(view: ViewPage) -> None:
    view.show(**payload("gdp", 2023, 2024, level="prefecture"))
    expect(view.root.locator(".notice")).to_contain_text("2023年及以前是初步数")
    pair = view.root.get_by_role("link", name="2023→2024")
    expect(pair).to_contain_text("不可比")
    expect(pair).to_have_attribute("aria-current", "true")
    expect(view.root.locator("tbody tr.incomparable[data-code]")).to_have_count(13)
    # Said once, not with every row.
    expect(view.root.locator("tr.remark").filter(has_text="初步数")).to_have_count(0)


def test_sources_are_numbered_with_their_strength(view: ViewPage) -> None:
    view.show(**payload("gdp", 2023))
    line = view.root.locator(f"tr[data-code='{WUCHANG}']")
    reference = line.locator(".reference")
    expect(reference).to_contain_text("较弱")
    number = int(re.sub(r"\D", "", reference.inner_text()))
    source = view.root.locator(".sources li").nth(number - 1)
    expect(source).to_contain_text("hlj2023")
    expect(source).to_contain_text("67 个数")
    expect(source).to_contain_text("引用前请核对")
    expect(view.root.locator(".caveat")).to_contain_text("前后不可连成一条线")


def test_the_chooser_lists_every_indicator_and_who_has_it(view: ViewPage) -> None:
    button = view.root.get_by_role("button", name="换一个指标")
    button.press("Enter")
    panel = view.root.get_by_role("region", name="全部指标")
    links = panel.get_by_role("link")
    expect(links).to_have_count(len(rows("indicator_definitions")))
    here = panel.get_by_role("link", name="65岁及以上人口比重")
    expect(here).to_have_attribute("aria-current", "true")
    trade = panel.locator("li").filter(has=view.page.get_by_text("进出口总额", exact=True))
    expect(trade).to_have_text("进出口总额1 个地市、全省")
    becomes(
        lambda: trade.locator("a").get_attribute("href"),
        lambda seen: "indicator=trade_total" in (seen or ""),
    )
    links.first.focus()
    view.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    becomes(lambda: view.focused, lambda seen: "换一个指标" in seen)


def test_a_level_without_the_figure_says_which_has_it(view: ViewPage) -> None:
    view.show(**payload("trade_total"))
    nothing = view.root.locator(".nothing")
    expect(nothing).to_contain_text("没有找到的不估算、不填补")
    link = nothing.get_by_role("link", name="1 个地市：2024")
    becomes(lambda: link.get_attribute("href"), lambda seen: "level=prefecture" in (seen or ""))
    expect(nothing).to_contain_text("2024：3,122.8 亿元")
    expect(view.root.locator(".map")).to_be_hidden()
    # And back, with the map as it was.
    view.show(**payload("share_65plus", 2020))
    expect(view.root.locator(".map")).to_be_visible()
    expect(view.root.locator(".units-county .unit.is-4")).to_have_count(20)


def test_the_saved_image_draws_what_is_refused_as_the_map_does(view: ViewPage) -> None:
    view.show(**payload("pop_resident_census", 2010, 2020))
    expect(view.root.locator(".units-county .unit.is-refused")).to_have_count(8)
    view.root.get_by_role("button", name="保存图片").click()
    with view.page.expect_download() as saved:
        view.root.get_by_role("menuitem", name="矢量图（SVG）").click()
    assert saved.value.suggested_filename == "longjiang-pop_resident_census.svg"
    image = saved.value.path().read_text(encoding="utf-8")
    assert len(re.findall(r'fill="url\(#refused\)"', image)) == 8
    assert 'id="refused-swatch"' in image
    assert "−52.8 至 −42.5" in image
    assert "var(--" not in image


def test_links_lead_to_the_place_s_page(view: ViewPage) -> None:
    view.root.locator(f"tr[data-code='{WUCHANG}'] th a").click()
    becomes(lambda: view.patches[0]["page"], ["place"])
    becomes(lambda: view.patches[0]["place"], [WUCHANG])


def test_the_english_page_is_english_but_for_sources(view: ViewPage) -> None:
    view.show(**payload("pop_resident_census", 2010, 2020, lang="en"))
    expect(view.root.locator("thead")).to_contain_text("Change (%)")
    rest = view.root.evaluate(
        "e => { const copy = e.cloneNode(true);"
        " copy.querySelectorAll('[lang=zh-CN], style').forEach(q => q.remove());"
        " return copy.textContent }"
    )
    # Document numbers of the State Council have no other form.
    assert not CJK.search(rest.replace("国函〔2019〕63号", "")), CJK.findall(rest)[:20]


def test_on_a_phone_nothing_is_wider_than_the_screen(view: ViewPage) -> None:
    view.page.set_viewport_size({"width": 390, "height": 844})
    view.show(**payload("pop_resident_census", 2010, 2020))
    view.root.get_by_role("button", name="换一个指标").click()
    fits(view.page, 390)
