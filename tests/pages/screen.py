"""A page as Streamlit's AppTest runs it, read as far as a test without a browser can see it.

Every page is drawn by views in the browser from a payload; what a reader finds in words and
numbers stands in the payloads, in the document they point into, and in the catalogue. Clicks are
sent as the browser sends them, for AppTest has none of its own for components.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.query import Query, allowed_values
from atlas.site import LANDING

ROOT = Path(__file__).parents[2]
Params = dict[str, list[str]]


class Screen:
    """One reader's session, opened at an address."""

    def __init__(self, page: str = LANDING, **params: str | list[str]) -> None:
        self.app = AppTest.from_file(ROOT / "dashboard.py", default_timeout=60)
        # Otherwise every session looks through all installed packages for components of theirs.
        self.app._bidi_component_manager = BidiComponentManager()
        if page != LANDING:
            self.app.switch_page(f"pages/{page}.py")
        self.app.query_params.update(params)
        self.app.run()

    # What there is

    @property
    def components(self) -> dict[str, Any]:
        """The views mounted, by key, in the order of the page; the sidebar's last."""
        nodes = [*self.app.main.get("bidi_component"), *self.app.sidebar.get("bidi_component")]
        return {node.key: node for node in nodes}

    def payload(self, key: str) -> dict[str, Any]:
        """What a view was sent."""
        sent: dict[str, Any] = json.loads(self.components[key].proto.bytes)
        return sent

    @property
    def payloads(self) -> dict[str, dict[str, Any]]:
        return {key: self.payload(key) for key in self.components}

    @property
    def bytes(self) -> int:
        """Size of all views' messages, as if every one of them had changed."""
        return sum(node.proto.ByteSize() for node in self.components.values())

    # What a reader reads

    @property
    def title(self) -> str:
        return str(self.payload("header")["title"])

    @property
    def subtitle(self) -> str:
        return str(self.payload("header")["subtitle"])

    @property
    def sentence(self) -> str:
        return str(self.payload("filter_bar")["sentence"])

    @property
    def chips(self) -> list[str]:
        return [chip["label"] for chip in self.payload("filter_bar")["chips"]]

    @property
    def notes(self) -> list[str]:
        return list(self.payload("filters")["notes"])

    def brings(self, facet: str) -> dict[str, int]:
        """What the panel says a click on each choice brings."""
        choices = allowed_values(load_catalogue())[facet]
        return dict(zip(choices, self.payload("filters")["counts"][facet], strict=True))

    @property
    def lang(self) -> str:
        return str(self.payload("header")["lang"])

    @property
    def page(self) -> str:
        return str(self.payload("header")["page"])

    def statements(self, key: str) -> list[str]:
        """The measures that a list shows, in the reader's language and the list's order."""
        sent = self.payload(key)
        document = open_document(sent["doc"])
        return [document.statement(m, sent["lang"]) for m, _ in sent["rows"]]

    # What a reader does

    @property
    def address(self) -> Params:
        """Parameters of the address as it stands now."""
        return {
            name: [value] if isinstance(value, str) else list(value)
            for name, value in self.app.query_params.items()
        }

    @property
    def query(self) -> Query:
        return Query.from_params(self.address, load_catalogue())[0]

    def change(self, key: str, **patch: list[str]) -> Screen:
        """Change something in a view."""
        states = WidgetStates()
        state = states.widgets.add()
        state.id = _make_trigger_id(self.components[key].proto.id, "events")
        state.json_trigger_value = json.dumps([{"event": "change", "value": patch}])
        self.app._run(states)
        return self

    def follow(self, href: str) -> Screen:
        """Open a link of the page in a new window."""
        parts = urlsplit(href)
        page = parts.path.strip("./") or LANDING
        return Screen(page, **parse_qs(parts.query))
