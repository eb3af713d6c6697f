"""Processes that do something with a store at the same moment, and what came of it in each."""

from __future__ import annotations

import multiprocessing
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

from atlas.store import DocumentStore, KeptDocument, QuotaFull, RemovedDocument, new_id
from atlas.store.lifetime import utc_now

# A copy of this process, so that what was imported need not be again.
PROCESSES = multiprocessing.get_context("fork")


def key() -> str:
    return secrets.token_urlsafe(18)


def made(text: str = "支持讷河市建设种薯基地。") -> KeptDocument:
    return KeptDocument(new_id(), "某市方案", "方案.txt", "utf-8", "0" * 64, text)


def together(number: int, work: Callable[[int], Any]) -> list[Any]:
    """What a piece of work gives, or the fault it raises, in processes that start it at once."""
    barrier = PROCESSES.Barrier(number)
    pipes = [PROCESSES.Pipe(duplex=False) for _ in range(number)]
    processes = [
        PROCESSES.Process(target=_work, args=(barrier, i, work, sent))
        for i, (_, sent) in enumerate(pipes)
    ]
    for process in processes:
        process.start()
    given = [received.recv() for received, _ in pipes]
    for process in processes:
        process.join()
    for received, sent in pipes:
        received.close()
        sent.close()
    return given


def _work(barrier: Barrier, number: int, work: Callable[[int], Any], sent: Connection) -> None:
    barrier.wait()
    try:
        sent.send(work(number))
    except Exception as error:
        sent.send(f"{type(error).__name__}: {error}")


def first_saves(url: str, number: int = 8) -> list[Any]:
    """Ids of the first documents of processes that open a fresh store at once."""

    def save(_: int) -> str:
        store = DocumentStore(url)
        kept = store.keep(made(), key=key())
        store.close()
        return kept.id

    return together(number, save)


def saves_within(url: str, most: int, number: int = 6, each: int = 8) -> int:
    """How many documents processes keep together where `most` may be kept."""
    from atlas.store import Quota  # noqa: PLC0415

    def save(_: int) -> int:
        store = DocumentStore(url, quota=Quota(documents=most))
        kept = 0
        for _ in range(each):
            try:
                store.keep(made(), key=key())
            except QuotaFull:
                continue
            kept += 1
        store.close()
        return kept

    return sum(together(number, save))


def same_key_saves(url: str, number: int = 8) -> list[Any]:
    """Ids that processes are given who save one upload under one key at once."""
    one = key()

    def save(_: int) -> str:
        store = DocumentStore(url)
        kept = store.keep(made(), key=one)
        store.close()
        return kept.id

    return together(number, save)


def drafts_kept_while_swept(url: str, number: int = 4) -> list[tuple[bool, str]]:
    """Of drafts kept by one process while another, whose clock is ahead, sweeps them: what came.

    For each, whether its keeper was told that it is kept, and whether it stands.
    """
    brought = utc_now()
    store = DocumentStore(url, now=lambda: brought)
    keys = [key() for _ in range(number)]
    drafts = [store.keep(replace(made(), draft=True), key=one).id for one in keys]
    store.close()

    def work(i: int) -> bool:
        minutes = 121 if i % 2 else 119
        store = DocumentStore(url, now=lambda: brought + timedelta(minutes=minutes))
        try:
            return not store.sweep() if i % 2 else store.keep_draft(drafts[i // 2], keys[i // 2])
        except RemovedDocument:
            return False
        finally:
            store.close()

    told = together(2 * number, work)[::2]
    store = DocumentStore(url, now=lambda: brought + timedelta(minutes=121))
    standing = store.standing(drafts)
    store.close()
    return [(said, standing[one]) for said, one in zip(told, drafts, strict=True)]
