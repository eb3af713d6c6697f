"""A reading handed from the process that made it to one that would else read the text again.

Between them go numbers and words, never a program: columns of whole numbers, the text, and one JSON
text with what many measures, mentions and links share. Whoever takes a reading over looks at every
number and every id first, so that what is damaged is refused and never half believed.
"""

from __future__ import annotations

import json
from collections.abc import Hashable
from itertools import accumulate, groupby
from operator import attrgetter
from typing import Any, Final, Generic, NamedTuple, TypeVar
from zlib import crc32

import numpy as np
from pydantic import TypeAdapter
from typing_extensions import TypedDict

from atlas.catalogue import Catalogue
from atlas.model import (
    Adcode,
    Basis,
    Document,
    Issue,
    Link,
    Measure,
    Mention,
    MentionKind,
    Reading,
    Relation,
    Section,
    Span,
    StrategyId,
    Tag,
    ZoneId,
)
from atlas.reading.origin import Origin
from atlas.reading.uncollected import uncollected


class DamagedReading(ValueError):
    """What was handed over is not a reading under this catalogue; says what is wrong with it."""


class Shared(TypedDict):
    """What measures, mentions and links have in common, each once; the columns count in it."""

    title: str
    sha256: str
    encoding: str
    province: Adcode | None
    under: list[str]
    tags: list[tuple[tuple[StrategyId, float, tuple[str, ...]], ...]]
    named: list[tuple[str, MentionKind, tuple[str, ...], Basis, str]]
    linked: list[tuple[Relation, ZoneId | None, bool, Basis, str]]
    places: list[tuple[Adcode, ...]]
    issues: list[tuple[str, str, str, int, str]]
    sections: list[tuple[str, int]]


_SHARED: Final = TypeAdapter(Shared)
_COLUMNS: Final = {
    "origin": ("start", "raw"),
    "spans": ("start", "end"),
    "measures": ("span", "sentence", "under", "tags", "acts"),
    "mentions": ("span", "named"),
    "links": ("measure", "span", "linked", "places"),
}
"""Tables of whole numbers and their columns. A row of `links` is a measure's links to `places`."""
_PARTS: Final = ("shared", "text", "ids", *_COLUMNS)
_ID: Final = len("m-00000000")
_NONE: Final = -1

T = TypeVar("T", bound=Hashable)


class _Numbered(dict[T, int], Generic[T]):
    """Values, and the number of each: its place among them in the order they came."""

    def __missing__(self, value: T) -> int:
        self[value] = number = len(self)
        return number


def hand_over(reading: Reading) -> bytes:
    """A reading as `take_over` takes it; `ValueError` for one that cannot be written so."""
    with uncollected():
        shared, tables = _apart(reading)
    parts = [
        _SHARED.dump_json(shared),
        reading.document.text.encode(),
        "".join(measure.id for measure in reading.measures).encode(),
        *(np.array(tables[name], dtype=np.int32).tobytes() for name in _COLUMNS),
    ]
    if any(len(measure.id) != _ID for measure in reading.measures):
        raise ValueError("a measure's id is of another length than all others")
    body = b"".join(parts)
    head = {"sizes": list(map(len, parts)), "crc32": crc32(body)}
    return json.dumps(head).encode() + b"\n" + body


def _apart(reading: Reading) -> tuple[Shared, dict[str, list[Any]]]:
    document = reading.document
    spans: _Numbered[tuple[int, int]] = _Numbered()
    under: _Numbered[str] = _Numbered()
    tags: _Numbered[tuple[Any, ...]] = _Numbered()
    named: _Numbered[tuple[Any, ...]] = _Numbered()
    linked: _Numbered[tuple[Any, ...]] = _Numbered()
    places: _Numbered[tuple[Adcode, ...]] = _Numbered()
    position = {measure.id: i for i, measure in enumerate(reading.measures)}

    def at(span: Span) -> int:
        return spans[span.start, span.end]

    tables: dict[str, list[Any]] = {
        "origin": document.origin.runs() if isinstance(document.origin, Origin) else [],
        "measures": [
            (
                at(m.span),
                at(m.sentence),
                under[m.section],
                tags[tuple((t.strategy, t.score, t.terms) for t in m.tags)],
                m.acts,
            )
            for m in reading.measures
        ],
        "mentions": [
            (at(m.span), named[m.surface, m.kind, m.targets, m.basis, m.rule])
            for m in reading.mentions
        ],
        "links": [
            (
                position[measure],
                _NONE if span is None else at(span),
                linked[relation, zone, inherited, basis, rule],
                places[tuple(link.place for link in alike)],
            )
            for (measure, span, relation, zone, inherited, basis, rule), alike in groupby(
                reading.links, _but_for_its_place
            )
        ],
    }
    shared: Shared = {
        "title": document.title,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "province": document.province,
        "under": list(under),
        "tags": list(tags),
        "named": list(named),
        "linked": list(linked),
        "places": list(places),
        "issues": [
            (i.type, i.value, i.message, _NONE if i.span is None else at(i.span), i.message_en)
            for i in reading.issues
        ],
        "sections": [(section.title, section.start) for section in reading.sections],
    }
    # Last, when all of them are known.
    return shared, tables | {"spans": list(spans)}


_but_for_its_place = attrgetter(
    "measure", "mention", "relation", "zone", "inherited", "basis", "rule"
)


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
    except (ValueError, KeyError, TypeError, IndexError) as error:
        # Among them pydantic's, numpy's and the model's own: their words may quote the document.
        raise DamagedReading(type(error).__name__) from None


def _cut(data: bytes) -> _Parts:
    head, _, body = data.partition(b"\n")
    told = json.loads(head)
    sizes = told["sizes"]
    if sum(sizes) != len(body) or crc32(body) != told["crc32"]:
        raise DamagedReading("its bytes are not those that were written")
    ends = [0, *accumulate(sizes)]
    cut = {
        name: body[start:end] for name, start, end in zip(_PARTS, ends[:-1], ends[1:], strict=True)
    }
    tables = {
        name: np.frombuffer(cut[name], dtype=np.int32).reshape(-1, len(columns))
        for name, columns in _COLUMNS.items()
    }
    shared = _SHARED.validate_json(cut["shared"])
    return _Parts(shared, cut["text"].decode(), cut["ids"].decode(), tables)


def _check(parts: _Parts, catalogue: Catalogue) -> None:
    """Raise `DamagedReading` where a number counts beyond what there is, or an id is unknown."""
    shared, text, ids, tables = parts
    starts, ends = tables["spans"].T
    if np.any((starts < 0) | (starts >= ends) | (ends > len(text))):
        raise DamagedReading("a span lies outside the text")
    if len(ids) != _ID * len(tables["measures"]):
        raise DamagedReading("there are not as many ids as measures")
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
    }
    columns = [
        (f"{table}.{name}", most[name], column)
        for table in ("measures", "mentions", "links")
        for name, column in zip(_COLUMNS[table], tables[table].T, strict=True)
    ]
    columns.append(("issues.span", len(starts), np.array([i[3] for i in shared["issues"]], int)))
    for name, beyond, column in columns:
        least = _NONE if name in ("links.span", "issues.span") else 0
        if np.any((column < least) | (column >= beyond)):
            raise DamagedReading(f"{name} counts beyond what there is")
    for kind, theirs, ours in (
        ("place", {one for some in shared["places"] for one in some}, {*catalogue.places}),
        ("zone", {zone for _, zone, *_ in shared["linked"]} - {None}, {*catalogue.zones}),
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
    measures = tuple(
        Measure(
            ids[_ID * i : _ID * i + _ID],
            spans[span],
            spans[sentence],
            spans[span].text(text),
            shared["under"][section],
            tags[served],
            bool(acts),
        )
        for i, (span, sentence, section, served, acts) in enumerate(tables["measures"].tolist())
    )
    links = tuple(
        Link(measures[m].id, place, relation, zone, on[span], inherited, basis, rule)
        for m, span, kind, where in tables["links"].tolist()
        for relation, zone, inherited, basis, rule in (linked[kind],)
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
            for kind, value, said, span, said_en in shared["issues"]
        ),
        tuple(Section(title, start) for title, start in shared["sections"]),
    )
