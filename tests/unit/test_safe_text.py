"""Text of others: what is not seen is named, what moves letters moves none, and XML can be read."""

from __future__ import annotations

import io
import random
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from atlas.answering import ask
from atlas.catalogue import load_catalogue
from atlas.export import FORMATS, export
from atlas.export.xlsx import LONGEST_LINK
from atlas.query import TEXT_LIMIT, Query
from atlas.reading import read_bytes
from atlas.safe_text import for_xml, name_shown, shown, without_unseen

DAY = date(2026, 12, 1)
MOVING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
WITHOUT_WIDTH = "\xad\u180e\u200b\u200c\u200d\u2060\u2063\ufeff"
NO_CHARACTERS = "\ufffe\uffff\ufdd0\U0001ffff\U0010fffe\ud800\udfff"
CONTROLS = "".join(map(chr, [*range(9), *range(14, 32), *range(127, 133), *range(134, 160)]))
UNSEEN = MOVING + WITHOUT_WIDTH + NO_CHARACTERS + CONTROLS


@pytest.mark.parametrize("character", UNSEEN, ids=lambda c: f"{ord(c):04x}")
def test_what_is_not_seen_is_named_in_a_name_and_left_out_of_a_search(character: str) -> None:
    named = f"⟨U+{ord(character):04X}⟩"
    assert shown(f"甲{character}乙") == f"甲{named}乙"
    assert name_shown(f"甲{character}乙") == f"甲{named}乙"
    assert without_unseen(f"甲{character}乙{character}") == ("甲乙", named)
    query, dropped = Query.from_params({"q": [f"口{character}岸"]}, load_catalogue())
    assert (query.text, dropped) == ("口岸", (f"q={named}",))


def test_every_character_of_unicode_is_plain_or_named() -> None:
    """Whatever Unicode calls a control, a format, a half or nothing is never shown as it is."""
    bidirectional = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
    left = [
        f"{code:04x}"
        for code in range(0x110000)
        if (c := chr(code)) == shown(c)
        and c not in "\t\n\x0b\x0c\r\x85"
        and (
            unicodedata.category(c) in ("Cc", "Cs")
            or unicodedata.bidirectional(c) in bidirectional
            or code & 0xFFFE == 0xFFFE
            # Marks of scripts that frame the numbers after them, and are seen.
            or (unicodedata.category(c) == "Cf" and code not in SEEN)
        )
    ]
    assert left == []


SEEN = {
    *range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD,
    # Hieroglyphs, shorthand and music are written with signs that place their neighbours.
    *range(0x13430, 0x13440), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B),
}  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("县域经济方案", "县域经济方案"),
        ("  县域\t经济\r\n方案  ", "县域 经济 方案"),
        ("\ufeff方案\x00\x00\x00", "方案"),
        ("\x00\ufffe", ""),
        ("gpj.\u202etxt", "gpj.⟨U+202E⟩txt"),
        ("县" * 200, "县" * 200),
        ("县" * 201, "县" * 199 + "…"),
        ("县" * 1_000_000, "县" * 199 + "…"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("𠮷野", "𠮷野"),
    ],
)
def test_a_name_is_one_readable_line(raw: str, name: str) -> None:
    assert name_shown(raw) == name


@settings(derandomize=True, max_examples=300)
@given(st.text(st.characters(), max_size=60))
def test_what_was_made_safe_is_safe_and_stays_as_it_is(text: str) -> None:
    for made in (shown(text), name_shown(text), without_unseen(text)[0]):
        assert not set(made) & set(UNSEEN)
        made.encode()
    assert name_shown(name_shown(text)) == name_shown(text)
    assert len(name_shown(text)) <= 200
    root = etree.fromstring(f"<a>{for_xml(text).replace('&', '').replace('<', '')}</a>")
    assert root.tag == "a"


@pytest.mark.parametrize("kind", list(FORMATS))
def test_every_file_is_whole_whatever_its_document_and_its_search_are_called(kind: str) -> None:
    asked = ask({"q": [f"口岸{UNSEEN}"], "lang": ["en"]})
    mixed = random.Random(7)
    title = "".join(mixed.sample(UNSEEN.translate(HALVES), 60))
    record = replace(asked.selection.document.record, title_zh=title, title_en=title)
    # As a document would be that was kept before titles were looked at.
    document = replace(asked.selection.document, record=record)
    selection = replace(asked.selection, document=document)
    body = export(selection, kind, base_url="https://plan.example", on=DAY).body
    if kind in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for name in packed.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(packed.read(name))
        opened = Document if kind == "docx" else load_workbook
        opened(io.BytesIO(body))
    elif kind == "svg":
        etree.fromstring(body)
    else:
        assert len(body) > 100


HALVES = dict.fromkeys(range(0xD800, 0xE000))


def test_titles_of_a_file_and_of_its_text_are_named_alike() -> None:
    text = "一、支持同江市发展边境旅游。\n".encode()
    reading = read_bytes(text, load_catalogue(), name="方\u202e案\x01.txt")
    assert reading.document.title == "方⟨U+202E⟩案⟨U+0001⟩"


def test_an_address_too_long_for_office_is_no_link() -> None:
    everything = load_catalogue()
    params = {
        "place": list(everything.places),
        "strategy": list(everything.strategies),
        "q": ["县" * TEXT_LIMIT],
    }
    selection = ask(params).selection
    body = export(selection, "xlsx", base_url="https://plan.example", on=DAY).body
    book = load_workbook(io.BytesIO(body))
    links = [
        cell.hyperlink.target
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.hyperlink
    ]
    assert all(len(link) <= LONGEST_LINK for link in links)
    said = [cell.value for (cell,) in book.worksheets[0].iter_rows(min_col=2, max_col=2)]
    assert any(str(text).startswith("https://plan.example/measures?") for text in said)
    body = export(selection, "docx", base_url="https://plan.example", on=DAY).body
    assert all(
        len(part.target_ref) <= LONGEST_LINK
        for part in Document(io.BytesIO(body)).part.rels.values()
        if part.is_external
    )
