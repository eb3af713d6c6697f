"""What the store holds: a document, one record an upload, and the changes made to its reading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
_NAME: Final = re.compile(r"[A-Za-z0-9._\-]{1,64}")


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A reader's document: the text as it was taken out of the file `name`, not the file.

    `headings` are the ranges that the file sets apart as headings, `issues` what of the file is not
    in the text, both as JSON. `kept` is when it was kept, in UTC, which the store says.
    A `draft` is there for some minutes only, unless somebody says that it be kept. `source`,
    `dated`, `place` (adcode) and `licence` are what its keeper says of it, `revision` how often.
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
    source: str = ""
    dated: str = ""
    place: str = ""
    licence: str = ""
    revision: int = 0
    kept: datetime | None = field(default=None, compare=False)

    @property
    def size(self) -> int:
        """Bytes that count towards a quota."""
        held = (self.text, self.title, self.name, self.headings, self.issues)
        return sum(len(part.encode()) for part in held)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that somebody changed of a reading; the store numbers it and says when.

    `id` is chosen by whoever makes it, so that one sent twice is one; `seq` counts a document's
    changes from 1. What a `kind` means and its `payload` holds is not the store's.
    """

    id: str
    kind: str
    payload: dict[str, Any]
    why: str = ""
    who: str | None = None
    seq: int = 0
    at: datetime | None = None

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.id) or not _NAME.fullmatch(self.kind) or len(self.kind) > 32:
            raise ValueError("a change has an id and a kind of A-Z a-z 0-9 . _ -")


def without_unstorable(text: str) -> str:
    """Text with what a database cannot hold replaced, one visible sign for each."""
    return _UNSTORABLE.sub("\ufffd", text)


def storable(document: KeptDocument) -> KeptDocument:
    """The document with what a database cannot hold replaced, one visible sign for each."""
    shown: dict[str, Any] = {
        name: without_unstorable(getattr(document, name))
        for name in ("title", "name", "encoding", "text", "headings", "issues")
    }
    return replace(document, **shown)
