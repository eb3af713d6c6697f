"""The words that tell an action from its purpose, its circumstance and mere report.

The rows of `data/wordings.csv`, compiled once. The role of a row says where it may stand. adverb,
verb: open a clause that acts. verb_after_means: acts after 以…, 对…, 把…. noun: what
opens like one of them and is none; weak_verb: a verb that describes as often as it acts. purpose:
always the aim of the action before it; purpose_or_action: an aim where an action stands before it.
outcome: ends a clause that tells only what comes of it. circumstance: leads to the action after it;
means: does too, unless it stands last. obligation: what must or must not be, whatever its verb;
deadline: what stands before a verb that is to be done by then; completion: how far a piece of work
is to come. result: what has been reached already; figure: so is a
number, unless it is aimed at (target), and even then where it is done; predicted: what comes of an
action once it is done. speaker, ordering: a prefix, who speaks; teller: one who
tells how things are. report, event: look back, on a
stretch of time or on one thing; ahead: looks forward again. duty: who does a measure, no
part of it; scene: where a speaker speaks. guiding, slogan, courtesy, question, portrait: clauses
that are left out; praise, frame: sentences that are. silent_verb: asks for nothing, though no table
of verbs holds it. column: what the head of a table calls a column. chrome: a line of a web page
around its text. pairing: two provinces are paired, which `atlas/pairing.py` reads.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from atlas.reading.telling import Telling
from atlas.tables.records import Wording

_NUMBER = "[一二三四五六七八九十]"
_CIRCLED = "①-⑳⑴-⒛㈠-㈩❶-❿➀-➓"
"""Numbers that are one sign: circled, in brackets, with a point."""
_BULLETS = "-*—–·•‣◦∙●○◎◉■□▪▫◼◻◆◇▲△▶▷►▸★☆※❖✦➢➤➜✓✔√☐☑☒>\ue000-\uf8ff"
"""Marks before the items of a list, those of symbol fonts among them (U+E000 to U+F8FF)."""
_ORDER = (
    rf"(?:{_NUMBER}+(?:是(?:要)?|要)|{_NUMBER}+、(?!{_NUMBER})|首先|其次|再次|最后"
    rf"|[（(【\[](?:{_NUMBER}|\d){{1,3}}[)）】\]]|第(?:{_NUMBER}|[百\d])+[条款]\s*"
    r"|\d+(?:[.．、](?!\d)|[)）]|[:：](?!\d)|(?:\.\d+)+[.．、]?[ \t\u3000])"
    rf"|[{_CIRCLED}]|[Ⅰ-Ⅻ][.．、]|[A-Za-z][.．、)）](?![A-Za-z\d])"
    rf"|[{_BULLETS}]{{1,2}}(?:\s?\[[ xX√]?\])?|答[:：])"
)
_BEGINS_ITEM = re.compile(
    rf"[一二三四五六七八九十首其再最（(【\[第0-9{_CIRCLED}Ⅰ-ⅫA-Za-z{_BULLETS}答]"
)
"""The characters that the number of an item begins with."""

_BEGINNINGS = frozenset(filter(_BEGINS_ITEM.match, map(chr, range(0x10000))))

_UNITS = "(?:各?(?:市县|县市|[市县区地国省])|县[（(]市(?:、区)?[)）])"
# 要 in 主要, 应 in 供应 and the like are no will.
_WILL = (
    "(?:应当|需要|必须|力争|计划|准备|打算|规划(?=[建新布])|谋划(?=[将把在对])|(?<!即)将|(?<![重主需紧必首概纲摘])要"
    "|(?<![供适响对反相效])应|(?<![必无])须|(?<![模虚])拟)"
)
_TIME = (
    r"(?:到[^，。；]{0,3}20\d\d年(?:年?[底末])?|20\d\d年(?=再|将|要|力争|计划|拟|继续|重点)"
    r"|今年|明年|年内|年底前|今后[^，。；]{1,4}年)?"
)
_WHEN = (
    r"(?:[于在]?(?:20\d\d年|\d{1,2}月份?|今年|明年|年内|年底|[^，。；]{1,6}?前)[^，。；]{0,4}?)?"
)
"""When something will be done, between the will and the verb (拟于明年开通)."""
_MEANS = "(?:以|把|将|对|给|与|同|携手|联合|会同|沿|向|在|从|围绕|针对|依托|通过|按照|根据|面向|为)"
_WITH = "(?:把|将|沿|与|同|携手|联合|会同|围绕|针对|依托|通过)"
"""Means that a subject without a will (甲区携手…打造…) may act by; 在 and 以 describe too."""


_TOLD = (
    *("frame", "praise", "voice", "target", "predicted", "ahead", "guiding", "courtesy", "slogan"),
    *("result", "figure", "obligation"),
)
"""Roles that few sentences have words of, beside will, circumstance, means, label and
deadline."""


@dataclass(frozen=True, slots=True)
class Wordings:
    """The patterns of every role; `acting` are the openings of a clause that acts."""

    item: re.Pattern[str]
    joined: re.Pattern[str]
    time: re.Pattern[str]
    action: re.Pattern[str]
    acting: tuple[re.Pattern[str], ...]
    deadline: re.Pattern[str]
    obligation: re.Pattern[str]
    completion: tuple[str, ...]
    label: re.Pattern[str]
    by_subject: re.Pattern[str]
    by_part: re.Pattern[str]
    weak: re.Pattern[str]
    purpose: re.Pattern[str]
    purpose_or_action: re.Pattern[str]
    outcome: re.Pattern[str]
    circumstance: re.Pattern[str]
    means: re.Pattern[str]
    voice: re.Pattern[str]
    speaker: re.Pattern[str]
    teller: re.Pattern[str]
    quoter: re.Pattern[str]
    ordering: re.Pattern[str]
    frame: re.Pattern[str]
    duty: re.Pattern[str]
    scene: re.Pattern[str]
    silent_verb: re.Pattern[str]
    courtesy: re.Pattern[str]
    question: re.Pattern[str]
    guiding: re.Pattern[str]
    slogan: re.Pattern[str]
    praise: re.Pattern[str]
    portrait: re.Pattern[str]
    report: re.Pattern[str]
    event: re.Pattern[str]
    ahead: re.Pattern[str]
    result: re.Pattern[str]
    figure: re.Pattern[str]
    target: re.Pattern[str]
    done: re.Pattern[str]
    predicted: re.Pattern[str]
    column: re.Pattern[str]
    chrome: re.Pattern[str]
    telling: Telling
    """Which of the roles in `_TOLD` may be found in a sentence."""

    def after_number(self, text: str, start: int, end: int) -> int:
        """Where a range goes on after the number of an item; its start where it has none."""
        if text[start] not in _BEGINNINGS:
            return start
        match = self.item.match(text, start, end)
        return match.end() if match is not None and match.end() < end else start


def compile_wordings(wordings: Iterable[Wording]) -> Wordings:
    """The patterns of all rows, those of one role in the order of the file."""
    rows: dict[str, list[str]] = defaultdict(list)
    for wording in wordings:
        rows[wording.role].append(wording.pattern)

    def one_of(role: str) -> str:
        return any_of(rows[role])

    # Few adverbs follow each other; without a bound a long run of them is tried again and again.
    adverbs = f"{one_of('adverb')}{{0,6}}"
    verb = f"(?!{one_of('noun')}){one_of('verb')}"
    # One look at the first character spares trying every kind of number.
    number = rf"(?:(?={_BEGINS_ITEM.pattern}){_ORDER}[，,]?\s*)?"
    opening = f"{number}{_TIME}{adverbs}"
    by_means = f"{_MEANS}[^，。；]{{1,30}}?{adverbs}{one_of('verb_after_means')}"
    action = re.compile(opening + verb)
    alone = {
        role: re.compile(one_of(role))
        for role in (
            *(
                "voice",
                "speaker",
                "teller",
                "quoter",
                "ordering",
                "frame",
                "duty",
                "scene",
                "silent_verb",
                "courtesy",
                "question",
                "guiding",
                "slogan",
            ),
            *("praise", "portrait", "report", "event", "ahead", "result", "figure", "target"),
            *("done", "predicted", "column", "chrome", "purpose", "obligation"),
        )
    }
    told = {
        "circumstance": re.compile(f"{number}要?{one_of('circumstance')}"),
        "means": re.compile(f"{number}{one_of('means')}"),
        "label": re.compile("[^，。；：:“”（）\\s]{2,16}[：:]"),
        "deadline": re.compile(
            f"{one_of('deadline')}{_WILL}?{adverbs}(?:{verb}|{one_of('completion')})"
        ),
        # A subject that will act: 市住建局将改造…
        "will": re.compile(f"[^，。；“”]{{1,24}}?{_WILL}{_WHEN}{adverbs}(?:{verb}|{by_means})"),
    }
    return Wordings(
        item=re.compile(rf"{_ORDER}[，,]?\s*"),
        joined=re.compile(
            rf"等?(?:(?:\d|{_NUMBER}|[两几])+个?)?{_UNITS}?(?:[市县区]?委|市?政府)?{_WILL}?"
        ),
        label=told["label"],
        time=re.compile("(?:20\\d\\d年|今年|明年)[，,]?"),
        action=action,
        acting=(
            action,
            re.compile(opening + by_means),
            told["will"],
        ),
        deadline=told["deadline"],
        by_subject=re.compile(
            f"{adverbs}{_WITH}[^，。；]{{1,30}}?{adverbs}{one_of('verb_after_means')}"
        ),
        # A part of a place that is to do something: 甲平原西部风沙区重点推广….
        by_part=re.compile(f"[^，。；“”的了]{{1,12}}?(?:重点|优先|着力|大力){adverbs}{verb}"),
        weak=re.compile(f"{number}{one_of('weak_verb')}"),
        # 推动…项目 and 促进…工程 name a piece of work, not an aim.
        purpose_or_action=re.compile(
            f"{one_of('purpose_or_action')}(?![^，。；]{{0,3}}(?:项目|工程))"
        ),
        outcome=re.compile(f"{one_of('outcome')}$"),
        circumstance=told["circumstance"],
        means=told["means"],
        telling=Telling({**told, **{role: alone[role] for role in _TOLD}}),
        completion=tuple(rows["completion"]),
        **alone,
    )


_PLAIN = re.compile("[一-鿿]+")


def any_of(patterns: Iterable[str]) -> str:
    """One pattern for all, plain words with a common first character tried together.

    A clause is matched against hundreds of verbs; by first characters they are some tens.
    """
    plain: dict[str, list[str]] = defaultdict(list)
    others = []
    for pattern in patterns:
        for alternative in _from_first_characters(pattern):
            if _PLAIN.fullmatch(alternative):
                plain[alternative[0]].append(alternative[1:])
            else:
                others.append(alternative)
    # A verb of one character is tried after the longer ones that begin with it.
    joined = [
        first + (f"(?:{'|'.join(sorted(rests, key=len, reverse=True))})" if any(rests) else "")
        for first, rests in plain.items()
    ]
    # No pattern at all matches nothing, where an empty one would match everywhere.
    return f"(?:{'|'.join([*others, *joined]) or '(?!)'})"


_CHOICE = re.compile(r"\(\?:([一-鿿]+(?:\|[一-鿿]+)*)\)(?![?*+{])|\[([一-鿿]+)\](?![?*+{])")
"""A choice of words, or of characters, that a pattern begins with."""

_AFTER = re.compile(r"((?:\(\?<[!=][^()|]*\))+)([一-鿿]+)(?![?*+{])(.*)", re.DOTALL)
"""What may not stand before the word that a pattern begins with."""


def _from_first_characters(pattern: str) -> list[str]:
    """The same as patterns that begin with a character each, where it has such a form.

    A search skips to the characters that its pattern can begin with, if every alternative of it
    begins with one: (?:甲|乙)丙 is 甲丙 or 乙丙, and (?<!子)丑 is 丑(?<!子丑).
    """
    if (after := _AFTER.fullmatch(pattern)) is not None:
        before, word, rest = after.groups()
        return [word + before.replace(")", f"{word})") + rest]
    choice = _CHOICE.match(pattern)
    if choice is None or _outside(pattern):
        return [pattern]
    words = choice.group(1).split("|") if choice.group(1) else list(choice.group(2))
    return [word + pattern[choice.end() :] for word in words]


def _outside(pattern: str) -> bool:
    """Whether a pattern is a choice as a whole (甲…|乙…): its head belongs to the first alone."""
    depth = 0
    for i, character in enumerate(pattern):
        if pattern[i - 1 : i] == "\\":
            continue
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == "|" and depth == 0:
            return True
    return False
