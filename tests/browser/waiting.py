"""Reading a page until it says what is wanted: a reader, too, looks until it stands there."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from playwright.sync_api import Error, Locator, Page

MOST = 30.0
"""Seconds that a reading may take on a busy machine; what is there already takes none of them."""


def becomes(
    read: Callable[[], Any], wanted: Any | Callable[[Any], object], *, within: float = MOST
) -> Any:
    """Wait until what is read equals what is wanted, or fulfils it; gives back what was read.

    Every reading asks the browser, which is what is waited for. A page that goes away under a
    reading is read again, and so is a list that is still too short. Where Playwright's `expect`
    knows the question, ask it instead.
    """
    ends = monotonic() + within
    while True:
        seen: Any
        try:
            seen = read()
        except (Error, LookupError) as missing:
            seen = missing
        else:
            if wanted(seen) if callable(wanted) else seen == wanted:
                return seen
        if monotonic() > ends:
            break
    if isinstance(seen, Error | LookupError):
        raise seen
    assert not callable(wanted), f"in the end it was {seen!r}"
    assert seen == wanted
    return seen


def fits(page: Page, width: int) -> None:
    """Wait until nothing stands out of a window so wide."""
    becomes(
        lambda: page.evaluate("document.documentElement.scrollWidth"), lambda seen: seen <= width
    )


def comes_into_sight(part: Locator, what: Locator) -> None:
    """Scroll to a part until something stands there.

    Again and again, as a reader does: what stands above it may still grow and push it away, and
    what is fetched when it is in sight is then not fetched.
    """

    def look() -> bool:
        part.scroll_into_view_if_needed()
        return what.is_visible()

    becomes(look, True)
