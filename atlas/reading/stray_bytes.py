"""Text with a few damaged bytes: read on after each, at the place where what follows reads best.

One stray byte in a text of two-byte characters shifts all after it, so the bytes behind a fault are
tried at every place where a character may begin.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

MOST: Final = 100
"""Damaged places a text may have, however long it is."""
_ONE_IN: Final = 300
"""Bytes for each damaged place; a text with more of them is in another encoding."""
_LEAST: Final = 2
_AHEAD: Final = 60
"""Bytes looked at behind a fault."""
_SKIPS: Final = (1, 2, 3, 4)
REPLACEMENT: Final = "\ufffd"


def read_over(
    data: bytes, codec: str, readability: Callable[[str], float]
) -> tuple[str, int] | None:
    """Text with one mark for each damaged place, and how many there are; None for too many."""
    most = min(MOST, max(_LEAST, len(data) // _ONE_IN))
    parts: list[str] = []
    at = faults = 0
    while True:
        rest = data[at:] if at else data
        try:
            parts.append(rest.decode(codec))
            return "".join(parts), faults
        except UnicodeDecodeError as error:
            faults += 1
            if faults > most:
                return None
            parts += (rest[: error.start].decode(codec), REPLACEMENT)
            at += error.start
        ahead = {skip: data[at + skip : at + skip + _AHEAD] for skip in _SKIPS}
        at += max(
            _SKIPS, key=lambda skip: (readability(ahead[skip].decode(codec, "replace")), -skip)
        )
