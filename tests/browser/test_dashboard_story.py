"""What people come to do, in a real browser on the real plan."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.dashboard import ROOT, Reader, free_port, server
from tests.browser.waiting import becomes, fits

DONGNING = "231086"
CJK = re.compile(r"[\u4e00-\u9fff]+")
LATIN = re.compile(r"[A-Za-z]{3,}")

Arrive = Callable[..., Reader]


@pytest.fixture
def arrive(browser: Browser, dashboard: str) -> Iterator[Arrive]:
    """New people with browsers of their own; each must leave without a fault."""
    readers: list[Reader] = []

    def come(**settings: object) -> Reader:
        readers.append(Reader(browser, dashboard, **settings))  # type: ignore[arg-type]
        return readers[-1]

    yield come
    for reader in readers:
        reader.close()


def asked(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_filter_click_share_and_go_back(arrive: Arrive) -> None:
    planner = arrive()
    page = planner.open("map")
    everything = planner.heading.inner_text()
    planner.filter("沿边开放").check()
    expect(planner.heading).to_have_text(
        re.compile("沿边开放：6\\s项举措（出自 2\\s句）直接指到 18\\s个县区")
    )
    expect(planner.sentence).to_have_text("只看战略：沿边开放")
    planner.county(DONGNING).click()
    expect(page.locator(".view-map .list-title")).to_have_text("东宁市 · 6 项举措（出自 2 句）")
    page.get_by_role("button", name="复制链接").click()
    expect(page.locator(".view-filter_bar .said")).to_have_text("已复制")
    link = page.evaluate("navigator.clipboard.readText()")
    assert asked(link) == {"strategy": ["border-opening"], "place": [DONGNING]}

    colleague = arrive()
    colleague.open(link.removeprefix(colleague.url))
    expect(colleague.page.locator(".view-map .list-title")).to_have_text(
        "东宁市 · 6 项举措（出自 2 句）"
    )
    for part in (".view-header h1", ".view-map .list-body", ".view-map .legend"):
        same = page.locator(part).inner_text()
        expect(colleague.page.locator(part)).to_have_text(same, use_inner_text=True)
    expect(colleague.county(DONGNING)).to_have_attribute("aria-selected", "true")

    page.go_back()
    expect(page.locator(".view-map .list-title")).to_have_text("6 项举措（出自 2 句）")
    becomes(lambda: asked(page.url), {"strategy": ["border-opening"]})
    page.go_back()
    expect(planner.heading).to_have_text(everything)
    becomes(lambda: asked(page.url), {})
    page.go_forward()
    expect(planner.sentence).to_have_text("只看战略：沿边开放")


def test_a_door_of_the_overview_is_one_step_back(arrive: Arrive) -> None:
    reader = arrive()
    page = reader.open()
    overview = reader.heading.inner_text()
    page.locator(".view-overview .tile", has_text="粮食安全").click()
    expect(reader.heading).to_have_text(re.compile("^粮食安全："))
    becomes(lambda: urlsplit(page.url).path, "/map")
    page.go_back()
    expect(reader.heading).to_have_text(overview)
    becomes(lambda: urlsplit(page.url)[2:4], ("/", ""))
    page.go_forward()
    expect(reader.heading).to_have_text(re.compile("^粮食安全："))


def test_the_menu_offers_files_of_the_view_as_it_is_filtered(arrive: Arrive) -> None:
    reader = arrive()
    page = reader.open("map?strategy=ecology")
    bar = page.locator(".view-filter_bar")
    bar.locator("summary", has_text="导出").click()
    ledger = bar.get_by_role("link", name="XLSX 台账")
    expect(ledger).to_have_attribute("href", "export.xlsx?strategy=ecology&page=map")
    reader.filter("沿边开放").check()
    expect(reader.sentence).to_have_text("只看战略：生态安全、沿边开放")
    # The menu closed when the reader turned to the filter.
    bar.locator("summary", has_text="导出").click()
    wanted = "export.xlsx?strategy=ecology&strategy=border-opening&page=map"
    expect(ledger).to_have_attribute("href", wanted)
    with page.expect_download() as download:
        ledger.click()
    assert download.value.suggested_filename.endswith(".xlsx")
    bar.get_by_role("button", name="复制嵌入代码").click()
    becomes(
        lambda: page.evaluate("navigator.clipboard.readText()"),
        lambda seen: f'src="{page.url}&embed=true"' in seen,
    )


def test_everything_is_reached_by_keyboard(arrive: Arrive) -> None:
    reader = arrive()
    page = reader.open("map")
    box = reader.filter("松花江流域")
    for _ in range(60):
        page.keyboard.press("Tab")
        if box.evaluate("box => box === box.getRootNode().activeElement"):
            break
    page.keyboard.press("Space")
    expect(reader.sentence).to_have_text("只看战略：松花江流域")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(".view-map .unit:focus").count():
            break
    page.keyboard.press("ArrowDown")
    there = page.locator(".view-map .unit:focus")
    code = there.get_attribute("data-code")
    name = (there.get_attribute("aria-label") or "").split("，")[0]
    page.keyboard.press("Enter")
    expect(page.locator(".view-map .list-title")).to_have_text(re.compile(f"^{name} · "))
    expect(reader.sentence).to_contain_text(name)
    becomes(lambda: asked(page.url)["place"], [code])
    page.keyboard.press("Escape")
    expect(page.locator(".view-map .list-title")).to_have_text(
        re.compile(r"^\d+ 项举措（出自 \d+ 句）$")
    )
    page.keyboard.press("+")
    expect(page.get_by_role("button", name="缩小")).to_be_enabled()


def test_pointing_at_a_measure_lights_its_counties_without_the_server(arrive: Arrive) -> None:
    reader = arrive()
    frames: list[int] = []
    reader.page.on(
        "websocket", lambda socket: socket.on("framesent", lambda data: frames.append(len(data)))
    )
    page = reader.open("map?strategy=songhua-river")
    row = page.locator(".view-map .measure").first
    expect(row).to_be_visible()
    before = len(frames)
    row.hover()
    expect(page.locator(".view-map .unit.lit")).to_have_count(22)
    page.locator(".view-map .list-title").hover()
    expect(page.locator(".view-map .unit.lit")).to_have_count(0)
    reader.county("230123").hover()
    expect(page.locator(".view-map .measure.reaching")).to_have_count(4)
    assert len(frames) == before


@pytest.mark.parametrize("typed", ["哈尔滨", "haerbin", "heb"])
def test_a_place_is_found_by_name_pinyin_and_initials(arrive: Arrive, typed: str) -> None:
    reader = arrive()
    page = reader.open("map")
    page.locator(".view-filters").get_by_placeholder("地名、拼音或首字母").fill(typed)
    page.keyboard.press("Enter")
    expect(page.locator(".view-map .list-title")).to_have_text(re.compile("^哈尔滨市 · "))
    expect(reader.sentence).to_have_text("只看地区：哈尔滨市")
    becomes(lambda: asked(page.url), {"place": ["230100"]})


PAGES = ("", "map", "measures", "place", f"place?place={DONGNING}", "read")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_whole_in_both_languages(arrive: Arrive, address: str) -> None:
    reader = arrive()
    page = reader.open(address)
    page.wait_for_load_state("networkidle")
    # Names of data sets, file kinds and datums are written in Latin letters in Chinese as well.
    known = "haerbin|heb|CGCS|Natural|Earth|GDP|SVG|PNG|Alt|Ctrl|Esc|txt|html|docx|pdf"
    known += "|mhtml|ofd|xlsx|xls|doc|wps|et|md|Excel|Word|LibreOffice"
    known += "|CSV|XLSX|GeoJSON|DOCX|HTML|PDF|zip"
    assert [word for word in LATIN.findall(reader.words()) if not re.fullmatch(known, word)] == []
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).not_to_have_title(CJK)
    views = page.locator("[class^='view view-']")
    spoken = views.and_(page.locator(":is([lang=en], :has([lang=en]))"))
    expect(spoken).to_have_count(views.count())
    page.wait_for_load_state("networkidle")
    assert CJK.findall(reader.words()) == []


def test_unknown_and_hostile_addresses_show_a_note_and_the_rest(arrive: Arrive) -> None:
    reader = arrive()
    hostile = "%3Cimg%20src%3Dx%20onerror%3D%22window.hacked%3D1%22%3E"
    page = reader.open(f"map?place=999999&strategy={hostile}&strategy=ecology&q={'x' * 10_000}")
    notes = page.locator(".view-filters .notes")
    expect(notes).to_contain_text("place=999999")
    expect(notes).to_contain_text("strategy=<img src=x onerror=")
    expect(notes).to_contain_text("q=xxxxx")
    expect(reader.sentence).to_have_text("只看战略：生态安全")
    expect(page.locator(".view-map .unit").first).to_be_visible()
    becomes(lambda: page.evaluate("window.hacked"), lambda seen: seen is None)


def test_the_dark_page_is_dark_and_the_phone_page_fits(arrive: Arrive) -> None:
    reader = arrive(theme="dark", width=390)
    page = reader.open("map")
    expect(page.locator(".view-map svg.map")).to_be_visible()
    fits(page, 390)
    paper = page.locator(".view-map svg.map").evaluate(
        "map => getComputedStyle(map).getPropertyValue('color-scheme')"
    )
    assert paper == "dark"


def test_broken_data_keeps_the_server_from_starting(tmp_path: Path) -> None:
    for name in ("app.py", "dashboard.py", "atlas", "pages", "data", "geo", ".streamlit"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        copy(source, tmp_path / name)
    members = tmp_path / "data" / "zone_members.csv"
    lines = members.read_text(encoding="utf-8").splitlines()
    zone, _, *rest = lines[1].split(",")
    lines[1] = ",".join([zone, "230199", *rest])
    members.write_text("\n".join(lines) + "\n", encoding="utf-8")
    process = server(free_port(), tmp_path)
    try:
        said, _ = process.communicate(timeout=300)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    assert process.returncode != 0
    assert "data/zone_members.csv:2 adcode：" in said
    assert "data/zone_members.csv:2 adcode: " in said
    assert "230199" in said
