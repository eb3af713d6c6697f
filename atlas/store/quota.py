"""How much may be kept, in all and for one client."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from atlas.store.faults import QuotaFull
from atlas.store.tables import DOCUMENTS


@dataclass(frozen=True, slots=True)
class Quota:
    """Bounds of a store: bytes of text and documents, in all and for one client."""

    bytes: int = 500_000_000
    documents: int = 5_000
    client_bytes: int = 60_000_000
    client_documents: int = 200

    def check(self, connection: Connection, size: int, client: str) -> None:
        """Raise `QuotaFull` where a document of `size` bytes has no room.

        Called in the transaction that keeps the document, while nobody else may keep one. An
        unnamed client is bound by what all are bound by.
        """
        weighed = select(func.count(), func.coalesce(func.sum(DOCUMENTS.c.size), 0))
        documents, held = connection.execute(weighed).one()
        if documents >= self.documents:
            raise QuotaFull("documents", self.documents)
        if held + size > self.bytes:
            raise QuotaFull("bytes", self.bytes // 1_000_000)
        if not client:
            return
        documents, held = connection.execute(weighed.where(DOCUMENTS.c.client == client)).one()
        if documents >= self.client_documents:
            raise QuotaFull("client_documents", self.client_documents)
        if held + size > self.client_bytes:
            raise QuotaFull("client_bytes", self.client_bytes // 1_000_000)
