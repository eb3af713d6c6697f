"""Addresses without end take memory with an end: twice as many hold no more."""

from __future__ import annotations

import asyncio
import gc
import random
import tracemalloc
from collections.abc import Callable

import pytest

from atlas.api.answer_cache import Kept
from atlas.api.guide import api_page
from atlas.api.requests import MOST_NOTES, read_asking
from atlas.api.table_answers import rows_answer
from atlas.catalogue import load_catalogue
from atlas.export.statement import today
from atlas.figures.lettering import text_width
from atlas.query import Query
from atlas.reading.clean import clean
from atlas.search import search_terms
from atlas.ui.head import complete_head

# One after the other: they measure what they cost.
pytestmark = pytest.mark.xdist_group("measured")

INDEX = "<html lang='en'><head><title>x</title></head><body></body></html>"
PLACES = list(load_catalogue().places)
DAY = today()
SLACK = 300_000
"""Bytes by which tables of the interpreter may grow by themselves."""


def junk(n: int) -> bytes:
    """An address of nearly the longest that is read, 250 unknown parameters in it."""
    return "&".join(f"k{n}{i}=v" for i in range(250))[:3_900].encode()


def read_junk(n: int) -> None:
    read_asking(junk(n), f"http://h{n}.example", 1)


def read_short(n: int) -> None:
    read_asking(f"q=口岸{n}&x=%00{n}".encode(), f"http://h{n}.example", 1)


def read_places(n: int) -> None:
    chosen = random.Random(n).sample(PLACES, 20)
    read_asking("&".join(f"place={p}" for p in chosen).encode(), "http://plan.example", None)


def head(n: int) -> None:
    scope = {
        "path": f"/map{n}",
        "query_string": f"q={n}{'x' * 150}&{n}=1".encode(),
        "headers": [(b"host", f"h{n}.example".encode())],
    }
    complete_head(INDEX, scope)


def readings(n: int) -> None:
    clean(f"{chr(0x3400 + n % 9_000)}(li{'ng' if n % 2 else ''})")


ROUTES: dict[str, tuple[int, Callable[[int], object]]] = {
    "junk": (100, read_junk),
    "short": (2_200, read_short),
    "places": (2_200, read_places),
    "heads": (300, head),
    "pages of the API by host": (40, lambda n: api_page("zh", f"http://h{n}.example")),
    "searches": (1_500, lambda n: search_terms(f"{'口岸' * 50}{n}")),
    "widths": (5_000, lambda n: text_width(f"{'岸' * 50}{n}", 12)),
    "notes in brackets": (4_500, readings),
    "queries": (
        1_000,
        lambda n: Query.from_params({"q": [f"{n}"], f"x{n}": ["1"]}, load_catalogue()),
    ),
}


def held() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


@pytest.mark.parametrize("name", list(ROUTES))
def test_twice_as_many_addresses_hold_no_more(name: str) -> None:
    many, ask = ROUTES[name]
    # Tables that are loaded once are not what is looked for.
    ask(0)
    tracemalloc.start()
    try:
        for n in range(many):
            ask(n)
        once = held()
        for n in range(many, 2 * many):
            ask(n)
        twice = held()
    finally:
        tracemalloc.stop()
    assert twice - once < SLACK
    assert once < 40_000_000


def test_what_an_answer_is_kept_by_is_within_what_is_reckoned_for_it() -> None:
    """Bytes really held by finished answers of the worst addresses, against their bound."""
    bound = 400_000
    kept = Kept(bound)

    async def ask(first: int, last: int) -> None:
        for n in range(first, last):
            asking = read_asking(b"limit=1&" + junk(n), "http://plan.example", 1)
            assert (len(asking.dropped), asking.more > 100) == (MOST_NOTES, True)
            key = ("zones", "csv", asking, DAY)
            await kept.find_or_make(key, lambda a=asking: rows_answer("zones", "csv", a, DAY))

    asyncio.run(ask(0, 5))
    tracemalloc.start()
    try:
        before = held()
        asyncio.run(ask(5, 155))
        assert held() - before < 2 * bound
    finally:
        tracemalloc.stop()


def test_what_is_beyond_the_notes_is_counted() -> None:
    asking = read_asking(b"&".join(b"x%d=1" % i for i in range(250)), "http://plan.example", 1)
    assert len(asking.dropped) == MOST_NOTES
    assert asking.more == 250 - MOST_NOTES
