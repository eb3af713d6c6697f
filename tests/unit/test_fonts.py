"""The letters in the repository: all that may be drawn is in them, and they may be shipped."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from atlas.figures.fonts.build import needed
from atlas.figures.lettering import FAMILIES, FONT_FILES, FONTS


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_every_character_that_may_be_drawn_is_there(weight: str) -> None:
    (path,) = (path for path in FONT_FILES if weight in path.name)
    missing = needed(weight) - {chr(code) for code in TTFont(path).getBestCmap()}
    assert not missing, (
        f"{path.name} lacks {''.join(sorted(missing))}: run `make fonts` (needs fonts-noto-cjk)"
    )


def test_they_are_small_and_named_as_drawings_ask_for_them() -> None:
    assert sum(path.stat().st_size for path in FONT_FILES) < 1_000_000
    for path in FONT_FILES:
        assert TTFont(path)["name"].getDebugName(1) == FAMILIES[1]


def test_their_licence_lies_beside_them() -> None:
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name 'Source'" in licence
    for path in FONT_FILES:
        assert path.name in licence
