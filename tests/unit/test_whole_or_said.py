"""Files with a flaw: read as far as they can be, and what was not read is said in a row."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_urlsafe

import pytest

from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.reading import UnreadableFile, read_bytes
from atlas.reading.decode import decode
from atlas.reading.file_issues import in_runs, issues_as_json, issues_from_json
from atlas.reading.files import file_text
from atlas.reading.stray_bytes import MOST
from atlas.store import KeptDocument, document_store, new_id
from tests.unit import office

SAID = "推进黑河市扩建口岸货场，完善查验设施。"
PLAIN = office.word(lambda document: document.add_paragraph(SAID))
MAIN_TYPE = b"wordprocessingml.document.main+xml"


def kinds(data: bytes, name: str) -> list[tuple[str, str]]:
    return [(issue.type, issue.value) for issue in file_text(data, name=name).issues]


# Bytes that are none of the encoding


@pytest.mark.parametrize("named", [False, True], ids=["found", "named"])
@pytest.mark.parametrize("stray", [b"\xff", b"\xff\xff", b"\xf8\xff\xfa"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "big5"])
@pytest.mark.parametrize("place", [0, 1, 40, 41, 42, 361])
def test_a_stray_byte_costs_no_more_than_its_neighbour(
    encoding: str, place: int, stray: bytes, named: bool
) -> None:
    text = (SAID if encoding != "big5" else "推進黑河市擴建口岸貨場，完善查驗設施。") * 40
    data = text.encode(encoding)
    damaged = data[:place] + stray + data[place:]
    decoded = decode(damaged, name="a.txt", encoding=encoding if named else None)
    assert decoded.stray >= 1
    kept = decoded.text.replace("\ufffd", "")
    # What stands around the fault is as it was, but for the character it fell into.
    assert kept[-40:] == text[-40:]
    assert len(text) - 4 <= len(kept) <= len(text) + 2
    (issue,) = decoded.issues
    assert issue.said("zh").startswith(f"文件里有 {decoded.stray} 处坏字节")


def test_a_text_damaged_all_over_is_refused_as_before() -> None:
    data = b"\xff".join(SAID.encode("gbk") for _ in range(2 * MOST))
    with pytest.raises(UnreadableFile, match="请换一种编码"):
        decode(data, name="a.txt", encoding="gbk")
    with pytest.raises(UnreadableFile, match="读不出"):
        decode(data, name="a.txt")


@pytest.mark.parametrize("head", ["", "<meta charset=gb2312>", "<meta charset=utf-8>"])
def test_a_stray_byte_in_a_page(head: str) -> None:
    page = f"<html><head>{head}</head><body>{f'<p>{SAID}</p>' * 30}".encode("gbk")
    at = page.index("场".encode("gbk"))
    read = file_text(page[:at] + b"\xff" + page[at:], name="a.html")
    assert read.text.count(SAID) == 29
    assert [issue.type for issue in read.issues] == ["stray_bytes"]


# Word documents that Word opens


def renamed(part: str, data: bytes) -> tuple[str, bytes]:
    data = data.replace(b"word/document.xml", b"word/document2.xml")
    return part.replace("document.xml", "document2.xml"), data


def changed(old: bytes, new: bytes) -> Callable[[str, bytes], tuple[str, bytes]]:
    return lambda part, data: (part, data.replace(old, new))


def without(*parts: str) -> Callable[[str, bytes], tuple[str, bytes] | None]:
    return lambda part, data: None if part in parts else (part, data)


def damaged(name: str) -> Callable[[str, bytes], tuple[str, bytes]]:
    return lambda part, data: (part, data[: len(data) // 2] if part == name else data)


STRICT = changed(office.WORD.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
OPENED: dict[str, tuple[str, Callable[[str, bytes], tuple[str, bytes] | None], list[str]]] = {
    "main part of another name": ("a.docx", renamed, []),
    "with macros": ("a.docm", changed(MAIN_TYPE, b"ms-word.macroEnabled.main+xml"), []),
    "template": ("a.dotx", changed(MAIN_TYPE, b"wordprocessingml.template.main+xml"), []),
    "strict": ("a.docx", STRICT, []),
    "ending of another kind": ("a.doc", lambda part, data: (part, data), []),
    "broken link target": ("a.docx", changed(b'Target="styles.xml"', b'Target="../NULL"'), []),
    "no relationships": ("a.docx", without("_rels/.rels"), []),
    "damaged relationships": ("a.docx", damaged("word/_rels/document.xml.rels"), []),
    "no styles": ("a.docx", without("word/styles.xml"), []),
    "no list of types": ("a.docx", without("[Content_Types].xml"), []),
    "damaged styles": ("a.docx", damaged("word/styles.xml"), ["styles_unread"]),
}


@pytest.mark.parametrize(("name", "change", "issues"), OPENED.values(), ids=OPENED)
def test_a_word_document_with_a_flaw_is_read(
    name: str, change: Callable[[str, bytes], tuple[str, bytes] | None], issues: list[str]
) -> None:
    read = file_text(office.word_parts(PLAIN, change), name=name)
    assert read.text == f"{SAID}\n"
    assert [issue.type for issue in read.issues] == issues


RUN = f"<w:r><w:t>{SAID}</w:t></w:r>"
P = f"<w:p>{RUN}</w:p>"


def control(content: str) -> str:
    return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"


CELL = f"<w:tc>{P}</w:tc>"
HELD = {
    "a paragraph": control(P),
    "words": f"<w:p>{control(RUN)}</w:p>",
    "a cell": f"<w:tbl><w:tr>{control(CELL)}</w:tr></w:tbl>",
    "a row": f"<w:tbl>{control(f'<w:tr>{CELL}</w:tr>')}</w:tbl>",
    "in another": control(control(P)),
    "a link": f"<w:p><w:hyperlink>{RUN}</w:hyperlink></w:p>",
    "a mark": f"<w:p><w:smartTag>{RUN}</w:smartTag></w:p>",
    "added": f"<w:p><w:ins>{RUN}</w:ins></w:p>",
    "custom": f"<w:customXml>{P}</w:customXml>",
}


@pytest.mark.parametrize("body", HELD.values(), ids=HELD)
def test_what_stands_inside_a_control_or_a_mark_is_read(body: str) -> None:
    assert file_text(office.word_of(body), name="a.docx").text == f"{SAID}\n"


def test_what_word_does_not_show_is_counted_and_what_it_joins_is_said() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>改造大庆管网</w:t></w:r></w:p>"
    body = f'{P}{hidden}<w:altChunk xmlns:r="r" r:id="rId9"/>'
    read = file_text(office.word_of(body), name="a.docx")
    assert read.text == f"{SAID}\n"
    found = [(issue.type, issue.value) for issue in read.issues]
    assert found == [("hidden_words", "6"), ("parts_unread", "1")]


def test_a_document_of_pictures_is_said_to_be_one() -> None:
    with pytest.raises(UnreadableFile, match="只有图片") as caught:
        file_text(office.word_of("<w:p><w:r><w:drawing/></w:r></w:p>"), name="a.docx")
    assert "text recognition" in caught.value.sentence("en")


# Pages that hide their text till a script has run

SHARED = "<p>微信扫一扫，分享给好友。在浏览器中打开，可以收藏。</p>"


@pytest.mark.parametrize(
    "opening",
    [
        '<div id="js_content" style="visibility: hidden; opacity: 0; ">',
        "<div style='display:none'>",
        "<article hidden>",
        '<main style="DISPLAY : none !important">',
    ],
)
def test_a_page_that_hides_its_whole_text_is_read(opening: str) -> None:
    closing = opening[1:].split(maxsplit=1)[0].split(">", maxsplit=1)[0]
    text = f"{opening}<section><p>{SAID}</p></section><p>{SAID}</p></{closing}>"
    read = file_text(f"<html><body>{SHARED}{text}</body></html>".encode(), name="a.html")
    assert read.text.count(SAID) == 2


def test_hidden_running_text_beside_a_longer_one_is_said() -> None:
    hidden = f"<div hidden><p>{SAID * 12}</p></div>"
    read = file_text(f"<html><body><p>{SAID * 40}</p>{hidden}".encode(), name="a.html")
    assert read.text.count(SAID) == 40
    assert [(i.type, i.value) for i in read.issues] == [("hidden_words", str(12 * len(SAID)))]


# PDFs of which a page is a picture, or its font says nothing


@pytest.mark.parametrize(
    ("pages", "stamp", "unread"),
    [
        ([SAID * 3, "", "", "", ""], "", "2–5"),
        (["", SAID * 3, "", SAID * 3], "", "1, 3"),
        ([SAID * 3, "", SAID * 3], "扫描全能王", "2"),
        ([SAID * 3, SAID * 3], "", None),
    ],
)
def test_pages_that_are_pictures_are_named(
    pages: list[str], stamp: str, unread: str | None
) -> None:
    data = office.pdf_with_scans(pages, stamp=stamp)
    assert kinds(data, "a.pdf") == ([("pages_unread", unread)] if unread else [])


def test_a_pdf_of_scans_with_a_stamp_on_each_is_a_scan() -> None:
    with pytest.raises(UnreadableFile, match="扫描件"):
        file_text(office.pdf_with_scans([""] * 4), name="a.pdf")


@pytest.mark.parametrize("step", [1, 7, 61, 131, 211])
def test_a_font_without_its_characters_is_no_text(step: int) -> None:
    data = office.pdf_without_characters([300 + step * i for i in range(60)])
    with pytest.raises(UnreadableFile, match="乱码") as caught:
        file_text(data, name="a.pdf")
    assert "garbled" in caught.value.sentence("en")


# Titles


def test_a_watermark_is_neither_title_nor_text() -> None:
    data = office.pdf_with_scans([SAID * 4, SAID * 3, SAID * 2], mark="内部资料")
    read = file_text(data, name="a.pdf")
    assert "内部资料" not in read.text
    assert read.title == ""


ABOUT = "黑河市口岸工作要点"
SITE = "黑河市人民政府"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f'<meta name="ArticleTitle" content="{ABOUT}"><title>{SITE}</title>', ""),
        (f"<meta content='{ABOUT}' property='og:title'><title>{SITE}</title>", ""),
        (f"<title>{ABOUT}_{SITE}</title>", ""),
        (f"<title>{ABOUT}_{SITE}</title>", f"<h1>{SITE}</h1>"),
        (f"<title>{SITE}</title>", f"<h1>{ABOUT}</h1>"),
        (f'<meta name="SiteName" content="{SITE}"><title>{SITE} - {ABOUT}</title>', ""),
        (
            f'<meta name="SiteName" content="{SITE}"><meta name="ArticleTitle" content="{SITE}">'
            f"<title>{ABOUT}</title>",
            f"<h1>{SITE}</h1>",
        ),
    ],
)
def test_the_title_of_a_page_is_its_texts_and_not_its_sites(head: str, body: str) -> None:
    page = f"<html><head>{head}</head><body>{body}<p>{SAID * 3}</p></body></html>"
    assert file_text(page.encode(), name="a.html").title == ABOUT


# What is said goes where the document goes


def test_rows_of_a_file_are_in_its_reading_and_outlive_the_file() -> None:
    data = office.pdf_with_scans([SAID * 3, ""])
    reading = read_bytes(data, load_catalogue(), name="a.pdf")
    issue = reading.issues[0]
    assert issue.type == "pages_unread"
    assert issue.said("en").startswith("Page 2 is a picture")
    assert issues_from_json(issues_as_json([issue])) == (issue,)


def test_rows_of_a_file_are_shown_when_its_text_is_read_again_from_the_store() -> None:
    said = issues_as_json(file_text(office.pdf_with_scans([SAID, ""]), name="a.pdf").issues)
    key = token_urlsafe(32)
    kept = KeptDocument(new_id(), "某市方案", "a.pdf", "pdf", "0" * 64, SAID, issues=said)
    document_store().keep(kept, key=key)
    assert [issue.type for issue in open_document(kept.id).reading.issues][:1] == ["pages_unread"]
    assert document_store().remove(kept.id, key)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([3], "3"), ([2, 3, 4, 7], "2–4, 7"), ([4, 2, 2], "2, 4"), (range(1, 60, 2), None)],
)
def test_pages_are_named_in_runs(numbers: list[int], said: str | None) -> None:
    found = in_runs(numbers)
    assert found == said if said else found.endswith(" …")
