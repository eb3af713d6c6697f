"""What a store cannot do, in words: nothing of a document, a key or an address is ever in them."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    NoSuchModuleError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from atlas.language import say
from atlas.model import Lang
from atlas.store.record import Change

Why = Literal["removed", "expired", "unkept"]
QuotaKind = Literal["bytes", "documents", "client_bytes", "client_documents"]
FaultKind = Literal[
    "full", "read_only", "corrupt", "locked", "missing", "refused", "disk", "away", "wrong_url",
    "driver", "newer", "failed",
]  # fmt: skip


class MissingDocument(KeyError):
    """A document that cannot be opened by its id; `id` says which, the message does not."""

    standing: Literal["unknown", "removed", "expired", "unkept"]
    of: str = ""

    def __init__(self, document_id: str) -> None:
        self.id = document_id
        super().__init__("a document that is not here")

    def sentence(self, lang: Lang) -> str:
        """What became of it, and what to do."""
        return say(f"store.{self.of}{self.standing}", lang)


class UnknownDocument(MissingDocument):
    """An id under which nothing was ever kept here."""

    standing = "unknown"


class RemovedDocument(MissingDocument):
    """A document removed by its keeper, used by nobody for too long, or a draft never kept."""

    def __init__(self, document_id: str, why: Why = "removed") -> None:
        self.why: Why = why
        self.standing = why
        super().__init__(document_id)


class UnknownShelf(MissingDocument):
    """An id under which there never was a shelf here."""

    standing = "unknown"
    of = "shelf_"


class RemovedShelf(MissingDocument):
    """A shelf that was removed, or used by nobody for too long."""

    of = "shelf_"

    def __init__(self, shelf_id: str, why: Why = "removed") -> None:
        self.why: Why = why
        self.standing = why
        super().__init__(shelf_id)


class WrongKey(Exception):
    """A key that does not edit what it was given for."""

    def sentence(self, lang: Lang) -> str:
        """What is wrong, and what to do."""
        return say("store.wrong_key", lang)


class Conflict(Exception):
    """An edit of what others have edited meanwhile, so that nothing was changed.

    `head` is the number of the last change, or the revision, that there is now; `since` are the
    changes that their maker has not seen, where the edit was of a reading.
    """

    def __init__(self, head: int, since: tuple[Change, ...] = ()) -> None:
        self.head = head
        self.since = since
        super().__init__(f"edited meanwhile, now at {head}")

    def sentence(self, lang: Lang) -> str:
        """What happened, and what to do."""
        return say("store.conflict", lang)


class KeyUsed(ValueError):
    """A key under which another document is or was kept."""

    def sentence(self, lang: Lang) -> str:
        """What is wrong, and what to do."""
        return say("store.key_used", lang)


class QuotaFull(Exception):
    """A document for which the host grants no more room."""

    def __init__(self, kind: QuotaKind, most: int) -> None:
        self.kind: QuotaKind = kind
        self.most = most
        super().__init__(kind)

    def sentence(self, lang: Lang) -> str:
        """Which bound is reached, and what to do."""
        return say(f"store.quota_{self.kind}", lang, most=self.most)


class StoreFault(Exception):
    """A store that cannot be read or written now; `said` is the database's name for it."""

    def __init__(self, kind: FaultKind, said: str = "") -> None:
        self.kind: FaultKind = kind
        self.said = said
        super().__init__(f"{kind} ({said})" if said else kind)

    def sentence(self, lang: Lang) -> str:
        """What is wrong, and what to do."""
        return say(f"store.{self.kind}", lang)


_OF_SQLITE: Final[dict[str, FaultKind]] = {
    "SQLITE_FULL": "full",
    # A write that the system refuses for a quota, or that is cut short.
    "SQLITE_IOERR_WRITE": "full",
    "SQLITE_TOOBIG": "full",
    "SQLITE_READONLY": "read_only",
    "SQLITE_CORRUPT": "corrupt",
    "SQLITE_NOTADB": "corrupt",
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_CANTOPEN": "refused",
    "SQLITE_PERM": "refused",
    "SQLITE_AUTH": "refused",
    "SQLITE_IOERR": "disk",
}
_OF_SYSTEM: Final[dict[int, FaultKind]] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EROFS: "read_only",
    errno.ENOENT: "missing",
    errno.EIO: "disk",
}
_OF_POSTGRESQL: Final[dict[str, FaultKind]] = {
    "53100": "full",
    "53200": "full",
    "25006": "read_only",
    "42501": "refused",
    "28": "refused",
    "3D": "refused",
    "XX001": "corrupt",
    "XX002": "corrupt",
    "55P03": "locked",
    "57014": "locked",
    "40": "locked",
    "53": "away",
    "08": "away",
    "57": "away",
}
"""By SQLSTATE, the longer ones first: https://www.postgresql.org/docs/current/errcodes-appendix.html."""


@contextmanager
def faults_told(file: Path | None = None) -> Iterator[None]:
    """Turn what a database raises into a `StoreFault`, without the database's own words.

    They may hold a row. `file` is that of SQLite.
    """
    try:
        yield
    except SQLAlchemyError as error:
        fault = _fault(error, file)
    except sqlite3.Error as error:
        fault = _of_sqlite(error, file)
    except ModuleNotFoundError as error:
        fault = StoreFault("driver", error.name or "")
    except OSError as error:
        fault = StoreFault(_OF_SYSTEM.get(error.errno or 0, "refused"), type(error).__name__)
    else:
        return
    # Not even as what came before: the database's own words may quote a row.
    raise fault from None


def _fault(error: SQLAlchemyError, file: Path | None) -> StoreFault:
    if isinstance(error, PoolTimeoutError):
        return StoreFault("locked", "pool")
    if isinstance(error, NoSuchModuleError | ArgumentError):
        return StoreFault("wrong_url", type(error).__name__)
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause, file)
    state = getattr(cause, "sqlstate", None)
    if isinstance(error, DBAPIError) and type(cause).__module__.partition(".")[0] == "psycopg":
        # What never reached a server has no state.
        kind = _by_prefix(_OF_POSTGRESQL, state) if state else "away"
        return StoreFault(kind, state or type(cause).__name__)
    return StoreFault("failed", type(cause).__name__)


def _of_sqlite(cause: sqlite3.Error, file: Path | None) -> StoreFault:
    name = getattr(cause, "sqlite_errorname", None)
    if name is None and isinstance(cause, sqlite3.OperationalError):
        # Python's own, for text that is none.
        return StoreFault("corrupt", type(cause).__name__)
    name = name or type(cause).__name__
    kind = _by_prefix(_OF_SQLITE, name)
    if kind == "refused" and file is not None and not file.exists():
        kind = "missing"
    return StoreFault(kind, name)


def _by_prefix(kinds: dict[str, FaultKind], name: str) -> FaultKind:
    fits = [known for known in kinds if name.startswith(known)]
    return kinds[max(fits, key=len)] if fits else "failed"
