"""A page of the snapshot before it is written: where it stands, what it says, whither it links."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from atlas.model import LANGS, Lang
from atlas.query import Query

NAVIGATION: Final = (
    ("overview", "index.html"),
    ("map", "map.html"),
    ("measures", "measures/index.html"),
    ("place", "places/index.html"),
    ("strategies", "strategies/index.html"),
    ("zones", "zones/index.html"),
    ("method", "method.html"),
    ("glossary", "glossary.html"),
)
"""The line at the top: names of pages and where they stand below a language."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language.

    `path` is where it stands below its language, `template` what it is written with, `heading` its
    one h1 and `parts` what the template fills in. `live` is the view of the live version that shows
    the same, with the name of its page there. `up` is the entry of the navigation it belongs to.
    """

    lang: Lang
    path: str
    template: str
    title: str
    description: str
    heading: str
    live: tuple[str, Query]
    up: str = ""
    parts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """Where it stands in the snapshot."""
        return f"{self.lang}/{self.path}"

    def link(self, path: str) -> str:
        """Link to another page of its language."""
        return relative(self.file, f"{self.lang}/{path}")

    def asset(self, path: str) -> str:
        """Link to a file from the top of the snapshot."""
        return relative(self.file, path)

    @property
    def alternates(self) -> dict[Lang, str]:
        """The same page in each language, from the top of the snapshot."""
        return {lang: f"{lang}/{self.path}" for lang in LANGS}


def relative(file: str, to: str) -> str:
    """The way from one file of the snapshot to another, wherever the whole of it is put."""
    return posixpath.relpath(to, posixpath.dirname(file) or ".")


def measure_path(id_: str) -> str:
    """Where the page of a measure stands below a language."""
    return f"measures/{id_}.html"


def place_path(adcode: str) -> str:
    """Where the page of a prefecture or county stands; the province's own is the list of places."""
    return f"places/{adcode}.html"


def strategy_path(id_: str) -> str:
    """Where the page of a strategy stands."""
    return f"strategies/{id_}.html"


def zone_path(id_: str) -> str:
    """Where the page of a zone or class stands."""
    return f"zones/{id_}.html"
