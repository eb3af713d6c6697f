"""The text of a file, by the ending of its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from atlas.reading.decode import UnreadableFile, decode

PLAIN = frozenset(("", ".txt", ".md", ".markdown", ".text"))


@dataclass(frozen=True, slots=True)
class FileText:
    """What a file says: its text, the encoding it was in, and its title where it has one."""

    text: str
    encoding: str
    title: str = ""


def file_text(data: bytes, *, name: str, encoding: str | None = None) -> FileText:
    """Text of a file; raises `UnreadableFile` with a sentence on what to do."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in PLAIN:
        raise UnreadableFile("format", name=name, suffix=suffix)
    decoded = decode(data, name=name, encoding=encoding)
    return FileText(decoded.text, decoded.encoding)
