"""Lines broken at a fixed width are put together; lists, verses and tables stay as they are."""

from __future__ import annotations

import pytest

from atlas.reading.files import file_text
from atlas.reading.wrapped import unwrapped

ONE = (
    "推进黑河市扩建口岸货场，完善查验设施，支持孙吴县发展沙棘产业，建设冷链物流园，"
    "改造逊克县供热管网，修建爱辉区滑雪场。"
)
TWO = (
    "支持绥化市改造灌区，新建高标准农田三十万亩，推广秸秆还田，扩建海伦玉米加工园区，"
    "修建仓储库房，改造肇东泵站。"
)
MIXED = "引进AI企业12家，建设5G基站，推广GPS导航农机，改造PVC管网，扩建LNG储气站，完善EMS邮路。"


def wrap(words: str, room: int, indent: str = "") -> str:
    """Words broken at so many columns, a Chinese character taking two."""
    lines, line, width = [], indent, 2 * len(indent)
    for character in words:
        wide = 1 if character.isascii() else 2
        if width + wide > room and character not in "，。":
            lines.append(line)
            line, width = "", 0
        line += character
        width += wide
    return "\n".join([*lines, line])


WRAPPED = {
    "paragraphs apart by blank lines": (
        f"{wrap(ONE, 40)}\n\n{wrap(TWO, 40)}\n",
        f"{ONE}\n\n{TWO}\n",
    ),
    "indented paragraphs": (
        f"{wrap(ONE, 44, '　　')}\n{wrap(TWO, 44, '　　')}\n",
        f"　　{ONE}\n　　{TWO}\n",
    ),
    "headings between": (
        f"一、口岸\n{wrap(ONE, 48)}\n二、农业\n{wrap(TWO, 48)}\n",
        f"一、口岸\n{ONE}\n二、农业\n{TWO}\n",
    ),
    "letters and digits": (f"{wrap(MIXED, 42)}\n{wrap(ONE, 42)}\n", f"{MIXED}\n{ONE}\n"),
    "lines that end as Windows ends them": (
        f"{wrap(ONE, 40)}\n\n{wrap(TWO, 40)}\n".replace("\n", "\r\n"),
        f"{ONE}\r\n\r\n{TWO}\r\n",
    ),
}


@pytest.mark.parametrize(("text", "whole"), WRAPPED.values(), ids=WRAPPED)
def test_the_lines_of_a_paragraph_are_put_together(text: str, whole: str) -> None:
    assert unwrapped(text).replace("\r", "") == whole.replace("\r", "")


ITEM = "扩建黑河口岸货场并完善查验设施和冷库以及道路"
LEFT = {
    "paragraphs of one line": f"{ONE}\n{TWO}\n{ONE}{TWO}\n{TWO}{ONE}{TWO}\n",
    "a list of items of one width": f"{ITEM}\n" * 12,
    "a list whose items end": "\n".join(f"{ITEM[:-1]}；" for _ in range(12)),
    "a numbered list": "\n".join(f"{n}. {ITEM}" for n in range(1, 13)),
    "a verse": "松花江水浪连天，\n万里平川入画船。\n" * 8,
    "a table": "扩建黑河口岸货场并完善查验设施\t市商务局\t2026年\n" * 8,
    "a few lines": wrap(ONE, 40)[:60],
    "nothing": "",
    "blank lines": "\n\n\n",
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_what_is_not_wrapped_stays_as_it_stands(text: str) -> None:
    assert unwrapped(text) == text


def test_a_wrapped_text_file_is_read_in_whole_sentences() -> None:
    data = f"{wrap(ONE, 40)}\n\n{wrap(TWO, 40)}\n".encode("gb18030")
    assert file_text(data, name="a.txt").text == f"{ONE}\n\n{TWO}\n"
