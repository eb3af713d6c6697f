"""What every page sends to every view is what its type says, key by key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from atlas.contract import VIEWS
from atlas.model import LANGS, Lang
from atlas.site import SITE
from tests.contract import fits
from tests.own_document import own_document
from tests.pages.screen import Screen

Address = dict[str, str | list[str]]
ADDRESSES: dict[str, Address] = {
    "plain": {},
    "nothing found": {"q": "没有的词"},
    "words": {"q": "农业"},
    "prefectures": {"level": "prefecture", "count": "measures", "inherited": "without"},
    "one strategy": {"strategy": "border-opening", "count": "zones"},
    "two strategies": {"strategy": ["food-security", "ecology"], "basis": ["named", "inferred"]},
    "one place": {"place": "231081", "relation": ["explicit", "zone", "class", "province"]},
    "a prefecture": {"place": "231000", "level": "prefecture"},
    "two places": {"place": ["231081", "230100"]},
    "many places": {"place": ["231081", "230100", "231086", "231123", "230200", "230300"]},
    "a change": {"indicator": "pop_resident_census", "year": ["2010", "2020"]},
    "what cannot be compared": {"indicator": "gdp", "year": ["2023", "2024"]},
    "unknown": {"strategy": "no-such", "place": "1"},
}


@pytest.fixture(scope="module")
def own() -> Iterator[str]:
    """A reader's document that is kept."""
    with own_document() as kept:
        yield kept


def sent(page: str, address: Address) -> set[str]:
    """The views of a page, each of whose messages fits its type."""
    payloads = Screen(page, **address).payloads
    for payload in payloads.values():
        message = {k: v for k, v in payload.items() if k not in ("view", "height")}
        fits(VIEWS[payload["view"]], message)
    return {payload["view"] for payload in payloads.values()}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", SITE)
def test_every_message_of_a_page_fits(page: str, lang: Lang, address: Address) -> None:
    assert {"header", "filters", page} <= sent(page, {"lang": lang, **address})


@pytest.mark.parametrize("address", [{}, {"place": "230881"}, {"q": "没有的词"}], ids=str)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", SITE)
def test_every_message_about_a_reader_s_document_fits(
    own: str, page: str, lang: Lang, address: Address
) -> None:
    sent(page, {"lang": lang, "doc": own, **address})


@pytest.mark.parametrize("lang", LANGS)
def test_two_documents_compared_fit(own: str, lang: Lang) -> None:
    screen = Screen("compare", lang=lang, against=own)
    assert screen.payload("compare")["mode"] == "documents"
    sent("compare", {"lang": lang, "against": own})


def test_every_view_is_read_here() -> None:
    """So that no message of the contract is one that nobody sends."""
    views = {view for page in SITE for view in sent(page, {})}
    assert views == set(VIEWS)
