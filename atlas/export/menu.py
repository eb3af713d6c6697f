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


def file_address(query: Query, page: str) -> str:
    """Relative address of a page's files, with `{format}` where a format's name goes."""
    # A measure that is open on the screen is one among others there: it does not narrow a file.
    address = query.without("measure").address("export.{format}")
    return f"{address}{'&' if '?' in address else '?'}page={page}"


def offers(query: Query, page: str) -> list[Offer]:
    """Files of what a page shows, in the order of the registry."""
    address = file_address(query, page)
    return [
        Offer(
            id_,
            say(f"export.offer_{id_}", query.lang),
            say(f"export.hint_{id_}", query.lang),
            address.replace("{format}", id_),
        )
        for id_ in FORMATS
    ]
