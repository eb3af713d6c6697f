"""Where words end, as one asks for it at any place of a text."""

from __future__ import annotations

import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from atlas.reading.borders import Borders


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("实施绿化工程", "化工", True),
        ("召开全省会议", "省会", True),
        ("利用海外资源", "外资", True),
        ("发展化工产业", "化工", False),
        # The tail of one longer word is no straddling.
        ("吸引大学生", "大学", False),
        ("绿化，工程", "化，工", True),
        ("化工", "化工", False),
    ],
)
def test_a_range_across_two_words(text: str, part: str, expected: bool) -> None:
    start = text.index(part)
    assert Borders(text).straddles(start, start + len(part)) is expected


@given(st.text(st.sampled_from("绿化工程和县城，。、 会议哈尔滨\n"), max_size=40))
def test_borders_are_those_of_the_words_between_marks(text: str) -> None:
    """However the places are asked for, forwards or backwards."""
    marks = "，。、 \n"
    expected, place = {0, len(text)}, 0
    for start, end in _runs(text, marks):
        place = start
        for word in rjieba.cut(text[start:end], False):
            expected.add(place)
            place += len(word)
        expected.add(end)
    forwards, backwards = Borders(text), Borders(text)
    at = range(len(text))
    assert {i for i in at if not forwards.inside_word(i)} == expected & set(at)
    assert {i for i in reversed(at) if not backwards.inside_word(i)} == expected & set(at)


def _runs(text: str, marks: str) -> list[tuple[int, int]]:
    runs, start = [], 0
    for i, character in enumerate(text):
        if character in marks:
            runs += [(start, i), (i, i + 1)] if i > start else [(i, i + 1)]
            start = i + 1
    return [*runs, (start, len(text))] if start < len(text) else runs
