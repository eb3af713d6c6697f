"""Stores of every version so far: opened, upgraded in place with all they keep, by two at once."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from atlas.model import LANGS
from atlas.store import DocumentStore, StoreFault, migrations
from atlas.store.lifetime import utc_now
from atlas.store.migrations import HEAD
from atlas.store.tables import METADATA
from tests.postgresql import Cluster
from tests.stores import STORE_GROUP, TEXT, key, made, rows, words_in

pytestmark = STORE_GROUP

VERSIONS: Final = {"2": (), "3": ("issues",), "4": ("issues", "draft")}
"""What a store of an earlier version said of itself, and its columns that came after the second."""
ADDED: Final = {
    "issues": "issues TEXT DEFAULT '[]' NOT NULL,",
    "draft": "draft BOOLEAN DEFAULT {false} NOT NULL,",
}


def earlier_store(url: str, version: str, kept: dict[str, str]) -> None:
    """A store as a version before Alembic left it, which keeps documents by id and key."""
    file = url.startswith("sqlite")
    moment = "DATETIME" if file else "TIMESTAMP WITHOUT TIME ZONE"
    added = " ".join(ADDED[name] for name in VERSIONS[version])
    for statement in (
        f"""CREATE TABLE kept_documents (id VARCHAR(40) NOT NULL, client VARCHAR(32) NOT NULL,
        size INTEGER NOT NULL, kept {moment} NOT NULL, used {moment} NOT NULL, key_hash VARCHAR(64)
        NOT NULL, sha256 VARCHAR(64) NOT NULL, encoding VARCHAR(32) NOT NULL, title TEXT NOT NULL,
        name TEXT NOT NULL, headings TEXT NOT NULL,
        {added.format(false=0 if file else "false")}
        text TEXT NOT NULL, PRIMARY KEY (id), UNIQUE (key_hash))""",
        "CREATE INDEX ix_kept_documents_weight ON kept_documents (client, size)",
        "CREATE INDEX ix_kept_documents_used ON kept_documents (used)",
        f"""CREATE TABLE removed_documents (id VARCHAR(40) NOT NULL, at {moment} NOT NULL,
        why VARCHAR(8) NOT NULL, key_hash VARCHAR(64) NOT NULL, PRIMARY KEY (id))""",
        "CREATE INDEX ix_removed_documents_at ON removed_documents (at)",
        "CREATE INDEX ix_removed_documents_key_hash ON removed_documents (key_hash)",
        """CREATE TABLE store_facts (name VARCHAR(16) NOT NULL, value VARCHAR(64) NOT NULL,
        PRIMARY KEY (name))""",
    ):
        rows(url, statement)
    facts = "INSERT INTO store_facts VALUES (:name, :value)"
    rows(url, facts, name="salt", value="5a17")
    rows(url, facts, name="schema", value=version)
    for document_id, one in kept.items():
        rows(
            url,
            "INSERT INTO kept_documents (id, client, size, kept, used, key_hash, sha256, encoding,"
            " title, name, headings, text) VALUES (:id, '', 9, :now, :now, :hash, :sha, 'utf-8',"
            " '讷河', '讷河.txt', '[]', :text)",
            id=document_id,
            now=utc_now() if not file else str(utc_now()),
            hash=_hash(one),
            sha="0" * 64,
            text=TEXT,
        )


@pytest.fixture(params=["file", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database by its URL."""
    if request.param == "file":
        return f"sqlite:///{tmp_path / 'documents.sqlite'}"
    cluster: Cluster = request.getfixturevalue("postgresql")
    return cluster.database(f"m{len(cluster.made)}")


def differences(url: str) -> list[object]:
    """Where a database's tables are not those that the program reads and writes."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        found = list(compare_metadata(context, METADATA))
    engine.dispose()
    return found


def test_the_newest_migration_is_the_one_that_the_program_asks_for() -> None:
    script = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert script.get_heads() == [HEAD]
    assert set(migrations.BEFORE_ALEMBIC) == set(VERSIONS)


def test_a_new_store_has_the_tables_that_the_program_reads(empty: str) -> None:
    store = DocumentStore(empty)
    store.check()
    store.close()
    assert differences(empty) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_a_store_of_a_version_before_is_opened_and_kept_in(empty: str, version: str) -> None:
    """With its documents, their keys, and the salt by which it knows its clients."""
    mine, old = key(), "d-" + "1" * 32
    earlier_store(empty, version, {old: mine})
    store = DocumentStore(empty)
    before = store.open(old)
    assert (before.title, before.text, before.issues, before.draft) == ("讷河", TEXT, "[]", False)
    assert differences(empty) == []
    assert rows(empty, "SELECT value FROM store_facts WHERE name = 'salt'") == [("5a17",)]
    said = replace(made(), issues='[["cut_off", "", "断开", "cut"]]')
    assert store.open(store.keep(said, key=key()).id).issues == said.issues
    assert store.kept_with(mine, before.sha256) == before
    assert store.remove(old, mine)
    # A server of the last version without migrations goes on beside this one, and asks this.
    assert rows(empty, "SELECT value FROM store_facts WHERE name = 'schema'") == [("4",)]
    store.close()


def test_a_store_that_many_open_at_once_is_upgraded_once(empty: str) -> None:
    """Replicas that start together: each finds all that was kept, none fails."""
    kept = {f"d-{n:032x}": key() for n in range(50)}
    earlier_store(empty, "2", kept)
    together = threading.Barrier(6)

    def opened(_: int) -> set[str]:
        store = DocumentStore(empty)
        together.wait(60)
        standing = set(store.standing(kept).values())
        store.close()
        return standing

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(opened, range(6))) == [{"kept"}] * 6
    assert rows(empty, "SELECT version_num FROM alembic_version") == [(HEAD,)]


def test_a_store_of_a_later_version_is_left_alone_and_says_so(empty: str) -> None:
    store = DocumentStore(empty)
    store.check()
    rows(empty, "UPDATE alembic_version SET version_num = '9999'")
    store.close()
    with pytest.raises(StoreFault, match=r"^newer \(9999\)$") as found:
        store.check()
    chinese, english = (found.value.sentence(lang) for lang in LANGS)
    assert "更新的版本" in chinese
    assert "later version" in english
    store.close()
    assert rows(empty, "SELECT version_num FROM alembic_version") == [("9999",)]


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is half upgraded: the next opening upgrades it whole."""
    old, mine = "d-" + "1" * 32, key()
    earlier_store(empty, "3", {old: mine})
    held = migrations.migrate

    def broken(connection: object) -> None:
        held(connection)  # type: ignore[arg-type]
        raise StoreFault("full")

    store = DocumentStore(empty)
    with monkeypatch.context() as patch:
        patch.setattr("atlas.store.opening.migrate", broken)
        with pytest.raises(StoreFault, match=r"^full$"):
            store.open(old)
    assert rows(empty, "SELECT value FROM store_facts WHERE name = 'schema'") == [("3",)]
    assert store.open(old).text == TEXT
    assert differences(empty) == []
    store.close()


@pytest.mark.parametrize("headings", [True, False])
def test_a_store_of_an_earlier_version_is_taken_over_with_what_it_keeps(
    tmp_path: Path, headings: bool
) -> None:
    """Its ids stay open, its keys remove, and what was deleted before leaves the file."""
    file, mine = tmp_path / "documents.sqlite", key()
    with sqlite3.connect(file) as old:
        old.execute("PRAGMA secure_delete = OFF")
        old.execute("PRAGMA auto_vacuum = NONE")
        old.execute("VACUUM")
        old.execute(
            "CREATE TABLE documents (id VARCHAR(18) PRIMARY KEY, title TEXT NOT NULL, name TEXT NOT"
            " NULL, encoding VARCHAR(32) NOT NULL, sha256 VARCHAR(64) NOT NULL, text TEXT NOT NULL,"
            f"{' headings TEXT NOT NULL DEFAULT (char(91,93)),' if headings else ''} key_hash"
            " VARCHAR(64) NOT NULL, opened DATETIME NOT NULL)"
        )
        values = "?, '讷河', '讷河.txt', 'utf-8', ?, ?, ?, ?"
        names = "id, title, name, encoding, sha256, text, key_hash, opened"
        for number, words in [("1" * 16, TEXT), ("2" * 16, "先前删除的字" * 9_000)]:
            old.execute(
                f"INSERT INTO documents ({names}) VALUES ({values})",
                (f"d-{number}", "0" * 64, words, _hash(mine), str(utc_now())),
            )
        old.execute("DELETE FROM documents WHERE id = 'd-2222222222222222'")
    old.close()
    documents = DocumentStore(f"sqlite:///{file}")
    kept = documents.open("d-1111111111111111")
    assert (kept.title, kept.text, kept.headings) == ("讷河", TEXT, "[]")
    assert DocumentStore(f"sqlite:///{file}").open(kept.id) == kept
    documents.sweep()
    assert "先前删除的字" not in words_in(file.parent)
    assert TEXT in words_in(file.parent)
    assert file.stat().st_size < 150_000
    another = documents.keep(made(), key=key())
    assert documents.open(another.id) == another
    assert documents.remove(kept.id, mine, wholly=True)
    assert TEXT not in words_in(file.parent).replace(another.text, "", 1)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
