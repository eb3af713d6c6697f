"""Every known wording of every place in one automaton, and where they stand in a text.

The rows are `data/aliases.csv`, the full names of `data/externals.csv`, and the covers of
`data/contexts.csv`: words that look like a place and are none (a lake, a firm, an ordinary word).
The longest wording at the leftmost place wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from atlas.catalogue import Catalogue
from atlas.reading.automaton import automaton
from atlas.tables.records import Alias, ContextKind

CHARACTERS = ("char", "weak-char")
"""Types of one-character names, read only in runs; a weak one is a common word as well."""


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A known wording with every row it may stand for: `ours`, and `theirs` outside the province.

    A cover has no rows; `says` tells what it is instead. `full` is true for a unit's full name,
    `prefecture` where one of its rows is a prefecture, which every reader knows, and `zone` for a
    zone's or a class's.
    """

    surface: str
    aliases: tuple[Alias, ...]
    ours: tuple[Alias, ...] = ()
    theirs: tuple[Alias, ...] = ()
    full: bool = False
    prefecture: bool = False
    zone: bool = False
    says: str = ""


class Hit(NamedTuple):
    """A known wording in a text."""

    start: int
    end: int
    name: Name

    @property
    def aliases(self) -> tuple[Alias, ...]:
        """Every row the wording may stand for."""
        return self.name.aliases

    @property
    def covered(self) -> bool:
        """Whether the words are known to be no place."""
        return not self.name.aliases


class Gazetteer:
    """Names and their contexts, compiled once for a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.characters = _characters(catalogue.aliases)
        names = {
            surface: self._name(surface, aliases)
            for surface, aliases in readings_of_names(catalogue).items()
        }
        found = {surface: (len(surface), name) for surface, name in names.items()}
        for wording, name in _run_together(names):
            found[wording] = len(name.surface), name
        for wording, name in self._widened(names):
            found[wording] = len(wording), name
        for context in catalogue.contexts:
            if context.kind == "cover":
                name = Name(context.surface, (), says=context.says)
                found[context.surface] = len(context.surface), name
        self._automaton = automaton(found, (term.term for term in catalogue.terms))

    def _name(self, surface: str, aliases: tuple[Alias, ...]) -> Name:
        places = self.catalogue.places
        units = [places[alias.target] for alias in aliases if alias.target in places]
        return Name(
            surface,
            aliases,
            ours=tuple(alias for alias in aliases if alias.kind != "external"),
            theirs=tuple(alias for alias in aliases if alias.kind == "external"),
            full=any(alias.type == "full" for alias in aliases),
            prefecture=any(unit.level == "prefecture" for unit in units),
            zone=any(alias.kind in ("zone", "class") for alias in aliases),
        )

    def _widened(self, names: dict[str, Name]) -> Iterator[tuple[str, Name]]:
        """Names of zones with a rank written before what they are (甲乙国家级试验区)."""
        for row in self.catalogue.contexts:
            if row.kind != "zone_tail":
                continue
            tail = re.compile(f"(?<=..)(?:{row.pattern})$")
            for surface, name in names.items():
                match = tail.search(surface) if name.zone else None
                if match is None:
                    continue
                for inserted in row.says.split("|"):
                    wording = surface[: match.start()] + inserted + match.group()
                    if wording not in names:
                        yield wording, name

    def find(self, text: str) -> list[Hit]:
        """Wordings in the text, left to right, none overlapping another."""
        hits = [
            Hit(last + 1 - length, last + 1, name)
            for last, (length, name) in self._automaton.iter_long(text)
        ]
        spread = sorted(self._spread(text), key=lambda hit: (hit.start, -hit.end))
        if not spread:
            return hits
        apart: list[Hit] = []
        for hit in spread:
            if not apart or hit.start >= apart[-1].end:
                apart.append(hit)
        return _prefer(apart, hits)

    def _spread(self, text: str) -> Iterator[Hit]:
        """Names whose two halves may stand apart (哈大齐…科创走廊)."""
        for pattern, name in self._gaps:
            for match in pattern.finditer(text):
                yield Hit(match.start(), match.end(), name)

    @cached_property
    def river_names(self) -> frozenset[str]:
        """Names of places that a river has too."""
        rows = (row for row in self.catalogue.contexts if row.kind == "after")
        return frozenset(row.surface for row in rows if row.says == "river") - {"*"}

    @cached_property
    def _gaps(self) -> tuple[tuple[re.Pattern[str], Name], ...]:
        rows = (alias for alias in self.catalogue.aliases if "…" in alias.surface)
        made = []
        for alias in rows:
            head, tail = alias.surface.split("…")
            pattern = rf"{re.escape(head)}[^，,。；;：:！!？?\n]{{0,12}}?{re.escape(tail)}"
            made.append((re.compile(pattern), self._name(alias.surface, (alias,))))
        return tuple(made)

    @cached_property
    def thing_after(self) -> dict[str, re.Pattern[str]]:
        """For a name (or *), what right after it makes it part of something else."""
        return self._patterns("after", "")

    @cached_property
    def word_before(self) -> dict[str, re.Pattern[str]]:
        """For a name, what right before it makes it part of an ordinary word."""
        return self._patterns("before", "$")

    @cached_property
    def cue_after(self) -> re.Pattern[str]:
        """What right after a doubtful name says that it is a place."""
        return self._patterns("cue_after", "")["*"]

    @cached_property
    def list_after(self) -> re.Pattern[str]:
        """What right after a list of names sums it up as firms or stations."""
        return self._patterns("list_after", "")["*"]

    @cached_property
    def units_after(self) -> re.Pattern[str]:
        """What right after a list of names sums it up as units."""
        return self._patterns("units_after", "")["*"]

    @cached_property
    def acts_after(self) -> re.Pattern[str]:
        """What right after a name makes it the subject of an action."""
        return self._patterns("acts_after", "")["*"]

    @cached_property
    def acts_before(self) -> re.Pattern[str]:
        """What right before a name lets it be the subject or the object of an action."""
        return self._patterns("acts_before", "")["*"]

    @cached_property
    def line_after(self) -> re.Pattern[str]:
        """What right after any name, a unit's full one too, makes it one end of a line."""
        return self._patterns("after", "", says="line")["*"]

    @cached_property
    def frame(self) -> re.Pattern[str]:
        """What may stand between a unit and another in it that it only says the place of."""
        return self._patterns("between", "")["*"]

    @cached_property
    def lies_before(self) -> re.Pattern[str] | None:
        """What right before a name makes it the place where the unit named before it lies."""
        return self._patterns("lies_before", "").get("*")

    @cached_property
    def lies_after(self) -> re.Pattern[str] | None:
        """What right after a list makes it the neighbours of the unit named before it."""
        return self._patterns("lies_after", "").get("*")

    @cached_property
    def full_names(self) -> frozenset[str]:
        """Full names of units here and outside, each with its 市, 县 or 区."""
        ours = {place.name_zh for place in self.catalogue.places.values()}
        return frozenset(ours | {unit.name_zh for unit in self.catalogue.externals.values()})

    @cached_property
    def own_lists(self) -> frozenset[str]:
        """Wordings of a class that are meant of the units named before them (五常…县域)."""
        return frozenset(row.surface for row in self.catalogue.aliases if row.type == "own")

    def _patterns(
        self, kind: ContextKind, end: str, says: str | None = None
    ) -> dict[str, re.Pattern[str]]:
        parts: dict[str, list[str]] = {}
        for row in self.catalogue.contexts:
            if row.kind == kind and says in (None, row.says):
                parts.setdefault(row.surface, []).append(f"(?:{row.pattern}){end}")
        return {
            surface: re.compile("|".join(alternatives)) for surface, alternatives in parts.items()
        }


def _run_together(names: dict[str, Name]) -> Iterator[tuple[str, Name]]:
    """Wordings in which a class is meant though a unit outside comes first (振[兴县]域, 兴县)."""
    classes = [n for n in names.values() if len(n.surface) == 2 and n.ours and n.zone]
    for name in names.values():
        if len(name.surface) == 2 and name.full and not name.ours:
            for other in classes:
                if name.surface[-1] == other.surface[0]:
                    yield name.surface + other.surface[1:], other


def _prefer(wide: list[Hit], hits: list[Hit]) -> list[Hit]:
    """Both lists in order, without the hits that share a character with a wide one."""
    kept, i = [], 0
    for hit in hits:
        while i < len(wide) and wide[i].end <= hit.start:
            i += 1
        if i == len(wide) or hit.end <= wide[i].start:
            kept.append(hit)
    return sorted(kept + wide, key=lambda hit: hit.start)


def readings_of_names(catalogue: Catalogue) -> dict[str, tuple[Alias, ...]]:
    """Surface → the rows it may stand for, names of other provinces' units among them."""
    named: dict[str, list[Alias]] = {}
    for alias in catalogue.aliases:
        if alias.type not in (*CHARACTERS, "gap"):
            named.setdefault(alias.surface, []).append(alias)
    # 郊区 is an everyday word for suburbs: only the alias that asks for its city is kept.
    asking = {a.surface for a in catalogue.aliases if a.context == "parent"}
    for external in catalogue.externals.values():
        if external.id.isdigit() and external.name_zh not in asking:
            row = Alias(external.name_zh, external.id, "external", "full")
            named.setdefault(row.surface, []).append(row)
    return {surface: tuple(aliases) for surface, aliases in named.items()}


def _characters(aliases: tuple[Alias, ...]) -> dict[str, tuple[Alias, ...]]:
    """One-character short names, those that need a neighbour first."""
    found: dict[str, list[Alias]] = {}
    for alias in aliases:
        if alias.type in CHARACTERS:
            found.setdefault(alias.surface, []).append(alias)
    return {
        character: tuple(sorted(rows, key=lambda alias: not alias.context))
        for character, rows in found.items()
    }
