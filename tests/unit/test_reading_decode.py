"""Which encoding a file is read in, and what is said when none fits."""

from __future__ import annotations

import pytest

from atlas.reading.decode import UnreadableFile, decode

SIMPLIFIED = "加快建设对俄口岸物流枢纽，完善绥芬河通关设施，推进跨境电商发展。"
TRADITIONAL = "加快建設對俄口岸物流樞紐，完善通關設施，推進跨境電商發展，促進區域經濟合作與交流。"


@pytest.mark.parametrize(
    ("text", "stored", "found"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "big5", "big5hkscs"),
        ("发展", "gb18030", "gb18030"),
        ("plan", "utf-8", "utf-8"),
    ],
)
def test_an_encoding_is_found_and_reported(text: str, stored: str, found: str) -> None:
    decoded = decode(text.encode(stored), name="plan.txt")
    assert (decoded.text, decoded.encoding) == (text, found)


def test_the_readers_choice_wins() -> None:
    decoded = decode(SIMPLIFIED.encode("gb18030"), name="a.txt", encoding="gb18030")
    assert (decoded.encoding, decoded.chosen) == ("gb18030", "override")
    with pytest.raises(UnreadableFile, match="换一种编码"):
        decode(SIMPLIFIED.encode("gb18030"), name="a.txt", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="没有名为“klingon”的文字编码"):
        decode(b"abc", name="a.txt", encoding="klingon")


@pytest.mark.parametrize(
    ("data", "zh", "en"),
    [
        (b"", "空文件", "is empty"),
        (b" \n ", "空文件", "is empty"),
        (bytes(range(256)) * 40, "请另存为", "Save it as"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "请另存为", "Save it as"),
    ],
)
def test_what_cannot_be_read_is_said_in_both_languages(data: bytes, zh: str, en: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        decode(data, name="scan.dat")
    assert zh in caught.value.sentence("zh")
    assert en in caught.value.sentence("en")
    assert "scan.dat" in str(caught.value)
