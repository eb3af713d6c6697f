"""How often a client may ask, told by a clock of the test's own."""

from __future__ import annotations

import json
import random
import tracemalloc

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from atlas import rates
from atlas.api.pacing import PacingMiddleware
from atlas.rates import Rate, Rates, client_network
from tests.unit.asgi import get


class Clock:
    """A clock that goes when it is told."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_window_moves_with_the_clock() -> None:
    clock = Clock()
    few = Rates({"files": Rate(3, 60)}, clock=clock)
    said = []
    for at in (0, 10, 20, 30, 59.5, 60.1, 61, 70.1, 80.1, 81):
        clock.now = 1_000 + at
        said.append((at, few.allow("files", "192.0.2.1")))
    assert said == [
        (0, None),
        (10, None),
        (20, None),
        (30, 30),
        (59.5, 1),
        (60.1, None),
        (61, 9),
        (70.1, None),
        (80.1, None),
        (81, 40),
    ]


def test_no_window_whenever_it_begins_holds_more_than_the_rate() -> None:
    """Against a plain count over every window, on many made arrivals."""
    clock, mixed = Clock(), random.Random(3)
    some = Rates({"files": Rate(5, 10)}, clock=clock)
    went: list[float] = []
    refused = 0
    for _ in range(3_000):
        clock.now += mixed.choice([0, 0.1, 0.5, 1, 4])
        lately = [at for at in went if at > clock.now - 10]
        wait = some.allow("files", "192.0.2.1")
        if wait is None:
            went.append(clock.now)
            assert len(lately) < 5
        else:
            refused += 1
            assert len(lately) == 5
            # Who waits as long as told is let in.
            assert 1 <= wait <= 11
            assert lately[0] + 10 <= clock.now + wait
    assert len(went) > 500
    assert refused > 500


def test_one_client_s_haste_is_not_another_s() -> None:
    few = Rates({"files": Rate(1, 60), "keys": Rate(1, 60)}, clock=Clock())
    assert few.allow("files", "192.0.2.1") is None
    assert few.allow("files", "192.0.2.1") == 60
    assert few.allow("files", "192.0.2.2") is None
    assert few.allow("keys", "192.0.2.1") is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("testclient", "testclient", True),
        ("", "192.0.2.1", False),
        ("x" * 70, "x" * 5_000, True),
    ],
)
def test_a_client_is_an_address_or_the_network_it_was_given(
    one: str, other: str, same: bool
) -> None:
    assert (client_network(one) == client_network(other)) == same


def test_clients_without_end_take_memory_with_an_end() -> None:
    clock = Clock()
    some = Rates({"uploads": Rate(120, 3_600)}, clock=clock, most_clients=500)

    def come(first: int, last: int) -> None:
        for number in range(first, last):
            clock.now += 0.01
            for _ in range(3):
                some.allow("uploads", f"2001:db8:{number:x}::1")

    come(0, 1_000)
    tracemalloc.start()
    try:
        come(1_000, 4_000)
        held = tracemalloc.get_traced_memory()[0]
        come(4_000, 16_000)
        assert tracemalloc.get_traced_memory()[0] < held + 100_000
    finally:
        tracemalloc.stop()
    assert some.remembered("uploads") == 500
    clock.now += 3_601
    assert some.remembered("uploads") == 0


@pytest.fixture
def paced() -> PacingMiddleware:
    async def answer(_: object) -> PlainTextResponse:
        return PlainTextResponse("here")

    app = Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "HEAD"])])
    return PacingMiddleware(app, Rates({"files": Rate(2, 60)}, clock=Clock()).allow)


@pytest.mark.parametrize("path", ["/export.csv", "/og.png", "/atlas/export.docx"])
@pytest.mark.parametrize(
    ("lang", "detail"),
    [
        ("zh", "要得太密了，请等 60 秒再试。"),
        ("en", "That was too often; try again in 60 seconds."),
    ],
)
def test_who_asks_too_often_is_told_how_long_to_wait(
    paced: PacingMiddleware, path: str, lang: str, detail: str
) -> None:
    assert [get(paced, path).text for _ in range(2)] == ["here", "here"]
    answer = get(paced, path, f"lang={lang}")
    assert (answer.status, answer.headers["retry-after"]) == (429, "60")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert json.loads(answer.body)["detail"] == detail
    # Pages, tables and assets are not counted.
    for free in ("/map", "/api/v1/measures.json", "/assets/x/site.js", "/export"):
        assert get(paced, free).text == "here"


def test_what_a_host_has_chosen_is_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_CLIENT_FILES", "1")
    monkeypatch.setenv("ATLAS_CLIENT_UPLOADS", "2")
    rates.settings.cache_clear()
    rates._rates.cache_clear()
    try:
        assert [rates.allow("files", "192.0.2.9") is None for _ in range(2)] == [True, False]
        assert [rates.allow("uploads", "192.0.2.9") is None for _ in range(3)] == [
            True,
            True,
            False,
        ]
        assert [rates.allow("keys", "192.0.2.9") is None for _ in range(3)] == [True, True, False]
    finally:
        monkeypatch.undo()
        rates.settings.cache_clear()
        rates._rates.cache_clear()
