"""What is wrong with a row, said so that the person who edits the file knows what to do."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

from atlas.language import say
from atlas.model import Lang

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: `file` and `line` (1 is the header) say where, `key` and `values` say what.

    A fault of a whole file has no line, a fault of a whole row no field.
    """

    severity: Severity
    file: str
    line: int | None
    field: str
    value: str
    key: str
    values: dict[str, Any] = dataclasses.field(default_factory=dict)

    def where(self, lang: Lang) -> str:
        """File, line and field, as far as the fault has them."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        if self.field:
            place = f"{place} {self.field}"
        return place + ("：" if lang == "zh" else ": ")

    def sentence(self, lang: Lang) -> str:
        """Where it is, what is wrong and what to do."""
        # Long cells would push what to do out of sight.
        value = self.value if len(self.value) <= 60 else self.value[:57] + "…"
        return self.where(lang) + say(f"checks.{self.key}", lang, value=value, **self.values)


class DataError(Exception):
    """Data that must not be shown; `problems` are its errors, worst file first as found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = [p for p in problems if p.severity == "error"]
        super().__init__(self.text("en"))

    def text(self, lang: Lang, most: int = 20) -> str:
        """The sentences, one a line; beyond `most` only their number."""
        lines = [problem.sentence(lang) for problem in self.problems[:most]]
        if len(self.problems) > most:
            lines.append(say("checks.and_more", lang, n=len(self.problems) - most))
        return "\n".join(lines)


def failed(folder: str, file: str, key: str, **values: Any) -> Problem:
    """An error of a whole file."""
    return Problem("error", f"{folder}/{file}", None, "", "", key, values)
