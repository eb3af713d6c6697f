"""Screen, foresight, offline file, API and exports say the same of 2,000 random queries.

What the browser counts for itself it counts in the modules of the site, which Node runs here: the
words, rows and classes of the map view before the server has answered, and all of a file that is
opened without one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.analysis.headline import headline
from atlas.analysis.reach import Selection, facet_counts, select
from atlas.answering import narrowed, open_query
from atlas.export.single_page import held_data
from atlas.export.tables import table
from atlas.figures.map_payload import map_payload
from atlas.figures.payloads import catalogue_payload, document_payload
from atlas.model import SEVERAL
from atlas.query import DEFAULT, Query
from tests.queries import keep_own, queries
from tests.unit.browser_answers import BrowserAnswers

FORESEEN = [one.name for one in Query.parameters() if one.foreseen]
"""Parameters that the browser counts by."""
EXAMPLES = 2_000
BUILT_IN = DEFAULT.doc


@pytest.fixture(scope="module")
def documents() -> tuple[str, str, str]:
    own = keep_own()
    return BUILT_IN, own, SEVERAL.join((own, BUILT_IN))


@pytest.fixture(scope="module")
def browser(
    documents: tuple[str, str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserAnswers]:
    with BrowserAnswers(tmp_path_factory.mktemp("modules")) as answers:
        for document_id in documents:
            answers.give(
                document_id, catalogue=catalogue_payload(), plan=document_payload(document_id)
            )
        yield answers


def on_screen(selection: Selection) -> dict[str, Any]:
    """What the server says of a selection: map, list and legend, heading, sentence, chips."""
    query, document = selection.query, selection.document
    # What a payload becomes on its way: tuples are lists.
    said: dict[str, Any] = json.loads(json.dumps(map_payload(selection)))
    # The server says what was asked, the view puts the source under a saved picture.
    del said["query"], said["image"]["footer"]
    # It names the document by the state that it is in, which here is one.
    assert said["doc"] == document.asset
    said["doc"] = document.record.id
    return said | {
        "heading": headline(selection),
        "sentence": query.describe(document.catalogue),
        "chips": [[name, words] for name, words in query.clauses(document.catalogue)],
        "facets": facet_counts(document, query),
    }


def asked_of_the_browser(query: Query) -> dict[str, Any]:
    known = {name: values for name, values in query.to_params().items() if name in FORESEEN}
    return {"lang": query.lang, "query": known, "terms": list(query.terms)}


@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(data=st.data())
def test_all_say_the_same(
    browser: BrowserAnswers, documents: tuple[str, str, str], data: st.DataObject
) -> None:
    opened = open_query(data.draw(queries(*documents)))
    query = opened.query
    selection = select(opened.document, query)
    wanted = on_screen(selection)
    assert browser.ask(query.doc, **asked_of_the_browser(query)) == wanted
    # `measure` opens a card on the screen and asks for that one alone in a file.
    alone = narrowed(selection)
    wanted = wanted if alone is selection else on_screen(alone)
    assert in_a_file(browser, alone) == in_full(wanted, document_payload(query.doc), query)
    assert in_tables(alone) == in_the_payload(wanted, alone)


def in_a_file(browser: BrowserAnswers, selection: Selection) -> dict[str, Any]:
    """What a file says that is opened without a server."""
    held = held_data(selection)
    browser.open(selection.query.doc, held)
    asked = {"lang": selection.query.lang, "query": held["query"], "terms": held["terms"]}
    return in_full(browser.ask("file", **asked), held["document"], selection.query)


def in_full(said: dict[str, Any], plan: dict[str, Any], query: Query) -> dict[str, Any]:
    """The same with reasons for their numbers: a file numbers those that it holds anew."""
    told = said | {"rows": [[m, [plan["reasons"][r] for r in held]] for m, held in said["rows"]]}
    if query.without("place").filtered:
        # Of what the file left out it cannot say how much a click would bring.
        del told["facets"]
    return told


def in_tables(selection: Selection) -> dict[str, list[Any]]:
    """What the rows of the API and the files say of the same."""
    measures = list(table("measures", selection).records())
    return {
        reach: [row["id"] for row in measures if row["reach"] == reach]
        for reach in ("local", "province")
    }


def in_the_payload(wanted: dict[str, Any], selection: Selection) -> dict[str, list[Any]]:
    """The same of the map's list."""
    held = {"local": [m for m, _ in wanted["rows"]], "province": wanted["province"]}
    ids = [measure.id for measure in selection.document.measures]
    return {reach: [ids[m] for m in ms] for reach, ms in held.items()}
