"""A PostgreSQL server of the tests' own, on loopback, that they may stop and start."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser.dashboard import free_port

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
"""Debian keeps the server's programs out of the path, by version."""


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL server in a folder of its own."""

    folder: Path
    port: int
    made: list[str] = field(default_factory=list)

    def holds(self, name: str) -> bool:
        """Whether a database was made in it."""
        return name in self.made

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, database: str) -> str:
        return f"postgresql://keeper@127.0.0.1:{self.port}/{database}"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs, which refuse to be run by root."""
        command = [str(PROGRAMS[-1] / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        with (self.folder / "said").open("ab") as said:
            done = subprocess.run(
                command, check=False, stdout=said, stderr=said, cwd=self.folder
            ).returncode
        assert done == 0, (self.folder / "said").read_text(encoding="utf-8")

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self.run("pg_ctl", "-D", str(self.data), "-w", "-o", f"{options} -c fsync=off", "start")

    def stop(self, mode: str = "fast") -> None:
        self.run("pg_ctl", "-D", str(self.data), "-w", "-m", mode, "stop")

    def database(self, name: str) -> str:
        """A new empty database, by its URL."""
        self.made.append(name)
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "keeper", name)
        return self.url(name)


@contextmanager
def started_cluster() -> Iterator[Cluster]:
    """A cluster that runs, and is gone at the end."""
    assert PROGRAMS, "PostgreSQL is missing: sh deploy/test_programs.sh installs it"
    folder = Path(tempfile.mkdtemp())
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    cluster = Cluster(folder, free_port())
    cluster.run("initdb", "-D", str(cluster.data), "-A", "trust", "-U", "keeper", "-E", "UTF8")
    cluster.start()
    yield cluster
    cluster.stop()
    shutil.rmtree(folder)
