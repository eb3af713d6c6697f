"""The lines of a PDF, page by page, read by a process of its own.

A stranger's PDF may crash the C library that reads it or unpack without end, so it is read apart
from the server, within limits of memory and time. This file is run by its path and imports nothing
of ours. It reads the PDF on standard input and writes lines of JSON: a page as
`[page, pages, width, height, [[text, left, right, top, bottom, size, bold, pieces], …], unmapped,
covered]` with units of a 72nd of an inch, `top` and `bottom` counted from the foot of the page, the
parts of a line between wide gaps, if there are any, told like lines, the share of characters whose
font does not say what they are, and the share of the page that its largest picture covers, at least
a little where it draws anything; or `{"error": …}`.
"""

from __future__ import annotations

import ctypes
import json
import re
import sys
from collections.abc import Generator, Iterator
from typing import Any, Final

MEMORY = 512 << 20
"""Bytes of address space the reading of one PDF may take."""

_PASSWORD: Final = 4
"""PDFium's code for a document that asks for a password."""


def _limit(seconds: int) -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def _say(message: Any) -> None:
    print(json.dumps(message, ensure_ascii=True), flush=True)


def _characters(text_page: Any, raw: Any) -> str:
    """The characters of a page, one for each of the library's, a line break after each line."""
    count = text_page.count_chars()
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer).decode("utf-16-le", "replace")[:-1]
    if len(text) == count and "\0" not in text:
        return text
    # A character of two halves or one the library leaves out would shift all after it.
    codes = (raw.FPDFText_GetUnicode(text_page, i) for i in range(count))
    return "".join(chr(c) if c < 0x110000 and not 0xD800 <= c < 0xE000 else "\ufffd" for c in codes)


def _lines(page: Any, raw: Any) -> list[list[Any]]:
    text_page = page.get_textpage()
    lines: list[list[Any]] = []
    for match in re.finditer(r"[^\r\n]+", _characters(text_page, raw)):
        words = match.group()
        first = match.end() - len(words.lstrip())
        last = match.start() + len(words.rstrip()) - 1
        if first <= last:
            left, bottom, _, top = text_page.get_charbox(first)
            right = text_page.get_charbox(last)[2]
            size = raw.FPDFText_GetFontSize(text_page, first)
            box = [round(x, 1) for x in (left, right, top, bottom, size)]
            bold = _is_bold(text_page, first, raw)
            pieces = [
                [text[0], *text[1], size, bold]
                for text in _pieces(text_page, words.strip(), first, size)
            ]
            lines.append([words.strip(), *box, bold, pieces if len(pieces) > 1 else []])
    text_page.close()
    return lines


_GAP: Final = 1.4
"""Widths of a character that part two pieces of a line: columns of a page, cells of a table."""
_SHIFT: Final = 0.6
"""Heights of a character by which what follows in a line stands on another."""


def _pieces(
    text_page: Any, words: str, first: int, size: float
) -> Iterator[tuple[str, list[float]]]:
    """The parts of a line between wide gaps, with left, right, top and bottom of each.

    The library puts a blank where it leaps, however far, to the next column or line as well.
    """
    begun = 0
    for blank in re.finditer(r"\s+", words):
        before = text_page.get_charbox(first + blank.start() - 1)
        after = text_page.get_charbox(first + blank.end())
        wide = max(size, before[2] - before[0], after[2] - after[0])
        leaps = abs(after[1] - before[1]) > _SHIFT * wide or after[0] < before[0]
        if leaps or after[0] - before[2] > _GAP * wide:
            yield words[begun : blank.start()], _box(text_page, first + begun, before)
            begun = blank.end()
    if begun:
        yield (
            words[begun:],
            _box(text_page, first + begun, text_page.get_charbox(first + len(words) - 1)),
        )


def _box(text_page: Any, first: int, last: tuple[float, ...]) -> list[float]:
    left, bottom, _, top = text_page.get_charbox(first)
    return [round(x, 1) for x in (left, last[2], top, bottom)]


_BOLD: Final = (b"bold", b"simhei", b"heiti", b"\xe9\xbb\x91\xe4\xbd\x93")
"""What stands in the name of a bold font, 黑体 among it."""


def _is_bold(text_page: Any, at: int, raw: Any) -> bool:
    if raw.FPDFText_GetFontWeight(text_page, at) >= 600:
        return True
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, at, buffer, 128, ctypes.byref(flags))
    return any(name in buffer.value.lower() for name in _BOLD)


_SAMPLE: Final = 500
"""Characters of a page that are asked whether their font says what they are."""


def _unmapped(page: Any, raw: Any) -> float:
    """Share of a page's characters that came out as whatever number they have in their font."""
    text_page = page.get_textpage()
    count = min(text_page.count_chars(), _SAMPLE)
    wrong = sum(raw.FPDFText_HasUnicodeMapError(text_page, i) == 1 for i in range(count))
    text_page.close()
    return wrong / count if count else 0.0


_MOST_OBJECTS: Final = 2_000


def _covered(page: Any, raw: Any) -> float:
    """Share of a page that the largest of what it draws beside text covers."""
    width, height = page.get_size()
    largest = 0.0
    for i in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page, i)
        if raw.FPDFPageObj_GetType(drawn) not in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            continue
        sides = [ctypes.c_float() for _ in range(4)]
        if raw.FPDFPageObj_GetBounds(drawn, *map(ctypes.byref, sides)):
            left, bottom, right, top = (side.value for side in sides)
            across = min(right, width) - max(left, 0)
            largest = max(largest, across * (min(top, height) - max(bottom, 0)))
    return min(1.0, largest / (width * height)) if width * height > 0 else 0.0


def messages(data: bytes, most: int, most_lines: int) -> Generator[Any]:
    """What is told of a PDF, page by page, within bounds of characters and of lines.

    Only for a process that may fail on it: the library has all the memory and time it asks for.
    """
    from pypdfium2 import PdfDocument, PdfiumError, raw  # noqa: PLC0415

    try:
        pdf = PdfDocument(data)
        pages = len(pdf)
    except PdfiumError as error:
        yield {"error": "encrypted" if error.err_code == _PASSWORD else "damaged"}
        return
    told = told_lines = 0
    for number in range(pages):
        try:
            page = pdf[number]
        except PdfiumError:
            # A page that is broken alone costs only itself.
            yield [number + 1, pages, 0, 0, [], 0.0, 1.0]
            continue
        lines = _lines(page, raw)
        told += sum(len(line[0]) for line in lines)
        told_lines += len(lines)
        if told > most or told_lines > most_lines:
            yield {"error": "too_long"}
            return
        seen = round(_unmapped(page, raw), 2), round(_covered(page, raw), 2)
        yield [number + 1, pages, *page.get_size(), lines, *seen]
        page.close()


def main(seconds: int, most: int, most_lines: int) -> None:
    """Read standard input, within bounds of processor time as well."""
    _limit(seconds)
    for message in messages(sys.stdin.buffer.read(), most, most_lines):
        _say(message)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
