"""A place's page: what reaches it is read, opened to its evidence, and left for other places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.sent import changed, sent
from tests.browser.view_pages import HOSTILE, ViewPage, browser_and_address, rows
from tests.browser.waiting import becomes, fits

DONGNING, SUIFENHE, NANGANG, JIAGEDAQI = "231086", "231081", "230103", "232761"
CJK = re.compile(r"[\u4e00-\u9fff]")


def figure(label: str, value: str, **changes: Any) -> dict[str, Any]:
    own = sent("place", place=DONGNING)["figures"][0]
    beside = [["牡丹江市", "2,290,208"], ["黑龙江省", "31,850,088"]]
    made = {"label": label, "value": value, "caveat": "", "source": "census", "compare": beside}
    return changed(own, **made | changes)


def payload() -> dict[str, Any]:
    own = sent("place", place=DONGNING)
    group = next(one for one in own["groups"] if one["relation"] == "zone")
    cited = next(iter(own["cited"].values()))
    return changed(
        own,
        groups=[changed(group, rows=[[0, [0]], [1, [1]]])],
        province=[3],
        zones=[["border-zone", "inferred", None]],
        neighbours=[SUIFENHE],
        figures=[
            figure("常住人口", "195,489"),
            figure("家庭户数", "84,017", compare=[]),
            figure("生产总值", "81.1", strength="weak", source="depot", caveat="初步数。"),
        ],
        cited={
            "census": changed(cited, title="普查资料", url="https://example.org/census"),
            "depot": changed(cited, title="仓库", url=""),
        },
    )


def chooser() -> dict[str, Any]:
    return sent("place")


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Browser, str]]:
    with browser_and_address() as both:
        yield both


@pytest.fixture
def place(started: tuple[Browser, str]) -> Iterator[ViewPage]:
    browser, url = started
    context = browser.new_context(viewport={"width": 1240, "height": 900})
    yield ViewPage(context.new_page(), url, "place", payload())
    context.close()


@pytest.fixture
def all_places(started: tuple[Browser, str]) -> Iterator[ViewPage]:
    browser, url = started
    context = browser.new_context(viewport={"width": 1240, "height": 900})
    yield ViewPage(context.new_page(), url, "place", chooser())
    context.close()


def group(place: ViewPage, relation: str) -> Locator:
    return place.root.locator(f".group.{relation}")


def test_a_group_says_how_the_place_is_reached_and_by_what(place: ViewPage) -> None:
    zone = group(place, "zone")
    expect(zone.get_by_role("heading")).to_have_text("经片区关联· 2 项")
    expect(zone.locator(".about")).to_contain_text("东宁市在这个片区的名单上")
    becomes(
        lambda: zone.locator(".statement").all_inner_texts(),
        [
            "𠮷日建设试验边区口岸",
            "布局外向型产业",
        ],
    )
    first, second = zone.locator("summary").all()
    for words in ("试验边区", "推定名单"):
        expect(first).to_contain_text(words)
    expect(first).not_to_contain_text("承前句")
    expect(second).to_contain_text("承前句")
    becomes(lambda: zone.locator(".statement mark").all_inner_texts(), ["试验边区"])


def test_an_inferred_list_looks_unsure(place: ViewPage) -> None:
    basis = group(place, "zone").locator(".basis").first
    becomes(lambda: basis.evaluate("e => getComputedStyle(e).borderStyle"), "dashed")


def test_a_reason_opens_by_keyboard_to_definition_and_source(place: ViewPage) -> None:
    summary = group(place, "zone").locator("summary").first
    evidence = group(place, "zone").locator(".evidence").first
    expect(evidence).to_be_hidden()
    summary.focus()
    place.page.keyboard.press("Enter")
    for words in ("三个试验县市。", "没有找到官方名单", "某编辑部，2021", "第 6 段第 1 句"):
        expect(evidence).to_contain_text(words)
    source = evidence.get_by_role("link", name="边区公报")
    expect(source).to_have_attribute("href", "https://example.org/gazette")
    expect(source).to_have_attribute("rel", "noopener noreferrer")
    expect(source).to_have_attribute("target", "_blank")
    assert place.elsewhere == []


def test_a_borrowed_reason_quotes_the_clause_it_comes_from(place: ViewPage) -> None:
    group(place, "zone").locator("summary").nth(1).press("Enter")
    evidence = group(place, "zone").locator(".evidence").nth(1)
    expect(evidence.locator("q")).to_have_text("𠮷日建设试验边区口岸")
    expect(evidence.locator("q mark")).to_have_text("试验边区")
    expect(evidence).to_contain_text("沿用同一句第 1 项的地区")


def test_a_district_named_through_its_prefecture_is_told_so(place: ViewPage) -> None:
    beside = {"precision": "prefecture", "relation": "explicit", "rows": [[2, [2]]]}
    place.show(place=NANGANG, groups=[beside])
    explicit = group(place, "explicit")
    expect(explicit.get_by_role("heading")).to_contain_text("随地市列入")
    expect(explicit.locator(".path")).to_have_text("哈尔滨 → 哈尔滨市")
    expect(explicit.locator(".meant")).to_have_text("随地市列入：文中写的是哈尔滨市")


def test_province_wide_measures_stay_folded_until_asked_for(place: ViewPage) -> None:
    wide = group(place, "province")
    expect(wide.locator(".statement")).to_be_hidden()
    expect(wide.locator("> summary")).to_contain_text("1 项")
    wide.locator("> summary").press("Enter")
    expect(wide.locator(".statement")).to_have_text("推进市民化")


def test_where_nothing_reaches_it_the_page_says_why_and_what_next(place: ViewPage) -> None:
    place.show(groups=[])
    empty = place.root.locator(".empty")
    expect(empty).to_contain_text("没有一项举措单独落到东宁市")
    expect(empty).to_contain_text("没有点名东宁市")
    expect(group(place, "province").locator(".statement")).to_be_visible()
    empty.get_by_role("link").click()
    becomes(lambda: place.patches, [{"page": ["map"], "place": [DONGNING]}])


def test_where_a_filter_hides_everything_it_can_be_cleared(place: ViewPage) -> None:
    empty = {"title": "没有举措符合条件", "text": "只看……", "action_label": "清除全部条件"}
    place.show(groups=[], province=[], empty=empty | {"patch": {"strategy": []}})
    expect(place.root.get_by_role("heading", name="没有举措符合条件")).to_be_visible()
    place.root.get_by_role("button", name="清除全部条件").click()
    becomes(lambda: place.patches, [{"strategy": []}])


def test_a_neighbour_is_one_step_away_and_a_new_tab_another(place: ViewPage) -> None:
    link = place.root.locator(".units").get_by_role("link", name="绥芬河市")
    with place.page.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    expect(opened.value).to_have_url(re.compile(rf"/place\?place={SUIFENHE}$"))
    becomes(lambda: place.patches, [])
    link.click()
    becomes(lambda: place.patches, [{"place": [SUIFENHE]}])
    expect(place.page).to_have_url(place.url)
    place.show(place=SUIFENHE, neighbours=[DONGNING])
    becomes(lambda: place.focused, "什么举措落到这里，凭什么")
    expect(place.root.locator(".trail [aria-current]")).to_have_text("绥芬河市")


def test_a_rerun_of_another_s_making_leaves_the_focus_alone(place: ViewPage) -> None:
    place.page.locator("#after").focus()
    place.show(place=SUIFENHE)
    expect(place.root.locator(".trail [aria-current]")).to_have_text("绥芬河市")
    becomes(lambda: place.focused, "after")


def test_a_statement_leads_to_its_permalink(place: ViewPage) -> None:
    link = group(place, "zone").locator(".statement a").first
    expect(link).to_have_attribute("href", "measures?measure=m-00000000")
    link.click()
    becomes(lambda: place.patches, [{"page": ["measures"], "measure": ["m-00000000"]}])


def test_the_trail_leads_up_to_the_prefecture_and_to_all_places(place: ViewPage) -> None:
    trail = place.root.locator(".trail")
    trail.get_by_role("link", name="牡丹江市").click()
    everything = trail.get_by_role("link", name="全部地区")
    expect(everything).to_have_attribute("href", "place")
    everything.click()
    becomes(lambda: place.patches, [{"place": ["231000"]}, {"place": []}])


def test_the_map_names_the_place_and_shows_a_neighbour_pointed_at(place: ViewPage) -> None:
    drawn = place.root.get_by_role("img", name="东宁市在黑龙江省的位置，属牡丹江市")
    expect(drawn).to_be_visible()
    expect(place.root.locator(".where")).to_contain_text("不作为划界依据")
    box = "e => { const b = e.getBBox(); return [b.width, b.height] }"
    hint = drawn.locator(".hint").first
    becomes(lambda: hint.evaluate(box), [0, 0])
    place.root.locator(".units").get_by_role("link", name="绥芬河市").focus()
    becomes(lambda: hint.evaluate(box), lambda seen: min(seen) > 1)
    place.page.locator("#after").focus()
    becomes(lambda: hint.evaluate(box), [0, 0])


def test_a_small_place_is_seen_through_a_lens_and_a_prefecture_is_not(place: ViewPage) -> None:
    place.show(place=NANGANG)
    expect(place.root.locator(".lens text.here")).to_have_text("南岗区")
    wide = "e => e.getBoundingClientRect().width"
    filled = "e => getComputedStyle(e).fill"
    large, small = place.root.locator(".lens .here").first, place.root.locator(".here").first
    becomes(lambda: large.evaluate(wide) > 5 * small.evaluate(wide), True)
    becomes(lambda: large.evaluate(filled) == small.evaluate(filled), True)
    place.show(place="230100")
    expect(place.root.get_by_role("img", name="哈尔滨市在黑龙江省的位置")).to_be_visible()
    expect(place.root.locator(".lens")).to_have_count(0)


def test_the_province_too_has_a_page(place: ViewPage) -> None:
    place.show(place="230000", neighbours=[], children=["230100", "231000"])
    expect(group(place, "zone").locator(".about")).to_contain_text("省内的地市、县区")
    expect(place.root.get_by_role("img", name="黑龙江省全境")).to_be_visible()
    expect(place.root.locator(".units")).to_contain_text("下辖 2 个单位")
    assert place.errors == []


def test_a_district_without_a_boundary_says_so_in_place_of_its_map(place: ViewPage) -> None:
    place.show(place=JIAGEDAQI, neighbours=[])
    notice = place.root.locator(".no-outline")
    expect(notice).to_contain_text("加格达奇区没有单独的边界")
    expect(place.root.locator("svg.locator")).to_have_count(0)
    notice.get_by_role("link", name="看大兴安岭地区").click()
    becomes(lambda: place.patches, [{"place": ["232700"]}])


def test_figures_stand_beside_their_prefecture_s_and_name_their_sources(place: ViewPage) -> None:
    table = place.root.get_by_role("table")
    cells = [row.locator("th, td").all_inner_texts() for row in table.locator("tr").all()]
    assert cells[0][1:] == ["东宁市", "牡丹江市", "黑龙江省"]
    assert cells[1] == ["常住人口\n人，2020", "195,489", "2,290,208", "31,850,088"]
    assert cells[2][1:] == ["84,017", "", ""]
    assert "来源较弱" in cells[3][0]
    assert "来源较弱" not in cells[1][0]
    place.root.locator(".sources summary").press("Enter")
    sources = place.root.locator(".sources li")
    becomes(
        lambda: [s.locator("p").all_inner_texts() for s in sources.all()],
        [
            ["常住人口 2020、家庭户数 2020", "普查资料"],
            ["生产总值 2020", "仓库", "生产总值：初步数。"],
        ],
    )


def test_no_figures_are_not_filled_in(place: ViewPage) -> None:
    place.show(figures=[])
    expect(place.root.locator(".figures")).to_contain_text("没有找到有来源的数字")
    expect(place.root.get_by_role("table")).to_have_count(0)


def test_what_a_document_or_a_source_brings_in_is_text(place: ViewPage) -> None:
    place.show(
        place=NANGANG,
        groups=[{"precision": "unit", "relation": "explicit", "rows": [[2, [2]]]}],
        figures=[figure(HOSTILE, HOSTILE)],
        cited={"census": {"title": HOSTILE, "url": "javascript:window.hacked=1"}},
    )
    expect(group(place, "explicit").locator(".statement")).to_contain_text(HOSTILE)
    place.root.locator(".sources summary").press("Enter")
    expect(place.root.locator(".sources li p").nth(1)).to_have_text(HOSTILE)
    expect(place.root.locator(".sources a")).to_have_count(0)
    expect(place.root.locator("img")).to_have_count(0)
    becomes(lambda: place.page.evaluate("window.hacked"), lambda seen: seen is None)
    assert place.elsewhere == []
    assert place.errors == []


def test_the_english_page_is_english_but_for_quotations(place: ViewPage) -> None:
    english = [figure("Population", "195,489", unit="persons", compare=[])]
    cited = {"census": {"title": "Census", "url": ""}}
    place.show(lang="en", figures=english, cited=cited)
    for summary in place.root.locator("summary").all():
        summary.press("Enter")
    expect(group(place, "zone").locator(".statement").first).to_have_text(
        "Build the ports of the trial zone"
    )
    rest = place.root.evaluate(
        "e => { const copy = e.cloneNode(true);"
        " copy.querySelectorAll('[lang=zh-CN], style').forEach(q => q.remove());"
        " return copy.textContent }"
    )
    assert not CJK.search(rest)
    becomes(place.root.locator("dd q[lang=zh-CN]").first.inner_text, "𠮷日建设试验边区口岸")


def test_on_a_phone_nothing_is_wider_than_the_screen(place: ViewPage) -> None:
    place.page.set_viewport_size({"width": 390, "height": 800})
    for summary in place.root.locator("summary").all():
        summary.press("Enter")
    fits(place.page, 390)


def test_the_directory_holds_every_place_once(all_places: ViewPage) -> None:
    links = all_places.root.locator(".prefectures a")
    codes = links.evaluate_all("all => all.map(a => new URL(a.href).searchParams.get('place'))")
    assert sorted(codes) == sorted(r["adcode"] for r in rows("places") if r["level"] != "province")


@pytest.mark.parametrize(
    ("typed", "first"), [("heb", "哈尔滨市"), ("haerbin", "哈尔滨市"), ("东宁", "东宁市牡丹江市")]
)
def test_the_directory_finds_what_people_type(all_places: ViewPage, typed: str, first: str) -> None:
    all_places.root.get_by_role("searchbox").fill(typed)
    found = all_places.root.locator(".found-places a")
    expect(found.first).to_have_text(first)
    expect(all_places.root.locator(".prefectures")).to_be_hidden()
    code = found.first.evaluate("a => new URL(a.href).searchParams.get('place')")
    all_places.page.keyboard.press("Enter")
    becomes(lambda: all_places.patches, [{"place": [code]}])


def test_a_name_that_is_none_says_what_to_try(all_places: ViewPage) -> None:
    all_places.root.get_by_role("searchbox").fill(HOSTILE)
    expect(all_places.root.get_by_role("status")).to_contain_text("没有这个地名")
    expect(all_places.root.locator(".prefectures")).to_be_visible()
    all_places.page.keyboard.press("Escape")
    expect(all_places.root.get_by_role("searchbox")).to_have_value("")
