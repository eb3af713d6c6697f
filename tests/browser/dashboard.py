"""The dashboard itself, started as a reader's server starts it, and a page that reads from it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

ROOT = Path(__file__).parents[2]
READY = re.compile(r"URL: ")


def free_port() -> int:
    """A port of this machine nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def server(port: int, folder: Path = ROOT, **settings: str) -> subprocess.Popen[str]:
    """`streamlit run app.py` in a folder; its output is the caller's to read."""
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", "app.py"),
            *("--server.port", str(port), "--server.address", "127.0.0.1"),
        ],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **settings},
    )


def ready(
    process: subprocess.Popen[str], said: list[str] | None = None, sign: re.Pattern[str] = READY
) -> threading.Thread:
    """Wait till a server says that it is there; fails with its own words where it never does.

    What it says afterwards is read by the thread returned, which ends with the server, and let go
    unless it is to be added to `said`: a pipe that nobody empties would hold up a server that says
    much.
    """
    output = process.stdout
    assert output
    wanted = said is not None
    said = said if said is not None else []
    for line in output:
        said.append(line)
        if sign.search(line):
            break
    else:
        raise AssertionError("the server did not start:\n" + "".join(said))

    def let_go() -> None:
        with output:
            deque((said.append(line) for line in output if wanted), maxlen=0)

    emptying = threading.Thread(target=let_go, daemon=True)
    emptying.start()
    return emptying


@contextmanager
def running(
    settings: Mapping[str, str] | None = None,
    folder: Path = ROOT,
    *,
    port: int | None = None,
    said: list[str] | None = None,
) -> Iterator[str]:
    """Address of a running dashboard; what it says is added to `said`."""
    port = port or free_port()
    process = server(port, folder, **dict(settings or {}))
    emptying = ready(process, said)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
        emptying.join()


class Reader:
    """A person at a browser of their own: what the page says, and what it asked of whom."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        *,
        theme: str = "light",
        width: int = 1440,
        touch: bool = False,
    ) -> None:
        self.url = url
        self.context = browser.new_context(
            viewport={"width": width, "height": 960},
            has_touch=touch,
            is_mobile=touch,
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
        )
        # A server that has just started may be long about its first page on a busy machine.
        self.context.set_default_navigation_timeout(90_000)
        self.page: Page = self.context.new_page()
        self.elsewhere: list[str] = []
        self.errors: list[str] = []
        self.context.on("request", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note(self, request: object) -> None:
        address = str(getattr(request, "url", ""))
        if not address.startswith((self.url, "data:", "blob:")):
            self.elsewhere.append(address)

    def open(self, address: str = "") -> Page:
        """Open a page and wait until its heading stands there."""
        self.page.goto(self.url + address)
        expect(self.heading).not_to_be_empty(timeout=20_000)
        return self.page

    @property
    def heading(self) -> Locator:
        """The finding over the page."""
        return self.page.locator(".view-header h1")

    @property
    def sentence(self) -> Locator:
        """The filter in force, in words."""
        return self.page.locator(".view-filter_bar .sentence")

    def county(self, code: str) -> Locator:
        """A unit of the big map."""
        return self.page.locator(f'.view-map .units:not(.away) [data-code="{code}"]')

    def filter(self, name: str) -> Locator:
        """A check box of the panel by its label."""
        return self.page.locator(".view-filters").get_by_role("checkbox", name=name)

    def words(self) -> str:
        """Everything the page says in its own language, as one text.

        What is marked as a citation or as another language (a quotation) is left out.
        """
        own = self.page.locator("html").get_attribute("lang")
        return "\n".join(
            view.evaluate(
                """(view, own) => {
                    const copy = view.cloneNode(true);
                    const marked = [...copy.querySelectorAll("[lang]")];
                    const other = marked.filter((e) => e.lang !== own);
                    for (const e of [...other, ...copy.querySelectorAll("style, cite")]) e.remove();
                    return copy.textContent;
                }""",
                own,
            )
            for view in self.page.locator("[class^='view view-']").all()
        )

    def close(self) -> None:
        """Leave; a page that broke or asked another host fails here."""
        self.context.close()
        assert self.errors == []
        assert self.elsewhere == []
