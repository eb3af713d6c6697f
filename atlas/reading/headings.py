"""Which lines of a text look like headings, and how high they stand by their numbers."""

from __future__ import annotations

import re

NUMBER = "〇零一二三四五六七八九十百"
NUMBERED = re.compile(
    rf"\s*(?:第[{NUMBER}\d]+[章节篇部条]|[{NUMBER}]+、|[（(][{NUMBER}\d]+[)）]|\d+(?:\.\d+)*[.．、]\s*(?!\d)"
    r"|\d+[)）]|#{1,6}\s|[①-⑳⑴-⒛㈠-㈩❶-❿])"
)
BOLD = re.compile(r"\s*(?:\*\*|__)(.+?)(?:\*\*|__)")
ENDS = "。！？!?；;，,：:、"
_BYLINE = re.compile(
    r"^\d{4}年\d{1,2}月\d{1,2}日$|记者|通讯员|编辑|责编|来源|作者|本报|本网|摄影|日期|时间|打印|字号"
)
UNNUMBERED = 7
_FORMS = (
    rf"第[{NUMBER}\d]+[章篇部编]|#\s",
    rf"第[{NUMBER}\d]+[节条]|##\s",
    rf"[{NUMBER}]+、|###\s",
    rf"[（(][{NUMBER}]+[)）]|[㈠-㈩]|####\s",
    r"\d+(?:\.\d+)*[.．、]\s*(?!\d)|[⒈-⒛]",
    r"[（(]?\d+[)）]|[⑴-⒇]",
    "[①-⑳❶-❿]",
)
_RANKS = [re.compile(rf"\s*(?:\*\*|__)?(?:{form})") for form in _FORMS]


def heading_rank(line: str) -> int:
    """How high a heading stands by its number: 第一章 0, 一、 2, （一） 3, 1. 4; without one 7."""
    return next((rank for rank, form in enumerate(_RANKS) if form.match(line)), UNNUMBERED)


def is_heading(line: str, following: str) -> bool:
    """Whether a line stands over what follows instead of saying it.

    A heading is short, ends in no sentence mark, and something follows it; a numbered or bold one
    may be longer.
    """
    bold = BOLD.fullmatch(line)
    bare = bold.group(1).strip() if bold else line
    if not following.strip() or _BYLINE.search(bare):
        return False
    if bare[-1] in ENDS and not (bare[-1] in "：:" and len(bare) <= 24):
        return False
    if "。" in bare or "；" in bare or "\t" in bare:
        return False
    if NUMBERED.match(bare) or bold:
        return len(bare) <= 45
    if "：" in bare[:-1] or ":" in bare[:-1]:
        return False
    return len(bare) <= 24 and "，" not in bare and "," not in bare and "、" not in bare


def heading_text(line: str) -> str:
    """What a heading says, without its number and marks."""
    bold = BOLD.fullmatch(line)
    bare = bold.group(1) if bold else line
    match = NUMBERED.match(bare)
    return (bare[match.end() :] if match else bare).strip().rstrip("。：:")
