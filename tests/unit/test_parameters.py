"""A parameter is one object: what is added as a class and its words, everything else follows."""

from __future__ import annotations

import argparse

import numpy as np
import pytest

from atlas import language
from atlas.api.parameters import described
from atlas.catalogue import Catalogue, load_catalogue
from atlas.cli_export import add_export
from atlas.documents import open_document
from atlas.figures.payloads import query_block
from atlas.language import say
from atlas.link_codes import LinkCodes
from atlas.model import LANGS, Lang
from atlas.query import DEFAULT, FIELDS, SHOWN_HOW, Query
from atlas.query.parameter import OF_MEASURES, Parameter

CATALOGUE = load_catalogue()


class ZonesAsked(Parameter[tuple[str, ...]]):
    """Zones through which a place may be linked."""

    name = "zone"
    default: tuple[str, ...] = ()
    narrows = True
    tables = OF_MEASURES
    metavar = "ZONE"

    def values(self, catalogue: Catalogue) -> list[str]:
        return list(catalogue.zones)

    def mask(self, links: LinkCodes, value: tuple[str, ...]) -> np.ndarray | None:
        return links.hold("zone", value) if value else None

    def label(self, value: str, catalogue: Catalogue, lang: Lang) -> str:
        return catalogue.zones[value].name(lang)


class WithZones(Query):
    """The query with one parameter more."""

    zones = ZonesAsked()

    __slots__ = ()


WORDS = {
    "query.zone": {"zh": "片区：{values}", "en": "zone: {values}"},
    "api.param_zone": {"zh": "片区", "en": "Zone through which a place is linked"},
}


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> None:
    for lang in LANGS:
        known = language.words(lang)
        for key, texts in WORDS.items():
            monkeypatch.setitem(known, key, texts[lang])


def test_it_stands_in_the_address_and_is_read_from_it() -> None:
    first, second = list(CATALOGUE.zones)[:2]
    params = {"zone": [second, first, "no-such"], "strategy": ["ecology"]}
    query, dropped = WithZones.from_params(params, CATALOGUE)
    assert (query.zones, dropped) == ((first, second), ("zone=no-such",))
    assert query.address("map") == f"map?strategy=ecology&zone={first}&zone={second}"
    assert query.filtered
    assert query.without("zone") == WithZones(strategies=("ecology",))
    assert query.patched({"zone": []}, CATALOGUE) == (WithZones(strategies=("ecology",)), ())
    assert hash(query) == hash(WithZones(zones=(first, second), strategies=("ecology",)))


def test_it_selects_rows_and_can_be_ignored() -> None:
    links = open_document(DEFAULT.doc).links
    zone = next(z for z in links["zone"] if z)
    query = WithZones(zones=(zone,))
    kept = query.apply(links)
    assert set(kept["zone"]) == {zone}
    assert len(kept) == sum(links["zone"] == zone)
    everything = query.apply(links, ignore=("zone",))
    assert len(everything) == len(WithZones().apply(links))


@pytest.mark.parametrize("lang", LANGS)
def test_it_is_said_in_the_sentence_and_as_a_chip(lang: Lang, said: None) -> None:
    zone = next(iter(CATALOGUE.zones.values()))
    query = WithZones(lang=lang, zones=(zone.id,), text="林")
    name = zone.name(lang)
    words = say("query.zone", lang, values=name)
    assert ("zone", words) in query.clauses(CATALOGUE)
    assert name in query.describe(CATALOGUE)


def test_the_api_the_command_line_and_the_browser_know_it(
    said: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = described("en", WithZones)["zone"]
    assert told["schema"]["items"]["anyOf"][0]["enum"] == list(CATALOGUE.zones)
    assert told["description"].startswith("Zone through which a place is linked")
    assert "measures, links, places, zones" in told["description"]
    monkeypatch.setenv("COLUMNS", "200")
    parser = argparse.ArgumentParser()
    add_export(parser.add_subparsers(), WithZones)
    with pytest.raises(SystemExit):
        parser.parse_args(["export", "--help"])
    assert "--zone ZONE" in capsys.readouterr().out
    block = {one["name"]: one for one in query_block(WithZones)}
    assert block["zone"] == {
        "name": "zone",
        "default": [],
        "narrows": True,
        "foreseen": False,
        "many": True,
        "values": [],
    }


def test_what_is_not_added_stays_as_it_was() -> None:
    assert "zone" not in FIELDS
    assert Query.parameter("zone") is None
    with pytest.raises(TypeError, match="zones"):
        Query(zones=())
    assert Query() != WithZones(zones=("x",))


def test_the_browser_knows_every_parameter_as_python_has_it() -> None:
    block = query_block()
    assert [one["name"] for one in block] == list(FIELDS)
    held = {one["name"]: one for one in block}
    assert held["relation"]["default"] == ["explicit", "zone", "class"]
    assert held["relation"]["values"] == ["explicit", "zone", "class", "pair", "province"]
    assert held["level"] == {
        "name": "level",
        "default": ["county"],
        "narrows": False,
        "foreseen": True,
        "many": False,
        "values": ["county", "prefecture"],
    }
    assert [name for name, one in held.items() if not one["narrows"]] == [
        "lang",
        "doc",
        *SHOWN_HOW[1:],
    ]
