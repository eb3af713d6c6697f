"""A database reached when it is needed, prepared once, and reached again after it was away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import connect
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool, StaticPool

from atlas.store.faults import StoreFault, faults_told
from atlas.store.migrations import migrate, stands

BUSY_SECONDS: Final = 5
"""How long one waits for another who writes."""
CONNECT_SECONDS: Final = 3
POOLED: Final = 5
LOCK: Final = 0x61746C6173
"""Number of the advisory lock under which PostgreSQL's tables are made and documents kept."""
_WRITES: Final = "atlas_writes"
_FULL: Final = 1
"""Value of SQLite's `auto_vacuum` at which every commit shrinks the file."""


class Door:
    """The way into one database; nothing is opened before the first transaction."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._engine: Engine | None = None
        self._ready = False
        # A file that was there once is not made anew: its documents would seem never kept.
        self._seen = False
        self._tries = 0
        self._fault: StoreFault | None = None
        self._opening = threading.Lock()
        # Memory is one connection, which one thread has at a time.
        self._alone = threading.RLock()
        self.file = _file(url)

    @property
    def in_memory(self) -> bool:
        """Whether nothing of it reaches a disk."""
        return self.file is None and self._url.startswith("sqlite")

    @contextmanager
    def transaction(self, *, writes: bool = False) -> Iterator[Connection]:
        """A connection in one transaction, committed at the end; raises `StoreFault`."""
        try:
            with self._alone if self.in_memory else nullcontext(), faults_told(self.file):
                engine = self._prepared()
                reached = engine.connect().execution_options(**{_WRITES: writes})
                with reached as connection, connection.begin():
                    yield connection
        except StoreFault:
            # What is behind the door may be another database when it is reached again.
            self._ready = False
            raise

    def shrink(self) -> None:
        """Give back what removed documents took; SQLite's file mostly has shrunk by itself."""
        with self._alone if self.in_memory else nullcontext(), faults_told(self.file):
            connection = self._prepared().raw_connection()
            try:
                if self.file is None and not self.in_memory:
                    _vacuum_postgresql(connection.driver_connection)
                elif self.file is not None:
                    _vacuum_file(connection.driver_connection)
            finally:
                connection.close()

    def close(self) -> None:
        """Let go of every connection; the next transaction opens the database again."""
        with self._opening:
            if self._engine is not None:
                self._engine.dispose()
            self._engine, self._ready = None, False

    def _prepared(self) -> Engine:
        """The engine, with the tables as they must be."""
        if self._ready and self._engine is not None:
            if self.file is not None and not self.file.exists():
                raise StoreFault("missing")
            return self._engine
        asked = self._tries
        with self._opening:
            if self._tries != asked and self._fault is not None:
                # Who waited for another's try has its answer; each trying anew would take minutes.
                raise StoreFault(self._fault.kind, self._fault.said)
            try:
                with faults_told(self.file):
                    if self._engine is None:
                        self._engine = _engine(self._url, self.file)
                    if not self._ready:
                        _prepare(self._engine, self.file, new=not self._seen)
                self._ready = self._seen = True
                self._fault = None
            except StoreFault as fault:
                self._fault = fault
                raise
            finally:
                self._tries += 1
            return self._engine


def _file(url: str) -> Path | None:
    """File of a SQLite database; None for any other, and for an address that is none."""
    try:
        asked = make_url(url)
    except ArgumentError:
        # Said in words when the store is first used.
        return None
    if asked.get_backend_name() != "sqlite" or asked.database in (None, "", ":memory:"):
        return None
    return Path(asked.database.removeprefix("file:").partition("?")[0])


def _engine(url: str, file: Path | None) -> Engine:
    asked = make_url(url)
    if asked.get_backend_name() == "sqlite":
        return _sqlite(asked, file)
    if asked.drivername in ("postgresql", "postgres"):
        asked = asked.set(drivername="postgresql+psycopg")
    options: dict[str, Any] = {}
    if asked.get_backend_name() == "postgresql":
        # A server that fell silent is given up as soon as one that refuses.
        options["connect_args"] = {
            "connect_timeout": CONNECT_SECONDS,
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 2,
            "tcp_user_timeout": BUSY_SECONDS * 1_000,
        }
    engine = create_engine(
        asked,
        pool_pre_ping=True,
        hide_parameters=True,
        pool_size=POOLED,
        max_overflow=POOLED,
        pool_timeout=BUSY_SECONDS,
        **options,
    )
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _limit)
    return engine


_LIMITS: Final = {"lock_timeout": BUSY_SECONDS * 1_000, "statement_timeout": 15_000}


def _limit(connection: Any, _: object) -> None:
    with connection.cursor() as cursor:
        for name, most in _LIMITS.items():
            cursor.execute(f"SET {name} = {most}")
    connection.commit()


def _sqlite(asked: URL, file: Path | None) -> Engine:
    if file is None:
        engine = create_engine(
            "sqlite://",
            poolclass=StaticPool,
            hide_parameters=True,
            connect_args={"check_same_thread": False, "isolation_level": None},
        )
    else:
        # Opened anew each time, which takes some 0.1 ms: a pooled connection would go on writing
        # into a file that was replaced or removed.
        engine = create_engine(
            "sqlite://",
            poolclass=NullPool,
            hide_parameters=True,
            creator=lambda: _open_file(asked, file),
        )
    event.listen(engine, "begin", _begin)
    return engine


def _open_file(asked: URL, file: Path) -> SqliteConnection:
    # Percent signs and question marks in a folder's name are not the URI's.
    own = str(asked.database).startswith("file:")
    address = str(asked.database) if own else f"{file.absolute().as_uri()}?mode=rw"
    mode = asked.query.get("mode")
    if own and mode:
        address += f"?mode={mode}"
    connection = connect(
        address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    # What is deleted is written over with zeros, and the file shrinks at every commit.
    connection.execute("PRAGMA secure_delete = ON")
    if not file.stat().st_size:
        connection.execute(f"PRAGMA auto_vacuum = {_FULL}")
    return connection


def _begin(connection: Connection) -> None:
    # At once, for two who read and then both want to write could not wait for each other.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare(engine: Engine, file: Path | None, *, new: bool) -> None:
    """Make the tables where they do not stand; a store that has them is only read.

    A missing file is made where it may be `new`.
    """
    if file is not None and not file.exists():
        # Not by SQLite, which says the same of a missing folder and a forbidden one.
        if not new or not file.parent.is_dir():
            raise StoreFault("missing")
        file.touch()
    with engine.connect() as connection, connection.begin():
        if stands(connection):
            return
    with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        alone(connection)
        if connection.dialect.name == "postgresql":
            # Taking over what an earlier version kept takes as long as it takes.
            connection.execute(text("SET LOCAL statement_timeout = 0"))
        migrate(connection)


def alone(connection: Connection) -> None:
    """Hold back everybody else who makes tables or keeps documents till this transaction ends."""
    # SQLite lets one write at a time anyway.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": LOCK})


def _vacuum_file(connection: Any) -> None:
    """Write a file anew that an earlier version left, which did not shrink by itself."""
    shrinks = connection.execute("PRAGMA auto_vacuum").fetchone()[0]
    unused = connection.execute("PRAGMA freelist_count").fetchone()[0]
    if shrinks != _FULL or unused:
        connection.execute(f"PRAGMA auto_vacuum = {_FULL}")
        connection.execute("VACUUM")


def _vacuum_postgresql(connection: Any) -> None:
    connection.autocommit = True
    try:
        # It takes as long as it takes.
        connection.execute("SET statement_timeout = 0")
        connection.execute("VACUUM kept_documents")
        connection.execute(f"SET statement_timeout = {_LIMITS['statement_timeout']}")
    finally:
        connection.autocommit = False
