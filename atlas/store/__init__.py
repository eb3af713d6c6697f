"""Documents that readers keep: one record an upload, under a random id, till it is removed."""

from atlas.store.documents import DocumentStore, new_id
from atlas.store.faults import (
    KeyUsed,
    MissingDocument,
    QuotaFull,
    RemovedDocument,
    StoreFault,
    UnknownDocument,
)
from atlas.store.origin import origin_in_words
from atlas.store.quota import Quota
from atlas.store.record import KeptDocument
from atlas.store.serving import document_store, forget_store

__all__ = [
    "DocumentStore",
    "KeptDocument",
    "KeyUsed",
    "MissingDocument",
    "Quota",
    "QuotaFull",
    "RemovedDocument",
    "StoreFault",
    "UnknownDocument",
    "document_store",
    "forget_store",
    "new_id",
    "origin_in_words",
]
