"""A page that mounts views as Streamlit does, on fixture names and a fixture plan.

The page calls the registered bootstrap with a new payload for every "rerun", in a shadow root
under the custom properties Streamlit sets, so loader, theme and views are the real ones.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from atlas.contract.catalogue import CatalogueAsset
from atlas.contract.document import DocumentAsset
from atlas.figures import catalogue_payload, document_payload
from atlas.query import DEFAULT
from atlas.ui.assets import BUNDLE, UnknownAsset, asset, assets_url, compact_json
from atlas.ui.components import bootstrap
from tests.browser.sent import changed
from tests.contract import fits

FIXTURES = Path(__file__).parent / "fixtures" / "map"
ONE_BY_ONE = bootstrap().replace(assets_url() + BUNDLE, "/assets/test/loader.js")
"""The bootstrap, led to the modules themselves: so a test can withhold a single one."""
PAGE = (Path(__file__).parent / "harness.html").read_text(encoding="utf-8")


def fixture(name: str) -> Any:
    """A fixture file, parsed."""
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


@cache
def catalogue() -> dict[str, Any]:
    """The fixture's names with the product's own words, pages and colours."""
    own = json.loads(compact_json(catalogue_payload()))
    kept = ("places", "themes", "zones", "sources")
    made = changed(own, **{name: fixture("catalogue.json")[name] for name in kept})
    fits(CatalogueAsset, made)
    return made


@cache
def plan() -> dict[str, Any]:
    """The fixture's plan, by the keys that a document has."""
    own = json.loads(compact_json(document_payload(DEFAULT.doc)))
    given = fixture("plan.json")
    like = own["measures"][0]
    made = changed(
        own,
        **given
        | {
            "measures": [changed(like, **m) for m in given["measures"]],
            "reasons": [{"partner": None, **reason} for reason in given["reasons"]],
            "pairings": [],
        },
    )
    fits(DocumentAsset, made)
    return made


def answer(path: str) -> tuple[bytes, str]:
    """What the server gives for a path; raises `UnknownAsset`."""
    if path == "/":
        return PAGE.encode(), "text/html; charset=utf-8"
    if path == "/bootstrap.js":
        return ONE_BY_ONE.encode(), "text/javascript; charset=utf-8"
    if path == "/bundled.js":
        bundled = bootstrap().replace(assets_url(), "/assets/test/")
        return bundled.encode(), "text/javascript; charset=utf-8"
    name = path.removeprefix("/assets/test/")
    if name == "catalogue.json":
        return compact_json(catalogue()), "application/json"
    if name == "documents/plan-2026.json":
        return compact_json(plan()), "application/json"
    return asset(name)


class Handler(BaseHTTPRequestHandler):
    """Answers from memory, quietly."""

    def do_GET(self) -> None:
        try:
            body, content_type = answer(self.path.split("?")[0])
        except UnknownAsset:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing: the test run is the log."""


@contextmanager
def served(handler: type[Handler] = Handler) -> Iterator[str]:
    """Address of a running harness on a free local port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
