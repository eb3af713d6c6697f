"""Names of exported files: what is inside and when it was made."""

from __future__ import annotations

import re
from typing import Final

from atlas.export.statement import Statement
from atlas.language import say
from atlas.province import file_stem

LONGEST: Final = 80
"""Characters of a name before the date; file systems end at 255 bytes, a Chinese character is 3."""
_UNSAFE: Final = re.compile(r'[\s\\/:*?"<>|\x00-\x1f]+')


def file_name(statement: Statement, suffix: str) -> str:
    """Name in the reader's language, safe on every system: contents, query, date."""
    contents = say(f"export.file_{statement.main}", statement.lang)
    said = _UNSAFE.sub("-", f"{contents}_{statement.query}")[:LONGEST].strip("-.")
    return f"{said}_{statement.date.isoformat()}{suffix}"


def plain_file_name(statement: Statement, suffix: str) -> str:
    """Name in ASCII, for programs that read no other."""
    return f"{file_stem()}-{statement.main}-{statement.date.isoformat()}{suffix}"
