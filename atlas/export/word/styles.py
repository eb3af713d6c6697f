"""The package a brief is written into: our styles, fonts and numbering, and nothing left over.

python-docx begins with a template of its own, in American paper and Japanese fonts; what of it a
reader would meet is replaced.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from atlas.model import Lang
from atlas.safe_text import for_xml

STYLES: Final = Path(__file__).with_name("styles.xml")
A4: Final = (21.0, 29.7)
MARGINS: Final = {"top": 2.0, "bottom": 1.9, "left": 2.35, "right": 2.35}
"""Centimetres of paper left free at each side."""
LONGEST_PROPERTY: Final = 255
"""Characters of a property of a document; Word takes no more."""
TEXT_WIDTH: Final = A4[0] - MARGINS["left"] - MARGINS["right"]

FACES: Final[dict[Lang, dict[str, str]]] = {
    # 仿宋 and 黑体 are what Chinese offices write in; they come with Windows and with WPS.
    "zh": {
        "hint": "eastAsia",
        "body_latin": "Times New Roman",
        "body_chinese": "仿宋",
        "head_latin": "Arial",
        "head_chinese": "黑体",
        "latin_lang": "en-US",
        "title_size": "40",
        "body_size": "21",
        "small_size": "20",
        "table_size": "18",
        "note_size": "17",
    },
    "en": {
        "hint": "default",
        "body_latin": "Arial",
        "body_chinese": "宋体",
        "head_latin": "Arial",
        "head_chinese": "黑体",
        "latin_lang": "en-GB",
        "title_size": "34",
        "body_size": "20",
        "small_size": "19",
        "table_size": "17",
        "note_size": "16",
    },
}
"""Fonts, languages and sizes (in half points) of a brief in each language."""

FONTS: Final = (
    # The name, what it is called elsewhere, its kind, and whether it is Chinese.
    ("仿宋", "FangSong;STFangsong;仿宋_GB2312;Noto Serif CJK SC", "modern", True),
    ("黑体", "SimHei;STHeiti;Noto Sans CJK SC", "modern", True),
    ("宋体", "SimSun;STSong;Noto Serif CJK SC", "auto", True),
    ("Times New Roman", "Liberation Serif", "roman", False),
    ("Arial", "Liberation Sans", "swiss", False),
)
LEFT_OVER: Final = ("stylesWithEffects", "customXml", "fontTable")
"""Relationships of python-docx's template that a brief has no use for."""
NUMBERING: Final = """<w:numbering {ns}>
  <w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>
      <w:lvlJc w:val="left"/><w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr>
      <w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial"/></w:rPr></w:lvl>
  </w:abstractNum>
  <w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="[%1]"/>
      <w:lvlJc w:val="left"/><w:pPr><w:ind w:left="454" w:hanging="454"/></w:pPr></w:lvl>
  </w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""


def new_document(lang: Lang, *, title: str, subject: str, author: str, made: datetime) -> Document:
    """An empty A4 document in a language, with the styles of a brief."""
    document = docx.Document()
    body = document.element.body
    for left in list(body)[:-1]:
        body.remove(left)
    _replace(document.styles.element, _styles(lang))
    numbering = document.part.numbering_part.element
    _replace(numbering, NUMBERING.format(ns=nsdecls("w")))
    _clean(document)
    _settings(document, lang)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(A4[0]), Cm(A4[1])
    for side, free in MARGINS.items():
        setattr(section, f"{side}_margin", Cm(free))
    section.footer_distance = Cm(1.1)
    about = document.core_properties
    about.title, about.subject = (for_xml(said[:LONGEST_PROPERTY]) for said in (title, subject))
    about.author = author
    about.language = "zh-CN" if lang == "zh" else "en-GB"
    about.comments, about.keywords, about.last_modified_by = "", "", author
    about.created = about.modified = made
    return document


def packed(document: Document) -> bytes:
    """The document as a file; the same content gives the same bytes, whenever it is packed."""
    saved, packing = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as loose, zipfile.ZipFile(packing, "w") as whole:
        for name in loose.namelist():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            whole.writestr(entry, loose.read(name), zipfile.ZIP_DEFLATED)
    return packing.getvalue()


def _styles(lang: Lang) -> str:
    xml = STYLES.read_text(encoding="utf-8")
    for name, value in FACES[lang].items():
        xml = xml.replace(f"${name}$", value)
    return xml


def _replace(element: object, xml: str) -> None:
    """Give an element the children of another, which stands in a text."""
    new = parse_xml(xml.encode())
    for child in list(element):  # type: ignore[call-overload]
        element.remove(child)  # type: ignore[attr-defined]
    element.extend(list(new))  # type: ignore[attr-defined]


def _clean(document: Document) -> None:
    """Parts of the template taken out; a font table put in with other names to look for."""
    part = document.part
    # The template's thumbnail shows the template.
    for key, relationship in list(part.package.rels.items()):
        if relationship.reltype.endswith("/thumbnail"):
            del part.package.rels[key]
    for key, relationship in list(part.rels.items()):
        if relationship.reltype.rsplit("/", 1)[-1] in LEFT_OVER:
            part.drop_rel(key)
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others.replace(";", ",")}"/>'
        f'<w:charset w:val="{"86" if chinese else "00"}"/><w:family w:val="{kind}"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, others, kind, chinese in FONTS
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'
    table = Part(
        PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, xml.encode(), part.package
    )
    part.relate_to(table, RELATIONSHIP_TYPE.FONT_TABLE)


def _settings(document: Document, lang: Lang) -> None:
    """Today's layout rules, so that Word shows no compatibility mode, and the right languages."""
    settings = document.settings.element
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")
    for languages in settings.iter(qn("w:themeFontLang")):
        languages.set(qn("w:val"), "en-US" if lang == "zh" else "en-GB")
        languages.set(qn("w:eastAsia"), "zh-CN")
