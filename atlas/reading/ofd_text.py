"""The text of an .ofd (GB/T 33190), the layout of pages that Chinese offices issue documents in.

Each piece of text stands at a place on its page, as in a PDF, and lines are rejoined by the same
rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from atlas.reading.decode import UnreadableFile
from atlas.reading.lines import FileText, Progress
from atlas.reading.packed_xml import DAMAGED, Parts, open_archive, parse
from atlas.reading.pdf_layout import Line
from atlas.reading.pdf_text import CHARACTERS, LINES, text_of_pages

PAGES: Final = 5_000
_PER_MM: Final = 72 / 25.4
_HEIGHT: Final = 297.0
"""Millimetres of a page whose size is not said: A4."""


def ofd_text(data: bytes, *, name: str, progress: Progress | None = None) -> FileText:
    """Text of the document; raises `UnreadableFile` for what is damaged or only a picture."""
    try:
        with open_archive(data, name) as archive:
            parts = set(archive.namelist())
            root = _List(name, "DocRoot")
            parse(archive, "OFD.xml", root, name)
            paths = []
            for said in root.said:
                document = _in("", said)
                pages = _List(name, "Page")
                parse(archive, document, pages, name)
                paths += [_in(document, said) for said in pages.said]
            if len(paths) > PAGES:
                raise UnreadableFile("too_many_parts", name=name, limit=PAGES)
            read: list[list[Line]] = []
            covered: dict[int, float] = {}
            size = count = 0
            for number, path in enumerate(paths, 1):
                page = _Page(name, number)
                # A page that is missing alone costs only itself.
                if path in parts:
                    parse(archive, path, page, name)
                if page.pictures or path not in parts:
                    covered[number] = 1.0
                read.append(page.lines())
                size += sum(len(line.text) for line in read[-1])
                count += len(read[-1])
                if size > CHARACTERS or count > LINES:
                    raise UnreadableFile("too_long", name=name, limit=CHARACTERS // 10**6)
                if progress is not None:
                    progress(number, len(paths))
    except DAMAGED:
        raise UnreadableFile("damaged", name=name) from None
    return text_of_pages(read, covered, name=name, kind="ofd")


def _in(part: str, said: str) -> str:
    """A path as a part says it, from the root of the archive."""
    said = said.strip()
    return said.lstrip("/") if said.startswith("/") else str(PurePosixPath(part).parent / said)


class _List(Parts):
    """Paths that a part lists, as the text of an element or in its attribute `BaseLoc`."""

    def __init__(self, name: str, element: str) -> None:
        super().__init__(name)
        self.said: list[str] = []
        self._element = element
        self._words: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.enter(tag)
        if tag.rpartition("}")[2] == self._element:
            if base := attributes.get("BaseLoc"):
                self.said.append(base)
            else:
                self._words = []

    def data(self, words: str) -> None:
        """Characters of the text."""
        if self._words is not None:
            self._words.append(words)

    def end(self, tag: str) -> None:
        """An element ends."""
        self.tags.pop()
        if self._words is not None:
            self.said += ["".join(self._words)] if self._words else []
            self._words = None


@dataclass(slots=True)
class _Piece:
    left: float
    top: float
    width: float
    height: float
    size: float
    bold: bool
    words: list[str] = field(default_factory=list)


class _Page(Parts):
    """The pieces of text of a page in their order."""

    def __init__(self, name: str, number: int) -> None:
        super().__init__(name)
        self.number = number
        self.pictures = 0
        self._height = _HEIGHT
        self._pieces: list[_Piece] = []
        self._open: _Piece | None = None
        self._box: list[str] | None = None
        self._reading = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.enter(tag)
        local = tag.rpartition("}")[2]
        if local == "TextObject":
            left, top, width, height = _numbers(attributes.get("Boundary", ""), 4)
            (size,) = _numbers(attributes.get("Size", ""), 1)
            weight = attributes.get("Weight", "400")
            bold = weight.isdigit() and len(weight) < 5 and int(weight) >= 600
            self._open = _Piece(left, top, width, height, size, bold)
            self._pieces.append(self._open)
        elif local == "ImageObject":
            self.pictures += 1
        elif local == "PhysicalBox":
            self._box = []
        self._reading = local == "TextCode"

    def data(self, words: str) -> None:
        """Characters of the text."""
        if self._reading and self._open is not None:
            self._open.words.append(words)
        elif self._box is not None:
            self._box.append(words)

    def end(self, tag: str) -> None:
        """An element ends."""
        self.tags.pop()
        local = tag.rpartition("}")[2]
        self._reading = False
        if local == "TextObject":
            self._open = None
        elif local == "PhysicalBox" and self._box is not None:
            self._height = _numbers("".join(self._box), 4)[3] or _HEIGHT
            self._box = None

    def lines(self) -> list[Line]:
        """Lines of the page: pieces beside each other are one."""
        rows: list[list[_Piece]] = []
        for piece in self._pieces:
            last = rows[-1][-1] if rows else None
            if last is not None and abs(piece.top - last.top) < 0.5 * (piece.size or 1):
                rows[-1].append(piece)
            else:
                rows.append([piece])
        found = []
        for row in rows:
            text = " ".join("".join("".join(p.words) for p in row).split())
            if text:
                first = row[0]
                found.append(
                    Line(
                        self.number,
                        self._height * _PER_MM,
                        text,
                        first.left * _PER_MM,
                        max(p.left + p.width for p in row) * _PER_MM,
                        (self._height - first.top) * _PER_MM,
                        (self._height - first.top - first.height) * _PER_MM,
                        first.size * _PER_MM,
                        first.bold,
                    )
                )
        return found


def _numbers(said: str, count: int) -> list[float]:
    """So many numbers of an attribute; zeros where it does not hold them."""
    parts = said[:200].split()
    try:
        found = [float(part) for part in parts[:count]]
    except ValueError:
        found = []
    finite = len(found) == count and all(abs(x) < 1e6 for x in found)
    return found if finite else [0.0] * count
