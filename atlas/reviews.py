"""Changes of readers' documents as the store keeps them: which there are, and one more."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Final

from atlas.review import BadChange, Change, change_kept
from atlas.store import Change as KeptChange
from atlas.store import document_store

_log: Final = logging.getLogger(__name__)


def last_change(document_id: str) -> int:
    """Number of a document's last change, 0 where there is none."""
    return document_store().changes.heads([document_id])[document_id]


def kept_changes(document_id: str, upto: int | None = None) -> tuple[Change, ...]:
    """Changes of a document in their order; raises as `open_document` does."""
    rows = document_store().changes.since(document_id)
    return from_rows(row for row in rows if upto is None or row.seq <= upto)


def keep_changes(
    document_id: str, changes: Sequence[Change], *, key: str, base: int, client: str
) -> tuple[Change, ...]:
    """Keep changes made on the state after number `base`, all or none, and return them as kept.

    Raises `atlas.store.Conflict` where others came since, `WrongKey`, and as `open_document` does.
    """
    rows = [_row(change) for change in changes]
    kept = document_store().changes.append(document_id, rows, key=key, base=base, client=client)
    return from_rows(kept)


def from_rows(rows: Iterable[KeptChange]) -> tuple[Change, ...]:
    """Rows of the store as changes; what another version of this program wrote is passed over."""
    found = []
    for row in rows:
        try:
            found.append(_change(row))
        except BadChange:
            _log.warning("change %s of a document is of a kind not known here", row.seq)
    return tuple(found)


def _row(change: Change) -> KeptChange:
    told = change.told()
    # When it was made, where it was made elsewhere: the store says when it was kept.
    payload = {name: told[name] for name in ("target", "payload", "at")}
    return KeptChange(change.id, change.kind, payload, change.why, change.who)


def _change(row: KeptChange) -> Change:
    at = row.payload.get("at") or (row.at.replace(tzinfo=UTC).isoformat() if row.at else "")
    said = {name: row.payload.get(name) for name in ("target", "payload")}
    return change_kept(
        {"id": row.id, "seq": row.seq, "kind": row.kind, "at": at, "who": row.who, "why": row.why}
        | said
    )
