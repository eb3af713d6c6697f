"""A long document full of measures can be used: its views cost in proportion, and nobody waits."""

from __future__ import annotations

import csv
import io
import json
import random
import threading
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

import atlas.api
from atlas.analysis.coverage import cover, left_out
from atlas.analysis.coverage_findings import coverage_subtitle
from atlas.analysis.findings import map_finding, measures_finding, overview_subtitle
from atlas.analysis.passages import outline
from atlas.analysis.reach import Selection, facet_counts, select
from atlas.analysis.strategies import strategy_reach
from atlas.api import create_api
from atlas.catalogue import load_catalogue
from atlas.cli import main
from atlas.documents import ReadDocument
from atlas.export import TooManyRows, export
from atlas.export.tables import table, table_page
from atlas.figures import payloads
from atlas.figures.coverage_payload import coverage_payload
from atlas.figures.map_payload import map_message
from atlas.figures.measures_payload import measures_payload
from atlas.figures.overview_payload import overview_payload
from atlas.figures.place_payload import place_payload
from atlas.figures.read_payload import read_payload
from atlas.once import once
from atlas.query import Query
from atlas.reading import read_text
from atlas.searched_texts import searched_texts
from atlas.tables.records import DocumentRow
from tests.unit.growing import in_proportion

# One after the other: they measure what they cost.
pytestmark = pytest.mark.xdist_group("measured")

CATALOGUE = load_catalogue()
NAMES = [place.name_zh for place in CATALOGUE.places.values() if place.level == "county"]
ZONES = [zone.name_zh for zone in CATALOGUE.zones.values() if zone.kind == "zone"]
ACTS = [
    "改造{}老旧小区供热管网",
    "完善{}口岸查验基础设施",
    "建设{}绿色食品产业园区",
    "推进{}物流建设",
]
ID = "d-0123456789abcdef"
QUERY = Query(doc=ID)


def dense(length: int, *, headings: bool = True) -> str:
    """A plan that names a place or a zone in every clause."""
    chance, parts, size = random.Random(length), ["黑龙江省规划\n"], 0
    while size < length:
        clauses = (
            chance.choice(ACTS).format(chance.choice(NAMES if chance.random() < 0.9 else ZONES))
            for _ in range(4)
        )
        parts.append("，".join(clauses) + "。\n")
        if headings and chance.random() < 0.3:
            parts.append("一、重点任务\n")
        size += len(parts[-1])
    return "".join(parts)


def document_of(text: str) -> ReadDocument:
    reading = read_text(text, CATALOGUE, title="规划", document_id=ID)
    record = DocumentRow(ID, "规划", "Plan", "", "", "", "")
    return ReadDocument(record, reading, CATALOGUE)


def first_view(text: str, monkeypatch: pytest.MonkeyPatch) -> Selection:
    """All that the first pages a reader opens compute of a document."""
    document = document_of(text)
    monkeypatch.setattr(payloads, "open_as_asked", lambda _: document)
    selection = select(document, QUERY)
    facet_counts(document, QUERY)
    map_finding(selection), measures_finding(selection), overview_subtitle(selection)
    for payload in (map_message, read_payload, measures_payload, overview_payload):
        json.dumps(payload(selection))
    json.dumps(payloads.document_payload(ID))
    return selection


def test_a_first_view_grows_as_the_document_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def of(size: int) -> Callable[[], object]:
        text = dense(size)
        return lambda: first_view(text, monkeypatch)

    assert in_proportion(of, 20_000) == ""


FURTHER: dict[str, Callable[[Selection], object]] = {
    "strategies": lambda s: strategy_reach(s.document, s.query),
    "coverage": cover,
    "coverage by measures": lambda s: coverage_payload(
        cover(select(s.document, Query(doc=ID, count="measures"))), left_out(s.document)
    ),
    "coverage by zones": lambda s: cover(select(s.document, Query(doc=ID, count="zones"))),
    "outline": lambda s: outline(s.document),
    "a place": lambda s: place_payload(select(s.document, Query(doc=ID, places=("230110",)))),
    "a search": lambda s: select(s.document, Query(doc=ID, text="口岸 管网")),
    "measures": lambda s: table("measures", s),
    "links": lambda s: table("links", s),
    "places": lambda s: table("places", s),
}


@pytest.mark.parametrize("ask", FURTHER.values(), ids=FURTHER)
def test_what_is_asked_next_grows_as_the_document_does(ask: Callable[[Selection], object]) -> None:
    def of(size: int) -> Callable[[], object]:
        selection = select(document_of(dense(size)), QUERY)
        return lambda: ask(selection)

    assert in_proportion(of, 25_000) == ""


def test_a_coverage_of_many_measures_shows_the_first_and_says_so() -> None:
    document = document_of("黑龙江省规划。\n" + "改造黑河市管网。\n" * 620)
    coverage = cover(select(document, Query(lang="en", doc=ID, count="measures")))
    assert list(coverage.matrix.columns) == list(range(500))
    assert coverage.measures.sum() == 620 * coverage.matrix.iloc[:, 0].sum()
    assert "the first 500 of 620 measures are shown" in coverage_subtitle(coverage)


def test_a_page_of_rows_makes_no_other_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    selection = select(document_of(dense(8_000)), QUERY)
    made = 0

    def counted(place: object) -> tuple[str, str, str]:
        nonlocal made
        made += 1
        return ("", "", "")

    whole = table("links", selection)
    monkeypatch.setattr("atlas.export.tables._names", counted)
    page, total = table_page("links", selection, 20, 30)
    assert (len(page.rows), total) == (10, len(whole.rows))
    assert made == 3 * 10
    for name in ("measures", "places", "zones"):
        whole = table(name, selection)
        page, total = table_page(name, selection, 3, 9)
        assert (page.rows, total) == (whole.rows[3:9], len(whole.rows))


# No document waits for another


def test_two_documents_are_made_into_tables_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    slow, quick = document_of("改造黑河市管网。"), document_of("改造伊春市管网。")
    begun, may_end = threading.Event(), threading.Event()

    def waiting(document: ReadDocument) -> list[str]:
        if document is slow:
            begun.set()
            assert may_end.wait(20)
        return searched_texts(document)

    monkeypatch.setattr("atlas.read_document.searched_texts", waiting)
    held = threading.Thread(target=lambda: slow.links)
    held.start()
    assert begun.wait(20)
    other = threading.Thread(target=lambda: quick.links)
    other.start()
    other.join(20)
    finished = not other.is_alive()
    may_end.set()
    held.join(20)
    assert finished
    assert [set(document.links["place"]) for document in (slow, quick)] == [{"231100"}, {"230700"}]


class Counted:
    def __init__(self) -> None:
        self.made = 0

    @once
    def slow(self) -> int:
        """Made once, however many ask."""
        self.made += 1
        return self.made

    @once
    def twice(self) -> int:
        """Asks for another value of its own object."""
        return 2 * self.slow


def test_what_many_ask_of_one_object_is_made_once() -> None:
    counted, got, together = Counted(), [], threading.Barrier(8)

    def ask() -> None:
        together.wait(20)
        got.append(counted.twice)

    asking = [threading.Thread(target=ask) for _ in range(8)]
    for one in asking:
        one.start()
    for one in asking:
        one.join(20)
    assert (got, counted.made) == ([2] * 8, 1)
    assert Counted.slow.__doc__ == "Made once, however many ask."


# More than is worth


def test_where_links_end_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "黑龙江省规划。\n" + "改造县城管网，完善好。\n" * 30
    whole = read_text(text, CATALOGUE)
    each = len(whole.links) // 30
    monkeypatch.setattr("atlas.linking.MOST_LINKS", 20 * each + 1)
    monkeypatch.setattr("atlas.reading.issues.MOST_LINKS", 20 * each + 1)
    reading = read_text(text, CATALOGUE)
    assert len(reading.measures) == len(whole.measures) == 30
    assert reading.links == whole.links[: 20 * each]
    (issue,) = reading.issues
    assert issue.type == "too_dense"
    assert "后面的 10 条措施未作关联" in issue.said("zh")
    assert "the last 10 measures are not linked" in issue.said("en")


@pytest.mark.parametrize(
    ("kind", "page"),
    [("csv", "coverage"), ("xlsx", "map"), ("html", "map"), ("gpkg", "map"), ("shp", "map")],
)
def test_a_file_that_would_be_too_large_is_refused(
    kind: str, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    selection = select(document_of(dense(3_000)), QUERY)
    monkeypatch.setattr("atlas.export.limits.MOST_ROWS", 100)
    with pytest.raises(TooManyRows) as refused:
        export(selection, kind, base_url="http://localhost", page=page)
    assert "最多 100 行" in refused.value.sentence("zh")
    assert "100 are the most. Narrow the filter" in refused.value.sentence("en")
    assert export(selection, "geojson", base_url="http://localhost", page=page).body


def test_a_file_that_would_be_too_large_is_no_fault_of_the_server(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("atlas.export.limits.MOST_ROWS", 10)
    answer = TestClient(create_api()).get("/export.xlsx?lang=en")
    assert answer.status_code == 422
    assert answer.json()["type"] == "/api/v1#too-large"
    assert answer.json()["detail"].startswith("This file would have 75 rows; 10 are the most.")
    assert main(["export", "--format", "csv", "-o", "-", "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith("This file would have 75 rows; 10 are the most.")


def test_a_csv_without_a_limit_is_a_page_with_the_way_to_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(atlas.api, "MOST_ROWS", 25)
    client, seen, address = TestClient(create_api()), [], "/api/v1/measures.csv"
    while address:
        answer = client.get(address)
        assert answer.headers["X-Total-Count"] == "75"
        seen.append(len(list(csv.reader(io.StringIO(answer.text)))) - 1)
        address = answer.links["next"]["url"] if "next" in answer.links else ""
    assert seen == [25, 25, 25]
