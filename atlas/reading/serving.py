"""Clauses become measures: each with the strategies it serves, or left out where it says none."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping

from atlas.catalogue import Catalogue
from atlas.model import Measure, Mention, Span, Tag, content_id
from atlas.reading.measures import Clause
from atlas.reading.recognise import Recognition
from atlas.reading.tag import FoundTerms
from atlas.tables.records import External


def serving(
    text: str,
    clauses: list[Clause],
    terms: FoundTerms,
    names: Recognition,
    catalogue: Catalogue,
) -> tuple[tuple[Measure, ...], list[Clause]]:
    """Clauses that are measures, tagged.

    A clause that only describes is one where it says something of a strategy; an item of a list of
    our places says what its heading says.
    """
    measures: list[Measure] = []
    kept: list[Clause] = []
    seen: Counter[str] = Counter()
    reach = Reach(names.mentions, catalogue.externals)
    home = catalogue.province.adcode
    for clause in clauses:
        ours, theirs, partners = reach.of(clause.span)
        tags: tuple[Tag, ...] = ()
        # The strategies are this province's: what is said of another place serves none of them.
        if ours or not (theirs or names.province not in (home, None)):
            tags = terms.tags(clause.span, partners, acts=clause.acts)
            if not tags and (clause.acts or (clause.sentence.listed and ours)):
                tags = _carried(clause, measures, terms)
        if not clause.acts and not tags:
            continue
        words = clause.span.text(text)
        seen[words] += 1
        # The same words twice in one document are two measures.
        parts = (words,) if seen[words] == 1 else (words, str(seen[words]))
        measures.append(
            Measure(
                content_id("m", *parts),
                clause.span,
                clause.sentence.span,
                words,
                clause.sentence.section,
                tags,
                clause.acts,
            )
        )
        kept.append(clause)
    return tuple(measures), kept


class Reach:
    """Whose places a span of the text names."""

    def __init__(self, mentions: list[Mention], externals: Mapping[str, External]) -> None:
        self._mentions = mentions
        self._starts = [m.span.start for m in mentions]
        self._externals = externals

    def of(self, span: Span) -> tuple[bool, bool, frozenset[str]]:
        """Whether a span names our places, whether it is about units outside alone, and partners.

        It is about one where it opens with it (阿尔山：温泉旅游业); a partner named later is not
        what the words are about. Partners are `external`, a unit of another province, and
        `foreign`.
        """
        ours, opens = False, False
        partners: set[str] = set()
        for k in range(bisect_left(self._starts, span.start), len(self._mentions)):
            mention = self._mentions[k]
            if mention.span.start >= span.end:
                break
            if mention.kind != "external":
                ours = True
                continue
            unit = mention.targets[0].isdigit()
            opens = opens or (unit and mention.span.start == span.start)
            partners.add("external" if unit else self._abroad(mention.targets[0]))
        return ours, opens and not ours, frozenset(partners)

    def _abroad(self, target: str) -> str:
        known = self._externals.get(target)
        return "foreign" if known is None or known.kind in _ABROAD else "external"


_ABROAD = ("country", "city", "foreign_area")
"""Kinds of places in externals.csv that lie in another country; the rest are areas of China."""


def _carried(clause: Clause, measures: list[Measure], terms: FoundTerms) -> tuple[Tag, ...]:
    """Primary strategy of the clause before in the same sentence, else of the nearest heading."""
    if measures and measures[-1].sentence == clause.sentence.span and measures[-1].tags:
        first = measures[-1].tags[0]
        return (Tag(first.strategy, round(first.score / 2, 2), first.terms),)
    for heading in clause.sentence.headings:
        if found := terms.tags(heading):
            return (Tag(found[0].strategy, round(found[0].score / 2, 2), found[0].terms),)
    return ()
