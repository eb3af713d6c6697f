"""The lines of a PDF, page by page, read by a process of its own.

A stranger's PDF may crash the C library that reads it or unpack without end, so it is read apart
from the server, within limits of memory and time. This file is run by its path and imports nothing
of ours. It reads the PDF on standard input and writes lines of JSON: a page as
`[page, pages, width, height, [[text, left, right, top, bottom, size, bold], …]]` with units of a
72nd of an inch, `top` and `bottom` counted from the foot of the page; or `{"error": …}`.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any, Final

MEMORY = 3 << 30
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


def _lines(page: Any, raw: Any) -> list[list[Any]]:
    text_page = page.get_textpage()
    lines: list[list[Any]] = []
    words: list[str] = []
    first = last = -1
    for i in range(text_page.count_chars() + 1):
        code = raw.FPDFText_GetUnicode(text_page, i) if i < text_page.count_chars() else 10
        if code not in (10, 13):
            words.append(chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd")
            if code > 32:
                first = i if first < 0 else first
                last = i
        elif words:
            if first >= 0:
                left, bottom, _, top = text_page.get_charbox(first)
                right = text_page.get_charbox(last)[2]
                size = raw.FPDFText_GetFontSize(text_page, first)
                bold = _is_bold(text_page, first, raw)
                box = [round(x, 1) for x in (left, right, top, bottom, size)]
                lines.append(["".join(words).strip(), *box, bold])
            words, first, last = [], -1, -1
    text_page.close()
    return lines


_BOLD: Final = (b"bold", b"simhei", b"heiti", b"\xe9\xbb\x91\xe4\xbd\x93")
"""What stands in the name of a bold font, 黑体 among it."""


def _is_bold(text_page: Any, at: int, raw: Any) -> bool:
    if raw.FPDFText_GetFontWeight(text_page, at) >= 600:
        return True
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, at, buffer, 128, ctypes.byref(flags))
    return any(name in buffer.value.lower() for name in _BOLD)


def main(seconds: int, most: int) -> None:
    """Read standard input; stop after `seconds` of processor time or `most` characters."""
    _limit(seconds)
    from pypdfium2 import PdfDocument, PdfiumError, raw  # noqa: PLC0415

    data = sys.stdin.buffer.read()
    try:
        pdf = PdfDocument(data)
        pages = len(pdf)
    except PdfiumError as error:
        _say({"error": "encrypted" if error.err_code == _PASSWORD else "damaged"})
        return
    told = 0
    for number in range(pages):
        try:
            page = pdf[number]
        except PdfiumError:
            # A page that is broken alone costs only itself.
            _say([number + 1, pages, 0, 0, []])
            continue
        lines = _lines(page, raw)
        told += sum(len(line[0]) for line in lines)
        if told > most:
            _say({"error": "too_long"})
            return
        _say([number + 1, pages, *page.get_size(), lines])
        page.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
