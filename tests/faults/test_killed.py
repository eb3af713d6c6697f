"""Processes killed at any moment while they save and review, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import random
import signal
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from atlas.store import Change, Conflict, DocumentStore, KeptDocument
from tests.faults.together import PROCESSES, key, made, together
from tests.postgresql import Cluster

KILLS = 12
EACH = 8


@pytest.fixture(params=["file", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "file":
        return f"sqlite:///{tmp_path / 'documents.sqlite'}"
    cluster: Cluster = request.getfixturevalue("postgresql")
    return cluster.database(f"killed{len(cluster.made)}")


Work = list[tuple[KeptDocument, str, list[Change]]]


def edit_all(url: str, work: Work, told: Connection) -> None:
    """Save each document and change it, portion after portion, and tell each when it is done."""
    store = DocumentStore(url)
    for number, (document, one, changes) in enumerate(work):
        store.keep(document, key=one)
        told.send((number, 0))
        for done in range(0, len(changes), 2):
            store.changes.append(document.id, changes[done : done + 2], key=one, base=done)
            told.send((number, done + 2))


def test_no_acknowledged_change_is_lost_by_a_kill_and_the_rest_can_be_repeated(url: str) -> None:
    chance = random.Random(13)
    store = DocumentStore(url)
    store.check()
    cut_short = 0
    for _ in range(KILLS):
        work: Work = [
            (
                made("县" * chance.choice([20, 3_000, 90_000])),
                key(),
                [Change(f"c{n}", "comment", {"text": "县" * n * 400}) for n in range(6)],
            )
            for _ in range(EACH)
        ]
        received, told = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=edit_all, args=(url, work, told))
        process.start()
        told.close()
        acknowledged: dict[int, int] = {}
        most = chance.randint(2, EACH * 4 - 4)
        try:
            while most:
                number, done = received.recv()
                acknowledged[number] = done
                most -= 1
            os.kill(process.pid or 0, signal.SIGKILL)
            while True:
                number, done = received.recv()
                acknowledged[number] = done
        except EOFError:
            process.join()
        received.close()
        for number, (document, one, changes) in enumerate(work):
            if number in acknowledged:
                assert store.open(document.id) == document
                held = store.changes.since(document.id)
                assert [c.id for c in held][: acknowledged[number]] == [
                    c.id for c in changes[: acknowledged[number]]
                ]
                # A portion is there whole or not at all.
                assert len(held) % 2 == 0
            # Whose answers were lost asks again, for the same: all of it is there once.
            cut_short += acknowledged.get(number) != len(changes)
            store.keep(document, key=one)
            for done in range(0, len(changes), 2):
                store.changes.append(document.id, changes[done : done + 2], key=one, base=done)
            assert [(c.seq, c.id) for c in store.changes.since(document.id)] == [
                (n + 1, change.id) for n, change in enumerate(changes)
            ]
    assert cut_short > KILLS
    store.close()


def test_editors_in_many_processes_lose_nothing_and_are_told_of_each_other(url: str) -> None:
    store = DocumentStore(url)
    mine = key()
    kept = store.keep(made(), key=mine)
    store.close()

    def editor(name: int) -> int:
        own = DocumentStore(url)
        conflicts = base = done = 0
        while done < 10:
            change = Change(f"e{name}-{done}", "comment", {})
            try:
                base = own.changes.append(kept.id, [change], key=mine, base=base)[-1].seq
                done += 1
            except Conflict as conflict:
                conflicts, base = conflicts + 1, conflict.head
        own.close()
        return conflicts

    assert sum(together(4, editor)) >= 3
    changes = store.changes.since(kept.id)
    assert [one.seq for one in changes] == list(range(1, 41))
    assert {one.id for one in changes} == {f"e{name}-{n}" for name in range(4) for n in range(10)}
    store.close()
