"""Reads strangers' documents apart from the server: `python -m atlas.desk.worker`.

A document may be made to take all the time and memory there is, or to crash a library in C. So one
process, which holds the engine and nothing of the server's, waits on standard input, a socket of
packets, and makes a copy of itself for each document: a copy costs a few milliseconds and shares
what is loaded. Each copy reads one document within limits of processor time and memory and ends.

Packets that come in: `{"job", "name", "encoding", "seconds", "megabytes"}` with three files, the
document, where to write and where to leave what was read; and `{"end": job}`. A copy writes lines
of JSON: `{"stage": …}` while it reads, then `{"found": …}` or `{"problem": {"zh", "en"}}`; before
`found` it leaves its reading for the server, which else reads the text again when somebody opens
it. One that is ended writes no last line.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import resource
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path, PurePath
from types import TracebackType
from typing import Any, Final, NoReturn

from atlas.catalogue import load_catalogue
from atlas.contract.common import in_both
from atlas.contract.desk import FoundLine, ProblemLine, StageLine, WorkerLine
from atlas.model import Reading
from atlas.reading import UnreadableFile, read_text
from atlas.reading.file_issues import issues_as_json
from atlas.reading.files import file_text
from atlas.reading.hand_over import hand_over
from atlas.safe_text import name_shown

LONGEST: Final = 1_000_000
"""Characters of a document shown on the screen, some 1,500 pages."""
START: Final = 200
"""Characters of a text given back, so that its reader sees whether it was decoded rightly."""
PACKET: Final = 65_536
_MB: Final = 1 << 20
_MOST_OPEN_FILES: Final = 64
_LARGEST_WRITTEN: Final = 64 * _MB


class Copies:
    """The copies at work, by the number of their job."""

    def __init__(self) -> None:
        self._running: dict[int, int] = {}

    def start(self, job: dict[str, Any], control: socket.socket, files: list[int]) -> None:
        """Have a copy of this process read the document; the files are its own from then on."""
        pid = os.fork()
        if pid == 0:
            control.close()
            _work(job, *files)
        # By both, since either may come first: what a copy starts is ended with it.
        _lead_a_group(pid)
        self._running[job["job"]] = pid
        for file in files:
            os.close(file)

    def end(self, job: int) -> None:
        """End a copy and whatever it started."""
        pid = self._running.get(job)
        if pid is not None:
            _kill_group(pid)

    def reap(self) -> None:
        """Let go of the copies that have ended."""
        for job, pid in list(self._running.items()):
            if os.waitpid(pid, os.WNOHANG)[0]:
                _kill_group(pid)
                del self._running[job]

    def end_all(self) -> None:
        """End every copy."""
        for job in list(self._running):
            self.end(job)


def _lead_a_group(pid: int) -> None:
    try:
        os.setpgid(pid, pid)
    except (ProcessLookupError, PermissionError):
        # It has ended already, or has done so itself.
        return


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def serve(control: socket.socket) -> None:
    """Take jobs until the server at the other end has gone."""
    copies = Copies()
    woken, wake = socket.socketpair()
    woken.setblocking(False)
    wake.setblocking(False)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    # The terminal's interrupt is for the server, which then closes the socket.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with selectors.DefaultSelector() as waiting:
        waiting.register(control, selectors.EVENT_READ)
        waiting.register(woken, selectors.EVENT_READ)
        while True:
            ready = {key.fileobj for key, _ in waiting.select()}
            if woken in ready:
                woken.recv(PACKET)
                copies.reap()
            if control in ready:
                packet, files, _, _ = socket.recv_fds(control, PACKET, 3)
                if not packet:
                    copies.end_all()
                    return
                told = json.loads(packet)
                if "end" in told:
                    copies.end(told["end"])
                else:
                    copies.start(told, control, files)


def _work(job: dict[str, Any], document: int, out: int, left: int) -> NoReturn:
    """In the copy: read one document, write what it says, and end."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setpgid(0, 0)
        os.nice(10)
        limit(job["seconds"], job["megabytes"] * _MB)

        def say(message: WorkerLine) -> None:
            line = json.dumps(message, ensure_ascii=False) + "\n"
            _write(out, line.encode("utf-8", "replace"))

        try:
            with os.fdopen(document, "rb") as file:
                last = read(file.read(), job["name"], job["encoding"], say, left)
        except MemoryError:
            last = problem(UnreadableFile("too_heavy", name=job["name"]))
        say(last)
        status = 0
    except BrokenPipeError:
        # Nobody waits for it any more.
        status = 0
    finally:
        # A fault of our own is told in the log; the copy must never go on as its original would.
        if status and (fault := sys.exc_info())[0] is not None:
            sys.stderr.write(told_without_contents(*fault))
            sys.stderr.flush()
        os._exit(status)


def read(
    data: bytes, name: str, encoding: str | None, say: Callable[[StageLine], None], left: int
) -> FoundLine | ProblemLine:
    """What a document comes to: its text and how many measures, or why it cannot be read.

    The reading itself is left in the file `left`.
    """
    say({"stage": "reading"})
    try:
        found = file_text(
            data,
            name=name,
            encoding=encoding,
            progress=lambda done, of: say({"stage": "reading", "part": done / of}),
            apart=True,
        )
    except UnreadableFile as error:
        return problem(error)
    if len(found.text) > LONGEST:
        return problem(UnreadableFile("too_long_to_show", name=name, limit=LONGEST))
    say({"stage": "linking"})
    stem = PurePath(name).stem
    title = name_shown(found.title or stem) or stem
    # As it will come out of the store: half a character is no text.
    text = found.text.encode("utf-8", "replace").decode()
    digest = hashlib.sha256(data).hexdigest()
    reading = read_text(
        text,
        load_catalogue(),
        title=title,
        encoding=found.encoding,
        sha256=digest,
        headings=found.headings,
        file_issues=found.issues,
    )
    _leave(reading, left)
    return {
        "found": {
            "title": title,
            "encoding": found.encoding,
            "sha256": digest,
            "text": text,
            "headings": [(h.start, h.end, h.level) for h in found.headings],
            "issues": issues_as_json(found.issues),
            "measures": len(reading.asking),
            "start": reading.document.text[:START],
        }
    }


def _leave(reading: Reading, left: int) -> None:
    """Leave a reading for the server, which does without where there is no room for all of it."""
    try:
        _write(left, hand_over(reading))
    except (MemoryError, OSError, ValueError) as fault:
        sys.stderr.write(f"a reading was not handed over: {type(fault).__name__}\n")
        sys.stderr.flush()


def limit(seconds: int, more: int) -> None:
    """Hold this process to `seconds` of processor time and `more` bytes beyond what it has."""
    held = int(_status("VmData").split()[0]) * 1024
    for what, most in (
        (resource.RLIMIT_DATA, held + more),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_NOFILE, _MOST_OPEN_FILES),
        (resource.RLIMIT_FSIZE, _LARGEST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _status(name: str) -> str:
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(line.partition(":")[2] for line in lines if line.startswith(f"{name}:"))


def problem(error: UnreadableFile) -> ProblemLine:
    """The last line for a document that cannot be read."""
    return {"problem": in_both(error.sentence)}


def _write(out: int, line: bytes) -> None:
    while line:
        line = line[os.write(out, line) :]


def told_without_contents(
    kind: type[BaseException] | None, _: BaseException | None, trace: TracebackType | None
) -> str:
    """A fault for the log: what kind and where, without its message, which may quote the text."""
    where = "".join(
        f"  {PurePath(frame.filename).name}:{frame.lineno} {frame.name}\n"
        for frame in traceback.extract_tb(trace)
    )
    return f"reading a document failed: {kind.__name__ if kind else ''}\n{where}"


def main() -> None:
    """Load the engine, then wait for documents."""
    read_text("", load_catalogue())
    gc.collect()
    # Else every copy would write into the pages it shares, only to mark what is garbage.
    gc.freeze()
    with socket.socket(fileno=0) as control:
        serve(control)


if __name__ == "__main__":
    main()
