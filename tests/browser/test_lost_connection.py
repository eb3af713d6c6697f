"""A replica dies while a page is open: what the reader asks for next is done all the same."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.dashboard import ROOT, Reader, free_port, ready, running, server
from tests.browser.replicas import Proxy, two_replicas
from tests.browser.waiting import becomes

TONGJIANG = "230881"
START = "measures?strategy=border-opening"
WITHIN = 25_000
"""Milliseconds for a connection to come back, a page to be asked for and drawn."""

Deed = Callable[[Reader], None]


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    store = tmp_path_factory.mktemp("store") / "documents.sqlite"
    with two_replicas(ATLAS_STORE=f"sqlite:///{store}") as both:
        yield both


@pytest.fixture
def reader(browser: Browser, proxy: Proxy) -> Iterator[Reader]:
    reader = Reader(browser, proxy.url)
    yield reader
    reader.close()


def asked_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def at_page(page: Page) -> str:
    return urlsplit(page.url).path.strip("/")


def marked(reader: Reader) -> list[str]:
    links = reader.page.locator(".view-header nav a[aria-current=page]")
    return links.evaluate_all("all => all.map(link => link.dataset.page)")


def county(reader: Reader) -> None:
    reader.county(TONGJIANG).click()


def chip(reader: Reader) -> None:
    reader.page.locator(".view-filter_bar .chips button").first.click()


def navigation(reader: Reader) -> None:
    reader.page.locator(".view-header nav a[data-page=measures]").click()


def search(reader: Reader) -> None:
    reader.page.locator(".view-filters .search input").fill("口岸")
    reader.page.locator(".view-filters .search input").press("Enter")


def language(reader: Reader) -> None:
    reader.page.locator(".view-header .languages a[hreflang=en]").click()


def back(reader: Reader) -> None:
    reader.page.go_back(wait_until="commit")


DEEDS: dict[str, tuple[Deed, str, dict[str, list[str]], str]] = {
    "a county": (
        county,
        "map",
        {"strategy": ["border-opening"], "place": [TONGJIANG]},
        "同江市",
    ),
    "a chip": (chip, "map", {}, ""),
    "the navigation": (navigation, "measures", {"strategy": ["border-opening"]}, "沿边开放"),
    "a search": (search, "map", {"strategy": ["border-opening"], "q": ["口岸"]}, "口岸"),
    "the language": (
        language,
        "map",
        {"strategy": ["border-opening"], "lang": ["en"]},
        "Border opening",
    ),
    "Back": (back, "measures", {"strategy": ["border-opening"]}, "沿边开放"),
}
"""What a reader does; the page and the query it leads to; a word of the filter's sentence there."""


def in_the_end(reader: Reader, name: str) -> None:
    """Address, mark and page agree, and show what was asked for."""
    _, page_name, query, word = DEEDS[name]
    page = reader.page
    expect(page.locator(f".view-header nav a[data-page={page_name}]")).to_have_attribute(
        "aria-current", "page", timeout=WITHIN
    )
    expect(page.locator(f".view-{page_name}")).to_be_visible(timeout=WITHIN)
    expect(reader.sentence).to_contain_text(word, timeout=WITHIN)
    if not query:
        expect(reader.sentence).not_to_contain_text("沿边", timeout=WITHIN)
    page.wait_for_function(
        "([path, query]) => location.pathname.replaceAll('/', '') === path"
        " && JSON.stringify([...new URLSearchParams(location.search)].sort()) === query",
        arg=[page_name, str_of(query)],
        timeout=WITHIN,
    )
    becomes(lambda: marked(reader), [page_name])
    becomes(lambda: at_page(page), page_name)
    becomes(lambda: asked_of(page), query)


def str_of(query: dict[str, list[str]]) -> str:
    pairs = sorted(f'["{name}","{value}"]' for name, values in query.items() for value in values)
    return f"[{','.join(pairs)}]"


def begin(reader: Reader) -> Page:
    """The map, come to from another page, so that there is a way back."""
    page = reader.open(START)
    expect(page.locator(".view-measures")).to_be_visible(timeout=WITHIN)
    page.locator(".view-header nav a[data-page=map]").click()
    expect(reader.county(TONGJIANG)).to_be_visible(timeout=WITHIN)
    page.wait_for_url("**/map?strategy=border-opening")
    page.evaluate("window.sameDocument = true")
    return page


def connected(page: Page, whether: bool) -> None:
    """Wait until Streamlit's own client knows."""
    page.wait_for_function(
        "whether => (document.querySelector('.stApp')"
        ".dataset.testConnectionState === 'CONNECTED') === whether",
        arg=whether,
        timeout=WITHIN,
    )


def reconnected_to_another(page: Page, proxy: Proxy) -> None:
    """The replica has died, and the client is connected to one that has never heard of it."""
    proxy.cut()
    connected(page, False)
    proxy.mend()
    connected(page, True)


def bar(reader: Reader, says: str) -> Locator:
    return reader.page.locator(f".atlas-connection .line[data-says={says}]")


@pytest.fixture(autouse=True)
def mended(proxy: Proxy) -> Iterator[None]:
    """Somebody answers again after a test that failed while nobody did."""
    yield
    proxy.mend()


@pytest.mark.xdist_group("lost: nobody answers")
@pytest.mark.parametrize("name", DEEDS)
def test_what_is_asked_while_nobody_answers_is_done(
    reader: Reader, proxy: Proxy, name: str
) -> None:
    page = begin(reader)
    proxy.cut()
    connected(page, False)
    DEEDS[name][0](reader)
    proxy.mend()
    in_the_end(reader, name)


@pytest.mark.xdist_group("lost: a server that knows nobody")
@pytest.mark.parametrize("name", DEEDS)
def test_what_is_asked_of_a_server_that_knows_nobody_is_done(
    reader: Reader, proxy: Proxy, name: str
) -> None:
    page = begin(reader)
    reconnected_to_another(page, proxy)
    DEEDS[name][0](reader)
    in_the_end(reader, name)
    becomes(lambda: bool(page.evaluate("window.sameDocument")), True)


@pytest.mark.xdist_group("lost: a server that dies")
@pytest.mark.parametrize("name", DEEDS)
def test_what_was_asked_of_a_server_that_dies_over_it_is_done(
    reader: Reader, proxy: Proxy, name: str
) -> None:
    begin(reader)
    DEEDS[name][0](reader)
    proxy.cut()
    connected(reader.page, False)
    proxy.mend()
    in_the_end(reader, name)


def test_several_deeds_are_done_once_and_back_leads_before_them(
    reader: Reader, proxy: Proxy
) -> None:
    page = begin(reader)
    entries = page.evaluate("history.length")
    proxy.cut()
    connected(page, False)
    county(reader)
    language(reader)
    proxy.mend()
    expect(reader.sentence).to_contain_text("Tongjiang", timeout=WITHIN)
    done = {"strategy": ["border-opening"], "place": [TONGJIANG], "lang": ["en"]}
    becomes(lambda: asked_of(page), done)
    becomes(lambda: page.evaluate("[history.length, window.sameDocument]"), [entries + 1, True])
    back(reader)
    expect(reader.sentence).to_have_text("只看战略：沿边开放", timeout=WITHIN)
    becomes(lambda: asked_of(page), {"strategy": ["border-opening"]})


def test_a_link_to_the_page_at_hand_is_a_step_of_the_history(reader: Reader) -> None:
    page = begin(reader)
    navigation = page.locator(".view-header nav a[data-page=map]")
    entries = page.evaluate("history.length")
    navigation.click()
    county(reader)
    page.wait_for_url(f"**/map?strategy=border-opening&place={TONGJIANG}")
    becomes(lambda: page.evaluate("history.length"), entries + 1)


SENTENCES = {
    "zh": ("连接断了，正在重新连接。刚才的操作还没有完成", "刚才的操作已完成"),
    "en": (
        "is lost; trying again. What you just did is not done yet",
        "what you asked for is done",
    ),
}


@pytest.mark.parametrize("lang", SENTENCES)
def test_what_was_foreseen_is_taken_back_in_sight_and_done_in_the_end(
    reader: Reader, proxy: Proxy, lang: str
) -> None:
    page = begin(reader)
    if lang == "en":
        language(reader)
        expect(reader.sentence).to_contain_text("Border opening", timeout=WITHIN)
    lost, done = SENTENCES[lang]
    proxy.cut()
    connected(page, False)
    county(reader)
    navigation(reader)
    expect(bar(reader, "lost_asked")).to_contain_text(lost)
    chosen = page.locator(f'.view-map [data-code="{TONGJIANG}"].selected')
    expect(chosen).to_have_count(0, timeout=WITHIN)
    expect(page.locator(".view-header nav a[data-page=map]")).to_have_attribute(
        "aria-current", "page", timeout=WITHIN
    )
    expect(bar(reader, "lost_asked")).to_be_visible()
    proxy.mend()
    expect(bar(reader, "back_asked")).to_contain_text(done, timeout=WITHIN)
    expect(page.locator(".view-measures")).to_be_visible(timeout=WITHIN)
    becomes(lambda: asked_of(page)["place"], [TONGJIANG])
    expect(bar(reader, "back_asked")).to_be_hidden(timeout=WITHIN)


def test_nothing_of_streamlit_s_is_shown_while_it_tries_again(reader: Reader, proxy: Proxy) -> None:
    page = begin(reader)
    page.evaluate(
        """() => {
            window.dialogs = 0;
            addEventListener("message", ({ data }) => {
                window.dialogs += data.type === "CLIENT_ERROR_DIALOG";
            });
        }"""
    )
    proxy.cut()
    expect(bar(reader, "lost")).to_be_visible(timeout=WITHIN)
    page.wait_for_function("() => window.dialogs >= 3", timeout=WITHIN)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text(re.compile("Streamlit|Connecting|Connection error"))).to_have_count(0)
    hosts = page.locator("a[href^=http]").evaluate_all("all => all.map(a => a.host)")
    assert [host for host in hosts if "streamlit" in host or "google" in host] == []
    proxy.mend()
    expect(bar(reader, "back")).to_be_visible(timeout=WITHIN)
    expect(reader.sentence).to_have_text("只看战略：沿边开放")


def test_a_line_over_which_nothing_comes_is_left_for_the_address(
    reader: Reader, proxy: Proxy
) -> None:
    begin(reader)
    proxy.fall_silent()
    county(reader)
    expect(bar(reader, "silent")).to_be_visible(timeout=WITHIN)
    in_the_end(reader, "a county")


def test_an_address_without_a_page_is_said_in_the_reader_s_language(reader: Reader) -> None:
    page = reader.open("no-such-page")
    expect(bar(reader, "no_page")).to_have_text("没有这个地址的页面，显示的是第一页。")
    expect(page.get_by_role("dialog")).to_have_count(0)
    becomes(lambda: marked(reader), ["overview"])


def test_a_replica_of_another_version_does_what_was_asked(browser: Browser, tmp_path: Path) -> None:
    newer = copied(tmp_path / "newer", "atlas")
    script = newer / "atlas" / "ui" / "frontend" / "bootstrap.js"
    script.write_text(f"// Newer.\n{script.read_text('utf-8')}void 0;\n", encoding="utf-8")
    store = f"sqlite:///{tmp_path / 'documents.sqlite'}"
    with two_replicas(newer, ATLAS_STORE=store) as proxy:
        for deed in ("a county", "the navigation"):
            reader = Reader(browser, proxy.url)
            page = begin(reader)
            reconnected_to_another(page, proxy)
            DEEDS[deed][0](reader)
            in_the_end(reader, deed)
            expect(page.locator(".atlas-connection")).to_have_count(1)
            reader.close()


def test_a_server_that_is_killed_and_started_again(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    first = started(port, tmp_path)
    reader = Reader(browser, f"http://127.0.0.1:{port}/")
    page = begin(reader)
    first.kill()
    first.wait()
    county(reader)
    expect(bar(reader, "lost_asked")).to_be_visible(timeout=WITHIN)
    second = started(port, tmp_path)
    in_the_end(reader, "a county")
    second.kill()
    second.wait()
    connected(page, False)
    third = started(port, tmp_path)
    connected(page, True)
    chip(reader)
    expect(reader.sentence).not_to_contain_text("沿边", timeout=WITHIN)
    becomes(lambda: asked_of(page), {"place": [TONGJIANG]})
    third.kill()
    third.wait()
    reader.close()


def started(port: int, folder: Path) -> subprocess.Popen[str]:
    """A dashboard at a port, once it says that it is there."""
    process = server(port, ATLAS_STORE=f"sqlite:///{folder / 'documents.sqlite'}")
    ready(process)
    return process


@pytest.mark.parametrize(
    ("address", "sentence"),
    [("method", "这一页没能完成"), ("method?lang=en", "This page could not be finished")],
)
def test_a_page_that_breaks_says_so_without_another_s_words(
    browser: Browser, broken: str, address: str, sentence: str
) -> None:
    reader = Reader(browser, broken)
    page = reader.page
    page.goto(broken + address)
    expect(page.get_by_role("alert")).to_contain_text(sentence, timeout=WITHIN)
    expect(page.locator("a[href^=http]")).to_have_count(0)
    expect(page.get_by_text(re.compile("ZeroDivision|Traceback|Streamlit"))).to_have_count(0)
    reader.close()


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a dashboard one of whose pages raises."""
    folder = copied(tmp_path_factory.mktemp("site") / "broken", "pages")
    (folder / "pages" / "method.py").write_text("1 / 0\n", encoding="utf-8")
    with running({"ATLAS_STORE": f"sqlite:///{folder / 'documents.sqlite'}"}, folder) as url:
        yield url


def copied(folder: Path, part: str) -> Path:
    """A folder that starts as the project's does, with one of its parts to be changed."""
    folder.mkdir()
    for path in ROOT.iterdir():
        if path.name == part:
            shutil.copytree(path, folder / part, ignore=shutil.ignore_patterns("node_modules"))
        elif path.suffix == ".py":
            # Streamlit takes a script's folder for that of the file it links to.
            shutil.copy(path, folder)
        else:
            (folder / path.name).symlink_to(path)
    return folder
