"""Every word on the screen, in Chinese and English, from `atlas/words/*.json`.

A key is `room.name`, where the room is the file. A text holds `{names}` to fill in, of which
`{province…}` are filled from `data/province.csv` as the texts are read. An English text may be
`{"one": …, "other": …}`, chosen by the value of `n`.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, Final

from atlas.model import LANGS, Lang
from atlas.province import province_words

WORDS = Path(__file__).parent / "words"

CHINA: Final = timezone(timedelta(hours=8))
"""A date is its readers' date, wherever the server stands; China has no summer time."""

Text = str | dict[str, str]

_PROVINCE: Final = re.compile(r"\{(province\w*)\}")


class MissingWord(KeyError):
    """A key that no file under `atlas/words` holds in the language asked for."""


@cache
def words(lang: Lang) -> dict[str, Text]:
    """All texts of one language, keyed `room.name`; also what the browser is sent."""
    own = province_words()[lang]

    def of_province(text: Text) -> Text:
        if isinstance(text, dict):
            return {form: str(of_province(one)) for form, one in text.items()}
        return _PROVINCE.sub(lambda name: own.get(name[1], name[0]), text)

    return {
        f"{path.stem}.{name}": of_province(texts[lang])
        for path in sorted(WORDS.glob("*.json"))
        for name, texts in json.loads(path.read_text(encoding="utf-8")).items()
    }


def say(key: str, lang: Lang, **values: Any) -> str:
    """Text of `key` in `lang` with its names filled in.

    Whole numbers of four digits and more get thousands separators.
    """
    try:
        text = words(lang)[key]
    except KeyError:
        raise MissingWord(f"no {lang} text for {key!r} under {WORDS.name}/") from None
    if isinstance(text, dict):
        text = text["one" if values.get("n") == 1 else "other"]
    return text.format(**{k: f"{v:,}" if type(v) is int else v for k, v in values.items()})


def number(value: float, digits: int, *, signed: bool = False) -> str:
    """A figure as it is written in both languages: separators, a true minus, a plus where asked."""
    text = f"{value:+,.{digits}f}" if signed else f"{value:,.{digits}f}"
    # What rounds to nothing has no sign.
    if not text.strip("+-0.,"):
        text = text.lstrip("+-")
    return text.replace("-", "−")


def with_unit(text: str, unit: str) -> str:
    """A written figure with its unit, as one says it."""
    if unit[:1] in "%‰":
        return text + unit
    # A unit such as 女=100 says what the figure is reckoned on and is not read out after it.
    if "=" in unit:
        return text
    return f"{text} × {unit}" if unit[:1].isdigit() else f"{text} {unit}"


def listing(items: list[str], lang: Lang) -> str:
    """Items as a reader would write them: 、 in Chinese, commas and “and” in English."""
    if lang == "zh":
        return "、".join(items)
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]


def day_in_words(day: date, lang: Lang) -> str:
    """A date as it is written in the reader's language."""
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {day:%B} {day.year}"


__all__ = [
    "CHINA",
    "LANGS",
    "MissingWord",
    "day_in_words",
    "listing",
    "number",
    "say",
    "with_unit",
    "words",
]
