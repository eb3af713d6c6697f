"""A person reads the plan, then a document of their own, and sends the link on."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.dashboard import Reader
from tests.browser.waiting import becomes

NEHE, FUJIN = "230281", "230882"
OWN = """黑龙江省马铃薯与灌溉工作方案
一、重点任务
支持讷河市建设种薯基地；改造富锦市农田灌溉设施。
二、保障措施
口岸过货量增长一成。支持向阳区的试点。完善沿边县市物流网络。
"""

Arrive = Callable[..., Reader]


@pytest.fixture
def arrive(browser: Browser, dashboard: str) -> Iterator[Arrive]:
    readers: list[Reader] = []

    def come(**settings: object) -> Reader:
        readers.append(Reader(browser, dashboard, **settings))  # type: ignore[arg-type]
        return readers[-1]

    yield come
    for reader in readers:
        reader.close()


def test_text_and_map_light_each_other(arrive: Arrive) -> None:
    reader = arrive()
    page = reader.open("read")
    view = page.locator(".view-read")
    # The interview has an opening without a heading of its own.
    expect(view.locator(".text > :first-child")).to_contain_text("壮大县域经济")
    expect(view.locator(".report > summary")).to_contain_text("举措 75 项")
    expect(view.locator(".report > .kinds")).to_be_hidden()
    expect(view.locator(".text h3").first).to_have_text("提高区域合作水平")
    lit = view.locator(".unit.lit")

    def prefectures() -> set[str]:
        # What stands above may still grow, and move the words away from under the pointer.
        view.locator(".text mark", has_text="哈大齐自主创新示范区").hover()
        return {code[:4] for code in lit.evaluate_all("all => all.map(e => e.dataset.code)")}

    becomes(prefectures, {"2301", "2302", "2306"})
    view.locator(".unit[data-code='230123']").click()
    expect(view.locator(".passages")).to_have_text(re.compile(r"^依兰县：\d+ 段文字"))
    first = view.locator(".text .measure.chosen").first
    expect(first).to_be_in_viewport()
    view.get_by_role("button", name="第 50 项举措：松花江流域").click()
    expect(view.locator(".why-here")).to_contain_text("松花江")
    expect(page).to_have_url(re.compile("measure=m-"))


def test_sections_and_keywords(arrive: Arrive) -> None:
    reader = arrive()
    page = reader.open("read")
    page.get_by_role("navigation", name="章节").get_by_role(
        "button", name="提高区域合作水平"
    ).click()
    keywords = page.locator(".view-read .keywords")
    expect(keywords.locator("h2")).to_have_text("“提高区域合作水平”的关键词")
    keywords.get_by_role("button", name="深哈").click()
    expect(reader.sentence).to_have_text("只看搜索“深哈”")


def told_of_keeping(page: Page) -> None:
    """Who has kept a document may edit it, and is told so at once."""
    keeper = page.locator(".view-header .keeper")
    expect(keeper).to_contain_text("已保存。链接可以发给别人。")
    expect(keeper.get_by_role("button", name="复制编辑链接")).to_be_visible()
    expect(page.locator(".view-header .draft")).to_be_hidden()


def test_an_own_file_is_read_shared_and_removed(arrive: Arrive, tmp_path: Path) -> None:
    file = tmp_path / "灌溉方案.txt"
    file.write_bytes(OWN.encode("gb18030"))
    official = arrive()
    page = official.open("read")
    page.locator(".view-read input[type=file]").set_input_files(file)
    expect(official.heading).to_have_text(re.compile("^读出 4\\s项举措"))
    view = page.locator(".view-read")
    expect(view.locator(".facts")).to_contain_text("编码：gb18030")
    draft = page.locator(".view-header .draft")
    expect(draft).to_contain_text("尚未保存：120 分钟后删去。")
    report = view.locator(".report")
    for count in (
        "举措 4 项",
        "出自 3 句",
        "地方 2 个",
        "战略 2 项",
        "认不准、没找到或没有读 1 处",
    ):
        expect(report.locator("> summary")).to_contain_text(count)
    unclear = report.get_by_role("listitem").filter(has_text="可能是鹤岗市向阳区、佳木斯市向阳区")
    expect(unclear.get_by_role("button", name="向阳区")).to_be_visible()
    report.get_by_text("只作陈述的话 1 处").click()
    expect(report.get_by_role("button", name="口岸过货量增长一成")).to_be_visible()
    view.locator(".text mark", has_text="富锦市").hover()
    expect(view.locator(".unit.lit")).to_have_count(1)
    expect(view.locator(f".unit[data-code='{FUJIN}']")).to_have_class(re.compile("lit"))
    link = page.url.removeprefix(official.url)
    expect(view.get_by_role("link", name=re.compile("这份文件承接了哪些"))).to_have_attribute(
        "href", re.compile("^compare.*against=plan-2026")
    )

    colleague = arrive()
    colleague.open(link)
    unkept = colleague.page.locator(".view-header .draft")
    expect(unkept).to_contain_text("带来它的浏览器才能保存")
    expect(unkept.get_by_role("button")).to_have_count(0)
    draft.get_by_role("button", name="保存").click()
    told_of_keeping(page)
    expect(colleague.page.locator(".view-read .text")).to_contain_text("改造富锦市农田灌溉设施")
    expect(colleague.page.get_by_role("button", name="删除这份文件")).to_have_count(0)
    colleague.page.get_by_role("link", name="地图", exact=True).click()
    expect(unkept).to_be_hidden()
    expect(colleague.page.locator(".view-map .measure").first).to_be_visible()
    expect(colleague.county(NEHE)).to_have_attribute("aria-label", re.compile("讷河市，1 项"))

    page.get_by_role("button", name=re.compile("^删除这份文件")).click()
    question = view.get_by_role("alertdialog")
    expect(question).to_contain_text(
        "要删除“灌溉方案”吗？其中有 4 条举措；链接立即失效；24 小时内可以恢复"
    )
    question.get_by_role("button", name="删除").click()
    expect(view.locator(".text")).to_contain_text("哈大齐自主创新示范区")
    expect(view.locator(".desk .state")).to_have_text(
        "已删除“灌溉方案”，链接打不开了；24 小时内可以恢复。"
    )
    # A tab left open says so at the first click, and shows the plan, not what it held.
    colleague.county(NEHE).click()
    gone = colleague.page.locator(".view-header .note")
    expect(gone).to_contain_text("这份文件已被删除")
    expect(gone).to_be_visible()
    expect(colleague.page.locator(".view-map")).not_to_contain_text("建设种薯基地")
    late = arrive(width=390)
    late.open(link)
    expect(late.page.locator(".view-header .note")).to_contain_text("这份文件已被删除")
    expect(late.page.locator(".view-header .note")).to_be_in_viewport()


def test_an_edit_link_edits_and_its_secret_stands_in_no_address(arrive: Arrive) -> None:
    keeper, editor = arrive(), arrive(width=390)
    secret = secrets.token_urlsafe(32)
    brought = keeper.page.request.post(
        f"{keeper.url}api/v1/documents", data=OWN.encode(), headers={"Idempotency-Key": secret}
    )
    link = f"read?doc={json.loads(brought.text().splitlines()[-1])['id']}"
    told: list[str] = []
    editor.page.on("request", lambda one: told.append(one.url + one.headers.get("referer", "")))
    editor.open(f"{link}&lang=en#edit={secret}")
    bar = editor.page.locator(".view-header .keeper")
    expect(bar).to_contain_text("You can edit this document.")
    expect(editor.page).not_to_have_url(re.compile("#"))
    assert [one for one in told if secret in one] == []
    bar.get_by_role("button", name="Details…").click()
    expect(bar.get_by_label("Title")).to_have_value("document")
    expect(bar.get_by_label("List it for everybody on this site")).to_be_hidden()

    keeper.open(f"{link}#edit={secret}")
    mine = keeper.page.locator(".view-header .keeper")
    mine.get_by_role("button", name="说明…").click()
    mine.get_by_label("标题").fill("灌溉方案")
    mine.get_by_label("适用地区").select_option(label="讷河市")
    mine.get_by_role("button", name="保存说明").click()
    expect(keeper.page.locator(".view-header .origin")).to_contain_text("适用地区：讷河市")

    # Who was slower is told, keeps what is typed, and sees what the other wrote when asking.
    bar.get_by_label("Title").fill("Irrigation")
    bar.get_by_role("button", name="Save the details").click()
    expect(bar.get_by_role("alert")).to_contain_text("somebody else made changes while you did")
    expect(bar.get_by_label("Title")).to_have_value("Irrigation")
    bar.get_by_role("button", name="Show what others wrote").click()
    expect(bar.get_by_label("Title")).to_have_value("灌溉方案")

    mine.get_by_role("button", name="删除…").click()
    mine.get_by_role("alertdialog").get_by_role("button", name="删除").click()
    expect(keeper.page.locator(".view-header .note")).to_contain_text("这份文件已被删除")
    expect(mine).to_contain_text("“灌溉方案”已删除，24 小时内可以恢复。")
    expect(mine.get_by_role("button", name="恢复")).to_be_visible()
    keeper.page.locator(".shelf .gone").get_by_role("button", name="恢复").click()
    expect(keeper.page.locator(".view-header .note")).to_be_hidden()
    expect(keeper.heading).to_have_text(re.compile("^读出 4\\s项举措"))

    stranger = arrive()
    stranger.open(f"{link}#edit={secrets.token_urlsafe(32)}")
    wrong = stranger.page.locator(".view-header .keeper")
    expect(wrong).to_contain_text("这个编辑链接不对或已失效；文件照常可读。")
    expect(wrong.get_by_role("button")).to_have_count(0)


def test_pasted_text_and_what_cannot_be_read(arrive: Arrive, tmp_path: Path) -> None:
    reader = arrive(width=390)
    page = reader.open("read?lang=en")
    view = page.locator(".view-read")
    bad = tmp_path / "noise.txt"
    bad.write_bytes(bytes(range(256)) * 8)
    view.locator("input[type=file]").set_input_files(bad)
    expect(view.get_by_role("alert")).to_contain_text("is not a text file")
    view.get_by_text("Paste text").click()
    view.get_by_label("Paste the text to read").fill("上海市宝山区建设滨江步道。")
    view.get_by_role("button", name="Read it").click()
    expect(reader.heading).to_have_text("1 measure read; it does not reach Heilongjiang")
    left_out = view.locator(".report details", has_text="Measures that reach no place: 1")
    left_out.locator("summary").click()
    expect(left_out).to_contain_text("No place in the province was made out in them")
    passage = view.locator(".text p", has_text="滨江步道")
    expect(passage).not_to_be_in_viewport()
    left_out.get_by_role("button", name="上海市宝山区建设滨江步道").click()
    expect(passage).to_be_in_viewport()
    draft = page.locator(".view-header .draft")
    expect(draft).to_contain_text("Not kept yet: deleted in 120 minutes.")
    link = page.url.removeprefix(reader.url)
    draft.get_by_role("button", name="Discard").click()
    expect(view.locator(".text")).to_contain_text("哈大齐自主创新示范区")
    expect(draft).to_be_hidden()
    reader.open(link)
    expect(page.locator(".view-header .note")).to_contain_text("This document was removed")
