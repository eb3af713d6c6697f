"""The line before the reading desk: in order, bounded, and nobody is forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.desk.line import Line, LineFull


def run(story: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(story(), 20))


class Reader:
    """Somebody with a document: hears numbers, reads until told to stop."""

    def __init__(self, line: Line) -> None:
        self.numbers: list[int] = []
        self.began = asyncio.Event()
        self.stop = asyncio.Event()
        self.task = asyncio.create_task(self._bring(line))

    async def _bring(self, line: Line) -> None:
        async with line.place() as numbers:
            async for number in numbers:
                self.numbers.append(number)
            self.began.set()
            await self.stop.wait()


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def test_everyone_is_told_how_many_are_before_them_and_served_in_order() -> None:
    async def story() -> None:
        line = Line(at_once=2, longest=5)
        readers = [Reader(line) for _ in range(5)]
        await settle()
        assert [r.began.is_set() for r in readers] == [True, True, False, False, False]
        assert [r.numbers for r in readers] == [[], [], [2], [3], [4]]
        readers[1].stop.set()
        await settle()
        assert [r.began.is_set() for r in readers] == [True, True, True, False, False]
        assert readers[4].numbers[-1] == 3
        for reader in readers:
            reader.stop.set()
        await asyncio.gather(*(r.task for r in readers))

    run(story)


def test_who_leaves_the_line_lets_the_others_move_on() -> None:
    async def story() -> None:
        line = Line(at_once=1, longest=5)
        first, second, third = (Reader(line) for _ in range(3))
        await settle()
        second.task.cancel()
        await settle()
        assert third.numbers[-1] == 1
        first.task.cancel()
        await settle()
        assert third.began.is_set()
        third.stop.set()
        await third.task

    run(story)


def test_a_full_line_takes_nobody_and_takes_them_again_later() -> None:
    async def story() -> None:
        line = Line(at_once=1, longest=1)
        first, second = Reader(line), Reader(line)
        await settle()
        refused = Reader(line)
        await settle()
        assert isinstance(refused.task.exception(), LineFull)
        first.stop.set()
        second.stop.set()
        await asyncio.gather(first.task, second.task)
        later = Reader(line)
        await later.began.wait()
        later.stop.set()
        await later.task

    run(story)


def test_who_waits_long_hears_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atlas.desk.line.HEARTBEAT", 0.01)

    async def story() -> None:
        line = Line(at_once=1, longest=1)
        first, second = Reader(line), Reader(line)
        while len(second.numbers) < 3:
            await asyncio.sleep(0)
        assert set(second.numbers) == {1}
        first.stop.set()
        second.stop.set()
        await asyncio.gather(first.task, second.task)

    run(story)


@settings(max_examples=150, deadline=None)
@given(
    at_once=st.integers(1, 3),
    longest=st.integers(0, 4),
    steps=st.lists(st.tuples(st.sampled_from(["come", "finish", "leave"]), st.integers(0, 9))),
)
def test_whatever_readers_do_the_line_keeps_its_word(
    at_once: int, longest: int, steps: list[tuple[str, int]]
) -> None:
    async def story() -> None:
        line = Line(at_once, longest)
        here: list[Reader] = []
        for step, which in steps:
            if step == "come":
                here.append(Reader(line))
            elif here and step == "finish":
                here[which % len(here)].stop.set()
            elif here:
                here[which % len(here)].task.cancel()
            await settle()
            here = [r for r in here if not r.task.done()]
            reading = [r for r in here if r.began.is_set()]
            waiting = [r for r in here if not r.began.is_set()]
            assert len(reading) <= at_once
            assert len(waiting) <= longest
            # Nobody waits while a place is free, and those who came first read first.
            assert not waiting or len(reading) == at_once
            assert here == reading + waiting
            assert [r.numbers[-1] for r in waiting] == [at_once + i for i in range(len(waiting))]
        for reader in here:
            reader.stop.set()
        await asyncio.gather(*(r.task for r in here), return_exceptions=True)

    run(story)
