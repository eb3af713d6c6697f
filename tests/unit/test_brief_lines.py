"""Clauses of one sentence under a line that says where it stands and how many they are."""

from __future__ import annotations

from atlas.export.brief_lines import Line, sentences


def line(number: int, sentence: int, pointer: tuple[str, ...] = ()) -> Line:
    return Line(number, f"做第{number}件", ("农业",), sentence, pointer)


def test_clauses_stand_under_their_sentence_and_a_single_one_says_itself_where_it_is() -> None:
    at = {4: ("原文第 5 段第 2 句",), 5: ("原文第 5 段第 3 句",)}
    lines = [line(7, 4, at[4]), line(8, 4, at[4]), line(9, 5, at[5])]
    (head, clauses), (none, single) = sentences(lines, "zh")
    assert head == "原文第 5 段第 2 句 · 2 项："
    assert [(one.number, one.about) for one in clauses] == [(7, ("农业",)), (8, ("农业",))]
    assert none == ""
    assert single[0].about == ("农业", "原文第 5 段第 3 句")


def test_a_document_that_restates_nothing_counts_its_own_sentences() -> None:
    ((head, _),) = sentences([line(1, 0), line(2, 0)], "en")
    assert head == "sentence 1, 2 measures:"
