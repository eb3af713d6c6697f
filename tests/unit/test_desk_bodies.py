"""Files on their way in: what is too large, too slow or too much at once is refused in words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.desk import bodies as module
from atlas.desk.bodies import LARGEST, Bodies, Body
from atlas.desk.refusals import Refused


async def parts(*given: bytes, then_silent: bool = False) -> AsyncIterator[bytes]:
    for part in given:
        yield part
    if then_silent:
        await asyncio.Event().wait()


def receive(bodies: Bodies, stream: AsyncIterator[bytes], announced: int | None = None) -> Body:
    return asyncio.run(bodies.receive(stream, announced))


def test_a_file_comes_as_it_was_sent_with_its_hash() -> None:
    bodies = Bodies(1_000, 5)
    body = receive(bodies, parts(b"abc", b"", b"def"), 6)
    assert (body.file.read(), body.size, bodies.held) == (b"abcdef", 6, 6)
    assert body.sha256 == "bef57ec7f53a6d40beb640a780a639c83bc29ac8a9816f1fc6c5c6dcd93c4721"
    body.close()
    body.close()
    assert bodies.held == 0


@pytest.mark.parametrize(
    ("stream", "announced", "status", "words"),
    [
        (parts(), LARGEST + 1, 413, "20 MB"),
        (parts(b"x" * 600, b"x" * 600), None, 503, "Too many files"),
        (parts(), 1_001, 503, "Too many files"),
        # Less is announced than comes: what comes counts.
        (parts(b"x" * 1_001), 10, 503, "Too many files"),
        (parts(b"x", then_silent=True), 10, 408, "too slowly"),
    ],
)
def test_what_is_not_taken_is_told_and_leaves_no_room_taken(
    stream: AsyncIterator[bytes], announced: int | None, status: int, words: str
) -> None:
    bodies = Bodies(1_000, 0.02)
    with pytest.raises(Refused) as refused:
        receive(bodies, stream, announced)
    assert refused.value.status == status
    assert words in refused.value.sentences["en"]
    assert bodies.held == 0


def test_a_file_larger_than_announced_is_stopped_at_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "LARGEST", 1_000_000)
    bodies = Bodies(10_000_000, 5)
    with pytest.raises(Refused) as refused:
        receive(bodies, parts(*[b"x" * 65_536] * 16), 5)
    assert refused.value.status == 413
    assert "1 MB" in refused.value.sentences["en"]
    assert bodies.held == 0


def test_a_sender_who_drips_is_given_up() -> None:
    async def story() -> None:
        loop = asyncio.get_running_loop()
        clock = iter(range(0, 1_000, 10))
        real = loop.time
        bodies = Bodies(1_000_000, 25.0)

        async def drip() -> AsyncIterator[bytes]:
            while True:
                yield b"x"

        loop.time = lambda: float(next(clock))  # type: ignore[method-assign]
        try:
            with pytest.raises(Refused) as refused:
                await bodies.receive(drip(), None)
        finally:
            loop.time = real  # type: ignore[method-assign]
        assert refused.value.status == 408
        assert bodies.held == 0

    asyncio.run(story())


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = Bodies(1_000, 5)

    def full(self: Body, part: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Body, "write", full)
    with pytest.raises(Refused) as refused:
        receive(bodies, parts(b"x"), None)
    assert refused.value.status == 503
    assert bodies.held == 0


@settings(max_examples=100, deadline=None)
@given(
    files=st.lists(
        st.tuples(st.lists(st.integers(0, 500), max_size=4), st.none() | st.integers(0, 900)),
        max_size=8,
    )
)
def test_room_is_never_overrun_and_all_given_back(
    files: Sequence[tuple[list[int], int | None]],
) -> None:
    bodies = Bodies(2_000, 5)
    held = []
    for sizes, announced in files:
        with suppress(Refused):
            held.append(receive(bodies, parts(*(b"x" * n for n in sizes)), announced))
        assert bodies.held <= 2_000
        assert sum(body.size for body in held) <= bodies.held
    for body in held:
        body.close()
    assert bodies.held == 0
