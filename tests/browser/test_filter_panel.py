"""The filter panel and the filter bar, used as a reader uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from atlas.catalogue import load_catalogue
from atlas.query import Query, allowed_values
from tests.browser.sent import changed, sent
from tests.browser.view_pages import HOSTILE, ViewPage, browser_and_address
from tests.browser.waiting import becomes

CJK = re.compile(r"[\u4e00-\u9fff]")


def payload() -> dict[str, Any]:
    own = sent("filters")
    fewer = {"strategy": {"border-opening": 5, "ecology": 4}, "theme": {"layout": 27}}
    choices = allowed_values(load_catalogue())
    counts = {
        name: [fewer[name].get(choice, 0) for choice in choices[name]] if name in fewer else given
        for name, given in own["counts"].items()
    }
    return changed(own, query={"relation": ["explicit", "zone", "class"]}, counts=counts)


def bar_payload() -> dict[str, Any]:
    own = sent("filter_bar", strategy="border-opening")
    return changed(own, sentence="只看战略：沿边开放", chips=[])


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Browser, str]]:
    with browser_and_address() as both:
        yield both


@pytest.fixture
def panel(started: tuple[Browser, str]) -> Iterator[ViewPage]:
    browser, url = started
    context = browser.new_context(viewport={"width": 300, "height": 900})
    yield ViewPage(context.new_page(), url, "filters", payload())
    context.close()


@pytest.fixture
def bar(started: tuple[Browser, str]) -> Iterator[ViewPage]:
    browser, url = started
    context = browser.new_context(viewport={"width": 1200, "height": 500})
    yield ViewPage(context.new_page(), url, "filter_bar", bar_payload())
    context.close()


def test_a_strategy_is_chosen_by_keyboard_alone(panel: ViewPage) -> None:
    panel.page.locator("#before").focus()
    for _ in range(30):
        panel.page.keyboard.press("Tab")
        if "沿边开放" in panel.focused:
            break
    panel.page.keyboard.press("Space")
    becomes(lambda: panel.patches, [{"strategy": ["border-opening"]}])
    expect(panel.root.get_by_label("沿边开放")).to_be_checked()


def test_a_choice_with_nothing_behind_it_says_so_and_stays(panel: ViewPage) -> None:
    empty = panel.root.locator(".check-row", has_text="城市更新")
    full = panel.root.locator(".check-row", has_text="生态安全")
    becomes(lambda: empty.locator(".count").inner_text(), lambda seen: seen.startswith("0"))
    colour = "e => getComputedStyle(e.querySelector('.name')).color"
    becomes(lambda: empty.evaluate(colour) != full.evaluate(colour), True)
    empty.get_by_role("checkbox").focus()
    becomes(lambda: panel.focused, lambda seen: "城市更新" in seen)


@pytest.mark.parametrize(
    "typed", ["哈尔滨", "haerbin", "heb", "ＨＥＢ", "ha er bin", "Harbin", "230100"]
)
def test_a_place_is_found_as_people_type_it(panel: ViewPage, typed: str) -> None:
    field = panel.root.get_by_role("combobox")
    field.press_sequentially(typed)
    expect(panel.root.get_by_role("option").first).to_contain_text("哈尔滨市")
    field.press("Enter")
    becomes(lambda: panel.patches, [{"place": ["230100"]}])
    expect(panel.root.locator(".picks li")).to_have_text(re.compile("哈尔滨市"))


def test_places_of_one_name_are_told_apart_by_their_prefecture(panel: ViewPage) -> None:
    field = panel.root.get_by_role("combobox")
    field.press_sequentially("向阳区")
    found = panel.root.get_by_role("option").all_inner_texts()
    assert len(found) >= 2
    assert len({text for text in found if text.startswith("向阳区")}) == len(found)
    field.press("ArrowDown")
    becomes(
        lambda: panel.root.locator(
            f"#{field.get_attribute('aria-activedescendant')}"
        ).all_inner_texts(),
        [found[1]],
    )
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    becomes(lambda: panel.patches, [])


def test_a_name_that_is_no_place_gets_an_answer_and_no_place(panel: ViewPage) -> None:
    field = panel.root.get_by_role("combobox")
    field.press_sequentially("火星")
    expect(panel.root.locator(".more")).to_contain_text("没有这个地名")
    field.press("Enter")
    becomes(lambda: panel.patches, [])


def test_chips_go_one_by_one_and_the_focus_stays_among_them(bar: ViewPage) -> None:
    chips = [
        {"label": "战略：沿边开放", "patch": {"strategy": []}},
        {"label": "地区：东宁市", "patch": {"place": []}},
    ]
    bar.show(chips=chips)
    summary = bar.root.locator(".summary")
    summary.get_by_role("button", name="去掉“战略：沿边开放”").press("Enter")
    becomes(lambda: bar.patches[-1], {"strategy": []})
    becomes(lambda: bar.focused, "去掉“地区：东宁市”")
    bar.show(chips=chips[1:])
    becomes(lambda: bar.focused, "去掉“地区：东宁市”")


def test_reset_clears_every_filter_and_leaves_the_map_s_own_choices(bar: ViewPage) -> None:
    bar.show(chips=[{"label": "搜索“产业”", "patch": {"q": []}}])
    bar.root.get_by_role("button", name="全部清除").click()
    (patch,) = becomes(lambda: bar.patches, bool)
    assert set(patch) >= {"strategy", "theme", "relation", "basis", "place", "q", "measure"}
    assert not any(patch.values())
    assert not {"lang", "level", "count"} & set(patch)
    bar.show(chips=[])
    expect(bar.root.get_by_role("button", name="全部清除")).to_have_count(0)


def test_an_answer_on_the_way_takes_back_nothing_the_reader_did_since(panel: ViewPage) -> None:
    panel.root.get_by_label("沿边开放").check()
    panel.root.get_by_label("生态安全").check()
    becomes(lambda: sorted(panel.patches[-1]["strategy"]), ["border-opening", "ecology"])
    panel.show(query={"strategy": ["border-opening"]})
    expect(panel.root.get_by_label("生态安全")).to_be_checked()
    panel.show(query={"strategy": ["border-opening", "ecology"]})
    panel.show(query={"strategy": ["ecology"]})
    expect(panel.root.get_by_label("沿边开放")).not_to_be_checked()


def test_changes_of_two_kinds_in_a_row_are_both_sent(panel: ViewPage) -> None:
    panel.root.get_by_label("沿边开放").check()
    panel.root.get_by_text("地市", exact=True).click()
    becomes(lambda: panel.patches[-1], {"strategy": ["border-opening"], "level": ["prefecture"]})


def test_typing_survives_a_rerun_and_is_sent_on_enter(panel: ViewPage) -> None:
    field = panel.root.get_by_label("搜索举措文字")
    field.press_sequentially("县域")
    panel.show(query={"strategy": ["ecology"]})
    expect(field).to_have_value("县域")
    becomes(lambda: panel.focused, "搜索举措文字")
    field.press("Enter")
    becomes(lambda: panel.patches[-1]["q"], ["县域"])
    panel.show(query={"q": ["县域"]})
    panel.root.get_by_role("button", name="清空搜索").click()
    becomes(lambda: panel.patches[-1], {"q": []})
    expect(field).to_have_value("")


def test_the_last_kind_of_link_cannot_be_switched_off(panel: ViewPage) -> None:
    panel.show(query={"relation": ["zone"]})
    panel.root.get_by_text("关联方式").click()
    box = panel.root.get_by_label("经片区")
    box.press("Space")
    expect(box).to_be_checked()
    becomes(lambda: panel.patches, [])
    expect(panel.root.get_by_text("至少保留一种。")).to_be_attached()


@pytest.mark.parametrize(
    ("group", "choice", "query", "patch"),
    [
        (
            "名单依据",
            "推定名单",
            {},
            {"basis": ["named", "official_list", "known_official", "equated"]},
        ),
        (
            "名单依据",
            "推定名单",
            {"basis": ["named", "official_list", "known_official", "equated"]},
            {"basis": []},
        ),
        ("关联方式", "全省", {}, {"relation": ["explicit", "zone", "class", "province"]}),
        ("关联方式", "承前句的关联也计入", {}, {"inherited": ["without"]}),
        ("关联方式", "承前句的关联也计入", {"inherited": ["without"]}, {"inherited": ["with"]}),
        ("指到哪一级", "全省", {}, {"precision": ["unit", "prefecture", "site"]}),
        ("章节", "经济布局", {}, {"theme": ["layout"]}),
    ],
)
def test_each_facet_sends_what_is_to_be_in_force(
    panel: ViewPage, group: str, choice: str, query: dict[str, Any], patch: dict[str, Any]
) -> None:
    panel.show(query=query)
    facet = panel.root.locator("details", has=panel.page.locator("summary", has_text=group))
    facet.locator("summary").click()
    facet.get_by_label(choice).click()
    becomes(lambda: panel.patches, [patch])


def test_how_sure_a_list_must_be_is_chosen_in_three_steps(panel: ViewPage) -> None:
    panel.root.locator("summary", has_text="名单依据").click()
    steps = panel.root.get_by_role("group", name="计入哪些名单").get_by_role("button")
    expect(steps).to_have_text(["公布的", "比照的也计", "推定的也计"])
    published = ["named", "official_list", "known_official"]
    asked: list[dict[str, Any]] = []
    for step, basis in enumerate([published, [*published, "equated"], []]):
        steps.nth(step).click()
        asked.append({"basis": basis})
        becomes(lambda: panel.patches, asked)
        expect(steps.nth(step)).to_have_attribute("aria-pressed", "true")


def test_several_strategies_may_be_asked_for_at_once(panel: ViewPage) -> None:
    choice = panel.root.get_by_role("group", name="所选战略")
    panel.show(query={"strategy": ["ecology"]})
    expect(panel.root.get_by_label("生态安全")).to_be_checked()
    expect(choice).to_be_hidden()
    panel.show(query={"strategy": ["ecology", "border-opening"]})
    expect(choice.get_by_label("任一")).to_be_checked()
    choice.get_by_text("同时").click()
    becomes(lambda: panel.patches, [{"combine": ["all"]}])


def test_what_the_basis_leaves_out_is_said_and_one_click_brings_it_back(bar: ViewPage) -> None:
    words = "4 项举措所依的名单是推定的，未计入"
    bar.show(left_aside={"label": words, "patch": {"basis": []}})
    said = bar.root.locator(".left-aside")
    expect(said).to_contain_text(words)
    said.get_by_role("button", name="计入再看").click()
    becomes(lambda: bar.patches[-1], {"basis": []})
    bar.show(left_aside=None)
    expect(said).to_be_hidden()


def test_a_place_that_the_search_names_is_one_click_away(bar: ViewPage) -> None:
    bar.show(by_place=[{"text": "按地点看：绥芬河市", "href": "map?place=231081"}])
    bar.root.get_by_role("link", name="按地点看：绥芬河市").click()
    becomes(lambda: [bar.patches[-1][name] for name in ("place", "q")], [["231081"], []])


def test_hostile_words_are_shown_as_words(panel: ViewPage, bar: ViewPage) -> None:
    panel.show(
        notes=[f"没有名为“{HOSTILE}”的战略，已忽略。"],
        query={"q": [HOSTILE], "place": ["999999"]},
    )
    bar.show(
        sentence=f"只看搜索“{HOSTILE}”",
        chips=[{"label": f"搜索“{HOSTILE}”", "patch": {"q": []}}],
    )
    expect(panel.root.locator(".note")).to_contain_text(HOSTILE, use_inner_text=True)
    for part in (".sentence", ".chips"):
        expect(bar.root.locator(part)).to_contain_text(HOSTILE, use_inner_text=True)
    expect(panel.root.get_by_label("搜索举措文字")).to_have_value(HOSTILE)
    for view in (panel, bar):
        expect(view.root.locator("img")).to_have_count(0)
        becomes(lambda v=view: v.page.evaluate("window.hacked"), lambda seen: seen is None)


def test_a_note_put_away_does_not_come_back_with_the_next_answer(panel: ViewPage) -> None:
    panel.show(notes=["地址里的“place=999999”不认识，已略过"])
    panel.root.get_by_role("button", name="知道了").click()
    panel.show(query={"strategy": ["ecology"]})
    expect(panel.root.locator(".note")).to_have_count(0)
    panel.show(notes=["地址里的“theme=x”不认识，已略过"])
    expect(panel.root.locator(".note")).to_have_count(1)


def test_groups_stay_as_the_reader_left_them(panel: ViewPage) -> None:
    panel.root.locator("summary", has_text="战略").click()
    panel.root.locator("summary", has_text="名单依据").click()
    expect(panel.root.get_by_label("推定名单")).to_be_visible()
    kept = "JSON.parse(localStorage.getItem('atlas.filters.open'))"
    wanted = {"strategy": False, "basis": True}
    becomes(lambda: panel.page.evaluate(kept), lambda seen: wanted.items() <= (seen or {}).items())
    panel.load()
    expect(panel.root.get_by_label("推定名单")).to_be_visible()
    expect(panel.root.get_by_label("沿边开放")).to_be_hidden()


def test_the_link_is_copied_and_said_to_be(bar: ViewPage) -> None:
    bar.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    bar.root.get_by_role("button", name="复制链接").click()
    expect(bar.root.locator(".said")).to_have_text("已复制")
    link = bar.page.evaluate("navigator.clipboard.readText()")
    assert link == bar.url


def test_without_a_clipboard_the_link_stands_selected_in_a_field(bar: ViewPage) -> None:
    bar.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    bar.root.get_by_role("button", name="复制链接").click()
    field = bar.root.locator(".by-hand")
    expect(field).to_have_value(bar.url)
    becomes(
        lambda: bool(field.evaluate("e => e.selectionEnd - e.selectionStart === e.value.length")),
        True,
    )


def test_the_panel_is_english_where_english_is_read(panel: ViewPage) -> None:
    panel.show(lang="en")
    expect(panel.root.get_by_label("Border opening")).to_be_attached()
    panel.root.locator("details").evaluate_all("all => all.forEach(e => (e.open = true))")
    left = panel.root.locator(".filters").inner_text()
    assert CJK.findall(left) == []


def test_the_bar_says_the_filter_in_one_line(bar: ViewPage) -> None:
    bar.show(chips=[{"label": "战略：沿边开放", "patch": {"strategy": []}}])
    parts = [bar.root.locator(part) for part in (".sentence", ".chips", ".actions")]

    def middles() -> list[float]:
        boxes = [part.bounding_box() for part in parts]
        return [box["y"] + box["height"] / 2 for box in boxes if box]

    becomes(middles, lambda seen: len(seen) == len(parts) and max(seen) - min(seen) < 2)
    bar.root.get_by_role("button", name="全部清除").click()
    reset = {one.name: [] for one in Query.parameters() if one.narrows}
    becomes(lambda: bar.patches, [reset])
    assert bar.elsewhere == []


def test_nothing_is_asked_of_another_host(panel: ViewPage) -> None:
    assert panel.elsewhere == []
    assert panel.errors == []


def test_a_closed_group_says_how_much_of_it_is_chosen(panel: ViewPage) -> None:
    relation = panel.root.locator("summary", has_text="关联方式")
    becomes(relation.inner_text, "关联方式")
    panel.show(query={"relation": ["explicit", "zone"], "theme": ["layout", "urbanisation"]})
    expect(relation).to_contain_text("已选 2", use_inner_text=True)
    expect(panel.root.locator("summary", has_text="章节")).to_contain_text(
        "已选 2", use_inner_text=True
    )


def test_the_list_of_places_opens_where_it_can_be_seen(panel: ViewPage) -> None:
    panel.page.set_viewport_size({"width": 300, "height": 500})
    panel.root.get_by_role("combobox").press_sequentially("heb")
    expect(panel.root.get_by_role("option").first).to_be_in_viewport()


def test_of_several_documents_some_are_chosen_each_with_its_count(panel: ViewPage) -> None:
    expect(panel.root.get_by_text("文件", exact=True)).to_have_count(0)
    counts = payload()["counts"] | {"source": [68, 3]}
    panel.show(counts=counts, sources=[["plan-2026", "2026年部署"], ["d-0", HOSTILE]])
    rows = panel.root.locator("details", has_text="文件").first.locator(".check-row")
    becomes(lambda: rows.locator("label").all_inner_texts(), lambda seen: "68" in seen[0])
    expect(rows.nth(1)).to_contain_text(HOSTILE)
    rows.nth(1).get_by_role("checkbox").check()
    becomes(lambda: panel.patches, [{"source": ["d-0"]}])
