"""What a file holds and was not read, as issue rows: no partial reading looks whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Final

from pydantic import TypeAdapter

from atlas.language import say
from atlas.model import Issue

_ROWS: Final = TypeAdapter(list[tuple[str, str, str, str]])
_FEW: Final = 12
"""Runs of pages named one by one."""


def file_issue(kind: str, value: object = "", **values: object) -> Issue:
    """An issue row of a file as a whole; its words are `reading.issue_<kind>`."""
    key = f"reading.issue_{kind}"
    return Issue(kind, str(value), say(key, "zh", **values), message_en=say(key, "en", **values))


def pages_issue(kind: str, pages: Sequence[int]) -> list[Issue]:
    """One row that names pages, none where there are none."""
    if not pages:
        return []
    named = in_runs(pages)
    key, n = f"reading.issue_{kind}", len(pages)
    zh = say(key, "zh", pages=named.replace(", ", "、"), n=n)
    return [Issue(kind, named, zh, message_en=say(key, "en", pages=named, n=n))]


def in_runs(numbers: Iterable[int]) -> str:
    """Whole numbers as a reader lists them: 2–4, 7."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    said = [str(a) if a == b else f"{a}–{b}" for a, b in runs[:_FEW]]
    return ", ".join(said) + (" …" if len(runs) > _FEW else "")


def issues_as_json(issues: Iterable[Issue]) -> str:
    """Issue rows of a file as they are kept beside its text."""
    rows = [(issue.type, issue.value, issue.message, issue.message_en) for issue in issues]
    return json.dumps(rows, ensure_ascii=False)


def issues_from_json(kept: str) -> tuple[Issue, ...]:
    """Issue rows as `issues_as_json` wrote them; `ValueError` for anything else."""
    rows = _ROWS.validate_json(kept)
    return tuple(Issue(kind, value, zh, message_en=en) for kind, value, zh, en in rows)
