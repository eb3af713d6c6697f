"""One component for every view drawn in the browser: registered once, mounted by name.

Streamlit sends a component's JavaScript with every message, so what is registered is only
`frontend/bootstrap.js`; the views are ES modules that the browser fetches once from `/assets/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, cast

import streamlit as st

from atlas.browser_code import FRONTEND
from atlas.contract import Message, Patch
from atlas.ui.assets import BUNDLE, assets_url, compact_json

COMPONENT: Final = "atlas"
KNOWN: Final = "atlas.known"
"""Keys of the views that a session has shown: their callbacks are called by Streamlit."""
MAP_HEIGHT: Final = "clamp(560px, calc(100svh - 230px), 860px)"
"""What the window leaves below heading and filters, so that the legend is in sight."""


@cache
def bootstrap() -> str:
    """The script that travels in every message, without its comments."""
    script = (FRONTEND / "bootstrap.js").read_text(encoding="utf-8")
    script = re.sub(r"^//.*\n|\n$|^ +", "", script, flags=re.MULTILINE)
    return script.replace("__LOADER__", assets_url() + BUNDLE)


@cache
def _renderer(isolated: bool) -> Callable[..., Mapping[str, Any]]:
    name = COMPONENT if isolated else f"{COMPONENT}_in_page"
    renderer = st.components.v2.component(name, js=bootstrap(), isolate_styles=isolated)
    return cast(Callable[..., Mapping[str, Any]], renderer)


def mount(
    view: str,
    *,
    key: str,
    data: Message,
    height: int | str = "content",
    on_change: Callable[[Patch], None] | None = None,
    isolated: bool = True,
) -> Patch | None:
    """Show `frontend/views/<view>.js` with `data`, which needs `lang`, and return its patch.

    `height`, in pixels or as a CSS length, is held free until the view is drawn; after that it is
    the view's `--height`, which its styles may pass over on a phone. `on_change` is called with
    the patch before the script runs again; the patch is also returned in that run, and None in
    every other. A view that is not `isolated` stands in the page itself, not in a shadow tree, and
    brings its own few styles.
    """

    def changed() -> None:
        patch = st.session_state[key]["change"]
        if on_change is not None and patch is not None:
            on_change(patch)

    known: set[str] = st.session_state.setdefault(KNOWN, set())
    first = key not in known
    known.add(key)

    held = (
        {}
        if height == "content"
        else {"height": f"{height}px" if isinstance(height, int) else height}
    )
    result = _renderer(isolated)(
        key=key,
        # As bytes: Streamlit's own JSON writes a Chinese character as six, and looks for data
        # frames in everything.
        data=compact_json({"view": view, **held, **data}),
        on_change_change=changed,
    )
    patch = cast("Patch | None", result["change"])
    if first and patch is not None and on_change is not None:
        # Asked of a server that had never shown this view to its reader, as after another replica
        # died: Streamlit calls back for what it knows alone.
        on_change(patch)
        st.rerun()
    return patch
