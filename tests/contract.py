"""Whether what Python sends is what `atlas/contract/` says it sends."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from atlas.ui.assets import compact_json


@cache
def _reader(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def fits(kind: Any, value: Any) -> None:
    """Read a value as the browser gets it; a key too many, too few or of another type is named."""
    body = value if isinstance(value, bytes) else compact_json(value)
    _reader(kind).validate_json(body, strict=True, extra="forbid")
