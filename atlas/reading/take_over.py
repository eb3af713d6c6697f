"""A reading that another process has made, taken over instead of reading the text again.

Every number and every id is looked at first, so that what is damaged is refused and never half
believed.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Final, NamedTuple
from zlib import decompressobj
from zlib import error as PackingError

import numpy as np

from atlas.catalogue import Catalogue
from atlas.model import Document, Field, Issue, Link, Measure, Mention, Reading, Section, Span, Tag
from atlas.reading.hand_over import COLUMNS, ID_LENGTH, NO_SPAN, PARTS, SHARED, SIZES, Shared
from atlas.reading.origin import Origin
from atlas.reading.uncollected import uncollected

LONGEST: Final = 64 << 20
"""Bytes that a reading is unpacked to at most."""


class DamagedReading(ValueError):
    """What was handed over is not a reading under this catalogue; says what is wrong with it."""


class _Parts(NamedTuple):
    """What was handed over, cut apart again."""

    shared: Shared
    text: str
    ids: str
    tables: dict[str, np.ndarray]


def take_over(data: bytes, catalogue: Catalogue, *, document_id: str) -> Reading:
    """The reading that was handed over, as that of the document of this id.

    Raises `DamagedReading`.
    """
    try:
        with uncollected():
            parts = _cut(data)
            _check(parts, catalogue)
            return _together(parts, document_id)
    except DamagedReading:
        raise
    except (ValueError, TypeError, IndexError, PackingError) as error:
        # Among them pydantic's, numpy's and the model's own: their words may quote the document.
        raise DamagedReading(type(error).__name__) from None


def _cut(data: bytes) -> _Parts:
    packer = decompressobj()
    head, _, body = packer.decompress(data, LONGEST).partition(b"\n")
    # What is packed ends with a sum of what it holds: it was right where the end has been reached.
    if not packer.eof or packer.unused_data:
        raise DamagedReading("its bytes are not those that were written")
    sizes = SIZES.validate_json(head)
    if sum(sizes) != len(body):
        raise DamagedReading("its parts are not as long as it says")
    ends = [0, *accumulate(sizes)]
    cut = {
        name: body[start:end] for name, start, end in zip(PARTS, ends[:-1], ends[1:], strict=True)
    }
    tables = {
        name: np.frombuffer(cut[name], dtype=np.int32).reshape(-1, len(columns))
        for name, columns in COLUMNS.items()
    }
    shared = SHARED.validate_json(cut["shared"])
    return _Parts(shared, cut["text"].decode(), cut["ids"].decode(), tables)


def _check(parts: _Parts, catalogue: Catalogue) -> None:
    """Raise `DamagedReading` where a number counts beyond what there is, or an id is unknown."""
    shared, text, ids, tables = parts
    starts, ends = tables["spans"].T
    if np.any((starts < 0) | (starts >= ends) | (ends > len(text))):
        raise DamagedReading("a span lies outside the text")
    for what, there, told in (
        ("ids as measures", len(ids), ID_LENGTH * len(tables["measures"])),
        ("words as issues", len(shared["issues"]), len(tables["issues"])),
    ):
        if there != told:
            raise DamagedReading(f"there are not as many {what}")
    most = {
        "span": len(starts),
        "sentence": len(starts),
        "measure": len(tables["measures"]),
        "acts": 2,
        "under": len(shared["under"]),
        "tags": len(shared["tags"]),
        "named": len(shared["named"]),
        "linked": len(shared["linked"]),
        "places": len(shared["places"]),
        "said": len(shared["said"]),
    }
    columns = [
        (f"{table}.{name}", most[name], column)
        for table in ("measures", "mentions", "links", "fields", "issues")
        for name, column in zip(COLUMNS[table], tables[table].T, strict=True)
    ]
    for name, beyond, column in columns:
        least = NO_SPAN if name in ("links.span", "issues.span") else 0
        if np.any((column < least) | (column >= beyond)):
            raise DamagedReading(f"{name} counts beyond what there is")
    for kind, theirs, ours in (
        ("place", {one for some in shared["places"] for one in some}, {*catalogue.places}),
        ("zone", {zone for _, _, zone, *_ in shared["linked"]} - {None}, {*catalogue.zones}),
        ("strategy", {one for some in shared["tags"] for one, *_ in some}, {*catalogue.strategies}),
    ):
        if theirs - ours:
            raise DamagedReading(f"a {kind} is not in the catalogue")


def _together(parts: _Parts, document_id: str) -> Reading:
    shared, text, ids, tables = parts
    spans = list(map(Span, *tables["spans"].T.tolist()))
    on: list[Span | None] = [*spans, None]
    tags = [tuple(Tag(*tag) for tag in served) for served in shared["tags"]]
    named, linked, places = shared["named"], shared["linked"], shared["places"]
    fields: dict[int, list[Field]] = {}
    for span, m, kind in tables["fields"].tolist():
        what, value, unit = shared["said"][kind]
        field = Field(what, spans[span], spans[span].text(text), value, unit)
        fields.setdefault(m, []).append(field)
    measures = tuple(
        Measure(
            ids[ID_LENGTH * i : ID_LENGTH * i + ID_LENGTH],
            spans[span],
            spans[sentence],
            spans[span].text(text),
            shared["under"][section],
            tags[served],
            bool(acts),
            tuple(fields.get(i, ())),
        )
        for i, (span, sentence, section, served, acts) in enumerate(tables["measures"].tolist())
    )
    links = tuple(
        Link(measures[m].id, place, relation, precision, zone, on[span], *how)
        for span, m, kind, where in tables["links"].tolist()
        for relation, precision, zone, *how in (linked[kind],)
        for place in places[where]
    )
    document = Document(
        id=document_id,
        title=shared["title"],
        text=text,
        sha256=shared["sha256"],
        encoding=shared["encoding"],
        province=shared["province"],
        origin=Origin.of_runs(len(text), tables["origin"].tolist()),
    )
    return Reading(
        document,
        measures,
        tuple(Mention(spans[span], *named[k]) for span, k in tables["mentions"].tolist()),
        links,
        tuple(
            Issue(kind, value, said, on[span], said_en)
            for (kind, value, said, said_en), (span,) in zip(
                shared["issues"], tables["issues"].tolist(), strict=True
            )
        ),
        tuple(Section(title, start) for title, start in shared["sections"]),
    )
