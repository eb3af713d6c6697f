"""Payloads are what their types say, and the browser's types are written from them.

What the pages send to their views is read in tests/pages/test_messages.py.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError
from starlette.requests import Request

from atlas import query
from atlas.answering import ask
from atlas.api.problems import ProblemError, problem_response
from atlas.browser_code import FRONTEND
from atlas.contract import ASSETS, VIEWS, Message, common, typescript
from atlas.contract.desk import DeskProblem, ProblemDetails
from atlas.contract.map import MapMessage, MapPayload
from atlas.contract.offline import OfflineData
from atlas.desk.refusals import Refused, problem
from atlas.export import export
from atlas.figures.map_payload import map_message, map_payload
from atlas.model import LANGS
from atlas.query import DEFAULT
from atlas.ui.assets import asset, compact_json
from tests.contract import fits

TEXT = typescript.declarations()


def test_the_browser_s_types_are_those_of_today() -> None:
    assert typescript.DECLARED.read_text(encoding="utf-8") == TEXT, "run `make contract`"


def test_they_say_what_a_type_says() -> None:
    said = TEXT.splitlines()
    assert "  source: Span | null;" in said
    assert "  frames?: string;" in said
    assert '  mode: "places";' in said
    assert "export type MeasureRow = [number, number[]];" in said
    assert '  "place": PlaceMessage | PlaceChooserMessage;' in said
    interface = TEXT.split("export interface MapPayload {\n")[1].split("}")[0]
    fields = re.findall(r"^  (\w+)\??:", interface, re.MULTILINE)
    assert set(fields) == set(MapPayload.__annotations__)


def test_a_type_without_a_word_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MapMessage.__annotations__, "values", bytes)
    with pytest.raises(typescript.Undeclared, match="bytes has no word in TypeScript"):
        typescript.declarations()


def test_the_guide_names_every_asset() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text(encoding="utf-8")
    told = re.findall(r"(?m)^- `/assets/<version>/([^`]+)`", guide)
    assert set(told) == {*ASSETS, "map.topo.json"}


def test_every_view_and_every_message_is_in_the_contract() -> None:
    assert {path.stem for path in (FRONTEND / "views").rglob("*.js")} >= set(VIEWS)
    sent = [kind for view in VIEWS.values() for kind in (get_args(view) or (view,))]
    assert set(sent) == set(get_args(Message))
    assert len(sent) == len(set(sent))


def test_words_of_the_contract_are_those_of_the_query() -> None:
    for name in ("MapLevel", "Count", "Inherited"):
        own, asked = getattr(common, name), getattr(query, name, None)
        if asked is not None:
            assert get_args(own) == get_args(asked), name


@pytest.mark.parametrize("name", ASSETS)
def test_an_asset_is_what_its_type_says(name: str) -> None:
    body, _ = asset(name.format(id=DEFAULT.doc))
    fits(ASSETS[name], body)


@pytest.mark.parametrize("params", [{}, {"place": ["231081"]}, {"q": ["没有的词"]}], ids=str)
def test_the_map_that_files_draw_is_what_its_type_says(params: dict[str, list[str]]) -> None:
    fits(MapPayload, map_payload(ask(params).selection))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "params", [{}, {"strategy": ["ecology"], "level": ["prefecture"]}], ids=str
)
def test_the_data_of_the_offline_file_are_what_their_type_says(
    lang: str, params: dict[str, list[str]]
) -> None:
    selection = ask({"lang": [lang], **params}).selection
    page = export(selection, "html", base_url="https://example.org/").body.decode()
    [data] = re.findall(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    fits(OfflineData, data.encode())


def test_refusals_are_what_their_types_say() -> None:
    fits(DeskProblem, bytes(problem(Refused("closed", 403)).body))
    request = Request({"type": "http", "method": "GET", "query_string": b"", "headers": []})
    answer = problem_response(ProblemError("broken", "failed"), request)
    fits(ProblemDetails, bytes(answer.body))


SENT = map_message(ask({}).selection)


def without(message: dict[str, Any], key: str) -> dict[str, Any]:
    return {k: v for k, v in message.items() if k != key}


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        ({**SENT, "hues": "x"}, "hues"),
        (without({**SENT}, "bounds"), "bounds"),
        ({**SENT, "values": ["1"]}, "values.0"),
        ({**SENT, "bounds": [[1]]}, "bounds.0.1"),
        ({**SENT, "level": "village"}, "level"),
        ({**SENT, "query": {"strategy": "ecology"}}, "query.strategy"),
        ({**SENT, "empty": {}}, "empty.title"),
    ],
)
def test_what_does_not_fit_is_named(sent: dict[str, Any], named: str) -> None:
    fits(MapMessage, SENT)
    with pytest.raises(ValidationError) as refused:
        fits(MapMessage, json.loads(compact_json(sent)))
    assert named in {".".join(map(str, one["loc"])) for one in refused.value.errors()}
