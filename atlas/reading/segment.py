"""Sections, sentences and clauses of a cleaned text, by its headings and punctuation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atlas.model import Span
from atlas.reading.duty import Duties
from atlas.reading.headings import (
    BOLD,
    ENDS,
    NUMBER,
    NUMBERED,
    UNNUMBERED,
    heading_rank,
    heading_text,
    is_heading,
)
from atlas.reading.lines import Heading
from atlas.reading.page_lines import around_text, is_caption, without_contents
from atlas.reading.stance import looks_back
from atlas.reading.wordings import Wordings

_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。！？!?]*(?:[。！？!?]+[”’」』）)》]*|$)")
_LEAD = re.compile(
    rf"(?:[（(]?[{NUMBER}\d]+[)）、.．]?\s*|[{NUMBER}]是)?[^，。；：,;:！？!?“”]{{4,18}}。"
)
_PUNCTUATION = re.compile(r"[\t，,；;“”‘’（）()《》〈〉「」『』【】\[\]]")
_OPEN, _CLOSE = "“‘（(《〈「『【[", "”’）)》〉」』】]"
_REVIEW = re.compile("回顾|总结|成效|成就|取得的|完成情况|过去[一五]年|(?:发展|工作)(?:历程|成果)")
_FORWARD = re.compile(
    r"今后|未来|下一步|下一阶段|今年(?!以来)|主要目标|重点(?:工作|任务)|总体要求|工作安排|任务"
)
_LABEL = re.compile(r"\s*([^，。；：,;:\s]{2,16})[：:]")
"""What a paragraph is about, before its first colon (某市：…)."""

_DIGIT = re.compile(r"\d")
_SERIAL = re.compile(
    rf"(?:\d{{1,3}}|[{NUMBER}]{{1,4}}|[（(](?:\d{{1,3}}|[{NUMBER}]{{1,4}})[)）])[、.．]?\t"
)
_ITEM = re.compile(rf"\s*[{NUMBER}]+是")
_AS_SHORT = 1.5
"""How many times as long a sentence may be to stand beside the one before it, not under it."""

_LONGEST_TITLE = 60
_LONGEST_HEADING = 200
"""Characters of a heading. What its file sets apart may be a whole page in bold: everything under
it would say it again.
"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the section it stands in; `headings` are those over it, the nearest first."""

    span: Span
    section: str
    headings: tuple[Span, ...]
    listed: bool
    """Whether it is an item of a list without running sentences (漠河：边境旅游业)."""
    reports: bool
    """Whether its paragraph looks back on what has been done."""
    aims: bool
    """Whether it stands under a heading of goals, so that its figures are aimed at."""
    might: frozenset[str]
    """The roles that `Wordings.telling` says may be found in it."""


def split_sentences(
    text: str, words: Wordings, marked: Sequence[Heading], duties: Duties
) -> list[Sentence]:
    """Sentences outside headings, in order, each with its section.

    What `duties` say of who is in charge is none. `marked` are the headings that the text's file
    sets apart, whole lines or openings of one. A section that looks back on work done (工作回顾)
    holds no measures and yields no sentences.
    """
    sentences: list[Sentence] = []
    section = ""
    over: tuple[Span, ...] = ()
    ranks: dict[int, float] = {}
    looking_back: tuple[float, int] | None = None
    caption: Span | None = None
    lines = [_trim(text, *m.span()) for m in _LINE.finditer(text) if not m.group().isspace()]
    lines = without_contents(text, lines)
    lines = [line for line in (duties.cut_line(text, *line) for line in lines) if line[0] < line[1]]
    marks, levels = _marks(text, lines, marked)
    kinds = _Headings(text, lines, words, set(marks))
    for i, (start, end) in enumerate(lines):
        if is_caption(text[start:end]):
            caption = Span(start, end)
            continue
        if "\t" not in text[start:end]:
            # A caption speaks of the rows under it, and of nothing after them.
            caption = None
        if kinds.heads(i):
            section = heading_text(text[start:end])
            typed = heading_rank(text[start:end])
            rank = levels.get(i, typed)
            over = _over(over, rank, Span(start, end), ranks)
            if looking_back is None or _ends_review(rank, looking_back, section):
                looking_back = (rank, typed) if _REVIEW.search(section) else None
            continue
        if looking_back is not None or kinds.is_title(i) or around_text(text, start, end, words):
            continue
        body = start
        lead = marks.get(i) or _lead_sentence(text, start, end, words)
        if lead is not None:
            over = _over(over, heading_rank(text[start:end]), lead, ranks)
            section = heading_text(lead.text(text))
            # 二是做强乳制品产业。 heads its paragraph and is the first thing it asks for.
            body = start if _ITEM.match(text, start, lead.end) else lead.end
        label = _LABEL.match(text, body, end)
        left = 0
        aims = "目标" in section
        for span in _sentences(text, body, end, duties):
            left = looks_back(text, span, left, words)
            listed = text[span.end - 1] not in "。！？!?”）)；;" and span.end == end
            headings = over if caption is None else (caption, *over)
            if label is not None and span.start > label.end():
                headings = (Span(*label.span(1)), *over)
            might = words.telling.among(text, span.start, span.end)
            sentences.append(Sentence(span, section, headings, listed, left > 0, aims, might))
    return sentences


def _ends_review(rank: float, looking_back: tuple[float, int], section: str) -> bool:
    """Whether a heading ends the section that looks back.

    `looking_back` is that section's rank, and its rank by its number alone: a file may give a rank
    to some of its headings only. Under one without a number, numbered ones are its parts.
    """
    its_rank, typed = looking_back
    higher = rank <= its_rank < UNNUMBERED or rank == its_rank
    as_typed = 0 <= rank <= typed < UNNUMBERED
    return higher or as_typed or _FORWARD.search(section) is not None


def _over(
    over: tuple[Span, ...], rank: float, heading: Span, ranks: dict[int, float]
) -> tuple[Span, ...]:
    """The headings over what follows `heading`: it and those of a higher rank, nearest first.

    `ranks` keeps the rank of each by where it starts.
    """
    ranks[heading.start] = rank
    return (heading, *(span for span in over if ranks[span.start] < rank))


def _marks(
    text: str, lines: list[tuple[int, int]], marked: Sequence[Heading]
) -> tuple[dict[int, Span | None], dict[int, float]]:
    """Line → the opening of it that its file sets apart, None where that is the whole line; and
    line → its rank where the file gives one, above those by typed numbers.
    """
    starts = [start for start, _ in lines]
    found: dict[int, Span | None] = {}
    levels: dict[int, float] = {}
    for heading in marked:
        i = bisect_right(starts, heading.start) - 1
        if i < 0 or heading.start > starts[i] + 1:
            continue
        end = min(heading.end, lines[i][1])
        if end - starts[i] > _LONGEST_HEADING:
            continue
        rest = text[end : lines[i][1]].strip(" 。：:")
        found[i] = Span(starts[i], end) if rest else None
        if heading.level and not rest:
            levels[i] = heading.level / 10 - 1
    return found, levels


class _Headings:
    """Which lines of a text head what follows them."""

    def __init__(
        self, text: str, lines: list[tuple[int, int]], words: Wordings, marked: set[int]
    ) -> None:
        self._lines = [text[start:end] for start, end in lines]
        self._words = words
        self._marked = marked

    def heads(self, i: int) -> bool:
        """Whether a line is a heading; an item of a list looks like one and is none."""
        line, following = self._line(i), self._line(i + 1)
        if i in self._marked:
            return line[-1] not in "。；;"
        if self._stands_over(line, following):
            return True
        return is_heading(line, following) and not self._in_list(i)

    def is_title(self, i: int) -> bool:
        """Whether a line is the first of its text and the title of it, read like a sentence."""
        line, following = self._line(i), self._line(i + 1)
        if i or not following or line[-1] in ENDS or "。" in line or "\t" in line:
            return False
        plain = len(line) <= _LONGEST_TITLE and heading_rank(line) == UNNUMBERED
        return plain and not self._alike(line, following)

    def _stands_over(self, line: str, following: str) -> bool:
        """Whether a short numbered sentence has what it speaks of under it (（四）搞活沿边。)."""
        rank = heading_rank(line)
        short = len(line) <= 24 and line[-1] == "。" and "，" not in line and "。" not in line[:-1]
        return short and rank < heading_rank(following) and bool(following)

    def _line(self, i: int) -> str:
        return self._lines[i] if 0 <= i < len(self._lines) else ""

    def _in_list(self, i: int) -> bool:
        """Whether a line of the same form stands right after it, with nothing between.

        The last item of a list is told by the line before it, unless running text follows it.
        """
        line, before, after = self._line(i), self._line(i - 1), self._line(i + 1)
        if line[-1] in "：:":
            return False
        if self._alike(line, after) and (heading_rank(line) < UNNUMBERED or self._short(after)):
            return True
        return self._alike(line, before) and self._short(before) and "。" not in after

    def _alike(self, line: str, other: str) -> bool:
        """Whether both are numbered in the same way, or neither is and both open with an action."""
        rank = heading_rank(line)
        if not other or rank != heading_rank(other):
            return False
        return rank < UNNUMBERED or all(self._words.action.match(w) for w in (line, other))

    def _short(self, line: str) -> bool:
        return is_heading(line, "…") and line[-1] not in "：:"


def _lead_sentence(text: str, start: int, end: int, words: Wordings) -> Span | None:
    """A short first sentence that names what its paragraph does (优化区域经济布局。)."""
    bold = BOLD.match(text, start, min(end, start + _LONGEST_HEADING))
    if bold and bold.end() < end:
        return Span(start, bold.end())
    match = _LEAD.match(text, start, end)
    if match is None:
        return None
    number = NUMBERED.match(text, start, end)
    if number is None and words.action.match(text, start, end) is None:
        return None
    numbered = number is not None
    if not numbered and _goes_on_short(text, match.end(), end, match.end() - start):
        return None
    needed = (1 if numbered else 2) * (match.end() - start)
    return Span(start, match.end()) if end - match.end() >= needed else None


def _goes_on_short(text: str, start: int, end: int, length: int) -> bool:
    """Whether the next sentence is as short as one before it: a row of them, none over the rest."""
    following = _SENTENCE.match(text, start, end)
    return following is not None and following.end() - start <= length * _AS_SHORT


def _sentences(text: str, start: int, end: int, duties: Duties) -> Iterator[Span]:
    for match in _SENTENCE.finditer(text, start, end):
        a, b = _trim(text, match.start(), match.end())
        a, b = _trim(text, duties.after(a, b), b)
        if a < b:
            yield Span(a, b)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def split_clauses(text: str, sentence: Span) -> list[list[Span]]:
    """Clauses of a sentence: by ； first, then by ，; marks inside quotes and brackets do not cut.

    The number of a row of a table is none.

    The last full stop belongs to no clause.
    """
    groups: list[list[Span]] = [[]]
    serial = _SERIAL.match(text, sentence.start, sentence.end)
    depth, last = 0, sentence.start if serial is None else serial.end()
    end = sentence.end
    while end > sentence.start and text[end - 1] in "。！？!?；;，,":
        end -= 1
    for match in _PUNCTUATION.finditer(text, last, end):
        at = match.start()
        mark = text[at]
        if mark in _OPEN:
            depth += 1
        elif mark in _CLOSE:
            depth = max(0, depth - 1)
        elif depth or (
            mark == "," and _DIGIT.match(text, at + 1) and at and text[at - 1].isdigit()
        ):
            continue
        else:
            _append(groups[-1], text, last, at)
            if mark in "；;":
                groups.append([])
            last = at + 1
    _append(groups[-1], text, last, end)
    return [group for group in groups if group]


def _append(group: list[Span], text: str, start: int, end: int) -> None:
    start, end = _trim(text, start, end)
    if start < end:
        group.append(Span(start, end))
