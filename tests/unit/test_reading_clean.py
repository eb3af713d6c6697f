"""Cleaning a scraped text, and that every cleaned character still knows where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.reading.clean import clean

TABLE = [
    ("toned note", "報(bào)告", "报告"),
    ("note of a part of a word", "經(jīng)濟(jì)發(fā)展", "经济发展"),
    ("full-width brackets", "计（jì）划", "计划"),
    ("several syllables", "密山(mì shān)口岸", "密山口岸"),
    ("untoned note", "好的(de)办法", "好的办法"),
    ("not its reading", "人工智能(ai)", "人工智能(ai)"),
    ("abbreviation", "生产总值(GDP)", "生产总值(GDP)"),
    ("real brackets", "县（市、区）", "县（市、区）"),
    ("english in brackets", "中国制造(made in china)", "中国制造(made in china)"),
    ("traditional", "綏芬河與東寧", "绥芬河与东宁"),
    ("著 for 着", "著力擴大開放，沿著邊境", "着力扩大开放，沿着边境"),
    ("著 stays", "著名景區成效顯著", "著名景区成效显著"),
    ("乾 by its word", "乾隆年間的乾燥天氣", "乾隆年间的干燥天气"),
    ("gap in a word", "建设黑龙 江省口岸，开行班列。", "建设黑龙江省口岸，开行班列。"),
    ("gap in a table", "城市名称 发展方向", "城市名称 发展方向"),
    ("zero width", "齐齐\u200b哈尔\ufeff市", "齐齐哈尔市"),
    ("control characters", "大\x00庆\x07", "大庆"),
    ("soft hyphen", "牡丹\xad江", "牡丹江"),
    ("full-width digits", "２０２６年Ａ级", "2026年A级"),
    ("line ends", "第一行\r\n第二行\r第三行", "第一行\n第二行\n第三行"),
    ("no-break space", "10\xa0公里", "10 公里"),
]


@pytest.mark.parametrize(("why", "raw", "expected"), TABLE)
def test_cleaning(why: str, raw: str, expected: str) -> None:
    assert clean(raw).text == expected, why


def test_cleaned_characters_point_to_their_raw_ones() -> None:
    raw = "發(fā)展\u200b龍江"
    cleaned = clean(raw)
    assert [raw[place] for place in cleaned.origin] == ["發", "展", "龍", "江"]


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    once = clean(raw)
    assert clean(once.text).text == once.text


PIECES = st.sampled_from(
    ["经", "(jīng)", "（de）", "的", " ", "，", "\n", "\u200b", "２", "著", "力", "龍", "[bā]", "a"]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_origins_rise_and_stay_inside_the_raw_text(raw: str) -> None:
    cleaned = clean(raw)
    places = list(cleaned.origin)
    assert len(places) == len(cleaned.text)
    assert places == sorted(set(places))
    assert all(0 <= place < len(raw) for place in places)
    assert clean(cleaned.text).text == cleaned.text
