"""What is held in memory: within its bound, opened once, in nobody's way, gone when dropped."""

from __future__ import annotations

import ast
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from atlas.holding import Held, Left, Memo, Noted, kept_on_it

ROOT = Path(__file__).parents[2]
WAIT = 60


@dataclass
class Thing:
    name: str
    memo: Memo = field(default_factory=lambda: Memo(3))


def weight(thing: Thing) -> int:
    return int(thing.name.partition("-")[2] or 1)


def test_what_is_held_weighs_no_more_than_its_bound() -> None:
    opened: list[str] = []
    gone: list[str] = []

    def open_(name: str) -> Thing:
        opened.append(name)
        return Thing(name)

    held = Held(open_, weigh=weight, most=100, let_go=lambda thing: gone.append(thing.name))
    chance = random.Random(3)
    for _ in range(2_000):
        name = f"{chance.randint(0, 30)}-{chance.randint(1, 60)}"
        assert held.get(name).name == name
        assert held.weight <= 100
        assert held.find(name) is not None
    assert sorted(opened) == sorted([*gone, *held.names()]), "each is let go of once"
    held.drop(held.names())
    assert (held.names(), held.weight) == ([], 0)
    assert sorted(opened) == sorted(gone)


def test_what_is_heavier_than_the_bound_is_opened_and_not_held() -> None:
    held = Held(Thing, weigh=weight, most=100)
    held.get("a-90")
    assert held.get("b-101").name == "b-101"
    assert held.names() == ["a-90"]


def test_one_is_opened_once_however_many_ask_and_others_do_not_wait() -> None:
    opened: list[str] = []
    slow, begun = threading.Event(), threading.Event()

    def open_(name: str) -> Thing:
        opened.append(name)
        if name == "slow":
            begun.set()
            assert slow.wait(WAIT)
        return Thing(name)

    held = Held(open_, weigh=weight, most=100)
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(held.get, "slow") for _ in range(6)]
        assert begun.wait(WAIT)
        # While it is being opened, another is opened, found and dropped.
        assert held.get("quick").name == "quick"
        held.drop(["quick"])
        slow.set()
        assert len({id(one.result(WAIT)) for one in asked}) == 1
    assert opened == ["slow", "quick"]


def test_what_cannot_be_opened_is_tried_again() -> None:
    answers = iter([KeyError("no"), Thing("yes")])

    def open_(_: str) -> Thing:
        answer = next(answers)
        if isinstance(answer, KeyError):
            raise answer
        return answer

    held = Held(open_, weigh=weight, most=9)
    with pytest.raises(KeyError):
        held.get("a")
    assert held.get("a").name == "yes"


def test_answers_are_kept_on_the_thing_the_least_asked_given_up() -> None:
    made: list[tuple[str, int]] = []

    @kept_on_it(2)
    def square(thing: Thing, number: int) -> int:
        made.append((thing.name, number))
        return number * number

    @kept_on_it(99)
    def cube(thing: Thing, number: int) -> int:
        made.append((thing.name, -number))
        return number**3

    one, two = Thing("one"), Thing("two")
    assert [square(one, n) for n in (1, 2, 1, 3, 1, 2)] == [1, 4, 1, 9, 1, 4]
    assert made == [("one", 1), ("one", 2), ("one", 3), ("one", 2)]
    assert square(two, 1) == 1
    assert made[-1] == ("two", 1)
    made.clear()
    # No more of any kind than the thing itself keeps.
    assert [cube(one, n) for n in (1, 2, 3, 4, 1)] == [1, 8, 27, 64, 1]
    assert len(made) == 5
    one.memo.clear()
    assert square(one, 2) == 4
    assert made[-1] == ("one", 2)


def test_names_noted_are_taken_once() -> None:
    noted = Noted()
    noted.note("a", "b")
    noted.note("a")
    assert noted.take() == {"a", "b"}
    assert noted.take() == set()


OF_A_DOCUMENT = {"ReadDocument", "Selection", "Coverage", "Weighing", "TieSelection"}


def test_no_cache_of_a_module_is_keyed_by_a_document() -> None:
    """What hangs on a module outlives what was removed; it belongs on the document."""
    found = []
    for path in (ROOT / "atlas").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            kept = {ast.unparse(d).partition("(")[0] for d in node.decorator_list}
            if not kept & {"cache", "lru_cache", "functools.cache", "functools.lru_cache"}:
                continue
            for argument in node.args.args:
                told = ast.unparse(argument.annotation) if argument.annotation else ""
                if argument.arg == "document_id" or told in OF_A_DOCUMENT:
                    found.append(node.name)
    assert found == ["_open_built_in"], "which opens what nobody can remove"


# Left for a while


def test_what_is_left_is_given_once_within_its_bounds_of_size_and_time() -> None:
    now = 0.0
    left = Left(most=10, seconds=60, clock=lambda: now)
    left.leave("a", b"aaaa")
    left.leave("b", b"bbbb")
    left.leave("too large", b"x" * 11)
    left.leave("c", b"cccc")
    assert left.names() == ["b", "c"], "the oldest is given up"
    assert [left.take("c"), left.take("c"), left.take("a")] == [b"cccc", None, None]
    left.drop(["b", "unknown"])
    assert left.names() == []
    left.leave("d", b"d")
    now = 59.0
    left.leave("e", b"e")
    assert left.names() == ["d", "e"]
    now = 61.0
    assert (left.take("d"), left.names()) == (None, ["e"])
