"""What people change of a reading, as rows that are only ever added to.

Whoever changes says which change they saw last. Where others have come since, nothing is added and
the answer is what came: of two people who edit at once, neither loses a word unseen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, Row, func, insert, select

from atlas.store.access import ID, must_stand, owner
from atlas.store.faults import Conflict
from atlas.store.lifetime import Lifetime
from atlas.store.opening import Door, alone
from atlas.store.quota import Quota
from atlas.store.record import Change, without_unstorable
from atlas.store.tables import CHANGES

MOST_AT_ONCE: Final = 20_000
"""Changes in one portion: the whole review of the longest document, brought from elsewhere."""
MOST_BYTES: Final = 100_000
"""Bytes that one change may say."""
AT_ONCE: Final = 500


class Changes:
    """The changes of every document of one store."""

    def __init__(self, door: Door, quota: Quota, lifetime: Lifetime) -> None:
        self._door = door
        self._quota = quota
        self._lifetime = lifetime

    def append(
        self,
        document_id: str,
        changes: Sequence[Change],
        *,
        key: str,
        base: int,
        client: str = "",
    ) -> tuple[Change, ...]:
        """Add changes, all or none, and return them with their numbers and their time.

        `base` is the number of the last change that their maker has seen, 0 where there was none.
        Raises `Conflict` with what came since where that is not the last; changes that are already
        there, by their ids, are returned instead: an answer may have been lost. Raises `WrongKey`,
        `QuotaFull`, what `DocumentStore.open` raises, and `ValueError` for changes that are none.
        """
        rows = [_row(change) for change in changes]
        ids = {change.id for change in changes}
        if not rows or len(rows) > MOST_AT_ONCE or len(ids) < len(rows):
            raise ValueError(f"1 to {MOST_AT_ONCE} changes at once, each with an id of its own")
        with self._door.transaction(writes=True) as connection:
            alone(connection)
            must_stand(connection, document_id, self._lifetime, key=key)
            last = _last(connection, document_id)
            held = _with_ids(connection, document_id, sorted(ids))
            if len(held) == len(rows):
                return tuple(held)
            if held:
                raise ValueError("some of these changes are already there, others are not")
            if base != last:
                came = _since(connection, document_id, base if base < last else 0)
                raise Conflict(last, tuple(came))
            by = owner(connection, client)
            self._quota.check(connection, sum(row["size"] for row in rows), by, things=0)
            now = self._lifetime.now()
            for number, row in enumerate(rows, start=last + 1):
                row |= {"document_id": document_id, "seq": number, "at": now, "client": by}
            connection.execute(insert(CHANGES), rows)
            return tuple(_since(connection, document_id, last))

    def since(self, document_id: str, after: int = 0) -> tuple[Change, ...]:
        """Changes of a document that come after a number, in order; raises as `open` does."""
        with self._door.transaction() as connection:
            must_stand(connection, document_id, self._lifetime)
            return tuple(_since(connection, document_id, after))

    def heads(self, ids: Iterable[str]) -> dict[str, int]:
        """Number of the last change of each document, 0 where there is none; one query for many."""
        ids = list(dict.fromkeys(ids))
        found: dict[str, int] = {}
        asked = [i for i in ids if ID.fullmatch(i)]
        c = CHANGES.c
        for start in range(0, len(asked), AT_ONCE):
            some = select(c.document_id, func.max(c.seq)).group_by(c.document_id)
            some = some.where(c.document_id.in_(asked[start : start + AT_ONCE]))
            with self._door.transaction() as connection:
                found |= {row[0]: row[1] for row in connection.execute(some)}
        return {i: found.get(i, 0) for i in ids}


def _last(connection: Connection, document_id: str) -> int:
    last = select(func.max(CHANGES.c.seq)).where(CHANGES.c.document_id == document_id)
    return connection.execute(last).scalar() or 0


def _since(connection: Connection, document_id: str, after: int = 0) -> list[Change]:
    c = CHANGES.c
    rows = select(CHANGES).where(c.document_id == document_id, c.seq > after).order_by(c.seq)
    return [_change(row) for row in connection.execute(rows)]


def _with_ids(connection: Connection, document_id: str, ids: Sequence[str]) -> list[Change]:
    c = CHANGES.c
    found: list[Change] = []
    for start in range(0, len(ids), AT_ONCE):
        some = c.id.in_(ids[start : start + AT_ONCE])
        rows = select(CHANGES).where(c.document_id == document_id, some)
        found += [_change(row) for row in connection.execute(rows)]
    return sorted(found, key=lambda change: change.seq)


def _change(row: Row[Any]) -> Change:
    return Change(row.id, row.kind, json.loads(row.payload), row.why, row.who, row.seq, row.at)


def _row(change: Change) -> dict[str, Any]:
    """A change as the table holds it, with what no database holds replaced."""
    whole = replace(
        change,
        why=without_unstorable(change.why),
        who=None if change.who is None else without_unstorable(change.who),
    )
    payload = without_unstorable(json.dumps(change.payload, ensure_ascii=False, allow_nan=False))
    size = sum(len(part.encode()) for part in (payload, whole.why, whole.who or "", whole.id))
    if size > MOST_BYTES:
        raise ValueError(f"a change says {MOST_BYTES} bytes at most")
    return {
        "id": whole.id,
        "size": size,
        "who": whole.who,
        "kind": whole.kind,
        "payload": payload,
        "why": whole.why,
    }
