"""What views are sent: the same rows on map and table, and little of it at every click."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from atlas.analysis.reach import facet_counts, select
from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.figures.classes import BY_SITE, WITH_PREFECTURE
from atlas.figures.map_payload import RESET, map_message, map_payload
from atlas.figures.measures_payload import measures_payload
from atlas.figures.overview_payload import overview_payload
from atlas.figures.payloads import catalogue_payload, document_payload
from atlas.figures.place_payload import SHOWN, place_payload
from atlas.query import DEFAULT, FIELDS, SHOWN_HOW, Query
from tests.addresses import QUERIES

CATALOGUE = load_catalogue()
PLAN = open_document(DEFAULT.doc)
OF_COUNTIES = [query for query in QUERIES if query.level == DEFAULT.level]
by_address = pytest.mark.parametrize(
    "query", OF_COUNTIES, ids=lambda query: query.address() or "all"
)


def sent(payload: dict[str, Any]) -> int:
    """Bytes of a payload as Streamlit writes it, every Chinese character as six."""
    return len(json.dumps(payload))


def asked(href: str) -> Query:
    query, dropped = Query.from_params(parse_qs(urlsplit(href).query), CATALOGUE)
    assert dropped == ()
    return query


@by_address
def test_map_and_list_hold_the_same_rows(query: Query) -> None:
    selection = select(PLAN, query)
    beside_map, table = map_payload(selection), measures_payload(selection)
    local = dict(beside_map["rows"])
    assert {m: r for m, r in table["rows"] if m in local} == local
    assert sorted([*local, *beside_map["province"]]) == [m for m, _ in table["rows"]]


@by_address
def test_the_map_colours_what_its_list_reaches(query: Query) -> None:
    payload = map_payload(select(PLAN, query.without("place", "precision")))
    drawn = [c.adcode for c in CATALOGUE.counties if c.polygon]
    coloured = {unit for unit, n in zip(drawn, payload["values"], strict=True) if n}
    wider = (BY_SITE, WITH_PREFECTURE)
    marked = {unit for unit, cls in zip(drawn, payload["classes"], strict=True) if cls in wider}
    held = [PLAN.reasons[r] for _, reasons in payload["rows"] for r in reasons]
    listed = {c for r in held if r.precision == "unit" for c in r.counties if c in r.places}
    reached = {c for r in held for c in r.counties}
    assert coloured == listed
    assert coloured | marked == reached
    assert not coloured & marked
    assert {type(value) for value in payload["values"]} == {int}


@pytest.mark.parametrize("level", ["county", "prefecture"])
@pytest.mark.parametrize("count", ["strategies", "sentences", "measures", "zones"])
@by_address
def test_a_click_on_the_map_sends_little(query: Query, count: str, level: str) -> None:
    # The whole interaction may take 8 KB, of which header, filters and messages take the rest.
    changed, _ = query.patched({"count": [count], "level": [level]}, CATALOGUE)
    assert sent(map_message(select(PLAN, changed))) < 3_000


@by_address
def test_no_page_sends_what_the_browser_has_fetched_once(query: Query) -> None:
    selection = select(PLAN, query)
    for payload in (map_payload(selection), measures_payload(selection)):
        written = json.dumps(payload, ensure_ascii=False)
        assert not any(measure.text in written for measure in PLAN.measures)
    assert sent(measures_payload(selection)) < 2_500
    assert sent(overview_payload(selection)) < 7_000
    assert sent(place_payload(selection)) < 8_000


@pytest.mark.parametrize(
    ("query", "outlines"),
    [
        (Query(), []),
        (Query(strategies=("border-opening",)), ["border_coop_zone", "border_counties"]),
        (
            Query(strategies=("food-security",)),
            ["food_belt_core", "sanjiang_plain", "songnen_plain"],
        ),
        (Query(strategies=("city-renewal",)), []),
        (Query(themes=("layout",)), []),  # more than three would be a tangle
    ],
)
def test_few_zones_are_outlined(query: Query, outlines: list[str]) -> None:
    assert map_payload(select(PLAN, query))["outlines"] == outlines


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_selection_says_why_and_offers_the_next_click(lang: str) -> None:
    query = Query(lang=lang, text="没有的词", strategies=("ecology",))
    for payload in (map_payload(select(PLAN, query)), measures_payload(select(PLAN, query))):
        empty = payload["empty"]
        assert query.describe(CATALOGUE) in empty["text"]
        cleared, dropped = query.patched(empty["patch"], CATALOGUE)
        assert (cleared, dropped) == (Query(lang=lang), ())
    assert map_payload(select(PLAN, Query()))["empty"] is None
    # Measures for the whole province are something to show.
    assert map_payload(select(PLAN, Query(relations=("province",))))["empty"] is None


def test_where_nothing_serves_all_strategies_either_of_them_is_the_next_click() -> None:
    query = Query(strategies=("food-security", "border-opening"), combine="all")
    empty = map_payload(select(PLAN, query))["empty"]
    either, _ = query.patched(empty["patch"], CATALOGUE)
    assert either == query.but(combine="either")
    found = select(PLAN, either)
    assert f"有 {len(found.measures) + len(found.province)} 项举措" in empty["text"]
    # Where neither serves anything, that is not why.
    nowhere = map_payload(select(PLAN, query.but(text="没有的词")))["empty"]
    assert nowhere["patch"] == RESET


def test_reset_clears_every_filter_and_leaves_how_it_is_shown() -> None:
    assert set(RESET) == set(FIELDS) - set(SHOWN_HOW) - {"doc"}


@by_address
def test_permalinks_of_a_row_keep_language_and_drop_the_filter(query: Query) -> None:
    hrefs = measures_payload(select(PLAN, query))["hrefs"]
    place = asked(hrefs["place"].replace("{code}", "231081"))
    assert place == Query(lang=query.lang, count=query.count, places=("231081",))
    assert asked(hrefs["map"].replace("{code}", "231081")) == place
    measure = PLAN.measures[0].id
    opened = asked(hrefs["measure"].replace("{id}", measure))
    assert opened == Query(lang=query.lang, count=query.count, measures=(measure,))


def test_an_opened_measure_is_told_to_the_views() -> None:
    selection = select(PLAN, Query(measures=(PLAN.measures[3].id,)))
    assert map_payload(selection)["active"] == PLAN.measures[3].id
    assert measures_payload(selection)["active"] == PLAN.measures[3].id
    assert len(measures_payload(selection)["rows"]) == 75


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_overview_has_a_door_for_every_strategy(lang: str) -> None:
    payload = overview_payload(select(PLAN, Query(lang=lang)))
    tiles = {tile["strategy"]: tile for tile in payload["tiles"]}
    wide = {row["strategy"]: row for row in payload["wide"]}
    assert set(tiles) | set(wide) == set(CATALOGUE.strategies)
    assert not set(tiles) & set(wide)
    drawn = [c.adcode for c in CATALOGUE.counties if c.polygon]
    for strategy, tile in tiles.items():
        serving = [i for i, m in enumerate(PLAN.measures) if strategy in m.strategies]
        own = [r for r in PLAN.reasons if r.measure in serving and r.relation != "pair"]
        reached = {c for r in own for c in r.counties}
        listed = {c for r in own if r.precision == "unit" for c in r.counties if c in r.places}
        marks = dict(zip(drawn, tile["reached"], strict=True))
        assert sorted(reached) == [unit for unit, mark in marks.items() if mark not in "0w"]
        assert sorted(listed) == [unit for unit, mark in marks.items() if mark in "12345"]
        assert tile["counties"] == len(listed)
        assert tile["by_site"] == tile["reached"].count("s")
        assert tile["with_prefecture"] == tile["reached"].count("p")
        assert tile["counties"] + tile["by_site"] + tile["with_prefecture"] == len(reached)
        local = {r.measure for r in own if r.counties}
        assert tile["measures"] == len(local)
        assert asked(tile["href"]) == Query(lang=lang, strategies=(strategy,))
    for strategy, row in wide.items():
        serving = [m for m in PLAN.measures if strategy in m.strategies]
        assert row["measures"] == len(serving)


def test_the_overview_under_a_filter_shows_only_what_is_left() -> None:
    payload = overview_payload(select(PLAN, Query(strategies=("ecology", "city-renewal"))))
    assert [tile["strategy"] for tile in payload["tiles"]] == ["ecology"]
    assert [row["strategy"] for row in payload["wide"]] == ["city-renewal"]
    nothing = overview_payload(select(PLAN, Query(text="没有的词")))
    assert (nothing["tiles"], nothing["wide"]) == ([], [])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_example_question_has_an_answer(lang: str) -> None:
    questions = overview_payload(select(PLAN, Query(lang=lang)))["questions"]
    assert len(questions) == len(PLAN.catalogue.questions) > 0
    assert len({question["text"] for question in questions}) == len(questions)
    for question in questions:
        assert question["href"].split("?")[0] in ("map", "measures")
        query = asked(question["href"])
        assert query.lang == lang
        answer = select(PLAN, query)
        assert answer.measures or answer.province


def test_the_directory_of_places_lists_the_prefectures() -> None:
    payload = place_payload(select(PLAN, Query()))
    assert payload["chooser"] is True
    assert payload["prefectures"] == [p.adcode for p in CATALOGUE.prefectures]


@pytest.mark.parametrize("adcode", ["231081", "230100", "232761", "230000", "230719"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_place_s_page(adcode: str, lang: str) -> None:
    query = Query(lang=lang, places=(adcode,))
    selection = select(PLAN, query)
    payload = place_payload(selection)
    assert payload["place"] == adcode
    grouped = [m for group in payload["groups"] for m, _ in group["rows"]]
    assert sorted(grouped) == list(selection.measures)
    assert len(grouped) == len(set(grouped))
    assert not set(grouped) & set(payload["province"])
    listed = {zone: some for zone, _, some in payload["zones"]}
    under = {p.adcode for p in CATALOGUE.places.values() if p.parent == adcode}
    members = {z.id: {m.adcode for m in z.members} for z in CATALOGUE.zones.values()}
    own = {adcode, CATALOGUE.places[adcode].parent} - {"230000"}
    whole = {zone for zone, codes in members.items() if codes & own}
    assert {zone for zone, some in listed.items() if some is None} == whole
    if CATALOGUE.places[adcode].level == "prefecture":
        some_of = {z: len(codes & under) for z, codes in members.items() if z not in whole}
        assert {z: n for z, n in listed.items() if n} == {z: n for z, n in some_of.items() if n}
    own = CATALOGUE.indicators[CATALOGUE.indicators["adcode"] == adcode]
    known = {(row.indicator, row.year) for row in own.itertuples()}
    assert len(payload["figures"]) == len([pair for pair in SHOWN if pair in known])
    for figure in payload["figures"]:
        assert figure["source"]
        assert figure["strength"] in ("strong", "weak")


def test_a_figure_is_written_with_its_unit_and_beside_those_of_the_units_above() -> None:
    figures = place_payload(select(PLAN, Query(lang="en", places=("231081",))))["figures"]
    population = figures[0]
    assert population["label"].startswith("Resident population")
    assert population["year"] == "2020"
    assert [name for name, _ in population["compare"]] == ["Mudanjiang", "Heilongjiang"]
    assert population["value"].replace(",", "").isdigit()


def test_what_is_fetched_once_refers_only_to_what_it_holds() -> None:
    names, plan = catalogue_payload(), document_payload(DEFAULT.doc)
    places = {place[0] for place in names["places"]}
    zones = {zone["id"] for zone in names["zones"]}
    strategies = {strategy["id"] for strategy in names["strategies"]}
    assert len(places) == 1 + 13 + 121 + 4
    for zone in names["zones"]:
        for adcode, _basis, source in zone["members"]:
            assert adcode in places
            assert source in names["sources"]
    for place in names["places"]:
        labelled = place[7] and place[5] == "county"
        assert (place[8] is not None) == labelled, place[:3]
    for number, measure in enumerate(plan["measures"]):
        assert plan["text"][measure["start"] : measure["end"]] == measure["zh"]
        assert set(measure["strategies"]) <= strategies
        assert [s for s, _ in measure["tags"]] == list(measure["strategies"])
        assert {plan["reasons"][r]["measure"] for r in measure["reasons"]} == {number}
    for reason in plan["reasons"]:
        assert set(reason["places"]) | set(reason["counties"]) <= places
        assert reason["zone"] is None or reason["zone"] in zones
        if reason["mention"]:
            start, end = reason["mention"]
            assert plan["text"][start:end] == reason["surface"]
    json.dumps([names, plan], allow_nan=False)


def test_an_unknown_document_has_no_payload() -> None:
    with pytest.raises(KeyError):
        document_payload("no-such")


def test_the_filters_of_the_sidebar_send_little() -> None:
    for query in OF_COUNTIES:
        assert sent(facet_counts(PLAN, query)) < 1_000
