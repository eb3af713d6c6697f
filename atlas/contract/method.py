"""Data and method: what a page says of one document, and what holds for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from typing_extensions import TypedDict

from atlas.contract.common import Both, Confidence, HowRead, Hrefs, Strength
from atlas.model import Adcode, Basis, Lang

ZoneMember = tuple[Adcode, Basis, str, Both | None]
"""adcode, how sure the list is, the id of its source, and a note."""
Share = tuple[float, float, float]
"""A share with the ends of its 95 % interval."""


class Way(TypedDict):
    """A rule: how many measures and counties come by it; `example` is one of the reasons."""

    name: str
    measures: int
    counties: int
    example: int | None


class RelationWay(Way):
    """A relation, with the address of its measures."""

    href: str


class ReadingIssue(TypedDict):
    """What could not be read or linked."""

    type: str
    value: str
    message: str
    start: int | None


class Correction(TypedDict):
    """A reviewed correction of the built-in plan, in the reader's language."""

    measure: str
    action: str
    value: str
    reason: str
    reviewer: str
    date: str


class MethodMessage(TypedDict):
    """Relations, rules and issues of the open document; `zones` count measures by zone.

    `readings` are those chosen, `map` is the address of the map without any.
    """

    lang: Lang
    doc: str
    filtered: bool
    hrefs: Hrefs
    title: str
    relations: Sequence[RelationWay]
    rules: Sequence[Way]
    zones: Mapping[str, int]
    readings: Sequence[str]
    map: str
    issues: Sequence[ReadingIssue]
    corrections: Sequence[Correction]


class PackageTold(TypedDict):
    """What the data package says of itself; `name` is what programs call it."""

    name: str
    title: Both
    description: Both
    version: str


class Licence(TypedDict):
    """A licence of the data."""

    name: str
    url: str
    title: Both


class MethodSource(TypedDict):
    """A source with the rows of each table that cite it.

    `how_read` and `confidence` are said of sources of members of zones, and empty for others.
    """

    id: str
    year: str
    url: str
    strength: Strength
    how_read: HowRead
    confidence: Confidence
    cited: Mapping[str, int]
    title: Both
    publisher: Both
    terms: Both
    note: Both


class TableField(TypedDict):
    """A column; `refers` names the table it points into, or is empty."""

    name: str
    type: str
    required: bool
    values: Sequence[str]
    refers: str
    description: Both


class MethodTable(TypedDict):
    """A table of `data/`."""

    name: str
    file: str
    rows: int
    key: Sequence[str]
    title: Both
    description: Both
    fields: Sequence[TableField]


class Layer(TypedDict):
    """A layer of `geo/`, who made it and on what terms."""

    id: str
    name: Both
    files: Sequence[str]
    producer: Both
    package: str
    url: str
    datum: str
    review_number: str
    terms: Both


class AccuracyTold(TypedDict):
    """How well the engine did a task on sentences it had not seen."""

    task: str
    cases: int
    expected: int
    found: int
    right: int
    demanded: int
    precision: Share
    recall: Share


class Miss(TypedDict):
    """A sentence that the engine got wrong: what it missed, and what it made up."""

    task: str
    text: str
    missing: Both
    extra: Both


class MethodAsset(TypedDict):
    """`/assets/<version>/method.json`: all that no document changes; `members` are by zone."""

    package: PackageTold
    licences: Sequence[Licence]
    members: Mapping[str, Sequence[ZoneMember]]
    sources: Sequence[MethodSource]
    tables: Sequence[MethodTable]
    layers: Sequence[Layer]
    accuracy: Sequence[AccuracyTold]
    misses: Sequence[Miss]
