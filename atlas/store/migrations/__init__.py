"""The store's tables from version to version: one file of `versions/` each, in order.

Nothing here but the name of the newest is needed where a store is already as it must be: Alembic
is loaded for a store that is new or of an earlier version, and for no other.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

from atlas.store.faults import StoreFault
from atlas.store.tables import FACTS, fact

HEAD: Final = "0006"
"""The newest revision, which this version of the program reads and writes."""
BEFORE_ALEMBIC: Final = {"2": "0002", "3": "0003", "4": "0004"}
"""What a store said of itself before it had Alembic's table → the revision it stands at."""
_FOLDER: Final = Path(__file__).parent
_REVISION: Final = "alembic_version"
# Alembic has one migration at a time in a process, in variables of its modules.
_ONE: Final = threading.Lock()


def revision(connection: Connection) -> str | None:
    """The revision that a store's tables stand at; None for a new one and for the first versions.

    A read, which any store allows.
    """
    tables = inspect(connection)
    if tables.has_table(_REVISION):
        held = connection.execute(text(f"SELECT version_num FROM {_REVISION}")).scalar()
        return None if held is None else str(held)
    said = fact(connection, "schema") if tables.has_table(FACTS.name) else None
    return BEFORE_ALEMBIC.get(said or "")


def stands(connection: Connection) -> bool:
    """Whether the tables are there as this version wants them."""
    return inspect(connection).has_table(_REVISION) and revision(connection) == HEAD


def migrate(connection: Connection) -> None:
    """Bring a store to the newest revision, in the transaction that its caller holds.

    The caller also holds a lock that only one process has at a time. Raises `StoreFault` for a
    store of a later version, whose tables nobody here knows.
    """
    # A tenth of a second that a store which stands need not wait.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    # A percent sign begins a name in the values of such a file.
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    known = {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}
    with _ONE:
        held = revision(connection)
        if held is not None and held not in known:
            raise StoreFault("newer", held)
        if held is not None and not inspect(connection).has_table(_REVISION):
            command.stamp(config, held)
        command.upgrade(config, "head")
