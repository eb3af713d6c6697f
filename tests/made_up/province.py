"""The made-up province's folders, made as docs/another-province.md says: begun, then filled in."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from atlas.another_province import begin_province
from atlas.catalogue import load_catalogue
from atlas.folders import ROOT

CODE = "880000"
FACTS = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a province lies."""

    data: Path
    geo: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a server or a command is told to start on it."""
        return {"ATLAS_DATA": str(self.data), "ATLAS_GEO": str(self.geo)}

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A Python command on this province, its words kept."""
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )


def rows(name: str) -> list[dict[str, str]]:
    """A table of the made-up province as it stands in the repository."""
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def make_up(folder: Path) -> Folders:
    """Both folders, complete: facts from CSV files, drawings from rectangles."""
    begin_province(CODE, folder, load_catalogue())
    made = Folders(folder / "data", folder / "geo")
    for table in FACTS.glob("*.csv"):
        shutil.copy(table, made.data / table.name)
    with (made.data / "aliases.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(_aliases())
    drawn = made.run("-m", "tests.made_up.drawings")
    assert drawn.returncode == 0, drawn.stderr
    return made


def _aliases() -> list[list[str]]:
    """Names of the places and zones as texts use them."""
    found = []
    for place in rows("places"):
        kind = "province" if place["level"] == "province" else "region"
        found.append([place["name_zh"], place["adcode"], kind, "full", "", ""])
        found.append([place["short_zh"], place["adcode"], kind, "short", "", ""])
    found += [[zone["name_zh"], zone["id"], "zone", "variant", "", ""] for zone in rows("zones")]
    found.append(["全省", CODE, "province", "author", "province", ""])
    return found
