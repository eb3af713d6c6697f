"""What a term says of strategies, and how it stands in its clause."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from atlas.model import Span, StrategyId

_ENDS = re.compile(r"[^，。；：！？、“”《》\n,;]{0,8}?(?:[，。；：！？\n,;]|$)")
"""What goes on from the head of a clause to its end (…产业/高质量发展。)."""

_FIELD = re.compile(
    r"[^，。；：！？“”《》\n,;]{0,12}?(?:等|各|多|个|[^，。；等]{2})领域(?![，。；]|$)"
)
"""What goes on from a field that something is done in to what is done."""

_JOINS = frozenset("、和与及")

_STOPS = re.compile(r"[，。；：！？\n]")

_LONG_LIST = 40
"""Characters of a list within which what sums it up is looked for."""

TITLE = re.compile(r"《[^《》\n]{1,80}》")

Role = Literal["", "head", "item", "field", "name"]


class Said(NamedTuple):
    """What one wording says of one strategy; `within` where a longer term of another holds it."""

    strategy: StrategyId
    weight: float
    kind: str
    beside: str
    within: bool


@dataclass(slots=True)
class Found:
    """A term where it stands.

    `role` tells the head of a clause, a short item amid a list, a field that something is done in,
    and what stands inside a zone's name without ending it; `title` is true inside 《》.
    """

    start: int
    end: int
    words: str
    says: tuple[Said, ...]
    role: Role = ""
    title: bool = False


def inside(words: str, rows: Mapping[str, Sequence[Said]]) -> Iterator[Said]:
    """The most that shorter terms inside one say of strategies it says nothing of itself."""
    own = rows[words]
    if not any(said.weight for said in own):
        return
    strategies = {said.strategy for said in own}
    most: dict[tuple[StrategyId, str], Said] = {}
    for start in range(len(words)):
        for end in range(start + 2, len(words) + 1):
            for said in rows.get(words[start:end], ()):
                if said.strategy in strategies or not said.weight:
                    continue
                key = said.strategy, said.beside
                if key not in most or said.weight > most[key].weight:
                    most[key] = said._replace(within=True)
    yield from most.values()


class Ranges:
    """Ranges of a text in order, none sharing a character with another."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def around(self, start: int, end: int) -> Span | None:
        """The range that a term lies in."""
        if not self._starts:
            return None
        i = bisect_right(self._starts, start) - 1
        return self._spans[i] if i >= 0 and self._spans[i].end >= end else None

    def cut_by(self, start: int, end: int) -> bool:
        """Whether a term has one end inside a range and the other outside it."""
        i = bisect_right(self._starts, start) - 1
        if i >= 0 and self._spans[i].start < start < self._spans[i].end < end:
            return True
        i = bisect_left(self._starts, end) - 1
        return i >= 0 and start < self._spans[i].start < end < self._spans[i].end


def role_of(text: str, found: Sequence[Found], k: int, zones: Ranges) -> Role:
    """How the k-th term of a text stands in its clause; `zones` are ranges of zones' names."""
    start, end = found[k].start, found[k].end
    after = found[k + 1] if k + 1 < len(found) else None
    following = len(text) + 1 if after is None else after.start
    zone = zones.around(start, end)
    if (
        zone is not None
        and after is not None
        and following < zone.end
        and not all(said.beside for said in after.says)
    ):
        return "name"
    ends = _ENDS.match(text, end, end + 10)
    if ends is not None and following >= ends.end():
        return "head"
    if _FIELD.match(text, end, end + 20):
        return "field"
    amid = text[start - 1 : start] in _JOINS and text[end : end + 1] in _JOINS
    short = bool(start) and amid and end - start == 2
    return "item" if short or _exemplifies(text, found, k) else ""


def _exemplifies(text: str, found: Sequence[Found], k: int) -> bool:
    """Whether a term is an example of what its list is summed up as (石墨等[接续产业])."""
    end = found[k].end
    summed = text.find("等", end, end + _LONG_LIST)
    if summed < 0 or _STOPS.search(text, end, summed) is not None:
        return False
    for i in range(k + 1, min(len(found), k + 1 + _LONG_LIST)):
        other = found[i]
        if other.start > summed:
            near = other.start <= summed + 4 and not _STOPS.search(text, summed, other.start)
            return near and any(said.kind == "object" for said in other.says)
    return False
