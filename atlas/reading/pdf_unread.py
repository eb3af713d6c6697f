"""Which pages of a PDF were not read: pictures, and fonts that do not say what they draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from atlas.model import Issue
from atlas.reading.decode import common
from atlas.reading.file_issues import pages_issue

_SCAN: Final = 0.5
"""Share of a page that a picture covers which is the page itself."""
_CAPTION: Final = 30
"""Characters that stand on a scanned page for all that: a stamp, a number."""
_UNMAPPED: Final = 0.3
"""Share of characters without a meaning from which on a page is garbled."""
_ASKED: Final = 2_000
_ENOUGH: Final = 40
"""Characters that no ASCII has, by whose kinds a page is judged: at most, and at least."""


@dataclass(slots=True)
class Unread:
    """Pages whose words were not read; `covered` is how far a picture covers each."""

    covered: dict[int, float] = field(default_factory=dict)
    garbled: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)

    def note(self, page: int, words: str, unmapped: float, covered: float) -> bool:
        """Note what is seen of a page; whether its words are garbled and must not be read.

        `unmapped` is the share of its characters whose font does not say what they are.
        """
        if covered:
            self.covered[page] = covered
        garbled = unmapped > _UNMAPPED or _is_garbled(words)
        if garbled:
            self.garbled.append(page)
        return garbled

    def note_pictures(self, words: Mapping[int, int]) -> None:
        """Take for a picture what holds one and hardly a word; `words` counts characters by page.

        Running heads and page numbers are no longer among them.
        """
        for page, covered in self.covered.items():
            least = _CAPTION if covered > _SCAN else 1
            if page not in self.garbled and words.get(page, 0) < least:
                self.pictures.append(page)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """A row for each kind of page."""
        return (
            *pages_issue("pages_unread", self.pictures),
            *pages_issue("pages_garbled", self.garbled),
        )


def _is_garbled(words: str) -> bool:
    """Whether hardly any character of a page is common and many are rare."""
    letters = "".join(ch for ch in words if not ch.isascii())[:_ASKED]
    if len(letters) < _ENOUGH:
        return False
    everyday = len(letters.encode("gb2312", "ignore")) / 2
    return common(letters) < 0.1 and everyday < 0.8 * len(letters)
