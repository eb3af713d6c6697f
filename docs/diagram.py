"""The house as a picture, `docs/images/house.svg`, drawn from its imports: `make diagram`.

Rooms are those of the tables in docs/architecture.md and atlas/ui/frontend/README.md, which
`tests/unit/test_house.py` reads; arrows are what their modules import, less those that follow from
others. An arrow goes the way data does: from what is imported to whoever uses it. Graphviz lays it
out.
"""

from __future__ import annotations

import re
import subprocess
import textwrap
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Final

from tests.unit import test_house as house

PICTURE: Final = Path(__file__).parent / "images" / "house.svg"
BROWSER: Final = "browser/"
CONTRACT: Final = "atlas/contract/"
LINE: Final = 34
Arrows = Mapping[str, frozenset[str]]
"""Rooms that each room uses."""


def python_rooms() -> Arrows:
    """What the rooms of Python import, by the first path of each."""
    uses: dict[int, set[int]] = {number: set() for number in range(len(house.rooms()))}
    for path in house.PRODUCT:
        for module in house.imported(path):
            target = house.file_of(module)
            if target is not None and target != Path("atlas/__init__.py"):
                uses[house.room_of(path)].add(house.room_of(target))
    names = [places[-1] if places[0].endswith("__init__.py") else places[0]
             for places, _ in house.rooms()]  # fmt: skip
    return {names[one]: frozenset(names[k] for k in used - {one}) for one, used in uses.items()}


def browser_rooms() -> Arrows:
    """What the rooms of the browser's code import."""
    uses: dict[int, set[int]] = {number: set() for number in range(len(house.browser_rooms()))}
    for path in house.BROWSER_FILES:
        for target in house.browser_imports(path, house.source(house.FRONTEND / path)):
            uses[house.browser_room_of(path)].add(house.browser_room_of(target))
    names = [BROWSER + places[0] for places, _ in house.browser_rooms()]
    return {names[one]: frozenset(names[k] for k in used - {one}) for one, used in uses.items()}


def without_what_follows(uses: Arrows) -> dict[str, frozenset[str]]:
    """The same arrows less those that others lead along (transitive reduction)."""

    def beyond(room: str) -> frozenset[str]:
        if room not in reached:
            reached[room] = uses[room].union(*(beyond(one) for one in uses[room]))
        return reached[room]

    reached: dict[str, frozenset[str]] = {}
    return {
        room: used - frozenset().union(*(beyond(one) for one in used))
        for room, used in uses.items()
    }


def arrows() -> set[tuple[str, str]]:
    """Every arrow of the picture; the contract is what joins its two halves."""
    found = {
        (used, room)
        for uses in (python_rooms(), browser_rooms())
        for room, those in without_what_follows(uses).items()
        for used in those
    }
    return found | {(CONTRACT, BROWSER + "core/")}


def purposes() -> dict[str, list[str]]:
    """What each room is for, in the words of the tables, short."""
    python = dict(zip(python_rooms(), (row[1] for row in house.table("")), strict=True))
    rows = house.table("", house.BROWSER_PLAN)
    browser = dict(zip(browser_rooms(), (row[1] for row in rows), strict=True))
    return {room: short(what) for room, what in (python | browser).items()}


def short(what: str) -> list[str]:
    """The beginning of a sentence, in at most two lines."""
    plain = re.sub(r"`|\[|\]\([^)]*\)", "", what).partition(";")[0]
    return textwrap.wrap(plain, LINE, max_lines=2, placeholder=" …")


def as_dot(found: Iterable[tuple[str, str]], what: Mapping[str, list[str]]) -> str:
    """The picture in Graphviz's language."""
    lines = [
        "digraph house { rankdir=TB; nodesep=0.18; ranksep=0.32; bgcolor=white; pad=0.25;",
        'node [shape=box, style="rounded,filled", fontname="Arial", fontsize=11, '
        'margin="0.12,0.07", color="#9aa7b5", fillcolor="#f4f7fa"];',
        'edge [color="#8391a1", arrowsize=0.6];',
    ]
    halves: dict[str, list[str]] = {"Python": [], "Browser": []}
    for room in what:
        halves["Browser" if room.startswith(BROWSER) else "Python"].append(room)
    for number, (half, rooms) in enumerate(halves.items()):
        lines.append(f'subgraph cluster_{number} {{ label="{half}"; fontname="Arial Bold"; '
                     'fontsize=14; color="#d5dce4"; style=rounded;')  # fmt: skip
        lines += [_box(room, what[room]) for room in rooms]
        lines.append("}")
    lines += [f'"{used}" -> "{room}";' for used, room in sorted(found)]
    return "\n".join([*lines, "}"])


def _box(room: str, what: list[str]) -> str:
    name = room.removeprefix(BROWSER)
    fill = ' fillcolor="#e4eefb" color="#3d6ea8"' if room == CONTRACT else ""
    lines = "<br/>".join(escape(line) for line in what)
    text = f'<b>{escape(name)}</b><br/><font point-size="9" color="#56616e">{lines}</font>'
    return f'"{room}" [label=<{text}>{fill}];'


def main() -> None:
    """Draw it again."""
    dot = as_dot(arrows(), purposes())
    drawn = subprocess.run(["dot", "-Tsvg"], input=dot, capture_output=True, text=True, check=True)
    # The comment names the program's version and day.
    svg = re.sub(r"<!-- Generated by.*?-->\s*", "", drawn.stdout, flags=re.DOTALL)
    PICTURE.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
