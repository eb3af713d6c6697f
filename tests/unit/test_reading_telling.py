"""A pattern is looked for only where it may be found, and is found wherever it stands."""

from __future__ import annotations

import random
import re

import pytest

from atlas.catalogue import load_catalogue
from atlas.reading.field_wordings import compile_field_wordings
from atlas.reading.telling import Telling, around, needed_words
from atlas.reading.wordings import compile_wordings

CATALOGUE = load_catalogue()
WORDS = compile_wordings(CATALOGUE.wordings)
FIELDS = compile_field_wordings(CATALOGUE.field_wordings)

NEEDED = [
    ("修建", {"修建"}),
    ("(?:修建|扩建)口岸", {"口岸"}),
    ("(?:修建|扩建)[^，]", {"修建", "扩建"}),
    ("(?:再|又)?修建", {"修建"}),
    ("[^，。]{0,9}?(?:如何|怎样)", {"如何", "怎样"}),
    ("(?:铺|架)桥", {"桥"}),
    ("(?:铺|架)[^，]", {"铺", "架"}),
    ("[铺架]桥[^，]{2}开通", {"开通"}),
    ("修(?=桥)", {"修"}),
    ("修(?!桥)", {"修"}),
    (r"增长\d", {"增长"}),
    (r"\d+%?", None),
    ("(?:修建)?", None),
    ("修建|.", None),
    ("[^，]", None),
    ("(?!)", None),
]


@pytest.mark.parametrize(("pattern", "words"), NEEDED)
def test_what_every_match_holds(pattern: str, words: set[str] | None) -> None:
    assert needed_words(pattern) == words


def _made(seed: int, pieces: list[str]) -> str:
    """A text of pieces and marks in any order, so that words stand where no writer puts them."""
    choose = random.Random(seed)
    return "".join(choose.choice(pieces) for _ in range(400))


PIECES = [
    *("2026年", "20", "年", "年底", "底前", "6月", "12月31日", "上半年", "第三季度"),
    *("内", "末", "以前", "建成", "完成", "投产", "力争", "确保", "到"),
    *("至", "投资", "1.5", "1,200", "亿", "万", "元", "多", "资金"),
    *("以上", "市水务局", "县政府", "牵头", "负责", "由", "的", "，", "。"),
    *("；", "、", "要", "将", "如何", "强调", "谱写", "篇章", "感谢"),
    *("坚持", "思想", "增长", "累计", "了", "贡献"),
    "\n",
]

WIDE = [("time", 28), ("year", 32), ("sum", 64), ("opens", 48)]


@pytest.mark.parametrize(("name", "wide"), WIDE)
def test_fields_are_found_as_if_every_character_were_tried(name: str, wide: int) -> None:
    pattern: re.Pattern[str] = getattr(FIELDS, name)
    found = 0
    for seed in range(60):
        text = _made(seed, PIECES)
        every = [match.span() for match in pattern.finditer(text)]
        assert [match.span() for match in around(pattern, text, wide)] == every
        found += len(every)
    assert found > 20


ROLES = (
    *("frame", "praise", "voice", "target", "predicted", "ahead", "guiding", "courtesy", "slogan"),
    *("result", "figure", "circumstance", "means"),
)


@pytest.mark.parametrize("role", ROLES)
def test_no_role_is_found_where_it_is_said_not_to_be(role: str) -> None:
    pattern: re.Pattern[str] = getattr(WORDS, role)
    rows = [row.pattern for row in CATALOGUE.wordings if row.role == role]
    plain = [row for row in rows if re.fullmatch("[一-鿿]+", row)]
    said_not = 0
    for seed in range(40):
        for sentence in _made(seed, PIECES + plain).split("。"):
            if role not in WORDS.telling.among(sentence, 0, len(sentence)):
                said_not += 1
                assert pattern.search(sentence) is None
    assert said_not


def test_a_range_is_asked_about_by_itself() -> None:
    telling = Telling({"build": re.compile("修建"), "any": re.compile(r"\d")})
    text = "修建码头，扩建机场"
    assert telling.among(text, 0, 4) == {"build", "any"}
    assert telling.among(text, 5, 9) == {"any"}


def test_a_pattern_without_words_is_not_looked_for_around_them() -> None:
    for pattern in (r"\d+", "东方|方正"):
        with pytest.raises(ValueError, match="no words by which every match is found"):
            list(around(re.compile(pattern), "1", 8))
