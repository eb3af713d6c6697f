"""A running server with what it says, for tests that take its store away."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from tests.browser.dashboard import READY, free_port, server

WAIT = 120


@dataclass
class Server:
    """`streamlit run app.py` and a client that asks it."""

    process: subprocess.Popen[str]
    client: httpx.Client
    said: list[str] = field(default_factory=list)

    def get(self, address: str, lang: str = "en") -> httpx.Response:
        return self.client.get(address, headers={"Accept-Language": lang})

    def ready(self) -> str:
        """What `/readyz` says of the store, asked till its last answer has lapsed."""
        before = self.get("/readyz")
        while (answer := self.get("/readyz")).headers["x-checked"] == before.headers["x-checked"]:
            continue
        assert (answer.status_code == 200) == (answer.json()["store"] == "ok")
        return str(answer.json()["store"])

    def bring(self, text: str, key: str) -> dict[str, Any]:
        """The last word of an upload."""
        headers = {"X-File-Name": quote("方案.txt"), "Idempotency-Key": key}
        answer = self.client.post("/api/v1/documents", content=text.encode(), headers=headers)
        last: dict[str, Any] = json.loads(answer.text.splitlines()[-1])
        return last

    def remove(self, document_id: str, key: str) -> httpx.Response:
        return self.client.delete(f"/api/v1/documents/{document_id}", headers={"X-Key": key})

    @contextmanager
    def without_room(self) -> Iterator[None]:
        """No file of the server's may grow beyond half a page."""
        _, hard = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (2_048, hard))
        try:
            yield
        finally:
            resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (hard, hard))


@contextmanager
def serving(**settings: str) -> Iterator[Server]:
    """A server with some settings, stopped at the end."""
    port = free_port()
    process = server(port, **settings)
    started = threading.Event()
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=WAIT)
    running = Server(process, client)

    def listen() -> None:
        assert process.stdout
        for line in process.stdout:
            running.said.append(line)
            if READY.search(line):
                started.set()
        started.set()

    listening = threading.Thread(target=listen)
    listening.start()
    try:
        assert started.wait(WAIT)
        assert process.poll() is None, "".join(running.said)
        yield running
    finally:
        client.close()
        process.send_signal(signal.SIGTERM)
        process.wait(WAIT)
        listening.join(WAIT)
        if process.stdout:
            process.stdout.close()
