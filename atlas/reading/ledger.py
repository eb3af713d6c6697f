"""Ledgers of tasks as offices keep them: what each column says, and a row as a measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_COLUMNS: Final = {
    "task": re.compile(
        r"(?:重点|主要|具体|工作)*(?:任务|举措|措施|项目名称|建设内容|工作内容|事项)(?:名称|内容|清单)?"
    ),
    "place": re.compile(r"(?:所在|涉及|实施|责任)?(?:地区|市县|县区|县市|市地|区域|地点|属地)"),
    "who": re.compile(r"(?:牵头|责任|主管|负责|承办)(?:单位|部门)|责任主体|牵头领导"),
    "with": re.compile(r"(?:配合|协办|参与)(?:单位|部门)"),
    "until": re.compile(r"(?:完成|办结|工作)?(?:时限|时间|期限|节点)(?:要求)?|完成日期"),
}
_LABELS: Final = {"who": "牵头单位", "with": "配合单位", "until": "完成时限"}
_ASIDE = re.compile(r"[（(].*?[)）]|[\s:：]")
_ENDS: Final = "。；;！!？?"


@dataclass(frozen=True, slots=True)
class Ledger:
    """Which column of a ledger says what; the first of each kind."""

    columns: dict[str, int]

    def lines(self, row: list[str]) -> Iterator[str]:
        """A row in words: where, what, then who and until when in brackets."""
        said = {
            kind: row[at].strip() for kind, at in self.columns.items() if at < len(row) and row[at]
        }
        task = said.get("task", "").rstrip(_ENDS)
        if not task:
            # A row without a task heads those below it, where it says anything.
            yield from (words for words in dict.fromkeys(row) if words)
            return
        place = said.get("place", "")
        opening = f"在{place}" if place and place not in task else ""
        fields = "；".join(
            f"{label}：{said[kind]}" for kind, label in _LABELS.items() if kind in said
        )
        yield f"{opening}{task}{f'（{fields}）' if fields else ''}。"


def find_ledger(row: list[str]) -> Ledger | None:
    """The ledger whose names of columns a row holds: the task's and one more; else None."""
    columns: dict[str, int] = {}
    for at, words in enumerate(row):
        plain = _ASIDE.sub("", words[:60])
        for kind, pattern in _COLUMNS.items():
            if kind not in columns and pattern.fullmatch(plain):
                columns[kind] = at
                break
    return Ledger(columns) if "task" in columns and len(columns) > 1 else None
