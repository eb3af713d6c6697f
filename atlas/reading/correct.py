"""Reviewed answers to what the rules get wrong, applied last; each is a row with its reason."""

from __future__ import annotations

from dataclasses import replace

from atlas.catalogue import Catalogue
from atlas.model import Issue, Link, Measure, Tag
from atlas.tables.records import Correction

ACTIONS = (
    "drop_place",
    "add_place",
    "drop_zone",
    "add_zone",
    "drop_strategy",
    "add_strategy",
    "set_primary",
)


class CorrectionError(ValueError):
    """A row of `data/corrections.csv` that cannot be carried out; names the row."""


def apply_corrections(
    measures: tuple[Measure, ...], links: tuple[Link, ...], catalogue: Catalogue
) -> tuple[tuple[Measure, ...], tuple[Link, ...], tuple[Issue, ...]]:
    """Measures and links after review, and one issue row of type `reviewed` for each change."""
    if not catalogue.corrections:
        return measures, links, ()
    by_measure: dict[str, list[Correction]] = {}
    for row in catalogue.corrections:
        by_measure.setdefault(row.measure, []).append(row)
    out: list[Measure] = []
    grouped: dict[str, list[Link]] = {}
    for link in links:
        grouped.setdefault(link.measure, []).append(link)
    issues: list[Issue] = []
    for measure in measures:
        reviewed = measure
        for row in by_measure.get(measure.id, []) + by_measure.get(measure.text, []):
            reviewed = _tagged(reviewed, row)
            grouped[measure.id] = _linked(measure, grouped.get(measure.id, []), row, catalogue)
            issues.append(Issue("reviewed", row.value, row.reason_zh, measure.span, row.reason_en))
        out.append(reviewed)
    kept = tuple(link for measure in out for link in grouped.get(measure.id, ()))
    return tuple(out), kept, tuple(issues)


def unmatched_corrections(
    measures: tuple[Measure, ...], catalogue: Catalogue
) -> tuple[Correction, ...]:
    """Rows that name no measure of the built-in plan: an error for `atlas check`."""
    known = {m.id for m in measures} | {m.text for m in measures}
    return tuple(row for row in catalogue.corrections if row.measure not in known)


def _tagged(measure: Measure, row: Correction) -> Measure:
    tags = measure.tags
    if row.action == "drop_strategy":
        tags = tuple(tag for tag in tags if tag.strategy != row.value)
    elif row.action == "add_strategy" and row.value not in measure.strategies:
        tags = (*tags, Tag(row.value, 1.0, ()))
    elif row.action == "set_primary":
        first = next((t for t in tags if t.strategy == row.value), Tag(row.value, 1.0, ()))
        tags = (first, *(tag for tag in tags if tag.strategy != row.value))
    return replace(measure, tags=tags)


def _linked(
    measure: Measure, links: list[Link], row: Correction, catalogue: Catalogue
) -> list[Link]:
    stand_on = next((link.mention for link in links if link.mention), None) or measure.span
    if row.action == "drop_place":
        return [link for link in links if link.place != row.value]
    if row.action == "drop_zone":
        return [link for link in links if link.zone != row.value]
    kept = [link for link in links if link.rule != "province-default"]
    if row.action == "add_place":
        province = row.value == catalogue.province.adcode
        relation = "province" if province else "explicit"
        added = Link(
            measure.id,
            row.value,
            relation,  # type: ignore[arg-type]
            "province" if province else "unit",
            None,
            None if province else stand_on,
            False,
            "named",
            "reviewed",
        )
        return [*kept, added]
    if row.action == "add_zone":
        zone = catalogue.zones.get(row.value)
        if zone is None:
            raise CorrectionError(f"corrections.csv: {row.measure}: no zone {row.value!r}")
        return kept + [
            Link(
                measure.id,
                m.adcode,
                zone.kind,
                zone.precision,
                zone.id,
                stand_on,
                False,
                m.basis,
                "reviewed",
            )
            for m in zone.members
            if m.adcode in catalogue.places
        ]
    if row.action not in ACTIONS:
        raise CorrectionError(f"corrections.csv: {row.measure}: no action {row.action!r}")
    return links
