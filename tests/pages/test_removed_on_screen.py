"""A document that cannot be shown is said so on every page, in sight; the plan stands in."""

from __future__ import annotations

import gc
import secrets
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas.documents import drop_removed, forget_kept, open_document
from atlas.language import say
from atlas.model import LANGS
from atlas.query import DEFAULT
from atlas.site import SITE
from atlas.store import KeptDocument, document_store, forget_store, new_id
from tests.pages.screen import Screen

TEXT = "一、重点任务\n支持讷河市建设种薯基地；改造富锦市农田灌溉设施。\n"
NEHE = "230281"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    file = tmp_path / "documents.sqlite"
    monkeypatch.setenv("ATLAS_STORE", f"sqlite:///{file}")
    forget_store()
    forget_kept()
    yield file
    forget_store()
    forget_kept()


@pytest.fixture
def kept(file: Path) -> tuple[str, str]:
    key = secrets.token_urlsafe(18)
    document = KeptDocument(new_id(), "某市方案", "方案.txt", "utf-8", "0" * 64, TEXT)
    return document_store().keep(document, key=key).id, key


def shows_the_plan(screen: Screen) -> bool:
    assert not screen.app.exception
    return "doc" not in screen.payload("filters")["query"]


@pytest.mark.parametrize("page", SITE)
@pytest.mark.parametrize("lang", LANGS)
def test_every_page_says_that_the_document_was_removed(
    page: str, lang: str, kept: tuple[str, str]
) -> None:
    document_id, key = kept
    before = Screen(page, doc=document_id, lang=lang)
    assert before.payload("header")["note"] is None
    assert not shows_the_plan(before)
    assert document_store().remove(document_id, key)
    after = Screen(page, doc=document_id, lang=lang)
    assert after.payload("header")["note"].startswith(say("store.removed", lang))
    assert say("store.instead", lang) in after.payload("header")["note"]
    assert shows_the_plan(after)
    assert Screen(page, lang=lang).payload("header")["note"] is None


@pytest.mark.parametrize("lang", LANGS)
def test_a_link_with_half_an_id_says_so_over_what_it_shows_instead(lang: str) -> None:
    screen = Screen("map", doc="d-0123", lang=lang)
    assert screen.payload("header")["note"].startswith(say("store.unknown", lang))
    assert say("store.instead", lang) in screen.payload("header")["note"]
    assert screen.payload("filters")["notes"] == []


def test_a_search_for_a_place_offers_the_place() -> None:
    offers = {page: Screen(page, q="饶河县") for page in ("map", "measures")}
    told = [one.payload("filter_bar")["by_place"] for one in offers.values()]
    assert told == [
        [{"text": "按地点看：饶河县", "href": "map?place=230524"}],
        [{"text": "按地点看：饶河县", "href": "place?place=230524"}],
    ]
    assert Screen("map", q="口岸").payload("filter_bar")["by_place"] == []


def test_a_click_in_a_tab_left_open_says_so_too(kept: tuple[str, str]) -> None:
    document_id, key = kept
    screen = Screen("map", doc=document_id, lang="en")
    assert document_store().remove(document_id, key)
    screen.change("filters", place=[NEHE])
    assert screen.payload("header")["note"].startswith("This document was removed")
    assert shows_the_plan(screen)
    # And stays said while the address names the document, on the next click and the next page.
    screen.change("filters", place=[])
    assert screen.payload("header")["note"].startswith("This document was removed")
    screen.change("header", page=["measures"])
    assert screen.page == "measures"
    assert screen.payload("header")["note"].startswith("This document was removed")


def test_what_was_compared_with_and_removed_is_said(kept: tuple[str, str]) -> None:
    document_id, key = kept
    screen = Screen("compare", against=document_id, lang="en")
    assert screen.payload("header")["note"] is None
    assert "某市方案" in str(screen.payload("compare"))
    assert document_store().remove(document_id, key)
    again = Screen("compare", against=document_id, lang="en")
    assert again.payload("header")["note"].endswith(say("store.against_instead", "en"))
    assert "某市方案" not in str(again.payloads)


def test_an_unknown_document_is_no_removed_one(file: Path) -> None:
    screen = Screen("map", doc=new_id(), lang="en")
    assert screen.payload("header")["note"].startswith("There is no such document")
    assert shows_the_plan(screen)


def test_a_store_that_cannot_be_asked_is_said_and_the_plan_goes_on(
    kept: tuple[str, str], file: Path
) -> None:
    document_id, _ = kept
    screen = Screen("map", doc=document_id, lang="en")
    assert not shows_the_plan(screen)
    away = file.rename(file.with_name("away"))
    screen.change("filters", place=[NEHE])
    assert screen.payload("header")["note"].startswith("The folder or file of readers' documents")
    assert shows_the_plan(screen)
    assert screen.payload("header")["pages"] == list(SITE)
    away.rename(file)
    screen.change("filters", place=[])
    assert screen.payload("header")["note"] is None
    assert not shows_the_plan(screen)


def test_a_removed_document_is_let_go_of(kept: tuple[str, str]) -> None:
    """By everything that was made of it: pages, answers and sessions left open."""
    document_id, key = kept
    screens = [Screen(page, doc=document_id) for page in SITE]
    screens += [Screen("compare", doc=document_id, against=DEFAULT.doc)]
    screens += [Screen("compare", against=document_id)]
    held = weakref.ref(open_document(document_id))
    gc.collect()
    assert held() is not None
    assert document_store().remove(document_id, key)
    drop_removed()
    # The module of the last page that ran, whosever it was.
    Screen("map")
    gc.collect()
    assert held() is None
    assert len(screens) == len(SITE) + 2
