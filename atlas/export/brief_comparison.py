"""Two documents side by side as a brief tells of them: pairs, then what stands in one alone."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.analysis.comparison.findings import agreement_said, reachable_said
from atlas.analysis.comparison.taking_up import STATES, Said
from atlas.analysis.reach import Selection
from atlas.export.pair_rows import compared_with
from atlas.language import listing, say
from atlas.model import Lang


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """A heading with pairs (both wordings, and why they are one), or with measures of one alone."""

    title: str
    pairs: tuple[tuple[str, str, str], ...] = ()
    alone: tuple[str, ...] = ()


def brief_comparison(selection: Selection) -> tuple[str, tuple[ComparedPart, ...]]:
    """What can be taken up, and the parts of the comparison; nothing where none is asked for."""
    compared = compared_with(selection)
    if compared is None:
        return "", ()
    lang, meaning, documents = selection.query.lang, compared.meaning, compared.documents
    parts = []
    for state in STATES:
        said = meaning.of_state(state)
        pairs = tuple(
            (
                one.words(0),
                one.words(1),
                _why(one, lang),
            )
            for one in said
        )
        parts.append(ComparedPart(say(f"compare.{state}", lang, n=len(said)), pairs))
    for document, alone in zip(documents, meaning.alone, strict=True):
        name = document.record.title(lang)
        title = say("compare.only_document", lang, name=name, n=len(alone))
        parts.append(ComparedPart(title, alone=tuple(document.statement(m, lang) for m in alone)))
    shown = tuple(part for part in parts if part.pairs or part.alone)
    return reachable_said(compared, selection.query), shown


def _why(one: Said, lang: Lang) -> str:
    """Why two measures are one, and what the one says beyond the other."""
    said = [agreement_said(one.pair, lang)]
    for key, words in (("adds", one.added), ("leaves_out", one.left_out)):
        if words:
            listed = listing([part.words for part in words], lang)
            said.append(f"{say(f'compare.{key}', lang)}{say('place.colon', lang)}{listed}")
    return say("query.join", lang).join(said)
