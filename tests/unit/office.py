"""Files as a person would have them, made for a test: Word documents, PDFs and saved pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from PIL import Image
from reportlab.lib.utils import ImageReader
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


def word_of(body: str, **beside: str) -> bytes:
    """A Word document whose body is this XML, with the parts that Word itself would write.

    `beside` are the contents of further parts (numbering, styles, footnotes) by their names.
    """
    stored = io.BytesIO()
    empty = io.BytesIO(word(lambda document: None))
    with ZipFile(empty) as parts, ZipFile(stored, "w", ZIP_DEFLATED) as file:
        for part in parts.namelist():
            data = parts.read(part)
            if part == "word/document.xml":
                xml = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
                data = xml.encode()
            if part.removeprefix("word/").removesuffix(".xml") not in beside:
                file.writestr(part, data)
        for kind, inner in beside.items():
            xml = f'<w:{kind} xmlns:w="{WORD}">{inner}</w:{kind}>'
            file.writestr(f"word/{kind}.xml", xml.encode())
    return stored.getvalue()


def word_parts(data: bytes, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> bytes:
    """An archive with every part renamed, changed or, for None, left out."""
    stored = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as parts, ZipFile(stored, "w", ZIP_DEFLATED) as file:
        for part in parts.namelist():
            if (kept := change(part, parts.read(part))) is not None:
                file.writestr(*kept)
    return stored.getvalue()


def pdf_objects(bodies: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1, the first its catalogue."""
    out, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    at, size = len(out), len(bodies) + 1
    rows = b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size + rows
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, at)


def pdf_without_characters(codes: list[int]) -> bytes:
    """A PDF whose font has numbers of its own and no table of the characters they stand for."""
    drawn = b"BT /F1 12 Tf 70 700 Td <" + b"".join(b"%04X" % code for code in codes) + b"> Tj ET"
    font = b"/BaseFont/ABCDEF+Song"
    info = b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    box = b"/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80"
    return pdf_objects(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F1 5 0 R>>>>>>",
            b"<</Length %d>>stream\n" % len(drawn) + drawn + b"\nendstream",
            b"<</Type/Font/Subtype/Type0" + font + b"/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
            b"<</Type/Font/Subtype/CIDFontType2" + font + b"/CIDSystemInfo" + info + b"/DW 1000"
            b"/FontDescriptor 7 0 R>>",
            b"<</Type/FontDescriptor/FontName/ABCDEF+Song/Flags 4" + box + b">>",
        ]
    )


def pdf_with_scans(pages: list[str], *, stamp: str = "", mark: str = "") -> bytes:
    """A PDF page by page: a paragraph, or for an empty one a picture that covers the page.

    `stamp` is what a scanner writes on its pages, `mark` a watermark across every page.
    """
    stored = io.BytesIO()
    canvas = Canvas(stored)
    picture = ImageReader(Image.new("L", (60, 80), 200))
    for words in pages:
        if not words:
            canvas.drawImage(picture, 0, 0, 595, 842)
            canvas.setFont(FONT, 12)
            canvas.drawString(94, 400, stamp)
        canvas.setFont(FONT, 40)
        canvas.drawString(150, 420, mark)
        canvas.setFont(FONT, 12)
        for line, at in enumerate(range(0, len(words), LINE)):
            canvas.drawString(70, 760 - 20 * line, words[at : at + LINE])
        canvas.showPage()
    canvas.save()
    return stored.getvalue()
