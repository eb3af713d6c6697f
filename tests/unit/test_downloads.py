"""The data files over HTTP: as they are on disk, to anyone, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from atlas.catalogue import DATA
from atlas.downloads import data_files


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=[data_files()])) as client:
        yield client


@pytest.mark.parametrize("name", ["plan.csv", "indicators.csv", "datapackage.json"])
def test_a_file_comes_as_it_is_and_may_be_read_from_any_page(client: TestClient, name: str) -> None:
    answer = client.get(f"/data/{name}")
    assert answer.status_code == 200
    assert answer.content == (DATA / name).read_bytes()
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Content-Type"].split(";")[0] in ("text/csv", "application/json")


def test_an_unchanged_file_is_not_sent_again(client: TestClient) -> None:
    etag = client.get("/data/plan.csv").headers["ETag"]
    again = client.get("/data/plan.csv", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head("/data/plan.csv").headers["ETag"] == etag


@pytest.mark.parametrize(
    "path",
    ["README.md", "none.csv", "../app.py", "%2e%2e/app.py", "..%2fapp.py", "", "/etc/passwd"],
)
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    assert client.get(f"/data/{path}").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_is_taken(client: TestClient, method: str) -> None:
    assert client.request(method, "/data/plan.csv").status_code == 405
