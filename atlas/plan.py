"""The built-in plan: its restated rows as a text, read by the engine like any other document."""

from __future__ import annotations

from collections.abc import Sequence

from atlas.catalogue import Catalogue
from atlas.model import Reading, Span
from atlas.reading import read_text
from atlas.tables.records import PlanRow, Theme


class PlanMismatch(ValueError):
    """The engine did not read the restated plan row by row; names the row and what to do."""


def compose_plan(rows: Sequence[PlanRow], themes: dict[str, Theme]) -> tuple[str, tuple[Span, ...]]:
    """The restated plan as a running text, and the span of each row in it.

    A theme's heading stands on a line of its own where the source has one; clauses of one sentence
    are joined by ；.
    """
    text, spans = "", []
    for before, row in zip([None, *rows], rows, strict=False):
        if before is not None:
            text += "；" if before.sentence == row.sentence else "。\n"
        heading = themes[row.theme].heading_zh
        if heading and (before is None or before.theme != row.theme):
            text += f"{heading}\n"
        spans.append(Span(len(text), len(text) + len(row.text_zh)))
        text += row.text_zh
    return text + "。\n", tuple(spans)


def read_plan(catalogue: Catalogue) -> Reading:
    """The restated plan, read by the engine like any other document.

    Raises `PlanMismatch` when a row did not come out as exactly one measure.
    """
    text, spans = compose_plan(catalogue.plan, catalogue.themes)
    record = next(iter(catalogue.documents.values()))
    reading = read_text(text, catalogue, title=record.title_zh, document_id=record.id)
    found = {measure.span for measure in reading.measures}
    for row, span in zip(catalogue.plan, spans, strict=True):
        if span not in found:
            near = [m.text for m in reading.measures if m.span.overlaps(span)]
            raise PlanMismatch(
                f"data/plan.csv: row {row.order} “{row.text_zh}” was read as"
                f" {near or 'no measure'}; word it as one clause with its own verb and object"
            )
    if len(found) != len(spans):
        extra = [m.text for m in reading.measures if m.span not in set(spans)]
        raise PlanMismatch(f"data/plan.csv: the engine found measures that are no rows: {extra}")
    return reading
