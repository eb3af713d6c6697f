"""The server: the dashboard, its assets, page head and warm-up; `streamlit run app.py`."""

from __future__ import annotations

import asyncio
import gc
import gzip
import sys
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from atlas import api
from atlas.api import keywords, ready
from atlas.api.aside import aside
from atlas.api.pacing import PacingMiddleware
from atlas.api.problems import document_problem, problem_response
from atlas.api.replying import PRIVATE
from atlas.api.saying import SayingMiddleware
from atlas.api.shut import ShutMiddleware
from atlas.catalogue import DataError, load_catalogue
from atlas.desk.permission import Permission
from atlas.desk.review_routes import ReviewDesk
from atlas.desk.routes import Desk
from atlas.documents import open_as_asked, open_document
from atlas.downloads import data_files
from atlas.housekeeping import keep_house, tidy
from atlas.query import DEFAULT
from atlas.reading.uncollected import uncollected
from atlas.settings import BadSetting, settings
from atlas.store import MissingDocument, StoreFault
from atlas.ui import charts
from atlas.ui.assets import (
    BUNDLE,
    CONTENT_TYPES,
    UnknownAsset,
    asset,
    is_kept,
    kept_name,
    reader_s_document,
    version,
)
from atlas.ui.head import HeadMiddleware
from atlas.ui.headers import HeadersMiddleware
from atlas.ui.share import serve_share_image
from atlas.ui.sign_in import check_sign_in, who_asks
from atlas.ui.trouble import show_trouble
from atlas.ui.view import facets

# Until the entry script has once called st.navigation, Streamlit runs the files of pages/ bare, so
# the first reader to open a deep link would get a page without its frame.
PagesManager.uses_pages_directory = False

GZIP = 16 + zlib.MAX_WBITS
"""Makes zlib write the head and tail of a gzip file."""
FOREVER = "public, max-age=31536000, immutable"

try:
    settings()
    check_sign_in()
    load_catalogue()
except DataError as error:
    # Wrong links are worse than no page: say what to mend, in both languages, and stop.
    sys.exit("\n".join(p.sentence(lang) for lang in ("zh", "en") for p in error.problems))
except BadSetting as error:
    sys.exit(str(error))

desk = Desk(settings(), who_asks)
reviews = ReviewDesk(Permission(settings(), who_asks))


def packed_asset(path: str) -> tuple[bytes, bytes, str]:
    """Body plain and gzipped, and content type."""
    body, content_type = asset(path)
    return body, gzip.compress(body, 9, mtime=0), content_type


# Packed once, not for every reader.
lasting_asset = cache(packed_asset)


def reader_s_asset(path: str, unpacked: bool) -> tuple[bytes, bytes, str]:
    """A reader's document, packed quickly, kept on the document and gone with it.

    Only the packed body is kept, a tenth of the plain one, which is given where it is asked for.
    """
    document = open_as_asked(kept_name(path))

    def pack() -> bytes:
        packer = zlib.compressobj(1, wbits=GZIP)
        with uncollected():
            portions = [packer.compress(portion) for portion in reader_s_document(path)]
        return b"".join([*portions, packer.flush()])

    packed = document.memo.find_or_make("asset", path, 1, pack)
    return gzip.decompress(packed) if unpacked else b"", packed, CONTENT_TYPES[".json"]


async def serve_asset(request: Request) -> Response:
    """A module, style or payload; its address holds a hash of its content, so it never expires.

    A reader's document is asked of the store each time, and no cache on the way may keep it.
    """
    path = request.path_params["path"]
    kept = is_kept(path)
    plainly = "gzip" not in request.headers.get("accept-encoding", "")
    try:
        if kept:
            plain, packed, content_type = await aside(reader_s_asset, path, plainly)
        else:
            plain, packed, content_type = await asyncio.to_thread(lasting_asset, path)
    except UnknownAsset:
        return Response("not found", status_code=404)
    except (MissingDocument, StoreFault) as fault:
        return problem_response(document_problem(fault), request)
    # A page from before an update asks by the old version: it is answered, and nothing keeps it.
    current = request.path_params["version"] == version()
    headers = {
        "Content-Type": content_type,
        "Cache-Control": PRIVATE if kept else FOREVER if current else "no-store",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if plainly:
        return Response(plain, headers=headers)
    return Response(packed, headers=headers | {"Content-Encoding": "gzip"})


async def healthz(_: Request) -> JSONResponse:
    """Whether the data is loaded and the plan is read."""
    return JSONResponse({"status": "ok", "places": len(load_catalogue().places)})


def _prepare() -> None:
    facets(open_document(DEFAULT.doc), DEFAULT)
    plan = f"documents/{DEFAULT.doc}.json"
    for path in (BUNDLE, "map.topo.json", "catalogue.json", "method.json", plan):
        lasting_asset(path)
    # What is loaded now stays. Left to the collector, its million objects would be gone through
    # again and again, 0.1 s at a time in the midst of somebody's click.
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """Read the plan before the first reader comes, beside the server's own start."""
    preparing = asyncio.create_task(asyncio.to_thread(_prepare))
    housekeeping = asyncio.create_task(keep_house(settings().tidy_seconds))
    yield {}
    housekeeping.cancel()
    desk.close()
    reviews.close()
    await preparing
    # What was used since the last round must not expire for a restart.
    await asyncio.to_thread(tidy)


app = st.App(
    "dashboard.py",
    lifespan=lifespan,
    routes=[
        Route("/assets/{version}/{path:path}", serve_asset),
        Route("/og.png", serve_share_image),
        Route(charts.PATH, charts.serve_coverage_chart),
        Route("/healthz", healthz),
        *ready.ROUTES,
        data_files(),
        *desk.routes(),
        *reviews.routes(),
        *keywords.ROUTES,
        *api.routes(settings().url),
    ],
    middleware=[
        Middleware(HeadersMiddleware),
        Middleware(SayingMiddleware),
        Middleware(ShutMiddleware),
        Middleware(PacingMiddleware),
        Middleware(HeadMiddleware),
    ],
    on_script_error=show_trouble,
)
