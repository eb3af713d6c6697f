"""Rows of two documents compared by meaning: pairs first, then what stands in one alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atlas.analysis.comparison.comparing import DocumentsCompared, compare_documents
from atlas.analysis.comparison.taking_up import Said, TakingUp
from atlas.analysis.reach import Selection
from atlas.documents import ReadDocument, open_document
from atlas.export.contents import sets_documents_side_by_side

Row = tuple[Any, ...]


def compared_with(selection: Selection) -> DocumentsCompared | None:
    """The comparison that a selection's query asks for; None where it names no second document.

    Raises as `open_document` does.
    """
    query = selection.query
    if not sets_documents_side_by_side(query):
        return None
    other = open_document(query.against).under(query.readings)
    return compare_documents(selection.document, other, query)


def pair_rows(selection: Selection) -> Iterator[Row]:
    """One row a pair, what is sharpened first, then one a measure without a partner.

    Measures that the query names leave the rows that they stand in.
    """
    compared = compared_with(selection)
    if compared is None:
        return
    wanted = set(selection.query.measures)
    for row in _rows(compared):
        if not wanted or wanted & {row[1], row[4]}:
            yield row


def _rows(compared: DocumentsCompared) -> Iterator[Row]:
    meaning = compared.meaning
    base = compared.documents[meaning.base]
    ids = (*(d.record.id for d in compared.documents), base.record.id)
    for one in (*meaning.of_state("sharpened"), *meaning.of_state("taken_up")):
        yield (*_pair(compared, one), *ids)
    near = _near(meaning)
    for i, state in enumerate(("one", "other")):
        document = compared.documents[i]
        for m in meaning.alone[i]:
            measure = _measure(document, m)
            sides = (*measure, *_NOBODY) if i == 0 else (*_NOBODY, *measure)
            reaches = m in near if near is not None and i == meaning.base else None
            strategies = document.measures[m].strategies
            yield (state, *sides, strategies, None, None, "", "", (), (), (), (), reaches, *ids)


_NOBODY: Row = ("", None, "")


def _near(meaning: TakingUp) -> set[int] | None:
    """Measures of the base that reach what the other is about; None where it is about no unit."""
    reachable = meaning.reachable
    return {*reachable.local, *reachable.wide} if reachable else None


def _measure(document: ReadDocument, m: int) -> Row:
    return (document.measures[m].id, m + 1, document.measures[m].text)


def _pair(compared: DocumentsCompared, one: Said) -> Row:
    meaning, documents, at = compared.meaning, compared.documents, (one.pair.one, one.pair.other)
    base = documents[meaning.base].measures[at[meaning.base]]
    alone = [tuple(text for shared, text in parts if not shared) for parts in one.parts]
    near = _near(meaning)
    return (
        one.state,
        *(*_measure(documents[0], at[0])[:2], one.words(0)),
        *(*_measure(documents[1], at[1])[:2], one.words(1)),
        base.strategies,
        one.pair.wording,
        one.pair.score,
        one.pair.places,
        one.pair.strategies,
        tuple(added.words for added in one.added),
        tuple(left.words for left in one.left_out),
        *alone,
        at[meaning.base] in near if near is not None else None,
    )
