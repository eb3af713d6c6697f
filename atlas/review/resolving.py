"""A name resolved once for the whole document: every mention of it, and the links on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from atlas.catalogue import Catalogue
from atlas.model import Adcode, Link, Mention, Precision, Reading, Relation, Span
from atlas.review.edits import BY_REVIEWER
from atlas.review.stretches import without_default


def resolved(
    reading: Reading, names: Mapping[str, Adcode], catalogue: Catalogue
) -> tuple[Reading, dict[str, frozenset[str]]]:
    """The reading with names standing for the places given, and the measures each has changed.

    A name that stands for no place, "", is nobody's mention any more. One inside a longer name is
    left alone; one of a single character is followed only where the engine has read it.
    """
    touched: dict[str, frozenset[str]] = {}
    for surface, place in names.items():
        reading, measures = _resolve(reading, surface, place, catalogue)
        touched[surface] = measures
    return reading, touched


def stands_in(reading: Reading, surface: str) -> bool:
    """Whether a name stands in the text on its own."""
    return bool(_spans(reading, surface))


def _resolve(
    reading: Reading, surface: str, place: Adcode, catalogue: Catalogue
) -> tuple[Reading, frozenset[str]]:
    spans = _spans(reading, surface)
    meant: set[Span | None] = {*spans}
    kept = [m for m in reading.mentions if m.span not in meant]
    home = catalogue.province.adcode
    if place:
        kind = "province" if place == home else "region"
        kept += [Mention(s, surface, kind, (place,), "named", BY_REVIEWER) for s in spans]  # type: ignore[arg-type]
    mentions = tuple(sorted(kept, key=lambda m: (m.span.start, m.span.end)))
    starts = [span.start for span in spans]
    held: dict[str, list[Link]] = {}
    for link in reading.links:
        held.setdefault(link.measure, []).append(link)
    links: list[Link] = []
    touched: set[str] = set()
    for measure in reading.measures:
        own = held.get(measure.id, [])
        within = spans[
            bisect_left(starts, measure.span.start) : bisect_right(starts, measure.span.end - 1)
        ]
        before = {link.mention for link in own if link.mention in meant}
        if not measure.acts or not (within or before):
            links += own
            continue
        after = _links(measure.id, own, within, (place, home), meant)
        if after != tuple(own):
            touched.add(measure.id)
        links += after
    issues = tuple(i for i in reading.issues if i.value != surface)
    changed = replace(reading, mentions=mentions, links=tuple(links), issues=issues)
    return changed, frozenset(touched)


def _links(
    measure: str,
    own: Sequence[Link],
    within: Sequence[Span],
    leads: tuple[Adcode, Adcode],
    meant: Collection[Span | None],
) -> tuple[Link, ...]:
    """Links of one measure: those on the name lead to its place, the first of them alone.

    `leads` are the place that the name stands for, and the home province.
    """
    place, home = leads
    on_name = [link for link in own if link.mention in meant]
    others = [link for link in own if link.mention not in meant]
    if not place:
        return tuple(others)
    if within:
        # What a measure names itself comes before what others say around it.
        others = [link for link in without_default(others) if not link.inherited]
    at = within[0] if within else on_name[0].mention
    wide = place == home
    relation: Relation = "province" if wide else "explicit"
    precision: Precision = "province" if wide else "unit"
    link = Link(
        measure, place, relation, precision, None, at, not within, "named", BY_REVIEWER
    )  # fmt: skip
    known = any((x.place, x.relation) == (place, relation) for x in others)
    return tuple(others) if known else (*others, link)


def _spans(reading: Reading, surface: str) -> list[Span]:
    """Where a name stands on its own: as a mention, or where nothing else is read."""
    text = reading.document.text
    mentions = sorted(reading.mentions, key=lambda m: m.span.start)
    starts = [m.span.start for m in mentions]
    found = []
    at = text.find(surface)
    while at >= 0:
        span = Span(at, at + len(surface))
        near = mentions[max(0, bisect_left(starts, at) - 3) : bisect_left(starts, span.end)]
        over = [m for m in near if m.span.overlaps(span)]
        read = any(m.span == span for m in over)
        if read or (not over and len(surface) > 1):
            found.append(span)
        at = text.find(surface, at + len(surface))
    return found
