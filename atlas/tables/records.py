"""Rows of `data/` that are not nouns of the model: what a table says, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from atlas.model import Adcode, Lang, MentionKind, StrategyId

Strength = Literal["strong", "weak", ""]
HowRead = Literal["list", "transcription", "excerpt", "count", "named", "derived", "unread", ""]
Confidence = Literal["high", "medium", "low", ""]
ChangeKind = Literal["percent", "difference"]
ContextKind = Literal[
    "after",
    "before",
    "cue_after",
    "cue_before",
    "acts_after",
    "acts_before",
    "list_after",
    "units_after",
    "between",
    "lies_before",
    "lies_after",
    "stands_for",
    "ranks_after",
    "speaks_for",
    "carries",
    "zone_tail",
    "cover",
]


@dataclass(frozen=True, slots=True)
class Source:
    """Who says a fact, where, and on what terms.

    `strength` tells how figures may be shown: strong ones as they are, weak ones with a word
    about their chain; empty for sources that no figure comes from. `how_read` and `confidence` tell
    how the members of a zone were had from it; empty for sources that no list comes from.
    """

    id: str
    title: str
    publisher: str
    year: str
    url: str
    terms: str
    strength: Strength = ""
    how_read: HowRead = ""
    confidence: Confidence = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """An example question, the page that answers it and what that page is asked, as a query."""

    order: str
    text_zh: str
    text_en: str
    page: str
    parameters: str

    def text(self, lang: Lang) -> str:
        """The question in the reader's language."""
        return self.text_zh if lang == "zh" else self.text_en


@dataclass(frozen=True, slots=True)
class Theme:
    """A section of the plan; `heading` is the source's own above it, empty where it has none."""

    id: str
    name_zh: str
    name_en: str
    heading_zh: str
    heading_en: str

    def name(self, lang: Lang) -> str:
        """Short label in the reader's language."""
        return self.name_zh if lang == "zh" else self.name_en

    def heading(self, lang: Lang) -> str:
        """Heading in the reader's language."""
        return self.heading_zh if lang == "zh" else self.heading_en


@dataclass(frozen=True, slots=True)
class Alias:
    """A wording that stands for a place, zone, class or partner; `context` narrows where."""

    surface: str
    target: str
    kind: MentionKind
    type: str = ""
    context: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What words around a name say about it: with them it is a station, a firm, a river.

    `surface` is the name it applies to, * for any. `pattern` is a regular expression that must
    match right after the name (`after`, `cue_after`, `acts_after`), after the list it stands in
    (`list_after`, `lies_after`) or right before it (`before`, `cue_before`, `acts_before`,
    `lies_before`); a `cover` has none: its surface is a name of its own that hides shorter ones.
    `says` is what the words are instead of the place, or `place` for a cue.
    """

    kind: ContextKind
    surface: str
    pattern: str
    says: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A regular expression that says what the words it matches do, such as open an action."""

    role: str
    pattern: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class External:
    """A place or region outside the province; `lon` and `lat` are degrees where it has a point."""

    id: str
    name_zh: str
    name_en: str
    kind: str
    lon: float | None = None
    lat: float | None = None
    note: str = ""

    def name(self, lang: Lang) -> str:
        """Label in the reader's language."""
        return self.name_zh if lang == "zh" else self.name_en


@dataclass(frozen=True, slots=True)
class Term:
    """A wording that says a measure serves a strategy, and how strongly.

    `kind` is object, what an action is done to and enough by itself; topic, a general word that
    needs others; name, part of a name, never enough; none, which hides the wordings inside it.
    With `beside` it counts only in a measure that names a unit of another province (`external`)
    or another country (`foreign`).
    """

    strategy: StrategyId
    term: str
    weight: float
    kind: str
    beside: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A reviewed answer to what the rules get wrong in one measure, with its reason.

    `measure` is the measure's words, or its id.
    """

    measure: str
    action: str
    value: str
    reason_zh: str
    reason_en: str
    reviewer: str = ""
    date: str = ""

    def reason(self, lang: Lang) -> str:
        """Why, in the reader's language."""
        return self.reason_zh if lang == "zh" else self.reason_en


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One clause of the restated plan; rows with the same `sentence` are one sentence."""

    order: int
    theme: str
    sentence: int
    text_zh: str
    text_en: str
    source_paragraph: int
    source_sentence: int

    def text(self, lang: Lang) -> str:
        """The clause in the reader's language."""
        return self.text_zh if lang == "zh" else self.text_en


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document: its title, who published it, and in one line where its text comes from."""

    id: str
    title_zh: str
    title_en: str
    publisher_zh: str
    publisher_en: str
    date: str
    source: str
    origin_zh: str = ""
    origin_en: str = ""
    note_zh: str = ""
    note_en: str = ""

    def origin(self, lang: Lang) -> str:
        """Where the text comes from, in the reader's language."""
        return self.origin_zh if lang == "zh" else self.origin_en

    def title(self, lang: Lang) -> str:
        """Title in the reader's language."""
        return self.title_zh if lang == "zh" else self.title_en


@dataclass(frozen=True, slots=True)
class IndicatorDefinition:
    """What an indicator counts, its unit, the decimals to show, and the word of caution it needs.

    `group` is where a reader finds it; `change` tells how two years are set against each other:
    in percent of the earlier figure, or as their difference. `adds_up` holds for census counts
    whose county figures sum to the prefecture and the province.
    """

    id: str
    group: str
    name_zh: str
    name_en: str
    unit_zh: str
    unit_en: str
    digits: int
    change: ChangeKind
    adds_up: bool
    caveat_zh: str = ""
    caveat_en: str = ""

    def name(self, lang: Lang) -> str:
        """Label in the reader's language."""
        return self.name_zh if lang == "zh" else self.name_en

    def unit(self, lang: Lang) -> str:
        """Unit in the reader's language."""
        return self.unit_zh if lang == "zh" else self.unit_en

    def caveat(self, lang: Lang) -> str:
        """Word of caution in the reader's language, empty where none is needed."""
        return self.caveat_zh if lang == "zh" else self.caveat_en


@dataclass(frozen=True, slots=True)
class OtherUnit:
    """A unit that figures are reported for and that is no place of the map.

    `kind` is abolished (its `successor` is today's unit) or statistical.
    """

    adcode: Adcode
    name_zh: str
    name_en: str
    kind: str
    parent: Adcode
    successor: Adcode | None
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Incomparable:
    """Two spans of years whose figures are not like for like, and why.

    Where both are the same year, a unit's figure of that year is not like other units'.
    `indicator` and `adcode` are None where the rule holds for every one. A span is (first year,
    last year), both counted; None is open.
    """

    indicator: str | None
    adcode: Adcode | None
    earlier: tuple[int | None, int]
    later: tuple[int, int | None]
    reason_zh: str
    reason_en: str
    source: str

    def reason(self, lang: Lang) -> str:
        """Why, in the reader's language."""
        return self.reason_zh if lang == "zh" else self.reason_en

    def holds(self, indicator: str, adcode: Adcode, first: int, second: int) -> bool:
        """Whether the rule forbids to compare a unit's figures of two years, `first` earlier.

        One year given twice asks whether the figure may be ranked with other units'.
        """
        return (
            self.indicator in (None, indicator)
            and self.adcode in (None, adcode)
            and (self.earlier[0] or first) <= first <= self.earlier[1]
            and self.later[0] <= second <= (self.later[1] or second)
        )
