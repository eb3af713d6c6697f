"""What a file costs grows as its size does, whatever stands in it, in every format and encoding.

Each input is made of something that repeats without end: a pattern or a loop that goes back over
what it has seen costs sixteen times as much for four times the size, and fails.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from atlas.catalogue import load_catalogue
from atlas.model import Span
from atlas.reading import UnreadableFile, read_text
from atlas.reading.files import file_text
from tests.unit import office
from tests.unit.growing import in_proportion

# One after the other: they measure what they cost.
pytestmark = pytest.mark.xdist_group("measured")

CATALOGUE = load_catalogue()
read_text("黑河市扩建口岸。", CATALOGUE)

MARKS = {
    "blanks": " ",
    "newlines": "\n",
    "blanks of another width": "\u3000",
    "blanks that do not break": "\u00a0",
    "lines of one character": "好\n",
    "one character": "好",
    "one letter": "a",
    "digits": "1",
    "numbers of parts": "1.1.",
    "Chinese digits": "一",
    "brackets that open": "（",
    "brackets that close": "）",
    "brackets of every kind": "（“《【",
    "straight quotes": '"',
    "separators": "、",
    "commas": "，",
    "semicolons": "；",
    "stops": "。",
    "exclamations": "！",
    "colons": "：",
    "headings alone": "一、加快建设\n",
    "headings of two ranks": "# 一\n## 二\n",
    "bold marks": "**",
    "bold words": "**好**",
    "bold openings": "**好。**推进黑河建设。\n",
    "underlines": "__",
    "hashes": "#",
    "cells of a table": "黑河\t",
    "bars": "|黑河",
    "readings": "(hǎo)",
    "readings of characters": "好(hǎo)",
    "readings without tones": "好(hao)",
    "nothing to see": "\u200b",
    "nothing to see between characters": "好\ufe0f",
    "gaps": "好 ",
    "gaps in running text": "好， 好 ",
    "characters to be simplified": "後著",
    "words to be simplified": "乾燥",
    "rare characters": "\U00020000",
    "returns": "\r\n",
}
WORDS = {
    "one name": "黑河",
    "names": "黑河、",
    "full names": "黑河市、",
    "a unit in a unit": "黑河市爱辉区",
    "names that are words": "富裕、",
    "names that are words, no list": "甘南富裕",
    "names of many": "向阳区、",
    "a name made sure again and again": "鹤岗市向阳区。",
    "a name made sure in two ways": "鹤岗市向阳区，佳木斯市向阳区、",
    "rivers": "嫩江、",
    "rivers, no list": "嫩江",
    "classes": "县域、",
    "classes without a mark": "县域",
    "units and their classes": "五常县域，",
    "names apart": "哈大齐，",
    "short names": "哈大齐牡佳",
    "pairs": "深哈",
    "lists of short names": "牡绥、",
    "units outside": "上海宝山区",
    "lines between names": "黑河至",
    "schools": "黑河工业",
    "what sums up": "黑河沿江沿边",
    "numbers that sum up": "黑河等二",
    "a subject that will act": "市住建局将要",
    "adverbs": "坚决扎实大力",
    "means": "以将对",
    "aims": "为好以好为",
    "what was done": "了好过",
    "terms": "水库粮库钱库",
    "terms across words": "绿化工程",
    "labels of fields": "牵头单位：省厅、",
    "lines of labels": "责任单位：省厅\n",
    "bodies in brackets": "推进黑河建设（省厅负责）",
    "brackets that never close": "（省厅",
    "bodies that are charged": "由省厅",
    "sums": "总投资2亿元，",
    "times": "2026年上半年",
    "figures aimed at": "到2027年达到5万吨",
    "one endless sentence": "推进黑河建设，完善物流，",
    "a sentence of parts": "推进黑河建设；",
    "sentences": "推进黑河建设。",
    "one clause": "推进黑河建设和",
    "labels": "黑河：改造\n",
    "items": "1. 建设\n",
}


@pytest.mark.parametrize("unit", [*MARKS.values(), *WORDS.values()], ids=[*MARKS, *WORDS])
def test_a_text_that_repeats_without_end(unit: str) -> None:
    def of(size: int) -> Callable[[], object]:
        text = "好" + unit * (size // len(unit))
        return lambda: read_text(text, CATALOGUE, province="230000")

    assert in_proportion(of, 8_000) == ""


SET_APART: dict[str, Callable[[int], tuple[str, list[Span]]]] = {
    "a page of bold over many parts": lambda n: (
        "推进黑河水库、" * (n // 7) + "\n" + "推进建设，完善好。\n" * (n // 10),
        [Span(0, n // 7 * 7)],
    ),
    "every line": lambda n: (
        "推进黑河建设\n" * (n // 7),
        [Span(i * 7, i * 7 + 6) for i in range(n // 7)],
    ),
    "one long opening and short ones": lambda n: (
        "一、" + "好" * n + "\n" + "推进建设\n好。\n" * (n // 8),
        [Span(0, n), *(Span(n + 3 + i * 8, n + 7 + i * 8) for i in range(n // 8))],
    ),
}


@pytest.mark.parametrize("make", SET_APART.values(), ids=SET_APART)
def test_what_a_file_sets_apart(make: Callable[[int], tuple[str, list[Span]]]) -> None:
    def of(size: int) -> Callable[[], object]:
        text, headings = make(size)
        return lambda: read_text(text, CATALOGUE, province="230000", headings=headings)

    assert in_proportion(of, 8_000) == ""


def read_or_refused(data: bytes, name: str, encoding: str | None = None) -> str:
    """Empty where the file was read, else the key of the sentence it was refused with."""
    try:
        file_text(data, name=name, encoding=encoding)
    except UnreadableFile as refused:
        return refused.key
    return ""


def page(body: str) -> bytes:
    return f"<!doctype html><html><body>{body}".encode()


def run(words: str, *, bold: bool = False) -> str:
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' * bold}<w:t>{words}</w:t></w:r>"


PARAGRAPH = f"<w:p>{run('好')}</w:p>"
CELL = f"<w:tc>{PARAGRAPH}</w:tc>"
FILES: dict[str, tuple[str, int, Callable[[int], bytes]]] = {
    # name of the file, size, what of a size is in it
    "newlines before the first word": ("a.txt", 10_000, lambda n: b"\n" * n + "好。".encode()),
    "blanks and a mark": ("a.md", 10_000, lambda n: b" \n" * n + b"\xef\xbb\xbf" + b" \t" * n),
    "attributes": (
        "a.html",
        5_000,
        lambda n: page(f"<p {' '.join(f'a{i}=1' for i in range(n))}>好。"),
    ),
    "attributes in quotes": (
        "a.html",
        5_000,
        lambda n: page("<p " + "".join(f"a{i}='>'" for i in range(n)) + ">好。"),
    ),
    "attributes without an end": ("a.html", 5_000, lambda n: page("<p a='" * n)),
    "quotes without an end": ("a.html", 5_000, lambda n: page("<p a=\"x <p b='y " * n)),
    "elements within each other": (
        "a.html",
        4_000,
        lambda n: page("<div>" * 240 + "<p>推进黑河建设，好。</p>" * n),
    ),
    "bold within bold": ("a.html", 4_000, lambda n: page("<b>" * 240 + "<br>好，好。" * n)),
    "tags that close nothing": (
        "a.html",
        4_000,
        lambda n: page("<div>" * 240 + "</span></i>" * n + "好。"),
    ),
    "tags that begin": ("a.html", 20_000, lambda n: page("<" * n + "好。")),
    "comments that begin": ("a.html", 20_000, lambda n: page("好。" + "<!--" * n)),
    "scripts that begin": ("a.html", 10_000, lambda n: page("好。" + "<script>" * n)),
    "references": ("a.html", 40_000, lambda n: page("&#22909;&amp;" * n)),
    "what is said of the page": ("a.html", 20_000, lambda n: b"<meta " * n + page("好。")),
    "cells": ("a.html", 4_000, lambda n: page("<table><tr>" + "<td>好" * n)),
    "tables in tables": ("a.html", 3_000, lambda n: page("<table><tr><td>好" * 60 + "<p>好" * n)),
    "rows of one cell": ("a.html", 3_000, lambda n: page("<table>" + "<tr><td>好<td>一" * n)),
    "blanks in a style": ("a.html", 20_000, lambda n: page(f"<p style='display{' ' * n}'>好。")),
    "blanks in a title": ("a.html", 20_000, lambda n: b"<title>" + b" -" * n + page("好。")),
    "headings": ("a.html", 4_000, lambda n: page("<h1>好</h1>" * n)),
    "bold runs and blanks": (
        "a.docx",
        8_000,
        lambda n: office.word_of(f"<w:p>{run('好 ', bold=True) * n}</w:p>"),
    ),
    "runs": ("a.docx", 8_000, lambda n: office.word_of(f"<w:p>{run('好') * n}</w:p>")),
    "paragraphs": ("a.docx", 8_000, lambda n: office.word_of(PARAGRAPH * n)),
    "paragraphs of nothing": (
        "a.docx",
        20_000,
        lambda n: office.word_of("<w:p/>" * n + PARAGRAPH),
    ),
    "paragraphs within each other": (
        "a.docx",
        4_000,
        lambda n: office.word_of("<w:p><w:r>" * 50 + run("好") * n + "</w:r></w:p>" * 50),
    ),
    "paragraphs of one cell": (
        "a.docx",
        8_000,
        lambda n: office.word_of(f"<w:tbl><w:tr><w:tc>{PARAGRAPH * n}</w:tc></w:tr></w:tbl>"),
    ),
    "cells of one row": (
        "a.docx",
        8_000,
        lambda n: office.word_of(f"<w:tbl><w:tr>{CELL * n}</w:tr></w:tbl>"),
    ),
}


@pytest.mark.parametrize(("name", "size", "make"), FILES.values(), ids=FILES)
def test_a_file_that_repeats_without_end(
    name: str, size: int, make: Callable[[int], bytes]
) -> None:
    def of(n: int) -> Callable[[], object]:
        data = make(n)

        return lambda: read_or_refused(data, name)

    assert in_proportion(of, size) == ""


ENCODINGS = (
    *("utf-8", "gb18030", "gbk", "gb2312", "big5", "big5hkscs", "utf-16", "utf-16-le"),
    *("utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "shift_jis", "euc-jp", "euc-kr"),
    *("windows-1252", "iso-8859-1"),
)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("unit", [b"\n", b"a", b"\xa1\xa1", b"\xd6\xd0\x00\x30", b"\xff", b"\x7e{"])
def test_an_encoding_that_is_taken(encoding: str, unit: bytes) -> None:
    def of(size: int) -> Callable[[], object]:
        data = b"a\x00\x00\x00" + unit * (size // len(unit) // 4 * 4)

        assert read_or_refused(data, "a.txt", encoding) in ("", "wrong_encoding", "no_text")
        return lambda: read_or_refused(data, "a.txt", encoding)

    assert in_proportion(of, 40_000) == ""
