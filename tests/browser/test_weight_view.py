"""Coverage against figures as it is read: the finding, its switches, its table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.sent import changed, sent
from tests.browser.view_pages import HOSTILE, ViewPage, browser_and_address
from tests.browser.waiting import becomes, fits

CJK = re.compile(r"[\u4e00-\u9fff]")


def switch(name: str) -> list[dict[str, Any]]:
    patches: dict[str, dict[str, list[str]]] = {"with": {name: []}, "without": {name: ["x"]}}
    own = sent("weight")["carried"]
    return [changed(choice, patch=patches[choice["id"]]) for choice in own]


def finding() -> dict[str, Any]:
    own = sent("weight", inherited="without")
    row = changed(
        own["named"][0],
        name="鸡西鸡冠区",
        href="place?place=230302",
        text="第 20 位",
        steady=True,
    )
    one = own["figures"][0]
    return changed(
        own,
        title="人口多、落到的举措少：鸡西鸡冠区",
        hedge="做法。",
        named=[row, changed(row, name=HOSTILE, steady=False)],
        readings=[
            changed(own["readings"][0], id="sure", label="不计推定名单", names="佳木斯富锦市")
        ],
        figures=[
            changed(one, id="population", label="常住人口 2020"),
            changed(one, id="aged", label="65 岁以上", patch={"indicator": ["share_65plus"]}),
        ],
        figure="population",
        lists=switch("basis"),
        carried=switch("inherited"),
    )


def table() -> dict[str, Any]:
    rows = [
        ["230302", "402,345", 402345, "1.28%", 4, "0.27%", 20, 100, 22, 90.5, 121],
        ["231202", "698,025", 698025, "2.22%", 7, "0.46%", 7, 93, 2, 86.5, 121],
        ["230127", "176,245", 176245, "0.56%", 27, "1.79%", 77, 1, 1, -75.5, 121],
    ]
    more = [
        ["2302" + f"{i:02}", "1", 1, "0%", 1, "0%", 99, 99, 1, -80 - i, 121] for i in range(2, 9)
    ]
    even = [
        ["2303" + f"{i:02}", "1", 1, "0%", 1, "0%", 99, 99, 1, -90 - i, 121] for i in range(2, 8)
    ]
    rest = [
        ["2304" + f"{i:02}", "1", 1, "0%", 1, "0%", 99, 99, 1, -100 - i, 121] for i in range(2, 8)
    ]
    own = sent("weight_table")
    source = changed(
        own["sources"][0], text="普查资料", url="https://example.org/census", strength=""
    )
    return changed(
        own,
        figure="常住人口 2020",
        additive=True,
        weak=False,
        caveats=["推定名单占一半。", HOSTILE],
        left_out=[{"title": "不比较：甲", "text": "边界变了。"}],
        sources=[source],
        href="place?place={code}",
        chosen=["231202"],
        less=["230302"],
        steady=["230302"],
        rows=rows + more + even + rest,
    )


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Browser, str]]:
    with browser_and_address() as both:
        yield both


def view_of(started: tuple[Browser, str], name: str, data: dict[str, Any]) -> Iterator[ViewPage]:
    browser, url = started
    context = browser.new_context(viewport={"width": 1240, "height": 900})
    yield ViewPage(context.new_page(), url, name, data)
    context.close()


@pytest.fixture
def weight(started: tuple[Browser, str]) -> Iterator[ViewPage]:
    yield from view_of(started, "weight", finding())


@pytest.fixture
def listed(started: tuple[Browser, str]) -> Iterator[ViewPage]:
    yield from view_of(started, "weight_table", table())


def units(view: ViewPage) -> list[str]:
    return view.root.locator("tbody th a").all_inner_texts()


def test_the_finding_names_units_hedges_and_gives_the_other_readings(weight: ViewPage) -> None:
    expect(weight.root.get_by_role("heading")).to_have_text("人口多、落到的举措少：鸡西鸡冠区")
    named = weight.root.locator(".named li")
    expect(named.first).to_contain_text("换算法仍成立")
    expect(named.nth(1)).not_to_contain_text("换算法仍成立", use_inner_text=True)
    expect(weight.root).to_contain_text("不是需要，也不是公平的尺度")
    expect(weight.root.locator(".readings")).to_contain_text("佳木斯富锦市")
    named.first.get_by_role("link").click()
    becomes(lambda: weight.patches[0]["page"], ["place"])


def test_its_switches_ask_for_the_query_s_parameters(weight: ViewPage) -> None:
    figures = weight.root.get_by_role("group", name="对照的数字")
    expect(figures.get_by_role("button", pressed=True)).to_have_text("常住人口 2020")
    figures.get_by_role("button", name="65 岁以上").click()
    lists = weight.root.get_by_role("group", name="推定名单")
    lists.get_by_role("button", name="不计").click()
    carried = weight.root.get_by_role("group", name="承前句的关联")
    expect(carried.get_by_role("button", pressed=True)).to_have_text("不计")
    carried.get_by_role("button", name="计入承前句").click()
    becomes(
        lambda: weight.patches,
        [{"indicator": ["share_65plus"]}, {"basis": ["x"]}, {"inherited": []}],
    )


def test_nobody_named_leaves_no_empty_list(weight: ViewPage) -> None:
    weight.show(named=[], hedge="", title="没有", note=HOSTILE)
    expect(weight.root.locator(".named")).to_be_hidden()
    expect(weight.root.locator(".hedge")).to_be_hidden()
    expect(weight.root.get_by_role("status")).to_have_text(HOSTILE)
    assert weight.errors == []


def test_the_table_is_sorted_by_the_difference_and_by_any_column(listed: ViewPage) -> None:
    becomes(lambda: units(listed)[:3], ["鸡冠区", "北林区", "木兰县"])
    first = listed.root.locator("tbody tr").first.locator("th, td").all_inner_texts()
    assert first[1:] == [
        "402,345",
        "1.28%",
        "4",
        "0.27%",
        "20/121",
        "100/121（22 个并列）",
        "+90.5",
    ]
    head = listed.root.get_by_role("columnheader", name="常住人口 2020")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    becomes(lambda: units(listed)[0], "北林区")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(head.get_by_role("button")).to_be_focused()
    listed.root.get_by_role("button", name="举措", exact=True).click()
    becomes(lambda: units(listed)[0], "木兰县")


def test_all_units_are_one_click_away(listed: ViewPage) -> None:
    becomes(lambda: len(units(listed)), 20)
    listed.root.get_by_role("button", name="显示全部 22 个").click()
    becomes(lambda: len(units(listed)), 22)
    listed.root.get_by_role("button", name="收起").click()
    becomes(lambda: len(units(listed)), 20)


def test_the_chosen_place_is_marked_and_a_row_leads_to_its_page(listed: ViewPage) -> None:
    expect(listed.root.locator("tr.chosen th")).to_contain_text("北林区绥化市")
    listed.root.get_by_role("link", name="木兰县").click()
    becomes(lambda: listed.patches[0]["place"], ["230127"])


def test_a_figure_that_does_not_add_up_has_no_share(listed: ViewPage) -> None:
    listed.show(additive=False, weak=True)
    expect(listed.root.get_by_role("columnheader", name="占比")).to_have_count(1)
    expect(listed.root.locator("thead")).to_contain_text("来源较弱")


def test_caveats_stand_over_the_table_and_words_stay_words(listed: ViewPage) -> None:
    caveats = listed.root.locator(".caveats li").all_inner_texts()
    assert caveats == ["推定名单占一半。", HOSTILE, "不比较：甲\n边界变了。"]
    link = listed.root.get_by_role("link", name="普查资料")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(listed.root.locator("img")).to_have_count(0)
    assert listed.elsewhere == []
    assert listed.errors == []


def test_both_fit_a_phone(weight: ViewPage, listed: ViewPage) -> None:
    for view in (weight, listed):
        view.page.set_viewport_size({"width": 390, "height": 800})
        fits(view.page, 390)


def test_their_own_words_are_english_on_an_english_page(weight: ViewPage, listed: ViewPage) -> None:
    weight.show(lang="en", title="T", hedge="H", named=[], readings=[], figures=[])
    listed.show(lang="en", figure="Population", caveats=[], left_out=[], sources=[])
    for view in (weight, listed):
        becomes(view.root.inner_text, lambda seen: not CJK.search(seen))
