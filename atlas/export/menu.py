"""The files a page offers: a label and an address for each, for the menu on the screen."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.export import FORMATS
from atlas.language import say
from atlas.query import Query


@dataclass(frozen=True, slots=True)
class Offer:
    """One file of a page: what it is, what for, and its address relative to the page."""

    format: str
    label: str
    hint: str
    href: str


def offers(query: Query, page: str) -> list[Offer]:
    """Files of what a page shows, in the order of the registry.

    A measure that is open on the screen is one among others there, so it does not narrow a file.
    """
    shown = query.without("measure")
    offered = []
    for id_ in FORMATS:
        address = shown.address(f"export.{id_}")
        href = f"{address}{'&' if '?' in address else '?'}page={page}"
        label, hint = (say(f"export.{part}_{id_}", query.lang) for part in ("offer", "hint"))
        offered.append(Offer(id_, label, hint, href))
    return offered
