"""Signing in with a provider, keeping a document, signing out, and being refused."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.dashboard import Reader, free_port, ready, running

SUBJECT = "0f3a-7721"
NAME = "林晓岚"
ADDRESS = "lin.xiaolan@example.org"
FILE = {
    "name": "灌溉方案.txt",
    "mimeType": "text/plain",
    "buffer": "黑龙江省某市方案\n一、重点任务\n支持讷河市建设种薯基地。\n".encode(),
}


@dataclass
class Site:
    """A server whose readers sign in with a provider, and what it has said."""

    url: str
    provider: str
    said: list[str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("sign_in")
    port = free_port()
    said: list[str] = []
    with _provider() as provider:
        settings = {
            "ATLAS_SAVING": "signed-in",
            "ATLAS_STORE": f"sqlite:///{folder / 'documents.sqlite'}",
            "STREAMLIT_SECRETS_FILES": str(_secrets(folder, port, provider)),
            "STREAMLIT_LOGGER_LEVEL": "debug",
        }
        with running(settings, port=port, said=said) as url:
            yield Site(url, f"{provider}/", said)


@contextmanager
def _provider() -> Iterator[str]:
    """Address of a provider of its own process: what it warns of is not ours."""
    port = free_port()
    somebody = json.dumps({"sub": SUBJECT, "name": NAME, "email": ADDRESS})
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "oidc_provider_mock"),
            *("--port", str(port), "--user-claims", somebody),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    emptying = ready(process, sign=re.compile("running on"))
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
        emptying.join()


def _secrets(folder: Path, port: int, provider: str) -> Path:
    file = folder / "secrets.toml"
    file.write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{"s" * 40}"
client_id = "atlas"
client_secret = "kept-to-itself"
server_metadata_url = "{provider}/.well-known/openid-configuration"
""",
        encoding="utf-8",
    )
    return file


def test_who_signs_in_keeps_a_document_and_who_signs_out_does_not(
    browser: Browser, site: Site
) -> None:
    reader = Reader(browser, site.url)
    ours = re.compile(f"{site.url}|{site.provider}|data:|blob:")
    # The provider's own page dresses itself from elsewhere; here nothing leaves the machine.
    reader.context.route(lambda url: not ours.match(url), lambda route: route.abort())
    page = reader.page
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if r.frame.url.startswith(site.url) else None)
    reader.open("read")
    expect(page.locator(".view-read .desk .aside")).to_contain_text("登录后才能保存")
    page.locator("input[type=file]").set_input_files([FILE])
    draft = page.locator(".view-header .draft")
    expect(draft).to_contain_text("尚未保存")
    where = page.url

    # The keep button is the way to sign in; whoever comes back is where they were.
    draft.get_by_role("button", name="登录后保存").click()
    page.get_by_role("button", name=SUBJECT).click()
    page.wait_for_url(where)
    account = page.locator(".view-header .account")
    expect(account).to_have_text(f"{NAME}退出登录")
    draft.get_by_role("button", name="保存", exact=True).click()
    expect(draft).to_contain_text("已保存。链接可以发给别人。")

    tokens = {c["value"] for c in reader.context.cookies() if c["name"].startswith("_streamlit")}
    account.get_by_role("button", name="退出登录").click()
    # The provider asks whether its own session is to end as well.
    page.get_by_role("button", name="End session").click()
    page.wait_for_url(where)
    expect(account).to_have_text("登录")
    document = where.partition("doc=")[2].partition("&")[0]
    answer = page.evaluate(
        """async (id) => {
            const mine = JSON.parse(localStorage["atlas.documents"]).find((one) => one.id === id);
            const address = new URL(`api/v1/documents/${id}`, location.origin);
            const asked = { method: "POST", headers: { "X-Key": mine.key } };
            const refused = await fetch(address, asked);
            return [refused.status, (await refused.json()).detail.zh];
        }""",
        document,
    )
    assert answer == [403, "没有保存：本站只为登录的人保存文件。请在页面上方登录，再试一次。"]

    reader.context.close()
    assert reader.errors == []
    # A page of ours goes to the provider when its reader asks for that, and to nobody else.
    elsewhere = [one for one in asked if not one.startswith((site.url, "data:", "blob:"))]
    assert {one.partition("?")[0].removeprefix(site.provider) for one in elsewhere} <= {
        "oauth2/authorize",
        "oauth2/end_session",
    }
    told = "".join(site.said)
    for secret in (SUBJECT, NAME, ADDRESS, "kept-to-itself", *tokens):
        assert secret not in told
