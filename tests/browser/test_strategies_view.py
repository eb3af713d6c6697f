"""Strategies: the index is read and sorted, one strategy's page is read, opened and left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.sent import changed, sent
from tests.browser.view_pages import BORDER, HOSTILE, ViewPage, browser_and_address, rows
from tests.browser.waiting import becomes

CJK = re.compile(r"[\u4e00-\u9fff]")
COUNTIES = [r["adcode"] for r in rows("places") if r["level"] == "county" and r["polygon"] == "yes"]


def digits(classes: dict[str, int]) -> str:
    return "".join(str(classes.get(code, 0)) for code in COUNTIES)


def line(strategy: str, **changes: Any) -> dict[str, Any]:
    made = {
        "strategy": strategy,
        "measures": 4,
        "wide": 0,
        "counties": 3,
        "with_prefecture": 0,
        "by_site": 0,
        "sure": 0,
        "relations": ["zone"],
        "reached": digits(dict.fromkeys(BORDER, 1)),
        "href": f"strategies?strategy={strategy}",
        "map": f"map?strategy={strategy}",
    }
    return changed(sent("strategies")["index"]["rows"][0], **made | changes)


def index() -> dict[str, Any]:
    own = sent("strategies")
    return changed(
        own,
        footer="示意图，不作为划界依据。",
        index=changed(
            own["index"],
            rows=[
                line("ecology", measures=6, wide=2, counties=82, sure=82),
                line("border-opening", measures=4, counties=18),
                line(
                    "city-renewal", measures=3, wide=3, counties=0, relations=[], reached="0" * 121
                ),
                line("county-economy", measures=0, counties=0, relations=[], reached="0" * 121),
            ],
        ),
    )


def page() -> dict[str, Any]:
    own = sent("strategies", strategy="border-opening")
    one = own["one"]
    counts = [("1", 2, 0), ("2", 1, 1), ("没有", 118, -1)]
    page = changed(
        one,
        rows=[[0, [0]], [1, [1]]],
        counties=list(BORDER),
        with_prefecture=[],
        by_site=[],
        reached=digits({BORDER[0]: 2, BORDER[1]: 1, BORDER[2]: 1}),
        legend=[
            changed(one["legend"][0], **{"label": label, "n": n, "class": cls})
            for label, n, cls in counts
        ],
        map="map?strategy=border-opening",
        zones=[
            changed(
                one["zones"][0],
                zone="border-zone",
                measures=2,
                members=3,
                bases=[["official_list", 1], ["inferred", 2]],
                href="method?lang=en#zone-border-zone",
            )
        ],
        beside=[
            changed(
                one["beside"][0],
                strategy=s,
                measures=m,
                counties=n,
                href=f"strategies?strategy={f}",
            )
            for s, m, n, f in (("ecology", 1, 2, "ecology"), ("food-security", 0, 1, "f"))
        ],
        keywords=[
            changed(
                one["keywords"][0],
                word=f"口岸{HOSTILE}",
                measures=2,
                href="measures?q=%E5%8F%A3%E5%B2%B8",
            )
        ],
        all="strategies",
        previous=changed(one["previous"], strategy="ecology", href="strategies?strategy=ecology"),
        next=None,
    )
    return changed(own, one=page, footer="示意图，不作为划界依据。")


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Browser, str]]:
    with browser_and_address() as both:
        yield both


@pytest.fixture
def all_of_them(started: tuple[Browser, str]) -> Iterator[ViewPage]:
    browser, url = started
    context = browser.new_context(viewport={"width": 1240, "height": 900})
    yield ViewPage(context.new_page(), url, "strategies", index())
    context.close()


@pytest.fixture
def border(started: tuple[Browser, str]) -> Iterator[ViewPage]:
    browser, url = started
    context = browser.new_context(viewport={"width": 1240, "height": 900})
    yield ViewPage(context.new_page(), url, "strategies", page())
    context.close()


def names(view: ViewPage) -> list[str]:
    return view.root.locator("tbody .name > span:last-child").all_inner_texts()


def row(view: ViewPage, name: str) -> Locator:
    return view.root.get_by_role("row", name=re.compile(name))


def test_a_line_says_what_the_strategy_is_and_comes_to(all_of_them: ViewPage) -> None:
    ecology = row(all_of_them, "生态安全")
    for words in ("大小兴安岭", "6", "其中 2 项面向全省", "82", "经片区", "都不只靠推定名单"):
        expect(ecology).to_contain_text(words)
    expect(ecology.get_by_role("link", name="在地图上看生态安全")).to_have_attribute(
        "href", "map?strategy=ecology"
    )
    expect(row(all_of_them, "沿边开放")).to_contain_text("全靠推定名单")


def test_strategies_for_the_whole_province_are_marked_and_have_no_map(
    all_of_them: ViewPage,
) -> None:
    renewal = row(all_of_them, "城市更新")
    expect(renewal).to_contain_text("全省")
    expect(renewal.locator("svg")).to_have_count(0)
    expect(row(all_of_them, "县域经济")).to_contain_text("没有符合条件的举措")


def test_the_table_sorts_by_keyboard_and_says_so(all_of_them: ViewPage) -> None:
    plan = ["生态安全", "沿边开放", "城市更新", "县域经济"]
    becomes(lambda: names(all_of_them), plan)
    header = all_of_them.root.get_by_role("columnheader", name="举措")
    header.get_by_role("button").press("Enter")
    expect(header).to_have_attribute("aria-sort", "descending")
    becomes(lambda: names(all_of_them), plan)
    header.get_by_role("button").press("Enter")
    expect(header).to_have_attribute("aria-sort", "ascending")
    becomes(lambda: names(all_of_them), plan[::-1])
    expect(all_of_them.root.get_by_role("status")).to_have_text("已按举措数排列")
    all_of_them.root.get_by_role("button", name="怎样落地").click()
    becomes(lambda: names(all_of_them)[0], "生态安全")


def test_the_order_outlives_a_rerun(all_of_them: ViewPage) -> None:
    all_of_them.root.get_by_role("button", name="县区").click()
    all_of_them.root.get_by_role("button", name="县区").click()
    given = index()["index"]
    given["rows"] = given["rows"][:2]
    all_of_them.show(index=given)
    becomes(lambda: names(all_of_them), ["沿边开放", "生态安全"])


def test_a_strategy_opens_in_place(all_of_them: ViewPage) -> None:
    all_of_them.root.get_by_role("link", name="沿边开放", exact=True).click()
    (patch,) = becomes(lambda: all_of_them.patches, bool)
    assert (patch["page"], patch["strategy"]) == (["strategies"], ["border-opening"])


def test_several_chosen_lead_on_to_comparison_and_back_to_all(all_of_them: ViewPage) -> None:
    given = index()["index"]
    all_of_them.show(
        index=given | {"all": "strategies", "compare": "compare?strategy=a&strategy=b"}
    )
    compare = all_of_them.root.get_by_role("link", name="把这几项战略放在一起比较")
    expect(compare).to_have_attribute("href", "compare?strategy=a&strategy=b")
    expect(all_of_them.root.get_by_role("link", name="看全部 16 项战略")).to_be_visible()


def test_an_empty_index_says_why_and_what_next(all_of_them: ViewPage) -> None:
    why = {"title": "没有举措符合条件", "text": "只看依据：官方名单。", "patch": {"basis": []}}
    all_of_them.show(empty=why | {"action_label": "清除全部条件"})
    expect(all_of_them.root.get_by_role("table")).to_be_hidden()
    all_of_them.root.get_by_role("button", name="清除全部条件").click()
    becomes(lambda: all_of_them.patches[-1], {"basis": []})


def test_the_page_says_what_the_strategy_means_and_where_it_lands(border: ViewPage) -> None:
    expect(border.root.locator(".lead")).to_contain_text("沿边县市对俄罗斯及东北亚的开放合作")
    legend = border.root.locator(".legend li").all_inner_texts()
    assert legend == ["1 项举措：2 个县区", "2 项举措：1 个县区", "没有举措：118 个县区"]
    expect(border.root.get_by_role("link", name="在地图上看沿边开放")).to_have_attribute(
        "href", "map?strategy=border-opening"
    )
    border.root.get_by_text("列出这 3 个县区").click()
    counties = border.root.locator(".counties dd a")
    names = sorted(r["name_zh"] for r in rows("places") if r["adcode"] in BORDER)
    becomes(lambda: sorted(counties.all_inner_texts()), names)


def test_measures_stand_in_the_plan_s_order_and_open_to_their_reasons(border: ViewPage) -> None:
    becomes(
        lambda: border.root.locator(".card .statement").all_inner_texts(),
        [
            "𠮷日建设试验边区口岸",
            "布局外向型产业",
        ],
    )
    card = border.root.locator(".card").first
    card.get_by_role("button", name="显示依据").press("Enter")
    expect(card.locator(".evidence")).to_contain_text("边区公报")


def test_a_zone_says_how_sure_its_list_is_and_shows_itself_on_the_map(border: ViewPage) -> None:
    zone = border.root.locator(".zones li")
    for words in ("试验边区", "2 项举措", "名单 3 个单位", "官方名单 1", "推定名单 2"):
        expect(zone).to_contain_text(words)
    expect(border.root.locator(".map .marked")).to_have_count(0)
    zone.get_by_role("link").focus()
    expect(border.root.locator(".map .marked")).to_have_count(1)
    border.root.locator(".keywords a").focus()
    expect(border.root.locator(".map .marked")).to_have_count(0)


def test_a_zone_leads_to_its_list(border: ViewPage) -> None:
    border.root.locator(".zones a").click()
    (patch,) = becomes(lambda: border.patches, bool)
    assert patch["page"] == ["method"]
    assert patch["lang"] == ["en"]


def test_strategies_beside_are_counted_and_linked(border: ViewPage) -> None:
    lines = border.root.locator(".beside tbody tr")
    becomes(
        lambda: [re.findall(r"[\d–]+", text) for text in lines.all_inner_texts()],
        [
            ["1", "2"],
            ["–", "1"],
        ],
    )
    lines.first.get_by_role("link", name="生态安全").click()
    becomes(lambda: border.patches[-1]["strategy"], ["ecology"])


def test_the_way_leads_up_and_to_the_strategy_before(border: ViewPage) -> None:
    ways = border.root.get_by_role("navigation")
    expect(ways.get_by_role("link", name="全部战略")).to_have_attribute("href", "strategies")
    expect(ways.get_by_role("link", name="上一项：生态安全")).to_be_visible()
    expect(ways.get_by_role("link", name=re.compile("下一项"))).to_have_count(0)


def test_a_key_word_searches_all_measures_and_stays_a_word(border: ViewPage) -> None:
    word = border.root.locator(".keywords a")
    expect(word).to_contain_text(HOSTILE, use_inner_text=True)
    word.click()
    (patch,) = becomes(lambda: border.patches, bool)
    assert (patch["page"], patch["q"]) == (["measures"], ["口岸"])
    expect(border.root.locator("img")).to_have_count(0)


def test_a_strategy_for_the_whole_province_says_why_it_has_no_map(border: ViewPage) -> None:
    given = page()["one"] | {"counties": [], "reached": "0" * 121, "legend": [], "zones": []}
    border.show(one=given | {"beside": []})
    expect(border.root.locator(".where")).to_contain_text("没有地图可画")
    expect(border.root.locator(".beside")).to_contain_text("不服务其他战略")
    expect(border.root.locator(".where svg")).to_have_count(0)


def test_from_one_strategy_to_the_next_and_back_to_the_index(border: ViewPage) -> None:
    border.show(one=page()["one"] | {"strategy": "ecology"})
    expect(border.root.locator(".lead")).to_contain_text("大小兴安岭")
    border.payload.pop("one")
    border.show(index=index()["index"])
    expect(border.root.get_by_role("table", name="战略一览")).to_be_visible()


@pytest.mark.parametrize("make", [index, page])
def test_english_is_whole(border: ViewPage, make: Any) -> None:
    given = make()
    if "one" in given:
        given["one"]["keywords"] = [{"word": "port", "measures": 1, "href": "measures?q=port"}]
        given["one"]["rows"] = [[1, [1]]]
    border.payload = given
    border.show(lang="en", footer="A sketch.")
    expect(border.root.get_by_role("row").first).to_be_visible()
    text = border.root.inner_text()
    assert CJK.findall(text) == []


@pytest.mark.parametrize("make", [index, page])
@pytest.mark.parametrize("width", [390, 700, 1000])
def test_nothing_is_wider_than_the_screen(border: ViewPage, make: Any, width: int) -> None:
    border.page.set_viewport_size({"width": width, "height": 900})
    border.payload = make()
    border.show()
    expect(border.root.get_by_role("row").first).to_be_visible()
    scrolls = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    becomes(lambda: border.page.evaluate(scrolls), lambda seen: not seen)


def test_on_a_phone_no_name_runs_into_the_figures(all_of_them: ViewPage) -> None:
    all_of_them.page.set_viewport_size({"width": 390, "height": 900})
    given = index()["index"]
    given["rows"] = [line(r["id"]) for r in rows("strategies")]
    all_of_them.show(lang="en", index=given)
    for one in all_of_them.root.locator("tbody tr").all():
        name, figure = one.locator(".name").bounding_box(), one.locator("td").first.bounding_box()
        assert name
        assert figure
        assert name["x"] + name["width"] <= figure["x"]


def test_no_other_host_is_asked_and_nothing_fails(border: ViewPage) -> None:
    assert border.elsewhere == []
    assert border.errors == []
