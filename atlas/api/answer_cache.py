"""Finished answers kept in memory, the least asked given up first when there are too many bytes."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Final

OVERHEAD: Final = 4_000
"""Bytes reckoned for key and headers of an answer, of which the longest address makes as many."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished body, plain and packed, with a strong ETag of each and its own headers."""

    body: bytes
    packed: bytes
    etag: str
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, body: bytes, headers: dict[str, str]) -> Answer:
        """An answer from its body; the ETag is a hash of it, so every server gives the same."""
        # Every body, the smallest too: what comes unpacked is packed anew by the server around us,
        # for each request, and then goes out under the ETag of the plain one.
        packed = gzip.compress(body, 6, mtime=0)
        return cls(body, packed, hashlib.sha256(body).hexdigest()[:24], headers)

    @property
    def size(self) -> int:
        """Bytes of memory, about."""
        return len(self.body) + len(self.packed) + OVERHEAD


class Kept:
    """Answers by key, at most so many bytes of them; each made once however many ask at a time."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._making: dict[Hashable, asyncio.Task[Answer]] = {}

    def find(self, key: Hashable) -> Answer | None:
        """A kept answer, which becomes the last to be given up."""
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    async def find_or_make(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """A kept answer, or a new one made in a thread; `make` may raise, then nothing is kept."""
        if (found := self.find(key)) is not None:
            return found
        task = self._making.get(key)
        if task is None:
            task = asyncio.create_task(asyncio.to_thread(make))
            self._making[key] = task
            task.add_done_callback(lambda done: self._made(key, done))
        # One reader who leaves must not take the answer from the others.
        return await asyncio.shield(task)

    def _made(self, key: Hashable, task: asyncio.Task[Answer]) -> None:
        del self._making[key]
        if task.cancelled() or task.exception() is not None:
            return
        answer = task.result()
        if answer.size > self.most_bytes:
            return
        self._answers[key] = answer
        self.bytes += answer.size
        while self.bytes > self.most_bytes:
            _, given_up = self._answers.popitem(last=False)
            self.bytes -= given_up.size
