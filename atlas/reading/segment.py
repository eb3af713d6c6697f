"""Sections, sentences and clauses of a cleaned text, by its headings and punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from atlas.model import Span
from atlas.reading.wordings import Wordings

_NUMBER = "〇零一二三四五六七八九十百"
_NUMBERED = re.compile(
    rf"\s*(?:第[{_NUMBER}\d]+[章节篇部条]|[{_NUMBER}]+、|[（(][{_NUMBER}\d]+[)）]|\d+(?:\.\d+)*[.．、]\s*(?!\d)"
    r"|#{1,6}\s|[①-⑳])"
)
_BOLD = re.compile(r"\s*(?:\*\*|__)(.+?)(?:\*\*|__)")
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。！？!?]*(?:[。！？!?]+[”’」』）)》]*|$)")
_ENDS = "。！？!?；;，,：:、"
_LEAD = re.compile(
    rf"(?:[（(]?[{_NUMBER}\d]+[)）、.．]?\s*|[{_NUMBER}]是)?[^，。；：,;:！？!?“”]{{4,18}}。"
)
_PUNCTUATION = re.compile(r"[，,；;“”‘’（）()《》〈〉「」『』【】\[\]。：:]")
_OPEN, _CLOSE = "“‘（(《〈「『【[", "”’）)》〉」』】]"
_REVIEW = re.compile("回顾|总结|成效|成就|取得的|完成情况|过去[一五]年")
_BYLINE = re.compile("记者|通讯员|编辑|责编|来源|作者|本报|本网|摄影|日期|时间|打印|字号")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the section it stands in; `heading` is the section's heading span."""

    span: Span
    section: str
    heading: Span | None
    listed: bool
    """Whether it is an item of a list without running sentences (漠河：边境旅游业)."""


def split_sentences(text: str, words: Wordings) -> list[Sentence]:
    """Sentences outside headings, in order, each with its section.

    A section that looks back on work done (工作回顾) holds no measures and yields no sentences.
    """
    sentences: list[Sentence] = []
    section, heading, looks_back = "", None, False
    lines = [_trim(text, *m.span()) for m in _LINE.finditer(text) if not m.group().isspace()]
    for i, (start, end) in enumerate(lines):
        following = text[slice(*lines[i + 1])] if i + 1 < len(lines) else ""
        if is_heading(text[start:end], following):
            heading = Span(start, end)
            section = _heading_text(text[start:end])
            looks_back = _REVIEW.search(section) is not None
            continue
        if looks_back:
            continue
        body = start
        lead = _lead_sentence(text, start, end, words)
        if lead is not None:
            heading, body = lead, lead.end
            section = _heading_text(lead.text(text))
        for span in _sentences(text, body, end):
            listed = text[span.end - 1] not in "。！？!?”）)；;" and span.end == end
            sentences.append(Sentence(span, section, heading, listed))
    return sentences


def is_heading(line: str, following: str) -> bool:
    """Whether a line stands over what follows instead of saying it.

    A heading is short, ends in no sentence mark, and something follows it; a numbered or bold one
    may be longer.
    """
    bold = _BOLD.fullmatch(line)
    bare = bold.group(1).strip() if bold else line
    if not following.strip() or _BYLINE.search(bare):
        return False
    if bare[-1] in _ENDS and not (bare[-1] in "：:" and len(bare) <= 24):
        return False
    if "。" in bare or "；" in bare:
        return False
    if _NUMBERED.match(bare) or bold:
        return len(bare) <= 45
    if "：" in bare[:-1] or ":" in bare[:-1]:
        return False
    return len(bare) <= 24 and "，" not in bare and "," not in bare and "、" not in bare


def _heading_text(line: str) -> str:
    bold = _BOLD.fullmatch(line)
    bare = bold.group(1) if bold else line
    match = _NUMBERED.match(bare)
    return (bare[match.end() :] if match else bare).strip().rstrip("。：:")


def _lead_sentence(text: str, start: int, end: int, words: Wordings) -> Span | None:
    """A short first sentence that names what its paragraph does (优化区域经济布局。)."""
    bold = _BOLD.match(text, start, end)
    if bold and bold.end() < end:
        return Span(start, bold.end())
    match = _LEAD.match(text, start, end)
    if match is None:
        return None
    number = _NUMBERED.match(text, start, end)
    if number is None and words.action.match(text, start, end) is None:
        return None
    numbered = number is not None
    needed = (1 if numbered else 2) * (match.end() - start)
    return Span(start, match.end()) if end - match.end() >= needed else None


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _SENTENCE.finditer(text, start, end):
        a, b = _trim(text, match.start(), match.end())
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

    The last full stop belongs to no clause.
    """
    groups: list[list[Span]] = [[]]
    depth, last = 0, sentence.start
    end = sentence.end
    while end > sentence.start and text[end - 1] in "。！？!?；;，,":
        end -= 1
    for match in _PUNCTUATION.finditer(text, sentence.start, end):
        mark, at = match.group(), match.start()
        if mark in _OPEN:
            depth += 1
        elif mark in _CLOSE:
            depth = max(0, depth - 1)
        elif (
            mark in "。：:"
            or depth
            or (mark == "," and _DIGIT.match(text, at + 1) and at and text[at - 1].isdigit())
        ):
            continue
        else:
            _append(groups[-1], text, last, at)
            if mark in "；;":
                groups.append([])
            last = match.end()
    _append(groups[-1], text, last, end)
    return [group for group in groups if group]


def _append(group: list[Span], text: str, start: int, end: int) -> None:
    start, end = _trim(text, start, end)
    if start < end:
        group.append(Span(start, end))
