"""The single HTML file: opened from disk with no network, it answers as the site does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from atlas.analysis.findings import selection_title
from atlas.analysis.reach import select
from atlas.answering import ask
from atlas.documents import open_document
from atlas.export import export
from atlas.figures.map_payload import map_payload
from atlas.query import DEFAULT
from tests.browser.waiting import becomes, fits

BASE = "https://plan.example"
LIMIT = 1_500_000
HOSTILE = "</script><img src=x onerror=window.hacked=1>"


class Reader:
    """Somebody with the file, no network, and an eye on what the page tries to do."""

    def __init__(self, browser: Browser, path: Path, **settings: Any) -> None:
        self.context = browser.new_context(
            offline=True, viewport={"width": 1360, "height": 900}, **settings
        )
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.troubles: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on(
            "console", lambda said: said.type == "error" and self.troubles.append(said.text)
        )
        self.context.route(re.compile("^(?!file:|data:|blob:)"), self._refuse)
        self.page.goto(path.as_uri())

    def _refuse(self, route: Route) -> None:
        self.requests.append(route.request.url)
        route.abort()

    def ready(self) -> Page:
        expect(self.page.locator("html[data-ready]")).to_have_count(1)
        expect(self.page.locator("#map .unit").first).to_be_attached()
        return self.page


class Shelf:
    """Files made once for all tests of the module."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, page: str = "map", **params: Any) -> Path:
        name = re.sub(r"\W+", "_", json.dumps(params, sort_keys=True))[:80]
        path = self.folder / f"{name}.html"
        if not path.exists():
            made = export(ask(params).selection, "html", base_url=BASE, page=page)
            path.write_bytes(made.body)
        return path


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("files"))


@pytest.fixture
def reader(browser: Browser, shelf: Shelf) -> Iterator[Reader]:
    opened = Reader(browser, shelf.file())
    yield opened
    opened.context.close()
    assert opened.troubles == []
    assert not [url for url in opened.requests if not url.startswith(("file:", "data:", "blob:"))]


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def legend(page: Page) -> list[str]:
    return page.locator("#map .legend-item").all_inner_texts()


def test_it_opens_without_a_single_request(reader: Reader) -> None:
    page = reader.ready()
    becomes(lambda: heading(page), map_payload(ask({}).selection)["image"]["title"])
    expect(page.locator("#map .units-county .unit")).to_have_count(121)
    expect(page.locator("#map .measure")).to_have_count(75)
    files = [url for url in reader.requests if url.startswith("file:")]
    assert len(files) == 1


@pytest.mark.parametrize("params", [{}, {"lang": "en"}, {"strategy": "border-opening"}])
def test_it_is_small_and_asks_for_nothing(shelf: Shelf, params: dict[str, Any]) -> None:
    text = shelf.file(**params).read_text(encoding="utf-8")
    assert len(text.encode()) < LIMIT
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-inline' ;" not in policy[1]
    assert "http" not in policy[1]
    markup = re.sub(r"(<script[^>]*>).*?(?=</script>)", r"\1", text, flags=re.DOTALL)
    assert markup.count("<script") == 2
    assert not re.search(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=", markup)
    for said in (BASE, "[DB/OL]" if params.get("lang") != "en" else "[data set]"):
        assert said in text


def test_a_strategy_is_chosen_and_everything_follows(reader: Reader) -> None:
    page = reader.ready()
    page.locator("#filters").get_by_label("沿边开放").check()
    expect(page.locator("h1")).to_have_text("沿边开放：6 项举措（出自 2 句）直接指到 18 个县区")
    expect(page.locator("#map .measure")).to_have_count(6)
    becomes(lambda: legend(page), lambda seen: seen[-1].split() == ["没有举措", "103", "个"])
    expect(page.locator("#filter_bar .sentence")).to_have_text("只看战略：沿边开放")
    page.locator("#filter_bar").get_by_role("button", name="全部清除").click()
    expect(page.locator("#map .measure")).to_have_count(75)


def test_an_unsure_list_is_left_out(reader: Reader) -> None:
    page = reader.ready()
    page.locator("#filters summary", has_text="名单依据").click()
    page.locator("#filters").get_by_label("推定名单").uncheck()
    wanted = map_payload(
        ask({"basis": ["named", "official_list", "known_official", "equated"]}).selection
    )
    expect(page.locator("h1")).to_have_text(wanted["image"]["title"])
    becomes(lambda: page.locator("#map .list-title").inner_text(), wanted["list_title"])


def test_a_place_is_found_by_pinyin_and_its_measures_listed(reader: Reader) -> None:
    page = reader.ready()
    field = page.locator("#filters").get_by_role("combobox")
    field.fill("dongning")
    expect(page.locator("#filters [role=option]").first).to_contain_text("东宁市")
    field.press("Enter")
    expect(page.locator("h1")).to_have_text(
        "东宁市：12 项举措直接指到这里，没有一项点名；另有 8 项随地市列入"
    )
    expect(page.locator("#map .list-title")).to_have_text(
        "东宁市 · 20 项举措（出自 8 句），12 项直接指到"
    )
    chosen = page.locator('#map .unit[aria-selected="true"]')
    expect(chosen).to_have_attribute("data-code", "231086")


def test_a_measure_opens_to_its_evidence_by_keyboard(reader: Reader) -> None:
    page = reader.ready()
    statement = page.locator("#map .statement", has_text="建设沿边开放开发合作区")
    statement.focus()
    page.keyboard.press("Enter")
    evidence = page.locator("#map .explained")
    expect(evidence.locator("blockquote")).to_contain_text("沿边开放开发合作区")
    expect(evidence).to_contain_text("比照名单")
    expect(evidence).to_contain_text("没有公布划定其范围的名单")
    expect(evidence).to_contain_text("名单来源")
    expect(evidence).to_contain_text("落到 18 个县区")
    expect(page.locator("#map .units-county .lit")).to_have_count(18)
    evidence.get_by_role("link", name="东宁市").click()
    expect(page.locator("h1")).to_contain_text("东宁市：12 项举措")
    page.locator("#map .statement", has_text="建设沿边开放开发合作区").press("Enter")
    expect(page.locator("#map .explained")).to_have_count(0)


def test_a_province_wide_measure_has_its_evidence_too(reader: Reader) -> None:
    page = reader.ready()
    page.locator("#map .province-wide summary").click()
    page.locator("#map .province-wide .statement").first.click()
    expect(page.locator("#map .explained")).to_contain_text("面向全省")


def test_the_map_by_keyboard(reader: Reader) -> None:
    page = reader.ready()
    page.locator('#map .units-county [tabindex="0"]').focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator('#map .unit[aria-selected="true"]')).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator('#map .unit[aria-selected="true"]')).to_have_count(0)


def test_a_search_that_finds_nothing_says_so_and_offers_a_way_back(reader: Reader) -> None:
    page = reader.ready()
    page.locator("#filters").get_by_role("textbox", name="搜索举措文字").fill("没有这个词")
    expect(page.locator("#map .empty")).to_contain_text("没有举措符合条件")
    page.locator("#map .empty .action").click()
    expect(page.locator("#map .measure")).to_have_count(75)


def test_the_map_is_saved_from_the_file(reader: Reader) -> None:
    page = reader.ready()
    page.locator("#map").get_by_role("button", name="保存图片").click()
    with page.expect_download() as saving:
        page.locator("#map").get_by_role("menuitem", name="PNG").click()
    assert saving.value.suggested_filename == "longjiang-map.png"
    assert saving.value.path().read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("params", "measures"),
    [({"strategy": "border-opening"}, 6), ({"relation": "explicit"}, 4), ({"q": "粮食"}, None)],
)
def test_a_filtered_file_holds_that_part_alone(
    browser: Browser, shelf: Shelf, params: dict[str, Any], measures: int | None
) -> None:
    path = shelf.file(**params)
    selection = ask(params).selection
    held = len(selection.measures) + len(selection.province)
    assert measures in (held, None)
    document = json.loads(
        re.search(r'id="data">(.*?)</script>', path.read_text(encoding="utf-8"))[1]  # type: ignore[index]
    )["document"]
    assert {r["measure"] for r in document["reasons"]} == {*selection.measures, *selection.province}
    reader = Reader(browser, path)
    page = reader.ready()
    expect(page.locator("#map .measure")).to_have_count(held)
    becomes(lambda: heading(page), map_payload(selection)["image"]["title"])
    expect(page.locator(".about")).to_contain_text("文件里只有筛选后的部分")
    page.locator("#filter_bar").get_by_role("button", name="全部清除").click()
    expect(page.locator("#map .measure")).to_have_count(held)
    reader.context.close()
    assert reader.troubles == []


def test_a_place_is_marked_and_others_can_be_chosen(browser: Browser, shelf: Shelf) -> None:
    reader = Reader(browser, shelf.file("place", place="231086"))
    page = reader.ready()
    becomes(
        lambda: heading(page), "东宁市：12 项举措直接指到这里，没有一项点名；另有 8 项随地市列入"
    )
    page.locator('#map .unit[data-code="230103"]').dispatch_event("click")
    wanted = select(open_document(DEFAULT.doc), ask({"place": "230103"}).query)
    expect(page.locator("#map .list-title")).to_have_text(selection_title(wanted))
    reader.context.close()


def test_the_link_leads_to_the_same_view_online(browser: Browser, shelf: Shelf) -> None:
    reader = Reader(browser, shelf.file("map", lang="en"))
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.ready()
    page.locator("#filters").get_by_label("Food security").check()
    expect(page.locator("h1")).to_contain_text("Food security")
    page.locator("#filter_bar").get_by_role("button", name="Copy link").click()
    expect(page.locator("#filter_bar .said")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{BASE}/map?lang=en&strategy=food-security"
    reader.context.close()


def test_hostile_words_stay_words(browser: Browser, shelf: Shelf) -> None:
    reader = Reader(browser, shelf.file(q=HOSTILE))
    page = reader.ready()
    expect(page.locator("#filter_bar .sentence")).to_contain_text(HOSTILE)
    becomes(lambda: page.evaluate("window.hacked"), lambda seen: seen is None)
    reader.context.close()
    assert reader.troubles == []


def test_without_scripts_the_measures_can_be_read(browser: Browser, shelf: Shelf) -> None:
    reader = Reader(browser, shelf.file(), java_script_enabled=False)
    plain = reader.page.locator("#plain")
    expect(plain.locator("li")).to_have_count(75)
    expect(plain).to_be_visible()
    expect(plain.locator("li", has_text="建设沿边开放开发合作区")).to_contain_text("经片区")
    reader.context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1360, 390])
def test_no_rule_of_wcag_is_broken(browser: Browser, shelf: Shelf, theme: str, width: int) -> None:
    reader = Reader(browser, shelf.file(), color_scheme=theme)
    reader.page.set_viewport_size({"width": width, "height": 860})
    page = reader.ready()
    page.locator("#map .statement").first.click()
    expect(page.locator("#map .explained blockquote")).to_be_visible()
    fits(page, width)
    found = Axe().run(page).response["violations"]
    broken = [
        (rule["id"], node["target"], node["failureSummary"])
        for rule in found
        for node in rule["nodes"]
        # A halo around a name is not seen by a program that compares two colours.
        if not node["html"].startswith('<text class="label')
    ]
    reader.context.close()
    assert broken == []
