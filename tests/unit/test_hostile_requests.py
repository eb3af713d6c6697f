"""Whatever a request holds, the server answers: never 5xx, and a sentence with every refusal.

The application is asked as uvicorn asks it, through every layer a reader's meets.
Cases are made from tables and a fixed seed, so that a failure comes back.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

import pytest
from starlette.types import ASGIApp, Message

from atlas.query import FIELDS
from tests import addresses
from tests.addresses import FILES, TABLES

PAGES = [*(f"/{page}" for page in addresses.PAGES.values()), "/no-such-page"]
LIGHT = ["/api/v1/", "/api/v1/openapi.json", "/api/v1/keywords", "/healthz", "/data/plan.csv",
         "/assets/x/documents/d-0123456789abcdef.json", "/charts/coverage.json"]  # fmt: skip
HEAVY = [*FILES, "/og.png"]
PAGE = "text/html,application/xhtml+xml"

VALUES = [
    "%00", "%01", "a%00b", "%EF%BF%BE", "%EF%BF%BF", "%ED%A0%80", "%ED%BF%BF", "%F4%90%80%80",
    "%C0%80", "%C0%AF", "%FF%FE", "%E5%8E", "%", "%%", "%u0041", "%zz", "%E2%80%AE%E5%8E%BF",
    "%E2%81%A6", "%EF%BB%BF", "%0d%0aX-Evil:%201", "\xe5\x8e\xbf", "\xff", "+", "%20", "",
    "%EF%BC%99", "%C2%B2", "%D9%A3", "-1", "1e9", "0x10", "1_0", "9" * 400, "NaN", "null",
    "undefined", "__proto__", "..%2F..%2Fetc%2Fpasswd", "%27%20OR%201=1--", "{0}", "{values}",
    "%25s%25n", "%3Cscript%3Ealert(1)%3C/script%3E", "%3DHYPERLINK(1)", "plan-2026", "zh", "en",
    "d-0123456789abcdef", "m-00000000", "231081", "ecology", "gdp", "2020", "county",
    "province", quote("县" * 199), quote("县" * 300), quote("\u202e口岸\u2066"),
    quote("🏳️‍🌈👩‍👩‍👧‍👧"), "a" * 3_000,
]  # fmt: skip
NAMES = [*FIELDS, "limit", "offset", "page", "paper", "start", "end", "encoding", "v", "embed",
         "%00", "q%00", "\xff", "q[]", "__class__", "a" * 500, ""]  # fmt: skip
HEADERS = {
    "host": ["", "x" * 5_000, "a b", "\xff", "[::1", "evil.example\t", "plan.example:99999"],
    "accept": ["", "\xff", "text/html;q=zz", "*/*" * 500, PAGE],
    "accept-language": ["", "zz", "en;q=\xff", ",,,," * 200, "zh-" * 900, "-"],
    "accept-encoding": ["", "gzip;q=x", ";;;", "gzip" * 900, "\xff", "br, gzip;q=0.0"],
    "if-none-match": ["", "*", '"', 'W/"' * 500, "\xff", '"a", ' * 500],
    "if-modified-since": ["yesterday", "\xff", "Mon, 99 Jan 99999 99:99:99 GMT"],
    "range": ["bytes=", "bytes=9-1", "bytes=-", "bytes=0-" + "9" * 60, "x=1", "bytes=0-0,1-1,9-"],
    "origin": ["null", "\xff", "http://[", "http://evil.example", "//"],
    "referer": ["\xff", "http://["],
    "cookie": ["\xff", "=;=;=", "_streamlit_xsrf=2|x|y", "a=" + "b" * 4_000, "session=!!"],
    "x-forwarded-proto": ["\xff", "javascript", "https,http", ""],
    "x-forwarded-for": ["\xff", "999.999.999.999", "::ffff:::"],
    "x-file-name": ["%", "%zz", "%FF%FE", "%00", "..%2F..", "\xff", "a" * 5_000],
    "x-key": ["", "\xff", "\x00", "k" * 5_000],
    "content-type": ["\xff", "multipart/form-data", "application/json"],
    "content-length": ["-1", "x", "9" * 40],
}
PATHS = [
    "/%00", "/map%00", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e", "/" + "a" * 5_000,
    "/" + "a/" * 900, "//evil.example", "/\\evil", "/%5C%5Cevil", "/%FF%FE", "/%ED%A0%80",
    "/%E2%80%AE", "/.git/config", "/assets", "/assets/", "/assets//", "/assets/x",
    "/assets/x/%00", "/assets/x/../../app.py", "/assets/x/..%2f..%2fapp.py",
    "/assets/x/" + "a" * 5_000, "/assets/%FF/site.js", "/assets/x/documents/d-.json",
    "/assets/x/documents/d-%00.json", "/assets/x/documents/d-" + "0" * 4_000 + ".json",
    "/assets/x/documents/d-%ED%A0%80.json", "/assets/x/documents/d-../../x.json",
    "/assets/x/documents/plan-2026", "/assets/x/documents/.json", "/data", "/data/",
    "/data/%00", "/data/..%2fapp.py", "/data/../app.py", "/data/" + "a" * 5_000, "/data/%FF",
    "/api", "/api/", "/api/v1/%00", "/api/v1/measures.", "/api/v1/measures.exe",
    "/api/v1/" + "a" * 5_000, "/api/v1/%E2%80%AE", "/api/v1/documents/%00",
    "/api/v1/documents/", "/api/v1/documents/" + "d" * 5_000, "/api/v1/documents/%ED%A0%80",
    "/api/v2/measures.json", "/export.", "/export.%00", "/export.exe", "/export.csv/",
    "/export." + "a" * 5_000, "/export.%FF", "/og.png/", "/charts/", "/charts/%00.json",
    "/healthz/", "/static/%00", "/static/js/../../x", "/component/x/%00", "/media/%00",
    "/app/static/..%2f",
]  # fmt: skip
METHODS = ["HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "FOO"]


@dataclass(frozen=True)
class Request:
    """A request as uvicorn hands it over: the path unquoted, the rest as bytes."""

    path: str
    query: str = ""
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)

    async def asked_of(self, app: ASGIApp) -> tuple[int, dict[str, str], bytes]:
        sent: list[Message] = []
        given = {"accept": PAGE, "host": "plan.example", **self.headers}
        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": self.method,
            "scheme": "http",
            "path": unquote(self.path),
            "raw_path": self.path.encode("latin-1"),
            "query_string": self.query.encode("latin-1"),
            "root_path": "",
            "headers": [(k.encode(), v.encode("latin-1")) for k, v in given.items()],
            # Each from another address: how often one may ask is tested elsewhere.
            "client": (f"2001:db8::{hash(self.path + self.query) % 65_536:x}:0:0:0:1", 1),
            "server": ("127.0.0.1", 80),
            "state": {},
        }

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await app(scope, receive, send)
        start = next(m for m in sent if m["type"] == "http.response.start")
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in start["headers"]}
        return start["status"], headers, b"".join(m.get("body", b"") for m in sent[1:])


@pytest.fixture(scope="module")
def app() -> Iterator[ASGIApp]:
    from app import app as whole  # noqa: PLC0415
    from app import desk  # noqa: PLC0415

    yield whole
    desk.close()


def cases() -> Iterator[Request]:
    mixed = random.Random(2_026)
    light, heavy = [*PAGES, *TABLES, *LIGHT], HEAVY
    # Every value under every name, over the routes in turn.
    # Tables are read alike: the long ones meet the values in the rounds below.
    long = ("indicators", "places", "links")
    quick = [path for path in light if not any(name in path for name in long)]
    for number, (name, value) in enumerate((n, v) for n in NAMES for v in VALUES):
        yield Request(quick[number % len(quick)], f"{name}={value}")
    # Every route with the values that stop writers of files.
    for path in [*light, *heavy]:
        for value in ("%00", "%01%EF%BF%BE", quote("\u202e口岸"), "%ED%A0%80"):
            yield Request(path, f"q={value}")
    # Too many and too much.
    for path in [*light, *heavy]:
        yield Request(path, "&".join(f"x{i}=1" for i in range(250)))
        yield Request(path, "&".join(["place=231081"] * 301))
        yield Request(path, "&" * 3_000)
        yield Request(path, "q=" + "%E5%8E%BF" * 7_000)
        yield Request(path, "lang=en&" + "&".join(f"place={n}" for n in range(2_000)))
    # Several at once, as they fall.
    for _ in range(1_200):
        pairs = (
            f"{mixed.choice(NAMES)}={mixed.choice(VALUES)}" for _ in range(mixed.randint(2, 8))
        )
        yield Request(mixed.choice(light), "&".join(pairs))
    for name, values in HEADERS.items():
        for value in values:
            for path in ("/", "/map", *mixed.sample(light, 3), "/og.png", "/export.csv"):
                yield Request(path, headers={name: value})
            yield Request("/api/v1/documents", method="POST", headers={name: value})
            yield Request(
                "/api/v1/documents/d-0123456789abcdef", method="DELETE", headers={name: value}
            )
    for path in PATHS:
        for method in ("GET", *METHODS):
            yield Request(path, method=method)
        yield Request(path, headers={"accept": "*/*"})
    for path in [*light, *heavy]:
        for method in METHODS:
            yield Request(path, "lang=zh&q=%00", method=method)


@dataclass
class Told:
    """What came of all cases."""

    statuses: Counter[int] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def told(app: ASGIApp) -> Told:
    found = Told()

    async def ask_all() -> None:
        for case in cases():
            name = f"{case.method} {case.path[:60]}?{case.query[:60]} {str(case.headers)[:60]}"
            try:
                status, headers, body = await case.asked_of(app)
            except Exception as error:  # what uvicorn would answer by 500
                found.failed.append(f"{name}: {error!r}")
                continue
            found.statuses[status] += 1
            if status >= 500:
                found.failed.append(f"{name}: {status}")
            elif status >= 400 and case.method != "HEAD" and not sentence(headers, body):
                found.unsaid.append(f"{name}: {status} {body[:60]!r}")
            if "x-content-type-options" not in headers or "content-security-policy" not in headers:
                found.bare.append(name)

    asyncio.run(ask_all())
    return found


def sentence(headers: dict[str, str], body: bytes) -> bool:
    """Whether a refusal says something: more than the name of its status."""
    if headers.get("content-type", "").startswith("application/problem+json"):
        detail = json.loads(body)["detail"]
        said = [detail] if isinstance(detail, str) else list(detail.values())
        return all(len(text) > 6 and text[-1] in "。." for text in said)
    return len(body.decode()) > 20


def test_thousands_of_requests_are_answered(told: Told) -> None:
    assert told.failed == []
    assert told.statuses.total() > 5_000
    assert told.statuses[200] > 2_500
    assert min(told.statuses[status] for status in (400, 404, 405, 414)) > 20


def test_every_refusal_says_something(told: Told) -> None:
    assert told.unsaid == []


def test_every_answer_has_its_headers(told: Told) -> None:
    assert told.bare == []
