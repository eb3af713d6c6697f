"""docs/adding-a-page.md, followed to the letter in a copy of the project, and read in a browser."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.dashboard import ROOT, Reader, running

RECIPES = (ROOT / "docs" / "adding-a-page.md").read_text(encoding="utf-8").split("\n## ")[1:]
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "__pycache__", ".*_cache", ".hypothesis"
)
PAGE = "widest?strategy=border-opening&strategy=food-security"

pytestmark = pytest.mark.xdist_group("recipes")


def follow(recipe: str, folder: Path) -> list[str]:
    """Write the files of a recipe and apply its changes; its commands are returned."""
    commands = []
    for language, path, text in BLOCK.findall(recipe):
        if path:
            (folder / path).write_text(text, encoding="utf-8")
        elif language == "diff":
            subprocess.run(
                ["patch", "--strip=1", "--fuzz=0", "--no-backup-if-mismatch"],
                cwd=folder,
                input=text,
                text=True,
                check=True,
                stdout=subprocess.PIPE,
            )
        else:
            assert language == "sh"
            commands += text.splitlines()
    return commands


def ran(folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def made(folder: Path, command: str) -> None:
    """What `make` does for a command, by the tools that stand beside the project."""
    python, ui = sys.executable, folder / "atlas" / "ui"
    steps: dict[str, list[tuple[Path, list[str]]]] = {
        "make contract": [(folder, [python, "-m", "atlas.contract.typescript"])],
        "make bundles": [(ui, ["npm", "run", "--silent", "build"])],
        "make check": [
            (folder, [python, "-m", "ruff", "format", "--check", "pages", "atlas"]),
            (folder, [python, "-m", "ruff", "check", "pages", "atlas"]),
            (folder, [python, "-m", "mypy", "pages/widest.py"]),
            (ui, ["npm", "run", "--silent", "lint"]),
            (ui, ["npm", "run", "--silent", "types"]),
        ],
    }
    for where, step in steps[command]:
        ran(where, *step)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project") / "copy"
    shutil.copytree(ROOT, folder, ignore=LEFT_BEHIND)
    (folder / "atlas/ui/node_modules").symlink_to(ROOT / "atlas/ui/node_modules")
    return folder


@pytest.fixture
def reader(browser: Browser, copy: Path) -> Iterator[Reader]:
    with running(folder=copy) as url:
        reader = Reader(browser, url)
        yield reader
        reader.close()


@pytest.fixture
def plain(copy: Path) -> None:
    assert follow(RECIPES[0], copy) == []


@pytest.fixture
def viewed(copy: Path) -> None:
    for command in follow(RECIPES[1], copy):
        made(copy, command)


@pytest.mark.usefixtures("plain")
def test_a_page_of_plain_streamlit_stands_among_the_others(reader: Reader) -> None:
    page = reader.open(PAGE)
    expect(reader.heading).to_have_text(re.compile(r"落点最广的一项举措到达\s\d+\s个县区"))
    expect(reader.sentence).to_contain_text("沿边开放")
    expect(page.locator(".view-header nav [aria-current=page]")).to_have_text("广度")
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    page.locator(".view-header .languages a[hreflang=en]").click()
    expect(reader.heading).to_have_text(
        re.compile(r"The widest measure reaches\s\d+\scounties and districts")
    )


@pytest.mark.usefixtures("viewed")
def test_the_same_page_as_a_view_lists_the_widest_first_and_follows_a_filter(
    reader: Reader,
) -> None:
    page = reader.open(PAGE)
    items = page.locator(".view-widest li")
    expect(items.first).to_contain_text("县区数")
    counts = [int(n) for n in page.locator(".view-widest li b").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] > 0
    expect(reader.heading).to_have_text(f"落点最广的一项举措到达 {counts[0]} 个县区")
    page.locator(".view-filter_bar .chips button").last.click()
    expect(reader.sentence).not_to_contain_text("，")
    expect(items).not_to_have_count(len(counts))
    items.first.locator("a").click()
    expect(page.locator(".view-measures .card").first).to_be_visible()
