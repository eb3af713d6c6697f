"""A page as it comes out of a printer: its sheets, read and looked at by PDFium."""

from __future__ import annotations

import ctypes
import re

import pypdfium2 as pdfium
from playwright.sync_api import Page
from pypdfium2 import raw

SIGNS = re.compile("[\\s●◆▲⇄○◇\ufffe-]+")
"""Space, which a PDF has where a line ends; what stands before a marked word; hyphens, which PDFium
gives by another sign at the end of a line."""


def plain(text: str) -> str:
    """A text without space and signs, so that lines may end anywhere."""
    return SIGNS.sub("", text)


class Printed:
    """The sheets that a browser makes of the page at hand."""

    def __init__(self, page: Page, paper: str = "A4", *, landscape: bool = False) -> None:
        # The answers of pypdfium2 live no longer than the document they are asked of.
        with pdfium.PdfDocument(page.pdf(format=paper, landscape=landscape)) as pdf:
            sheets = [pdf[number] for number in range(len(pdf))]
            self.sheets = [plain(sheet.get_textpage().get_text_range()) for sheet in sheets]
            self.sizes = [tuple(map(round, sheet.get_size())) for sheet in sheets]
            self.paths = [_drawn(sheet, raw.FPDF_PAGEOBJ_PATH) for sheet in sheets]
            self.pictures = sum(_drawn(sheet, raw.FPDF_PAGEOBJ_IMAGE) for sheet in sheets)
            self.links = {link for sheet in sheets for link in _links(pdf, sheet)}
        self.text = "".join(self.sheets)

    def missing(self, words: list[str]) -> list[str]:
        """Which of some words stand on no sheet."""
        return [one for one in words if plain(one) not in self.text]


def _drawn(sheet: pdfium.PdfPage, kind: int) -> int:
    return sum(one.type == kind for one in sheet.get_objects(max_depth=8))


def _links(pdf: pdfium.PdfDocument, sheet: pdfium.PdfPage) -> list[str]:
    """Addresses that lead from a sheet to elsewhere."""
    found = []
    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(sheet, place, link):
        action = raw.FPDFLink_GetAction(link)
        room = ctypes.create_string_buffer(4_000)
        raw.FPDFAction_GetURIPath(pdf, action, room, len(room))
        found.append(room.value.decode())
    return found
