"""What a saved page is about, in its own words: the title of its text, not the name of its site."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

_HEAD: Final = 1 << 16
"""Characters at the beginning of a page where it says what it is."""
_LONGEST: Final = 200
_META = re.compile(r"<meta\b([^<>]{0,1000})>", re.IGNORECASE)
_PAIR = re.compile(r"""([\w:.-]{1,30})\s{0,3}=\s{0,3}(?:"([^"]{0,500})"|'([^']{0,500})')""")
_PARTS = re.compile(r"[_|\-—–·>»]+")

# As public authorities in China are to name them (国办发〔2017〕47号, appendix), and as pages tell
# programs that show a link to them.
_TITLES: Final = ("articletitle", "og:title", "twitter:title")
_SITES: Final = ("sitename", "og:site_name", "columnname", "contentsource")


def page_title(text: str, heading: str, title: str) -> str:
    """The title of a page's text, from what its head says, its own heading, or its window's title.

    Whatever names only the site or the column is passed over while there is anything else.
    """
    said = _said(text[:_HEAD])
    named = [_plain(said[name]) for name in _TITLES if said.get(name)]
    parts = sorted((part.strip() for part in _PARTS.split(title[: 10 * _LONGEST])), key=len)
    sites = {_plain(said[name]) for name in _SITES if said.get(name)}
    own = [heading] if 4 <= len(heading) <= 60 else []
    # The longest part of a window's title is what the page is about, those after it say where.
    candidates = [*named[:1], *own, *named[1:], *reversed(parts)]
    if _is_site(own, parts, named):
        candidates.remove(heading)
    found = (one for one in candidates if one and one not in sites)
    return next(found, title or heading)[:_LONGEST]


def _is_site(own: list[str], parts: list[str], named: list[str]) -> bool:
    """Whether a page's heading is what a longer title ends in: the name of the site."""
    if not own or named[:1] == own or len(parts) < 2:
        return False
    return own[0] in parts and own[0] != parts[-1]


def _plain(words: str) -> str:
    return " ".join(unescape(words).split())


def _said(head: str) -> dict[str, str]:
    """What the page says of itself, by name; the first of each."""
    found: dict[str, str] = {}
    for meta in _META.finditer(head):
        pairs = {m[1].lower(): m[2] or m[3] or "" for m in _PAIR.finditer(meta[1])}
        name = pairs.get("name") or pairs.get("property")
        if name and pairs.get("content"):
            found.setdefault(name.strip().lower(), pairs["content"])
    return found
