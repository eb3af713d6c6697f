"""Figures of a brief with year, source and strength: of a place, or of all that is covered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from atlas.analysis.covered_sums import covered_figures
from atlas.analysis.reach import Selection
from atlas.contract.place import PlaceFigure
from atlas.export.brief import subject
from atlas.export.sources import source_in_words
from atlas.figures.place_payload import place_figures
from atlas.language import say
from atlas.model import Lang
from atlas.tables.records import Source


@dataclass
class Numbered:
    """Sources by number, in the order they are first pointed at, as (words, address)."""

    lang: Lang
    said: list[tuple[str, str]] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def mark(self, source: Source) -> str:
        """The number of a source as it stands in a text; a new source is added to the list."""
        if source.id not in self._numbers:
            self.said.append((source_in_words(source, self.lang), source.url))
            self._numbers[source.id] = len(self.said)
        return say("brief.cited", self.lang, number=self._numbers[source.id])


@dataclass(frozen=True, slots=True)
class Figure:
    """A row: the figure with its unit, its year, values side by side, who says so, what to mind."""

    label: str
    year: str
    values: tuple[str, ...]
    source: str
    weak: bool
    caveat: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of figures: what its values are of, its rows, and what to mind in reading them."""

    heads: tuple[str, ...]
    rows: tuple[Figure, ...]
    notes: str


def brief_figures(selection: Selection, sources: Numbered) -> Figures:
    """Figures of the place a brief is about, else sums over the units its measures reach."""
    lang, place = selection.query.lang, subject(selection)
    heads: tuple[str, ...]
    if place is None:
        heads = (say("brief.column_sum", lang), say("brief.column_share", lang))
        rows = tuple(_covered(selection, sources))
    else:
        found = place_figures(selection.document.catalogue, place, selection.query)
        others = tuple(dict.fromkeys(who for f in found for who, _ in f["compare"]))
        heads = (place.name(lang), *others)
        known = selection.document.catalogue.sources
        rows = tuple(_of_place(found, others, sources, known))
    notes = list(dict.fromkeys(row.caveat for row in rows if row.caveat))
    if any(row.weak for row in rows):
        notes.append(say("brief.weak_note", lang))
    return Figures(heads, rows, ("" if lang == "zh" else " ").join(notes))


def _of_place(
    found: Sequence[PlaceFigure],
    others: tuple[str, ...],
    sources: Numbered,
    known: Mapping[str, Source],
) -> Iterator[Figure]:
    for figure in found:
        beside = dict(figure["compare"])
        yield _figure(
            sources,
            label=figure["label"],
            unit=figure["unit"],
            year=figure["year"],
            values=(figure["value"], *(beside.get(who, "—") for who in others)),
            source=known[figure["source"]],
            caveat=figure["caveat"].strip(),
        )


def _covered(selection: Selection, sources: Numbered) -> Iterator[Figure]:
    lang = sources.lang
    for covered in covered_figures(selection):
        definition, source = covered.definition, covered.source
        yield _figure(
            sources,
            label=definition.name(lang),
            unit=definition.unit(lang),
            year=str(covered.year),
            values=(f"{covered.total:,.{definition.digits}f}", f"{covered.share:.1f}%"),
            source=source,
            caveat=definition.caveat(lang),
        )


def _figure(
    sources: Numbered,
    *,
    label: str,
    unit: str,
    year: str,
    values: tuple[str, ...],
    source: Source,
    caveat: str,
) -> Figure:
    lang, mark = sources.lang, sources.mark(source)
    strength = say(f"brief.strength_{source.strength}", lang) if source.strength else ""
    return Figure(
        say("brief.with_unit", lang, label=label, unit=unit),
        year,
        values,
        f"{strength} {mark}".strip(),
        source.strength == "weak",
        say("brief.caveat", lang, label=label, caveat=caveat) if caveat else "",
    )
