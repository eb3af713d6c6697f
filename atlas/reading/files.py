"""The text of a file, by what its first bytes and the ending of its name say it is."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from atlas.reading.decode import UnreadableFile, decode
from atlas.reading.lines import FileText, Progress
from atlas.reading.wrapped import unwrapped

LIMIT = 100
"""Megabytes a file may have."""

PLAIN: Final = frozenset(("", ".txt", ".md", ".markdown", ".text"))
PAGES: Final = frozenset((".html", ".htm", ".xhtml", ".shtml"))

SAVED: Final = frozenset((".mhtml", ".mht"))
PACKED: Final = frozenset((".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".ofd", ".zip"))

_SAVED = re.compile(rb"(?=[A-Za-z-]{2,40}:)(?:[^\n]{1,400}\n){0,12}?MIME-Version:", re.IGNORECASE)
_PACKED: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_LONGEST_TITLE = 200
_HEAD = 1 << 16
"""Bytes at the head of a file, blanks before the first word among them, that say what it is."""


def file_text(
    data: bytes,
    *,
    name: str,
    encoding: str | None = None,
    progress: Progress | None = None,
    apart: bool = False,
) -> FileText:
    """Text of a file; raises `UnreadableFile` with a sentence on what to do.

    `progress` is told the pages of a PDF as they are read. `apart` says that this process is there
    for the one file and may fail on it; else what reads a PDF is started for it.
    """
    suffix = PurePath(name).suffix.lower()
    if not data:
        raise UnreadableFile("empty", name=name)
    if len(data) > LIMIT << 20:
        raise UnreadableFile("too_big_file", name=name, limit=LIMIT)
    found = _read(data, suffix, name, encoding, progress, apart=apart)
    if not found.text.strip():
        raise UnreadableFile("no_text", name=name)
    return replace(found, title=found.title[:_LONGEST_TITLE])


def _read(
    data: bytes,
    suffix: str,
    name: str,
    encoding: str | None,
    progress: Progress | None,
    *,
    apart: bool,
) -> FileText:
    # Imported where they are used: a plain text needs no library for documents.
    if data.startswith(_OLE):
        if _LOCKED in data:
            raise UnreadableFile("encrypted", name=name)
        from atlas.reading.office_text import converted  # noqa: PLC0415

        data, kind = converted(data, name=name, apart=apart)
        return _unpacked(data, f".{kind}", name, progress, apart=apart)
    if suffix == ".pdf" or b"%PDF-" in data[:1024]:
        from atlas.reading.pdf_text import pdf_text  # noqa: PLC0415

        return pdf_text(data, name=name, progress=progress, apart=apart)
    if suffix in PACKED or data.startswith(_PACKED):
        return _unpacked(data, suffix, name, progress, apart=apart)
    if data.startswith(b"{\\rtf"):
        raise UnreadableFile("format", name=name, suffix="RTF")
    if suffix in SAVED or _SAVED.match(data[:_HEAD]):
        from atlas.reading.mhtml_text import mhtml_text  # noqa: PLC0415

        return mhtml_text(data, name=name, encoding=encoding)
    if suffix in PAGES or _is_page(data):
        from atlas.reading.html_text import html_text  # noqa: PLC0415

        return html_text(data, name=name, encoding=encoding)
    if suffix not in PLAIN:
        raise UnreadableFile("format", name=name, suffix=suffix)
    decoded = decode(data, name=name, encoding=encoding)
    return FileText(unwrapped(decoded.text), decoded.encoding, issues=decoded.issues)


def _unpacked(
    data: bytes, suffix: str, name: str, progress: Progress | None, *, apart: bool
) -> FileText:
    """Text of an archive, by the parts in it; named for what it is where it is not read."""
    from atlas.reading.packed_xml import kind_of  # noqa: PLC0415

    kind = kind_of(data, name) or suffix
    if kind == ".xlsx":
        from atlas.reading.sheet_text import sheet_text  # noqa: PLC0415

        return sheet_text(data, name=name)
    if kind == ".ofd":
        from atlas.reading.ofd_text import ofd_text  # noqa: PLC0415

        return ofd_text(data, name=name, progress=progress)
    if kind == ".zip":
        from atlas.reading.archived import only_document  # noqa: PLC0415

        inner, held = only_document(data, name=name)
        if held.startswith(_PACKED) and kind_of(held, inner) == ".zip":
            # One that holds itself would be unpacked without end.
            raise UnreadableFile("archive", name=name)
        return file_text(held, name=inner, progress=progress, apart=apart)
    if kind in (".pptx", ".odt", ".ods", ".epub"):
        raise UnreadableFile("format", name=name, suffix=kind)
    from atlas.reading.docx_text import docx_text  # noqa: PLC0415

    return docx_text(data, name=name)


def _is_page(data: bytes) -> bool:
    """Whether a file begins as a web page does, whatever its name ends in."""
    # Blanks are taken off first: a pattern that looks for them tries every number of them.
    head = data[:_HEAD].lstrip().removeprefix(codecs.BOM_UTF8).lstrip()
    return _PAGE.match(head) is not None
