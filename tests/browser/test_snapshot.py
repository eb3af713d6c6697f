"""The static snapshot: links lead on, numbers are the API's, and any server hosts it."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from posixpath import dirname, join, normpath
from threading import Thread
from typing import Any
from urllib.parse import urldefrag

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree, html
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from atlas.api import create_api
from atlas.cli import main
from atlas.model import LANGS
from atlas.snapshot import Snapshot
from tests.browser.waiting import fits

# One worker builds it once.
pytestmark = pytest.mark.xdist_group("snapshot")

GUIDE = (Path(__file__).parents[2] / "docs" / "hosting.md").read_text(encoding="utf-8")
COMMAND = re.search(r"^    \S+ -m atlas (export --format site .+)$", GUIDE, re.MULTILINE)
assert COMMAND
*OPTIONS, _FOLDER = COMMAND[1].split()
LIVE, AT = re.findall(r"https://\S+", COMMAND[1])
STRICT, MAP = re.findall(r"^    Content-Security-Policy: (.+)$", GUIDE, re.MULTILINE)
"""The command and the two policies of the guide, which this is the test of."""
MOST_ON_THE_WIRE = 150_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The snapshot below a folder of its own, as a host may put it."""
    there = tmp_path_factory.mktemp("host") / "atlas"
    assert main([*OPTIONS, str(there)]) == 0
    return there


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, html.HtmlElement]:
    """Every page, by where it stands."""
    return {
        path.relative_to(folder).as_posix(): html.parse(
            path, html.HTMLParser(encoding="utf-8")
        ).getroot()
        for path in folder.rglob("*.html")
    }


@pytest.fixture(scope="module")
def api() -> Iterator[TestClient]:
    with TestClient(create_api(LIVE), base_url=LIVE) as client:
        yield client


class Strict(SimpleHTTPRequestHandler):
    """A plain server that lets a page do what it must, and nothing more."""

    def end_headers(self) -> None:
        policy = MAP if self.path.endswith("/map.html") else STRICT
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def host(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(folder.parent)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/atlas"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may complain of nothing and ask no other host."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    troubles: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: said.type == "error" and troubles.append(said.text))
    page.on(
        "request",
        lambda asked: (
            re.match(r"http://127|file:|data:|blob:", asked.url) or troubles.append(asked.url)
        ),
    )
    yield page
    context.close()
    # A page opened from disk may not fetch the index, and says so.
    assert [one for one in troubles if "file://" not in one and "ERR_FAILED" not in one] == []


def test_every_link_leads_to_a_file_and_nothing_is_fetched_from_elsewhere(
    folder: Path, pages: dict[str, html.HtmlElement]
) -> None:
    lost, fetched = [], []
    for name, root in pages.items():
        for element, attribute, link, _ in root.iterlinks():
            target, anchor = urldefrag(link)
            if not target:
                lost += [] if root.xpath("//*[@id=$id]", id=anchor) else [f"{name}: {link}"]
                continue
            outside = "://" in target
            if element.tag in ("script", "img") or element.get("rel") in ("stylesheet", "icon"):
                fetched += [f"{name}: {link}"] if outside and name != "404.html" else []
            if target.startswith(f"{AT}/"):
                target, outside = target.removeprefix(f"{AT}/") or "index.html", False
            elif not outside:
                target = normpath(join(dirname(name), target))
            if not outside and not (folder / target).is_file():
                lost.append(f"{name}: {attribute}={link}")
    assert (lost, fetched) == ([], [])
    assert len(pages) > 500


def test_every_page_says_what_it_is(pages: dict[str, html.HtmlElement]) -> None:
    titles: dict[str, str] = {}
    for name, root in pages.items():
        lang = {"zh": "zh-CN", "en": "en"}.get(name.partition("/")[0], "zh-CN")
        assert root.get("lang") == lang, name
        (title,), (heading,) = root.xpath("/html/head/title/text()"), root.xpath("//h1")
        assert "".join(heading.itertext()).strip(), name
        assert titles.setdefault(title, name) == name
        assert root.xpath("//meta[@name='description']/@content")[0].strip(), name
        # Styles and scripts are files: nothing on a page needs leave to be inline.
        assert root.xpath("//style | //*[@style] | //script[not(@src)][not(@type)]") == [], name
        if name.count("/"):
            path = name.partition("/")[2]
            assert root.xpath("//link[@rel='canonical']/@href") == [f"{AT}/{name}"]
            others = root.xpath("//link[@rel='alternate'][@hreflang!='x-default']/@href")
            assert others == [f"{AT}/{lang}/{path}" for lang in LANGS]
            assert root.xpath("//footer//a[@class='live']/@href")[0].startswith(f"{LIVE}/"), name


def test_the_sitemap_names_every_page(folder: Path, pages: dict[str, html.HtmlElement]) -> None:
    named = etree.parse(folder / "sitemap.xml").xpath("//*[local-name()='loc']/text()")
    assert sorted(named) == sorted(f"{AT}/{name}" for name in pages if "/" in name)
    assert f"Sitemap: {AT}/sitemap.xml" in (folder / "robots.txt").read_text()


def numbers(root: html.HtmlElement) -> list[int]:
    """What a page counts at its head, as a reader sees it."""
    return [int(n.replace(",", "")) for n in root.xpath("//dl[@class='numbers']//dd/text()")]


@pytest.mark.parametrize("lang", LANGS)
def test_places_count_what_the_api_counts(
    api: TestClient, pages: dict[str, html.HtmlElement], lang: str
) -> None:
    places = rows(api, "places") + rows(api, "places", level="prefecture")
    ways = ("measures", "measures_site", "measures_prefecture")
    told = {row["adcode"]: [row[way] for way in ways] for row in places}
    shown = {code: numbers(pages[f"{lang}/places/{code}.html"]) for code in told}
    assert {code: counted[:3] for code, counted in shown.items()} == told
    for code in ("230524", "230881", "230100", "232761"):
        listed = rows(api, "measures", place=code)
        assert shown[code][3] == sum(row["reach"] == "province" for row in listed)


@pytest.mark.parametrize("lang", LANGS)
def test_strategies_count_what_the_api_counts(
    api: TestClient, pages: dict[str, html.HtmlElement], lang: str
) -> None:
    found = [name for name in pages if re.fullmatch(rf"{lang}/strategies/(?!index).+", name)]
    assert found
    for name in found:
        strategy = Path(name).stem
        listed = rows(api, "measures", strategy=strategy)
        units = [row for row in rows(api, "places", strategy=strategy) if row["polygon"]]
        meant = [
            (row["measures"], row["measures_site"], row["measures_prefecture"]) for row in units
        ]
        assert numbers(pages[name]) == [
            len(listed),
            sum(own > 0 for own, _, _ in meant),
            sum(not own and site > 0 for own, site, _ in meant),
            sum(not own and not site and through > 0 for own, site, through in meant),
            sum(row["reach"] == "province" for row in listed),
        ], name


def rows(api: TestClient, table: str, **params: str) -> list[dict[str, Any]]:
    """Rows of a table over HTTP."""
    held: list[dict[str, Any]] = api.get(f"/api/v1/{table}.json", params=params).json()["rows"]
    return held


@pytest.mark.parametrize("name", ["measures.json", "links.csv", "places.geojson"])
def test_the_data_is_the_api_s_byte_for_byte(api: TestClient, folder: Path, name: str) -> None:
    assert (folder / "data" / name).read_bytes() == api.get(f"/api/v1/{name}").content


def test_a_page_is_light_on_the_wire(folder: Path, pages: dict[str, html.HtmlElement]) -> None:
    def packed(path: str) -> int:
        return len(gzip.compress((folder / path).read_bytes()))

    shared = sum(map(packed, ("assets/site.css", "assets/search.js", "assets/icon.svg")))
    search = max(packed(f"assets/search.{lang}.json") for lang in LANGS)
    heaviest = max(packed(name) for name in pages if not name.endswith("/map.html"))
    assert heaviest + shared + search < MOST_ON_THE_WIRE


def test_the_guide_says_how_much_it_is(folder: Path) -> None:
    told = re.search(r"about (\d+) files of (\d+) MB", GUIDE)
    assert told
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    assert [int(n) for n in told.groups()] == pytest.approx(
        [len(sizes), sum(sizes) / 1e6], rel=0.15
    )


def test_the_same_day_gives_the_same_bytes(folder: Path) -> None:
    (day, *_) = etree.parse(folder / "sitemap.xml").xpath("//*[local-name()='lastmod']/text()")
    again = Snapshot(date.fromisoformat(day), LIVE, AT)
    for page, body in islice(again.pages("en"), 12):
        assert body == (folder / page.file).read_bytes(), page.file


def test_without_addresses_pages_name_no_other_version() -> None:
    for page, body in islice(Snapshot(date(2026, 1, 2)).pages("zh"), 1):
        root = html.fromstring(body)
        assert root.xpath("//a[@class='live'] | //link[@rel='canonical']") == []
        others = root.xpath("//link[@rel='alternate']/@href")
        assert others == ["index.html", "../en/index.html"], page.file


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--strategy", "border-opening"], "请去掉 --strategy"),
        (["--lang", "en", "--page", "map"], "leave out --lang and --page"),
        (["--site-url", "plan.example"], "--site-url 要写完整的网址"),
    ],
)
def test_what_a_snapshot_cannot_be_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert main(["export", "--format", "site", *options, "-o", str(tmp_path / "site")]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_other_files_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    assert main(["export", "--format", "site", "-o", str(tmp_path)]) == 2
    assert "没有写入" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(
    ("lang", "typed", "first"),
    [
        ("zh", "raohe", "饶河县"),
        ("zh", "同江", "同江市"),
        ("en", "raohe", "Raohe County"),
        ("en", "同江", "Tongjiang City"),
    ],
)
def test_a_place_is_found_by_any_of_its_names(
    page: Page, host: str, lang: str, typed: str, first: str
) -> None:
    page.goto(f"{host}/{lang}/measures/index.html")
    page.get_by_role("searchbox").fill(typed)
    hit = page.locator(".results a").first
    expect(hit).to_have_text(first)
    hit.click()
    expect(page).to_have_url(re.compile(rf"^{host}/{lang}/places/\d+\.html$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(first)


def test_words_half_typed_are_not_looked_for_and_a_slip_offers_what_is_near(
    page: Page, host: str
) -> None:
    page.goto(f"{host}/zh/index.html")
    field = page.get_by_role("searchbox")
    field.evaluate(
        """field => { field.value = "tongj";
        field.dispatchEvent(new InputEvent("input", { isComposing: true })); }"""
    )
    field.fill("raohhe")
    expect(page.locator(".said")).to_contain_text("没有找到“raohhe”")
    expect(page.locator(".results a").first).to_have_text("饶河县")
    field.fill("")
    expect(page.locator(".results a")).to_have_count(0)


@pytest.mark.parametrize(
    "address", ["zh/index.html", "en/strategies/border-opening.html", "zh/places/230881.html"]
)
def test_no_rule_is_broken(page: Page, host: str, address: str) -> None:
    page.goto(f"{host}/{address}")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert Axe().run(page).response["violations"] == []
    page.set_viewport_size({"width": 390, "height": 800})
    fits(page, 390)


def test_the_map_works_from_a_server_and_from_disk(page: Page, host: str, folder: Path) -> None:
    for start in (host, folder.as_uri()):
        page.goto(f"{start}/en/map.html")
        expect(page.locator("html[data-ready]")).to_have_count(1)
        page.locator("#filters").get_by_text("Border opening").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Border opening")
    page.get_by_role("searchbox", name="Search", exact=True).fill("raohe")
    expect(page.locator(".search .said")).to_contain_text("search needs a web server")


def test_it_reads_without_a_script(
    browser: Browser, host: str, pages: dict[str, html.HtmlElement]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host}/index.html")
    page.get_by_role("link", name="English").click()
    page.get_by_role("link", name="Border opening").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Border opening")
    _, counties, *_ = numbers(pages["en/strategies/border-opening.html"])
    expect(page.locator("svg.map .k1 path")).to_have_count(counties)
    expect(page.get_by_role("searchbox")).to_have_count(0)
    context.close()


def test_the_index_holds_every_place_strategy_zone_and_measure(
    folder: Path, pages: dict[str, html.HtmlElement]
) -> None:
    for lang in LANGS:
        entries = json.loads((folder / f"assets/search.{lang}.json").read_text(encoding="utf-8"))
        about = re.compile(rf"{lang}/(?:places|strategies|zones|measures)/(?!index)")
        assert {f"{lang}/{path}" for _, path, *_ in entries} == set(filter(about.match, pages))
