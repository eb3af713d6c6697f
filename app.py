"""The server: the dashboard, its assets, page head and warm-up; `streamlit run app.py`."""

from __future__ import annotations

import asyncio
import gc
import gzip
import os
import sys
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
from atlas.api import reading_desk
from atlas.api.pacing import PacingMiddleware
from atlas.api.saying import SayingMiddleware
from atlas.catalogue import DataError, load_catalogue
from atlas.downloads import data_files
from atlas.query import DEFAULT
from atlas.ui import charts
from atlas.ui.assets import BUNDLE, UnknownAsset, asset, is_kept, version
from atlas.ui.head import HeadMiddleware
from atlas.ui.headers import HeadersMiddleware
from atlas.ui.share import serve_share_image
from atlas.ui.view import facets

# Until the entry script has once called st.navigation, Streamlit runs the files of pages/ bare, so
# the first reader to open a deep link would get a page without its frame.
PagesManager.uses_pages_directory = False

FOREVER = "public, max-age=31536000, immutable"
FOR_ONE_READER = "private, max-age=3600"

try:
    load_catalogue()
except DataError as error:
    # Wrong links are worse than no page: say what to mend, in both languages, and stop.
    sys.exit("\n".join(p.sentence(lang) for lang in ("zh", "en") for p in error.problems))


def packed_asset(path: str) -> tuple[bytes, bytes, str]:
    """Body plain and gzipped, and content type."""
    body, content_type = asset(path)
    return body, gzip.compress(body, 9, mtime=0), content_type


# Packed once, not for every reader.
lasting_asset = cache(packed_asset)


async def serve_asset(request: Request) -> Response:
    """A module, style or payload; its address holds a hash of its content, so it never expires."""
    path = request.path_params["path"]
    kept = is_kept(path)
    try:
        packing = asyncio.to_thread(packed_asset if kept else lasting_asset, path)
        plain, packed, content_type = await packing
    except UnknownAsset:
        return Response("not found", status_code=404)
    # A page from before an update asks by the old version: it is answered, and nothing keeps it.
    current = request.path_params["version"] == version()
    headers = {
        "Content-Type": content_type,
        "Cache-Control": (FOR_ONE_READER if kept else FOREVER) if current else "no-store",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(plain, headers=headers)
    return Response(packed, headers=headers | {"Content-Encoding": "gzip"})


async def healthz(_: Request) -> JSONResponse:
    """Whether the data is loaded and the plan is read."""
    return JSONResponse({"status": "ok", "places": len(load_catalogue().places)})


def _prepare() -> None:
    facets(DEFAULT.doc, DEFAULT)
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
    yield {}
    await preparing


app = st.App(
    "dashboard.py",
    lifespan=lifespan,
    routes=[
        Route("/assets/{version}/{path:path}", serve_asset),
        Route("/og.png", serve_share_image),
        Route(charts.PATH, charts.serve_coverage_chart),
        Route("/healthz", healthz),
        data_files(),
        *reading_desk.ROUTES,
        *api.routes(os.environ.get("ATLAS_URL", "")),
    ],
    middleware=[
        Middleware(HeadersMiddleware),
        Middleware(SayingMiddleware),
        Middleware(PacingMiddleware),
        Middleware(HeadMiddleware),
    ],
)
