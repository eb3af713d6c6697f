"""What the documents for people say is so: pages, commands, figures and files."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from atlas.catalogue import DATA
from atlas.cli import _parser
from atlas.language import say
from atlas.model import Lang
from atlas.site import SITE

ROOT = Path(__file__).parents[2]
READMES: dict[Lang, str] = {"en": "README.md", "zh": "README.zh-CN.md"}
DOCUMENTS = (
    *READMES.values(),
    "CONTRIBUTING.md",
    "data/README.md",
    "docs/another-province.md",
)
MOST_BYTES = 300_000


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("lang", READMES)
def test_every_page_is_told_by_its_label(lang: Lang) -> None:
    told = re.findall(r"^\| (.+?) \|", text(READMES[lang]), re.MULTILINE)
    labels = [say(f"pages.{page}", lang) for page in SITE]
    assert [label for label in told if label in labels] == labels


@pytest.mark.parametrize("name", READMES.values())
def test_every_command_is_told(name: str) -> None:
    (commands,) = [a.choices for a in _parser()._actions if a.choices]
    for command in commands:
        assert f"python -m atlas {command}" in text(name)
    for target in re.findall(r"\bmake ([a-z]+)\b", text(name)):
        assert re.search(rf"^{target}:", text("Makefile"), re.MULTILINE)


@pytest.mark.parametrize("name", READMES.values())
def test_figures_are_those_of_the_data(name: str) -> None:
    members = rows("zone_members.csv")
    inferred = sum(row["basis"] == "inferred" for row in members)
    numbers = set(re.findall(r"\d+", text(name)))
    for figure in (len(rows("plan.csv")), len(rows("zones.csv")), len(members), inferred):
        assert str(figure) in numbers


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_to_files_that_exist(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", text(name)):
        if "://" not in target:
            assert ((ROOT / name).parent / target).exists(), f"{name}: {target}"


def test_both_languages_say_the_same_things() -> None:
    english, chinese = (text(name) for name in READMES.values())
    for mark in (r"^#+ ", r"^\|", r"^    \S", r"^- ", r"`[^`]+\.(?:csv|py|txt|json|docx)`"):
        count = [len(re.findall(mark, one, re.MULTILINE)) for one in (english, chinese)]
        assert count[0] == count[1], mark


@pytest.mark.parametrize("lang", READMES)
def test_pictures_are_there_and_light(lang: Lang) -> None:
    picture = ROOT / "docs" / "images" / f"map.{lang}.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < MOST_BYTES
    assert f"docs/images/{picture.name}" in text(READMES[lang])


def test_the_licence_is_named_and_what_it_leaves_out() -> None:
    assert text("LICENSE").startswith("MIT License")
    assert "the project's contributors" in text("LICENSE")
    for name in READMES.values():
        assert "NOTICE" in text(name)
