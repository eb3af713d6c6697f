"""What the reader asked to see: one vocabulary for sidebar, address, API and command line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, Final, Literal, get_args
from urllib.parse import urlencode

import numpy as np
import pandas as pd

from atlas.catalogue import Catalogue
from atlas.language import listing, say
from atlas.link_codes import LinkCodes
from atlas.model import (
    BASES,
    LANGS,
    RELATIONS,
    Adcode,
    Basis,
    Lang,
    MeasureId,
    Relation,
    StrategyId,
)
from atlas.safe_text import shown, without_unseen
from atlas.search import search_terms, texts_with_all

MapLevel = Literal["county", "prefecture"]
Count = Literal["strategies", "measures", "zones"]
Inherited = Literal["with", "without"]

LEVELS: Final[tuple[MapLevel, ...]] = get_args(MapLevel)
COUNTS: Final[tuple[Count, ...]] = get_args(Count)
LOCAL: Final[tuple[Relation, ...]] = ("explicit", "zone", "class")
"""Relations shown unless asked otherwise; province-wide links reach every county alike."""
TEXT_LIMIT: Final = 200
"""Characters of search text taken; nobody types more, and a longer address is not meant for us."""

MOST_YEARS: Final = 2
"""Years shown at once: one, or two set against each other."""

FIELDS: Final[dict[str, str]] = {
    "lang": "lang",
    "doc": "doc",
    "against": "against",
    "theme": "themes",
    "strategy": "strategies",
    "relation": "relations",
    "basis": "bases",
    "place": "places",
    "level": "level",
    "count": "count",
    "inherited": "inherited",
    "q": "text",
    "measure": "measures",
    "indicator": "indicator",
    "year": "years",
    "kind": "kinds",
}
"""Parameter in the address → field of `Query`, in the order they are written."""

NOT_OURS: Final = ("embed", "embed_options")
"""Parameters that belong to the server, not to the query; `utm_…` is left alone as well."""

SHOWN_HOW: Final = ("lang", "against", "level", "count", "indicator", "year", "kind")
"""Parameters that say how a page shows its answer; the others narrow what is shown."""

_MEASURE: Final = re.compile(r"m-[0-9a-f]{8}")
_KEPT: Final = re.compile(r"d-(?:[0-9a-f]{16}){1,2}")

Params = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Query:
    """What the reader asked to see; the same in sidebar, URL, API and command line.

    `against` is a second document set beside `doc`. `indicator` and `years` choose the figures a
    page shows (no year: the newest that is complete), `kinds` the kinds of cooperation. Empty
    means none, or the page's own choice.
    """

    lang: Lang = "zh"
    doc: str = "plan-2026"
    against: str = ""
    themes: tuple[str, ...] = ()
    strategies: tuple[StrategyId, ...] = ()
    relations: tuple[Relation, ...] = LOCAL
    bases: tuple[Basis, ...] = ()
    places: tuple[Adcode, ...] = ()
    level: MapLevel = "county"
    count: Count = "strategies"
    inherited: Inherited = "with"
    text: str = ""
    measures: tuple[MeasureId, ...] = ()
    indicator: str = ""
    years: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @classmethod
    def from_params(cls, params: Params, catalogue: Catalogue) -> tuple[Query, tuple[str, ...]]:
        """Read the parameters of an address.

        Returns the query and what was dropped, as `name=value` cut to a readable length. Nothing
        unknown is an error, and nothing unknown is silently kept.
        """
        allowed = allowed_values(catalogue)
        found: dict[str, Any] = {}
        dropped: list[str] = []
        for name, given in params.items():
            values = [given] if isinstance(given, str) else list(given)
            if name in NOT_OURS or name.startswith("utm_"):
                continue
            if name not in FIELDS:
                dropped += [_shown(name, value) for value in values[:1]]
                continue
            if name == "q":
                # Searches given one by one are one search, and the limit is on the whole.
                typed, unseen = without_unseen(" ".join(values))
                values = [" ".join(typed.split())]
                dropped += [_shown(name, unseen)] if unseen else []
            kept: list[str] = []
            for value in values:
                ok = _known(name, value, allowed.get(name))
                if ok and value in kept:
                    continue
                if ok and not (name == "year" and len(kept) == MOST_YEARS):
                    kept.append(value)
                else:
                    dropped.append(_shown(name, value))
            if kept and isinstance(getattr(_DEFAULT, FIELDS[name]), tuple):
                order = allowed.get(name)
                found[FIELDS[name]] = tuple(sorted(kept, key=order.index) if order else kept)
            elif kept:
                found[FIELDS[name]] = kept[-1]
        return cls(**found), tuple(dropped)

    def to_params(self) -> dict[str, list[str]]:
        """Parameters of the shortest address that means this query: defaults are left out."""
        params: dict[str, list[str]] = {}
        for name, field in FIELDS.items():
            value = getattr(self, field)
            if value != getattr(_DEFAULT, field):
                params[name] = list(value) if isinstance(value, tuple) else [value]
        return params

    def address(self, page: str = "", **patch: Sequence[str] | str) -> str:
        """Relative address of a page showing this query, with some parameters replaced."""
        params = self.to_params()
        for name, value in patch.items():
            params[name] = [value] if isinstance(value, str) else list(value)
        query = urlencode({k: v for k, v in params.items() if v}, doseq=True)
        return f"{page}?{query}" if query else page or "?"

    def patched(self, patch: Params, catalogue: Catalogue) -> tuple[Query, tuple[str, ...]]:
        """The query after a reader changed some parameters; the rest stays."""
        return Query.from_params({**self.to_params(), **dict(patch)}, catalogue)

    def without(self, *names: str) -> Query:
        """This query with the named parameters back at their defaults."""
        return replace(self, **{FIELDS[n]: getattr(_DEFAULT, FIELDS[n]) for n in names})

    @property
    def terms(self) -> tuple[str, ...]:
        """Words of the search text, as jieba cuts them."""
        return search_terms(self.text)

    @property
    def filtered(self) -> bool:
        """Whether any part narrows what is shown; `SHOWN_HOW` does not."""
        return self.without(*SHOWN_HOW) != _DEFAULT

    def apply(self, links: pd.DataFrame, *, ignore: tuple[str, ...] = ()) -> pd.DataFrame:
        """Rows of a link table (`documents.LINK_COLUMNS`) that the query asks for.

        `ignore` names parameters to leave out of account, as a facet's own counts need.
        """
        return links[self.mask(links, ignore=ignore)]

    def mask(self, links: pd.DataFrame, *, ignore: tuple[str, ...] = ()) -> np.ndarray:
        """Boolean array, one per link row, of what the query asks for."""
        return joined(self.masks(LinkCodes(links)), len(links), ignore=ignore)

    def masks(self, links: LinkCodes) -> dict[str, np.ndarray]:
        """What `mask` is made of: one boolean array for each parameter that narrows the rows."""
        masks: dict[str, np.ndarray] = {}
        for name, values in (
            ("theme", self.themes),
            ("relation", self.relations),
            ("basis", self.bases),
        ):
            if values:
                masks[name] = links.hold(name, values)
        if self.strategies:
            tagged = [links.plain(strategy) for strategy in self.strategies]
            masks["strategy"] = np.logical_or.reduce(tagged)
        if self.inherited == "without":
            masks["inherited"] = ~links.plain("inherited")
        if self.places:
            levels = ("county", "prefecture", "province", "place")
            masks["place"] = np.logical_or.reduce([links.hold(n, self.places) for n in levels])
        if self.text:
            found = texts_with_all(links.values("text"), self.terms)
            masks["q"] = found[links.codes("text")]
        return masks

    def clauses(self, catalogue: Catalogue) -> list[tuple[str, str]]:
        """Parts of the filter in words, as (parameter, words), for the sentence and the chips."""
        lang = self.lang
        names = labels(catalogue, lang)
        parts = []
        for name in ("theme", "strategy", "relation", "basis", "place"):
            values = getattr(self, FIELDS[name])
            if values and values != getattr(_DEFAULT, FIELDS[name]):
                said = listing([names[name][v] for v in values], lang)
                parts.append((name, say(f"query.{name}", lang, values=said)))
        if self.inherited == "without":
            parts.append(("inherited", say("query.inherited", lang)))
        if self.text:
            parts.append(("q", say("query.q", lang, values=self.text)))
        return parts

    def describe(self, catalogue: Catalogue) -> str:
        """The filter in force as one sentence in the reader's language."""
        said = [words for _, words in self.clauses(catalogue)]
        if not said:
            return say("query.all", self.lang)
        joined = say("query.join", self.lang).join(said)
        return say("query.sentence", self.lang, parts=joined)


_DEFAULT: Final = Query()
DEFAULT: Final = _DEFAULT


def joined(
    masks: Mapping[str, np.ndarray], rows: int, *, ignore: tuple[str, ...] = ()
) -> np.ndarray:
    """Rows that every mask keeps, those of the parameters in `ignore` left out of account."""
    kept = [mask for name, mask in masks.items() if name not in ignore]
    result: np.ndarray = np.logical_and.reduce([np.ones(rows, dtype=bool), *kept])
    return result


# Asked for several times in every run of the script.
@cache
def allowed_values(catalogue: Catalogue) -> dict[str, list[str]]:
    """Values each listed parameter may take, in the order they are shown."""
    return {
        "lang": list(LANGS),
        "doc": list(catalogue.documents),
        "against": list(catalogue.documents),
        "theme": list(catalogue.themes),
        "strategy": list(catalogue.strategies),
        "relation": list(RELATIONS),
        "basis": list(BASES),
        "place": list(catalogue.places),
        "level": list(LEVELS),
        "count": list(COUNTS),
        "inherited": list(get_args(Inherited)),
        "indicator": list(catalogue.indicator_definitions),
        "year": sorted({str(y) for y in catalogue.indicators["year"].dropna().unique()}),
        "kind": list(dict.fromkeys(catalogue.cooperation["kind"])),
    }


def labels(catalogue: Catalogue, lang: Lang) -> dict[str, dict[str, str]]:
    """Names of every listed value, keyed parameter → value."""
    return {
        "theme": {
            t.id: t.name_zh if lang == "zh" else t.name_en for t in catalogue.themes.values()
        },
        "strategy": {s.id: s.name(lang) for s in catalogue.strategies.values()},
        "relation": {r: say(f"query.relation_{r}", lang) for r in RELATIONS},
        "basis": {b: say(f"query.basis_{b}", lang) for b in BASES},
        "place": {p.adcode: p.name(lang) for p in catalogue.places.values()},
    }


def _known(name: str, value: str, allowed: list[str] | None) -> bool:
    """Whether a parameter may have a value.

    Ids of measures and of readers' documents are only held to their form: whoever looks them up
    says when they are not there.
    """
    if name == "q":
        return len(value) <= TEXT_LIMIT
    if name == "measure":
        return _MEASURE.fullmatch(value) is not None
    ours = name in ("doc", "against") and _KEPT.fullmatch(value) is not None
    return ours or value in (allowed or ())


def _shown(name: str, value: str) -> str:
    text = shown(f"{name[:24]}={value[:60]}")
    whole = len(text) <= 60 and len(value) <= 60
    return text if whole else f"{text[:48]}… ({len(value)})"


assert {f.name for f in fields(Query)} == set(FIELDS.values())
