"""The first view of a long document: right after it was brought, later on, and beside the plan's.

A document of 990,000 characters names a county in every clause. It is brought to one server and
opened there at once, where what the desk has read is handed over; then on a second server over the
same store, which reads it again from its text. What counts is the processor time of the two
servers, in one run; the milliseconds to the first measure on the screen are the reader's.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from dataclasses import dataclass, field
from typing import Final

import httpx2
import psutil

from atlas.catalogue import load_catalogue
from bench.browser import Bench, opened
from bench.report import Series, table
from bench.servers import PRODUCT, Server, running

CHARACTERS: Final = 990_000
ROUNDS: Final = 3
MOST_RATIO: Final = 0.65
"""What the server may spend on a document just brought, of what it spends on one read again."""
FIRST: Final = [(".view-map .measure", 1)]
ACTS: Final = ("改造{}老旧小区供热管网", "完善{}口岸查验基础设施", "建设{}绿色食品产业园区")


@dataclass
class Taken:
    """First views of one kind: milliseconds to the first measure, seconds of the server."""

    name: str
    painted: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def row(self) -> list[str]:
        """Cells of the table."""
        return [self.name, Series(tuple(self.painted)).said(0), Series(tuple(self.worked)).said(2)]


def document(number: int) -> bytes:
    """A plan of the most characters, some 67,000 measures."""
    chance = random.Random(number)
    names = [p.name_zh for p in load_catalogue().places.values() if p.level == "county"]
    parts, size = [f"黑龙江省规划{number}\n"], 0
    while size < CHARACTERS - 60:
        clauses = (chance.choice(ACTS).format(chance.choice(names)) for _ in range(4))
        parts.append("，".join(clauses) + "。\n")
        size += len(parts[-1])
    return "".join(parts).encode()


def bring(server: Server, number: int) -> str:
    """Id of a document that was brought."""
    with httpx2.Client(trust_env=False, timeout=120) as client:
        headers = {"X-File-Name": f"{number}.txt"}
        answer = client.post(
            f"{server.url}api/v1/documents", content=document(number), headers=headers
        )
        return str(json.loads(answer.text.splitlines()[-1])["id"])


def look(bench: Bench, server: Server, address: str, taken: Taken) -> None:
    """Open a page in a browser that knows nothing, till its first measure stands."""
    process = psutil.Process(server.process.pid)
    before = process.cpu_times()
    with bench.page() as page:
        taken.painted.append(page.open(server.url + address, FIRST))
    after = process.cpu_times()
    taken.worked.append(after.user + after.system - before.user - before.system)


def main() -> int:
    """Measure and print; whether the server spends as little as it should."""
    plan, brought, later = (
        Taken(name) for name in ("built-in plan", "just brought", "read again from its text")
    )
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ATLAS_STORE"] = f"sqlite:///{folder}/documents.sqlite"
        with running(PRODUCT) as first, running(PRODUCT) as second, opened() as bench:
            for server in (first, second):
                server.rest()
            for number in range(ROUNDS):
                look(bench, first, "map", plan)
                address = f"map?doc={bring(first, number)}"
                for server, taken in ((first, brought), (second, later)):
                    look(bench, server, address, taken)
    print(f"first view of {CHARACTERS:,} characters, {os.cpu_count()} cores")
    head = ["document", "first measure, ms", "server, s"]
    print(table(head, [one.row() for one in (plan, brought, later)]))
    ratio = Series(tuple(brought.worked)).median / Series(tuple(later.worked)).median
    print(f"just brought: {ratio:.2f} of the server's time for one read again (≤ {MOST_RATIO:g})")
    return 0 if ratio <= MOST_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
