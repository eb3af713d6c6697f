"""What Python sends the views, made by the functions that the pages call.

A test changes little of it, and nothing that is not there: a key that was renamed in Python is
refused here by its name, and what the view no longer finds is missing on its page.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from atlas.analysis.strategies import asked_of_each
from atlas.answering import open_query
from atlas.contract import VIEWS
from atlas.figures.cooperation_payload import cooperation_payload
from atlas.figures.indicators_payload import indicators_payload
from atlas.figures.map_payload import map_message
from atlas.figures.measures_payload import measures_payload
from atlas.figures.method_payload import method_payload
from atlas.figures.overview_payload import overview_payload
from atlas.figures.place_payload import place_payload
from atlas.figures.read_payload import read_payload
from atlas.figures.strategies_payload import strategies_payload
from atlas.ui.assets import compact_json
from atlas.ui.comparison_answers import compared
from atlas.ui.coverage_answers import matrix_shown, weight_shown
from atlas.ui.frame import filter_bar_message, filters_message, header_message
from atlas.ui.kept_answers import indicator, ties
from atlas.ui.view import View, reaches, selected
from tests.contract import fits

MAKERS: dict[str, Callable[[View], Any]] = {
    "header": lambda v: header_message(v, title="", subtitle=""),
    "filters": filters_message,
    "filter_bar": filter_bar_message,
    "overview": lambda v: overview_payload(v.selection),
    "map": lambda v: map_message(v.selection),
    "measures": lambda v: measures_payload(v.selection),
    "place": lambda v: place_payload(v.selection),
    "strategies": lambda v: strategies_payload(
        v.selection, reaches(v.document, asked_of_each(v.query))
    ),
    "coverage": lambda v: matrix_shown(v.document, v.query),
    "weight": lambda v: weight_shown(v.document, v.query)[0],
    "weight_table": lambda v: weight_shown(v.document, v.query)[1],
    "compare": lambda v: compared(v.document, v.query, v.against)[2],
    "cooperation": lambda v: cooperation_payload(ties(v.document, v.query)),
    "indicators": lambda v: indicators_payload(indicator(v.document, v.query)),
    "read": lambda v: read_payload(v.selection),
    "method": lambda v: method_payload(v.selection),
}
"""How a page comes to what it sends each view."""

OFFLINE = {"filter_bar": {"share"}}
"""What `offline/page.js` gives a view of its own, in the file that works without Python."""


def sent(view: str, page: str = "map", **params: str | list[str]) -> dict[str, Any]:
    """What a page at an address sends a view, as the browser reads it."""
    listed = {name: [v] if isinstance(v, str) else v for name, v in params.items()}
    opened = open_query(listed)
    assert opened.dropped == (), "an address of the tests is not known"
    shown = View(
        page,
        opened.query,
        opened.dropped,
        opened.document,
        selected(opened.document, opened.query),
        opened.against,
    )
    message: dict[str, Any] = json.loads(compact_json(MAKERS[view](shown)))
    return message


def changed(message: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A message, or a part of one, with other values for keys that it has."""
    unknown = sorted(changes.keys() - message.keys())
    assert unknown == [], f"nobody sends {unknown}: there are {sorted(message)}"
    return message | changes


def checked(view: str, message: dict[str, Any]) -> dict[str, Any]:
    """A message as it is, once it fits what Python sends that view."""
    own = OFFLINE.get(view, set())
    fits(VIEWS[view], {k: v for k, v in message.items() if k not in own})
    return message
