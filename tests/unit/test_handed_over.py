"""A reading handed over is the one that was made; what is damaged is refused, never believed."""

from __future__ import annotations

import json
import pickle
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from atlas.catalogue import load_catalogue
from atlas.model import Link, Reading, Section
from atlas.plan import read_plan
from atlas.reading import read_bytes, read_text
from atlas.reading.hand_over import hand_over
from atlas.reading.take_over import LONGEST, DamagedReading, take_over
from tests.unit.office import pdf, word
from tests.unit.test_dense_documents import dense

CATALOGUE = load_catalogue()
ID = "d-0123456789abcdef"
WORDS = "支持讷河市建设种薯基地；改造富锦市农田灌溉设施。推动三江平原建设高标准农田。"


def text(words: str, **given: Any) -> Reading:
    return read_text(words, CATALOGUE, document_id=ID, **given)


def file(name: str, data: bytes) -> Reading:
    reading = read_bytes(data, CATALOGUE, name=name)
    return replace(reading, document=replace(reading.document, id=ID))


READINGS: dict[str, Callable[[], Reading]] = {
    "nothing": lambda: text(""),
    "no measure": lambda: text("黑龙江省规划\n"),
    "a plan": lambda: text(
        f"方案\n一、重点任务\n{WORDS}\n二、其他\n深化边境开放。\n", title="方案"
    ),
    "a dense plan": lambda: text(dense(8_000), title="规划"),
    "the built-in plan": lambda: replace(
        (plan := read_plan(CATALOGUE)), document=replace(plan.document, id=ID)
    ),
    "with readings in brackets": lambda: text(f"黑龙江省(hēilóngjiāngshěng){WORDS} 𠮷 {WORDS}"),
    "without a province": lambda: text("支持建设产业园区；改造管网。"),
    "of another province": lambda: text("广东省规划\n支持园区建设。改造管网。", title="广东省规划"),
    "with issues": lambda: text("支持不知名园区发展；建设朝阳区管网，支持新区和郊区建设。"),
    "with fields": lambda: text(
        "支持讷河市建设种薯基地，到2027年产量达到1.5万吨，总投资0.30元、资金2亿元（省农业农村厅负责）。\n"
        "责任单位：省财政厅\n完成时限：长期"
    ),
    "a page": lambda: file(
        "a.html",
        f"<html><head><title>方案</title></head><body><h1>讷河</h1>{WORDS}</body></html>".encode(),
    ),
    "a PDF": lambda: file("a.pdf", pdf([[WORDS]])),
    "a document of Word": lambda: file("a.docx", word(lambda d: d.add_paragraph(WORDS))),
    "scraped text": lambda: file("a.md", f"# 讷河\n\n{WORDS}".encode("gb18030")),
}


@pytest.mark.parametrize("name", READINGS)
def test_what_is_taken_over_is_what_was_read(name: str) -> None:
    reading = READINGS[name]()
    taken = take_over(hand_over(reading), CATALOGUE, document_id=ID)
    assert taken == reading
    assert list(taken.document.origin) == list(reading.document.origin)


def test_it_becomes_the_document_of_the_id_it_is_kept_under() -> None:
    taken = take_over(hand_over(text(WORDS)), CATALOGUE, document_id="d-other")
    assert taken.document.id == "d-other"


# Damage

HANDED = hand_over(text(dense(2_000)))


def changed(part: int, make: Callable[[bytes], bytes]) -> bytes:
    """What was handed over with one of its parts made anew, and packed as if it were right."""
    first, _, body = zlib.decompress(HANDED).partition(b"\n")
    sizes = json.loads(first)
    start = sum(sizes[:part])
    new = make(body[start : start + sizes[part]])
    rest = body[start + sizes[part] :]
    sizes[part] = len(new)
    return zlib.compress(json.dumps(sizes).encode() + b"\n" + body[:start] + new + rest)


SHARED, TEXT, IDS, ORIGIN, SPANS, MEASURES, MENTIONS, LINKS, ISSUES = range(9)
FAR, BELOW = (10**9).to_bytes(4, "little"), (-2).to_bytes(4, "little", signed=True)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 400,
        *map(zlib.compress, (b"", b"{}\n", b"[]\n", b'["a"]\n', b"[1, 2]\nabc", b"[" * 9_000)),
        HANDED[:-1],
        HANDED + b"\x00",
        HANDED[:2_000] + bytes([HANDED[2_000] ^ 1]) + HANDED[2_001:],
        HANDED[:-1] + bytes([HANDED[-1] ^ 1]),
        zlib.compress(zlib.decompress(HANDED).replace(b"[", b"[0, ", 1)),
        zlib.compress(bytes(LONGEST + 1)),
        pickle.dumps([]),
        changed(SHARED, lambda _: b"{}"),
        changed(SHARED, lambda part: part.replace(b'"explicit"', b'"rumour"')),
        changed(TEXT, lambda part: part[:-3]),
        changed(TEXT, lambda part: b"\xff" + part[1:]),
        changed(IDS, lambda part: part[:-1]),
        changed(SPANS, lambda part: part[:-4]),
        changed(SPANS, lambda part: part[:-4] + FAR),
        changed(SPANS, lambda part: BELOW + part[4:]),
        *(
            changed(part, lambda rows, number=number: rows[:-4] + number)  # type: ignore[misc]
            for part in (MEASURES, MENTIONS, LINKS)
            for number in (FAR, BELOW)
        ),
        changed(ORIGIN, lambda _: b""),
        changed(ISSUES, lambda part: part + FAR),
    ],
)
def test_what_is_damaged_is_refused(data: bytes) -> None:
    assert take_over(HANDED, CATALOGUE, document_id=ID).measures
    with pytest.raises(DamagedReading):
        take_over(data, CATALOGUE, document_id=ID)


def linked(**other: str) -> Reading:
    reading = text(WORDS)
    first: Link = replace(reading.links[0], **other)  # type: ignore[arg-type]
    return replace(reading, links=(first, *reading.links[1:]))


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (linked(place="899999"), "a place is not in the catalogue"),
        (linked(relation="zone", zone="no_such"), "a zone is not in the catalogue"),
    ],
)
def test_a_reading_under_other_data_is_refused(reading: Reading, said: str) -> None:
    with pytest.raises(DamagedReading, match=said):
        take_over(hand_over(reading), CATALOGUE, document_id=ID)


def test_what_cannot_be_written_is_not_handed_over() -> None:
    reading = text(WORDS)
    half = replace(reading, sections=(Section("\ud800", 0),))
    long = replace(reading, measures=(replace(reading.measures[0], id="m-0"),), links=())
    for other in (half, long):
        with pytest.raises(ValueError, match=r"."):
            hand_over(other)
