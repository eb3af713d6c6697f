"""The letters that drawings are set in, cut from Noto Sans CJK SC to what the product can show.

Run `make fonts` after adding words or data with new characters, on a machine with Debian's
fonts-noto-cjk; a test names the characters that are missing.
"""

from __future__ import annotations

import argparse
import json
import string
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from atlas.catalogue import DATA, load_catalogue
from atlas.language import WORDS
from atlas.model import Place, Strategy
from atlas.tables.records import Theme
from atlas.zones import Zone

HERE = Path(__file__).parent
COLLECTIONS = Path("/usr/share/fonts/opentype/noto")
SIMPLIFIED = 2
"""Number of the face for simplified Chinese in Debian's collections."""


ASCII: Final = string.printable[:95]
TITLE_ROOMS: Final = ("pages", "query", "map")
"""Files of `atlas/words` whose texts stand in titles and legends."""


def said_characters(rooms: Iterable[str] = ("*",)) -> set[str]:
    """Characters of files of `atlas/words`."""
    found = set()
    for path in (path for room in rooms for path in WORDS.glob(f"{room}.json")):
        found |= _all(json.loads(path.read_text(encoding="utf-8")))
    return found


def data_characters() -> set[str]:
    """Characters of every table of `data/` but the patterns, which are never shown."""
    shown = (
        path
        for path in DATA.glob("*.csv")
        if path.name not in ("contexts.csv", "wordings.csv", "field_wordings.csv")
    )
    return {c for path in shown for c in path.read_text(encoding="utf-8-sig")}


def name_characters() -> set[str]:
    """Characters of the names and statements that stand in titles."""
    catalogue = load_catalogue()
    named: list[Place | Strategy | Zone | Theme] = [
        *catalogue.places.values(),
        *catalogue.strategies.values(),
        *catalogue.zones.values(),
        *catalogue.themes.values(),
    ]
    titles = [r.title_zh + r.title_en for r in catalogue.documents.values()]
    statements = [row.text_zh for row in catalogue.plan]
    return set("".join([n.name_zh + n.name_en for n in named] + titles + statements))


def everyday_characters() -> set[str]:
    """The 3,755 commonest characters (GB 2312, level 1): readers search for what they like."""
    found = set()
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            # The last row of the level ends with its 89th character.
            if (row, cell) <= (0xD7, 0xF9):
                found.add(bytes([row, cell]).decode("gb2312"))
    return found


def needed(weight: str) -> set[str]:
    """Characters a weight must hold: regular all that is said, bold the names."""
    found = name_characters() | set(ASCII)
    if weight == "Regular":
        found |= said_characters() | data_characters()
    return {c for c in found if c.isprintable()}


def wanted(weight: str) -> set[str]:
    """Characters a weight is built with; what bold lacks of later words is drawn from regular."""
    more = said_characters(TITLE_ROOMS) if weight == "Bold" else everyday_characters()
    return needed(weight) | {c for c in more if c.isprintable()}


def _all(value: object) -> set[str]:
    if isinstance(value, str):
        return set(value)
    parts: Iterable[object] = value.values() if isinstance(value, dict) else ()
    return {c for part in parts for c in _all(part)}


def build(weight: str, collections: Path) -> Path:
    """Write the subset of one weight and return where it is."""
    # Only whoever builds the fonts needs the package.
    from fontTools import subset, ttLib  # noqa: PLC0415

    source = collections / f"NotoSansCJK-{weight}.ttc"
    font = ttLib.TTFont(source, fontNumber=SIMPLIFIED)
    options = subset.Options(
        # Kerning and variants of Latin are not worth a tenth of the size; hints serve no drawing
        # of two pixels for one, and no line is set from top to bottom.
        layout_features=[],
        hinting=False,
        desubroutinize=True,
        name_IDs=[0, 1, 2, 4, 6, 13, 14],
        drop_tables=[*subset.Options().drop_tables, "vhea", "vmtx", "VORG", "BASE", "DSIG"],
        notdef_outline=True,
    )
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(wanted(weight))))
    cutter.subset(font)
    # The date of the source, not of the build: the same input gives the same file.
    font.recalcTimestamp = False
    target = HERE / f"NotoSansCJKsc-{weight}-subset.otf"
    font.save(target)
    return target


def main() -> None:
    """Build both weights and say how large they came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--collections", type=Path, default=COLLECTIONS)
    folder = parser.parse_args().collections
    for weight in ("Regular", "Bold"):
        path = build(weight, folder)
        print(f"{path.name}: {path.stat().st_size:,} bytes, {len(wanted(weight)):,} characters")


if __name__ == "__main__":
    main()
