"""Runs of one-character short names (哈大齐, 牡佳, 龙粤, 深哈), decided by their neighbours."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from atlas.reading.gazetteer import Gazetteer
from atlas.tables.records import Alias

_LINE = re.compile(
    "(?:客专|高铁|城际(?!公交|客运|合作)|铁路|快速铁路|快铁|高速|公路|国道|动车|段|线|沿线|站房|输气|输油|管道|通道)"
)
_TOGETHER = re.compile(
    "(?:[两三四五六七八]个(?:组团|城市|地区|片区|市)|协同|一体化|同城化?|联动|经济|城市|都市|两市|[三四五六七八]市|几大|等|两地|[三四五]地|合作|"
    "对口|产业|协作|两省|两县|共建|携手|交流|走廊|工业|科创|自主|自创|示范|集群|组团|园|旅游|区域|沿江|经济带|产业带|先行区|一线|抱团|环线|同城|城镇带|绿色|都市圈|沿线|地区|东部|四|对俄|开放|沿边|煤|能源|北方|冰雪|粮食|林下|水系|口岸|界江|边境|农业|生态|文旅|物流|一体)"
)
_SHORT = 3
"""Characters of a run beyond which it is hardly anything else."""

_LISTED = re.compile(rf"(?:[、和与及][一-鿿]{{2,4}}?){{0,5}}?{_TOGETHER.pattern}")
"""The same word at the end of a list of runs (牡绥、哈佳两地)."""

_MAY_END = re.compile(rf"{_TOGETHER.pattern}|[、，。；）)]|$")


@dataclass(frozen=True, slots=True)
class Compound:
    """A run of short names: each character with the row it stands for."""

    start: int
    end: int
    aliases: tuple[Alias, ...]


def find_compounds(
    text: str, gazetteer: Gazetteer, taken: Callable[[int, int], bool]
) -> list[Compound]:
    """Runs of two or more short names outside what `taken(start, end)` says is already named.

    A run inside the province needs three names, or two and a word for doing something together;
    a pair with a partner outside needs that word too, unless both are unmistakable (深哈).
    """
    letters = gazetteer.characters
    pattern = re.compile(f"[{''.join(letters)}]{{2,}}")
    found = []
    for match in pattern.finditer(text):
        compound = _read_run(text, match.start(), match.end(), letters)
        if compound is None:
            continue
        # A long run keeps its last character from a name that begins with it.
        long = compound.end - compound.start > _SHORT
        if not taken(compound.start, compound.end - long):
            found.append(compound)
    return found


def _read_run(
    text: str, start: int, end: int, letters: dict[str, tuple[Alias, ...]]
) -> Compound | None:
    # Weak characters (大, 东, 长) at either end may belong to the words beside the run.
    while start < end - 1 and _loose(text[start:end], 0, letters):
        start += 1
    while end - start > 1 and _loose(text[start:end], -1, letters):
        if _MAY_END.match(text, end):
            break
        end -= 1
    run = text[start:end]
    if len(run) < 2 or len(set(run)) != len(run):
        return None
    rows = tuple(_row(run, i, letters) for i in range(len(run)))
    if None in rows or _LINE.match(text, end):
        return None
    aliases = tuple(row for row in rows if row is not None)
    if len({alias.target for alias in aliases}) != len(aliases):
        return None
    outside = [alias for alias in aliases if alias.kind == "external"]
    sure = sum(a.type != "weak-char" or bool(a.context) for a in aliases)
    if len(outside) == len(aliases):
        return None
    if outside and len(run) > 2 and not _leads_out(aliases):
        return None
    together = _LISTED.match(text, end) is not None
    enough = sure == 2 and (together or bool(outside)) if len(run) == 2 else sure >= 2
    if len(run) == 2 and outside and sure >= 1:
        # 龙粤 is no other word; 黑 or 大 beside a partner's character may well be one (深黑色).
        enough = together or sure == 2 or aliases[0].kind == "province"
    return Compound(start, end, aliases) if enough else None


def _loose(run: str, i: int, letters: dict[str, tuple[Alias, ...]]) -> bool:
    """Whether a weak character at an end of a run has no neighbour in it that makes it sure."""
    character = run[i]
    if not _weak(character, letters) or (i == 0 and _province(character, letters)):
        return False
    row = _row(run, i % len(run), letters)
    return row is None or not (row.context or (row.kind == "external" and len(run) >= _SHORT))


def _leads_out(aliases: tuple[Alias, ...]) -> bool:
    """Whether a run leads over units of ours to one outside."""
    *ours, last = aliases
    return last.kind == "external" and all(
        a.kind == "region" and (a.type != "weak-char" or a.context) for a in ours
    )


def _weak(character: str, letters: dict[str, tuple[Alias, ...]]) -> bool:
    return all(alias.type == "weak-char" for alias in letters[character])


def _province(character: str, letters: dict[str, tuple[Alias, ...]]) -> bool:
    return any(alias.kind == "province" for alias in letters[character])


def _row(run: str, i: int, letters: dict[str, tuple[Alias, ...]]) -> Alias | None:
    """The row a character stands for: the one whose neighbours are in the run, else the plain one.

    Two cities may share a first character: beside a neighbour of the one it means that one.
    """
    beside = run[max(0, i - 1) : i] + run[i + 1 : i + 2]
    for alias in letters[run[i]]:
        if not alias.context or any(c in alias.context.split("|") for c in beside):
            return alias
    # One without a plain row is meant where its neighbour stands anywhere in a long run.
    only = letters[run[i]][0]
    return only if len(run) > _SHORT and any(c in only.context for c in run) else None
