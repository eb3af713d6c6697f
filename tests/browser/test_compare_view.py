"""The compare page as it is read: places, strategies, documents, and where to start."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import view_pages
from tests.browser.sent import changed, sent
from tests.browser.view_pages import BORDER, HOSTILE, ViewPage, browser_and_address
from tests.browser.waiting import becomes, fits
from tests.own_document import own_document

CJK = re.compile(r"[\u4e00-\u9fff]")
SUIFENHE, DONGNING, HARBIN, JIXI = "231081", "231086", "230100", "230300"


def choose() -> dict[str, Any]:
    own = sent("compare", strategy="ecology")
    pair = {
        "text": "绥芬河与东宁",
        "why": HOSTILE,
        "href": "compare?place=231081&place=231086",
    }
    other = pair | {"href": "compare?strategy=ecology&strategy=food-security"}
    return changed(
        own,
        place_examples=[changed(own["place_examples"][0], **pair)],
        strategy_examples=[changed(own["strategy_examples"][0], **other)],
        again="compare",
    )


def places() -> dict[str, Any]:
    own = sent("compare", place=[SUIFENHE, HARBIN])

    def head(code: str, title: str, counties: list[str]) -> dict[str, Any]:
        return changed(
            own["places"][0],
            code=code,
            title=title,
            n=2,
            counties=counties,
            without=f"compare?place={SUIFENHE}",
            page=f"place?place={code}",
        )

    def group(name: str, place: str | None, title: str, row: list[Any]) -> dict[str, Any]:
        return changed(own["groups"][0], id=name, place=place, title=title, rows=[row])

    figures = own["figures"]
    cell = figures["rows"][0]["cells"][0]
    nothing = changed(cell, value="", refused=None)
    figure = changed(
        figures["rows"][0],
        label="人口",
        unit="人",
        year="2020",
        weak=True,
        note=1,
        cells=[changed(cell, value="114,564", refused=None), changed(cell, value="", refused=2)],
    )
    return changed(
        own,
        places=[
            head(SUIFENHE, "牡丹江绥芬河市", [SUIFENHE]),
            head(HARBIN, "哈尔滨市", ["230103"]),
        ],
        wide=24,
        groups=[
            group("shared", None, "两地都有 · 1 项", [0, [[[0], 1, 1], [[0], 3, 18]]]),
            group("only", SUIFENHE, "只到绥芬河 · 1 项", [1, [[[1], 1, 1], None]]),
            group("only", HARBIN, "只到哈尔滨 · 1 项", [2, [None, [[2], 18, 18]]]),
        ],
        zones=[["border-zone", True, [["inferred", 1, 1], ["official_list", 3, 18]]]],
        figures=changed(
            figures,
            rows=[figure, changed(figure, label="面积", note=None, cells=[nothing] * 2)],
            notes=["一注", "边界变了"],
            weak=True,
            sources=[changed(figures["sources"][0], text="普查", url="https://example.org/census")],
        ),
        again="compare",
    )


def strategies() -> dict[str, Any]:
    own = sent("compare", strategy=["border-opening", "ecology"])
    one = changed(
        own["strategies"][0],
        id="border-opening",
        measures=2,
        counties=3,
        wide=0,
        href="map?strategy=x",
    )
    units = {"a": list(BORDER[:2]), "b": ["230103"], "both": [BORDER[2]]}
    return changed(
        own,
        strategies=[one, changed(one, id="ecology", measures=0, counties=0, wide=3)],
        classes=[changed(kind, codes=units[kind["id"]]) for kind in own["classes"]],
        neither=117,
        serving=[0],
        own=[[1], []],
        zones=[["border-zone", 2, 0]],
        cell="place?place={code}&strategy=a&strategy=b",
        footer="示意图。",
        again="compare",
    )


def documents() -> dict[str, Any]:
    with own_document() as other:
        own = sent("compare", against=other)
    one = changed(
        own["documents"][0],
        id="plan-2026",
        title="甲",
        measures=5,
        counties=3,
        named="哈尔滨市",
        own=[1, 2],
        measure="measures?measure={id}",
    )
    second = changed(
        one,
        id="plan-2025",
        title="乙",
        named="",
        own=[0],
        measure="measures?doc=plan-2025&measure={id}",
    )
    units = {"a": [BORDER[0]], "b": [], "both": []}
    return changed(
        own,
        documents=[one, second],
        base=0,
        pairs=[
            {
                "at": [0, 1],
                "state": "sharpened",
                "parts": [[[True, "建设口岸"]], [[True, "建设口岸"], [False, HOSTILE]]],
                "added": ["2027年", "3座"],
                "left_out": [],
                "why": "地点相同；措辞相近 0.62",
            },
            {
                "at": [2, 0],
                "state": "taken_up",
                "parts": [[[True, "种薯"]], [[True, "种薯"]]],
                "added": [],
                "left_out": ["某厅"],
                "why": "一字不差",
            },
        ],
        accuracy="给出 41 对，37 对是对的。",
        reachable="有 17 项举措落到讷河市。",
        within_reach=[1],
        matrix={
            "places": ["", HARBIN],
            "rows": [["ecology", [[0, 0, 0], [1, 2, 3]]]],
            "cell": "compare?strategy={strategy}&place={place}",
        },
        method="method#accuracy",
        strategies=[["ecology", 4, 0]],
        classes=[changed(kind, codes=units[kind["id"]]) for kind in own["classes"]],
        neither=120,
        footer="示意图。",
        again="compare",
    )


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Browser, str]]:
    with browser_and_address() as both:
        yield both


@pytest.fixture
def page(started: tuple[Browser, str]) -> Iterator[Page]:
    context = started[0].new_context(viewport={"width": 1240, "height": 900})
    opened = context.new_page()
    # A second document, for the comparison of two.
    plan = json.dumps(view_pages.plan(), ensure_ascii=False)
    opened.route(
        "**/documents/plan-2025.json",
        lambda route: route.fulfill(body=plan, content_type="application/json"),
    )
    yield opened
    context.close()


def shown(page: Page, started: tuple[Browser, str], data: dict[str, Any]) -> ViewPage:
    return ViewPage(page, started[1], "compare", data)


def way(view: ViewPage, name: str) -> Locator:
    return view.root.locator(".way", has=view.page.get_by_role("heading", name=name))


def test_a_start_offers_pairs_as_links(page: Page, started: tuple[Browser, str]) -> None:
    view = shown(page, started, choose())
    way(view, "地区").get_by_role("link", name="绥芬河与东宁").click()
    way(view, "战略").get_by_role("link", name="绥芬河与东宁").click()
    first, second = becomes(lambda: view.patches, lambda seen: len(seen) == 2)
    assert first["page"] == second["page"] == ["compare"]
    assert first["place"] == [SUIFENHE, DONGNING]
    assert second["strategy"] == ["ecology", "food-security"]
    assert second["place"] == []
    expect(way(view, "文件")).to_contain_text("现在只有一份文件")


def test_places_are_found_by_typing(page: Page, started: tuple[Browser, str]) -> None:
    view = shown(
        page,
        started,
        choose()
        | {
            "places": [JIXI],
            "beside": [{"text": "勃利县", "href": "compare?place=230300&place=230921"}],
        },
    )
    field = way(view, "地区").get_by_role("combobox")
    field.fill("dongning")
    field.press("Enter")
    becomes(lambda: view.patches, [{"place": [JIXI, DONGNING]}])
    expect(way(view, "地区")).to_contain_text("与鸡西市相邻或同属一个地市的")
    way(view, "地区").get_by_role("link", name="勃利县").click()
    becomes(lambda: view.patches[1]["place"], [JIXI, "230921"])


def test_two_strategies_are_chosen_one_after_the_other(
    page: Page, started: tuple[Browser, str]
) -> None:
    view = shown(page, started, choose())
    picks = way(view, "战略")
    expect(picks.get_by_role("button", pressed=True)).to_have_text("林生态安全")
    picks.get_by_role("button", name="粮食安全").click()
    picks.get_by_role("button", name="生态安全").click()
    becomes(
        lambda: view.patches,
        [
            {"strategy": ["ecology", "food-security"], "place": []},
            {"strategy": [], "place": []},
        ],
    )


def test_a_second_document_is_offered_by_itself(page: Page, started: tuple[Browser, str]) -> None:
    view = shown(
        page,
        started,
        choose()
        | {
            "documents": [{"text": "与《乙》比较", "href": "compare?against=plan-2025"}],
            "readings": [{"text": "试验边区", "href": "method#zone-trial"}],
        },
    )
    lists = way(view, "文件").get_by_role("link", name="试验边区")
    expect(lists).to_have_attribute("href", "method#zone-trial")
    way(view, "文件").get_by_role("link", name="与《乙》比较").click()
    becomes(lambda: view.patches[0]["against"], ["plan-2025"])


def table(view: ViewPage, heading: str) -> list[list[str]]:
    rows = view.root.locator("section", has=view.page.get_by_role("heading", name=heading)).locator(
        "tr"
    )
    return [
        [" ".join(c.split()) for c in row.locator("th, td").all_inner_texts()] for row in rows.all()
    ]


def test_measures_stand_in_groups_with_a_column_a_place(
    page: Page, started: tuple[Browser, str]
) -> None:
    view = shown(page, started, places())
    rows = table(view, "举措与依据")
    assert rows[0] == ["举措", "A牡丹江绥芬河市", "B哈尔滨市"]
    assert rows[1] == ["两地都有 · 1 项"]
    assert rows[2][0].endswith("𠮷日建设试验边区口岸")
    assert rows[2][1] == "试验边区推定名单"
    assert rows[2][2] == "试验边区推定名单 18 个县区中的 3 个"
    assert rows[4][1:] == ["试验边区推定名单承前句", "— 没有落到"]
    assert rows[6][2] == "点名或简称"
    expect(view.root).to_contain_text("另有 24 项举措面向全省")
    link = view.root.get_by_role("link", name="𠮷日建设试验边区口岸")
    expect(link).to_have_attribute("href", "measures?measure=m-00000000")


def test_each_place_has_its_count_per_strategy(page: Page, started: tuple[Browser, str]) -> None:
    view = shown(page, started, places())
    rows = view.root.locator(".by-strategy tbody tr")
    found = {
        row.locator("th").inner_text().split("\n")[-1]: row.locator("td").all_inner_texts()
        for row in rows.all()
    }
    assert found == {"哈哈尔滨都市圈": ["0", "1"], "边沿边开放": ["2", "1"]}


def test_a_place_is_taken_away_and_another_added(page: Page, started: tuple[Browser, str]) -> None:
    view = shown(page, started, places())
    view.root.get_by_role("link", name="去掉哈尔滨市").click()
    becomes(lambda: view.patches[0]["place"], [SUIFENHE])
    field = view.root.get_by_role("combobox")
    field.fill("jixi")
    field.press("Enter")
    becomes(lambda: view.patches[1], {"place": [SUIFENHE, HARBIN, JIXI]})
    full = places()["places"] * 2
    view.show(
        places=full,
        groups=[],
        zones=[],
        figures={"rows": [], "notes": [], "weak": False, "sources": []},
    )
    expect(view.root.get_by_role("combobox")).to_have_count(0)
    view.root.get_by_role("link", name="换一种比较").click()
    becomes(lambda: view.patches[2]["place"], [])


def test_zones_and_figures_say_how_sure_they_are(page: Page, started: tuple[Browser, str]) -> None:
    view = shown(page, started, places())
    becomes(
        lambda: table(view, "所在的片区和类别")[1][1:], ["推定名单", "官方名单 18 个县区中的 3 个"]
    )
    rows = table(view, "数字")
    assert rows[1][0].startswith("人口1")
    assert "来源较弱" in rows[1][0]
    assert rows[1][1:] == ["114,564", "不可比2"]
    assert rows[2][1:] == ["— 没有数字"] * 2
    becomes(lambda: view.root.locator(".notes li").all_inner_texts(), ["一注", "边界变了"])
    expect(view.root.locator(".notes")).to_contain_text("来源较弱")


def test_the_map_shows_each_place_by_letter(page: Page, started: tuple[Browser, str]) -> None:
    view = shown(page, started, places())
    drawing = view.root.locator(".where svg")
    becomes(
        lambda: (
            drawing.locator("path.place-0").count() == drawing.locator("path.place-1").count() == 1
        ),
        True,
    )


def test_two_strategies_meet_on_one_map(page: Page, started: tuple[Browser, str]) -> None:
    view = shown(page, started, strategies())
    legend = [" ".join(item.split()) for item in view.root.locator(".legend li").all_inner_texts()]
    assert legend == [
        "只有沿边开放 2 个县区",
        "只有生态安全 1 个县区",
        "两者都有 1 个县区",
        "都没有 117 个县区",
    ]
    fill = view.root.locator("path.both").evaluate("e => getComputedStyle(e).fill")
    assert fill == 'url("#both")'
    expect(view.root).to_contain_text("另有 3 项面向全省")
    view.root.get_by_role("link", name="逊克县").click()
    becomes(lambda: view.patches[0]["strategy"], ["a", "b"])
    becomes(lambda: table(view, "各经哪些片区")[1], ["试验边区", "2 项", "0 项"])
    expect(view.root).to_contain_text("没有落到单个县区的")


def test_two_documents_show_what_is_the_same_and_what_is_not(
    page: Page, started: tuple[Browser, str]
) -> None:
    view = shown(page, started, documents())
    becomes(
        lambda: [row[2] for row in table(view, "写得更具体 · 1 项")],
        ["为什么算同一项", "地点相同；措辞相近 0.62 另写明：2027年、3座"],
    )
    # Words of a document are text, whatever they look like.
    expect(view.root.locator(".wordings mark")).to_have_text([HOSTILE])
    becomes(lambda: table(view, "承接 · 1 项")[1][2], "一字不差 没有写到：某厅")
    expect(view.root.locator(".reachable")).to_have_text("有 17 项举措落到讷河市。")
    expect(view.root).to_contain_text("给出 41 对，37 对是对的。")
    cell = view.root.locator(".matrix tbody td").nth(1)
    expect(cell).to_contain_text("1 项两份都有，2 项只有前者，3 项只有后者")
    expect(cell.get_by_role("link")).to_have_attribute(
        "href", f"compare?strategy=ecology&place={HARBIN}"
    )
    mine = view.root.locator("section", has=page.get_by_role("heading", name="只有《甲》· 2 项"))
    expect(mine.locator("h3")).to_have_text(["落到当地或面向全省 · 1 项", "落到别处 · 1 项"])
    expect(view.root.locator(".pair li").first).to_contain_text("点名：哈尔滨市")
    expect(view.root.locator(".pair li").nth(1)).to_contain_text("没有点名省内地方")
    only = view.root.locator("section", has=page.get_by_role("heading", name="只有《乙》· 1 项"))
    expect(only.get_by_role("link")).to_have_attribute(
        "href", "measures?doc=plan-2025&measure=m-00000000"
    )
    expect(view.root.get_by_role("heading", name="只有《甲》落到 · 1 个")).to_have_count(1)
    expect(view.root.get_by_role("heading", name="只有《乙》落到")).to_have_count(0)


def test_a_rerun_with_the_same_answer_keeps_the_reader_s_place(
    page: Page, started: tuple[Browser, str]
) -> None:
    view = shown(page, started, places())
    view.root.get_by_role("combobox").fill("har")
    view.show()
    expect(view.root.get_by_role("combobox")).to_have_value("har")


@pytest.mark.parametrize("make", [choose, places, strategies, documents])
def test_it_fits_a_phone_and_asks_no_other_host(
    page: Page, started: tuple[Browser, str], make: Any
) -> None:
    view = shown(page, started, make())
    page.set_viewport_size({"width": 390, "height": 800})
    fits(page, 390)
    expect(view.root.locator("img")).to_have_count(0)
    assert view.errors == []
    assert view.elsewhere == []


@pytest.mark.parametrize("make", [choose, places, strategies, documents])
def test_its_own_words_are_english_on_an_english_page(
    page: Page, started: tuple[Browser, str], make: Any
) -> None:
    data = json.loads(CJK.sub("x", json.dumps(make() | {"lang": "en"}, ensure_ascii=False)))
    view = shown(page, started, data)
    said = view.root.evaluate(
        "e => { const copy = e.cloneNode(true);"
        " copy.querySelectorAll('[lang=zh-CN], style').forEach(q => q.remove());"
        " return copy.textContent }"
    )
    assert not CJK.search(said)
