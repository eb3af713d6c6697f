"""How wide words are and where a line of them breaks, in the letters that drawings are set in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import rjieba
from PIL import ImageFont

from atlas.model import Lang

FONTS: Final = Path(__file__).parent / "fonts"
FONT_FILES: Final = tuple(
    FONTS / f"NotoSansCJKsc-{weight}-subset.otf" for weight in ("Regular", "Bold")
)
FAMILIES: Final = ("Source Han Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei")
"""What a file asks for, best first; the second is the one in `FONTS`, which PNGs are set in."""

_RUNS = re.compile(r"([\u4e00-\u9fff]+)|([^\s\u3000-\u9fff\uff00-\uffef]+\s*|.)", re.DOTALL)
_CLOSING = tuple("，。；：、！？）》”’…")
_MEASURED_AT = 1000
# What XML cannot hold; an address may bring in anything.
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# These marks are as wide as a character in our letters; English words do not want the gap.
_PLAIN = str.maketrans("“”‘’", "\"\"''")


@cache
def _font(weight: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        FONT_FILES[weight >= 600], _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC
    )


def lettered(text: str, lang: Lang) -> str:
    """Text as it is set: English with straight quotation marks."""
    text = _UNWRITABLE.sub("", text)
    return text if lang == "zh" else text.translate(_PLAIN)


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, weight: int = 400) -> float:
    """Width of a line, in the unit of `size`."""
    return _font(weight).getlength(text) * size / _MEASURED_AT


def wrapped(text: str, width: float, size: float, weight: int = 400, most: int = 0) -> list[str]:
    """Lines no wider than `width`, broken between words, Chinese ones as well.

    With `most` above 0 no more lines than that come back, the last ending in … where words were
    left out.
    """
    lines, now = [], ""
    for piece in _pieces(text):
        # Closing punctuation never begins a line.
        fits = text_width((now + piece).rstrip(), size, weight) <= width
        if fits or piece.startswith(_CLOSING):
            now += piece
        else:
            lines.append(now.rstrip())
            now = piece
    if now.strip():
        lines.append(now.rstrip())
    lines = [line for line in lines if line]
    if 0 < most < len(lines):
        lines = [*lines[: most - 1], _shortened(lines[most - 1], width, size, weight)]
    return lines


def _pieces(text: str) -> Iterator[str]:
    for chinese, other in _RUNS.findall(text):
        if chinese:
            yield from rjieba.cut(chinese, True)
        else:
            yield other


def _shortened(line: str, width: float, size: float, weight: int) -> str:
    while line and text_width(line + "…", size, weight) > width:
        line = line[:-1]
    return line.rstrip("，、；。 ,;") + "…"
