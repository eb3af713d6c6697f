"""The picture of the house shows the rooms and the imports that the code has today."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

from docs.diagram import (
    BROWSER,
    CONTRACT,
    PICTURE,
    arrows,
    browser_rooms,
    python_rooms,
    without_what_follows,
)

SVG = "{http://www.w3.org/2000/svg}"


def drawn(kind: str) -> dict[str, str]:
    """What is drawn of a kind (node, edge): its title, and the words in it."""
    groups = ElementTree.parse(PICTURE).iter(f"{SVG}g")
    return {
        unescape(group.findtext(f"{SVG}title", "")): " ".join(
            text.text or "" for text in group.iter(f"{SVG}text")
        )
        for group in groups
        if group.get("class") == kind
    }


def test_every_room_is_drawn_by_its_name() -> None:
    nodes = drawn("node")
    assert set(nodes) == {*python_rooms(), *browser_rooms()}, "make diagram"
    assert all(words.startswith(room.removeprefix(BROWSER)) for room, words in nodes.items())


def test_the_arrows_are_the_imports_of_today() -> None:
    assert {tuple(title.split("->")) for title in drawn("edge")} == arrows(), "make diagram"


def test_an_arrow_stands_for_what_leads_along_it_too() -> None:
    uses = {
        "c": frozenset({"a", "b"}),
        "b": frozenset({"a"}),
        "a": frozenset[str](),
        "d": frozenset({"a", "c"}),
    }
    assert without_what_follows(uses) == {"c": {"b"}, "b": {"a"}, "a": set(), "d": {"c"}}


def test_both_halves_hang_together_by_the_contract_alone() -> None:
    across = {(a, b) for a, b in arrows() if a.startswith(BROWSER) != b.startswith(BROWSER)}
    assert across == {(CONTRACT, "browser/core/")}


def test_the_picture_asks_nobody_for_anything() -> None:
    text = PICTURE.read_text(encoding="utf-8")
    assert set(re.findall(r"https?://([\w.-]+)", text)) <= {"www.w3.org"}
    assert "<script" not in text
