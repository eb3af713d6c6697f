"""The county map with its list, mounted as Streamlit mounts it: what a reader does and sees."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from atlas.language import words
from atlas.ui.components import bootstrap
from tests.browser.harness import fixture, served
from tests.browser.map_payload import map_payload, map_sent
from tests.browser.waiting import becomes, fits

APP = Path(__file__).parent / "map_app" / "app.py"
FUJIN, TONGJIANG, SUIFENHE = "230882", "230881", "231081"
PLAN = fixture("plan.json")
NAMES = {place[0]: place[1] for place in fixture("catalogue.json")["places"]}

Send = Callable[..., Page]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture
def requested() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, address: str, requested: list[str]) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    # Animations would only make the tests wait.
    page.emulate_media(reduced_motion="reduce")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: requested.append(request.url))
    page.goto(address)
    page.wait_for_function("() => window.ready")
    yield page
    page.close()
    assert faults == []


@pytest.fixture
def show(page: Page) -> Send:
    """Send a payload, as a rerun does, and wait until it stands on the page."""

    def send(lang: str = "zh", **options: Any) -> Page:
        page.evaluate("payload => send(payload)", map_sent(lang, **options))
        expect(page.locator(".map .label").first).to_be_visible()
        return page

    return send


def county(page: Page, code: str) -> Locator:
    return page.locator(f'.units:not(.away) [data-code="{code}"]')


def selected(page: Page) -> list[str | None]:
    units = page.locator('.units:not(.away) [aria-selected="true"]').all()
    return [unit.get_attribute("data-code") for unit in units]


def patches(page: Page) -> list[dict[str, Any]]:
    sent = page.evaluate("sent")
    assert all(message["name"] == "change" for message in sent)
    return [message["value"] for message in sent]


def scene(page: Page) -> str | None:
    return page.locator(".scene").get_attribute("transform")


STOP = """() => {
  const at = root.activeElement;
  if (!at) return null;
  return `${at.className.baseVal ?? at.className}|${
    at.getAttribute("aria-label") || at.innerText || at.textContent}`;
}"""
"""What has the focus within the view: its class and its name."""


def at_hand(page: Page) -> str:
    """Code of the unit that has the focus."""
    return page.evaluate("() => root.activeElement.dataset.code")


def codes(page: Page, where: str) -> list[str]:
    """Codes of units, in order."""
    return sorted(page.locator(where).evaluate_all("units => units.map(u => u.dataset.code)"))


def counties_of(measure: int) -> set[str]:
    reasons = PLAN["measures"][measure]["reasons"]
    return {code for reason in reasons for code in PLAN["reasons"][reason]["counties"]}


def test_the_view_stays_alive_and_keeps_its_zoom_across_reruns(show: Send) -> None:
    page = show()
    whole = scene(page)
    page.get_by_role("button", name="放大").click()
    zoomed = becomes(lambda: scene(page), lambda seen: seen != whole)
    page.locator("svg.map").evaluate("map => map.dataset.first = 'yes'")
    show(selected=(FUJIN,))
    expect(page.locator(".list-title")).to_have_text(re.compile("富锦市 · "))
    expect(page.locator("svg.map")).to_have_attribute("data-first", "yes")
    becomes(lambda: scene(page), zoomed)


def test_a_payload_that_overtakes_another_wins(page: Page) -> None:
    page.evaluate(
        "([first, second]) => Promise.all([send(first), send(second)])",
        [map_sent(), map_sent(selected=(FUJIN,))],
    )
    expect(page.locator(".list-title")).to_have_text(re.compile("富锦市 · "))
    expect(page.locator("svg.map")).to_have_count(1)


@pytest.mark.parametrize(
    ("before", "clicked", "modifiers", "after"),
    [
        ((), FUJIN, [], [FUJIN]),
        ((SUIFENHE,), FUJIN, [], [FUJIN]),
        ((FUJIN,), FUJIN, [], []),
        ((TONGJIANG,), FUJIN, ["Control"], [TONGJIANG, FUJIN]),
        ((TONGJIANG,), FUJIN, ["Shift"], [TONGJIANG, FUJIN]),
        ((TONGJIANG, FUJIN), FUJIN, ["Control"], [TONGJIANG]),
        ((TONGJIANG, FUJIN), FUJIN, [], [FUJIN]),
    ],
)
def test_a_click_selects_at_once_and_asks_the_server(
    show: Send, before: tuple[str, ...], clicked: str, modifiers: Any, after: list[str]
) -> None:
    page = show(selected=before)
    county(page, clicked).click(modifiers=modifiers)
    becomes(lambda: sorted(filter(None, selected(page))), sorted(after))
    expect(page.locator(".map path.selected")).to_have_count(len(after))
    becomes(lambda: patches(page), [{"place": after}])


def test_several_can_be_chosen_without_a_keyboard(show: Send) -> None:
    page = show()
    page.get_by_role("button", name="连续选择多个").click()
    county(page, FUJIN).click()
    county(page, TONGJIANG).click()
    becomes(lambda: patches(page)[-1], {"place": [FUJIN, TONGJIANG]})


def test_names_can_be_left_off_but_for_what_is_chosen(show: Send) -> None:
    page = show(selected=(FUJIN,))
    page.get_by_role("button", name="显示地名").click()
    expect(page.locator(".map .label:visible")).to_have_text(["富锦市"])
    page.get_by_role("button", name="显示地名").click()
    expect(page.locator(".map .label.prefecture").first).to_be_visible()


def test_map_and_list_fill_the_screen_under_what_they_found(show: Send) -> None:
    page = show()
    expect(page.locator(".whole-title")).to_be_hidden()
    page.get_by_role("button", name="全屏").click()
    expect(page.locator(".whole-title")).to_contain_text("项举措")
    expect(page.locator(".legend")).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="全屏").click()
    expect(page.locator(".whole-title")).to_be_hidden()


def test_a_double_click_zooms_and_keeps_the_selection(show: Send) -> None:
    page = show()
    whole = scene(page)
    county(page, FUJIN).dblclick()
    becomes(lambda: scene(page), lambda seen: seen != whole)
    becomes(lambda: selected(page), [FUJIN])


def test_an_older_answer_does_not_undo_a_newer_click(show: Send) -> None:
    page = show()
    county(page, FUJIN).click()
    county(page, TONGJIANG).click(modifiers=["Control"])
    show(selected=(FUJIN,))
    becomes(lambda: sorted(filter(None, selected(page))), [TONGJIANG, FUJIN])
    show(selected=(FUJIN, TONGJIANG))
    becomes(lambda: sorted(filter(None, selected(page))), [TONGJIANG, FUJIN])


def test_the_server_has_the_last_word_on_the_selection(show: Send) -> None:
    page = show()
    county(page, FUJIN).click()
    show(selected=())
    expect(page.locator('.map [aria-selected="true"]')).to_have_count(0)


def test_the_map_is_walked_by_keyboard(show: Send) -> None:
    page = show()
    page.locator("#before").focus()
    page.keyboard.press("Tab")
    first = becomes(lambda: at_hand(page), "230102")
    page.keyboard.press("ArrowDown")
    reached = becomes(lambda: at_hand(page), lambda seen: seen != first)
    becomes(lambda: bool(page.locator(".focus-ring").get_attribute("d")), True)
    expect(page.locator(".hover-card")).to_contain_text(NAMES[reached])
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    second = becomes(lambda: at_hand(page), lambda seen: seen != reached)
    page.keyboard.press("Control+ ")
    page.keyboard.press("Escape")
    becomes(
        lambda: patches(page), [{"place": [reached]}, {"place": [reached, second]}, {"place": []}]
    )
    whole = scene(page)
    page.keyboard.press("+")
    becomes(lambda: scene(page), lambda seen: seen != whole)
    page.keyboard.press("0")
    becomes(lambda: scene(page), whole)


def test_units_say_their_name_and_count(show: Send) -> None:
    page = show()
    values = map_payload()["values"]
    codes = [unit.get_attribute("data-code") for unit in page.locator(".units-county .unit").all()]
    value = values[codes.index(FUJIN)]
    expect(county(page, FUJIN)).to_have_attribute("aria-label", f"富锦市，{value} 项战略直接指到")
    show("en")
    english = re.compile(f", {value} strategies address it directly$")
    expect(county(page, FUJIN)).to_have_attribute("aria-label", english)


@pytest.mark.parametrize("row", [0, 4, 12])
def test_pointing_at_a_measure_lights_exactly_its_counties(show: Send, row: int) -> None:
    page = show()
    measure = map_payload()["rows"][row][0]
    page.locator(".measure-list .measure").nth(row).hover()
    becomes(lambda: codes(page, ".units-county .lit"), sorted(counties_of(measure)))
    page.locator("#before").hover()
    expect(page.locator(".units-county .lit")).to_have_count(0)
    becomes(lambda: patches(page), [])


def test_on_prefecture_level_a_measure_lights_prefectures(show: Send) -> None:
    page = show(level="prefecture")
    page.locator(".measure-list .measure").first.hover()
    reached = {code[:4] + "00" for code in counties_of(map_payload()["rows"][0][0])}
    becomes(lambda: set(codes(page, ".units-prefecture .lit")), reached)


def test_pointing_at_a_county_marks_its_measures_and_shows_a_card(show: Send) -> None:
    page = show()
    county(page, SUIFENHE).hover()
    reaching = [m["id"] for i, m in enumerate(PLAN["measures"]) if SUIFENHE in counties_of(i)]
    marked = page.locator(".measure.reaching")
    becomes(lambda: marked.evaluate_all("rows => rows.map(r => r.dataset.measure)"), reaching)
    card = page.locator(".hover-card")
    expect(card).to_contain_text("绥芬河市")
    expect(card).to_contain_text("牡丹江市")
    becomes(lambda: card.locator(":scope > div").count(), lambda seen: seen <= 4)


def test_the_card_stays_inside_the_map(show: Send) -> None:
    page = show()
    frame = page.locator(".map-frame").bounding_box()
    assert frame
    for code in ("232701", "230883", "231086", "230221"):
        county(page, code).hover()
        expect(page.locator(".hover-card")).to_contain_text(NAMES[code])
        card = becomes(page.locator(".hover-card").bounding_box, bool)
        assert frame["x"] <= card["x"]
        assert card["x"] + card["width"] <= frame["x"] + frame["width"]
        assert frame["y"] <= card["y"]
        assert card["y"] + card["height"] <= frame["y"] + frame["height"]


def test_the_legend_counts_every_county_and_lights_a_class(show: Send) -> None:
    page = show()
    counts = [
        int(re.search(r"\d+", text)[0])  # type: ignore[index]
        for text in page.locator(".legend-count").all_inner_texts()
    ]
    assert sum(counts) == 121
    expect(page.locator(".legend-total")).to_have_text("合计 121")
    page.locator('.legend-item[data-class="0"]').hover()
    expect(page.locator(".units-county .lit")).to_have_count(counts[0])
    expect(page.locator(".units-county .lit:not(.is-0)")).to_have_count(0)


def test_units_that_nothing_reaches_are_hatched(show: Send) -> None:
    payload = map_payload()
    classes = [-1 if i in (3, 7) else c for i, c in enumerate(payload["classes"])]
    values = [0 if i in (3, 7) else v for i, v in enumerate(payload["values"])]
    page = show(classes=classes, values=values)
    hatched = page.locator(".units-county .is-none")
    expect(hatched).to_have_count(classes.count(-1))
    becomes(
        lambda: hatched.first.evaluate("unit => getComputedStyle(unit).fill"),
        lambda seen: "hatch" in seen,
    )
    expect(page.locator("pattern#hatch path")).to_have_count(1)
    becomes(
        lambda: hatched.first.get_attribute("aria-label"),
        lambda seen: (seen or "").endswith("没有举措到达"),
    )


def test_a_link_to_a_measure_opens_its_evidence_and_scrolls_to_it(page: Page) -> None:
    message = map_sent()
    measure = PLAN["measures"][message["rows"][-1][0]]
    page.evaluate("payload => send(payload)", message | {"active": measure["id"]})
    row = page.locator(f'[data-measure="{measure["id"]}"]')
    expect(row.locator(".explanation blockquote")).to_have_text(measure["zh"])
    expect(row.get_by_role("button", name=measure["zh"])).to_be_in_viewport()
    # What a reader scrolls to afterwards is not taken from sight.
    page.locator(".list-body").evaluate("body => body.scrollTo(0, 0)")
    page.evaluate("payload => send(payload)", message | {"active": measure["id"], "wide": 1})
    becomes(lambda: page.locator(".list-body").evaluate("body => body.scrollTop"), 0)


def test_a_measure_is_activated_and_let_go(show: Send) -> None:
    page = show()
    measure = PLAN["measures"][0]
    statement = page.get_by_role("button", name=measure["zh"])
    statement.click()
    expect(statement).to_have_attribute("aria-pressed", "true")
    statement.click()
    becomes(lambda: patches(page), [{"measure": [measure["id"]]}, {"measure": []}])


def test_a_reason_says_relation_words_zone_and_basis(show: Send) -> None:
    page = show()
    row = page.locator(".measure").filter(has_text="在合作区布局外向型产业体系")
    expect(row.locator(".reasons li")).to_have_text(
        "经片区 承前句 “沿边开放开发合作区”（推定名单）"
    )
    folded = page.locator(".measure").filter(has_text="藏粮于地")
    expect(folded.locator(".reasons li:visible")).to_have_count(3)
    folded.get_by_role("button", name="展开其余 1 条依据").click()
    expect(folded.locator(".reasons li:visible")).to_have_text(
        [re.compile("松嫩平原"), re.compile("三江平原"), re.compile("粮食安全产业带")]
    )


def test_province_wide_measures_stand_apart(show: Send) -> None:
    page = show()
    summary = page.locator(".province-wide summary")
    expect(summary).to_have_text("面向全省 · 5 项")
    expect(page.locator(".province-wide .measure:visible")).to_have_count(0)
    summary.click()
    expect(page.locator(".province-wide .measure:visible")).to_have_count(5)


def test_search_terms_are_marked_and_nothing_in_them_is_markup(show: Send) -> None:
    page = show(terms=["产业", "<img onerror=alert(1)>", "("])
    becomes(lambda: set(page.locator(".statement mark").all_text_contents()), {"产业"})


def test_an_empty_selection_says_why_and_what_next(show: Send) -> None:
    empty = {
        "title": "没有符合条件的举措",
        "text": "两个条件没有交集。",
        "action_label": "清除全部筛选",
        "patch": {"strategy": []},
    }
    page = show(rows=[], province=[], empty=empty)
    expect(page.locator(".empty")).to_contain_text("两个条件没有交集。")
    page.get_by_role("button", name="清除全部筛选").click()
    becomes(lambda: patches(page), [{"strategy": []}])


def test_zone_outlines_have_a_key(show: Send) -> None:
    page = show(outlines=["border_coop_zone", "harbin_metro"])
    expect(page.locator(".zone-key li")).to_have_text(["沿边开放开发合作区", "哈尔滨都市圈"])
    dashes = page.locator(".map .zone").evaluate_all(
        "zs => zs.map(z => z.getAttribute('stroke-dasharray'))"
    )
    assert len(set(dashes)) == 2


def overlapping(page: Page) -> list[tuple[list[float], list[float]]]:
    """Boxes of labels that cover each other."""
    boxes = page.locator(".map .label").evaluate_all(
        """labels => labels.map(label => label.getBoundingClientRect())
                         .map(box => [box.x, box.y, box.right, box.bottom])"""
    )
    # One pixel of slack: text is measured in whole pixels here and there.
    return [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if not (a[2] < b[0] + 1 or b[2] < a[0] + 1 or a[3] < b[1] + 4 or b[3] < a[1] + 4)
    ]


def test_labels_never_overlap(show: Send) -> None:
    page = show("en", selected=(FUJIN,))
    for _ in range(3):
        becomes(lambda: overlapping(page), [])
        before = scene(page)
        page.get_by_role("button", name="Zoom in").click()
        becomes(lambda: scene(page), lambda seen, before=before: seen != before)


def test_the_wheel_zooms_but_never_traps_the_page(show: Send) -> None:
    page = show()
    page.set_viewport_size({"width": 1280, "height": 500})
    frame = becomes(page.locator(".map-frame").bounding_box, bool)
    page.mouse.move(frame["x"] + 200, frame["y"] + 200)
    whole = scene(page)
    page.mouse.wheel(0, 120)
    page.wait_for_function("() => scrollY > 0")
    becomes(lambda: scene(page), whole)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_saved_image_stands_alone(show: Send, tmp_path: Path, lang: str) -> None:
    page = show(lang, selected=(FUJIN,), outlines=["harbin_metro"])
    page.get_by_role("button", name={"zh": "保存图片", "en": "Save as image"}[lang]).click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="SVG").click()
    assert download.value.suggested_filename == "longjiang-map.svg"
    path = tmp_path / "map.svg"
    download.value.save_as(path)
    svg = ElementTree.parse(path).getroot()
    space = "{http://www.w3.org/2000/svg}"
    texts = ["".join(text.itertext()) for text in svg.iter(f"{space}text")]
    payload = map_payload(lang)
    assert payload["legend_title"] in texts
    assert words(lang)["pages.image_footer"].format(document=PLAN["title"][lang]) in texts
    assert [entry["label"] for entry in payload["legend"] if entry["label"] not in texts] == []
    assert len([p for p in svg.iter(f"{space}path") if p.get("data-code")]) == 121
    source = path.read_text(encoding="utf-8")
    assert re.findall(r"https?://[^\"]+", source) == ["http://www.w3.org/2000/svg"]
    assert "var(--" not in source
    assert "light-dark" not in source


def test_a_saved_bitmap_is_twice_the_drawing(show: Send, tmp_path: Path) -> None:
    page = show()
    page.get_by_role("button", name="保存图片").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="PNG").click()
    download.value.save_as(tmp_path / "map.png")
    head = (tmp_path / "map.png").read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(head[16:20], "big") == 2000


def test_the_theme_is_followed_without_a_new_payload(show: Send) -> None:
    page = show()
    fill = "unit => getComputedStyle(unit).fill"
    light = county(page, FUJIN).evaluate(fill)
    page.evaluate("switchTheme('dark')")
    expect(page.locator(".map")).to_have_css("color-scheme", "dark")
    expect(county(page, FUJIN)).not_to_have_css("fill", light)


def test_assets_that_cannot_be_fetched_can_be_tried_again(page: Page) -> None:
    page.route("**/views/map.js*", lambda route: route.abort())
    page.evaluate("payload => send(payload)", map_sent())
    expect(page.get_by_role("alert")).to_contain_text("没有取到")
    page.unroute("**/views/map.js*")
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".map .unit").first).to_be_visible()
    county(page, FUJIN).click()
    becomes(lambda: patches(page), [{"place": [FUJIN]}])


def test_nothing_is_asked_of_another_host(show: Send, address: str, requested: list[str]) -> None:
    page = show()
    page.get_by_role("button", name="放大").click()
    page.get_by_role("button", name="保存图片").click()
    with page.expect_download():
        page.get_by_role("menuitem", name="PNG").click()
    others = [url for url in requested if not url.startswith((address, "blob:", "data:"))]
    assert others == []


def test_everything_that_acts_is_reached_by_tab_and_has_a_name(show: Send) -> None:
    page = show()
    page.locator("#before").focus()
    reached: list[str] = []
    while True:
        page.keyboard.press("Tab")
        last = reached[-1] if reached else ""
        here = becomes(lambda: page.evaluate(STOP), lambda seen, last=last: seen != last)
        if here is None:
            break
        reached.append(here)
    becomes(lambda: page.evaluate("document.activeElement.id"), "after")
    assert all(stop.split("|")[1].strip() for stop in reached)
    classes = [stop.split("|")[0].split(" ")[0] for stop in reached]
    payload = map_payload()
    assert classes.count("unit") == 1
    assert classes.count("legend-item") == len(payload["legend"])
    assert classes.count("statement") == len(payload["rows"])
    # Zooming out is not on offer while the whole province is in sight.
    assert classes.count("tool") == 5


def test_on_a_phone_the_list_stands_below_and_does_not_scroll_inside(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(address)
    page.wait_for_function("() => window.ready")
    page.evaluate("payload => send(payload)", map_sent())
    expect(page.locator(".map .label").first).to_be_visible()
    frame = page.locator(".map-frame").bounding_box()
    heading = page.locator(".list-title").bounding_box()
    assert frame
    assert heading
    assert heading["y"] > frame["y"] + frame["height"]
    body = page.locator(".list-body")
    becomes(lambda: body.evaluate("body => getComputedStyle(body).overflowY"), "visible")
    fits(page, 390)
    county(page, FUJIN).tap()
    becomes(lambda: patches(page), [{"place": [FUJIN]}])
    expect(page.get_by_role("region", name="富锦市")).to_contain_text("富锦市")
    page.close()


@pytest.fixture(scope="module")
def streamlit_app() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        f"{sys.executable} -m streamlit run {APP} --server.port {port} --server.address 127.0.0.1"
        " --server.headless true --server.fileWatcherType none --client.toolbarMode auto".split(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert server.stdout
    for line in server.stdout:
        if b"URL:" in line:
            break
    yield f"http://127.0.0.1:{port}/"
    server.send_signal(signal.SIGTERM)
    server.communicate()


def test_in_streamlit_the_view_lives_through_reruns_and_a_switch_of_theme(
    browser: Browser, streamlit_app: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    page.goto(streamlit_app)
    expect(page.locator(".map .label").first).to_be_visible(timeout=20_000)
    whole = scene(page)
    page.get_by_role("button", name="放大").click()
    zoomed = becomes(lambda: scene(page), lambda seen: seen != whole)
    page.locator("svg.map").evaluate("map => map.dataset.first = 'yes'")
    county(page, FUJIN).click()
    expect(page.get_by_text(f"patch {{'place': ['{FUJIN}']}}")).to_be_visible()
    expect(page.locator(".list-title")).to_have_text(re.compile("富锦市 · "))
    page.get_by_role("button", name="Rerun").click()
    expect(page.get_by_text(f"run 3, chosen ['{FUJIN}']")).to_be_visible()
    expect(page.get_by_text("patch None")).to_be_visible()
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    page.get_by_role("menuitemradio", name="Dark").click()
    expect(page.locator("svg.map")).to_have_css("color-scheme", "dark")
    expect(page.locator("svg.map")).to_have_attribute("data-first", "yes")
    expect(page.locator("svg.map")).to_have_count(1)
    becomes(lambda: scene(page), zoomed)
    page.close()


def test_what_travels_is_small() -> None:
    payload = json.dumps(map_sent(), ensure_ascii=False, separators=(",", ":")).encode()
    assert len(payload) + len(bootstrap().encode()) < 3_000


def test_an_unknown_asset_is_refused(address: str) -> None:
    for path in ("../assets.py", "bootstrap.js", "views/none.js", "vendor/README.md"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{address}assets/test/{path}")
