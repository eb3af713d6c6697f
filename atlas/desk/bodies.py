"""Files on their way in: on disk, not in memory, and within bounds of size and patience."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator
from typing import IO, Final

from atlas.desk.refusals import Refused

LARGEST: Final = 20_000_000
"""Bytes of a file taken on the screen; the command line takes any."""
SLOWEST: Final = 4_000
"""Bytes a second that a sender must come to; less is a line held open for nothing."""


class Bodies:
    """All files being received or read by this server; together they stay under `most` bytes."""

    def __init__(self, most: int, patience: float) -> None:
        self._most = most
        self._patience = patience
        self._held = 0

    async def receive(self, stream: AsyncIterator[bytes], announced: int | None) -> Body:
        """A file as it comes; the caller closes it.

        `announced` is its size as the sender states it. Raises `Refused` for what is too large,
        too slow, or more than there is room for.
        """
        if announced is not None and announced > LARGEST:
            raise Refused("size", 413, limit=LARGEST // 1_000_000)
        body = Body(self)
        try:
            body.reserve(announced or 0)
            await self._fill(body, stream)
        except OSError:
            # The disk for temporary files is full.
            body.close()
            raise Refused("no_room", 503, wait=60) from None
        except BaseException:
            body.close()
            raise
        return body

    async def _fill(self, body: Body, stream: AsyncIterator[bytes]) -> None:
        now = asyncio.get_running_loop().time
        began = now()
        parts = aiter(stream)
        while True:
            try:
                part = await asyncio.wait_for(anext(parts), self._patience)
            except StopAsyncIteration:
                break
            except TimeoutError:
                raise Refused("stalled", 408) from None
            body.write(part)
            late = now() - began - self._patience
            if late > 0 and body.size < late * SLOWEST:
                raise Refused("stalled", 408)
        body.file.seek(0)

    def take(self, size: int) -> None:
        """Set room aside; raises `Refused` where there is none."""
        if self._held + size > self._most:
            raise Refused("no_room", 503, wait=30)
        self._held += size

    def give_back(self, size: int) -> None:
        """Give room back."""
        self._held -= size

    @property
    def held(self) -> int:
        """Bytes set aside now."""
        return self._held


class Body:
    """One file, in a temporary file without a name: gone when it is closed or the server ends.

    Beside it `left` is another, for what was read in it.
    """

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies
        self._room = 0
        self._digest = hashlib.sha256()
        self.size = 0
        # Closed by `close`, which outlives any block here.
        self.file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self.left: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115

    def reserve(self, size: int) -> None:
        """Set aside room for the whole file."""
        self._bodies.take(size)
        self._room += size

    def write(self, part: bytes) -> None:
        """Add what has come."""
        self.size += len(part)
        if self.size > LARGEST:
            raise Refused("size", 413, limit=LARGEST // 1_000_000)
        if self.size > self._room:
            self.reserve(self.size - self._room)
        self._digest.update(part)
        self.file.write(part)

    @property
    def sha256(self) -> str:
        """Hash of what has come."""
        return self._digest.hexdigest()

    def close(self) -> None:
        """Let go of the file and its room; a second time does nothing."""
        self.file.close()
        self.left.close()
        self._bodies.give_back(self._room)
        self._room = 0
