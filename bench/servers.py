"""The three servers: started, waited for, weighed and ended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import psutil

ROOT: Final = Path(__file__).resolve().parents[1]
HOST: Final = "127.0.0.1"
STARTS_WITHIN: Final = 60.0
"""Seconds after which a server that does not answer is given up."""
LOOK_EVERY: Final = 0.02
AT_REST_FOR: Final = 0.6
"""Seconds in which a process at rest uses next to no time of a core."""

# A proxy of the surroundings must not stand between the bench and its own servers.
_direct = build_opener(ProxyHandler({}))


class ServerFailed(RuntimeError):
    """A server ended or never answered; carries what it printed last."""


@dataclass(frozen=True)
class Program:
    """How one of the servers is started, and where it says that it is up."""

    name: str
    command: tuple[str, ...]
    health: str
    """Path that answers 200 once pages are served, without serving one."""


def streamlit_program(name: str, script: str) -> Program:
    """`streamlit run script`, as `make run` does it, under the project's own configuration."""
    command = (sys.executable, "-m", "streamlit", "run", script)
    return Program(name, (*command, "--server.address", HOST, "--server.port"), "_stcore/health")


PRODUCT: Final = streamlit_program("product", "app.py")
EMPTY: Final = streamlit_program("empty", "bench/empty_app.py")
DASH: Final = Program("dash", (sys.executable, "-m", "bench.dash_page", "--port"), "health")


@dataclass(frozen=True)
class Server:
    """A running server; `started` is the moment of its start on `time.perf_counter`."""

    url: str
    started: float
    process: subprocess.Popen[bytes]

    @property
    def resident_mb(self) -> float:
        """Resident memory of the process and all its children, in megabytes (10⁶ bytes)."""
        parent = psutil.Process(self.process.pid)
        family = [parent, *parent.children(recursive=True)]
        return float(sum(process.memory_info().rss for process in family)) / 1e6

    def rest(self) -> None:
        """Wait until the process has nothing left to do, such as its warm-up."""
        deadline = time.perf_counter() + STARTS_WITHIN
        while time.perf_counter() < deadline:
            before = self._busy()
            time.sleep(AT_REST_FOR)
            if self._busy() - before < AT_REST_FOR * 0.05:
                return
        raise ServerFailed(f"{self.url} is still at work {STARTS_WITHIN:.0f} s after its start")

    def _busy(self) -> float:
        used = psutil.Process(self.process.pid).cpu_times()
        return float(used.user + used.system)


@contextmanager
def running(program: Program) -> Iterator[Server]:
    """Start a program on a free port, wait until it answers, end it afterwards."""
    port = _free_port()
    with tempfile.TemporaryFile() as printed:
        started = time.perf_counter()
        process = subprocess.Popen(
            [*program.command, str(port)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://{HOST}:{port}/"
            _wait_until_up(program, url, process, printed)
            yield Server(url, started, process)
        finally:
            _end(process)


def _wait_until_up(
    program: Program, url: str, process: subprocess.Popen[bytes], printed: IO[bytes]
) -> None:
    deadline = time.perf_counter() + STARTS_WITHIN
    while not _answers(url + program.health):
        ended = process.poll() is not None
        if ended or time.perf_counter() > deadline:
            printed.seek(0)
            words = printed.read().decode(errors="replace")[-2000:]
            how = f"ended with status {process.returncode}" if ended else "never answered"
            raise ServerFailed(f"{_said(program.command)} {how}. It printed:\n{words}")
        time.sleep(LOOK_EVERY)


def _answers(url: str) -> bool:
    try:
        with _direct.open(url, timeout=5) as response:
            return bool(response.status == 200)
    except (URLError, ConnectionError, TimeoutError):
        return False


def _said(command: Sequence[str]) -> str:
    return " ".join(("python", *command[1:]))


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
