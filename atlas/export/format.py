"""What a file format is, and a finished file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atlas.analysis.reach import Selection
from atlas.export.statement import Statement


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: `id` stands in addresses, `make` writes the body of one selection."""

    id: str
    suffix: str
    content_type: str
    make: Callable[[Selection, Statement], bytes]


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file ready to be saved; `name` is in the reader's language, `plain_name` ASCII alone."""

    name: str
    plain_name: str
    content_type: str
    body: bytes
