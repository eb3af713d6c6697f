"""Spans and what stands on them, over any text that Hypothesis can think of."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from atlas.catalogue import load_catalogue
from atlas.model import BASES, RELATIONS, Mention, ModelError, Reading, Span
from atlas.reading import read_text, to_contract
from atlas.reading.clean import clean

CATALOGUE = load_catalogue()
NUMBERS = st.integers(-3, 60)
PLAIN = st.text(min_size=1, max_size=60)


@given(NUMBERS, NUMBERS)
def test_a_span_is_only_ever_a_range_with_something_in_it(start: int, end: int) -> None:
    if 0 <= start < end:
        assert (Span(start, end).start, Span(start, end).end) == (start, end)
    else:
        with pytest.raises(ModelError, match=f"span {start}–{end}"):
            Span(start, end)


@st.composite
def spans(draw: st.DrawFn, longest: int = 60) -> Span:
    start = draw(st.integers(0, longest - 1))
    return Span(start, draw(st.integers(start + 1, longest)))


@given(PLAIN, spans())
def test_a_span_gives_the_characters_it_covers_or_says_that_it_cannot(
    text: str, span: Span
) -> None:
    if span.end <= len(text):
        assert span.text(text) == "".join(text[i] for i in range(span.start, span.end))
        assert len(span.text(text)) == span.end - span.start
    else:
        with pytest.raises(ModelError, match=f"ends at {span.end}, the text at {len(text)}"):
            span.text(text)


@given(spans(), spans())
def test_how_two_spans_lie(one: Span, other: Span) -> None:
    ones, others = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert one.overlaps(other) == other.overlaps(one) == bool(ones & others)
    assert one.contains(other) == (others <= ones)
    assert one.contains(one)
    assert (one < other) == ((one.start, one.end) < (other.start, other.end))


@given(PLAIN, spans())
def test_a_mention_fills_its_span(surface: str, span: Span) -> None:
    assume(len(surface) != span.end - span.start)
    with pytest.raises(ModelError, match="does not fill"):
        Mention(span, surface, "region", ("230100",), "named", "test")


DIRT = [*" \u3000\xa0\n\r\u200b\ufeff\x00\u2028", "\r\n", "(jīng)", "（de）", "[bā]"]
DIRTY = st.sampled_from([*DIRT, *"经濟的好著力乾隆燥，。；“”２Ａａa", "12", "哈尔滨", "哈爾濱"])
RAW = st.one_of(st.text(max_size=120), st.lists(DIRTY, max_size=40).map("".join))


@given(RAW)
@example("乾\u200b隆")
@example("著(zhuó)力")
@example("\r\n\r")
def test_cleaning_again_changes_no_character_and_no_place(raw: str) -> None:
    once = clean(raw)
    twice = clean(once.text)
    assert twice.text == once.text
    assert list(twice.origin) == list(range(len(once.text)))


@given(RAW)
def test_every_cleaned_character_comes_from_one_place_in_order(raw: str) -> None:
    cleaned = clean(raw)
    places = list(cleaned.origin)
    assert len(places) == len(cleaned.text)
    assert places == sorted(set(places))
    assert all(0 <= place < len(raw) for place in places)


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=120))
def test_plain_text_is_left_as_it_is(raw: str) -> None:
    assert clean(raw).text == raw


@given(RAW, RAW)
def test_lines_are_cleaned_each_for_itself(first: str, second: str) -> None:
    """So that what stands in one paragraph cannot change another."""
    assume("\r" not in first + second)
    together = clean(f"{first}\n\n{second}").text
    assert together == f"{clean(first).text}\n\n{clean(second).text}"


CITIES = [
    "哈尔滨",
    "哈尔滨市",
    "向阳区",
    "绥芬河",
    "上海宝山区",
    "龙粤",
    "深哈",
    "黑龙江省",
    "全省",
]
ZONES = ["哈大齐", "煤城", "县域经济", "边境县", "三江平原", "大小兴安岭", "口岸", "經濟"]
ACTS = [
    "推进",
    "建设",
    "更好",
    "发展",
    "围绕",
    "坚持",
    "促进",
    "一是",
    "一、",
    "（二）",
    "1.",
    "2026年",
]
WORDS = st.sampled_from([*CITIES, *ZONES, *ACTS, *"，。；、（）“”？a", *"\n \u200b\r", "(jīng)"])
TEXTS = st.one_of(RAW, st.lists(WORDS, max_size=40).map("".join))


def sound(reading: Reading) -> None:
    text = reading.document.text
    kinds = {"region", "zone", "class", "province", "external"}
    before = 0
    for mention in reading.mentions:
        assert mention.span.text(text) == mention.surface
        assert mention.span.start >= before
        assert mention.kind in kinds
        before = mention.span.end
    before = 0
    for measure in reading.measures:
        assert measure.span.text(text) == measure.text
        assert measure.text == measure.text.strip()
        assert measure.sentence.contains(measure.span)
        assert measure.span.start >= before
        assert len(set(measure.strategies)) == len(measure.strategies)
        assert set(measure.strategies) <= set(CATALOGUE.strategies)
        before = measure.span.end
    known = {measure.id: number for number, measure in enumerate(reading.measures)}
    assert len(known) == len(reading.measures)
    order = [known[link.measure] for link in reading.links]
    assert order == sorted(order)
    stood_on = {mention.span for mention in reading.mentions}
    for link in reading.links:
        assert link.place in CATALOGUE.places
        assert link.relation in RELATIONS
        assert link.basis in BASES
        assert link.mention is None or link.mention in stood_on
        measure = reading.measures[known[link.measure]]
        if link.mention is not None and not link.inherited:
            assert measure.span.contains(link.mention)
    # A city may be named, and be one of a pair as well: the partner tells these apart.
    said = [(x.measure, x.place, x.zone, x.partner) for x in reading.links]
    assert len(said) == len(set(said)), "the same place twice for one reason"
    for issue in reading.issues:
        assert issue.message
        if issue.span is not None:
            issue.span.text(text)


@settings(max_examples=150)
@given(TEXTS, st.sampled_from([None, "230000"]))
@example("黑龙江省绥芬河市建设口岸。", None)
@example("一是推进煤城，二是推进油城；三是", "230000")
@example("龙粤推进哈尔滨", "230000")
@example("", None)
@example("。", "230000")
def test_any_text_is_read_soundly_and_the_same_twice(text: str, province: str | None) -> None:
    reading = read_text(text, CATALOGUE, province=province)
    sound(reading)
    assert read_text(text, CATALOGUE, province=province) == reading


@settings(max_examples=60)
@given(TEXTS)
def test_what_the_command_line_prints_is_within_the_text(text: str) -> None:
    printed = json.loads(json.dumps(to_contract(read_text(text, CATALOGUE))))
    for mention in printed["mentions"]:
        assert printed["text"][mention["start"] : mention["end"]] == mention["surface"]
    for measure in printed["measures"]:
        assert 0 <= measure["start"] < measure["end"] <= len(printed["text"])
        for link in measure["links"]:
            if link["mention"] is not None:
                start, end = link["mention"]
                assert 0 <= start < end <= len(printed["text"])


@settings(max_examples=60)
@given(TEXTS)
def test_reading_the_cleaned_text_finds_the_same(text: str) -> None:
    dirty = read_text(text, CATALOGUE, document_id="d", sha256="0")
    tidy = read_text(dirty.document.text, CATALOGUE, document_id="d", sha256="0")
    assert tidy.measures == dirty.measures
    assert tidy.mentions == dirty.mentions
    assert tidy.links == dirty.links
