"""The numbers that Word sets before paragraphs by itself (一、, （一）, 1.), which no run holds.

`word/numbering.xml` says how each level of a list is counted and written; which list a paragraph is
in is said by the paragraph or by its style. ECMA-376, part 1, section 17.9.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from docx.oxml.ns import qn

from atlas.reading.packed_xml import Parts

_ABSTRACT, _NUM, _LEVEL, _OVERRIDE = (
    qn(f"w:{name}") for name in ("abstractNum", "num", "lvl", "lvlOverride")
)
_ABSTRACT_ID, _NUM_ID, _LEVEL_ID = (qn(f"w:{name}") for name in ("abstractNumId", "numId", "ilvl"))
_START, _FORM, _WORDS, _RESTART, _LEGAL, _STYLE, _BEGIN = (
    qn(f"w:{name}")
    for name in ("start", "numFmt", "lvlText", "lvlRestart", "isLgl", "pStyle", "startOverride")
)
_VAL = qn("w:val")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PLACE = re.compile("%([1-9])")
_MOST: Final = 9_999
"""Counts beyond which a number is written in digits, whatever its form."""


@dataclass(slots=True)
class Level:
    """How one level of a list is counted, and the words its number stands in (%1、)."""

    start: int = 1
    form: str = "decimal"
    words: str = ""
    restarts: bool = True
    legal: bool = False


@dataclass(slots=True)
class _List:
    """A list as paragraphs name it: whose levels it has, and those it begins anew or changes."""

    levels_of: str = ""
    begins: dict[int, int] = field(default_factory=dict)
    own: dict[int, Level] = field(default_factory=dict)


class Numbering(Parts):
    """What `numbering.xml` says; `styles` leads from a style's id to the level it stands for."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.styles: dict[str, int] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self._at = self._list = ""
        self._k = 0
        self._level = Level()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.enter(tag)
        value = attributes.get(_VAL, "")
        if tag == _ABSTRACT:
            self._at = attributes.get(_ABSTRACT_ID, "")
        elif tag == _NUM:
            self._list = attributes.get(_NUM_ID, "")
            self._lists[self._list] = _List()
        elif tag == _ABSTRACT_ID and self.inside(_NUM):
            self._lists[self._list].levels_of = value
        elif tag == _OVERRIDE:
            self._k = _whole(attributes.get(_LEVEL_ID), 0)
        elif tag == _BEGIN and self.inside(_NUM, _OVERRIDE):
            self._lists[self._list].begins[self._k] = _whole(value, 1)
        elif tag == _LEVEL:
            self._level = Level()
            k = _whole(attributes.get(_LEVEL_ID), 0)
            if self.inside(_NUM, _OVERRIDE):
                self._lists[self._list].own[k] = self._level
            else:
                self._levels.setdefault(self._at, {})[k] = self._level
            self._k = k
        elif _LEVEL in self.tags:
            self._says(tag, value)

    def _says(self, tag: str, value: str) -> None:
        """An element of a level."""
        if tag == _START:
            self._level.start = _whole(value, 1)
        elif tag == _FORM and _FALLBACK not in self.tags:
            self._level.form = value
        elif tag == _WORDS:
            self._level.words = value
        elif tag == _RESTART:
            self._level.restarts = value != "0"
        elif tag == _LEGAL:
            self._level.legal = value not in ("0", "false", "off")
        elif tag == _STYLE:
            self.styles[value] = self._k

    def next(self, number: str, k: int) -> str:
        """The number of the next paragraph at a level of a list; empty where it has none."""
        listed = self._lists.get(number)
        if listed is None:
            return ""
        levels = {**self._levels.get(listed.levels_of, {}), **listed.own}
        level = levels.get(k)
        if level is None:
            return ""
        # Lists of the same levels go on counting; one that begins anew does so once.
        counts = self._counts.setdefault(listed.levels_of, {})
        if number not in self._begun:
            self._begun.add(number)
            counts.update({at: start - 1 for at, start in listed.begins.items()})
        counts[k] = counts.get(k, level.start - 1) + 1
        for deeper in [at for at in counts if at > k]:
            if levels.get(deeper, Level()).restarts:
                del counts[deeper]
        if level.form == "bullet":
            return ""

        def said(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            other = levels.get(at, Level())
            form = "decimal" if level.legal else other.form
            return written(counts.get(at, other.start), form)

        return _PLACE.sub(said, level.words)


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value is not None and value.isascii() and value.isdigit() else otherwise


_DIGITS: Final = "〇一二三四五六七八九"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_COUNTED: Final = frozenset(
    f"{people}{reach}"
    for people in ("chineseCounting", "taiwaneseCounting", "japaneseCounting")
    for reach in ("", "Thousand")
)
_CIRCLED: Final = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))
_ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def written(n: int, form: str) -> str:
    """A count in one of Word's forms; in digits where the form is not one of ours."""
    if not 0 < n <= _MOST:
        return "" if form == "none" else str(n)
    if form in _COUNTED:
        return _counted(n)
    if form in ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"):
        return "".join(_DIGITS[int(digit)] for digit in str(n))
    if form == "ideographTraditional" and n <= len(_STEMS):
        return _STEMS[n - 1]
    if form in _CIRCLED and n <= 20:
        return chr(ord("①") + n - 1)
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(n)
        return roman if form == "upperRoman" else roman.lower()
    if form == "decimalZero":
        return f"{n:02d}"
    return "" if form == "none" else str(n)


def _counted(n: int) -> str:
    """A number below ten thousand as it is said: 十二, 二十, 一百零五."""
    said, gap = "", False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, value)
        if not digit:
            gap = bool(said)
            continue
        said += ("零" if gap else "") + _DIGITS[digit] + unit
        gap = False
    return said.removeprefix("一") if said.startswith("一十") else said


def _roman(n: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        said += letters * (n // value)
        n %= value
    return said
