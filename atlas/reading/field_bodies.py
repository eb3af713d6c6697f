"""Lists of bodies cut into names: who is charged with a measure, without those who only help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from atlas.model import Span
from atlas.reading.field_wordings import FieldWordings

_LONGEST: Final = 40
"""Characters of a body's name."""
_PARTS = re.compile(r"(?:[^、，,；;/\s()（）]|[（(][^()（）]*[)）])+")
_REMARK = re.compile("[（(]([^()（）]*)[)）]$")
_AND = re.compile("[和与及]")
_ETC = re.compile("等(?:有关|相关)?(?:部门|单位|地方)?$")


def charged_in(text: str, span: Span, words: FieldWordings) -> Iterator[Span]:
    """The bodies of a bracket that are charged (（甲厅牵头，乙厅配合）names 甲厅)."""
    for part in re.finditer("[^，,]+", span.text(text)):
        start, end = span.start + part.start(), span.start + part.end()
        if led := words.led.search(text, start, end):
            yield from listed(text, Span(start, led.start()), words, named=True)


def listed(text: str, span: Span, words: FieldWordings, *, named: bool = False) -> Iterator[Span]:
    """The names in a list, up to who only helps; `named` for what must look like a body's name."""
    start, end = span.start, span.end
    if named:
        if text.startswith("由", start):
            start += 1
        if aside := words.beside.search(text, start, end):
            end = aside.start()
    for part in _PARTS.finditer(text, start, end):
        for one in _apart(text, *part.span(), words):
            name = one.text(text)
            if len(name) > _LONGEST or words.nobody.search(name):
                continue
            if not named or (words.body.search(name) and len(name) > 1):
                yield one


def _apart(text: str, start: int, end: int, words: FieldWordings) -> Iterator[Span]:
    """甲厅和乙局 as two, 发展和改革委员会 as one; without 等部门 and what a remark says."""
    remark = _REMARK.search(text, start, end)
    if remark is not None:
        if words.beside.search(remark.group(1)):
            return
        if words.led.search(remark.group(1)):
            end = remark.start()
    for pattern in (_ETC, words.led):
        if found := pattern.search(text, start, end):
            end = found.start()
    at = start
    for joint in _AND.finditer(text, start, end):
        if words.body.search(text, at, joint.start()):
            yield Span(at, joint.start())
            at = joint.end()
    if at < end:
        yield Span(at, end)
