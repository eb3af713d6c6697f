"""Places that a search names: each is offered, whatever the search finds in the measures."""

from __future__ import annotations

import pytest

from atlas.analysis.places_named import places_named
from atlas.catalogue import load_catalogue
from atlas.query import Query

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("饶河县", ["230524"]),
        ("饶河", ["230524"]),
        ("饒河縣", ["230524"]),
        ("raohe  county", ["230524"]),
        # A county that has become a city is found by what it was called.
        ("漠河县", ["232701"]),
        ("双鸭山市", ["230500"]),
        ("向阳区", ["230402", "230803"]),
        ("饶河县 口岸", []),
        ("哈", []),
        ("深圳市", []),
        ("", []),
    ],
)
def test_a_place_that_the_whole_search_names_is_offered(typed: str, codes: list[str]) -> None:
    assert [place.adcode for place in places_named(CATALOGUE, Query(text=typed))] == codes


def test_a_place_that_is_chosen_is_not_offered() -> None:
    assert places_named(CATALOGUE, Query(text="饶河县", places=("230524",))) == []
