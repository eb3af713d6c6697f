"""A file's text being put together line by line, with what its layout says of each line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from atlas.model import Issue, Span

Progress = Callable[[int, int], None]
"""Told the number of pages read and of all pages."""

LEAD = 40
"""Characters up to which a bold opening of a paragraph is its heading and not mere emphasis."""

_BLANK = re.compile(r"[ \t\r\n\f\v\u00a0\u3000]+")
_SENTENCES = re.compile("[。；;！!？?]")


@dataclass(frozen=True, slots=True)
class Heading(Span):
    """A range that heads what follows; `level` is its rank in the file (1 the highest), 0 if it has
    none.
    """

    level: int = 0


@dataclass(frozen=True, slots=True)
class FileText:
    """What a file says: its text, the encoding it was in, and its title where it has one.

    `headings` are the ranges of `text` that the file itself sets apart as headings: whole lines,
    or the bold opening of a paragraph. `issues` say what the file holds that was not read.
    """

    text: str
    encoding: str
    title: str = ""
    headings: tuple[Heading, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass
class Lines:
    """Lines in the order they are read; `add` takes the pieces of one."""

    parts: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    length: int = 0

    def add(
        self, pieces: Iterable[tuple[str, bool]], *, heading: bool = False, level: int = 0
    ) -> str:
        """A line of (words, whether they are bold) pieces; returns what was added.

        A line that is bold all through and no running text, and a short bold opening, are
        headings, as those of a heading's own style are, which may have a `level`.
        """
        parts: list[str] = []
        length, bold, leads, blank = 0, 0, True, True
        for words, strong in pieces:
            kept = _BLANK.sub(" ", words)
            if blank:
                kept = kept.removeprefix(" ")
            if not kept:
                continue
            said = len(kept.rstrip())
            leads = leads and (strong or not kept.strip())
            if leads and said:
                bold = length + said
            parts.append(kept)
            length += len(kept)
            blank = kept.endswith(" ")
        line = "".join(parts).rstrip()
        if not line:
            return ""
        whole = heading or bold >= len(line)
        end = len(line) if whole else bold
        inner = line[:end].rstrip("。：: ")
        if inner and (heading or (end <= LEAD and not _SENTENCES.search(inner))):
            self.headings.append(Heading(self.length, self.length + end, level))
        self._append(line)
        return line

    def add_row(self, cells: Iterable[str]) -> None:
        """A row of a table: its cells that hold something, apart by tabs."""
        kept = [words for cell in cells if (words := _BLANK.sub(" ", cell).strip())]
        if kept:
            self._append("\t".join(kept))

    def _append(self, line: str) -> None:
        self.parts.append(line)
        self.length += len(line) + 1

    def text(self) -> str:
        """All lines, each ended by a newline."""
        return "".join(f"{line}\n" for line in self.parts)
