"""What a sheet is made of: headings, and cells that are more than a text or a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet: its label, its width in characters, and whether it holds numbers."""

    label: str
    width: float
    digits: str = ""
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """A cell that opens an address."""

    value: str | int
    address: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number shown with as many decimals as its definition asks for."""

    value: float
    digits: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A readable table with its name on the tab and its title in print."""

    name: str
    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Any, ...], ...]
