"""The words by which a field of a measure is known: who, until when, what for and how much.

The rows of `data/field_wordings.csv`, compiled once. body_label, support_label, deadline_label and
other_label stand before a colon; what a support_label names only helps and is no field. lead, with
a lead_manner before it, follows a body that is charged; those after beside only help. body_end is
how a body's name ends, body_not is nobody in particular. reach, aim and unit make a figure a
target; money_before and money_after make a sum money of the measure, money_not a figure of
something else; per, about_before and about_after leave its amount open. by_then follows a time by
which it is to be done; past says that it has been.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from atlas.reading.wordings import any_of
from atlas.tables.records import Wording

_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?"
_SCALE: Final = "万亿|千亿|百亿|千万|百万|亿|万|千"
_TO: Final = "[-—–~～至到]"
_MONTH: Final = r"\d{1,2}月(?:\d{1,2}日|[底末])?"
_PART: Final = f"(?:{_MONTH}|[上下]半年|(?:第?[一二三四1-4]|首)季度|年?[底末]|年?内)"
_WORDS: Final = "(?:[^；;。：:\\n()（）]|[（(][^()（）\\n]{0,40}[)）])"
"""A character of what a label says, or a remark in brackets."""
_NAMES: Final = "(?:[^；;，,。：:\\n()（）]|[（(][^()（）\\n]{0,20}[)）])"
"""The same without a comma."""


@dataclass(frozen=True, slots=True)
class FieldWordings:
    """The patterns that find fields, each compiled from one role or several."""

    label: re.Pattern[str]
    """A label up to its colon; its last group is `body`, `support`, `deadline` or `other`."""
    said: re.Pattern[str]
    """What stands after a label."""
    bracket: re.Pattern[str]
    """Who is charged, in brackets."""
    charged: re.Pattern[str]
    """由…牵头: the bodies are group `who`."""
    opens: re.Pattern[str]
    """A body that leads without 由, at the opening of a clause."""
    led: re.Pattern[str]
    """The end of a list of bodies that are charged."""
    beside: re.Pattern[str]
    body: re.Pattern[str]
    nobody: re.Pattern[str]
    year: re.Pattern[str]
    target: re.Pattern[str]
    aim: re.Pattern[str]
    time: re.Pattern[str]
    sum: re.Pattern[str]
    about: re.Pattern[str]
    money: re.Pattern[str]
    money_not: re.Pattern[str]
    per: re.Pattern[str]
    past: re.Pattern[str]


def compile_field_wordings(wordings: Iterable[Wording]) -> FieldWordings:
    """The patterns of all rows."""
    rows: dict[str, list[str]] = defaultdict(list)
    for wording in wordings:
        rows[wording.role].append(wording.pattern)
    one = {role: any_of(sorted(patterns, key=len, reverse=True)) for role, patterns in rows.items()}
    one = defaultdict(lambda: "(?!)", one)
    lead = f"(?:{one['lead_manner']}){{0,3}}{one['lead']}"
    about, also = f"(?P<about>{one['about_before']})?", f"(?P<also>{one['about_after']})?"
    figure = (
        rf"(?P<number>{_NUMBER})(?P<to>{_TO}(?:{_NUMBER}))?"
        rf"(?P<more>[多余])?(?P<scale>{_SCALE})?(?P<some>[多余])?"
    )
    aimed = f"(?:{one['aim']})(?:[到至于在])?"
    return FieldWordings(
        label=re.compile(
            f"(?:(?P<body>{one['body_label']})|(?P<support>{one['support_label']})"
            f"|(?P<deadline>{one['deadline_label']})|(?P<other>{one['other_label']}))$"
        ),
        said=re.compile(f"{_WORDS}{{1,200}}"),
        bracket=re.compile(
            f"[（(](?P<who>(?:[^；;。：:\\n()（）]|[（(][^()（）\\n]{{0,20}}[)）]){{2,120}}?"
            f"(?:{one['lead']}|{one['beside']}))(?:[)）]|(?=[；;]))"
        ),
        charged=re.compile(f"(?<![自缘理经事])由(?P<who>{_NAMES}{{2,60}}?){lead}(?!的)"),
        opens=re.compile(
            f"(?<![^，,。；;\\n])(?P<who>[^，,。；;：:\\n由]{{2,40}}?){one['lead_alone']}(?!的)"
        ),
        led=re.compile(f"{lead}$"),
        beside=re.compile(one["beside"]),
        body=re.compile(f"(?:{one['body_end']})$"),
        nobody=re.compile(one["body_not"]),
        year=re.compile(
            r"(?:(?<![回溯追早年直])到|(?<![截年])至)(?P<year>20\d\d)年(?:年?[底末])?(?!前|度?以?前|以来|[、至到])"
            rf"|{aimed}(?P<aimed>20\d\d)年(?:年?[底末])?(?!前|[、至到上下内\d第一二三四])"
            rf"|(?P<then>20\d\d)年(?:年?[底末])?[，,]?(?={one['aim']})"
        ),
        target=re.compile(
            rf"(?:{one['reach']}){about}{figure}(?P<unit>{one['unit']})"
            rf"(?!(?:{one['about_after']})?的(?!目标|水平)){also}"
        ),
        aim=re.compile(one["aim"]),
        time=re.compile(
            rf"(?:(?P<year>20\d\d)年)?(?P<part>{_PART})(?P<before>(?:之|以)?前)?"
            rf"(?P<then>(?=[^，。；、]{{0,6}}?{one['by_then']}))?"
        ),
        sum=re.compile(
            rf"(?<![\d.]){figure}(?P<unit>[美欧日]?元)(?P<rate>/)?{also}(?P<spent>{one['money_after']})?"
        ),
        about=re.compile(f"(?:{one['about_before']})$"),
        money=re.compile(one["money_before"]),
        money_not=re.compile(one["money_not"]),
        per=re.compile(one["per"]),
        past=re.compile(one["past"]),
    )
