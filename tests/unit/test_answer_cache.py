"""Finished answers kept in memory: how many, and made how often."""

from __future__ import annotations

import asyncio
import threading

import pytest

from atlas.api.answer_cache import Answer, Kept


def test_answers_given_up_when_there_are_too_many_bytes() -> None:
    async def ask_three() -> tuple[Kept, list[int]]:
        kept, made = Kept(15_000), []
        for number in (1, 2, 1, 3, 1, 2):

            def make(number: int = number) -> Answer:
                made.append(number)
                return Answer(bytes(3_000), b"", str(number))

            await kept.find_or_make(number, make)
        return kept, made

    kept, made = asyncio.run(ask_three())
    assert made == [1, 2, 3, 2], "1 was asked again before 3 came, so 2 was given up"
    assert kept.bytes <= 15_000


def test_one_answer_is_made_once_however_many_ask() -> None:
    async def ask_together() -> int:
        kept, made = Kept(100_000), []
        gate = threading.Event()

        def make() -> Answer:
            gate.wait()
            made.append(1)
            return Answer.of(b"body", {})

        asking = [asyncio.create_task(kept.find_or_make("key", make)) for _ in range(20)]
        await asyncio.sleep(0)
        asking[0].cancel()
        gate.set()
        done = await asyncio.gather(*asking, return_exceptions=True)
        assert sum(isinstance(one, Answer) for one in done) == 19
        return len(made)

    assert asyncio.run(ask_together()) == 1


def test_a_failure_is_not_kept() -> None:
    async def fail_once() -> Answer:
        kept = Kept(100_000)

        def broken() -> Answer:
            raise RuntimeError("no")

        with pytest.raises(RuntimeError):
            await kept.find_or_make("key", broken)
        return await kept.find_or_make("key", lambda: Answer.of(b"body", {}))

    assert asyncio.run(fail_once()).body == b"body"
