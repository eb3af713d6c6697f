"""The rows of every page's file, and of the API, are those that the page's payload shows.

Random queries over every parameter; each page has its own way from its payload to rows.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.analysis.indicators import answer as indicator_answer
from atlas.analysis.page_query import figures_asked
from atlas.analysis.precision import by_way
from atlas.analysis.reach import Selection, drawn_units, select
from atlas.analysis.strategies import asked_of_each, strategy_reach
from atlas.analysis.tie_selection import select_ties
from atlas.answering import answer, open_query
from atlas.api.requests import read_asking
from atlas.api.table_answers import ROUTES, rows_answer
from atlas.documents import ReadDocument, open_document
from atlas.export import FORMATS, as_the_page_shows, export
from atlas.export.contents import CONTENTS, PAGE_OF, TableName, contents
from atlas.export.statement import today
from atlas.export.tables import table
from atlas.figures.cooperation_payload import cooperation_payload
from atlas.figures.indicators_payload import indicators_payload
from atlas.figures.map_payload import map_payload
from atlas.figures.measures_payload import measures_payload
from atlas.figures.method_payload import method_payload
from atlas.figures.overview_payload import overview_payload
from atlas.figures.place_payload import place_payload
from atlas.figures.read_payload import read_payload
from atlas.figures.strategies_payload import strategies_payload
from atlas.query import DEFAULT, Query
from atlas.ui.comparison_answers import compared
from atlas.ui.coverage_answers import matrix_shown
from tests.queries import keep_own, queries

BASE = "https://plan.example"
Rows = dict[TableName, list[dict[str, Any]]]


def ids(selection: Selection, positions: Any) -> list[str]:
    """Measures by their place in the text, in its order."""
    return [selection.document.measures[m].id for m in sorted(positions)]


def listed(rows: Rows) -> list[str]:
    return [row["id"] for row in rows["measures"]]


def counts(rows: Rows, column: str) -> dict[str, int]:
    """Units that have an outline, by what a column counts of them."""
    return {row["adcode"]: row[column] for row in rows["places"] if row["polygon"]}


def overview(selection: Selection, rows: Rows) -> None:
    payload = overview_payload(selection)
    held = {
        shown["strategy"]: shown["measures"]
        + (len(alone(selection, shown["strategy"]).province) if shown in payload["tiles"] else 0)
        for shown in (*payload["tiles"], *payload["wide"])
    }
    found = {s: sum(s in row["strategies"] for row in rows["measures"]) for s in held}
    assert found == held


def alone(selection: Selection, strategy: str) -> Selection:
    return select(selection.document, selection.query.but(strategies=(strategy,)))


def county_map(selection: Selection, rows: Rows) -> None:
    payload, query = map_payload(selection), selection.query
    units = drawn_units(selection.document.catalogue, query.level)
    drawn = dict(zip(units, payload["values"], strict=True))
    found = counts(rows, query.count)
    assert found == {code: drawn[code] for code in found}
    # A choice of places narrows the rows, and not what is counted in them.
    assert query.places or len(found) == len(drawn)
    assert listed(rows) == ids(selection, [m for m, _ in payload["rows"]] + payload["province"])


def measures(selection: Selection, rows: Rows) -> None:
    assert listed(rows) == ids(selection, [m for m, _ in measures_payload(selection)["rows"]])


def read(selection: Selection, rows: Rows) -> None:
    payload = read_payload(selection)
    assert listed(rows) == ids(selection, [m for m, _ in payload["rows"]])
    units = drawn_units(selection.document.catalogue, "county")
    drawn = dict(zip(units, payload["map"]["values"], strict=True))
    found = counts(rows, "measures")
    assert found == {code: drawn[code] for code in found}


def place(selection: Selection, rows: Rows) -> None:
    payload = place_payload(selection)
    if "chooser" in payload:
        return
    held = [m for group in payload["groups"] for m, _ in group["rows"]] + payload["province"]
    assert listed(rows) == ids(selection, held)
    for figure in payload["figures"]:
        assert any(
            row["adcode"] == payload["place"]
            and str(row["year"]) == figure["year"]
            and row["source"] == figure["source"]
            for row in rows["indicators"]
        ), figure


def strategies(selection: Selection, rows: Rows) -> None:
    document, query = selection.document, selection.query
    payload = strategies_payload(selection, strategy_reach(document, asked_of_each(query)))
    if "one" in payload:
        assert listed(rows) == ids(selection, [m for m, _ in payload["one"]["rows"]])
        zones = {zone["zone"]: zone["measures"] for zone in payload["one"]["zones"]}
        assert {row["id"]: row["measures"] for row in rows["zones"] if row["measures"]} == zones
        return
    held = {row["strategy"]: row["measures"] for row in payload["index"]["rows"]}
    found = {s: sum(s in row["strategies"] for row in rows["measures"]) for s in held}
    assert found == held


def coverage(selection: Selection, rows: Rows) -> None:
    payload = matrix_shown(selection.document, selection.query)
    local = [row["id"] for row in rows["measures"] if row["reach"] == "local"]
    assert local == ids(selection, [m for m, _ in payload["rows"]])
    assert [row["adcode"] for row in rows["places"]] == payload["units"]
    assert [row["measures"] for row in rows["places"]] == payload["totals"]


def compare(selection: Selection, rows: Rows) -> None:
    query = selection.query
    beside = open_document(query.against) if query.against else None
    other = beside and beside.under(query.readings)
    _, _, payload = compared(selection.document, query, other)
    if payload["mode"] == "places":
        held = [m for group in payload["groups"] for m, _ in group["rows"]]
        local = [row["id"] for row in rows["measures"] if row["reach"] == "local"]
        # What comes to every place in a wider way alone is counted on the screen, listed in a file.
        ways = by_way(selection)
        assert ids(selection, held) == ids(selection, ways["unit"])
        assert local == ids(selection, (m for way in ways.values() for m in way))
        assert len(rows["measures"]) - len(local) == payload["wide"]
    elif payload["mode"] == "strategies":
        held = [m for own in payload["own"] for m in own] + payload["serving"]
        local = [row["id"] for row in rows["measures"] if row["reach"] == "local"]
        assert local == ids(selection, held)
        # What is for the whole province is counted on the screen, listed in a file.
        wide = [row for row in rows["measures"] if row["reach"] == "province"]
        for shown in payload["strategies"]:
            assert sum(shown["id"] in row["strategies"] for row in wide) == shown["wide"]
    elif payload["mode"] == "documents":
        documents_compared(payload, rows["comparison"])


def documents_compared(payload: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    pairs = [row for row in rows if row["wording"] is not None]
    assert sorted(
        (row["one_order"] - 1, row["other_order"] - 1, row["state"], row["added"]) for row in pairs
    ) == sorted((*pair["at"], pair["state"], tuple(pair["added"])) for pair in payload["pairs"])
    for name, document in zip(("one", "other"), payload["documents"], strict=True):
        alone = [row[f"{name}_order"] - 1 for row in rows if row["state"] == name]
        assert alone == list(document["own"])


def cooperation(selection: Selection, rows: Rows) -> None:
    ties = select_ties(selection.document, selection.query)
    payload = cooperation_payload(ties)
    shown = [ties.ties[i] for i, *_ in payload["own"] + payload["common"]]
    assert [(row["from"], row["to_name_zh"], row["kind"]) for row in rows["cooperation"]] == [
        (tie.home, tie.name_zh, tie.kind) for tie in shown
    ]


def indicators(selection: Selection, rows: Rows) -> None:
    query, catalogue = selection.query, selection.document.catalogue
    payload = indicators_payload(indicator_answer(selection.document, query))
    chosen = set(query.places)

    def asked(adcode: str) -> bool:
        above = catalogue.places[adcode].parent
        return not chosen or bool(chosen & {adcode, above, catalogue.province.adcode})

    dated = {
        (adcode, year): figure[0]
        for adcode, status, held, _, _ in payload["rows"]
        for year, figure in zip(payload["years"], held, strict=True)
        if figure and status != "outside" and asked(adcode)
    }
    level = [row for row in rows["indicators"] if row["level"] == query.level]
    found = {(row["adcode"], row["year"]): row["value"] for row in level if row["year"]}
    # Where one of two years is not to be had the screen shows neither.
    assert found == dated or not payload["years"]
    undated = [code for code, *_ in payload["undated"] if code != catalogue.province.adcode]
    assert [row["adcode"] for row in level if not row["year"]] == [c for c in undated if asked(c)]
    assert {row["indicator"] for row in rows["indicators"]} <= {payload["indicator"]}


def method(selection: Selection, rows: Rows) -> None:
    named = method_payload(selection)["zones"]
    found = {row["id"]: row["measures"] for row in rows["zones"]}
    assert found == {zone: named.get(zone, 0) for zone in selection.document.catalogue.zones}


SHOWN: dict[str, Callable[[Selection, Rows], None]] = {
    "overview": overview,
    "map": county_map,
    "measures": measures,
    "place": place,
    "strategies": strategies,
    "coverage": coverage,
    "compare": compare,
    "cooperation": cooperation,
    "indicators": indicators,
    "read": read,
    "method": method,
}


@pytest.fixture(scope="module")
def documents() -> tuple[str, str]:
    return DEFAULT.doc, keep_own()


def on_the_page(page: str, document: ReadDocument, query: Query) -> Selection:
    """What the page starts from; a card that is open there narrows a file, and is left out here."""
    return as_the_page_shows(page, select(document, query.but(measures=())))


@pytest.mark.parametrize("page", CONTENTS)
@settings(
    max_examples=100,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_page_s_file_holds_what_the_page_shows(
    page: str, documents: tuple[str, str], data: st.DataObject
) -> None:
    opened = open_query(data.draw(queries(*documents)))
    selection = on_the_page(page, opened.document, opened.query)
    beside = replace(selection, query=figures_asked(page, selection.query))
    rows: Rows = {
        name: list(table(name, beside if name == "indicators" else selection).records())
        for name in contents(page, selection.query)
    }
    SHOWN[page](selection, rows)


@pytest.mark.parametrize("name", [name for name, _ in ROUTES])
@settings(
    max_examples=40,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(data=st.data())
def test_the_api_has_the_rows_of_the_files(
    name: TableName, documents: tuple[str, str], data: st.DataObject
) -> None:
    params = data.draw(queries(*documents))
    if name == "comparison":
        read = params.get("doc", [DEFAULT.doc])
        params["against"] = [one for one in documents if [one] != read][:1]
    opened = open_query(params)
    shown = as_the_page_shows(PAGE_OF[name], answer(opened.query))
    asking = read_asking(urlencode(shown.query.to_params(), doseq=True).encode(), BASE, None)
    rows = json.loads(rows_answer(name, "json", asking, today()).body)["rows"]
    made = export(answer(opened.query), "csv", base_url=BASE, page=PAGE_OF[name])
    written = list(csv.DictReader(io.StringIO(made.body.decode("utf-8-sig"))))
    key = {
        "measures": "id",
        "zones": "id",
        "links": "measure",
        "cooperation": "to_name_zh",
        "comparison": "one",
    }
    column = key.get(name, "adcode")
    assert [row[column] for row in rows] == [row[column] for row in written]


PLACES = [
    (["230000"], "prefecture"),
    (["232761"], "county"),
    (["230000", "232764", "230100", "231081", "232700", "230102"], "prefecture"),
]
LONG = {"png", "docx", "shp", "gpkg"}
"""Kinds of file that take long: made of the choice that has every kind of place in it."""


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("page", CONTENTS)
def test_there_is_a_file_of_every_place(page: str, kind: str) -> None:
    for places, level in PLACES[-1:] if kind in LONG else PLACES:
        asked = Query(places=tuple(places), level=level, lang="en")
        made = export(answer(asked), kind, base_url=BASE, page=page)
        assert len(made.body) > 1_000, (places, level)


def test_a_file_of_the_province_says_what_the_screen_says() -> None:
    made = export(answer(Query(places=("230000",))), "html", base_url=BASE, page="map").body
    finding = (
        "黑龙江省：40 项举措直接指到这里，其中点名 1 项、只用简称 3 项；另有 4 项因园区、口岸在其内"
    )
    assert f'<h1 id="finding">{finding}</h1>' in made.decode()
