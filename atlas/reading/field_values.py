"""What the words of a field come to, where that is certain: a number, or the last day of a time."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Final

_SCALES: Final = {
    "千": 3,
    "万": 4,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
_QUARTERS: Final = {"一": 3, "二": 6, "三": 9, "四": 12, "首": 3, "1": 3, "2": 6, "3": 9, "4": 12}
_TIME = re.compile(
    r"(?:20\d\d年?(?:\d{1,2}月)?[-—–~～至到])?(?P<year>20\d\d)年?(?P<part>"
    r"(?P<month>\d{1,2})月(?P<day>\d{1,2}日|[底末])?"
    r"|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4首])季度|年?[底末内]?)(?P<before>(?:之|以)?前)?"
    r"(?:完成|建成)?"
)
_DOTTED = re.compile(r"(20\d\d)[-./](\d{1,2})(?:[-./](\d{1,2}))?")


def amount(number: str, scale: str | None) -> int | float:
    """A number with the word for its size: 1.2 and 亿 are 120000000."""
    whole, _, part = number.replace(",", "").partition(".")
    digits = _SCALES.get(scale or "", 0)
    shifted = f"{whole}{part.ljust(digits, '0')}"
    left = len(part.ljust(digits, "0")) - digits
    if not left or not shifted[-left:].strip("0"):
        return int(shifted[: len(shifted) - left])
    return float(f"{shifted[:-left]}.{shifted[-left:]}")


def last_day(words: str) -> str | None:
    """The last day that a time leaves, as ISO 8601; None where its year or its day is not said.

    2026年6月前 and 2026年前 leave open whether June and the year itself belong to it.
    """
    if dotted := _DOTTED.fullmatch(words):
        year, month, day = dotted.groups()
        return _iso(int(year), int(month), int(day) if day else None)
    found = _TIME.fullmatch(words.removeprefix("到").removeprefix("于"))
    if found is None:
        return None
    year, part = int(found["year"]), found["part"]
    if found["before"] and (not part or part == "年" or (found["month"] and not found["day"])):
        return None
    if found["month"]:
        day = found["day"]
        return _iso(year, int(found["month"]), int(day[:-1]) if day and day[0].isdigit() else None)
    if found["half"]:
        return _iso(year, 6 if found["half"] == "上" else 12, None)
    return _iso(year, _QUARTERS[found["quarter"]] if found["quarter"] else 12, None)


def _iso(year: int, month: int, day: int | None) -> str | None:
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    if day is not None and not 1 <= day <= last:
        return None
    return f"{year}-{month:02}-{day or last:02}"
