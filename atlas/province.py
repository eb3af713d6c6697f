"""The province as its one row of `data/province.csv` says it, before any table is checked."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Final

from atlas.folders import DATA
from atlas.model import LANGS, Adcode, Lang

TABLE: Final = "province.csv"
PLACES: Final = "places.csv"
_SAID: Final = (
    "brand",
    "description",
    "plan",
    "plan_short",
    "undrawn",
    "boundaries",
    "boundaries_short",
)
"""Columns in two languages; words of the screen hold them as `{province_brand}` and so on."""


@cache
def province_row(data: Path = DATA) -> dict[str, str]:
    """The row as text, with the province's own row of `places.csv` in it.

    Empty where a file cannot be read: this is asked while modules load, and the sentences about
    what is wrong come from the checks, which must pass before anything is shown.
    """
    row = next(iter(_rows(data / TABLE)), {})
    own = (place for place in _rows(data / PLACES) if place.get("adcode") == row.get("adcode"))
    return {**next(own, {}), **row} if row else {}


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error):
        return []


def province_code(data: Path = DATA) -> Adcode:
    """Code of the province."""
    return province_row(data).get("adcode", "")


def built_in_document(data: Path = DATA) -> str:
    """Id of the document that an address means which names none."""
    return province_row(data).get("document", "")


def file_stem(data: Path = DATA) -> str:
    """What names of files in ASCII begin with."""
    return province_row(data).get("file_stem", "")


def province_words(data: Path = DATA) -> dict[Lang, dict[str, str]]:
    """What texts of the screen may hold: `{province}`, `{province_short}`, `{province_brand}`, …

    Numbers are the units that must be there: `{province_prefectures}`, `{province_counties}`.
    """
    row = province_row(data)
    if not row:
        return {lang: {} for lang in LANGS}
    said: dict[Lang, dict[str, str]] = {}
    for lang in LANGS:
        name = row.get(f"name_{lang}", "")
        said[lang] = {
            "province": name,
            "province_short": row.get("short_zh", "") if lang == "zh" else name,
            "province_prefectures": row.get("prefectures", ""),
            "province_counties": row.get("counties", ""),
            "province_waters": row.get("waters", ""),
            **{f"province_{column}": row.get(f"{column}_{lang}", "") for column in _SAID},
        }
    return said
