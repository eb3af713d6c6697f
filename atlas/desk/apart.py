"""Documents read by copies of `atlas.desk.worker`, seen from the server."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
import subprocess
import sys
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import IO, Final

from atlas.contract.desk import WorkerLine
from atlas.desk.line import HEARTBEAT
from atlas.desk.refusals import sentences
from atlas.folders import DATA, GEO, ROOT

BESIDE: Final = 3
"""How many times its processor time a document may take by the clock: it shares the machine."""
GRACE: Final = 8.0
"""Seconds beyond that, for a worker to start and to answer."""
IDLE: Final = 600.0
"""Seconds without a document after which the worker is ended."""
_PASSED_ON: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV")
"""What the worker is told of this server's environment: no address or password of the store."""
LONGEST_LINE: Final = 64 << 20
"""Bytes of the worker's longest line, a whole text with its headings."""
_log = logging.getLogger(__name__)


class Workshop:
    """The worker of this server, started when it is first needed and again when it has ended."""

    def __init__(self, *, seconds: int, megabytes: int) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._jobs = count(1)
        self._worker: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._at_work = 0
        self._idle: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Start the worker where it does not run; loading the engine takes it half a second."""
        if self._worker is not None and self._worker.poll() is None:
            return
        self.close()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._worker = subprocess.Popen(
                [sys.executable, "-m", "atlas.desk.worker"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
                env={name: os.environ[name] for name in _PASSED_ON if name in os.environ}
                # The engine multiplies no matrices; a pool of threads for it would only take room.
                | {"OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"}
                # As paths from the root: its working folder may be another.
                | {"ATLAS_DATA": str(DATA), "ATLAS_GEO": str(GEO)},
            )
        ours.setblocking(False)
        self._control = ours

    def close(self) -> None:
        """End the worker and all its copies."""
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._worker is not None:
            try:
                self._worker.wait(timeout=2)
            except subprocess.TimeoutExpired:
                self._worker.kill()
                self._worker.wait()
            self._worker = None

    async def read(
        self, document: IO[bytes], name: str, encoding: str | None, left: IO[bytes]
    ) -> AsyncGenerator[WorkerLine]:
        """What the worker says of a document: stages, and last `found` or `problem`.

        What it found is left in the file `left`, if it can, as `reading.hand_over` writes it.
        The copy that reads is ended when the time is over, and when whoever asked has left.
        """
        until = asyncio.get_running_loop().time() + BESIDE * self._seconds + GRACE
        try:
            async with self._job(document, name, encoding, left) as told:
                async for message in _messages(told, until):
                    yield message
                    if "found" in message or "problem" in message:
                        return
        except OSError as error:
            _log.warning("the worker that reads documents was lost: %s", type(error).__name__)
            self.close()
            yield {"problem": sentences("desk.lost", name=name)}
            return
        # Its limits have ended it, or a library in C has failed on the document.
        yield {"problem": sentences("reading.too_heavy", name=name)}

    @asynccontextmanager
    async def _job(
        self, document: IO[bytes], name: str, encoding: str | None, left: IO[bytes]
    ) -> AsyncIterator[asyncio.StreamReader]:
        self.start()
        control = self._control
        assert control is not None
        job = next(self._jobs)
        asked = {
            "job": job,
            "name": name,
            "encoding": encoding,
            "seconds": self._seconds,
            "megabytes": self._megabytes,
        }
        reading, writing = os.pipe()
        told = asyncio.StreamReader(limit=LONGEST_LINE)
        loop = asyncio.get_running_loop()
        transport, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(told), os.fdopen(reading, "rb", 0)
        )
        self._at_work += 1
        try:
            try:
                packet = json.dumps(asked).encode()
                socket.send_fds(control, [packet], [document.fileno(), writing, left.fileno()])
            finally:
                os.close(writing)
            yield told
        finally:
            self._at_work -= 1
            transport.close()
            self._end(job)
            self._rest_later(loop)

    def _rest_later(self, loop: asyncio.AbstractEventLoop) -> None:
        """End the worker when no document has come for a while: it holds the engine's memory."""
        if self._idle is not None:
            self._idle.cancel()
        self._idle = loop.call_later(IDLE, self._rest)

    def _rest(self) -> None:
        if not self._at_work:
            self.close()

    def _end(self, job: int) -> None:
        if self._control is not None:
            try:
                self._control.send(json.dumps({"end": job}).encode())
            except OSError:
                # The worker itself has ended, and its copies with it.
                self.close()


async def _messages(told: asyncio.StreamReader, until: float) -> AsyncIterator[WorkerLine]:
    """Lines of a copy up to a time of the loop's clock.

    Where it is silent the last stage comes again, so that the reader's connection is seen to live.
    """
    now = asyncio.get_running_loop().time
    last: WorkerLine = {"stage": "reading"}
    line = asyncio.ensure_future(told.readline())
    try:
        while (left := until - now()) > 0:
            done, _ = await asyncio.wait([line], timeout=min(left, HEARTBEAT))
            if not done:
                yield last
                continue
            if not (words := line.result()):
                return
            last = json.loads(words)
            yield last
            line = asyncio.ensure_future(told.readline())
    finally:
        line.cancel()
