"""A person reviews a document of their own by keyboard; somebody else has been there meanwhile."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.dashboard import Reader
from tests.browser.test_accessibility import broken

OWN = (
    "黑龙江省口岸与灌溉工作方案\r\n\r\n　　一、重点任务\r\n"
    "支持讷河市建设种薯基地；　改造富锦市农田灌溉设施。\r\n"
    "推进西城物流园建设。完善沿边县市物流网络。\r\n"
)
ZHAODONG = "231282"


@pytest.fixture
def reader(browser: Browser, dashboard: str) -> Iterator[Reader]:
    reader = Reader(browser, dashboard)
    yield reader
    assert reader.errors == []
    assert reader.elsewhere == []
    reader.close()


def bring(reader: Reader, tmp_path: Path) -> Locator:
    """The ledger of a messy document, opened."""
    file = tmp_path / "方案.txt"
    file.write_bytes(OWN.encode("gb18030"))
    page = reader.open("read")
    page.locator(".view-read input[type=file]").first.set_input_files(file)
    ledger = page.locator(".view-read .ledger")
    ledger.get_by_role("button", name="审阅举措").click()
    expect(ledger.locator(".far")).to_have_text("已审 0 / 4")
    return ledger


def stand(ledger: Locator, *states: str) -> None:
    """The states of the measures, in the order of the text."""
    expect(ledger.locator(".state-mark")).to_have_text([re.compile(f"{one}$") for one in states])


def test_measures_are_reviewed_by_keyboard_and_the_map_follows(
    reader: Reader, tmp_path: Path
) -> None:
    ledger = bring(reader, tmp_path)
    page = reader.page
    far, rows = ledger.locator(".far"), ledger.locator(".ledger-rows > li")
    rows.first.click()
    page.keyboard.press("c")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(far).to_have_text("已审 2 / 4")
    expect(reader.heading).to_have_text(re.compile("^读出 3\\s项举措"))
    expect(rows.nth(2)).to_have_attribute("aria-label", re.compile("^第 3 项，不是举措："))
    # A place that the engine did not read, to the last measure.
    unit = page.locator(f".view-read .unit[data-code='{ZHAODONG}']")
    expect(unit).not_to_have_attribute("aria-label", re.compile("1 项举措"))
    page.keyboard.press("p")
    expect(ledger.locator(".panel")).to_be_visible()
    assert broken(page) == []
    ledger.locator(".panel").get_by_role("combobox", name="地区").first.fill("zhaodong")
    page.keyboard.press("Enter")
    expect(rows.nth(3).locator(".place.added")).to_have_text(re.compile("^肇东市"))
    expect(unit).to_have_attribute("aria-label", re.compile("1 项举措"))
    expect(rows.nth(3)).to_be_focused()
    page.keyboard.press("u")
    expect(rows.nth(3).locator(".place.added")).to_have_count(0)
    page.keyboard.press("n")
    ledger.locator("textarea").fill("<img src=x onerror=alert(1)>")
    ledger.get_by_role("button", name="记下").click()
    expect(rows.nth(3).locator(".comment")).to_have_text("<img src=x onerror=alert(1)>")
    stand(ledger, "已确认", "待审", "不是举措", "待审")
    with page.expect_download() as download:
        ledger.get_by_role("link", name="导出审阅").click()
    review = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    kinds = [change["kind"] for change in review["changes"]]
    assert kinds == ["confirm", "not_a_measure", "add_place", "undo", "comment"]


def test_who_comes_second_is_told_what_the_other_said_and_may_go_on(
    reader: Reader, tmp_path: Path
) -> None:
    ledger = bring(reader, tmp_path)
    page = reader.page
    expect(page).to_have_url(re.compile("doc=d-"))
    # Somebody else with the key, on another machine.
    said = page.evaluate(
        """async () => {
          const { id, key } = JSON.parse(localStorage.getItem("atlas.documents"))[0];
          const document = await (await fetch(`/assets/now/documents/${id}.json`)).json();
          const { start, end, zh: words } = document.measures[1];
          const change = { kind: "confirm", target: { start, end, words }, who: "王敏" };
          const answer = await fetch(`/api/v1/documents/${id}/changes`, {
            method: "POST", headers: { "X-Key": key }, body: JSON.stringify({ base: 0, change }),
          });
          return answer.status;
        }"""
    )
    assert said == 201
    ledger.locator(".ledger-rows > li").first.click()
    page.keyboard.press("x")
    trouble = ledger.get_by_role("alert")
    expect(trouble).to_contain_text("王敏：确认")
    trouble.get_by_role("button", name="照我的再改一次").click()
    expect(ledger.locator(".far")).to_have_text("已审 2 / 4")
    expect(trouble).to_be_hidden()
    stand(ledger, "不是举措", "已确认", "待审", "待审")
