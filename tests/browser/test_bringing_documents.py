"""Bringing a document to a server that queues, refuses, falls silent, dies, or has a proxy."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from atlas.analysis.reach import select
from atlas.documents import open_document
from atlas.figures.payloads import document_payload
from atlas.figures.read_payload import read_payload
from atlas.query import DEFAULT, Query
from tests.browser.view_pages import ProductHandler, ViewPage, browser_and_address
from tests.browser.waiting import becomes
from tests.unit.office import archive

TEXT = "黑龙江省某市方案\n一、重点任务\n支持讷河市建设种薯基地。\n"
FILE = {"name": "灌溉 方案.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
OTHER = {"name": "另一份.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
DONE = {"id": "d-0001", "encoding": "utf-8", "measures": 1, "start": TEXT}
BUSY = {"zh": "现在人多，请过一分钟再试。", "en": "Many are reading now; try again in a minute."}

Answer = Callable[["Desk"], None]


class Desk(ProductHandler):
    """A server that answers each upload as the test says, the last answer again and again."""

    answers: list[Answer]
    removals: list[tuple[int, str, bytes]]
    asked: list[dict[str, str]]
    removed: list[tuple[str, str]]
    go_on: threading.Event

    def do_POST(self) -> None:
        asked = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(asked["content-length"]))
        self.asked.append({**asked, "path": self.path, "body": body.decode()})
        self.answers.pop(0)(self) if len(self.answers) > 1 else self.answers[0](self)

    def do_DELETE(self) -> None:
        self.removed.append((self.path.rpartition("/")[2], self.headers["X-Key"]))
        self.whole(*(self.removals.pop(0) if len(self.removals) > 1 else self.removals[0]))

    def do_GET(self) -> None:
        if "/keywords" in self.path:
            self.whole(200, "application/json", b'{"keywords": []}')
        elif self.path.endswith("documents/d-gone.json"):
            self.whole(410, "text/plain", b"gone")
        else:
            super().do_GET()

    def whole(self, status: int, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def lines(self, *lines: Any, ending: bool = True) -> None:
        """Lines of JSON as they come; at a None the test says when to go on."""
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.end_headers()
        for line in lines:
            if line is None:
                self.go_on.wait()
                self.go_on.clear()
                continue
            try:
                self.wfile.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            except OSError:
                self.gone.set()
                return
            self.wfile.flush()
        if not ending:
            self.wfile.write(b'{"stage": "rea')
        self.close_connection = True

    gone: threading.Event


def answer(*lines: Any, ending: bool = True) -> Answer:
    return lambda desk: desk.lines(*lines, ending=ending)


def other(status: int, content_type: str, body: bytes) -> Answer:
    return lambda desk: desk.whole(status, content_type, body)


def refusal(status: int, detail: Any) -> Answer:
    return other(status, "application/problem+json", json.dumps({"detail": detail}).encode())


def hang_up(desk: Desk) -> None:
    """The line goes dead before a word."""
    desk.connection.close()
    desk.close_connection = True


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Browser, str]]:
    with browser_and_address(Desk) as both:
        yield both


@pytest.fixture(params=["zh"])
def read(started: tuple[Browser, str], request: pytest.FixtureRequest) -> Iterator[ViewPage]:
    Desk.answers, Desk.asked, Desk.removed = [answer(DONE)], [], []
    Desk.removals = [(204, "text/plain", b"")]
    Desk.go_on, Desk.gone = threading.Event(), threading.Event()
    browser, url = started
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.clock.install()
    page.clock.resume()
    yield ViewPage(page, url, "read", payload(request.param))
    Desk.go_on.set()
    context.close()


in_english = pytest.mark.parametrize("read", ["en"], indirect=True)


def payload(lang: str) -> dict[str, Any]:
    assert lang in ("zh", "en")
    query = Query(lang="en") if lang == "en" else Query()
    return read_payload(select(open_document(DEFAULT.doc), query))


def choose(read: ViewPage, file: dict[str, Any] | list[dict[str, Any]] = FILE) -> None:
    read.root.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]


def state(read: ViewPage) -> Locator:
    return read.root.locator(".desk .state")


def trouble(read: ViewPage) -> Locator:
    return read.root.get_by_role("alert")


def stored(page: Page, name: str) -> Any:
    return json.loads(page.evaluate("name => localStorage.getItem(name) ?? '[]'", name))


def keys() -> list[str]:
    return [asked["idempotency-key"] for asked in Desk.asked]


def opened(read: ViewPage) -> list[list[str]]:
    return [patch["doc"] for patch in read.patches if "doc" in patch]


def test_the_queue_and_the_reading_are_told_as_they_go(read: ViewPage) -> None:
    Desk.answers = [
        answer(
            {"stage": "waiting", "before": 3},
            None,
            {"stage": "waiting", "before": 0},
            None,
            {"stage": "reading", "part": 0.4},
            None,
            {"stage": "linking"},
            None,
            DONE,
        )
    ]
    choose(read)
    bar = read.root.locator(".desk progress")
    for sentence, part in [
        ("前面还有 3 份", None),
        ("下一份就是您的", None),
        ("正在取出文字", "0.4"),
        ("正在识别举措与地名", None),
    ]:
        expect(state(read)).to_have_text(sentence)
        becomes(lambda: bar.get_attribute("value"), part)
        expect(read.root.get_by_role("button", name="取消")).to_be_visible()
        Desk.go_on.set()
    expect(bar).to_be_hidden()
    becomes(lambda: opened(read), [["d-0001"]])
    assert unquote(Desk.asked[0]["x-file-name"]) == FILE["name"]
    assert Desk.asked[0]["body"] == TEXT


def test_a_key_is_written_down_before_the_file_is_sent_and_removes_it_later(
    read: ViewPage,
) -> None:
    Desk.answers = [answer({"stage": "reading"}, None, DONE)]
    choose(read)
    expect(state(read)).to_have_text("正在取出文字")
    (under_way,) = stored(read.page, "atlas.documents_under_way")
    assert re.fullmatch("[0-9a-f]{64}", under_way["key"])
    assert keys() == [under_way["key"]]
    Desk.go_on.set()
    read.page.wait_for_function("() => window.sent.length > 0")
    becomes(
        lambda: stored(read.page, "atlas.documents"),
        [{"id": "d-0001", "title": "灌溉 方案", "key": under_way["key"]}],
    )
    becomes(lambda: stored(read.page, "atlas.documents_under_way"), [])
    read.root.get_by_role("button", name="删除这份文件：灌溉 方案").click()
    # What goes with it is not told by this server, so the question is as short as it can be.
    question = read.root.get_by_role("alertdialog")
    expect(question).to_have_text("要删除“灌溉 方案”吗？ 删除 取消")
    question.get_by_role("button", name="删除").click()
    expect(state(read)).to_have_text("已从服务器上删除“灌溉 方案”，链接从此打不开。")
    assert Desk.removed == [("d-0001", under_way["key"])]
    becomes(lambda: stored(read.page, "atlas.documents"), [])


LOST: dict[str, Answer] = {
    "the line goes dead": hang_up,
    "the lines end without a last one": answer({"stage": "reading"}),
    "the last line is cut": answer({"stage": "reading"}, ending=False),
    "a line is no JSON": lambda desk: desk.whole(200, "application/x-ndjson", b"<p>oops</p>\n"),
    "a page in place of lines": other(200, "text/html", b"<p>Sign in</p>"),
    "a proxy's 502": other(502, "text/html", b"<h1>502 Bad Gateway</h1>"),
    "a proxy's 504": other(504, "text/html", b"<h1>504 Gateway Time-out</h1>"),
    "a refusal that is no refusal": other(500, "application/problem+json", b"[1"),
    "a refusal without a sentence": refusal(500, "Internal"),
}


@pytest.mark.parametrize("case", LOST)
def test_a_lost_answer_is_asked_for_again_with_the_same_key(read: ViewPage, case: str) -> None:
    Desk.answers = [LOST[case], answer(DONE)]
    choose(read)
    expect(trouble(read)).to_contain_text("没有收到结果：与服务器的连接中断了。")
    expect(read.root.locator(".desk progress")).to_be_hidden()
    becomes(lambda: opened(read), [])
    trouble(read).get_by_role("button", name="再试一次").click()
    expect(trouble(read)).to_be_hidden()
    read.page.wait_for_function("() => window.sent.length > 0")
    becomes(lambda: opened(read), [["d-0001"]])
    assert len(keys()) == 2
    assert len(set(keys())) == 1
    assert read.errors == []


def test_a_server_that_falls_silent_is_not_waited_for_for_ever(read: ViewPage) -> None:
    Desk.answers = [answer({"stage": "waiting", "before": 1}, None, None), answer(DONE)]
    choose(read)
    expect(state(read)).to_have_text("前面还有 1 份")
    # The clock goes on by itself meanwhile: on a busy machine by more than a second.
    read.page.clock.fast_forward(25_000)
    expect(trouble(read)).to_be_hidden()
    read.page.clock.fast_forward(20_000)
    expect(trouble(read)).to_contain_text("服务器 45 秒没有动静")
    Desk.go_on.set()
    trouble(read).get_by_role("button", name="再试一次").click()
    read.page.wait_for_function("() => window.sent.length > 0")
    assert len(set(keys())) == 1


def test_a_heartbeat_keeps_the_line_open(read: ViewPage) -> None:
    beat = {"stage": "waiting", "before": 2}
    Desk.answers = [answer(beat, None, {**beat, "before": 1}, None, DONE)]
    choose(read)
    for before in (2, 1):
        expect(state(read)).to_have_text(f"前面还有 {before} 份")
        read.page.clock.fast_forward(30_000)
        expect(trouble(read)).to_be_hidden()
        Desk.go_on.set()
    read.page.wait_for_function("() => window.sent.length > 0")
    becomes(lambda: opened(read), [["d-0001"]])


@pytest.mark.parametrize(
    ("status", "again"), [(403, False), (413, False), (429, True), (503, True), (507, True)]
)
def test_a_refusal_is_the_server_s_own_sentence(read: ViewPage, status: int, again: bool) -> None:
    Desk.answers = [refusal(status, BUSY)]
    choose(read)
    expect(trouble(read)).to_contain_text(BUSY["zh"])
    expect(trouble(read).get_by_role("button")).to_have_count(int(again))
    becomes(lambda: opened(read), [])


def test_a_proxy_that_takes_no_large_file_is_told_from_a_lost_line(read: ViewPage) -> None:
    Desk.answers = [other(413, "text/html", b"<h1>413 Request Entity Too Large</h1>")]
    choose(read)
    expect(trouble(read)).to_contain_text("途中的服务器不接收这么大的文件")
    expect(trouble(read).get_by_role("button")).to_have_count(0)


@in_english
def test_what_cannot_be_read_is_said_in_the_last_line(read: ViewPage) -> None:
    problem = {"zh": "这不是文字。", "en": "This is not a text."}
    Desk.answers = [answer({"stage": "reading", "part": 0.1}, {"problem": problem})]
    choose(read)
    expect(trouble(read)).to_have_text("This is not a text.")
    expect(read.root.locator(".desk progress")).to_be_hidden()


@in_english
def test_an_upload_is_cancelled_and_the_server_notices(read: ViewPage) -> None:
    Desk.answers = [
        answer({"stage": "waiting", "before": 3}, None, *[{"stage": "reading"}] * 10_000, None)
    ]
    choose(read)
    expect(state(read)).to_have_text("3 before you")
    read.root.get_by_role("button", name="Cancel").click()
    expect(state(read)).to_have_text("Cancelled.")
    expect(read.root.locator(".desk progress")).to_be_hidden()
    Desk.go_on.set()
    assert Desk.gone.wait(10)
    becomes(lambda: opened(read), [])


def test_another_file_takes_the_place_of_one_under_way_with_a_key_of_its_own(
    read: ViewPage,
) -> None:
    Desk.answers = [
        answer({"stage": "waiting", "before": 9}, None),
        answer({**DONE, "id": "d-0002"}),
    ]
    choose(read)
    expect(state(read)).to_have_text("前面还有 9 份")
    choose(read, OTHER)
    read.page.wait_for_function("() => window.sent.length > 0")
    becomes(lambda: opened(read), [["d-0002"]])
    assert len(set(keys())) == 2
    expect(trouble(read)).to_be_hidden()


@in_english
def test_files_chosen_together_come_one_after_the_other_and_the_last_kept_is_opened(
    read: ViewPage,
) -> None:
    problem = {"zh": "这不是文字。", "en": "This is not a text."}
    Desk.answers = [
        answer({"stage": "linking"}, None, {**DONE, "id": "d-0003"}),
        answer({"problem": problem}),
        answer({**DONE, "id": "d-0004"}),
        answer({"problem": problem}),
    ]
    choose(read, [FILE, OTHER, {**FILE, "name": "third.txt"}, {**OTHER, "name": "4.txt"}])
    expect(state(read)).to_have_text("1 of 4: Finding measures and places")
    Desk.go_on.set()
    expect(trouble(read)).to_have_text("This is not a text. This is not a text.")
    becomes(lambda: opened(read), [["d-0004"]])
    assert len(set(keys())) == 4
    titles = read.root.get_by_role("list", name="Documents").get_by_role("listitem")
    expect(titles).to_have_count(3)


@in_english
def test_the_files_of_an_archive_come_as_if_chosen_one_by_one(read: ViewPage) -> None:
    Desk.answers = [answer(DONE), answer({**DONE, "id": "d-0002"})]
    held = archive({"plans/one.txt": TEXT.encode(), "plans/two.txt": TEXT.encode()})
    choose(read, {"name": "plans.zip", "mimeType": "application/zip", "buffer": held})
    becomes(lambda: opened(read), [["d-0002"]])
    assert [asked["x-file-name"] for asked in Desk.asked] == ["one.txt", "two.txt"]
    assert [asked["body"] for asked in Desk.asked] == [TEXT, TEXT]
    choose(read, {"name": "plans.zip", "mimeType": "application/zip", "buffer": held[:-30]})
    expect(trouble(read)).to_have_text(re.compile("^“plans.zip” is damaged"))


def test_another_encoding_is_another_document_and_the_garbled_one_is_removed(
    read: ViewPage,
) -> None:
    Desk.answers = [answer(DONE), answer({**DONE, "id": "d-0002"})]
    choose(read)
    read.page.wait_for_function("() => window.sent.length > 0")
    # The harness has the plan's text alone: the page keeps it, and knows another id for it.
    read.page.route(
        "**/documents/d-0001.json", lambda route: route.fulfill(json=document_payload(DEFAULT.doc))
    )
    read.show(doc="d-0001", built_in=False, title="灌溉 方案")
    read.root.get_by_label("文字不对？换一种编码").select_option("gb18030")
    read.page.wait_for_function("() => window.sent.length > 1")
    assert Desk.asked[1]["path"].endswith("?draft=1&encoding=gb18030")
    assert len(set(keys())) == 2
    expect(read.root.locator(".shelf .document")).to_have_count(3)
    # What was put away can be put away no more: the new one alone.
    expect(read.root.locator(".shelf .away")).to_have_count(1)
    assert Desk.removed == [("d-0001", keys()[0])]
    becomes(lambda: [one["id"] for one in stored(read.page, "atlas.documents")], ["d-0002"])


@pytest.mark.parametrize(
    ("removal", "sentence", "kept"),
    [
        ((410, "text/plain", b""), "已从服务器上删除", False),
        ((404, "text/plain", b""), "已从服务器上删除", False),
        ((502, "text/html", b"<h1>502</h1>"), "没有删除：服务器没有回答。", True),
        (
            (403, "application/problem+json", json.dumps({"detail": BUSY}).encode()),
            BUSY["zh"],
            True,
        ),
    ],
)
def test_a_key_is_kept_until_the_document_is_removed(
    read: ViewPage, removal: tuple[int, str, bytes], sentence: str, kept: bool
) -> None:
    Desk.removals = [removal]
    choose(read)
    read.page.wait_for_function("() => window.sent.length > 0")
    read.show()
    read.root.get_by_role("button", name="删除这份文件：灌溉 方案").click()
    read.root.get_by_role("alertdialog").get_by_role("button", name="删除").click()
    said = trouble(read) if kept else state(read)
    expect(said).to_contain_text(sentence)
    becomes(lambda: len(stored(read.page, "atlas.documents")), kept)


TERMS = [
    (
        "zh",
        {"saving": "anyone", "kept": True, "days": 30, "minutes": 90, "listing": False},
        "没有点“保存”的，90 分钟后删去；保存了的，最后一次打开后 30 天删除",
    ),
    (
        "en",
        {"saving": "anyone", "kept": True, "days": 1, "minutes": 90, "listing": False},
        "deleted after 90 minutes; kept, it is removed 1 day after it was last opened",
    ),
    (
        "zh",
        {"saving": "anyone", "kept": False, "days": 30, "minutes": 90, "listing": False},
        "服务器重启后链接就失效",
    ),
    (
        "en",
        {"saving": "anyone", "kept": False, "days": 30, "minutes": 90, "listing": False},
        "until the server is restarted",
    ),
    (
        "zh",
        {"saving": "session", "kept": True, "days": 30, "minutes": 90, "listing": False},
        "也不保存：90 分钟后删去",
    ),
    (
        "zh",
        {"saving": "off", "kept": True, "days": 30, "minutes": 90, "listing": False},
        "本站不接收文件。",
    ),
    (
        "en",
        {"saving": "off", "kept": False, "days": 30, "minutes": 90, "listing": False},
        "This site takes no documents.",
    ),
]


@pytest.mark.parametrize(("read", "desk", "sentence"), TERMS, indirect=["read"])
def test_what_the_host_does_with_documents_is_said(
    read: ViewPage, desk: dict[str, Any], sentence: str
) -> None:
    read.show(desk=desk)
    expect(read.root.locator(".desk .aside")).to_contain_text(sentence)
    ways = read.root.locator(".desk .primary:visible, .desk details:visible")
    expect(ways).to_have_count(0 if desk["saving"] == "off" else 2)


def test_a_removed_document_leads_back_to_the_plan(read: ViewPage) -> None:
    read.show(doc="d-gone", built_in=False)
    expect(trouble(read)).to_contain_text("打不开这份文件：它已被删除，或链接不完整。")
    read.root.get_by_role("link", name="回到内置的部署").click()
    read.page.wait_for_function("() => window.sent.length > 0")
    becomes(lambda: read.patches[0]["page"], ["read"])
    becomes(lambda: read.patches[0]["doc"], [])
    read.show(doc=DEFAULT.doc, built_in=True)
    expect(read.root.locator(".text h3").first).to_have_text("提高区域合作水平")
    expect(trouble(read)).to_be_hidden()
    assert read.errors == []
