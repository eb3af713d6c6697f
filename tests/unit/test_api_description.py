"""The OpenAPI description: complete, and true of what the API does (schemathesis)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case
from schemathesis.checks import CHECKS
from starlette.applications import Starlette
from starlette.routing import Route

from atlas.answering import ask
from atlas.api import create_api, routes
from atlas.api.openapi import description
from atlas.api.parameters import HEEDED
from atlas.api.table_answers import ROUTES
from atlas.catalogue import load_catalogue
from atlas.export import FORMATS
from atlas.export.columns import COLUMNS
from atlas.export.tables import table
from atlas.query import FIELDS, Query
from tests.queries import keep_own

DOCS = Path(__file__).parents[2] / "docs" / "api.md"
api = Starlette(routes=routes())
schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", api)


def examples(number: int) -> settings:
    return settings(
        max_examples=number,
        deadline=None,
        derandomize=True,
        # Without the explicit phase: it tries every known value of every parameter, 400 a route.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


# What is not known is left out with a note and never an error, so a request that breaks the
# description is still answered; limit and offset, which are not, have tests of their own.
LENIENT = ["negative_data_rejection"]


@schema.include(path_regex="^/api/").parametrize()
@examples(12)
def test_answers_are_as_described(case: Case) -> None:
    case.call_and_validate(excluded_checks=CHECKS.get_by_names(LENIENT))


@schema.include(path_regex="^/export").parametrize()
@examples(4)
def test_files_are_as_described(case: Case) -> None:
    case.call_and_validate(excluded_checks=CHECKS.get_by_names(LENIENT))


def test_every_route_is_described() -> None:
    served = {r.path for r in create_api().routes if isinstance(r, Route)}
    # The plain name of a table means its JSON; the rest describe the API itself.
    plain = {f"/api/v1/{name}" for name in COLUMNS}
    about = {"/api/v1", "/api/v1/", "/api/v1/openapi.json"}
    assert set(description("en")["paths"]) == served - plain - about


def test_every_parameter_is_described() -> None:
    parameters = description("en")["components"]["parameters"]
    assert set(parameters) == {*FIELDS, "limit", "offset", "page"}
    for name in ("strategy", "place", "indicator", "kind", "basis"):
        known = parameters[name]["schema"]
        listed = known.get("items", known)["anyOf"][0]["enum"]
        query, dropped = Query.from_params({name: listed[-1]}, load_catalogue())
        assert query != Query()
        assert not dropped


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_words_are_in_one_language(lang: str) -> None:
    said = json.dumps(description(lang), ensure_ascii=False)  # type: ignore[arg-type]
    words = re.findall(r'"(?:description|summary|title)": "([^"]*)"', said)
    assert words
    for text in words:
        chinese = any("一" <= c <= "鿿" for c in text)
        assert chinese == (lang == "zh") or text in ("Not Modified", "RFC 9457")


CHANGES: dict[str, dict[str, Any]] = {
    "theme": {"theme": "cooperation"},
    "strategy": {"strategy": "border-opening"},
    "relation": {"relation": "zone"},
    "basis": {"basis": "official_list"},
    "place": {"place": "230100"},
    "inherited": {"inherited": "without", "strategy": "ecology"},
    "q": {"q": "县域经济"},
    "measure": {"measure": "m-5f4766ff"},
    "level": {"level": "prefecture"},
    "indicator": {"indicator": "share_65plus"},
    "year": {"year": "2020"},
    "kind": {"kind": "aid_tibet"},
    "count": {"count": "zones"},
    "lang": {"lang": "en"},
}


@pytest.fixture(scope="module")
def own() -> str:
    return keep_own()


@pytest.mark.parametrize("name", list(COLUMNS))
@pytest.mark.parametrize("parameter", list(CHANGES))
def test_each_table_heeds_the_parameters_it_says(name: str, parameter: str, own: str) -> None:
    # Beside some other part of the filter, where alone it would leave out no unit.
    beside = {one: value for one, value in CHANGES[parameter].items() if one != parameter}
    # Two documents are compared where there are two.
    more = {"against": own} if name == "comparison" else {}
    plain = table(name, ask(beside | more).selection)  # type: ignore[arg-type]
    asked = table(name, ask(CHANGES[parameter] | more).selection)  # type: ignore[arg-type]
    heeded = parameter in HEEDED[name]  # type: ignore[index]
    assert (plain.rows != asked.rows) == heeded


def test_the_guide_documents_every_route_parameter_and_column() -> None:
    guide = DOCS.read_text(encoding="utf-8")
    told = description("en")
    for name, kinds in ROUTES:
        formats = ", ".join(f"`.{kind}`" for kind in kinds)
        assert f"| `/api/v1/{name}` | {formats} |" in guide
    for kind in FORMATS:
        assert f"`/export.{kind}`" in guide
    for name in told["components"]["parameters"]:
        assert f"`{name}`" in guide, name
    for name, columns in COLUMNS.items():
        for column in columns:
            assert f"`{column.name}`" in guide, (name, column.name)
    for kind in told["components"]["responses"]:
        assert f"`{kind}`" in guide
