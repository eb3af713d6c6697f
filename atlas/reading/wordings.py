"""The words that tell an action from its purpose, its circumstance and mere report.

The rows of `data/wordings.csv`, compiled once. The role of a row says where it may stand. adverb,
verb: open a clause that acts. verb_after_means: acts after 以…, 对…, 把…. purpose: always the aim
of the action before it; purpose_or_action: an aim where an action stands before it. outcome: ends
a clause that tells only what comes of it. circumstance: leads to the action after it. frame: a
reporter's or speaker's words. aside: opens a sentence that only names who is in charge. result:
what has been reached already.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from atlas.tables.records import Wording

_NUMBER = "[一二三四五六七八九十]"
_ORDER = (
    rf"(?:{_NUMBER}+(?:是(?:要)?|要)|首先|其次|再次|最后|[（(](?:{_NUMBER}|\d)+[)）]"
    r"|\d+[.．、](?!\d)|[①-⑳]|[-*•·●■◆]|答[:：])"
)
_UNITS = "(?:各?(?:市县|县市|[市县区地国省])|县[（(]市(?:、区)?[)）])"
_WILL = "(?:应当|需要|必须|力争|计划|将|要|应|须|拟)"
_MEANS = "(?:以|把|将|对|与|同|向|在|从|围绕|针对|依托|通过|按照|根据|面向|为)"


@dataclass(frozen=True, slots=True)
class Wordings:
    """The patterns of every role; `acting` are the openings of a clause that acts."""

    item: re.Pattern[str]
    joined: re.Pattern[str]
    action: re.Pattern[str]
    acting: tuple[re.Pattern[str], ...]
    purpose: re.Pattern[str]
    purpose_or_action: re.Pattern[str]
    outcome: re.Pattern[str]
    circumstance: re.Pattern[str]
    frame: re.Pattern[str]
    aside: re.Pattern[str]
    result: re.Pattern[str]


def compile_wordings(wordings: Iterable[Wording]) -> Wordings:
    """The patterns of all rows, those of one role in the order of the file."""
    rows: dict[str, list[str]] = defaultdict(list)
    for wording in wordings:
        rows[wording.role].append(wording.pattern)

    def one_of(role: str) -> str:
        return any_of(rows[role])

    # Few adverbs follow each other; without a bound a long run of them is tried again and again.
    adverbs, verb = f"{one_of('adverb')}{{0,6}}", one_of("verb")
    number = rf"(?:{_ORDER}[，,]?\s*)?"
    opening = f"{number}{adverbs}"
    by_means = f"{_MEANS}[^，。；]{{1,30}}?{adverbs}{one_of('verb_after_means')}"
    action = re.compile(opening + verb)
    return Wordings(
        item=re.compile(rf"{_ORDER}[，,]?\s*"),
        joined=re.compile(
            rf"等?(?:(?:\d|{_NUMBER}|[两几])+个?)?{_UNITS}?(?:市委|市政府|政府)?{_WILL}?"
        ),
        action=action,
        acting=(
            action,
            re.compile(opening + by_means),
            # A subject that will act: 市住建局将改造…
            re.compile(f"[^，。；“”]{{1,24}}?{_WILL}{adverbs}(?:{verb}|{by_means})"),
        ),
        purpose=re.compile(one_of("purpose")),
        # 推动…项目 and 促进…工程 name a piece of work, not an aim.
        purpose_or_action=re.compile(
            f"{one_of('purpose_or_action')}(?![^，。；]{{0,3}}(?:项目|工程))"
        ),
        outcome=re.compile(f"{one_of('outcome')}$"),
        circumstance=re.compile(f"{number}{one_of('circumstance')}"),
        frame=re.compile(one_of("frame")),
        aside=re.compile(one_of("aside")),
        result=re.compile(one_of("result")),
    )


_PLAIN = re.compile("[一-鿿]+")


def any_of(patterns: Iterable[str]) -> str:
    """One pattern for all, plain words with a common first character tried together.

    A clause is matched against hundreds of verbs; by first characters they are some tens.
    """
    plain: dict[str, list[str]] = defaultdict(list)
    others = []
    for pattern in patterns:
        if _PLAIN.fullmatch(pattern):
            plain[pattern[0]].append(pattern[1:])
        else:
            others.append(pattern)
    # A verb of one character is tried after the longer ones that begin with it.
    joined = [
        first + (f"(?:{'|'.join(sorted(rests, key=len, reverse=True))})" if any(rests) else "")
        for first, rests in plain.items()
    ]
    return f"(?:{'|'.join([*others, *joined])})"
