"""The files a page offers: a label and an address for each, for the menu on the screen."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.export import FORMATS
from atlas.language import say
from atlas.query import Query


@dataclass(frozen=True, slots=True)
class Offer:
    """One file of a page; `href` is relative to the page, and opens a download."""

    format: str
    label: str
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
        offered.append(Offer(id_, say(f"export.offer_{id_}", query.lang), href))
    return offered
