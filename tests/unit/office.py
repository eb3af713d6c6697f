"""Files as a person would have them, made for a test: Word documents, PDFs and saved pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

registerFont(UnicodeCIDFont("STSong-Light"))
FONT = "STSong-Light"
LINE = 38
"""Characters a line of a made PDF holds."""


def word(build: Callable[[Document], None]) -> bytes:
    """A Word document with what `build` puts into it."""
    document = Document()
    build(document)
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def pdf(pages: list[list[str]], *, title: str = "", head: str = "", locked: bool = False) -> bytes:
    """A PDF of paragraphs: indented, broken into full lines, a running head and a page number.

    A paragraph that begins with + goes on from the page before and is not indented.
    """
    stored = io.BytesIO()
    canvas = Canvas(stored, encrypt="secret" if locked else None)
    for number, paragraphs in enumerate(pages, 1):
        canvas.setFont(FONT, 9)
        canvas.drawString(70, 810, head)
        canvas.drawString(290, 30, f"— {number} —")
        y = 760
        if title and number == 1:
            canvas.setFont(FONT, 20)
            canvas.drawString(150, y, title)
            y -= 40
        canvas.setFont(FONT, 12)
        for paragraph in paragraphs:
            left, at = (70, 1) if paragraph[0] == "+" else (94, 0)
            while at < len(paragraph):
                room = LINE - (2 if left == 94 else 0)
                canvas.drawString(left, y, paragraph[at : at + room])
                left, at, y = 70, at + room, y - 20
        canvas.showPage()
    canvas.save()
    return stored.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip file of named parts."""
    stored = io.BytesIO()
    with ZipFile(stored, "w", ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return stored.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_of(body: str) -> bytes:
    """A Word document whose body is this XML, with the parts that Word itself would write."""
    stored = io.BytesIO()
    empty = io.BytesIO(word(lambda document: None))
    with ZipFile(empty) as parts, ZipFile(stored, "w", ZIP_DEFLATED) as file:
        for part in parts.namelist():
            data = parts.read(part)
            if part == "word/document.xml":
                xml = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
                data = xml.encode()
            file.writestr(part, data)
    return stored.getvalue()
