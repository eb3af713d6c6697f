"""A reading with what people say of it: the measures reviewed, beside what the engine proposed."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from atlas.catalogue import Catalogue
from atlas.contract.review import ChangeKind, MeasureState, WhyUnfitting
from atlas.model import Link, Measure, Reading, Span
from atlas.review.changes import LONGEST_PASSAGE, Change, Passage, in_force
from atlas.review.edits import Edits, Joined, edited
from atlas.review.fitting import where_now
from atlas.review.resolving import resolved, stands_in
from atlas.review.stretches import Stretches, cut_in_two


@dataclass(frozen=True, slots=True)
class ReviewedMeasure:
    """A measure as it stands after review; rejected ones stay, with `acts` false.

    `proposed` are the engine's measures and statements that it comes from. `by` are the ids of the
    changes of it, or of a name in it, and `comments` what people noted.
    """

    measure: Measure
    state: MeasureState
    proposed: tuple[Measure, ...]
    by: tuple[str, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unfitting:
    """A change that is about nothing in the text as it is read now; it is kept."""

    change: Change
    why: WhyUnfitting


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A reading after review, in the nouns of every reading, and how it came about."""

    reading: Reading
    proposed: Reading
    measures: tuple[ReviewedMeasure, ...]
    changes: tuple[Change, ...]
    unfitting: tuple[Unfitting, ...]

    @property
    def seq(self) -> int:
        """Number of the last change; 0 where there is none."""
        return self.changes[-1].seq if self.changes else 0

    @property
    def under_review(self) -> tuple[ReviewedMeasure, ...]:
        """What a reviewer goes through: measures, and what was said to be none."""
        return tuple(m for m in self.measures if m.measure.acts or m.state == "not_a_measure")

    @property
    def progress(self) -> tuple[int, int]:
        """How many of them were reviewed, and how many there are."""
        of = self.under_review
        return sum(m.state != "proposed" for m in of), len(of)

    def state(self, measure_id: str) -> MeasureState:
        """State of a measure by its id."""
        return next((m.state for m in self.measures if m.measure.id == measure_id), "proposed")


def review(reading: Reading, changes: Sequence[Change], catalogue: Catalogue) -> Reviewed:
    """A reading with changes applied in their order, all that hold and fit."""
    return _Review(reading, changes, catalogue).reviewed()


class _Review:
    def __init__(self, reading: Reading, changes: Sequence[Change], catalogue: Catalogue) -> None:
        self.proposed, self.changes, self.catalogue = reading, tuple(changes), catalogue
        self.text = reading.document.text
        self.unfitting: list[Unfitting] = []
        self.holding = in_force(self.changes)
        # Names first: what they stand for holds wherever the borders of measures are drawn.
        read, self.by_name = self._resolved(reading)
        self.read = read
        self.stretches = Stretches(read)
        self.units: dict[Span, Edits] = {m.span: Edits() for m in self.stretches.read}
        self.order = sorted(self.units)

    def reviewed(self) -> Reviewed:
        known = {change.id for change in self.changes}
        for change in self.changes:
            if change.kind == "undo" and change.payload["change"] not in known:
                self.unfitting.append(Unfitting(change, "undone"))
        for change in self.holding:
            if change.kind != "resolve" and (why := self._apply(change)) is not None:
                self.unfitting.append(Unfitting(change, why))
        found, links = self._measures()
        reading = replace(self.read, measures=tuple(m.measure for m in found), links=links)
        unfitting = sorted(self.unfitting, key=lambda one: one.change.seq)
        return Reviewed(reading, self.proposed, found, self.changes, tuple(unfitting))

    def _resolved(self, reading: Reading) -> tuple[Reading, dict[str, tuple[str, ...]]]:
        names: dict[str, Change] = {}
        for change in self.holding:
            if change.kind != "resolve":
                continue
            place = change.payload["place"]
            if place and place not in self.catalogue.places:
                self.unfitting.append(Unfitting(change, "unknown"))
            elif not stands_in(reading, change.payload["surface"]):
                self.unfitting.append(Unfitting(change, "name"))
            else:
                # Of two words on one name the later holds.
                names[change.payload["surface"]] = change
        # The longest first, whatever the order they were said in: a name may hold another.
        ordered = sorted(names, key=lambda surface: (-len(surface), surface))
        said = {surface: names[surface].payload["place"] for surface in ordered}
        read, touched = resolved(reading, said, self.catalogue)
        by: dict[str, tuple[str, ...]] = {}
        for surface, measures in touched.items():
            for measure in measures:
                by[measure] = (*by.get(measure, ()), names[surface].id)
        return read, by

    def _apply(self, change: Change) -> WhyUnfitting | None:
        """Apply one change of a passage; why it does not fit, None where it does."""
        assert change.target is not None
        span = self._unit(change.target)
        if span is None:
            return "passage"
        return _APPLYING.get(change.kind, _Review._edit)(self, span, change)

    def _unit(self, passage: Passage) -> Span | None:
        span = where_now(passage, self.text)
        return span if span in self.units else None

    def _edit(self, span: Span, change: Change) -> WhyUnfitting | None:
        if not _known(change, self.catalogue):
            return "unknown"
        self.units[span] = self.units[span].with_change(
            change.kind, dict(change.payload), change.id
        )
        return None

    def _split(self, span: Span, change: Change) -> WhyUnfitting | None:
        parts = cut_in_two(span, change.payload["at"], self.text)
        if parts is None:
            return "cut"
        edits = self._taken(span)
        for part in parts:
            self._put(part, replace(edits, by=(*edits.by, change.id)))
        return None

    def _merge(self, span: Span, change: Change) -> WhyUnfitting | None:
        told = change.payload["next"]
        other = self._unit(Passage(Span(told["start"], told["end"]), told["words"]))
        if other is None:
            return "passage"
        between = self.order[bisect_left(self.order, span) + 1 : bisect_left(self.order, other)]
        if other <= span or any(self._current(one)[0].acts for one in between):
            return "neighbours"
        whole = Span(span.start, other.end)
        if whole.end - whole.start > LONGEST_PASSAGE:
            return "too_long"
        kept = Joined.of(self._current(span), self._current(other))
        edits = self._taken(span).joined(self._taken(other), kept=kept)
        for one in between:
            self._taken(one)
        self._put(whole, replace(edits, by=(*edits.by, change.id)))
        return None

    def _taken(self, span: Span) -> Edits:
        self.order.remove(span)
        return self.units.pop(span)

    def _put(self, span: Span, edits: Edits) -> None:
        self.units[span] = edits
        insort(self.order, span)

    def _current(self, span: Span) -> tuple[Measure, tuple[Link, ...]]:
        return edited(
            self.stretches.measure(span),
            self.stretches.links(span),
            self.units[span],
            self.catalogue,
        )

    def _measures(self) -> tuple[tuple[ReviewedMeasure, ...], tuple[Link, ...]]:
        found: list[ReviewedMeasure] = []
        links: list[Link] = []
        for span in self.order:
            measure, reached = self._current(span)
            under = tuple(self.stretches.under(span))
            edits = self.units[span]
            named = [x for m in under for x in self.by_name.get(m.id, ())]
            by = tuple(dict.fromkeys((*edits.by, *named)))
            state = self._state(span, measure, reached)
            found.append(ReviewedMeasure(measure, state, under, by, edits.comments))
            links += reached
        return tuple(found), tuple(links)

    def _state(self, span: Span, measure: Measure, links: tuple[Link, ...]) -> MeasureState:
        edits = self.units[span]
        if edits.verdict == "not_a_measure":
            return "not_a_measure"
        read = self.stretches.measure(span)
        if measure.acts and not read.acts:
            return "added"
        same = measure == read and links == self.stretches.links(span)
        if not (same and self.stretches.is_read(span)):
            return "changed"
        return "confirmed" if edits.says_something else "proposed"


_APPLYING: Final[dict[ChangeKind, Callable[[_Review, Span, Change], WhyUnfitting | None]]] = {
    "split": _Review._split,
    "merge": _Review._merge,
}


def _known(change: Change, catalogue: Catalogue) -> bool:
    """Whether there are the places, zones and strategies that a change names."""
    said = change.payload
    if "place" in said:
        return said["place"] in catalogue.places
    if "zone" in said:
        return said["zone"] in catalogue.zones
    return all(one in catalogue.strategies for one in said.get("strategies", ()))
