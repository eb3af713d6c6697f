"""The store of this server, as the host has set it."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from atlas.settings import settings
from atlas.store.documents import DocumentStore
from atlas.store.quota import Quota

DEFAULT: Final = Path(__file__).parents[2] / "var" / "documents.sqlite"
MEGABYTE: Final = 1_000_000


@cache
def document_store() -> DocumentStore:
    """The store of this server; it is opened when it is first used, so this never fails."""
    host = settings()
    quota = Quota(
        bytes=host.quota_mb * MEGABYTE,
        documents=host.quota_documents,
        client_bytes=host.client_quota_mb * MEGABYTE,
        client_documents=host.client_documents,
    )
    return DocumentStore(
        _url(),
        quota=quota,
        keep_days=host.keep_days,
        draft_minutes=host.draft_minutes,
        undo_hours=host.undo_hours,
    )


def forget_store() -> None:
    """Let go of the store and of the settings it was made from, so that others are read."""
    if document_store.cache_info().currsize:
        document_store().close()
    document_store.cache_clear()
    settings.cache_clear()


def _url() -> str:
    host = settings()
    if not host.keeping:
        return "sqlite://"
    if host.store:
        return host.store
    # A folder that cannot be made is told of when the store is first used.
    with suppress(OSError):
        DEFAULT.parent.mkdir(exist_ok=True)
    return f"sqlite:///{DEFAULT}"
