"""Names and values as a Shapefile can hold them: its table is a dBASE file of the eighties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

LONGEST_NAME: Final = 10
"""Characters of a field's name, ASCII alone."""
LONGEST_TEXT: Final = 254
"""Bytes of a text, in whatever encoding the file has."""
CUT: Final = "…"

_SHORTER: Final = {
    "prefecture": "pref",
    "indicator": "ind",
    "definition": "def",
    "strategies": "strats",
    "strategy": "strat",
    "official": "off",
    "without": "no",
    "boundary": "bound",
    "members": "memb",
    "measures": "measures",
    "measure": "meas",
    "mention": "ment",
    "inherited": "inherit",
    "count": "n",
    "known": "knwn",
    "source": "src",
}
"""Words of column names that a field has no room for in full."""


def field_names(columns: Iterable[str]) -> dict[str, str]:
    """A name for each column that is no other's, whatever the case of its letters.

    Short names stay; of long ones `name` is left out (`county_name_zh` is `county_zh`) and words
    are shortened; what is still too long or taken ends in a number.
    """
    given: dict[str, str] = {}
    taken: set[str] = set()
    for column in columns:
        short = column
        if len(short) > LONGEST_NAME:
            short = "_".join(_SHORTER.get(w, w) for w in column.split("_") if w != "name")
        name, again = short[:LONGEST_NAME].rstrip("_"), 1
        while (again == 1 and len(short) > LONGEST_NAME) or name.lower() in taken:
            name = f"{short[: LONGEST_NAME - len(str(again)) - 1].rstrip('_')}_{again}"
            again += 1
        taken.add(name.lower())
        given[column] = name
    return given


def cut(text: str, encoding: str, *, listed: bool) -> str:
    """Text of at most `LONGEST_TEXT` bytes, ending in `…` where some of it is gone.

    Of a list joined by `;` whole items stay: half a code would be another code.
    """
    if len(text.encode(encoding)) <= LONGEST_TEXT:
        return text
    room = LONGEST_TEXT - len(CUT.encode(encoding))
    kept = text.encode(encoding)[:room].decode(encoding, errors="ignore")
    if listed:
        # What was cut may end where an item does; its semicolon is the proof.
        kept = kept[: kept.rfind(";") + 1]
    return kept + CUT
