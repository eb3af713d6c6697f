"""Figures of a brief with year, source and strength: of a place, or of all that is covered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from atlas.analysis.covered import covered_figures
from atlas.analysis.reach import Selection
from atlas.export.brief import subject
from atlas.export.sources import source_in_words
from atlas.figures.place_payload import place_payload
from atlas.language import say
from atlas.model import Lang


@dataclass
class Numbered:
    """Sources by number, in the order they are first pointed at, as (words, address)."""

    lang: Lang
    said: list[tuple[str, str]] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def mark(self, words: str, url: str) -> str:
        """The number of a source as it stands in a text; a new source is added to the list."""
        if words not in self._numbers:
            self.said.append((words, url))
            self._numbers[words] = len(self.said)
        return say("brief.cited", self.lang, number=self._numbers[words])


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
    if place is None:
        heads = (say("brief.column_sum", lang), say("brief.column_share", lang))
        rows = tuple(_covered(selection, sources))
    else:
        found = place_payload(selection)["figures"]
        others = tuple(dict.fromkeys(who for f in found for who, _ in f["compare"]))
        heads = (place.name(lang), *others)
        rows = tuple(_of_place(found, others, sources))
    notes = list(dict.fromkeys(row.caveat for row in rows if row.caveat))
    if any(row.weak for row in rows):
        notes.append(say("brief.weak_note", lang))
    return Figures(heads, rows, ("" if lang == "zh" else " ").join(notes))


def _of_place(
    found: list[dict[str, Any]], others: tuple[str, ...], sources: Numbered
) -> Iterator[Figure]:
    for figure in found:
        beside = dict(figure["compare"])
        words = f"{figure['source']} {figure['url']}".strip()
        yield _figure(
            sources,
            label=figure["label"],
            unit=figure["unit"],
            year=figure["year"],
            values=(figure["value"], *(beside.get(who, "—") for who in others)),
            source=(words, figure["url"]),
            strength=figure["strength"],
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
            source=(source_in_words(source, lang), source.url),
            strength=source.strength,
            caveat=definition.caveat(lang),
        )


def _figure(
    sources: Numbered,
    *,
    label: str,
    unit: str,
    year: str,
    values: tuple[str, ...],
    source: tuple[str, str],
    strength: str,
    caveat: str,
) -> Figure:
    lang, mark = sources.lang, sources.mark(*source)
    strong = say(f"brief.strength_{strength}", lang) if strength else ""
    return Figure(
        say("brief.with_unit", lang, label=label, unit=unit),
        year,
        values,
        f"{strong} {mark}".strip(),
        strength == "weak",
        say("brief.caveat", lang, label=label, caveat=caveat) if caveat else "",
    )
