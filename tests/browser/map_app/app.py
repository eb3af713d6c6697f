"""The map view in a real Streamlit app: `streamlit run tests/browser/map_app/app.py`."""

import sys
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.starlette import App

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2]))

from tests.browser.harness import answer  # noqa: E402


async def served_asset(request: Request) -> Response:
    """An asset under any version, from the harness's fixtures."""
    body, content_type = answer(f"/assets/test/{request.path_params['path']}")
    return Response(body, headers={"Content-Type": content_type})


app = App(HERE / "script.py", routes=[Route("/assets/{version}/{path:path}", served_asset)])
