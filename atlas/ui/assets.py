"""What the browser fetches once: modules, styles, geometry, names and documents."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any, Final

import streamlit as st

from atlas.browser_code import BUNDLES, FRONTEND, frontend_files, packed, source
from atlas.folders import DATA, GEO, ROOT
from atlas.language import LANGS, WORDS, say
from atlas.model import SEVERAL
from atlas.store import UnknownDocument
from atlas.tables.package import DESCRIPTOR

DRAWINGS: Final = {name: GEO / name for name in ("map.topo.json", "china.topo.json")}
"""Drawings by the name they are served under; the country's is not there without ties to draw."""
BUNDLE: Final = "site.js"
"""All modules and styles of the site as one; pages fetch it, tests and the curious the parts."""
PLOTLY: Final = "plotly.min.js"
"""Plotly's own script, as the installed package brings it for pages without a network."""
CONTENT_TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
}


PORTION: Final = 500
"""Rows of a document written at once: some 0.1 MB, in some milliseconds."""


class UnknownAsset(LookupError):
    """A path that names nothing we serve."""


_SEVERAL: Final = re.compile(
    rf"[a-z][a-z0-9-]*(?:{re.escape(SEVERAL)}[a-z][a-z0-9-]*)+(?:~[0-9]+)?"
)


@cache
def version() -> str:
    """Hash of everything an asset is made from, so that an address never changes its content."""
    digest = hashlib.sha256()
    code = [*FRONTEND.rglob("*.js"), *FRONTEND.rglob("*.css"), *BUNDLES.glob("*.js")]
    code += [*WORDS.glob("*.json"), *(ROOT / "atlas").rglob("*.py")]
    made_from = [(path.relative_to(ROOT).as_posix(), path) for path in code]
    # The province's folders may lie anywhere: their files are told apart by their names.
    made_from += [(f"data/{p.name}", p) for p in [*DATA.glob("*.csv"), DATA / DESCRIPTOR]]
    made_from += [(f"geo/{path.name}", path) for path in DRAWINGS.values() if path.exists()]
    for name, path in sorted(made_from):
        digest.update(name.encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def assets_url() -> str:
    """Path on this server under which the present version of every asset lives."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"{'/' + base if base else ''}/assets/{version()}/"


def compact_json(value: Any) -> bytes:
    """JSON as the browser is sent it: no spaces, characters as themselves."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def json_portions(parts: Mapping[str, object]) -> Iterator[bytes]:
    """`compact_json` of an object in portions; an iterator in it is written as the list it makes.

    A long document has 50 MB: made at once it would keep every other reader waiting, and stand in
    memory three times.
    """
    before = b"{"
    for name, value in parts.items():
        yield before + compact_json(name) + b":"
        before = b","
        if isinstance(value, Iterator):
            yield from _list_portions(value)
        else:
            yield compact_json(value)
    yield b"}"


def _list_portions(rows: Iterator[object]) -> Iterator[bytes]:
    before = b"["
    while portion := list(islice(rows, PORTION)):
        yield before + compact_json(portion)[1:-1]
        before = b","
    yield b"]" if before == b"," else b"[]"


def is_kept(path: str) -> bool:
    """Whether a path names a reader's document, which may be removed and is never cached here.

    Several answered as one, and those on a shelf, may be readers'.
    """
    name = kept_name(path)
    several = _SEVERAL.fullmatch(name) is not None
    return path.startswith("documents/") and (several or name.startswith(("d-", "s-")))


def kept_name(path: str) -> str:
    """What of a reader's document a path names: its id, and after which change."""
    return path.partition("/")[2].removesuffix(".json")


def _failure_words() -> bytes:
    keys = ("map.load_failed", "map.retry")
    return compact_json({lang: [say(key, lang) for key in keys] for lang in LANGS})


def _connection_words() -> bytes:
    texts = json.loads((WORDS / "connection.json").read_text(encoding="utf-8"))
    return compact_json({lang: {key: text[lang] for key, text in texts.items()} for lang in LANGS})


def reader_s_document(path: str) -> Iterator[bytes]:
    """A reader's document as JSON in portions, by its path after the version.

    Raises `UnknownAsset` for a path that names nothing, and `MissingDocument` or `StoreFault` for a
    document that cannot be opened; its id is looked up, never opened as a file.
    """
    if not path.endswith(".json"):
        raise UnknownAsset(path)
    from atlas.figures import document_parts  # noqa: PLC0415

    return json_portions(document_parts(kept_name(path)))


def asset(path: str) -> tuple[bytes, str]:
    """Body and content type of an asset, by its path after the version.

    Raises `UnknownAsset` for a path that names nothing, and what `reader_s_document` raises.
    """
    if is_kept(path):
        return b"".join(reader_s_document(path)), CONTENT_TYPES[".json"]
    return _lasting(path)


@cache
def _lasting(path: str) -> tuple[bytes, str]:
    if path in frontend_files() or path == BUNDLE:
        text = packed(path) if path == BUNDLE else source(path)
        # The loader speaks when nothing else can be fetched, so it brings its words.
        body = text.encode().replace(b'"__WORDS__"', _failure_words())
        body = body.replace(b'"__CONNECTION_WORDS__"', _connection_words())
        return body, CONTENT_TYPES[Path(path).suffix]
    if path == PLOTLY:
        return (files("plotly") / "package_data" / PLOTLY).read_bytes(), CONTENT_TYPES[".js"]
    if path in DRAWINGS and DRAWINGS[path].exists():
        return DRAWINGS[path].read_bytes(), CONTENT_TYPES[".json"]
    # The builders load the whole catalogue; who only mounts views does well without them.
    if path == "catalogue.json":
        from atlas.figures import catalogue_payload  # noqa: PLC0415

        return compact_json(catalogue_payload()), CONTENT_TYPES[".json"]
    if path == "method.json":
        from atlas.figures.method_payload import method_asset  # noqa: PLC0415

        return compact_json(method_asset()), CONTENT_TYPES[".json"]
    if path == "cooperation.json":
        from atlas.figures.cooperation_payload import cooperation_asset  # noqa: PLC0415

        return compact_json(cooperation_asset()), CONTENT_TYPES[".json"]
    if path == "indicators.json":
        from atlas.figures.indicators_payload import indicators_asset  # noqa: PLC0415

        return compact_json(indicators_asset()), CONTENT_TYPES[".json"]
    folder, _, name = path.partition("/")
    if folder == "documents" and name.endswith(".json"):
        from atlas.figures import document_payload  # noqa: PLC0415

        try:
            payload = document_payload(name.removesuffix(".json"))
        except UnknownDocument:
            raise UnknownAsset(path) from None
        return compact_json(payload), CONTENT_TYPES[".json"]
    raise UnknownAsset(path)
