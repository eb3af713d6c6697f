"""Stories of a reader at work: each click changes the address, and the address is all there is."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from atlas.figures.map_payload import RESET
from atlas.site import SITE
from tests.pages.screen import Screen


def again(screen: Screen) -> Screen:
    """The copied address, opened in a new window."""
    return Screen(screen.page, **screen.address)


def same(one: Screen, other: Screen) -> bool:
    return one.payloads == other.payloads


def test_choosing_a_county_on_the_map() -> None:
    screen = Screen("map")
    screen.change("map", place=["231081"])
    assert screen.address == {"place": ["231081"]}
    assert screen.payload("map")["list_title"] == "绥芬河市 · 20 项举措（出自 8 句），12 项直接指到"
    assert screen.payload("map")["selected"] == ["231081"]
    assert screen.chips == ["地区：绥芬河市"]
    assert same(screen, again(screen))
    screen.change("map", place=["231081", "231086"])
    assert screen.payload("map")["list_title"].startswith("绥芬河市、东宁市 · ")
    screen.change("filter_bar", place=[])
    assert screen.address == {}
    assert screen.payload("map")["list_title"] == "44 项举措（出自 14 句），29 项直接指到"


def test_filtering_from_the_sidebar_step_by_step() -> None:
    screen = Screen("map", lang="en")
    assert screen.brings("strategy")["food-security"] == 3
    screen.change("filters", strategy=["food-security"])
    assert len(screen.statements("map")) == 3
    # What the panel said a click brings is what it brings.
    left = screen.brings("basis")
    screen.change("filters", basis=["inferred"])
    assert len(screen.statements("map")) == left["inferred"]
    screen.change("filters", q=["Sanjiang"])
    assert screen.statements("map") == [
        "Develop modern agriculture on the Sanjiang Plain, all in support of the national"
        " commodity-grain base"
    ]
    assert screen.chips == [
        "strategy: Food security",
        "basis: inferred list",
        "search “Sanjiang”",
    ]
    assert screen.address == {
        "lang": ["en"],
        "strategy": ["food-security"],
        "basis": ["inferred"],
        "q": ["Sanjiang"],
    }
    assert same(screen, again(screen))


def test_every_chip_takes_away_its_own_part_and_reset_takes_all() -> None:
    screen = Screen("measures", theme="layout", strategy="ecology", place="230717", q="森林")
    chips = screen.payload("filter_bar")["chips"]
    assert len(chips) == 4
    for chip in chips:
        screen.change("filter_bar", **chip["patch"])
        assert chip["label"] not in screen.chips
    assert screen.address == {}
    screen = Screen("measures", lang="en", theme="layout", q="x", level="prefecture")
    screen.change("filter_bar", **RESET)
    assert screen.address == {"lang": ["en"], "level": ["prefecture"]}


@pytest.mark.parametrize("page", SITE)
def test_switching_the_language_keeps_the_view(page: str) -> None:
    screen = Screen(page, strategy="ecology", place="230717")
    chinese = screen.payloads
    screen.change("header", lang=["en"])
    assert screen.address == {"lang": ["en"], "strategy": ["ecology"], "place": ["230717"]}
    assert (screen.lang, screen.page) == ("en", page)
    assert not screen.app.exception
    if "filter_bar" in screen.components:
        assert screen.chips == ["strategy: Ecology", "place: Yimei District"]
    screen.change("header", lang=["zh"])
    assert screen.payloads == chinese


def test_going_to_another_page_keeps_the_filter() -> None:
    screen = Screen("overview", strategy="ecology")
    screen.change("header", page=["map"])
    assert screen.page == "map"
    assert screen.address == {"strategy": ["ecology"]}
    screen.change("map", page=["place"], place=["230717"])
    assert screen.page == "place"
    assert screen.address == {"strategy": ["ecology"], "place": ["230717"]}
    assert screen.title.startswith("伊美区")


def test_counting_something_else_changes_the_colours_and_not_the_list() -> None:
    screen = Screen("map")
    before = screen.payload("map")
    screen.change("filters", count=["measures"])
    after = screen.payload("map")
    assert after["rows"] == before["rows"]
    assert after["values"] != before["values"]
    screen.change("filters", level=["prefecture"])
    assert len(screen.payload("map")["values"]) == 13
    assert screen.payload("map")["rows"] == before["rows"]


def test_opening_a_measure_and_closing_it() -> None:
    screen = Screen("measures")
    screen.change("measures", measure=["m-eff1c7c0"])
    assert screen.address == {"measure": ["m-eff1c7c0"]}
    assert screen.payload("measures")["active"] == "m-eff1c7c0"
    screen.change("measures", measure=[])
    assert screen.address == {}
    assert screen.payload("measures")["active"] is None


@pytest.mark.parametrize(
    "patch",
    [
        {"place": ["999999"]},
        {"nonsense": ["1"]},
        {"q": ["县" * 5000]},
        {"page": ["no-such-page"]},
        {"page": ["../../etc/passwd"]},
        {"measure": ["m-00000000"]},
        {"place": []},
        {},
    ],
    ids=lambda patch: urlencode(patch)[:30] or "nothing",
)
def test_a_browser_that_sends_nonsense_changes_nothing(patch: dict[str, list[str]]) -> None:
    screen = Screen("map", strategy="ecology")
    before = screen.payload("map")
    screen.change("map", **patch)
    assert not screen.app.exception
    assert screen.page == "map"
    assert screen.payload("map") == before


@pytest.mark.parametrize(
    ("patch", "notes"),
    [
        ({"place": ["999999", "231081"]}, ["“place=999999”不认识，已略过"]),
        ({"q": ["县" * 300]}, [f"“q={'县' * 46}… (300)”不认识，已略过"]),
        ({"q": ["边\u200b境"]}, ["“q=⟨U+200B⟩”不认识，已略过"]),
        ({"nonsense": ["1"], "level": ["village"]}, ["“nonsense=1”", "“level=village”"]),
        ({"place": ["231081"]}, []),
    ],
)
def test_what_a_change_asks_for_in_vain_is_said_once(
    patch: dict[str, list[str]], notes: list[str]
) -> None:
    screen = Screen("map", strategy="ecology")
    screen.change("map", **patch)
    assert not screen.app.exception
    assert len(screen.notes) == len(notes)
    assert all(said.startswith(note) for said, note in zip(screen.notes, notes, strict=True))
    screen.change("filters", count=["measures"])
    assert screen.notes == []


def test_what_the_address_and_a_change_have_in_vain_is_said_together() -> None:
    screen = Screen("map", lang="en", place=[f"99{i:04}" for i in range(6)])
    assert len(screen.notes) == 5
    screen.change("map", place=[f"98{i:04}" for i in range(6)])
    assert screen.notes[0] == "“place=980000” is not known and was left out"
    assert screen.notes[4:] == ["2 more parts were left out"]


def test_what_a_link_to_a_page_asks_for_in_vain_is_said_there() -> None:
    screen = Screen("map").change("map", page=["place"], place=["231081", "1"])
    assert screen.page == "place"
    assert screen.notes == ["“place=1”不认识，已略过"]
