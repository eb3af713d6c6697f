"""What surrounds every page: the header, the panel of filters, the line of the filter in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from atlas.contract.common import Link, Params, Patch
from atlas.model import Lang


class Draft(TypedDict):
    """A document that goes in so many minutes, unless whoever brought it keeps it.

    `keeping` says whether that may be done here: by this reader, once they have signed in, or not.
    """

    id: str
    minutes: int
    keeping: Literal["yes", "sign-in", "no"]


class Account(TypedDict):
    """Where people may sign in: what the reader is called who has, empty for one who has not."""

    signed_in: bool
    name: str


class Keeper(TypedDict):
    """A reader's document that the address names, which whoever has its key may edit.

    It `stands`, or it was removed and may be brought back.
    """

    id: str
    stands: bool


class HeaderMessage(TypedDict):
    """Navigation, the finding and its scope; `address` is a pattern with `{page}`.

    `origin` says where the document's own text comes from; its `href` is empty where no copy of the
    original is known. `account` is null where the host asks nobody who they are.
    """

    lang: Lang
    address: str
    pages: Sequence[str]
    page: str
    title: str
    subtitle: str
    origin: Link
    note: str | None
    draft: Draft | None
    keeper: Keeper | None
    account: Account | None


class FiltersMessage(TypedDict):
    """The shared filters; `counts` stand in the order in which the catalogue has the choices."""

    lang: Lang
    query: Params
    counts: Mapping[str, Sequence[int]]
    notes: Sequence[str]
    level: bool
    count_choices: bool


class Chip(TypedDict):
    """A part of the filter in words, and the patch that takes it out."""

    label: str
    patch: Patch


class Exports(TypedDict):
    """Files to take from a page; `frames` names who may embed it, where not anybody may."""

    kinds: Sequence[str]
    page: str
    frames: NotRequired[str]


class FilterBarMessage(TypedDict):
    """The filter in force as a sentence and as chips.

    `left_aside` says what a basis leaves out, `by_place` offers the places that a search names.
    """

    lang: Lang
    sentence: str
    chips: Sequence[Chip]
    left_aside: Chip | None
    by_place: Sequence[Link]
    exports: Exports
