"""How much reaches each place, recounted from the links; facets against the list after a click."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.analysis.reach import Selection, count_per_unit, drawn_units, facet_counts, select
from atlas.catalogue import load_catalogue
from atlas.documents import open_document
from atlas.model import Measure
from atlas.query import COUNTS, DEFAULT, LEVELS, Count, MapLevel, Query, allowed_values
from tests.addresses import EVERY_RELATION, QUERIES

CATALOGUE = load_catalogue()
PLAN = open_document(DEFAULT.doc)
PLACES = CATALOGUE.places
by_address = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.address() or "all")


def counted_by_hand(query: Query, count: Count, level: MapLevel) -> dict[str, int]:
    """Distinct strategies, sentences, measures or zones per unit, link by link."""
    units = [
        p.adcode for p in PLACES.values() if p.level == level and (level != "county" or p.polygon)
    ]
    found: dict[str, set[str]] = {unit: set() for unit in units}
    theme = {m.id: row.theme for m, row in zip(PLAN.measures, CATALOGUE.plan, strict=True)}
    measures = {m.id: m for m in PLAN.measures}
    for link in PLAN.reading.links:
        measure = measures[link.measure]
        if (
            link.relation == "province"
            or link.relation not in query.relations
            or (query.bases and link.basis not in query.bases)
            or (query.themes and theme[measure.id] not in query.themes)
            or not serves(measure, query)
            or (query.inherited == "without" and link.inherited)
        ):
            continue
        place = PLACES[link.place]
        if place.level == level:
            reached = [place.adcode]
        elif level == "prefecture":
            reached = [str(place.parent)]
        else:
            reached = [p.adcode for p in PLACES.values() if p.parent == place.adcode]
        primary = measure.strategies[:1]
        chosen = [one for one in query.strategies if one in measure.strategies]
        what = {
            "strategies": chosen if query.strategies else primary,
            "sentences": [str(measure.sentence)],
            "measures": [measure.id],
            "zones": [link.zone] if link.zone else [],
        }[count]
        for unit in reached:
            if unit in found:
                found[unit].update(what)
    return {unit: len(whats) for unit, whats in found.items()}


def serves(measure: Measure, query: Query) -> bool:
    """Whether a measure has the strategies asked for: any of them, or all where both are meant."""
    asked, own = set(query.strategies), set(measure.strategies)
    return asked <= own if query.combine == "all" or not asked else bool(asked & own)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize(
    "query",
    [q for q in QUERIES if not q.places and not q.text],
    ids=lambda query: query.address() or "all",
)
def test_counts_per_unit(query: Query, count: Count, level: MapLevel) -> None:
    units = drawn_units(CATALOGUE, level)
    counts = count_per_unit(
        query.apply(PLAN.links), units, count=count, level=level, chosen=query.strategies
    )
    assert counts.to_dict() == counted_by_hand(query, count, level)


def test_the_plan_reaches_every_county_but_not_alike() -> None:
    units = drawn_units(CATALOGUE, "county")
    counts = count_per_unit(Query().apply(PLAN.links), units, count="measures", level="county")
    assert (counts > 0).all()
    assert counts.max() > 3 * counts.min()


def test_units_run_in_code_order() -> None:
    counties = drawn_units(CATALOGUE, "county")
    assert counties == sorted(counties)
    assert len(counties) == 121
    assert not set(counties) & {"232761", "232762", "232763", "232764"}
    prefectures = drawn_units(CATALOGUE, "prefecture")
    assert prefectures == sorted(prefectures)
    assert len(prefectures) == 13


def test_no_links_count_as_zero_everywhere() -> None:
    units = drawn_units(CATALOGUE, "county")
    nothing = PLAN.links[PLAN.links["m"] < 0]
    counts = count_per_unit(nothing, units, count="measures", level="county")
    assert counts.tolist() == [0] * 121


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("level", LEVELS)
def test_province_wide_links_colour_no_unit(count: Count, level: MapLevel) -> None:
    units = drawn_units(CATALOGUE, level)
    wide = Query(relations=("province",)).apply(PLAN.links)
    assert not wide.empty
    assert count_per_unit(wide, units, count=count, level=level).sum() == 0
    local, both = Query(), Query(relations=EVERY_RELATION)
    assert count_per_unit(
        both.apply(PLAN.links), units, count=count, level=level
    ).tolist() == count_per_unit(
        local.apply(PLAN.links), units, count=count, level=level
    ).tolist()  # fmt: skip


def listed(query: Query) -> set[int]:
    """Measures that the list under a query shows."""
    selection = select(PLAN, query)
    assert not set(selection.measures) & set(selection.province)
    return {*selection.measures, *selection.province}


def measures_where(holds: Callable[[int], bool]) -> set[int]:
    return {i for i in range(len(PLAN.measures)) if holds(i)}


def test_without_a_filter_every_measure_is_listed_once() -> None:
    selection = select(PLAN, Query())
    assert len(selection.measures) + len(selection.province) == 75
    assert listed(Query()) == set(range(75))


@pytest.mark.parametrize("strategy", list(CATALOGUE.strategies))
def test_the_list_of_a_strategy_holds_what_serves_it(strategy: str) -> None:
    serving = measures_where(lambda i: strategy in PLAN.measures[i].strategies)
    assert listed(Query(strategies=(strategy,))) == serving


def test_a_place_keeps_what_reaches_it_and_what_reaches_all() -> None:
    selection = select(PLAN, Query(places=("231081",)))
    own = {"231081", "231000"}
    expected = {PLAN.position[link.measure] for link in PLAN.reading.links if link.place in own}
    assert set(selection.measures) == expected
    wide = {PLAN.position[x.measure] for x in PLAN.reading.links if x.relation == "province"}
    assert set(selection.province) == wide - expected


def test_the_province_as_a_place_holds_all_that_is_anywhere_in_it() -> None:
    whole = select(PLAN, Query(places=("230000",)))
    everything = select(PLAN, Query())
    assert whole.measures == everything.measures
    assert whole.province == everything.province
    assert len(whole.counties) == 121


def test_choosing_a_place_marks_it_and_leaves_the_map_as_it_is() -> None:
    here, everywhere = select(PLAN, Query(places=("231081",))), select(PLAN, Query())
    assert here.on_map.equals(everywhere.on_map)
    assert len(here.rows) < len(everywhere.rows)


def test_a_unit_without_a_boundary_has_its_list_too() -> None:
    selection = select(PLAN, Query(places=("232761",)))
    assert selection.measures
    assert selection.counties == []


@by_address
def test_counties_of_a_selection(query: Query) -> None:
    selection = select(PLAN, query)
    reached = {
        county
        for m, reasons in selection.measures.items()
        for r in reasons
        for county in PLAN.reasons[r].counties
        if not query.places or {county, PLACES[county].parent, "230000"} & set(query.places)
    }
    assert set(selection.counties) == reached
    assert selection.counties == sorted(reached)


@by_address
def test_reasons_shown_belong_to_their_measure_and_to_the_query(query: Query) -> None:
    selection = select(PLAN, query)
    for m, reasons in {**selection.measures, **selection.province}.items():
        assert reasons
        assert reasons == sorted(set(reasons))
        for r in reasons:
            reason = PLAN.reasons[r]
            assert reason.measure == m
            assert not query.bases or reason.basis in query.bases
            if reason.relation != "province":
                assert reason.relation in query.relations
    assert list(selection.measures) == sorted(selection.measures)
    for m in selection.province:
        assert {PLAN.reasons[r].relation for r in selection.province[m]} == {"province"}


FACETS = {
    "strategy": "strategies",
    "theme": "themes",
    "relation": "relations",
    "precision": "precisions",
    "basis": "bases",
}


def after_click(query: Query, name: str, value: str) -> Query:
    clicked, dropped = query.patched({name: [value]}, CATALOGUE)
    assert dropped == ()
    return clicked


@by_address
def test_every_facet_says_how_many_measures_its_click_lists(query: Query) -> None:
    counts = facet_counts(PLAN, query)
    assert set(counts) == set(FACETS)
    for name, values in counts.items():
        assert list(values) == allowed_values(CATALOGUE)[name]
        for value, n in values.items():
            assert n == len(listed(after_click(query, name, value))), f"{name}={value}"


SOME = st.builds(
    Query,
    themes=st.lists(st.sampled_from(list(CATALOGUE.themes)), max_size=2, unique=True).map(tuple),
    strategies=st.lists(
        st.sampled_from(list(CATALOGUE.strategies)), max_size=2, unique=True
    ).map(tuple),
    relations=st.lists(st.sampled_from(EVERY_RELATION), min_size=1, unique=True).map(
        lambda chosen: tuple(sorted(chosen, key=EVERY_RELATION.index))
    ),
    places=st.lists(st.sampled_from(list(PLACES)), max_size=2, unique=True).map(tuple),
    inherited=st.sampled_from(["with", "without"]),
)  # fmt: skip


@settings(max_examples=25)
@given(SOME, st.sampled_from(list(FACETS)), st.data())
def test_any_facet_says_how_many_measures_its_click_lists(
    query: Query, name: str, data: st.DataObject
) -> None:
    value = data.draw(st.sampled_from(allowed_values(CATALOGUE)[name]))
    shown = facet_counts(PLAN, query)[name][value]
    assert shown == len(listed(after_click(query, name, value)))


@by_address
def test_a_selection_says_which_query_it_answers(query: Query) -> None:
    selection = select(PLAN, query)
    assert isinstance(selection, Selection)
    assert (selection.query, selection.document) == (query, PLAN)
