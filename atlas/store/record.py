"""A document as the store holds it: one record an upload."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A reader's document: the text as it was taken out of the file `name`, not the file.

    `headings` are the ranges that the file sets apart as headings, `issues` what of the file is not
    in the text, both as JSON. `kept` is when it was kept, in UTC, which the store says.
    A `draft` is there for some minutes only, unless somebody says that it be kept.
    """

    id: str
    title: str
    name: str
    encoding: str
    sha256: str
    text: str
    headings: str = "[]"
    issues: str = "[]"
    draft: bool = False
    kept: datetime | None = field(default=None, compare=False)

    @property
    def size(self) -> int:
        """Bytes that count towards a quota."""
        held = (self.text, self.title, self.name, self.headings, self.issues)
        return sum(len(part.encode()) for part in held)


def storable(document: KeptDocument) -> KeptDocument:
    """The document with what a database cannot hold replaced, one visible sign for each."""
    shown: dict[str, Any] = {
        name: _UNSTORABLE.sub("\ufffd", getattr(document, name))
        for name in ("title", "name", "encoding", "text", "headings", "issues")
    }
    return replace(document, **shown)
