"""What the styles of a .docx say: which head sections, at what rank, and in which list they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from docx.oxml.ns import qn

from atlas.reading.packed_xml import Parts

_STYLE, _NAME, _BASE, _PPR, _OUTLINE = (
    qn(f"w:{name}") for name in ("style", "name", "basedOn", "pPr", "outlineLvl")
)
_NUMBERED, _NUM_ID, _LEVEL = (qn(f"w:{name}") for name in ("numPr", "numId", "ilvl"))
_VAL, _ID = qn("w:val"), qn("w:styleId")
_HEADINGS: Final = ("heading", "标题", "title")
_CONTENTS: Final = ("toc ", "table of figures", "目录 ", "wpsoffice手动目录")
_DEEPEST: Final = 12
"""Styles that one may be based on in a row."""


@dataclass(slots=True)
class Style:
    """A style: its name, what it is based on, its rank by its outline, and its list.

    `level` is 1 for the highest rank and 0 for none, `in_list` is None where the style says nothing
    of one.
    """

    name: str = ""
    base: str = ""
    outlined: int = 0
    in_list: str | None = None
    list_at: int | None = None

    @property
    def heads(self) -> bool:
        """Whether it heads sections or the document."""
        return self.name.startswith(_HEADINGS) or self.outlined > 0

    @property
    def level(self) -> int:
        """Its rank, 1 the highest, 0 for none."""
        named = self.name.removeprefix("heading ").removeprefix("标题").strip()
        return self.outlined or (int(named) if named in tuple("123456789") else 0)

    @property
    def lists_contents(self) -> bool:
        """Whether its paragraphs are entries of a list of contents."""
        return self.name.startswith(_CONTENTS)


class Styles(Parts):
    """The styles of a document by their ids, each with what it is based on."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._own: dict[str, Style] = {}
        self._style = Style()
        self._known: dict[str, Style] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.enter(tag)
        value = attributes.get(_VAL, "")
        if tag == _STYLE:
            self._style = self._own[attributes.get(_ID, "")] = Style()
        elif tag == _NAME and self.inside(_STYLE):
            self._style.name = value.lower()
        elif tag == _BASE and self.inside(_STYLE):
            self._style.base = value
        elif tag == _OUTLINE and self.inside(_STYLE, _PPR):
            self._style.outlined = outline_level(value)
        elif tag == _NUM_ID and self.inside(_STYLE, _PPR, _NUMBERED):
            self._style.in_list = value
        elif tag == _LEVEL and self.inside(_STYLE, _PPR, _NUMBERED):
            self._style.list_at = int(value) if value in tuple("012345678") else None

    def of(self, style: str) -> Style:
        """A style with what those it is based on say where it says nothing itself."""
        if style not in self._known:
            self._known[style] = self._resolved(style)
        return self._known[style]

    def _resolved(self, style: str) -> Style:
        own = self._own.get(style, Style())
        found = Style(own.name, own.base, own.outlined, own.in_list, own.list_at)
        base = own
        for _ in range(_DEEPEST):
            if base.base not in self._own:
                break
            base = self._own[base.base]
            # A title is no heading of what is based on it; a heading of a rank is.
            if not found.heads and base.level:
                found.outlined = base.level
            found.in_list = base.in_list if found.in_list is None else found.in_list
            if found.list_at is None:
                found.list_at = base.list_at
        return found


def outline_level(value: str | None) -> int:
    """The rank of a paragraph by its outline, 1 the highest; 0 for running text, which Word says
    by 9.
    """
    return int(value) + 1 if value in tuple("012345678") else 0
