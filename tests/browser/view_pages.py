"""Views on a page of their own, with a small plan made for what the tests ask.

Names, strategies and words are the product's; the plan is five clauses with the troubles of real
ones: markup in its text, a character beyond the basic plane, a clause that borrows its place.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from atlas.contract.catalogue import CatalogueAsset
from atlas.contract.document import DocumentAsset
from atlas.figures import catalogue_payload, document_payload
from atlas.query import DEFAULT
from atlas.ui.assets import UnknownAsset, asset, compact_json
from tests.browser import harness
from tests.browser.chromium import chromium
from tests.browser.sent import changed, checked
from tests.contract import fits

DATA = Path(__file__).parents[2] / "data"
HOSTILE = "<img src=x onerror=window.hacked=1>"
BORDER = ("231081", "231086", "231123")
"""Three border counties, two of one prefecture."""


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def catalogue() -> dict[str, Any]:
    """The product's own, with one zone and one source in the place of many."""
    own = json.loads(compact_json(catalogue_payload()))
    made = changed(
        own,
        zones=[
            {
                "id": "border-zone",
                "zh": "试验边区",
                "en": "Trial border zone",
                "kind": "zone",
                "extent": "area",
                "definition_zh": "三个试验县市。",
                "definition_en": "Three trial counties.",
                "members": [[code, "inferred", "gazette"] for code in BORDER],
                "readings": [],
            }
        ],
        sources={
            "gazette": {
                "title": "边区公报",
                "publisher": "某编辑部",
                "year": "2021",
                "url": "https://example.org/gazette",
            }
        },
    )
    fits(CatalogueAsset, made)
    return made


CLAUSES = (
    ("𠮷日建设试验边区口岸", "Build the ports of the trial zone", "layout"),
    ("布局外向型产业", "Lay out export industries", "layout"),
    (f"支持哈尔滨{HOSTILE}发展", f"Support Harbin {HOSTILE}", "layout"),
    ("推进市民化", "Advance citizenship", "urbanisation"),
    ("做好对口援疆", "Deliver the aid to Xinjiang", "cooperation"),
)


def plan() -> dict[str, Any]:
    """The document; offsets count Unicode characters, as Python gives them."""
    own = json.loads(compact_json(document_payload(DEFAULT.doc)))
    text = "；".join(zh for zh, _, _ in CLAUSES)
    starts = [text.index(zh) for zh, _, _ in CLAUSES]
    zone = [text.index("试验边区"), text.index("试验边区") + 4]
    city = [text.index("哈尔滨"), text.index("哈尔滨") + 3]
    afar = text.index("疆")
    harbin = [r["adcode"] for r in rows("places") if r["parent"] == "230100"]
    border = {"zone": "border-zone", "basis": "inferred", "mention": zone, "surface": "试验边区"}
    border |= {
        "partner": None,
        "relation": "zone",
        "precision": "unit",
        "counties": list(BORDER),
        "places": list(BORDER),
        "reading": "",
        "rule": "zone",
    }
    nowhere = {
        "relation": "province",
        "precision": "province",
        "zone": None,
        "basis": "named",
        "mention": None,
    }
    nowhere |= {
        "partner": None,
        "reading": "",
        "surface": "",
        "inherited": False,
        "rule": "province",
        "counties": [],
    }
    named = {
        "relation": "explicit",
        "precision": "unit",
        "zone": None,
        "basis": "named",
        "mention": city,
    }
    named |= {
        "partner": None,
        "reading": "",
        "surface": "哈尔滨",
        "inherited": False,
        "rule": "named",
        "counties": harbin,
    }
    strategies = ["border-opening", "border-opening", "harbin-metro", "citizenization", None]
    made = changed(
        own,
        text=text,
        measures=[
            {
                "id": f"m-0000000{i}",
                "zh": zh,
                "en": en,
                "theme": theme,
                "section": theme,
                "start": starts[i],
                "end": starts[i] + len(zh),
                "sentence": i,
                "source": [6, i + 1],
                "strategies": [s for s in [strategies[i]] if s],
                "tags": [[s, ["口岸"]] for s in [strategies[i]] if s],
                "fields": [],
                "reasons": [i] if i < 4 else [],
                "state": "proposed",
                "comments": [],
                "was": [],
            }
            for i, (zh, en, theme) in enumerate(CLAUSES)
        ],
        mentions=[
            {"start": s, "end": e, "surface": text[s:e], "kind": kind, "basis": "named"}
            | {"targets": [], "rule": "r"}
            for s, e, kind in (
                (*zone, "zone"),
                (*city, "region"),
                (afar, afar + 1, "external"),
            )
        ],
        reasons=[
            {**border, "measure": 0, "inherited": False, "rule": "zone-list"},
            {**border, "measure": 1, "inherited": True, "rule": "same-sentence"},
            {**named, "measure": 2, "places": ["230100"]},
            {**nowhere, "measure": 3, "places": ["230000"]},
        ],
        pairings=[],
    )
    fits(DocumentAsset, made)
    return made


FIELDS = {
    0: [("body", "省乙厅", None), ("deadline", "2027年底前", "2027-12-31")],
    2: [("money", "约3亿元", None), ("money", "2亿元", 200_000_000)],
    3: [
        ("deadline", "2026年上半年", "2026-06-30"),
        ("money", "5亿元", 500_000_000),
        ("body", "省甲局", None),
    ],
}
"""What measures of the ledger say of their carrying out, by their place."""


def ledger() -> dict[str, Any]:
    """The document with fields on some of its measures."""
    own = plan()
    for i, said in FIELDS.items():
        own["measures"][i]["fields"] = [
            {"kind": kind, "start": 0, "words": words, "value": value, "unit": ""}
            for kind, words, value in said
        ]
    fits(DocumentAsset, own)
    return own


class Handler(harness.Handler):
    """The harness's page and modules, with this plan and these names."""

    def do_GET(self) -> None:
        name = self.path.split("?")[0].removeprefix("/assets/test/")
        made = {
            "catalogue.json": catalogue,
            "documents/plan-2026.json": plan,
            "documents/ledger.json": ledger,
        }.get(name)
        if made is None:
            super().do_GET()
            return
        body = json.dumps(made(), ensure_ascii=False).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class ProductHandler(harness.Handler):
    """The harness's page with the product's own assets: names, drawings, the built-in plan."""

    def do_GET(self) -> None:
        name = self.path.split("?")[0].removeprefix("/assets/test/")
        if name == self.path.split("?")[0]:
            super().do_GET()
            return
        try:
            body, content_type = asset(name)
        except UnknownAsset:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class ViewPage:
    """One view in one page: what was sent to it, and what it sent."""

    def __init__(self, page: Page, url: str, view: str, payload: dict[str, Any]) -> None:
        self.page, self.url, self.view, self.payload = page, url, view, payload
        self.elsewhere: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda r: r.url.startswith(url) or self.elsewhere.append(r.url))
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.load()

    def load(self) -> None:
        """Open the page anew, as a reader who reloads."""
        self.page.goto(self.url)
        self.page.wait_for_function("() => window.ready")
        self.show()
        # Words can be read once the view's style is there: until then it is hidden.
        expect(self.root).not_to_have_text("", use_inner_text=True)

    def show(self, **changes: Any) -> None:
        """Send the payload, with some of it changed, as a rerun does; it must fit its type."""
        self.payload |= changes
        self.page.evaluate(
            "data => window.send(data)", {"view": self.view, **checked(self.view, self.payload)}
        )

    @property
    def root(self) -> Locator:
        return self.page.locator(f".view-{self.view}")

    @property
    def patches(self) -> list[dict[str, list[str]]]:
        """Every patch sent so far."""
        return [sent["value"] for sent in self.page.evaluate("window.sent")]

    @property
    def focused(self) -> str:
        """Name or text of the element that has the focus."""
        return self.page.evaluate(
            "() => { const e = window.root.activeElement ?? document.activeElement;"
            " return e.getAttribute('aria-label') ?? e.labels?.[0]?.innerText ?? e.innerText }"
        )


@contextmanager
def browser_and_address(
    handler: type[harness.Handler] = Handler,
) -> Iterator[tuple[Browser, str]]:
    """The browser of all tests and the address of a running harness."""
    with harness.served(handler) as url:
        yield chromium(), url
