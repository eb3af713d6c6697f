"""What the server gives by address: only what is meant, for ever, and never under a wrong hash."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

import app as server
from atlas.browser_code import BUNDLES, packed
from atlas.figures import payloads
from atlas.ui import assets
from atlas.ui.assets import (
    FRONTEND,
    UnknownAsset,
    asset,
    assets_url,
    frontend_files,
    version,
)
from tests.unit.asgi import get
from tests.unit.test_dense_documents import dense, document_of

APP = Starlette(
    routes=[
        Route("/assets/{version}/{path:path}", server.serve_asset),
        Route("/healthz", server.healthz),
    ]
)
KINDS = {"js": "text/javascript", "css": "text/css", "json": "application/json"}


@pytest.mark.parametrize(
    "path",
    [
        "site.js",
        "loader.js",
        "views/map.js",
        "core/tokens.css",
        "map.topo.json",
        "china.topo.json",
        "catalogue.json",
        "documents/plan-2026.json",
        "vendor/d3-zoom.js",
    ],
)
def test_an_asset_is_served_for_ever(path: str) -> None:
    answer = get(APP, assets_url() + path)
    assert answer.status == 200
    assert answer.headers["content-type"] == f"{KINDS[path.rpartition('.')[2]]}; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.body == asset(path)[0]


@pytest.mark.parametrize("path", ["views/map.js", "catalogue.json", "documents/plan-2026.json"])
def test_an_asset_travels_packed_where_the_browser_can_unpack_it(path: str) -> None:
    packed = get(APP, assets_url() + path, accept_encoding="gzip, deflate, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert int(packed.headers["content-length"]) == len(packed.body)
    assert gzip.decompress(packed.body) == asset(path)[0]
    plain = get(APP, assets_url() + path, accept_encoding="identity")
    assert "content-encoding" not in plain.headers
    assert len(packed.body) < len(plain.body)


OUTSIDE = [
    "",
    "no-such.js",
    "views",
    "views/",
    "views/no-such.js",
    "bootstrap.js",
    "vendor/README.md",
    "vendor/package.json",
    "vendor/LICENSE-d3-zoom.txt",
    "documents/no-such.json",
    "documents/.json",
    "documents/plan-2026",
    "documents/plan-2026.json/",
    "documents/../catalogue.json",
    "documents/../../../data/sources.json",
    "../assets.py",
    "../../../data/places.csv",
    "../../../../../../etc/passwd",
    "views/../loader.js",
    "./loader.js",
    "/loader.js",
    "//loader.js",
    "/etc/passwd",
    "..\\..\\data\\places.csv",
    "%2e%2e/%2e%2e/data/places.csv",
    "loader.js%00.css",
    "loader.js\x00",
    "LOADER.JS",
    "~root",
    "views/map.js?x",
    "map.topo.json/..",
    "a" * 5000,
]


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: repr(path)[:40])
def test_what_is_no_asset_is_not_found(path: str) -> None:
    with pytest.raises(UnknownAsset):
        asset(path)
    answer = get(APP, assets_url() + path)
    assert (answer.status, answer.text) == (404, "not found")
    assert "immutable" not in answer.headers.get("cache-control", "")


@pytest.mark.parametrize(
    "words", ["", "黑龙江省规划\n改造讷河市“管网”。口岸过货量增长一成。\n", dense(30_000)]
)
def test_a_reader_s_document_is_written_in_portions(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = document_of(words)
    monkeypatch.setattr(payloads, "open_as_asked", lambda _: document)
    portions = list(assets.reader_s_document("documents/d-0.json"))
    whole = payloads.document_payload("d-0")
    assert b"".join(portions) == assets.compact_json(whole)
    told = [whole["text"][start:end] for start, end in whole["statements"]]
    assert told == (["口岸过货量增长一成"] if "增长" in words else [])
    # One of them is the text itself.
    rows = [portion for portion in portions if portion[:2] in (b"[{", b",{")]
    assert len(rows) >= sum(len(whole[name]) for name in ("measures", "reasons")) / 500
    assert all(len(portion) < 400_000 for portion in rows)


def test_another_version_s_address_is_not_kept() -> None:
    """A browser with a page from before an update, or from a server that is not updated yet."""
    answer = get(APP, "/assets/000000000000/loader.js")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"


def test_every_module_and_style_is_served_and_nothing_else_of_the_folder() -> None:
    assert set(frontend_files()) == {
        path.relative_to(FRONTEND).as_posix()
        for suffix in ("js", "css")
        for path in FRONTEND.rglob(f"*.{suffix}")
        if path.name != "bootstrap.js"
    }


@pytest.mark.parametrize("name", sorted(frontend_files()))
def test_what_a_module_or_style_names_is_served_too(name: str) -> None:
    # Types are named in comments, and nobody fetches them.
    body = re.sub(r"/\*\*.*?\*/", "", asset(name)[0].decode(), flags=re.DOTALL)
    here = (FRONTEND / name).parent
    for address in re.findall(r'(?:from|import) "(\.[^"]+)"|url\("?(\.[^")]+)', body):
        target = (here / next(filter(None, address))).resolve()
        assert target.relative_to(FRONTEND).as_posix() in frontend_files(), address


def packed_from() -> str:
    """Digest of what the bundles are packed from, as `atlas/ui/bundles/build.mjs` takes it."""
    digest = hashlib.sha256()
    for name in sorted(frontend_files()):
        digest.update(f"{name}\0".encode() + (FRONTEND / name).read_bytes() + b"\0")
    for name in ("build.mjs", "../package-lock.json"):
        digest.update((BUNDLES / name).read_bytes())
    return digest.hexdigest()


@pytest.mark.parametrize("name", ["site.js", "single_page.js"])
def test_the_bundles_are_packed_from_the_modules_as_they_stand(name: str) -> None:
    head, _, body = packed(name).partition("\n")
    assert head == f"// made from {packed_from()}", "pack them again: make bundles"
    assert len(body) > 100_000
    assert "</script" not in body.lower()


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All that assets are made from, in a folder of its own that the server is pointed at."""
    for folder in ("atlas", "data", "geo"):
        shutil.copytree(
            assets.ROOT / folder,
            tmp_path / folder,
            ignore=shutil.ignore_patterns("__pycache__", "*.geojson", "node_modules"),
        )
    monkeypatch.setattr(assets, "ROOT", tmp_path)
    monkeypatch.setattr(assets, "DATA", tmp_path / "data")
    monkeypatch.setattr(assets, "FRONTEND", tmp_path / "atlas" / "ui" / "frontend")
    monkeypatch.setattr(assets, "BUNDLES", tmp_path / "atlas" / "ui" / "bundles")
    monkeypatch.setattr(assets, "WORDS", tmp_path / "atlas" / "words")
    drawings = {name: tmp_path / "geo" / name for name in assets.DRAWINGS}
    monkeypatch.setattr(assets, "DRAWINGS", drawings)
    return tmp_path


def fresh_version() -> str:
    return version.__wrapped__()


def test_the_version_is_the_content_s_not_the_folder_s(copy: Path) -> None:
    assert fresh_version() == version()
    assert re.fullmatch(r"[0-9a-f]{12}", version())


@pytest.mark.parametrize(
    "file",
    [
        "atlas/ui/frontend/loader.js",
        "atlas/ui/frontend/views/map.css",
        "atlas/ui/frontend/vendor/d3-zoom.js",
        "atlas/ui/bundles/site.js",
        "atlas/words/pages.json",
        "atlas/figures/payloads.py",
        "atlas/reading/tag.py",
        "data/plan.csv",
        "data/zone_members.csv",
        "data/datapackage.json",
        "geo/map.topo.json",
        "geo/china.topo.json",
    ],
)
def test_any_change_of_content_changes_the_version(copy: Path, file: str) -> None:
    before = fresh_version()
    path = copy / file
    path.write_bytes(path.read_bytes() + b"\n")
    assert fresh_version() != before


def test_a_new_name_for_the_same_content_changes_the_version(copy: Path) -> None:
    before = fresh_version()
    (copy / "atlas/ui/frontend/core/parts.js").rename(copy / "atlas/ui/frontend/core/pieces.js")
    assert fresh_version() != before


def test_a_base_path_stands_before_the_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    for configured in ("atlas", "/atlas/"):
        monkeypatch.setattr(assets.st, "get_option", {"server.baseUrlPath": configured}.get)
        assert assets_url() == f"/atlas/assets/{version()}/"


def test_the_server_says_that_it_is_well() -> None:
    answer = get(APP, "/healthz")
    assert answer.status == 200
    assert json.loads(answer.body) == {"status": "ok", "places": 139}
