"""What a reader should know of how a name was read, of two kinds that are kept apart.

In a close call the words may be another place as well, or an ordinary word. Where something in the
text spoke for one of them the mention says which others it was preferred over, and why; where
nothing did there is an issue row instead. Nothing fits where no table holds the name at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from atlas.catalogue import Catalogue
from atlas.language import say
from atlas.model import Issue, Lang, Mention
from atlas.reading.gazetteer import readings_of_names

CLOSE_CALL, NOTHING_FITS = "close_call", "nothing_fits"

WORD = "word"
"""Stands among the readings of a name that is an ordinary word too."""

_BECAUSE: Mapping[str, str] = {
    "named": "province",
    "named-in-province": "province",
    "after-province": "owner",
    "named-outside": "owner",
    "outside": "elsewhere",
    "listed": "listed",
    "listed-together": "listed",
    "listed-outside": "listed",
    "same-prefecture": "city",
    "as-before": "before",
    "used-as-place": "used",
    "acts-as-place": "acts",
}
"""Rule of a mention → key of what spoke for it."""

_OF_ISSUES: Mapping[str, str] = {
    "ambiguous_place": CLOSE_CALL,
    "unmatched_place": NOTHING_FITS,
}


def preferred_over(mention: Mention, catalogue: Catalogue) -> tuple[str, ...]:
    """What else the words of a mention may stand for: codes, or `WORD`. None for most."""
    if mention.rule not in _BECAUSE or mention.kind in ("zone", "class"):
        return ()
    readings = _readings(catalogue).get(mention.surface, ())
    return tuple(reading for reading in readings if reading not in mention.targets)


def why_preferred(mention: Mention, catalogue: Catalogue, lang: Lang) -> str:
    """Which readings a mention was preferred over and why, in one sentence; empty where none."""
    over = preferred_over(mention, catalogue)
    if not over:
        return ""
    return say(
        "reading.caution_close_call",
        lang,
        value=mention.surface,
        chosen=_named(mention.targets, catalogue, lang),
        others=_named(over, catalogue, lang),
        why=say(f"reading.because_{_BECAUSE[mention.rule]}", lang),
    )


def caution_of(issue: Issue) -> str:
    """Which of the two an issue of a name is; empty for any other issue."""
    return _OF_ISSUES.get(issue.type, "")


@lru_cache(maxsize=4)
def _readings(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """Wording → what it may stand for, of those that may stand for several things."""
    found: dict[str, tuple[str, ...]] = {}
    for surface, aliases in readings_of_names(catalogue).items():
        words = [WORD] if any(alias.context == "cue" for alias in aliases) else []
        readings = tuple(dict.fromkeys([*(alias.target for alias in aliases), *words]))
        if len(readings) > 1:
            found[surface] = readings
    return found


def _named(targets: tuple[str, ...], catalogue: Catalogue, lang: Lang) -> str:
    return say("reading.caution_or", lang).join(_name(one, catalogue, lang) for one in targets)


def _name(target: str, catalogue: Catalogue, lang: Lang) -> str:
    """A unit under its prefecture or its province, so that namesakes are told apart."""
    if target == WORD:
        return say("reading.caution_word", lang)
    places, externals = catalogue.places, catalogue.externals
    unit = places.get(target) or externals.get(target)
    if unit is None:
        return target
    over = places.get(places[target].parent or "") if target in places else None
    if target in externals and target[2:] != "0000":
        over_outside = externals.get(f"{target[:2]}0000")
        owner = over_outside.name(lang) if over_outside is not None else ""
    else:
        owner = over.name(lang) if over is not None and over.level == "prefecture" else ""
    if not owner:
        return unit.name(lang)
    return say("reading.caution_within", lang, unit=unit.name(lang), owner=owner)
