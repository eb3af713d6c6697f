"""Changes: what somebody says of a passage, checked as it comes in, and which of them hold."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any, Final, NotRequired

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict

from atlas.contract.review import ChangeKind, ChangeTold, PassageTold
from atlas.language import say
from atlas.model import Lang, Span
from atlas.safe_text import name_shown, shown

LONGEST_COMMENT: Final = 1_000
LONGEST_PASSAGE: Final = 4_000
LONGEST_SURFACE: Final = 60
LONGEST_NAME: Final = 60
"""Characters of a comment, a passage, a name in the text, and the name of who says so."""


class BadChange(ValueError):
    """A change that cannot be taken; `key` is of `atlas/words/review.json`."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(self.sentence("en"))

    def sentence(self, lang: Lang) -> str:
        """What is the matter, and what to do."""
        return say(f"review.{self.key}", lang, **self.values)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text and where they stood when somebody said something of them."""

    span: Span
    words: str

    @classmethod
    def of(cls, span: Span, text: str) -> Passage:
        """The words that a span covers."""
        return cls(span, span.text(text))

    def told(self) -> PassageTold:
        """As it is sent."""
        return {"start": self.span.start, "end": self.span.end, "words": self.words}


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody says: of a passage, or of the whole document where `target` is None.

    `seq` counts from 1 within a document and is 0 till the change is kept; `at` is in UTC. What
    `payload` holds goes by the kind, see `ChangeAsked`. `who` is None where nobody gave a name.
    """

    kind: ChangeKind
    target: Passage | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    who: str | None = None
    why: str = ""
    id: str = field(default_factory=lambda: f"c-{secrets.token_hex(8)}")
    seq: int = 0
    at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    def told(self) -> ChangeTold:
        """As it is sent and written into a file."""
        return {
            "id": self.id,
            "seq": self.seq,
            "kind": self.kind,
            "at": self.at.isoformat(timespec="seconds"),
            "who": self.who,
            "target": self.target.told() if self.target else None,
            "payload": dict(self.payload),
            "why": self.why,
        }


_Code = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\w\-]+$")]
# What no database holds stands in no text either.
_HELD: Final = r"^[^\x00]+$"
_Words = Annotated[str, Field(min_length=1, max_length=LONGEST_PASSAGE, pattern=_HELD)]
_Offset = Annotated[int, Field(ge=0, le=100_000_000)]
_EXACT = ConfigDict(extra="forbid")


@with_config(_EXACT)
class _PassageShape(TypedDict):
    start: _Offset
    end: _Offset
    words: _Words


@with_config(_EXACT)
class _Nothing(TypedDict):
    pass


@with_config(_EXACT)
class _Place(TypedDict):
    place: _Code


@with_config(_EXACT)
class _Zone(TypedDict):
    zone: _Code


@with_config(_EXACT)
class _Split(TypedDict):
    at: Annotated[int, Field(gt=0, lt=LONGEST_PASSAGE)]


@with_config(_EXACT)
class _Strategies(TypedDict):
    strategies: Annotated[list[_Code], Field(max_length=32)]


@with_config(_EXACT)
class _Resolve(TypedDict):
    surface: Annotated[str, Field(min_length=1, max_length=LONGEST_SURFACE, pattern=_HELD)]
    place: Annotated[str, Field(max_length=6, pattern=r"^(\d{6})?$")]


@with_config(_EXACT)
class _Comment(TypedDict):
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_COMMENT)]


@with_config(_EXACT)
class _Undo(TypedDict):
    change: _Code


@with_config(_EXACT)
class _Merge(TypedDict):
    next: _PassageShape


@with_config(_EXACT)
class _AskedShape(TypedDict):
    """`ChangeAsked` as it comes in; the payload is looked at by its kind."""

    kind: ChangeKind
    target: NotRequired[_PassageShape | None]
    payload: NotRequired[dict[str, Any]]
    who: NotRequired[str | None]
    why: NotRequired[str]


_PAYLOADS: Final[Mapping[ChangeKind, TypeAdapter[Any]]] = {
    "confirm": TypeAdapter(_Nothing),
    "not_a_measure": TypeAdapter(_Nothing),
    "measure": TypeAdapter(_Nothing),
    "split": TypeAdapter(_Split),
    "merge": TypeAdapter(_Merge),
    "strategies": TypeAdapter(_Strategies),
    "add_place": TypeAdapter(_Place),
    "remove_place": TypeAdapter(_Place),
    "add_zone": TypeAdapter(_Zone),
    "remove_zone": TypeAdapter(_Zone),
    "resolve": TypeAdapter(_Resolve),
    "comment": TypeAdapter(_Comment),
    "undo": TypeAdapter(_Undo),
}
_ASKED: Final = TypeAdapter(_AskedShape)
_ID: Final = TypeAdapter(_Code)
WHOLE_DOCUMENT: Final[frozenset[ChangeKind]] = frozenset({"resolve", "undo"})
"""Kinds that are about no passage of their own."""


def change_asked(raw: object) -> Change:
    """A change as somebody sends it, cleaned; raises `BadChange`.

    Characters that are not seen, or turn others, are shown by their number in what people write.
    The passage and a name in the text stay as they are: they are looked for.
    """
    try:
        asked = _ASKED.validate_python(raw, strict=True)
        kind = asked["kind"]
        payload = dict(asked.get("payload") or {})
        if kind == "comment" and isinstance(payload.get("text"), str):
            payload["text"] = _written(payload["text"])
        payload = _PAYLOADS[kind].validate_python(payload, strict=True)
        told = asked.get("target")
    except ValidationError:
        raise BadChange("bad_change") from None
    target = None if told is None else _passage(told)
    if kind == "merge":
        _passage(payload["next"])
    if kind == "strategies" and len(set(payload["strategies"])) < len(payload["strategies"]):
        raise BadChange("bad_change")
    if (target is None) != (kind in WHOLE_DOCUMENT):
        raise BadChange("bad_change")
    who = name_shown(asked.get("who") or "", LONGEST_NAME) or None
    return Change(kind, target, payload, who, _written(asked.get("why") or ""))


def change_kept(raw: object) -> Change:
    """A change as `Change.told` wrote it, checked like one that is sent; raises `BadChange`."""
    if not isinstance(raw, Mapping):
        raise BadChange("bad_change")
    known = {name: raw[name] for name in ("kind", "target", "payload", "who", "why") if name in raw}
    change = change_asked(known)
    try:
        id_ = _ID.validate_python(raw.get("id"), strict=True)
        at = datetime.fromisoformat(str(raw.get("at")))
    except (ValidationError, ValueError):
        raise BadChange("bad_change") from None
    seq = raw.get("seq")
    if type(seq) is not int or seq < 0:
        raise BadChange("bad_change")
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return Change(change.kind, change.target, change.payload, change.who, change.why, id_, seq, at)


def in_force(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes that nothing took back, in their order, without what takes back.

    A change that takes back may be taken back itself: then what it took back holds again.
    """
    taken_back: set[str] = set()
    holding = []
    for change in reversed(changes):
        if change.id in taken_back:
            continue
        if change.kind == "undo":
            taken_back.add(change.payload["change"])
        else:
            holding.append(change)
    return tuple(reversed(holding))


def _passage(told: _PassageShape) -> Passage:
    start, end, words = told["start"], told["end"], told["words"]
    if end - start != len(words):
        raise BadChange("bad_change")
    return Passage(Span(start, end), words)


def _written(text: str) -> str:
    """What a person wrote, safe to show; raises `BadChange` where it is too long."""
    # Cut first: a comment of a million characters is not worth going through.
    if len(text) > LONGEST_COMMENT:
        raise BadChange("too_long", limit=LONGEST_COMMENT)
    found = shown(text.strip())
    if len(found) > LONGEST_COMMENT:
        raise BadChange("too_long", limit=LONGEST_COMMENT)
    return found
