"""A reading handed from the process that made it to one that would else read the text again.

Between them go numbers and words, never a program: columns of whole numbers, the text, and one JSON
text with what many measures, mentions and links share, all of it packed.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar
from zlib import compressobj

import numpy as np
from pydantic import NonNegativeInt, TypeAdapter
from typing_extensions import TypedDict

from atlas.model import (
    Adcode,
    Basis,
    FieldKind,
    MentionKind,
    Precision,
    Reading,
    Relation,
    Span,
    StrategyId,
    ZoneId,
)
from atlas.reading.origin import Origin
from atlas.reading.uncollected import uncollected


class Shared(TypedDict):
    """What measures, mentions and links have in common, each once; the columns count in it."""

    title: str
    sha256: str
    encoding: str
    province: Adcode | None
    under: list[str]
    tags: list[tuple[tuple[StrategyId, float, tuple[str, ...]], ...]]
    named: list[tuple[str, MentionKind, tuple[str, ...], Basis, str]]
    linked: list[tuple[Relation, Precision, ZoneId | None, bool, Basis, str, str]]
    places: list[tuple[Adcode, ...]]
    said: list[tuple[FieldKind, str | int | float | None, str]]
    issues: list[tuple[str, str, str, str]]
    sections: list[tuple[str, int]]


SHARED: Final = TypeAdapter(Shared)
SIZES: Final = TypeAdapter(list[NonNegativeInt])
COLUMNS: Final = {
    "origin": ("start", "raw"),
    "spans": ("start", "end"),
    "measures": ("span", "sentence", "under", "tags", "acts"),
    "mentions": ("span", "named"),
    "links": ("span", "measure", "linked", "places"),
    "fields": ("span", "measure", "said"),
    "issues": ("span",),
}
"""Tables of whole numbers and their columns. A row of `links` is a measure's links to `places`."""
PARTS: Final = ("shared", "text", "ids", *COLUMNS)
ID_LENGTH: Final = len("m-00000000")
NO_SPAN: Final = -1
_HALF: Final = 32
"""Bits of a span's key that hold where it ends."""

T = TypeVar("T", bound=Hashable)


class _Numbered(dict[T, int], Generic[T]):
    """Values, and the number of each: its place among them in the order they came."""

    def __missing__(self, value: T) -> int:
        self[value] = number = len(self)
        return number


def hand_over(reading: Reading) -> bytes:
    """A reading as `take_over` takes it; `ValueError` for one that cannot be written so."""
    if any(len(measure.id) != ID_LENGTH for measure in reading.measures):
        raise ValueError("a measure's id is of another length than all others")
    with uncollected():
        shared, tables = _apart(reading)
    parts = [
        SHARED.dump_json(shared),
        reading.document.text.encode(),
        "".join(measure.id for measure in reading.measures).encode(),
        *(tables[name].astype(np.int32).tobytes() for name in COLUMNS),
    ]
    packer = compressobj(1)
    head = json.dumps(list(map(len, parts))).encode() + b"\n"
    return b"".join([*map(packer.compress, [head, *parts]), packer.flush()])


def _apart(reading: Reading) -> tuple[Shared, dict[str, np.ndarray]]:
    document, measures, mentions = reading.document, reading.measures, reading.mentions
    under: _Numbered[str] = _Numbered()
    tags: _Numbered[tuple[Any, ...]] = _Numbered()
    named: _Numbered[tuple[Any, ...]] = _Numbered()
    linked: _Numbered[tuple[Any, ...]] = _Numbered()
    places: _Numbered[tuple[Adcode, ...]] = _Numbered()
    said: _Numbered[tuple[Any, ...]] = _Numbered()
    position = {measure.id: i for i, measure in enumerate(measures)}
    origin = document.origin.runs() if isinstance(document.origin, Origin) else []
    of_measures = (
        (
            _key(m.span),
            _key(m.sentence),
            under[m.section],
            tags[tuple((t.strategy, t.score, t.terms) for t in m.tags)],
            m.acts,
        )
        for m in measures
    )
    of_mentions = (
        (_key(m.span), named[m.surface, m.kind, m.targets, m.basis, m.rule]) for m in mentions
    )
    of_links = (
        (
            _key(span),
            position[measure],
            linked[relation, precision, zone, inherited, basis, rule, partner],
            places[tuple(link.place for link in alike)],
        )
        for (measure, span, relation, precision, zone, inherited, basis, rule, partner), alike in (
            groupby(reading.links, _but_for_its_place)
        )
    )
    of_fields = (
        (_key(field.span), i, said[field.kind, field.value, field.unit])
        for i, measure in enumerate(measures)
        for field in measure.fields
    )
    tables = {
        "measures": _rows("measures", of_measures),
        "mentions": _rows("mentions", of_mentions),
        "links": _rows("links", of_links),
        "fields": _rows("fields", of_fields),
        "issues": _rows("issues", ((_key(issue.span),) for issue in reading.issues)),
        "origin": _rows("origin", origin),
    }
    named_by = (tables[name][:, :1] for name in ("mentions", "links", "fields", "issues"))
    tables["spans"] = _numbered_spans(tables["measures"][:, :2], *named_by)
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
        "said": list(said),
        "issues": [(i.type, i.value, i.message, i.message_en) for i in reading.issues],
        "sections": [(section.title, section.start) for section in reading.sections],
    }
    return shared, tables


def _rows(table: str, rows: Iterable[tuple[int, ...]]) -> np.ndarray:
    """Rows of a table as they are made, one after the other: together they would take much room."""
    numbers = np.fromiter(chain.from_iterable(rows), dtype=np.int64)
    return numbers.reshape(-1, len(COLUMNS[table]))


def _key(span: Span | None) -> int:
    return NO_SPAN if span is None else span.start << _HALF | span.end


def _numbered_spans(*keyed: np.ndarray) -> np.ndarray:
    """The spans that some columns name, each once; in place of its key each is given its number."""
    # Beside them the key of no span, so that it is there: it comes first, before number 0.
    known = np.unique(np.concatenate([[NO_SPAN], *(columns.ravel() for columns in keyed)]))
    for columns in keyed:
        columns[...] = np.searchsorted(known, columns) - 1
    return np.stack([known[1:] >> _HALF, known[1:] & (1 << _HALF) - 1], axis=1)


_but_for_its_place = attrgetter(
    "measure", "mention", "relation", "precision", "zone", "inherited", "basis", "rule", "partner"
)
