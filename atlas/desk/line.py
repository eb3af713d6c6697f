"""The line in front of the reading desk: so many documents read at once, so many waiting."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class LineFull(Exception):
    """More documents wait than the host allows."""


class Turn:
    """One document's place in the line."""

    def __init__(self) -> None:
        self.moved = asyncio.Event()


class Line:
    """First come, first read; whoever gives up their place lets the others move on.

    All of it runs in the server's loop, so nothing here is locked.
    """

    def __init__(self, at_once: int, longest: int) -> None:
        self._at_once = at_once
        self._longest = longest
        self._reading = 0
        self._waiting: deque[Turn] = deque()

    @asynccontextmanager
    async def place(self) -> AsyncIterator[AsyncIterator[int]]:
        """A place in the line: run through the numbers it gives, then it is this one's turn.

        The numbers are how many documents are before this one, given again whenever somebody moves
        and every few seconds. Raises `LineFull` where no more may wait.
        """
        turn = Turn()
        free = self._reading < self._at_once
        if not free and len(self._waiting) >= self._longest:
            raise LineFull
        self._waiting.append(turn)
        mine = False

        async def until_my_turn() -> AsyncIterator[int]:
            nonlocal mine
            while self._waiting[0] is not turn or self._reading >= self._at_once:
                yield self._waiting.index(turn) + self._reading
                turn.moved.clear()
                try:
                    await asyncio.wait_for(turn.moved.wait(), HEARTBEAT)
                except TimeoutError:
                    continue
            self._waiting.popleft()
            self._reading += 1
            mine = True
            self._move()

        try:
            yield until_my_turn()
        finally:
            if mine:
                self._reading -= 1
            else:
                self._waiting.remove(turn)
            self._move()

    def _move(self) -> None:
        for turn in self._waiting:
            turn.moved.set()


HEARTBEAT = 5.0
"""Seconds after which a reader who waits hears again where they stand."""
