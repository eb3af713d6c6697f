"""The API as a program meets it: rows, pages, ETags, problems, and a live layer."""

from __future__ import annotations

import csv
import io
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlencode

import geopandas as gpd
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient

from atlas.answering import ask
from atlas.api import create_api, routes
from atlas.api.table_answers import ROUTES
from atlas.export import FORMATS
from atlas.export.columns import COLUMNS
from atlas.export.contents import main_table
from atlas.export.tables import table
from atlas.query import Query
from tests.addresses import FILES, TABLES
from tests.unit.plain_answers import reaches, rows


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    # As the dashboard does it: the API's routes beside those of another application.
    with TestClient(Starlette(routes=routes()), base_url="http://plan.example") as client:
        yield client


@pytest.mark.parametrize("address", TABLES + FILES)
def test_every_address_answers(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["etag"].startswith('"')
    assert answer.headers["cache-control"].startswith("public, max-age=")
    assert answer.headers["x-content-type-options"] == "nosniff"
    head = client.head(address)
    assert head.status_code == 200
    assert head.content == b""
    for name in ("etag", "content-type", "content-length"):
        assert head.headers[name] == answer.headers[name]


@pytest.mark.parametrize("address", TABLES + FILES)
@pytest.mark.parametrize("packing", ["gzip", "identity"])
def test_a_body_that_is_held_is_not_sent_again(
    client: TestClient, address: str, packing: str
) -> None:
    taken = {"Accept-Encoding": packing}
    etag = client.get(address, headers=taken).headers["etag"]
    for held in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = client.get(address, headers={**taken, "If-None-Match": held})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    assert client.get(address, headers={**taken, "If-None-Match": '"other"'}).status_code == 200


def test_packed_and_plain_are_the_same_body_under_two_names(client: TestClient) -> None:
    address = "/api/v1/places.geojson"
    packed = client.get(address, headers={"Accept-Encoding": "br;q=1.0, gzip;q=0.8"})
    plain = client.get(address, headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert packed.headers["etag"] != plain.headers["etag"]
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 3
    assert "Accept-Encoding" in packed.headers["vary"].split(", ")
    assert packed.headers["vary"] == plain.headers["vary"]


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"strategy": ["border-opening", "ecology"], "lang": ["en"]},
        {"place": ["231081"], "basis": ["named", "official_list"]},
        {"indicator": ["share_65plus"], "year": ["2020"], "level": ["prefecture"]},
        {"q": ["县域经济"]},
    ],
)
@pytest.mark.parametrize("name", list(COLUMNS))
def test_rows_are_those_of_the_table(client: TestClient, name: str, params: dict[str, Any]) -> None:
    expected = table(name, ask(params).selection)  # type: ignore[arg-type]
    query = urlencode(params, doseq=True)
    body = client.get(f"/api/v1/{name}.json?{query}&limit=10000").json()
    assert body["total"] == len(expected.rows) == len(body["rows"])
    assert [tuple(row) for row in body["rows"]] == [
        tuple(column.name for column in expected.columns)
    ] * len(expected.rows)
    plain = [
        tuple(list(cell) if isinstance(cell, tuple) else cell for cell in row)
        for row in expected.rows
    ]
    assert [tuple(row.values()) for row in body["rows"]] == plain
    text = client.get(f"/api/v1/{name}.csv?{query}").content.decode("utf-8-sig")
    head, *listed = list(csv.reader(io.StringIO(text, newline="")))
    assert head == [column.name for column in expected.columns]
    assert len(listed) == len(expected.rows)


def test_counts_against_another_way(client: TestClient) -> None:
    body = client.get("/api/v1/places.json?strategy=food-security").json()
    for row in body["rows"]:
        here = {
            r.measure
            for r in reaches()
            if r.county == row["adcode"] and "food-security" in r.strategies
        }
        assert set(row["measure_ids"]) == here


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_paging_meets_every_row_once(client: TestClient, kind: str) -> None:
    whole = table("links", ask({"strategy": "ecology"}).selection)
    address: str | None = f"/api/v1/links.{kind}?strategy=ecology&limit=37"
    seen: list[Any] = []
    pages = 0
    while address:
        answer = client.get(address)
        pages += 1
        assert answer.headers["x-total-count"] == str(len(whole.rows))
        if kind == "json":
            seen += [(r["measure"], r["county"], r["place"]) for r in answer.json()["rows"]]
            assert answer.json()["next"] == answer.links.get("next", {}).get("url")
        else:
            read = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
            seen += [(r["measure"], r["county"], r["place"]) for r in read]
        assert ("prev" in answer.links) == (pages > 1)
        address = answer.links.get("next", {}).get("url")
    assert pages == -(-len(whole.rows) // 37)
    assert seen == [(r["measure"], r["county"], r["place"]) for r in whole.records()]


def test_a_page_past_the_end_is_empty(client: TestClient) -> None:
    body = client.get("/api/v1/zones.json?limit=10&offset=1000").json()
    assert (body["rows"], body["next"]) == ([], None)
    assert body["previous"].endswith("limit=10&offset=990")


def test_layer_in_pages(client: TestClient) -> None:
    first = client.get("/api/v1/places.geojson?limit=100").json()
    rest = client.get("/api/v1/places.geojson?limit=100&offset=100").json()
    assert (first["numberMatched"], first["numberReturned"]) == (121, 100)
    assert (rest["numberMatched"], rest["numberReturned"]) == (121, 21)
    assert len({f["id"] for f in first["features"] + rest["features"]}) == 121


@pytest.mark.parametrize(
    "wrong",
    [
        ("/api/v1/measures.json?limit=abc", 400, "bad-parameter", "limit"),
        ("/api/v1/measures.json?limit=0", 400, "bad-parameter", "limit"),
        ("/api/v1/measures.csv?limit=10001", 400, "bad-parameter", "limit"),
        ("/api/v1/measures.json?offset=-1", 400, "bad-parameter", "offset"),
        ("/api/v1/measures.json?offset=1e3", 400, "bad-parameter", "offset"),
        ("/api/v1/measures.json?offset=١٢", 400, "bad-parameter", "offset"),
        ("/api/v1/measures.json?limit=" + "9" * 40, 400, "bad-parameter", "limit"),
        ("/api/v1/measures.xml", 404, "not-found", None),
        ("/api/v1/counties.json", 404, "not-found", None),
        ("/api/v2/measures.json", 404, "not-found", None),
        ("/api/v1/..%2f..%2fmeasures.json", 404, "not-found", None),
        ("/export.pdf", 404, "not-found", None),
        ("/api/v1/measures.json?q=" + "x" * 5_000, 414, "too-much", None),
        ("/export.csv?q=" + "x" * 5_000, 414, "too-much", None),
        ("/api/v1/measures.json?" + "&".join(["place=1"] * 400), 414, "too-much", None),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_problems(client: TestClient, wrong: tuple[str, int, str, str | None], lang: str) -> None:
    address, status, kind, parameter = wrong
    answer = client.get(address, headers={"Accept-Language": lang})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    body = answer.json()
    assert body["status"] == status
    assert body["type"] == f"/api/v1#{kind}"
    assert body.get("parameter") == parameter
    assert any("一" <= c <= "鿿" for c in body["detail"]) == (lang == "zh")
    assert client.head(address).content == b""


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("address", ["/api/v1/measures.json", "/export.csv", "/api/v1"])
def test_reading_only(client: TestClient, method: str, address: str) -> None:
    answer = client.request(method, address)
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert answer.headers["content-type"] == "application/problem+json"


def test_what_is_not_known_is_noted_and_changes_nothing(client: TestClient) -> None:
    plain = client.get("/api/v1/measures.json?lang=en").json()
    address = "/api/v1/measures.{}?lang=en&strategy=no-such&colour=蓝"
    answer = client.get(address.format("json"))
    body = answer.json()
    assert body["rows"] == plain["rows"]
    assert [(n["parameter"], n["value"]) for n in body["notes"]] == [
        ("strategy", "no-such"),
        ("colour", "蓝"),
    ]
    assert "“strategy=no-such”" in body["notes"][0]["text"]
    for kind in ("json", "csv"):
        said = client.get(address.format(kind)).headers["x-dropped-parameters"]
        assert said == "strategy=no-such, colour=%E8%93%9D"
    assert "x-dropped-parameters" not in client.get("/api/v1/measures.csv").headers
    assert client.get("/export.csv?page=nowhere").headers["x-dropped-parameters"] == "page=nowhere"


def test_any_page_may_read(client: TestClient) -> None:
    from_elsewhere = {"Origin": "https://elsewhere.example"}
    answer = client.get("/api/v1/places.json", headers=from_elsewhere)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert {"ETag", "Link", "X-Total-Count"} <= set(
        answer.headers["access-control-expose-headers"].split(", ")
    )
    asked = {**from_elsewhere, "Access-Control-Request-Method": "GET"}
    assert client.options("/api/v1/places.json", headers=asked).status_code == 200
    asked["Access-Control-Request-Method"] = "DELETE"
    assert client.options("/api/v1/places.json", headers=asked).status_code == 400
    wrong = client.get("/api/v1/places.json?limit=x", headers=from_elsewhere)
    assert wrong.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(("lang", "begins"), [("zh", "举措清单_战略："), ("en", "Measures_")])
def test_files_are_saved_under_a_name_in_the_readers_language(
    client: TestClient, lang: str, begins: str
) -> None:
    answer = client.get(f"/export.xlsx?strategy=border-opening&lang={lang}")
    said = answer.headers["content-disposition"]
    assert said.startswith('attachment; filename="longjiang-measures-')
    _, _, encoded = said.partition("filename*=UTF-8''")
    assert unquote(encoded, errors="strict").startswith(begins)
    assert encoded.isascii()


def test_links_in_answers_go_where_the_reader_came_from(client: TestClient) -> None:
    body = client.get("/api/v1/measures.json?strategy=ecology").json()
    assert body["statement"]["link"] == "http://plan.example/measures?strategy=ecology"
    hostile = client.get("/api/v1/measures.json", headers={"Host": 'evil.example"><script>'}).json()
    assert hostile["statement"]["link"] == "http://localhost/measures"
    with TestClient(create_api("https://plan.example/atlas")) as fixed:
        said = fixed.get("/api/v1/measures.json?limit=1").json()
    assert said["statement"]["link"] == "https://plan.example/atlas/measures"
    assert said["next"].startswith("https://plan.example/atlas/api/v1/measures.json?limit=1")


@pytest.mark.parametrize(("lang", "title"), [("zh", "数据接口"), ("en", "Data interface")])
def test_page_for_people(client: TestClient, lang: str, title: str) -> None:
    for address in ("/api/v1", "/api/v1/"):
        page = client.get(f"{address}?lang={lang}")
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert f"<h1>{title}</h1>" in page.text
        assert "<script" not in page.text
        for name, kinds in ROUTES:
            assert all(f"/api/v1/{name}.{kind}" in page.text for kind in kinds)


@pytest.mark.parametrize("page", ["measures", "map", "indicators"])
def test_what_a_page_offers_can_be_had(client: TestClient, page: str) -> None:
    for kind in FORMATS:
        answer = client.get(f"/export.{kind}?lang=en&strategy=border-opening&page={page}")
        assert answer.status_code == 200
        assert (
            f'filename="longjiang-{main_table(page, Query())}-'
            in answer.headers["content-disposition"]
        )
        assert "x-dropped-parameters" not in answer.headers


def test_the_api_knows_nothing_of_streamlit() -> None:
    loaded = "import sys, atlas.api; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0


class Serving(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, app: Starlette) -> None:
        super().__init__(uvicorn.Config(app, lifespan="off", log_level="warning", ws="none"))
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


@pytest.fixture
def live() -> Iterator[str]:
    """The API on a port of this machine."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = Serving(create_api())
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        assert server.ready.wait(30)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def test_a_live_layer_opens_from_its_address(live: str) -> None:
    layer = gpd.read_file(f"{live}/api/v1/places.geojson?strategy=border-opening")
    assert len(layer) == 121
    assert layer.crs.to_epsg() == 4326
    listed = {m["adcode"] for m in rows("zone_members") if m["zone"] == "border_coop_zone"}
    assert set(layer.loc[layer["measures"] > 0, "adcode"]) == listed
