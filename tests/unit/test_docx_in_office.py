"""The brief in another program: LibreOffice lays it out, and the pages are read from its PDF."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import numpy as np
import pypdfium2 as pdfium
import pytest

from tests.unit.test_docx_brief import BRIEFS, written

MINUTES = 3


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, pdfium.PdfDocument]]:
    """Every brief as a PDF, in one run of the program."""
    folder = tmp_path_factory.mktemp("briefs")
    for name, params in BRIEFS.items():
        (folder / f"{name}.docx").write_bytes(written(params))
    profile = folder / "profile"
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, sorted(folder.glob("*.docx"))),
        ],
        check=True,
        capture_output=True,
        timeout=60 * MINUTES,
    )
    opened = {name: pdfium.PdfDocument(folder / f"{name}.pdf") for name in BRIEFS}
    yield opened
    for pdf in opened.values():
        pdf.close()


def page_text(pdf: pdfium.PdfDocument, number: int) -> str:
    page = pdf[number].get_textpage()
    return "".join(page.get_text_range().split())


@pytest.mark.parametrize("name", BRIEFS)
def test_two_to_six_pages(printed: dict[str, pdfium.PdfDocument], name: str) -> None:
    assert 2 <= len(printed[name]) <= 6


@pytest.mark.parametrize("name", BRIEFS)
def test_every_page_is_numbered_and_none_is_nearly_empty(
    printed: dict[str, pdfium.PdfDocument], name: str
) -> None:
    pdf = printed[name]
    for number in range(len(pdf)):
        text = page_text(pdf, number)
        n, of = number + 1, len(pdf)
        assert (f"Page{n}of{of}" if name.endswith("-en") else f"第{n}页，共{of}页") in text
        assert len(text) > 200


@pytest.mark.parametrize(
    ("name", "page", "words"),
    [
        ("county", 0, ["东宁市：12项举措直接指到这里", "一、要点", "二、地图", "不作为划界依据"]),
        ("county", -1, ["来源与引用", "引用格式", "https://plan.example/place?place=231086"]),
        ("prefecture-en", 0, ["Daqing:22measuresaddressitdirectly", "1.Keypoints", "2.Map"]),
        ("prefecture-en", -1, ["Citeas", "Query:place:Daqing"]),
        ("strategy", 0, ["沿边开放：6项举措", "没有一项只凭推定名单关联"]),
        ("strategy", 1, ["经片区关联·5项", "原文第6段第7句·5项"]),
    ],
)
def test_what_stands_where(
    printed: dict[str, pdfium.PdfDocument], name: str, page: int, words: list[str]
) -> None:
    pdf = printed[name]
    text = page_text(pdf, page % len(pdf))
    for said in words:
        assert said in text


@pytest.mark.parametrize("name", ["county", "strategy"])
def test_the_map_is_on_the_first_page_in_colour(
    printed: dict[str, pdfium.PdfDocument], name: str
) -> None:
    picture = np.asarray(printed[name][0].render(scale=1).to_pil().convert("RGB")).astype(int)
    coloured = np.ptp(picture, axis=2) > 40
    # A map in half a page has this many coloured points of 500,000 at the least.
    assert coloured.sum() > 8_000
    rows_with_colour = coloured.any(axis=1).nonzero()[0]
    assert np.ptp(rows_with_colour) > 200
    sides = coloured.any(axis=0).nonzero()[0]
    assert sides.min() > 50
    assert sides.max() < picture.shape[1] - 50
