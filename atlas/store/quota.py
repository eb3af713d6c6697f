"""How much may be kept, in all and for one client."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from atlas.store.faults import QuotaFull
from atlas.store.tables import CHANGES, DOCUMENTS, SHELVES


@dataclass(frozen=True, slots=True)
class Quota:
    """Bounds of a store: bytes of text and documents, in all and for one client."""

    bytes: int = 500_000_000
    documents: int = 5_000
    client_bytes: int = 60_000_000
    client_documents: int = 200

    def check(self, connection: Connection, size: int, client: str, *, things: int = 1) -> None:
        """Raise `QuotaFull` where `things` of `size` bytes together have no room.

        Called in the transaction that keeps them, while nobody else may keep one. A shelf counts as
        a document, changes by their bytes. An unnamed client is bound by what all are bound by.
        """
        held, weight = _held(connection)
        if things and held + things > self.documents:
            raise QuotaFull("documents", self.documents)
        if weight + size > self.bytes:
            raise QuotaFull("bytes", self.bytes // 1_000_000)
        self.check_client(connection, size, client, things=things)

    def check_client(
        self, connection: Connection, size: int, client: str, *, things: int = 1
    ) -> None:
        """As `check`, for one client alone: of what is kept already and becomes theirs."""
        if not client:
            return
        held, weight = _held(connection, client)
        if things and held + things > self.client_documents:
            raise QuotaFull("client_documents", self.client_documents)
        if weight + size > self.client_bytes:
            raise QuotaFull("client_bytes", self.client_bytes // 1_000_000)


def _held(connection: Connection, client: str | None = None) -> tuple[int, int]:
    """How many documents and shelves there are, and bytes of them and of changes."""
    things = weight = 0
    for table, counted in ((DOCUMENTS, True), (SHELVES, True), (CHANGES, False)):
        asked = select(func.count(), func.coalesce(func.sum(table.c.size), 0)).select_from(table)
        if client is not None:
            asked = asked.where(table.c.client == client)
        number, size = connection.execute(asked).one()
        things += number * counted
        weight += size
    return things, weight
