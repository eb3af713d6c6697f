"""The browser's code by its own tools: tests by Node, bundles by the locked esbuild, notices."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.answering import ask
from atlas.browser_code import BUNDLES, FRONTEND
from atlas.export import export
from atlas.figures.payloads import query_block
from tests.browser import harness, view_pages

UI = BUNDLES.parent
MODULES = Path(__file__).parents[1] / "modules"
PACKED = ("site.js", "single_page.js")
MADE = (harness.catalogue, harness.plan, view_pages.catalogue, view_pages.plan)
NOTICES = sorted((FRONTEND / "vendor").glob("LICENSE-*.txt"))
OF_THE_SITE_ALONE = "LICENSE-lean-qr.txt"
"""A file has no address that a code could hold."""


def npm(*arguments: str) -> subprocess.CompletedProcess[str]:
    assert shutil.which("npm"), "no npm: make setup-node installs it"
    assert (UI / "node_modules").is_dir(), "tools are missing: make setup-node"
    return subprocess.run(
        ["npm", "run", "--silent", *arguments],
        cwd=UI, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def test_the_modules_pass_their_own_tests() -> None:
    ran = npm("test")
    print(ran.stdout, ran.stderr)
    assert ran.returncode == 0, ran.stdout
    passed = re.search(r"^\S+ pass (\d+)$", ran.stdout, re.MULTILINE)
    assert passed is not None
    assert int(passed[1]) >= 50


def test_the_made_province_has_the_parameters_of_the_site() -> None:
    held = json.loads((MODULES / "parameters.json").read_text(encoding="utf-8"))
    assert held == json.loads(json.dumps(query_block())), (
        "write tests/modules/parameters.json again"
    )


# Bundles


@pytest.fixture(scope="module")
def packed_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packed")
    ran = npm("build", "--", str(folder))
    assert ran.returncode == 0, ran.stderr
    return folder


def different(committed: Path, again: Path) -> list[str]:
    """Bundles that are not, byte for byte, what the modules are packed to."""
    return [
        name for name in PACKED if (committed / name).read_bytes() != (again / name).read_bytes()
    ]


def test_the_committed_bundles_are_what_the_modules_are_packed_to(packed_again: Path) -> None:
    assert different(BUNDLES, packed_again) == [], "pack them again: make bundles"


@pytest.mark.parametrize("name", PACKED)
def test_a_line_more_in_a_bundle_is_noticed(name: str, packed_again: Path, tmp_path: Path) -> None:
    for one in PACKED:
        shutil.copy(BUNDLES / one, tmp_path / one)
    with (tmp_path / name).open("a", encoding="utf-8") as bundle:
        bundle.write("// one more\n")
    assert different(tmp_path, packed_again) == [name]


def test_the_lockfile_pins_every_tool_and_names_no_host_to_fetch_from() -> None:
    lock = json.loads((UI / "package-lock.json").read_text(encoding="utf-8"))
    asked = json.loads((UI / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert lock["packages"][""]["devDependencies"] == asked
    assert [
        version for version in asked.values() if not re.fullmatch(r"\d+\.\d+\.\d+", version)
    ] == []
    tools = {path: one for path, one in lock["packages"].items() if path}
    assert [path for path, one in tools.items() if "integrity" not in one] == []
    assert [path for path, one in tools.items() if "resolved" in one] == []


# Notices


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def missing_notices(text: str, *, offline: bool = False) -> list[str]:
    """Packages, holders and licences of the vendored modules that a file does not tell of."""
    said = plain(text)
    wanted: list[str] = []
    for path in NOTICES:
        if offline and path.name == OF_THE_SITE_ALONE:
            continue
        for block in re.split(r"\n{3,}", path.read_text(encoding="utf-8").strip()):
            package, first, *rest = block.split("\n\n")
            wanted += [package, *first.splitlines(), *map(plain, rest)]
    return [one for one in wanted if one not in said]


def test_the_notices_are_read_as_their_licences_have_them() -> None:
    assert [path.name for path in NOTICES] == [
        "LICENSE-d3-zoom.txt",
        OF_THE_SITE_ALONE,
        "LICENSE-topojson-client.txt",
    ]
    missing = missing_notices("")
    assert {"d3-zoom 3.0.0", "lean-qr 2.7.4", "Copyright 2001 Robert Penner"} <= set(missing)
    assert sum("Permission to use, copy, modify" in one for one in missing) == 9


@pytest.mark.parametrize("name", PACKED)
def test_a_bundle_tells_whose_code_it_holds(name: str) -> None:
    packed = (BUNDLES / name).read_text(encoding="utf-8")
    assert missing_notices(packed, offline=name == "single_page.js") == []


def test_an_exported_page_tells_whose_code_it_holds() -> None:
    selection = ask({"strategy": ["border-opening"]}).selection
    made = export(selection, "html", base_url="https://plan.example", page="map")
    assert missing_notices(made.body.decode("utf-8"), offline=True) == []


@pytest.mark.parametrize("made", MADE, ids=lambda made: f"{made.__module__}.{made.__name__}")
def test_what_views_are_tested_with_fits_what_python_sends(made: Callable[[], object]) -> None:
    assert made()
