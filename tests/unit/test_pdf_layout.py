"""Columns of a page are read one after the other, rows of a table each as a line."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from atlas.reading.files import file_text
from tests.unit import office

LEFT = (
    "推进黑河市扩建口岸货场，完善查验设施，支持孙吴县发展沙棘产业，建设冷链物流园，"
    "改造逊克县供热管网，修建爱辉区滑雪场，扩建五大连池机场候机楼。"
)
RIGHT = (
    "支持绥化市改造灌区，新建高标准农田三十万亩，推广秸秆还田，扩建海伦玉米加工园区，"
    "修建仓储库房，改造肇东泵站，新建望奎育苗大棚。"
)
TABLE = [
    ("序号", "重点任务", "责任单位"),
    ("1", "扩建黑河口岸货场，完善查验设施", "市商务局"),
    ("2", "改造绥化供热管网三十公里并加装电梯", "市住建局"),
]
READ_TABLE = ["\t".join(row) for row in TABLE]


def cut(words: str, room: int) -> list[str]:
    return [words[at : at + room] for at in range(0, len(words), room)]


def draw(canvas: Canvas, x: float, y: float, words: str, room: int) -> float:
    """Words broken into lines from a place down; where the next line would stand."""
    for line in cut(words, room):
        canvas.drawString(x, y, line)
        y -= 18
    return y


def columns_one_by_one(canvas: Canvas) -> list[str]:
    draw(canvas, 60, 700, LEFT, 18)
    draw(canvas, 310, 700, RIGHT, 18)
    return [LEFT, RIGHT]


def columns_line_by_line(canvas: Canvas) -> list[str]:
    for at, (one, other) in enumerate(zip(cut(LEFT, 18), cut(RIGHT, 18), strict=False)):
        canvas.drawString(60, 700 - 18 * at, one)
        canvas.drawString(310, 700 - 18 * at, other)
    return [LEFT, RIGHT]


def columns_under_a_paragraph_of_the_page_s_width(canvas: Canvas) -> list[str]:
    y = draw(canvas, 60, 720, RIGHT, 38) - 12
    draw(canvas, 60, y, LEFT, 18)
    y = draw(canvas, 310, y, RIGHT, 18) - 12
    draw(canvas, 60, y, LEFT, 38)
    return [RIGHT, LEFT, RIGHT, LEFT]


def table(canvas: Canvas, y: float = 700) -> list[str]:
    for row in TABLE:
        below = [
            draw(canvas, x, y, cell, room)
            for x, cell, room in zip((60, 110, 350), row, (4, 10, 10), strict=True)
        ]
        y = min(below) - 8
    return READ_TABLE


def table_between_paragraphs(canvas: Canvas) -> list[str]:
    table(canvas, draw(canvas, 60, 720, LEFT, 38) - 20)
    draw(canvas, 60, 500, RIGHT, 38)
    return [LEFT, *READ_TABLE, RIGHT]


def no_table(canvas: Canvas) -> list[str]:
    canvas.drawString(60, 720, "签发人：")
    canvas.drawString(300, 720, "王某")
    draw(canvas, 60, 660, LEFT, 38)
    return ["签发人： 王某", LEFT]


@pytest.mark.parametrize(
    "drawn",
    [
        columns_one_by_one,
        columns_line_by_line,
        columns_under_a_paragraph_of_the_page_s_width,
        table,
        table_between_paragraphs,
        no_table,
    ],
)
def test_what_stands_side_by_side(drawn: Callable[[Canvas], list[str]]) -> None:
    stored = io.BytesIO()
    canvas = Canvas(stored)
    canvas.setFont(office.FONT, 12)
    expected = drawn(canvas)
    canvas.save()
    assert file_text(stored.getvalue(), name="a.pdf").text.splitlines() == expected
