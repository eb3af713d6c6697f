"""What a pasted link shows: the picture's route, and the tags that lead there."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from atlas import documents
from atlas.answering import ask
from atlas.catalogue import load_catalogue
from atlas.figures.share_image import share_svg
from atlas.store import DocumentStore, KeptDocument, new_id
from atlas.ui.head import complete_head
from atlas.ui.share import serve_share_image

PAGE = '<html lang="en"><head><title>Streamlit</title></head></html>'


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=[Route("/og.png", serve_share_image)])) as client:
        yield client


def tags(path: str, query: str = "", **headers: str) -> dict[str, str]:
    """Content of every tag of a page's head, by name."""
    scope: dict[str, Any] = {
        "scheme": "http",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    found = re.findall(
        r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', complete_head(PAGE, scope)
    )
    return {name: html.unescape(value) for name, value in found}


def test_the_picture_is_what_networks_ask_for(client: TestClient) -> None:
    answer = client.get("/og.png?strategy=border-opening")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert "max-age=3600" in answer.headers["cache-control"]
    assert len(answer.content) < 300_000
    picture = Image.open(io.BytesIO(answer.content)).convert("RGB")
    assert picture.size == (1200, 630)
    colours = {colour for _, colour in picture.getcolors(1 << 20) or ()}
    # The hue of the strategy, ink and paper are there among many.
    assert len(colours) > 60
    assert (255, 255, 255) in colours


def test_the_picture_is_of_the_query(client: TestClient) -> None:
    bodies = {
        client.get(f"/og.png?{query}").content
        for query in ("", "lang=en", "place=231086", "strategy=border-opening", "count=measures")
    }
    assert len(bodies) == 5
    # What the picture does not show makes no picture of its own.
    assert client.get("/og.png?year=2020&utm_source=x&nonsense=1").content in bodies


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, ["29项举措（出自11句）直接指到86个县区"]),
        ({"place": "231086"}, ["东宁市：12项举措直接指到这里", "县级市，属牡丹江市"]),
        ({"place": "231086", "strategy": "border-opening"}, ["东宁市：", "只看战略：沿边开放"]),
        (
            {"strategy": "border-opening", "lang": "en"},
            ["Borderopening:", "OpeningofthebordercountiestoRussia"],
        ),
    ],
)
def test_the_finding_stands_in_the_picture(params: dict[str, Any], words: list[str]) -> None:
    drawn = re.sub(r"\s|<[^>]*>", "", share_svg(ask(params).selection))
    for said in words:
        assert said in drawn


def test_much_to_say_keeps_clear_of_the_legend() -> None:
    everything = {"strategy": list(load_catalogue().strategies), "basis": "inferred", "lang": "en"}
    root = ElementTree.fromstring(share_svg(ask(everything).selection))
    groups = [g for g in root if g.tag.endswith("}g")]
    legend_top = min(float(g.get("transform", "").split(",")[1].rstrip(")")) for g in groups[1:])
    lines = [text for text in root if text.tag.endswith("}text")]
    ends = [float(line.get("y", "")) for line in lines]
    above = [y for y in ends if y < legend_top + 20]
    assert len(above) > 4
    assert max(above) < legend_top
    assert any((line.text or "").endswith("…") for line in lines)


def test_a_held_picture_is_not_sent_again(client: TestClient) -> None:
    etag = client.get("/og.png").headers["etag"]
    again = client.get("/og.png", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/og.png?lang=en").headers["etag"] != etag


def test_tags_lead_to_the_picture_on_the_readers_own_host() -> None:
    said = tags("/map", "strategy=border-opening&lang=en&x=1", host="plan.example:8443")
    assert said["og:url"] == "http://plan.example:8443/map?lang=en&strategy=border-opening"
    image = urlsplit(said["og:image"])
    assert (image.scheme, image.netloc, image.path) == ("http", "plan.example:8443", "/og.png")
    asked = parse_qs(image.query)
    assert asked["strategy"] == ["border-opening"]
    assert asked["lang"] == ["en"]
    assert said["twitter:card"] == "summary_large_image"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert "Border opening" in said["og:title"]
    assert said["og:image:alt"] == said["og:title"]


def test_behind_a_proxy_links_are_of_its_scheme() -> None:
    said = tags("/", host="plan.example", **{"x-forwarded-proto": "https"})
    assert said["og:url"] == "https://plan.example/"
    assert said["og:image"].startswith("https://plan.example/og.png?v=")
    odd = tags("/", host="plan.example", **{"x-forwarded-proto": "javascript"})
    assert odd["og:image"].startswith("http://")


@pytest.mark.parametrize("host", ["", 'plan.example"><script>', "a b", "plan.example/evil"])
def test_a_host_that_is_none_gets_no_picture(host: str) -> None:
    said = tags("/map", host=host)
    assert "og:image" not in said
    assert said["og:title"]


def test_a_readers_own_document_is_not_pictured(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such a picture would outlive the document in the caches of others."""
    text = "在东宁市建设口岸。"
    kept = DocumentStore("sqlite://")
    monkeypatch.setattr(documents, "document_store", lambda: kept)
    shown = KeptDocument(new_id(), "某县方案", "plan.txt", "utf-8", "0" * 64, text)
    kept.keep(shown, key="k" * 22)
    assert client.get(f"/og.png?doc={shown.id}").status_code == 404
    assert "og:image" not in tags("/map", f"doc={shown.id}", host="plan.example")
    documents.forget_kept()
    kept.close()
