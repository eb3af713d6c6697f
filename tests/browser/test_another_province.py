"""The dashboard on a made-up province: every page, its map, its files, and no word of ours."""

from __future__ import annotations

import csv
import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from atlas.catalogue import load_catalogue
from atlas.site import LANDING, SITE
from tests.browser.dashboard import Reader, running
from tests.browser.waiting import becomes
from tests.made_up.province import make_up

EVERYTHING = """(root) => {
    const said = [document.title, document.documentElement.outerHTML.match(/<meta[^>]*>/g).join()];
    const read = (node) => {
        said.push(node.textContent);
        for (const element of node.querySelectorAll("*")) {
            for (const name of ["aria-label", "title", "alt", "placeholder", "href", "value"])
                if (element.hasAttribute(name)) said.push(element.getAttribute(name));
            if (element.shadowRoot) read(element.shadowRoot);
        }
    };
    read(document.body);
    return said.join("\\n");
}"""
"""Title, head, every text and every label of a page, those in shadow trees among them."""


@pytest.fixture(scope="module")
def qingmo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("qingmo")
    store = folder / "documents.sqlite"
    with running({**make_up(folder).environment, "ATLAS_STORE": f"sqlite:///{store}"}) as url:
        yield url


@pytest.fixture(scope="module")
def reader(browser: Browser, qingmo: str) -> Iterator[Reader]:
    person = Reader(browser, qingmo)
    yield person
    person.close()


def ours() -> re.Pattern[str]:
    """Whatever names our own province: its places, their codes, its brand and its plan."""
    catalogue = load_catalogue()
    chinese = {n for p in catalogue.places.values() for n in (p.name_zh, p.short_zh) if len(n) > 1}
    english = {n for p in catalogue.places.values() for n in (p.name_en, p.name_en.split()[0])}
    zones = {n for zone in catalogue.zones.values() for n in (zone.name_zh, zone.name_en)}
    parts = [*chinese, *zones, *catalogue.documents, "龙江", "黑龙江", "Longjiang", "longjiang"]
    found = [re.escape(part) for part in parts]
    found += [rf"\b{re.escape(name)}\b" for name in english]
    return re.compile("|".join([*found, rf"\b{catalogue.province.adcode[:2]}\d{{4}}\b"]))


HEADINGS = {
    "overview": (
        "8 项举措（出自 6 句）：5 项直接指到县区，2 项只随地市列入或因园区、口岸，1 项面向全省",
        "8 measures from 6 sentences: 5 address particular counties",
    ),
    "map": (
        "5 项举措（出自 4 句）直接指到 6 个县区；另有 2 个县区随地市列入",
        "5 measures from 4 sentences address 6 counties and districts directly",
    ),
    "measures": (
        "8 项举措（出自 6 句）：5 项直接指到县区",
        "8 measures from 6 sentences: 5 address particular counties",
    ),
    "place": ("每个县区都有一页", "A page for every county"),
    "strategies": ("3 项战略：3 项直接指到县区", "3 strategies: 3 address particular counties"),
    "coverage": (
        "8 个县区里有 2 个没有举措直接指到",
        "2 of 8 counties and districts are addressed by nothing directly",
    ),
    "compare": ("把两三个地区", "Set places, strategies or documents side by side"),
    "cooperation": ("这份数据没有收录省外合作", "These data hold no ties beyond the province"),
    "indicators": ("这份数据没有收录指标", "These data hold no figures"),
    "read": ("读出 8 项举措", "Read out of the text: 8 measures"),
    "method": ("2 个片区、类别共列 7 个成员", "2 zones and classes list 7 members"),
}
LAST_DRAWN = {
    "overview": ".view-overview .questions a",
    "map": '.view-map .units:not(.away) [data-code="880222"]',
    "measures": ".view-measures",
    "place": ".view-place",
    "strategies": ".view-strategies",
    "coverage": ".view-coverage table",
    "compare": ".view-compare",
    "cooperation": ".view-header h1",
    "indicators": ".view-header h1",
    "read": ".view-read",
    "method": ".view-method table",
}
assert set(HEADINGS) == set(LAST_DRAWN) == set(SITE)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", SITE)
def test_no_page_speaks_of_our_province(reader: Reader, page: str, lang: str) -> None:
    there = reader.open(f"{'' if page == LANDING else page}?lang={lang}")
    expect(reader.heading).to_contain_text(HEADINGS[page][lang == "en"])
    expect(there.locator(LAST_DRAWN[page]).last).to_be_visible()
    expect(there.locator(".view-header .brand")).to_have_text(
        "青陌规划图谱" if lang == "zh" else "Qingmo planning"
    )
    becomes(lambda: ours().findall(there.evaluate(EVERYTHING)), [])
    name = "青陌" if lang == "zh" else "Qingmo"
    becomes(lambda: name in there.evaluate(EVERYTHING), True)


def test_a_planner_of_that_province_filters_clicks_and_reads_on(reader: Reader) -> None:
    page = reader.open("map?lang=en")
    reader.filter("Shore economy").check()
    expect(reader.heading).to_contain_text(
        "Shore economy: 2 measures from 1 sentence address 4 counties"
    )
    expect(reader.sentence).to_contain_text("Shore economy")
    expect(page).to_have_url(re.compile("strategy=shore-economy"))
    reader.county("880181").click()
    expect(page).to_have_url(re.compile("place=880181"))
    expect(page.locator(".view-map")).to_contain_text("Support Shuanglu in building a port")

    reader.open("place?lang=en&place=880222")
    expect(reader.heading).to_have_text(
        "Mingyan County: 2 measures address it directly, 1 of them by name;"
        " 1 more comes with its prefecture"
    )
    expect(page.get_by_role("img", name="Where Mingyan County lies in Qingmo")).to_be_visible()

    reader.open("place?lang=zh")
    expect(page.locator(".view-header")).to_contain_text("3 个地市、8 个县级单位，按地市排列")

    reader.open("read?lang=zh")
    expect(page.locator(".view-read")).to_contain_text("支持翎南县发展山区种植业")
    expect(page.locator(".view-read")).to_contain_text("内置：2031 年规划")


FURTHER = (
    "place?place=880000",
    "place?place=880200",
    "compare?place=880222&place=880121",
    "compare?strategy=shore-economy&strategy=town-life",
    "strategies?strategy=town-life",
    "coverage?level=prefecture&indicator=gdp",
    "map?level=prefecture&count=zones",
    "indicators?level=prefecture&year=2020",
)


@pytest.mark.parametrize("address", FURTHER)
def test_what_is_asked_further_is_answered(reader: Reader, address: str) -> None:
    page = reader.open(f"{address}&lang=en")
    name = address.partition("?")[0]
    shown = ".view-header h1" if name == "indicators" else f".view-{name}"
    expect(page.locator(shown).first).to_be_visible()
    expect(page.locator(".stAlert")).to_have_count(0)
    becomes(lambda: ours().findall(page.evaluate(EVERYTHING)), [])


def fetched(address: str) -> tuple[str, bytes]:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return str(answer.headers["Content-Disposition"]), answer.read()


@pytest.mark.parametrize("page", ["map", "indicators", "cooperation"])
def test_files_of_a_page_are_that_province_s(qingmo: str, page: str) -> None:
    for kind in ("csv", "geojson"):
        name, body = fetched(f"{qingmo}export.{kind}?page={page}&lang=en")
        assert 'filename="qingmo-' in name
        assert ours().findall(body.decode("utf-8-sig")) == []
        if kind == "geojson":
            units = [f["properties"]["adcode"] for f in json.loads(body)["features"]]
            assert len(units) == (8 if page == "map" else 0)
        elif page == "map":
            lines = list(csv.reader(body.decode("utf-8-sig").splitlines()))
            assert any("880181" in line for line in lines)


def test_the_file_that_works_offline_opens(browser: Browser, qingmo: str, tmp_path: Path) -> None:
    name, body = fetched(f"{qingmo}export.html?page=map&lang=en")
    assert 'filename="qingmo-' in name
    code = re.compile(rb'<script type="module">.*?</script>', re.DOTALL)
    assert ours().findall(code.sub(b"", body).decode()) == []
    (tmp_path / "page.html").write_bytes(body)
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    expect(page.locator(".brand")).to_have_text("Qingmo planning")
    expect(page.locator('[data-code="880181"]').first).to_be_visible()
    page.close()


def test_what_there_is_nothing_to_draw_of_is_not_found(qingmo: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetched(f"{qingmo}charts/coverage.json")
