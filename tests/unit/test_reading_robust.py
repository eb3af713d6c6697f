"""Whatever comes in: valid spans out, the same answer twice, one clear sentence for the rest."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from atlas.catalogue import load_catalogue
from atlas.model import Span
from atlas.reading import UnreadableFile, read_text
from atlas.reading.clean import clean
from atlas.reading.files import file_text
from atlas.reading.origin import Origin
from tests.unit.test_reading_contract import WORDS, check

TEXTS = st.one_of(st.text(max_size=150), st.lists(WORDS, max_size=40).map("".join))
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(TEXTS, st.lists(st.tuples(st.integers(0, 120), st.integers(1, 40)), max_size=5))
def test_headings_of_any_ranges_are_borne(text: str, ranges: list[tuple[int, int]]) -> None:
    spans = [Span(start, start + length) for start, length in sorted(ranges)]
    catalogue = load_catalogue()
    reading = read_text(text, catalogue, headings=spans)
    check(reading)
    assert read_text(text, catalogue, headings=spans) == reading


@SLOW
@given(TEXTS, st.sampled_from(["230000", "310000", "530000", None]))
def test_any_province_is_borne(text: str, province: str | None) -> None:
    reading = read_text(text, load_catalogue(), province=province)
    check(reading)
    outside = province not in ("230000", None)
    assert not (outside and any(link.rule == "province-default" for link in reading.links))


@SLOW
@given(TEXTS)
def test_reading_the_cleaned_text_again_finds_the_same(text: str) -> None:
    catalogue = load_catalogue()
    once = read_text(text, catalogue)
    again = read_text(once.document.text, catalogue)
    assert again.document.text == once.document.text
    assert (again.mentions, again.measures, again.links) == (
        once.mentions,
        once.measures,
        once.links,
    )


@given(TEXTS)
def test_every_cleaned_character_is_its_raw_one_or_stands_for_it(raw: str) -> None:
    cleaned = clean(raw)
    for character, place in zip(cleaned.text, cleaned.origin, strict=True):
        alone = clean(raw[place]).text
        assert character in (raw[place], alone) or len(raw) > 1


CUTS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5)), max_size=6)


@given(st.integers(0, 60), CUTS, CUTS)
def test_an_origin_is_what_cutting_a_list_gives(
    length: int, first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    origin, places = Origin(length), list(range(length))
    for steps in (first, second):
        cuts, at = [], 0
        for gap, size in steps:
            start, end = at + gap, at + gap + size
            if end <= len(places):
                cuts.append((start, end))
            at = end
        origin = origin.without(cuts)
        places = [p for i, p in enumerate(places) if not any(a <= i < b for a, b in cuts)]
    assert list(origin) == places
    for start in range(0, len(places), 7):
        span = Span(start, min(len(places), start + 3))
        assert origin.cleaned(origin.raw(span)) == span
    assert origin.cleaned(Span(length, length + 1)) is None


@SLOW
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.docx", "a.md", "-"]))
@example(b"PK\x03\x04" + bytes(40), "a.docx")
@example(b"<html><body>" + b"<p>" * 300, "a.html")
@example("推进建设。".encode("utf-16"), "a.txt")
def test_any_bytes_are_read_or_refused_in_one_sentence(data: bytes, name: str) -> None:
    refused: UnreadableFile | None = None
    try:
        found = file_text(data, name=name)
    except UnreadableFile as error:
        refused = error
    if refused is None:
        assert found.text.strip()
        check(read_text(found.text, load_catalogue(), headings=found.headings))
    else:
        assert "\n" not in refused.sentence("zh") + refused.sentence("en")


# Each of these made a rule try again and again before it was bounded.
WORST = {
    "a list of rivers": "嫩江、",
    "one endless sentence": "推进黑河建设，完善物流，",
    "adverbs without a verb": "将要应",
    "means without a verb": "以将对",
    "districts of two cities": "向阳区、",
    "readings upon readings": "(hǎo)",
    "open quotation marks": "“",
    "lines without marks": "1. 建设\n",
}


@pytest.mark.parametrize("unit", WORST.values(), ids=WORST.keys())
def test_what_repeats_without_end_is_read(unit: str) -> None:
    text = "好" + unit * (30_000 // len(unit))
    check(read_text(text, load_catalogue(), province="230000"))
