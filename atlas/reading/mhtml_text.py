"""A page saved as one file (.mhtml, .mht): the first page in it, read as any saved page."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import Message

from atlas.reading.decode import UnreadableFile
from atlas.reading.html_text import html_text
from atlas.reading.lines import FileText

MOST_PARTS = 5_000
"""Parts a file may have: a page's pictures, styles and frames."""
_DEEPEST = 20
"""Parts within each other."""


def mhtml_text(data: bytes, *, name: str, encoding: str | None = None) -> FileText:
    """Main text of the page; raises `UnreadableFile` where there is none."""
    # A line that begins with two hyphens opens or closes a part.
    if data.count(b"\n--") > MOST_PARTS:
        raise UnreadableFile("too_many_parts", name=name, limit=MOST_PARTS)
    if data.lower().count(b"content-type: multipart/") > _DEEPEST:
        raise UnreadableFile("too_deep", name=name, limit=_DEEPEST)
    page = next(filter(_is_page, message_from_bytes(data, policy=policy.compat32).walk()), None)
    held = None if page is None else page.get_payload(decode=True)
    if page is None or not isinstance(held, bytes):
        raise UnreadableFile("no_text", name=name)
    declared = page.get_content_charset()
    return html_text(held, name=name, encoding=encoding, declared=declared)


def _is_page(part: Message) -> bool:
    return part.get_content_type() in ("text/html", "application/xhtml+xml")
