"""The list of measures: read, opened to its evidence, sorted, linked to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.sent import changed, sent
from tests.browser.view_pages import BORDER, HOSTILE, ViewPage, browser_and_address
from tests.browser.waiting import becomes


def payload() -> dict[str, Any]:
    own = sent("measures")
    hrefs = changed(
        own["hrefs"],
        place="place?place={code}&lang=zh",
        measure="measures?measure={id}&lang=zh",
    )
    return changed(own, rows=[[0, [0]], [1, [1]], [2, [2]], [3, [3]], [4, []]], hrefs=hrefs)


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Browser, str]]:
    with browser_and_address() as both:
        yield both


@pytest.fixture
def measures(started: tuple[Browser, str]) -> Iterator[ViewPage]:
    browser, url = started
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    yield ViewPage(context.new_page(), url, "measures", payload())
    context.close()


def card(measures: ViewPage, number: int) -> Locator:
    return measures.root.locator(".card").nth(number - 1)


def opened(measures: ViewPage, number: int) -> Locator:
    card(measures, number).get_by_role("button", name="显示依据").press("Enter")
    return card(measures, number).locator(".evidence")


def statements(measures: ViewPage) -> list[str]:
    return measures.root.locator(".statement:visible").all_inner_texts()


def test_cards_stand_under_their_sections_in_the_plan_s_order(measures: ViewPage) -> None:
    becomes(
        lambda: measures.root.locator("h2:visible").all_inner_texts(),
        [
            "经济布局\n3 项",
            "新型城镇化\n1 项",
            "区域合作\n1 项",
        ],
    )
    expect(measures.root.locator(".total")).to_have_text("共 5 项举措")
    first = card(measures, 1)
    for words in ("1", "建设试验边区口岸", "沿边开放", "经片区", "3 个县区", "第 6 段第 1 句"):
        expect(first).to_contain_text(words)
    expect(card(measures, 4)).to_contain_text("全省")
    expect(card(measures, 5)).to_contain_text("未落到具体地区")


def test_evidence_leads_from_the_words_to_the_counties(measures: ViewPage) -> None:
    why = opened(measures, 1)
    # The clause begins with a character beyond the basic plane: offsets count characters.
    becomes(lambda: why.locator("blockquote mark").all_inner_texts(), ["试验边区"])
    path = why.locator(".path").inner_text()
    assert "经片区" in path
    assert "推定名单" in path
    expect(why.locator(".definition")).to_have_text("三个试验县市。")
    expect(why.locator(".rule")).to_contain_text("由本项目推定")
    expect(why.locator(".source")).to_contain_text("边区公报，某编辑部，2021")
    places = why.locator(".reached a")
    links = [link.get_attribute("href") for link in places.all()]
    assert set(links) >= {f"place?place={code}&lang=zh" for code in BORDER}
    becomes(lambda: why.locator(".reached dt").all_inner_texts(), ["牡丹江市", "黑河市"])
    expect(why.locator(".tags")).to_contain_text("口岸", use_inner_text=True)


def test_an_inferred_list_looks_unsure(measures: ViewPage) -> None:
    badge = opened(measures, 1).locator(".basis.inferred")
    becomes(lambda: badge.evaluate("e => getComputedStyle(e).borderTopStyle"), "dashed")


def test_a_clause_that_borrows_its_place_says_from_where(measures: ViewPage) -> None:
    why = opened(measures, 2)
    expect(why.locator("blockquote mark")).to_have_count(0)
    expect(why.locator(".from")).to_contain_text("承同一句的第 1 项：")
    becomes(lambda: why.locator(".from mark").all_inner_texts(), ["试验边区"])
    expect(why.locator(".rule")).to_contain_text("沿用同一句前文的地区")


def test_a_whole_prefecture_is_said_to_be_whole(measures: ViewPage) -> None:
    why = opened(measures, 3)
    expect(why.locator(".reached dt")).to_have_text("哈尔滨市全境")
    expect(why.locator(".locator")).to_contain_text("18 个县区")
    expect(opened(measures, 4)).to_contain_text("面向全省，不逐县上色。")
    expect(opened(measures, 5)).to_contain_text("省外：疆。")


def test_a_source_elsewhere_is_a_link_that_tells_nothing_and_is_never_fetched(
    measures: ViewPage,
) -> None:
    source = opened(measures, 1).locator(".source a")
    expect(source).to_have_attribute("href", "https://example.org/gazette")
    expect(source).to_have_attribute("rel", "noopener noreferrer")
    expect(source).to_have_attribute("target", "_blank")
    assert measures.elsewhere == []
    assert measures.errors == []


def test_search_terms_are_marked_where_they_stand(measures: ViewPage) -> None:
    measures.show(terms=["产业", "IMG"])
    becomes(measures.root.locator("mark.found").all_inner_texts, ["产业", "img"])
    measures.show(terms=[])
    expect(measures.root.locator("mark.found")).to_have_count(0)


def test_hostile_text_of_a_document_is_shown_as_text(measures: ViewPage) -> None:
    measures.show(terms=[HOSTILE])
    expect(card(measures, 3)).to_contain_text(HOSTILE, use_inner_text=True)
    opened(measures, 3)
    expect(measures.root.locator("img")).to_have_count(0)
    becomes(lambda: measures.page.evaluate("window.hacked"), lambda seen: seen is None)


def test_a_place_of_the_evidence_is_followed_in_place(measures: ViewPage) -> None:
    opened(measures, 1).get_by_role("link", name="东宁市").click()
    (patch,) = becomes(lambda: measures.patches, bool)
    assert (patch["page"], patch["place"]) == (["place"], ["231086"])


def test_the_table_sorts_by_any_column_both_ways(measures: ViewPage) -> None:
    measures.root.get_by_role("button", name="表格").click()
    reach = measures.root.get_by_role("columnheader", name="涉及地区")
    reach.get_by_role("button").press("Enter")
    expect(reach).to_have_attribute("aria-sort", "descending")
    numbers = measures.root.locator("tbody .number")
    becomes(numbers.all_inner_texts, ["3", "1", "2", "4", "5"])
    reach.get_by_role("button").press("Enter")
    expect(reach).to_have_attribute("aria-sort", "ascending")
    becomes(numbers.all_inner_texts, ["5", "4", "1", "2", "3"])
    measures.root.get_by_role("columnheader", name="来源").get_by_role("button").click()
    becomes(numbers.all_inner_texts, ["1", "2", "3", "4", "5"])
    expect(reach).to_have_attribute("aria-sort", "none")
    becomes(lambda: measures.patches, [])


def test_a_row_of_the_table_opens_to_the_same_evidence(measures: ViewPage) -> None:
    measures.root.get_by_role("button", name="表格").click()
    measures.root.get_by_role("button", name="显示依据").first.click()
    expect(measures.root.locator("tbody .evidence .definition")).to_have_text("三个试验县市。")


def test_who_by_when_and_how_much_stand_in_columns_where_a_document_says_it(
    measures: ViewPage,
) -> None:
    measures.root.get_by_role("button", name="表格").click()
    heads = measures.root.get_by_role("columnheader")
    plain = ["序号", "举措", "战略", "涉及地区", "关联方式", "依据", "来源"]
    becomes(heads.all_inner_texts, plain)
    measures.show(doc="ledger")
    becomes(heads.all_inner_texts, [*plain[:-1], "责任单位", "完成时限", "资金", "来源"])
    numbers = measures.root.locator("tbody .number")
    # The largest sum and the earliest day first; what says nothing comes last either way.
    for column, orders in (("资金", ("43125", "34125")), ("完成时限", ("41235", "14235"))):
        for order in orders:
            heads.filter(has_text=column).get_by_role("button").click()
            becomes(numbers.all_inner_texts, list(order))
    measures.show(lang="en")
    measures.root.get_by_role("button", name="Show evidence").first.click()
    becomes(
        lambda: measures.root.locator("tbody .evidence .fields > *").all_inner_texts(),
        ["Body in charge", "省乙厅", "Deadline", "2027年底前 by 2027-12-31"],
    )


def test_what_the_reader_chose_outlives_a_rerun(measures: ViewPage) -> None:
    opened(measures, 1)
    measures.root.get_by_role("button", name="按县区数").click()
    measures.show(rows=[[0, [0]], [2, [2]]])
    becomes(lambda: [s.startswith("支持哈尔滨") for s in statements(measures)], [True, False])
    expect(measures.root.locator(".evidence .definition")).to_be_visible()
    measures.root.get_by_role("button", name="表格").click()
    measures.show(lang="en", rows=payload()["rows"])
    expect(measures.root.get_by_role("table")).to_be_visible()
    expect(measures.root.locator("tbody .evidence .definition")).to_have_text(
        "Three trial counties."
    )


def test_a_linked_measure_is_open_and_in_sight(measures: ViewPage) -> None:
    measures.page.set_viewport_size({"width": 1100, "height": 320})
    measures.show(active="m-00000002")
    target = card(measures, 3)
    expect(target.locator(".evidence")).to_be_visible()
    expect(target.locator(".statement")).to_be_in_viewport()
    expect(measures.root.locator(".is-active:visible")).to_have_count(1)


def test_a_permalink_is_an_address_and_a_click_copies_it(measures: ViewPage) -> None:
    measures.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = card(measures, 1).get_by_role("link", name="复制链接")
    expect(link).to_have_attribute("href", "measures?measure=m-00000000&lang=zh")
    link.click()
    expect(card(measures, 1).locator(".permalink a")).to_have_text("已复制")
    becomes(
        lambda: measures.page.evaluate("navigator.clipboard.readText()"),
        f"{measures.url}measures?measure=m-00000000&lang=zh",
    )
    becomes(lambda: measures.patches, [])


def test_english_shows_the_statement_and_marks_the_original(measures: ViewPage) -> None:
    measures.show(lang="en")
    expect(card(measures, 1).locator(".statement")).to_have_text(
        "Build the ports of the trial zone"
    )
    card(measures, 1).get_by_role("button", name="Show evidence").click()
    quote = measures.root.locator("blockquote")
    expect(quote).to_have_attribute("lang", "zh-CN")
    becomes(lambda: quote.locator("mark").all_inner_texts(), ["试验边区"])
    said = measures.root.locator(".rule, .reached, .pointer, .reach, .total").all_inner_texts()
    assert re.findall(r"[\u4e00-\u9fff]", "".join(said)) == []


def test_an_empty_answer_says_what_why_and_the_next_click(measures: ViewPage) -> None:
    empty = {"title": "没有举措符合条件", "text": "去掉一个条件。", "action_label": "清除全部条件"}
    measures.show(rows=[], empty={**empty, "patch": {"q": []}})
    expect(measures.root.locator(".empty")).to_contain_text("没有举措符合条件")
    measures.root.get_by_role("button", name="清除全部条件").click()
    becomes(lambda: measures.patches, [{"q": []}])


@pytest.mark.parametrize("mode", ["卡片", "表格"])
def test_nothing_spills_over_a_phone(measures: ViewPage, mode: str) -> None:
    measures.page.set_viewport_size({"width": 390, "height": 844})
    measures.root.get_by_role("button", name=mode).click()
    measures.show(active="m-00000000")
    scrolls = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    becomes(lambda: measures.page.evaluate(scrolls), lambda seen: not seen)
