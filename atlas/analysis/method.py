"""How a document's links came about: by which relation, by which rule, with an example each."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from atlas.documents import ReadDocument
from atlas.model import RELATIONS, Relation, ZoneId
from atlas.review import BY_REVIEWER

DIRECT = {
    "explicit": "named",
    "zone": "zone-list",
    "class": "class-list",
    "pair": "paired-cities",
    "province": "province-default",
}
"""The plainest rule of each relation, which its example is taken from where there is one."""

RULES = (
    "named",
    "zone-list",
    "class-list",
    "province-named",
    "same-sentence",
    "section-subject",
    "document-subject",
    "province-default",
    "paired-cities",
    "reviewed",
)
"""Rules of `atlas.linking` in the order they are tried; pairs of cities come
beside what a rule before them found, a reviewer has the last word."""


@dataclass(frozen=True, slots=True)
class Way:
    """A relation or a rule: how many measures and counties come by it, and one reason that does.

    `example` is an index into the document's reasons, None where no reason stands on it.
    """

    name: str
    measures: int
    counties: int
    example: int | None


def relations_used(document: ReadDocument) -> list[Way]:
    """Every relation from strong to weak; one that the document does not use stays, at 0."""
    return [_relation(document, relation) for relation in RELATIONS]


def _relation(document: ReadDocument, relation: Relation) -> Way:
    own = [i for i in document.in_force if document.reasons[i].relation == relation]
    plain = [i for i in own if document.reasons[i].rule == DIRECT[relation]]
    return _way(document, relation, own, plain or own)


def rules_used(document: ReadDocument) -> list[Way]:
    """Every rule in the order of trying, those that found nothing at 0; of a reviewed document last
    what its reviewers added.
    """
    rules = (*RULES, BY_REVIEWER) if document.reviewed else RULES
    found: dict[str, list[int]] = {rule: [] for rule in rules}
    for i in document.in_force:
        found.get(document.reasons[i].rule, []).append(i)
    return [_way(document, rule, own, own) for rule, own in found.items()]


def _way(document: ReadDocument, name: str, own: list[int], examples: list[int]) -> Way:
    reasons = [document.reasons[i] for i in own]
    # The longest words make the clearest example: a name, not one character of it in a pair.
    clearest = max(examples, key=lambda i: len(document.reasons[i].surface), default=None)
    return Way(
        name,
        len({r.measure for r in reasons}),
        len({county for r in reasons for county in r.counties}),
        clearest,
    )


def zone_measures(document: ReadDocument) -> dict[ZoneId, int]:
    """How many measures go through each zone that the document names."""
    reasons = (document.reasons[i] for i in document.in_force)
    pairs = {(r.zone, r.measure) for r in reasons if r.zone}
    return dict(Counter(zone for zone, _ in pairs if zone))


def wilson_interval(right: int, of: int) -> tuple[float, float]:
    """95 % interval of a share by Wilson's score, which holds for few cases and near 100 %.

    With no case at all nothing is known: 0 to 1.
    """
    if of == 0:
        return 0.0, 1.0
    z, share = 1.96, right / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)
