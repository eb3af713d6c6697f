"""XML in a zip archive, as office programs write it: opened within bounds and told as it streams.

A few kilobytes unpack to millions of elements, so no tree is built: the parser tells of each
element as it comes out of the archive, and past a bound the document is refused.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final, Protocol
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from lxml import etree

from atlas.reading.decode import UnreadableFile

XML_LIMIT, FILE_LIMIT = 64, 256
"""Megabytes a document's text, and all its parts together, may unpack to."""

MOST_ELEMENTS: Final = 1_500_000
"""Elements of a document's text; 500 pages, every other word formatted, have some 500,000."""

MOST_DEEP: Final = 240
"""Elements within each other; the parser itself stops at 256."""

DAMAGED: Final = (BadZipFile, ZlibError, etree.LxmlError, EOFError, ValueError, KeyError)
"""What comes of an archive or of XML that is damaged."""

_MB: Final = 1 << 20
_DIRECTORY: Final = _MB
"""Bytes the list of a document's parts may take: some ten thousand of them."""
_READ: Final = 1 << 16
_LONGEST: Final = 4 * _MB
"""Bytes one tag may take, or one run of characters between two."""

_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""The same names, as the strict form of the standard and as every program spells them."""


def open_archive(data: bytes, name: str) -> ZipFile:
    """An archive that unpacks to no more than it is worth; else `UnreadableFile`.

    Raises one of `DAMAGED` for what is no archive.
    """
    # The end of an archive says how long its directory is, which is read whole when it is opened.
    end = data.rfind(b"PK\5\6", -(1 << 16) - 22)
    if end >= 0 and int.from_bytes(data[end + 12 : end + 16], "little") > _DIRECTORY:
        raise UnreadableFile("too_many_parts", name=name, limit=_DIRECTORY // 100)
    archive = ZipFile(io.BytesIO(data))
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile("encrypted", name=name)
    # A part never unpacks to more than its entry says: zipfile stops there.
    xml = [part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))]
    whole = sum(part.file_size for part in parts)
    if max(xml, default=0) > XML_LIMIT * _MB or whole > FILE_LIMIT * _MB:
        raise UnreadableFile("too_big", name=name, limit=XML_LIMIT)
    return archive


_KINDS: Final = {
    "word/document.xml": ".docx",
    "xl/workbook.xml": ".xlsx",
    "ppt/presentation.xml": ".pptx",
    "OFD.xml": ".ofd",
}
_SAID: Final = {
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
    b"application/epub+zip": ".epub",
}


def kind_of(data: bytes, name: str) -> str:
    """What an archive is, as the ending of its name; empty for one that says nothing of itself."""
    try:
        with open_archive(data, name) as archive:
            parts = set(archive.namelist())
            found = next((kind for part, kind in _KINDS.items() if part in parts), "")
            if not found and "mimetype" in parts and archive.getinfo("mimetype").file_size < _READ:
                found = _SAID.get(archive.read("mimetype").strip(), "")
            office = "[Content_Types].xml" in parts or "_rels/.rels" in parts
            return found or ("" if office else ".zip")
    except (*DAMAGED, NotImplementedError):
        # Nothing is lost: whoever then reads the file as what its name says meets the same fault
        # and tells the reader of it.
        return ""


class _Told(Protocol):
    """What a part's parser tells of it."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, words: str) -> None: ...
    def close(self) -> None: ...


def parse(archive: ZipFile, part: str, told: _Told, name: str) -> None:
    """Read a part of the archive to its end, telling of it as it comes."""
    parser = etree.XMLParser(target=told, resolve_entities=False, no_network=True)
    since = 0
    try:
        with archive.open(part) as stream:
            while piece := stream.read(_READ):
                # An element is told of with all its attributes at once.
                since = 0 if b"<" in piece else since + len(piece)
                if since > _LONGEST:
                    raise UnreadableFile("too_heavy", name=name)
                # Namespaces are declared at the head of a part.
                parser.feed(piece.replace(_STRICT, _USUAL) if _STRICT in piece else piece)
    except NotImplementedError:
        # Deflate64 and others that programs of archives offer and ours does not know.
        raise UnreadableFile("packed_otherwise", name=name) from None
    parser.close()


class Parts:
    """Where the parser stands in a part; raises `UnreadableFile` past the bounds."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root = ""
        self.tags = [""]
        self._elements = 0

    def enter(self, tag: str) -> None:
        """An element begins."""
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise UnreadableFile("too_many_parts", name=self.name, limit=MOST_ELEMENTS)
        if len(self.tags) > MOST_DEEP:
            raise UnreadableFile("too_deep", name=self.name, limit=MOST_DEEP)
        self.root = self.root or tag
        self.tags.append(tag)

    def inside(self, *around: str) -> bool:
        """Whether the element at hand stands right inside these, the innermost last."""
        return tuple(self.tags[-1 - len(around) : -1]) == around

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.enter(tag)

    def end(self, tag: str) -> None:
        """An element ends."""
        self.tags.pop()

    def data(self, words: str) -> None:
        """Characters of the text."""

    def close(self) -> None:
        """The part ends."""


class _Relations(Parts):
    """Targets of a part's relationships by the last word of their type, the first of each."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.targets: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A relationship."""
        self.enter(tag)
        kind = attributes.get("Type", "").rpartition("/")[2]
        if kind and attributes.get("TargetMode") != "External":
            self.targets.setdefault(kind, attributes.get("Target", ""))


def main_part(archive: ZipFile, name: str) -> tuple[str, dict[str, str]]:
    """The part that holds a Word document's text, and those beside it that it has, by their kinds.

    The package says which they are; where it says nothing usable they have their usual names.
    """
    parts = set(archive.namelist())
    said = relations(archive, "", name).get("officeDocument", "")
    main = said if said in parts else next((one for one in _MAIN if one in parts), "")
    if not main:
        raise UnreadableFile("not_docx", name=name)
    related = relations(archive, main, name)
    beside: dict[str, str] = {}
    for kind in _BESIDE:
        usual = str(PurePosixPath(main).with_name(f"{kind}.xml"))
        said = related.get(kind, "")
        if said in parts or usual in parts:
            beside[kind] = said if said in parts else usual
    return main, beside


_BESIDE: Final = ("styles", "numbering", "footnotes", "endnotes")
_MAIN: Final = ("word/document.xml", "document.xml")


def relations(archive: ZipFile, part: str, name: str) -> dict[str, str]:
    """Where a part's relationships lead, as paths in the archive; none where they are damaged."""
    path = PurePosixPath(part)
    listed = str(path.parent / "_rels" / f"{path.name}.rels") if part else "_rels/.rels"
    found = _Relations(name)
    if listed in archive.namelist():
        try:
            parse(archive, listed, found, name)
        except DAMAGED:
            # Nothing is lost: the parts are looked for by their usual names.
            return {}
    folder = path.parent if part else PurePosixPath()
    return {
        kind: target.lstrip("/") if target.startswith("/") else str(folder / target)
        for kind, target in found.targets.items()
    }
