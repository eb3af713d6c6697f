"""Requests a second for answers that are at hand, from one process, on loopback.

Three servers: the dashboard as it is run; the same without uvloop, where Nagle's algorithm waits
40 ms before an answer's second packet (Streamlit binds its socket without naming TCP, and asyncio
then leaves the algorithm on); and the API alone under uvicorn, which shows what Streamlit's own
layers cost. The load comes from wrk where it is installed (Debian: wrk), else from a loop of our
own, which is slower than the server and so a lower bound.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).parents[1]
CONNECTIONS, SECONDS = 16, 5
TARGET = 500
ADDRESSES = (
    "/api/v1/measures.json?strategy=border-opening",
    "/api/v1/measures.json",
    "/api/v1/zones.csv?place=231081",
    "/api/v1/indicators.json?indicator=share_65plus&year=2020",
    "/api/v1/places.geojson",
)
PLAIN = (
    "import uvicorn; from atlas.api import create_api; "
    "uvicorn.run(create_api(), port={port}, log_level='warning')"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def commands(port: int, stubs: str) -> dict[str, tuple[list[str], dict[str, str]]]:
    """What to start, and the environment it needs beside ours."""
    dashboard = [sys.executable, "-m", "streamlit", "run", "app.py"]
    dashboard += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    return {
        "dashboard": (dashboard, {}),
        "dashboard, no uvloop": (dashboard, {"PYTHONPATH": stubs}),
        "API alone": ([sys.executable, "-c", PLAIN.format(port=port)], {}),
    }


@contextmanager
def serving(command: list[str], environment: dict[str, str], port: int) -> Iterator[str]:
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_served(f"{address}{ADDRESSES[0]}")
        yield address
    finally:
        process.terminate()
        process.wait()


def wait_until_served(address: str) -> None:
    deadline = time.monotonic() + 90
    while True:
        try:
            with urllib.request.urlopen(address) as answer:
                answer.read()
            return
        except (URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def rate(address: str) -> float:
    """Answers a second; raises where one of them was no success."""
    if not shutil.which("wrk"):
        return asyncio.run(own_rate(address))
    told = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", address],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "Non-2xx" in told:
        raise SystemExit(f"{address}: {told}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    assert found, told
    return float(found[1])


async def own_rate(address: str) -> float:
    host, _, path = address.removeprefix("http://").partition("/")
    name, _, port = host.partition(":")
    until = time.monotonic() + SECONDS

    async def ask() -> int:
        reader, writer = await asyncio.open_connection(name, int(port))
        answered = 0
        while time.monotonic() < until:
            writer.write(f"GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            assert length, head
            await reader.readexactly(int(length[1]))
            answered += 1
        writer.close()
        return answered

    return sum(await asyncio.gather(*(ask() for _ in range(CONNECTIONS)))) / SECONDS


def main() -> int:
    tool = "wrk" if shutil.which("wrk") else "own loop"
    print(f"answers at hand, requests/s ({tool}, {CONNECTIONS} connections, {SECONDS} s each)")
    slowest = float("inf")
    with tempfile.TemporaryDirectory() as stubs:
        (Path(stubs) / "uvloop.py").write_text("raise ImportError('measured without')\n")
        for server in commands(0, stubs):
            port = free_port()
            command, environment = commands(port, stubs)[server]
            with serving(command, environment, port) as address:
                for path in ADDRESSES:
                    wait_until_served(f"{address}{path}")
                    found = rate(f"{address}{path}")
                    print(f"{server:22} {found:8,.0f}  {path}", flush=True)
                    if server == "dashboard":
                        slowest = min(slowest, found)
    print(f"slowest from the dashboard: {slowest:,.0f} (wanted: {TARGET})")
    return 0 if slowest >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
