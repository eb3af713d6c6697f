"""What a keeper says of a document, who may say it, and the list of those that are listed."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select, tuple_, update

from atlas.store.access import ID, must_be_mine, must_stand
from atlas.store.faults import Conflict
from atlas.store.lifetime import Lifetime
from atlas.store.opening import Door, alone
from atlas.store.record import without_unstorable
from atlas.store.tables import CHANGES, DOCUMENTS, SHELF_DOCUMENTS

LONGEST: Final = {"title": 200, "source": 500, "licence": 500}
"""Characters that the keeper's words may have."""
_DAY: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_PLACE: Final = re.compile(r"[0-9]{6}")


class BadDetails(ValueError):
    """Details that cannot be kept; `field` says which."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


@dataclass(frozen=True, slots=True)
class Details:
    """What a keeper says of a document; all but the title may be empty.

    `source` is where it comes from, `dated` its year, month or day (ISO 8601), `place` the adcode
    of where it is in force, `licence` what may be done with it. Raises `BadDetails`.
    """

    title: str
    source: str = ""
    dated: str = ""
    place: str = ""
    licence: str = ""
    listed: bool = False

    def __post_init__(self) -> None:
        for name, longest in LONGEST.items():
            if len(getattr(self, name)) > longest:
                raise BadDetails(name)
        if not self.title.strip():
            raise BadDetails("title")
        if self.dated and not _is_day(self.dated):
            raise BadDetails("dated")
        if self.place and not _PLACE.fullmatch(self.place):
            raise BadDetails("place")


_FIELDS: Final = [field.name for field in fields(Details)]


@dataclass(frozen=True, slots=True)
class About:
    """What whoever holds a document's key may know of it, before it is edited or removed.

    `changes` are those made to its reading, `shelves` how many hold it; `restorable` is till when
    it can be brought back (UTC), where it was removed.
    """

    id: str
    details: Details
    revision: int
    name: str
    kept: datetime
    changes: int
    shelves: int
    draft: bool
    restorable: datetime | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list of documents."""

    id: str
    title: str
    source: str
    dated: str
    place: str
    licence: str
    kept: datetime


class Descriptions:
    """What is said of every document of one store."""

    def __init__(self, door: Door, lifetime: Lifetime) -> None:
        self._door = door
        self._lifetime = lifetime

    def about(self, document_id: str, key: str) -> About:
        """What a keeper may know of a document, also of one that can still be brought back.

        Raises `WrongKey`, and as `DocumentStore.open` does.
        """
        with self._door.transaction() as connection:
            must_be_mine(connection, document_id, key, self._lifetime)
            return _about(connection, document_id, self._lifetime)

    def describe(self, document_id: str, details: Details, *, key: str, base: int) -> int:
        """Say something else of a document; its revision from then on.

        `base` is the revision that the editor has seen: `Conflict` where it is not the last, unless
        the same is said already. Raises `WrongKey`, and as `DocumentStore.open` does.
        """
        row = {name: getattr(details, name) for name in _FIELDS}
        row |= {name: without_unstorable(row[name]).strip() for name in LONGEST}
        with self._door.transaction(writes=True) as connection:
            alone(connection)
            must_stand(connection, document_id, self._lifetime, key=key)
            held = _about(connection, document_id, self._lifetime)
            if held.details == replace(details, **row):
                return held.revision
            if held.revision != base:
                raise Conflict(held.revision)
            c = DOCUMENTS.c
            grown = sum(
                len(row[name].encode()) - len(getattr(held.details, name).encode())
                for name in LONGEST
            )
            connection.execute(
                update(DOCUMENTS)
                .where(c.id == document_id)
                .values(**row, revision=held.revision + 1, size=c.size + grown)
            )
            return held.revision + 1

    def listed(
        self, *, after: str = "", place: str = "", most: int = 50
    ) -> tuple[tuple[Listed, ...], str]:
        """Documents that their keepers have listed, the newest first, and where the next page is.

        `after` is what the page before said of that, empty for the first; the second part of the
        answer is empty after the last. `place` keeps those in force there. However many there are,
        a page is read from where it begins.
        """
        c = DOCUMENTS.c
        rows = select(*(c[field.name] for field in fields(Listed)))
        rows = rows.where(c.listed, ~c.draft, ~self._lifetime.gone())
        if place:
            rows = rows.where(c.place == place)
        if (began := _cursor(after)) is not None:
            kept, document_id = began
            rows = rows.where(tuple_(c.kept, c.id) < (kept, document_id))
        rows = rows.order_by(c.kept.desc(), c.id.desc()).limit(most + 1)
        with self._door.transaction() as connection:
            found = [Listed(**row._mapping) for row in connection.execute(rows)]
        page = tuple(found[:most])
        more = len(found) > most
        return page, f"{page[-1].kept.isoformat()}_{page[-1].id}" if more else ""


def _about(connection: Connection, document_id: str, lifetime: Lifetime) -> About:
    c = DOCUMENTS.c
    asked = [*(c[name] for name in _FIELDS), c.revision, c.name, c.kept, c.deleted, c.draft]
    row: Row[Any] = connection.execute(select(*asked).where(c.id == document_id)).one()
    changes = select(func.count()).where(CHANGES.c.document_id == document_id)
    shelf = SHELF_DOCUMENTS.c
    shelves = select(func.count(shelf.shelf_id.distinct())).where(shelf.document_id == document_id)
    return About(
        document_id,
        _details(row),
        row.revision,
        row.name,
        row.kept,
        connection.execute(changes).scalar_one(),
        connection.execute(shelves).scalar_one(),
        row.draft,
        None if row.deleted is None else row.deleted + lifetime.undo,
    )


def _details(row: Row[Any]) -> Details:
    # Titles of long ago were kept under whatever their file gave.
    title = row.title.strip()[: LONGEST["title"]] or row.name[: LONGEST["title"]] or "—"
    return Details(title, row.source, row.dated, row.place, row.licence, row.listed)


def _cursor(after: str) -> tuple[datetime, str] | None:
    """Where a page begins; what is no such place begins at the first."""
    moment, _, document_id = after.partition("_")
    try:
        kept = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (kept, document_id) if ID.fullmatch(document_id) and kept.tzinfo is None else None


def _is_day(written: str) -> bool:
    parts = _DAY.fullmatch(written)
    if parts is None:
        return False
    try:
        date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
    except ValueError:
        return False
    return True
