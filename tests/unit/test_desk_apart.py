"""Documents read apart from the server: within limits, and ended when nobody waits for them."""

from __future__ import annotations

import asyncio
import signal
import tempfile
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import pytest

from atlas.catalogue import load_catalogue
from atlas.desk.apart import Workshop
from atlas.desk.worker import LONGEST, told_without_contents
from atlas.reading import read_text
from atlas.reading.take_over import take_over
from tests.unit.office import pdf, word

MEASURE = "支持讷河市建设种薯基地；改造富锦市农田灌溉设施。\n"
LONG = MEASURE * (LONGEST // len(MEASURE))


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    workshop = Workshop(seconds=20, megabytes=256)
    yield workshop
    workshop.close()


async def said(
    workshop: Workshop, data: bytes, name: str = "a.txt", left: IO[bytes] | None = None
) -> list[dict[str, Any]]:
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as nobody_s:
        file.write(data)
        file.seek(0)
        return [message async for message in workshop.read(file, name, None, left or nobody_s)]


def read(workshop: Workshop, data: bytes, name: str = "a.txt") -> dict[str, Any]:
    return asyncio.run(said(workshop, data, name))[-1]


def copies(workshop: Workshop) -> list[int]:
    """Copies at work."""
    assert workshop._worker is not None
    pid = workshop._worker.pid
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_a_document_is_read_as_the_engine_reads_it(workshop: Workshop) -> None:
    messages = asyncio.run(said(workshop, f"讷河\n{MEASURE}".encode("gb18030"), "讷河.txt"))
    assert [m.get("stage") for m in messages] == ["reading", "linking", None]
    found = messages[-1]["found"]
    assert (found["title"], found["encoding"], found["measures"]) == ("讷河", "gb18030", 2)
    assert found["text"] == f"讷河\n{MEASURE}"
    assert found["start"].startswith("讷河\n支持讷河市")


def test_what_was_read_is_left_for_the_server(workshop: Workshop) -> None:
    with tempfile.TemporaryFile() as left:
        messages = asyncio.run(said(workshop, f"讷河\n{MEASURE}".encode(), "讷河.txt", left))
        found = messages[-1]["found"]
        left.seek(0)
        taken = take_over(left.read(), load_catalogue(), document_id="d-1")
    read_here = read_text(
        found["text"], load_catalogue(), title="讷河", document_id="d-1", sha256=found["sha256"]
    )
    assert taken == replace(read_here, document=replace(read_here.document, encoding="utf-8"))


def test_where_nothing_can_be_left_the_document_is_read_all_the_same(workshop: Workshop) -> None:
    """As on a full disk."""
    with tempfile.NamedTemporaryFile() as file, Path(file.name).open("rb") as closed:
        messages = asyncio.run(said(workshop, MEASURE.encode(), left=closed))
    assert messages[-1]["found"]["measures"] == 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", word(lambda document: document.add_paragraph(MEASURE))),
        ("a.pdf", pdf([[MEASURE.strip()]])),
        ("a.html", f"<html><body><p>{MEASURE}</p></body></html>".encode()),
        ("a.md", f"# 讷河\n\n{MEASURE}".encode()),
    ],
)
def test_every_format_is_read_apart(workshop: Workshop, name: str, data: bytes) -> None:
    assert read(workshop, data, name)["found"]["measures"] == 2


def drawing_itself() -> bytes:
    """A PDF of some hundred bytes whose form draws itself a hundred times, and so without end."""
    draw = b" ".join([b"/F Do"] * 100)
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R"
        b"/Resources<</XObject<</F 4 0 R>>>>>>endobj",
        b"4 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>"
        b"/Length %d>>stream\n%s\nendstream endobj" % (len(draw), draw),
        b"5 0 obj<</Length 5>>stream\n/F Do\nendstream endobj",
    ]
    return b"%PDF-1.4\n" + b"\n".join(parts) + b"\ntrailer<</Root 1 0 R>>\n%%EOF"


def test_a_drawing_without_end_costs_its_reader_a_sentence(workshop: Workshop) -> None:
    problem = read(workshop, drawing_itself(), "endless.pdf")["problem"]
    assert "endless.pdf" in problem["en"]
    assert read(workshop, MEASURE.encode())["found"]["measures"] == 2


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.txt", "is empty"),
        (b"\x7fELF\x00\x01\x02\x00" * 40, "a.txt", "not a text file"),
        (b"PK\x03\x04broken", "a.docx", "damaged"),
        ((LONG + MEASURE * 2).encode(), "long.txt", "1,000,000 characters"),
    ],
)
def test_what_cannot_be_read_is_told(
    workshop: Workshop, data: bytes, name: str, words: str
) -> None:
    problem = read(workshop, data, name)["problem"]
    assert words in problem["en"]
    assert name in problem["zh"]


@pytest.mark.parametrize(("seconds", "megabytes"), [(1, 256), (20, 32)])
def test_beyond_its_limits_a_document_is_given_up_and_the_next_one_read(
    seconds: int, megabytes: int
) -> None:
    workshop = Workshop(seconds=seconds, megabytes=megabytes)
    try:
        heavy = LONG if seconds == 1 else LONG.replace("讷河市", "松嫩平原")[:LONGEST]
        problem = read(workshop, heavy.encode(), "heavy.txt")["problem"]
        assert problem["en"].startswith("“heavy.txt” could not be read within the limits")
        assert read(workshop, MEASURE.encode())["found"]["measures"] == 2
    finally:
        workshop.close()


def test_the_work_ends_when_whoever_asked_has_left(workshop: Workshop) -> None:
    async def story() -> None:
        with tempfile.TemporaryFile() as file:
            file.write(LONG.encode())
            file.seek(0)
            async with aclosing(workshop.read(file, "long.txt", None, file)) as messages:
                assert (await anext(messages)) == {"stage": "reading"}
                assert len(copies(workshop)) == 1
        while copies(workshop):
            await asyncio.sleep(0)

    asyncio.run(asyncio.wait_for(story(), 10))


def test_a_document_that_never_ends_is_ended_by_the_clock(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that waits instead of working, which no limit of processor time would end."""

    async def story() -> None:
        await said(workshop, MEASURE.encode())
        monkeypatch.setattr(workshop, "_seconds", 1)
        monkeypatch.setattr("atlas.desk.apart.GRACE", 0.2)
        assert workshop._worker is not None
        workshop._worker.send_signal(signal.SIGSTOP)
        try:
            messages = await said(workshop, MEASURE.encode())
        finally:
            workshop._worker.send_signal(signal.SIGCONT)
        assert "could not be read within the limits" in messages[-1]["problem"]["en"]

    asyncio.run(story())


def test_a_worker_that_was_killed_is_replaced(workshop: Workshop) -> None:
    assert read(workshop, MEASURE.encode())["found"]["measures"] == 2
    worker = workshop._worker
    assert worker is not None
    worker.kill()
    worker.wait()
    assert read(workshop, MEASURE.encode())["found"]["measures"] == 2


def test_two_documents_are_read_side_by_side(workshop: Workshop) -> None:
    async def story() -> None:
        long = asyncio.create_task(said(workshop, LONG.encode(), "long.txt"))
        short = await said(workshop, MEASURE.encode(), "short.txt")
        assert short[-1]["found"]["measures"] == 2
        assert not long.done()
        assert (await long)[-1]["found"]["measures"] > 10_000

    asyncio.run(story())


def test_the_worker_knows_nothing_of_the_store(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_STORE", "postgresql://atlas:secret@127.0.0.1/atlas")
    # Once it has answered it is itself: until then its place may still hold its server's.
    assert read(workshop, MEASURE.encode())["found"]["measures"] == 2
    assert workshop._worker is not None
    told = Path(f"/proc/{workshop._worker.pid}/environ").read_bytes()
    assert b"secret" not in told
    names = [one.partition(b"=")[0] for one in told.split(b"\0")]
    assert {n for n in names if n.startswith(b"ATLAS")} == {b"ATLAS_DATA", b"ATLAS_GEO"}


def test_the_worker_ends_with_its_server(workshop: Workshop) -> None:
    assert read(workshop, MEASURE.encode())["found"]["measures"] == 2
    worker = workshop._worker
    assert worker is not None
    assert workshop._control is not None
    workshop._control.close()
    assert worker.wait(timeout=10) == 0


def test_a_fault_of_ours_is_logged_without_the_reader_s_words() -> None:
    try:
        raise ValueError("支持讷河市")
    except ValueError as error:
        told = told_without_contents(type(error), error, error.__traceback__)
    assert told.startswith("reading a document failed: ValueError\n  test_desk_apart.py:")
    assert "讷河" not in told
