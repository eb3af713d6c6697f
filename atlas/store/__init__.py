"""Documents that readers keep: one record an upload, under a random id, till it is removed."""

from atlas.store.access import new_id
from atlas.store.details import About, BadDetails, Details, Listed
from atlas.store.documents import DocumentStore
from atlas.store.faults import (
    Conflict,
    KeyUsed,
    MissingDocument,
    QuotaFull,
    RemovedDocument,
    RemovedShelf,
    StoreFault,
    UnknownDocument,
    UnknownShelf,
    WrongKey,
)
from atlas.store.lifetime import utc_now
from atlas.store.quota import Quota
from atlas.store.record import Change, KeptDocument
from atlas.store.serving import document_store, forget_store
from atlas.store.shelves import Shelf

__all__ = [
    "About",
    "BadDetails",
    "Change",
    "Conflict",
    "Details",
    "DocumentStore",
    "KeptDocument",
    "KeyUsed",
    "Listed",
    "MissingDocument",
    "Quota",
    "QuotaFull",
    "RemovedDocument",
    "RemovedShelf",
    "Shelf",
    "StoreFault",
    "UnknownDocument",
    "UnknownShelf",
    "WrongKey",
    "document_store",
    "forget_store",
    "new_id",
    "utc_now",
]
