"""A review is laid over what the engine read: what each change does, and what holds of them all."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from atlas.catalogue import Catalogue, load_catalogue
from atlas.model import Link, Reading, Span
from atlas.reading import read_text
from atlas.review import Change, Passage, Reviewed, in_force, review

TEXT = (
    "关于区域协调的意见\n一、口岸\n支持同江市建设口岸，推动抚远市发展旅游；培育沿边开放产业带。\n"
    "二、粮食\n建设松嫩平原粮食基地，提升农业机械化水平。全省粮食产量去年增长一成。强化县城建设。\n"
    "三、口岸\n支持同江市建设口岸。推进西城物流园建设。"
)
TONGJIANG, FUYUAN, SUIFENHE = "230881", "230883", "231081"


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


@cache
def reading(text: str = TEXT) -> Reading:
    return read_text(text, catalogue(), title="意见")


def passage(words: str, nth: int = 0, text: str = TEXT) -> Passage:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    found = reading(text).document.text
    return Passage.of(Span(at, at + len(words)), found)


PORT, TOUR, BELT = "支持同江市建设口岸", "推动抚远市发展旅游", "培育沿边开放产业带"
GRAIN, OUTPUT, SEATS = (
    "建设松嫩平原粮食基地，提升农业机械化水平",
    "全省粮食产量去年增长一成",
    "强化县城建设",
)


def done(*changes: Change, text: str = TEXT) -> Reviewed:
    numbered = [replace(change, seq=n) for n, change in enumerate(changes, 1)]
    return review(reading(text), numbered, catalogue())


def row(reviewed: Reviewed, words: str) -> tuple[str, tuple[str, ...], list[str]]:
    """State, strategies and places of a measure, as a reader sees them."""
    one = next(m for m in reviewed.measures if m.measure.text == words)
    places = [x.place for x in links(reviewed, words)]
    return one.state, one.measure.strategies, places


def links(reviewed: Reviewed, words: str) -> list[Link]:
    one = next(m for m in reviewed.measures if m.measure.text == words)
    return [x for x in reviewed.reading.links if x.measure == one.measure.id]


def test_what_nobody_reviewed_is_the_engines() -> None:
    reviewed = done()
    assert reviewed.reading == reading()
    assert {m.state for m in reviewed.measures} == {"proposed"}
    assert reviewed.progress == (0, 7)


@pytest.mark.parametrize(
    ("change", "words", "state", "strategies", "places"),
    [
        (Change("confirm", passage(PORT)), PORT, "confirmed", ("border-opening",), [TONGJIANG]),
        (Change("not_a_measure", passage(PORT)), PORT, "not_a_measure", ("border-opening",), []),
        (Change("measure", passage(OUTPUT)), OUTPUT, "added", ("food-security",), []),
        (
            Change("strategies", passage(TOUR), {"strategies": ["ecology", "border-opening"]}),
            TOUR,
            "changed",
            ("ecology", "border-opening"),
            [FUYUAN],
        ),
        (
            Change("add_place", passage(TOUR), {"place": TONGJIANG}),
            TOUR,
            "changed",
            ("border-opening",),
            [FUYUAN, TONGJIANG],
        ),
        (
            Change("remove_place", passage(TOUR), {"place": FUYUAN}),
            TOUR,
            "changed",
            ("border-opening",),
            [],
        ),
        # The engine says so too: who added it agrees.
        (
            Change("add_place", passage(TOUR), {"place": FUYUAN}),
            TOUR,
            "confirmed",
            ("border-opening",),
            [FUYUAN],
        ),
        (
            Change("resolve", None, {"surface": "抚远市", "place": SUIFENHE}),
            TOUR,
            "proposed",
            ("border-opening",),
            [SUIFENHE],
        ),
        (
            Change("resolve", None, {"surface": "抚远市", "place": ""}),
            TOUR,
            "proposed",
            ("border-opening",),
            [],
        ),
        (
            Change("comment", passage(TOUR), {"text": "再议"}),
            TOUR,
            "proposed",
            ("border-opening",),
            [FUYUAN],
        ),
    ],
)
def test_a_change_does_what_it_says(
    change: Change, words: str, state: str, strategies: tuple[str, ...], places: list[str]
) -> None:
    reviewed = done(change)
    assert row(reviewed, words) == (state, strategies, places)
    assert reviewed.unfitting == ()
    elsewhere = [m for m in reviewed.measures if m.measure.text not in (words, BELT)]
    assert {m.state for m in elsewhere} == {"proposed"}


def test_what_a_person_adds_is_told_from_what_the_engine_read() -> None:
    change = Change("add_place", passage(TOUR), {"place": TONGJIANG}, who="王")
    rules = {x.place: x.rule for x in links(done(change), TOUR)}
    assert rules == {FUYUAN: "named", TONGJIANG: "by-reviewer"}


def test_a_zone_is_added_with_its_list_and_taken_away_whole() -> None:
    zone = catalogue().zones["songnen_plain"]
    added = done(Change("add_zone", passage(PORT), {"zone": zone.id}))
    listed = [x for x in links(added, PORT) if x.zone == zone.id]
    assert {x.place for x in listed} == {m.adcode for m in zone.members}
    assert {(x.relation, x.rule) for x in listed} == {(zone.kind, "by-reviewer")}
    assert row(done(Change("remove_zone", passage(GRAIN), {"zone": zone.id})), GRAIN)[2] == []


def test_a_measure_taken_as_province_wide_is_no_longer_where_a_place_is_added() -> None:
    words = "推进西城物流园建设"
    assert row(done(), words)[2] == [catalogue().province.adcode]
    assert row(done(Change("add_place", passage(words), {"place": FUYUAN})), words)[2] == [FUYUAN]


def test_a_name_the_engine_did_not_know_is_found_wherever_it_stands() -> None:
    reviewed = done(Change("resolve", None, {"surface": "西城", "place": FUYUAN}))
    [link] = links(reviewed, "推进西城物流园建设")
    assert (link.place, link.mention, link.inherited) == (FUYUAN, passage("西城").span, False)
    assert "西城" in {m.surface for m in reviewed.reading.mentions}


def test_parts_take_what_stands_in_their_words() -> None:
    text = "支持同江市建设口岸和抚远市发展农业。"
    whole = text.rstrip("。")
    cut = done(Change("split", passage(whole, text=text), {"at": 9}), text=text)
    assert [m.measure.text for m in cut.measures] == ["支持同江市建设口岸", "和抚远市发展农业"]
    assert row(cut, "支持同江市建设口岸")[2] == [TONGJIANG]
    # What the earlier part names, the later one does not go on about: it names its own.
    assert FUYUAN in row(cut, "和抚远市发展农业")[2]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Change("confirm", Passage(Span(15, 19), "没有的话")), "passage"),
        (Change("confirm", Passage(Span(15, 19), "支持同江")), "passage"),
        (Change("split", passage(PORT), {"at": 1}), "cut"),
        (Change("merge", passage(PORT), {"next": passage(BELT).told()}), "neighbours"),
        (Change("merge", passage(TOUR), {"next": passage(PORT).told()}), "neighbours"),
        (Change("add_place", passage(PORT), {"place": "999999"}), "unknown"),
        (Change("add_zone", passage(PORT), {"zone": "nowhere"}), "unknown"),
        (Change("strategies", passage(PORT), {"strategies": ["none"]}), "unknown"),
        (Change("resolve", None, {"surface": "没有的话", "place": FUYUAN}), "name"),
        (Change("undo", None, {"change": "c-0"}), "undone"),
    ],
)
def test_what_does_not_fit_is_listed_and_changes_nothing(change: Change, why: str) -> None:
    reviewed = done(change)
    assert [(one.change.id, one.why) for one in reviewed.unfitting] == [(change.id, why)]
    assert reviewed.reading == reading()


def test_the_same_words_twice_are_told_apart_by_where_they_stand() -> None:
    first, second = [m for m in done().measures if m.measure.text == PORT]
    reviewed = done(Change("not_a_measure", passage(PORT, 1)))
    states = {m.measure.span: m.state for m in reviewed.measures if m.measure.text == PORT}
    assert states == {first.measure.span: "proposed", second.measure.span: "not_a_measure"}


def test_words_that_moved_are_found_again() -> None:
    later = "为贯彻落实有关部署，现提出如下意见。\n" + TEXT
    changes = [Change("confirm", passage(TOUR)), Change("not_a_measure", passage(PORT, 1))]
    reviewed = done(*changes, text=later)
    assert row(reviewed, TOUR)[0] == "confirmed"
    # Two places nearby hold these words now: nobody can tell which was meant.
    assert [one.why for one in reviewed.unfitting] == ["passage"]
    assert {m.state for m in reviewed.measures if m.measure.text == PORT} == {"proposed"}


def test_what_a_newer_engine_cuts_otherwise_is_listed() -> None:
    cut = done(Change("split", passage(GRAIN), {"at": 11})).reading
    newer = replace(reading(), measures=cut.measures, links=cut.links)
    changes = [Change("confirm", passage(GRAIN), seq=1), Change("confirm", passage(PORT), seq=2)]
    reviewed = review(newer, changes, catalogue())
    assert [(one.change.seq, one.why) for one in reviewed.unfitting] == [(1, "passage")]
    assert reviewed.progress == (1, 8)


def test_an_undo_can_be_undone() -> None:
    confirmed = Change("confirm", passage(PORT))
    back = Change("undo", None, {"change": confirmed.id})
    again = Change("undo", None, {"change": back.id})
    assert in_force([confirmed, back]) == ()
    assert in_force([confirmed, back, again]) == (confirmed,)


def test_what_stood_on_a_change_taken_back_is_listed() -> None:
    split = Change("split", passage(GRAIN), {"at": 11})
    of_part = Change("not_a_measure", passage("提升农业机械化水平"))
    reviewed = done(split, of_part, Change("undo", None, {"change": split.id}))
    assert [one.change.id for one in reviewed.unfitting] == [of_part.id]
    assert reviewed.reading == reading()


# What holds of any changes


def some_change(state: Reviewed, rng: random.Random) -> Change:
    """A change that fits the state it is made on, as the screen would send it."""
    units = state.measures
    i = rng.randrange(len(units))
    here = Passage(units[i].measure.span, units[i].measure.text)
    kinds = ["confirm", "not_a_measure", "measure", "strategies", "place", "zone", "comment"]
    kind = rng.choice([*kinds, "split", "merge", "resolve", "undo"])
    if kind == "strategies":
        chosen = rng.sample(sorted(catalogue().strategies), rng.randrange(3))
        return Change("strategies", here, {"strategies": chosen})
    if kind == "place":
        place = rng.choice([TONGJIANG, FUYUAN, SUIFENHE, catalogue().province.adcode])
        return Change(rng.choice(["add_place", "remove_place"]), here, {"place": place})
    if kind == "zone":
        zone = rng.choice(["songnen_plain", "county_seats"])
        return Change(rng.choice(["add_zone", "remove_zone"]), here, {"zone": zone})
    if kind == "comment":
        return Change("comment", here, {"text": "再议"})
    if kind == "split" and len(here.words) > 8:
        return Change("split", here, {"at": rng.randrange(4, len(here.words) - 3)})
    if kind == "merge" and i + 1 < len(units):
        there = Passage(units[i + 1].measure.span, units[i + 1].measure.text)
        return Change("merge", here, {"next": there.told()})
    if kind == "resolve":
        surface = rng.choice(["同江市", "抚远市", "西城"])
        return Change("resolve", None, {"surface": surface, "place": rng.choice([SUIFENHE, ""])})
    if kind == "undo" and state.changes:
        return Change("undo", None, {"change": state.changes[-1].id})
    verdict = kind if kind in ("not_a_measure", "measure") else "confirm"
    return Change(verdict, here)  # type: ignore[arg-type]


def some_review(seed: int, length: int = 7, *, undoing: bool = True) -> Reviewed:
    rng = random.Random(seed)
    changes: list[Change] = []
    state = done()
    for _ in range(length):
        change = some_change(state, rng)
        if change.kind != "undo" or undoing:
            changes.append(change)
        state = done(*changes)
    return state


SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_any_change_taken_back_leaves_what_was_before(seed: int) -> None:
    state = some_review(seed)
    change = some_change(state, random.Random(seed + 1_000))
    back = Change("undo", None, {"change": change.id})
    after = done(*state.changes, change, back)
    assert (after.reading, after.measures) == (state.reading, state.measures)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_sentence_is_lost_and_no_change(seed: int) -> None:
    state = some_review(seed, 12)
    spans = [m.measure.span for m in state.measures]
    covered = [m.span for m in reading().measures if any(s.overlaps(m.span) for s in spans)]
    assert covered == [m.span for m in reading().measures]
    assert spans == sorted(spans)
    assert not any(a.overlaps(b) for a, b in pairwise(spans))
    ids = [m.measure.id for m in state.measures]
    assert len(set(ids)) == len(ids)
    assert {x.measure for x in state.reading.links} <= {m.id for m in state.reading.asking}
    words = state.reading.document.text
    assert all(m.measure.span.text(words) == m.measure.text for m in state.measures)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_engine_reads_a_text_again_and_every_change_fits(seed: int) -> None:
    state = some_review(seed, undoing=False)
    again = review(read_text(TEXT, catalogue(), title="意见"), state.changes, catalogue())
    assert again == state
    assert again.unfitting == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_changes_of_different_measures_come_in_any_order(seed: int) -> None:
    rng = random.Random(seed)
    changes: dict[str, Change] = {}
    while len(changes) < 4:
        change = some_change(done(), rng)
        if change.kind in ("undo", "merge"):
            continue
        about = change.target.words if change.target else change.payload["surface"]
        changes[f"{about} {change.target.span if change.target else ''}"] = change
    ordered = list(changes.values())
    rng.shuffle(ordered)
    one, other = done(*changes.values()), done(*ordered)
    assert (one.reading, one.progress) == (other.reading, other.progress)
    assert [m.state for m in one.measures] == [m.state for m in other.measures]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_split_and_merged_again_is_what_it_was(seed: int) -> None:
    state = some_review(seed, 4)
    rng = random.Random(seed)
    long = [m.measure for m in state.measures if len(m.measure.text) > 8]
    measure = rng.choice(long)
    here = Passage(measure.span, measure.text)
    split = Change("split", here, {"at": rng.randrange(4, len(here.words) - 3)})
    parts = [
        Passage(m.measure.span, m.measure.text)
        for m in done(*state.changes, split).measures
        if measure.span.contains(m.measure.span)
    ]
    merge = Change("merge", parts[0], {"next": parts[1].told()})
    after = done(*state.changes, split, merge)
    assert after.reading == state.reading
    assert [m.state for m in after.measures] == [m.state for m in state.measures]


def test_what_is_merged_and_split_at_its_seam_is_what_it_was() -> None:
    whole = f"{PORT}，{TOUR}"
    merge = Change("merge", passage(PORT), {"next": passage(TOUR).told()})
    split = Change("split", passage(whole), {"at": len(PORT) + 1})
    assert done(merge).measures[0].state == "changed"
    assert done(merge, split).reading == reading()
