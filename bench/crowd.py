"""What one reader feels while twenty others bring documents of 5 MB at once, on loopback.

The crowd is a process of its own. The reader asks for an asset, a page's head and an answer nobody
has asked for before, first with nobody else there and then through the crowd; what counts is the
95th percentile of each against its own when it was quiet, and the most memory the server and its
processes took.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle, islice
from statistics import quantiles
from typing import Final

import httpx2
import psutil

from bench.servers import PRODUCT, Server, running

CROWD: Final = 20
MEGABYTES: Final = 5
SAMPLES: Final = 120
EVERY: Final = 0.05
MOST_RATIO, MOST_MEMORY = 3.0, 800
STRATEGIES: Final = ("border-opening", "food-security", "ecology", "county-economy", "harbin-metro")


def page(number: int) -> bytes:
    """A saved page of 5 MB with some 800,000 characters, as dense with measures as a plan is."""
    words = f"支持讷河市建设种薯基地{number}；改造富锦市农田灌溉设施；推动三江平原建设高标准农田。"
    row = f'<p class="{"x" * 40}"><span style="font-size:16px">{words}</span></p>\n'
    head = f"<html><head><title>{number}</title></head><body><h1>{number}</h1>"
    rows = 800_000 // len(words)
    filler = MEGABYTES * 1_000_000 - rows * len(row.encode())
    comments = f"<!--{'y' * 1_000}-->" * max(0, filler // 1_007)
    return f"{head}{comments}{row * rows}</body></html>".encode()


def asked() -> Iterator[tuple[str, str]]:
    """Kinds of request by turns; every answer of the API is a new one."""
    for number, kind in enumerate(cycle(("asset", "head", "answer"))):
        if kind == "asset":
            yield kind, "data/places.csv"
        elif kind == "head":
            yield kind, f"map?strategy={STRATEGIES[number % 5]}&q=n{number}"
        else:
            yield kind, f"api/v1/measures.json?strategy={STRATEGIES[number % 5]}&offset={number}"


async def feel(
    url: str, requests: Iterator[tuple[str, str]], until: asyncio.Event | None
) -> dict[str, list[float]]:
    """Milliseconds of each request, one after the other at a steady pace."""
    taken: dict[str, list[float]] = {"asset": [], "head": [], "answer": []}
    async with httpx2.AsyncClient(trust_env=False, timeout=120) as client:
        for kind, path in requests:
            began = time.perf_counter()
            answer = await client.get(url + path, headers={"Accept": "text/html"})
            answer.raise_for_status()
            taken[kind].append((time.perf_counter() - began) * 1_000)
            if until is not None and until.is_set():
                break
            await asyncio.sleep(EVERY)
    return taken


async def bring(url: str, number: int) -> tuple[float, str]:
    """Seconds until a document's last line, and what the line says."""
    document, last = page(number), ""
    began = time.perf_counter()
    async with (
        httpx2.AsyncClient(trust_env=False, timeout=600) as client,
        client.stream(
            "POST",
            f"{url}api/v1/documents",
            content=document,
            headers={"X-File-Name": f"{number}.html"},
        ) as answer,
    ):
        async for line in answer.aiter_lines():
            last = line
    told = json.loads(last)
    return time.perf_counter() - began, "read" if "id" in told else json.dumps(told)[:80]


async def crowd(url: str) -> list[tuple[float, str]]:
    """All documents at once."""
    return await asyncio.gather(*(bring(url, n) for n in range(CROWD)))


class Scales(threading.Thread):
    """Weighs the server ten times a second."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self._server = server
        self._done = threading.Event()
        self.most = 0.0

    def run(self) -> None:
        """Weigh until told to stop."""
        while not self._done.wait(0.1):
            self.most = max(self.most, proportional_mb(self._server.process.pid))

    def stop(self) -> float:
        """Megabytes at most."""
        self._done.set()
        self.join()
        return self.most


def proportional_mb(pid: int) -> float:
    """Memory of a process and its children, a page that several share counted once."""
    parent, total = psutil.Process(pid), 0
    for process in [parent, *parent.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):
            total += process.memory_full_info().pss
    return total / 1e6


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20)[-1]


async def measure(server: Server) -> bool:
    """Print the table; whether every bound was kept."""
    requests = asked()
    await feel(server.url, islice(requests, 15), None)
    quiet = await feel(server.url, islice(requests, SAMPLES * 3), None)
    scales = Scales(server)
    scales.start()
    ended = asyncio.Event()
    feeling = asyncio.create_task(feel(server.url, requests, ended))
    others = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.crowd", server.url), stdout=subprocess.PIPE
    )
    told, _ = await others.communicate()
    ended.set()
    crowded = await feeling
    brought = json.loads(told)
    most = scales.stop()
    print(
        f"{CROWD} documents of {MEGABYTES} MB at once, {os.cpu_count()} cores; 95th percentile, ms"
    )
    kept = most <= MOST_MEMORY
    for kind, values in quiet.items():
        alone, among = p95(values), p95(crowded[kind])
        kept = kept and among <= MOST_RATIO * alone
        print(f"{kind:8} quiet {alone:7.1f}  crowd {among:7.1f}  {among / alone:5.2f} x")
    times = sorted(seconds for seconds, _ in brought)
    print(f"last lines: {dict(Counter(words for _, words in brought))}")
    print(f"first after {times[0]:.1f} s, last after {times[-1]:.1f} s")
    print(f"memory of the server and its processes at most: {most:.0f} MB (wanted: {MOST_MEMORY})")
    return kept


def main() -> int:
    """Measure on a store of its own; with an address, be the crowd there."""
    if len(sys.argv) > 1:
        print(json.dumps(asyncio.run(crowd(sys.argv[1]))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ATLAS_STORE"] = f"sqlite:///{folder}/documents.sqlite"
        os.environ["ATLAS_QUEUE"] = str(CROWD)
        with running(PRODUCT) as server:
            server.rest()
            return 0 if asyncio.run(measure(server)) else 1


if __name__ == "__main__":
    sys.exit(main())
