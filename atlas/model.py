"""The nouns of the product, as frozen values that refuse to exist when they are wrong.

Data flows one way through them: a `Document` is segmented into `Measure`s, its `Mention`s are
recognised, and `Link`s join a measure to the places a mention stands for, each with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

# Handed on by these names: who asks for a noun finds its parts in one place.
from atlas.spans import ModelError as ModelError  # noqa: PLC0414
from atlas.spans import Span as Span  # noqa: PLC0414
from atlas.spans import content_id as content_id  # noqa: PLC0414

Adcode = str
ZoneId = str
StrategyId = str
MeasureId = str
Lang = Literal["zh", "en"]
Level = Literal["province", "prefecture", "county"]
MentionKind = Literal["region", "zone", "class", "province", "external"]
FieldKind = Literal["target", "year", "body", "deadline", "money"]
Relation = Literal["explicit", "zone", "class", "pair", "province"]
Precision = Literal["unit", "prefecture", "site", "province"]
Basis = Literal["named", "official_list", "known_official", "equated", "inferred"]
Extent = Literal["area", "site"]

LANGS: Final[tuple[Lang, ...]] = get_args(Lang)
SEVERAL: Final = "."
"""Stands between the ids of documents that are answered as one."""
RELATIONS: Final[tuple[Relation, ...]] = get_args(Relation)
"""From strong to weak: named in the text, through a zone, through a class, by the pair of cities
that carries what two provinces agree on, province-wide."""
PRECISIONS: Final[tuple[Precision, ...]] = get_args(Precision)
"""At which level a unit is meant: itself, its prefecture, by a park, port or point that lies in it,
or by the whole province."""
EXTENTS: Final[tuple[Extent, ...]] = get_args(Extent)
"""What a zone covers of the units it lists: the units, or a park, port or point in each."""
FIELD_KINDS: Final[tuple[FieldKind, ...]] = get_args(FieldKind)
"""What a measure may say of its carrying out: the figure aimed at and its year, who is charged with
it, by when, and money."""
BASES: Final[tuple[Basis, ...]] = get_args(Basis)
"""From sure to unsure: named in the text itself, on a list that was read, on an official list
known to exist, on the list of another zone that this one is read as since none of its own was
published, reconstructed by us."""

_ADCODE = re.compile(r"[1-8]\d{5}")


@dataclass(frozen=True, slots=True)
class Place:
    """A province, prefecture or county-level unit, keyed by its GB/T 2260 code.

    `polygon` is false for districts that have figures but no boundary. `lon`
    and `lat` are a point inside the unit, in degrees (CGCS2000).
    """

    adcode: Adcode
    name_zh: str
    name_en: str
    level: Level
    kind: str
    parent: Adcode | None
    statutory: bool
    polygon: bool
    lon: float
    lat: float
    short_zh: str = ""
    pinyin: str = ""
    initials: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not _ADCODE.fullmatch(self.adcode):
            raise ModelError(f"adcode {self.adcode!r}: need six digits of GB/T 2260")
        if self.level == "county" and self.parent is None:
            raise ModelError(f"{self.name_zh} {self.adcode}: a county-level unit needs a parent")

    def name(self, lang: Lang) -> str:
        """Label in the reader's language; never a key."""
        return self.name_zh if lang == "zh" else self.name_en


@dataclass(frozen=True, slots=True)
class Strategy:
    """A development strategy that measures serve; `colour` is its hue on every map."""

    id: StrategyId
    name_zh: str
    name_en: str
    symbol_zh: str
    symbol_en: str
    colour: str
    definition_zh: str = ""
    definition_en: str = ""

    def name(self, lang: Lang) -> str:
        """Label in the reader's language."""
        return self.name_zh if lang == "zh" else self.name_en

    def definition(self, lang: Lang) -> str:
        """What the strategy is about, in the reader's language."""
        return self.definition_zh if lang == "zh" else self.definition_en


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a text holds that was not resolved: said to the reader, never guessed."""

    type: str
    value: str
    message: str
    span: Span | None = None
    message_en: str = ""

    def said(self, lang: Lang) -> str:
        """What is the matter, in the reader's language where it was written in it."""
        return self.message if lang == "zh" else self.message_en or self.message


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the text that stand for places.

    `targets` are adcodes for a region, one zone id for a zone or class, and for an external a
    code where it has one, else its name. `rule` names the rule that decided, for the reader.
    """

    span: Span
    surface: str
    kind: MentionKind
    targets: tuple[str, ...]
    basis: Basis
    rule: str

    def __post_init__(self) -> None:
        if not self.targets:
            raise ModelError(f"mention {self.surface!r} at {self.span.start} stands for nothing")
        if len(self.surface) != self.span.end - self.span.start:
            raise ModelError(f"mention {self.surface!r} does not fill its span {self.span}")


@dataclass(frozen=True, slots=True)
class Tag:
    """A strategy a measure serves, with the terms that say so and their summed weight."""

    strategy: StrategyId
    score: float
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Words of the text that say something of a measure's carrying out; none where it says nothing.

    `value` is what they come to, None where that is not certain: a whole number for a `year`, yuan
    for `money`, the last day that a `deadline` leaves (ISO 8601), the figure aimed at for a
    `target`, which counts in `unit`; a `body` is its words alone. The words may stand outside the
    measure: in brackets after it, or in a line below.
    """

    kind: FieldKind
    span: Span
    words: str
    value: str | int | float | None = None
    unit: str = ""

    def __post_init__(self) -> None:
        if len(self.words) != self.span.end - self.span.start:
            raise ModelError(f"field {self.words!r} does not fill its span {self.span}")


@dataclass(frozen=True, slots=True)
class Measure:
    """A clause with its own verb and object that could be ticked off by itself.

    `sentence` is the span of the sentence it stands in; `tags` run from the primary strategy on.
    `acts` is false for a statement, which asks for nothing (口岸过货量增长一成): it is background,
    kept for what it says of a strategy, reaches no place and is never counted. `fields` stand in
    the order of the text.
    """

    id: MeasureId
    span: Span
    sentence: Span
    text: str
    section: str
    tags: tuple[Tag, ...] = ()
    acts: bool = True
    fields: tuple[Field, ...] = ()

    @property
    def strategies(self) -> tuple[StrategyId, ...]:
        """Strategy ids, the primary one first."""
        return tuple(tag.strategy for tag in self.tags)

    def said(self, kind: FieldKind) -> tuple[str, ...]:
        """The words of its fields of one kind, in the order of the text."""
        return tuple(field.words for field in self.fields if field.kind == kind)

    def value(self, kind: FieldKind) -> str | int | float | None:
        """What the first field of a kind comes to of which that is certain."""
        of_kind = (field.value for field in self.fields if field.kind == kind)
        return next((value for value in of_kind if value is not None), None)


@dataclass(frozen=True, slots=True)
class Link:
    """One measure reaching one place, with the reason it does.

    `place` is the unit as it was named or listed: a zone may list whole prefectures, and a
    province-wide link points at the province. `precision` is that of this unit: the counties that
    a listed prefecture comes to are reached with their prefecture, which the link table says.
    `mention` is what the link stands on, None only for a province-wide measure that names no
    place. `inherited` says the mention belongs to an earlier clause; `rule` names the linking
    rule. `partner` is the code of the city outside that `place` is paired with, where it is.
    """

    measure: MeasureId
    place: Adcode
    relation: Relation
    precision: Precision
    zone: ZoneId | None
    mention: Span | None
    inherited: bool
    basis: Basis
    rule: str
    partner: str = ""

    def __post_init__(self) -> None:
        if self.relation not in RELATIONS:
            raise ModelError(f"relation {self.relation!r} is not one of {RELATIONS}")
        if self.precision not in PRECISIONS:
            raise ModelError(f"precision {self.precision!r} is not one of {PRECISIONS}")
        if (self.precision == "province") != (self.relation == "province"):
            raise ModelError(f"a {self.relation} link has precision {self.precision!r}")
        if (self.zone is None) == (self.relation in ("zone", "class")):
            raise ModelError(f"a {self.relation} link has zone {self.zone!r}")
        if (self.partner == "") == (self.relation == "pair"):
            raise ModelError(f"a {self.relation} link has partner {self.partner!r}")
        if self.mention is None and self.relation != "province":
            raise ModelError(f"a {self.relation} link of {self.measure} stands on no mention")


@dataclass(frozen=True, slots=True)
class Document:
    """A text after cleaning; every offset in the product refers to `text`.

    `origin[i]` is the place in the raw text of character i of `text`.
    """

    id: str
    title: str
    text: str
    sha256: str
    encoding: str
    province: Adcode | None
    origin: Sequence[int] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document under one heading, the first perhaps under none; `start` is where."""

    title: str
    start: int


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one document; sections that hold a sentence, in order."""

    document: Document
    measures: tuple[Measure, ...]
    mentions: tuple[Mention, ...]
    links: tuple[Link, ...]
    issues: tuple[Issue, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def asking(self) -> tuple[Measure, ...]:
        """The measures proper, which ask for something; without the statements."""
        return tuple(measure for measure in self.measures if measure.acts)

    @property
    def statements(self) -> tuple[Measure, ...]:
        """What is said without asking for anything: background, never counted."""
        return tuple(measure for measure in self.measures if not measure.acts)
