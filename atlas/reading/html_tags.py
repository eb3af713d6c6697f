"""The markup of a page cut down to what its text needs, before a library sees it.

libxml2 compares every attribute of an element with every other, and looks through all open
elements at every tag that closes none, so a small page can keep it busy for minutes. Here a page is
gone through once, as HTML says it is to be read: comments, scripts and styles are left out, and of
an element's attributes only what is asked of them is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from atlas.reading.decode import UnreadableFile

MOST_ELEMENTS: Final = 200_000
"""Elements of a page; one with 1,500 pages of text has some 100,000."""

HIDDEN: Final = "hidden"
"""Attribute of an element that is not shown, or not yet."""
DROPPED: Final = "inert"
"""Attribute of an element that is no part of the page's text."""
BOLD: Final = "strong"
"""Attribute of an element whose style is bold."""

# Every group keeps what it took (`*+`): nothing is gone through twice.
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+))?+"""
_TAG = re.compile(
    rf"<(?:(?P<comment>!--)|[!?][^>]*+>?"
    rf"|(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:{_ATTRIBUTE})*+)"
    r"[\s]*+(?P<empty>/?)[\s/]*+>?)"
)
_NAMED = re.compile(
    r"""[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+))?+"""
)
_KNOWN = re.compile(r"[a-z][\w:.\-]{0,30}", re.ASCII)
_TELLING = re.compile("hidden|role|style", re.IGNORECASE)
_RAW: Final = {
    name: re.compile(f"</{name}", re.IGNORECASE)
    for name in ("script", "style", "textarea", "iframe")
}
"""Elements that hold no elements, whatever stands in them, and are not read."""

_ROLES: Final = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))
_NOT_SHOWN = re.compile(r"display\s*+:\s*+none|visibility\s*+:\s*+hidden", re.IGNORECASE)
_IN_BOLD = re.compile(r"font-weight\s*+:\s*+(?:bold|[6-9]00)", re.IGNORECASE)


def plain_tags(text: str, *, name: str) -> Iterator[str]:
    """The page piece by piece, its tags with no attribute but `HIDDEN`, `DROPPED` and `BOLD`.

    Raises `UnreadableFile` past `MOST_ELEMENTS`.
    """
    at = tags = 0
    while (tag := _TAG.search(text, at)) is not None:
        if tag.start() > at:
            yield _words(text[at : tag.start()])
        at = tag.end()
        if tag["comment"]:
            end = text.find("-->", at)
            at = len(text) if end < 0 else end + 3
            continue
        if not tag["name"]:
            continue
        tags += 1
        # Most elements have a tag that opens and one that closes.
        if tags > 2 * MOST_ELEMENTS:
            raise UnreadableFile("too_many_parts", name=name, limit=MOST_ELEMENTS)
        kind = tag["name"].lower()
        if tag["close"]:
            if kind not in _RAW:
                yield f"</{_named(kind)}>"
        elif kind in _RAW and not tag["empty"]:
            closed = _RAW[kind].search(text, at)
            at = len(text) if closed is None else closed.start()
        else:
            yield f"<{_named(kind)}{_kept(tag['attributes'])}{' /' if tag['empty'] else ''}>"
    yield _words(text[at:])


def _words(text: str) -> str:
    # What begins no tag must not become one where a comment beside it is left out.
    return text.replace("<", "&lt;")


def _named(kind: str) -> str:
    """An element's name; one that no element has breaks lines like any unknown one."""
    return kind if _KNOWN.fullmatch(kind) else "x"


def _kept(attributes: str) -> str:
    if _TELLING.search(attributes) is None:
        return ""
    given: dict[str, str] = {}
    for found in _NAMED.finditer(attributes):
        key = found[1].lower()
        if key in ("hidden", "aria-hidden", "role", "style"):
            given.setdefault(key, unescape((found[2] or "").strip("\"'")))
    style = given.get("style", "")
    hidden = "hidden" in given or _NOT_SHOWN.search(style) is not None
    dropped = given.get("role") in _ROLES or given.get("aria-hidden") == "true"
    bold = _IN_BOLD.search(style) is not None
    said = {HIDDEN: hidden, DROPPED: dropped, BOLD: bold}
    return "".join(f" {attribute}" for attribute, holds in said.items() if holds)
