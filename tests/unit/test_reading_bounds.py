"""What is refused before it costs more than it is worth, with a sentence that says what to do."""

from __future__ import annotations

import encodings
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable
from encodings import aliases
from pathlib import Path

import pytest

from atlas.model import LANGS
from atlas.reading import UnreadableFile, html_page, html_tags, packed_xml
from atlas.reading.decode import ENCODINGS, known_encoding
from atlas.reading.files import file_text
from tests.unit import office

# One after the other: they measure what they cost.
pytestmark = pytest.mark.xdist_group("measured")

ROOT = Path(__file__).parents[2]
PLAIN = "推进黑河市建设，完善设施。"


def refused(data: bytes, name: str, encoding: str | None = None) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        file_text(data, name=name, encoding=encoding)
    return caught.value


# Encodings

NO_TEXT = (
    *("punycode", "idna", "utf-7", "unicode_escape", "raw_unicode_escape", "undefined", "rot13"),
    *("base64", "hex", "zlib", "bz2", "uu", "quopri", "mbcs", "klingon", "", " ", "\0", "a\0b"),
    *("../utf-8", "é", "x" * 5_000),
)


@pytest.mark.parametrize("encoding", NO_TEXT)
def test_what_is_no_encoding_of_text_is_refused_with_those_that_are(encoding: str) -> None:
    said = refused(b"abc" * 200_000, "a.txt", encoding)
    assert said.key == "unknown_encoding"
    for lang in LANGS:
        assert ", ".join(ENCODINGS) in said.sentence(lang)
        assert len(said.sentence(lang)) < 400


def test_every_codec_of_python_is_one_of_the_list_or_refused() -> None:
    names = {module.name for module in pkgutil.iter_modules(encodings.__path__)}
    names |= {*aliases.aliases, *aliases.aliases.values()} - {"aliases"}
    taken = {name for name in names if known_encoding(name) is not None}
    assert {known_encoding(name) for name in names} - {None} == set(ENCODINGS)
    assert not taken & {"punycode", "utf_7", "unicode_escape", "idna", "rot_13", "undefined"}


LATIN = "iso-8859-1"


@pytest.mark.parametrize(
    ("named", "known"),
    [
        ("UTF8", "utf-8"),
        ("GBK", "gbk"),
        ("cp936", "gbk"),
        ("Big5", "big5"),
        ("latin-1", LATIN),
    ],
)
def test_an_encoding_is_known_by_any_of_its_names(named: str, known: str) -> None:
    data = (PLAIN if known != LATIN else "plan").encode(named, "ignore")
    assert file_text(data, name="a.txt", encoding=named).encoding == known


def test_what_the_reader_may_choose_is_of_the_list() -> None:
    desk = (ROOT / "atlas" / "ui" / "frontend" / "reading" / "desk.js").read_text(encoding="utf-8")
    offered = re.search(r"const ENCODINGS = (\[.*?\]);", desk)
    assert offered is not None
    assert set(json.loads(offered[1])) <= set(ENCODINGS)
    page = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    listed = page.split("the reader's choice, one of", 1)[1].split("(`ENCODINGS`", 1)[0]
    assert tuple(re.findall(r"[a-z][\w-]*\d[\w-]*|gbk|shift_jis|euc-\w+", listed)) == ENCODINGS


# Elements


def page(body: str) -> bytes:
    return f"<!doctype html><html><body>{body}".encode()


P = f"<w:p><w:r><w:t>{PLAIN}</w:t></w:r></w:p>"
FORMATTED = (
    '<w:r><w:rPr><w:rFonts/><w:b/><w:sz w:val="28"/></w:rPr><w:t>推进黑河市建设，</w:t></w:r>'
)
TOO_MUCH: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "ten million paragraphs": (
        "a.docx",
        lambda: office.word_of("<w:p/>" * 9_000_000),
        "too_many_parts",
    ),
    "two million runs": (
        "a.docx",
        lambda: office.word_of(f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 2_400_000}</w:p>"),
        "too_many_parts",
    ),
    "a million paragraphs in one cell": (
        "a.docx",
        lambda: office.word_of(f"<w:tbl><w:tr><w:tc>{P * 600_000}</w:tc></w:tr></w:tbl>"),
        "too_many_parts",
    ),
    "paragraphs in paragraphs": (
        "a.docx",
        lambda: office.word_of("<w:p><w:r>" * 4_000 + "</w:r></w:p>" * 4_000),
        "too_deep",
    ),
    "a million attributes": (
        "a.docx",
        lambda: office.word_of("<w:p" + "".join(f" a{i}='1'" for i in range(900_000)) + f"/>{P}"),
        "too_heavy",
    ),
    "ten thousand elements within each other": ("a.html", lambda: page("<i>" * 10_000), "too_deep"),
    "15 MB, 240 deep": (
        "a.html",
        lambda: page("<div>" * 240 + f"<p>{PLAIN}</p>" * 320_000),
        "too_many_parts",
    ),
    "20 MB of line breaks": ("a.html", lambda: page("<br>" * 5_000_000), "too_many_parts"),
    "300,000 attributes": (
        "a.html",
        lambda: page(f"<p {' '.join(f'a{i}=1' for i in range(300_000))}>{PLAIN}"),
        "",
    ),
    "two million references": ("a.html", lambda: page("&#22909;" * 2_000_000), ""),
    "20 MB of Chinese": ("a.txt", lambda: ("好，" * 5_000_000).encode("gb18030"), ""),
}

READ = """
import gc, json, resource, sys, time
import atlas.reading.docx_text, atlas.reading.html_text
from atlas.reading import UnreadableFile
from atlas.reading.files import file_text

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

key, before, start = "", peak(), time.process_time()
try:
    file_text(open(sys.argv[1], "rb").read(), name=sys.argv[1])
except UnreadableFile as refused:
    key = refused.key
print(json.dumps([key, peak() - before, time.process_time() - start]))
"""

MOST_MEMORY = 170
"""Megabytes beyond what the program takes anyway, the file itself among them."""


@pytest.mark.parametrize(("name", "make", "key"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_a_file_takes_little_memory_whatever_it_unpacks_to(
    name: str, make: Callable[[], bytes], key: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(make())
    # In a process of its own: what the tests before it took is not given back.
    run = subprocess.run(
        [sys.executable, "-c", READ, str(tmp_path / name)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found, megabytes, _ = json.loads(run.stdout)
    assert found == key
    assert megabytes < MOST_MEMORY


@pytest.mark.parametrize("key", ["too_many_parts", "too_deep", "too_heavy"])
def test_what_is_too_much_is_said_with_what_to_do(key: str) -> None:
    said = UnreadableFile(key, name="a.docx", limit=1_500_000)
    assert "请" in said.sentence("zh")
    assert re.search(r"save it as \.txt|Save it as \.txt", said.sentence("en"))


def test_a_report_of_500_pages_is_read() -> None:
    line = f"<w:p><w:pPr><w:ind/></w:pPr>{FORMATTED * 4}</w:p>"
    read = file_text(office.word_of(line * 500 * 30), name="report.docx")
    assert read.text.count("\n") == 15_000
    elements = 15_000 * (3 + 4 * 6)
    assert elements < packed_xml.MOST_ELEMENTS / 3


def test_a_page_of_500_pages_is_read() -> None:
    line = f"<p class=a><span style='color:red'>{PLAIN}</span><b>{PLAIN}</b></p>"
    read = file_text(page(line * 500 * 30), name="report.html")
    assert read.text == f"{PLAIN}{PLAIN}\n" * 15_000
    assert html_tags.MOST_ELEMENTS / 3 > 15_000 * 3


def test_the_bounds_are_those_of_the_docs() -> None:
    text = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    assert f"{html_tags.MOST_ELEMENTS:,} elements, {html_page.MOST_DEEP} within" in text
    assert f"1.5 million elements, {packed_xml.MOST_DEEP} within" in text
    assert packed_xml.MOST_ELEMENTS == 1_500_000


# Pages


def form_in_itself(times: int) -> bytes:
    """A PDF with a form that draws itself so many times."""
    drawn = b"/F Do " * times
    resources = b"/Resources << /XObject << /F 5 0 R >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R " + resources + b" >>",
        b"<< /Length 5 >>\nstream\n/F Do\nendstream",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] "
        + resources
        + b" /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)
    )


@pytest.mark.parametrize("times", [1, 2, 5])
def test_a_form_that_draws_itself_ends_with_a_sentence(times: int) -> None:
    assert refused(form_in_itself(times), "a.pdf").key in ("too_heavy", "no_text_layer")


def test_a_pdf_of_many_lines_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atlas.reading.pdf_text.LINES", 10)
    assert refused(office.pdf([[PLAIN] * 5] * 4), "a.pdf").key == "too_long"
