"""A server whose store is missing, full, damaged or away: the plan goes on, and it says so."""

from __future__ import annotations

from pathlib import Path

from atlas.ui.assets import version
from tests.faults.serving import Server, serving
from tests.faults.together import key
from tests.postgresql import Cluster

WORDS = "讷河市种薯基地甲乙丙"
TEXT = f"黑龙江省某市方案\n一、重点任务\n支持{WORDS}建设；改造富锦市农田灌溉设施。\n"


def assert_the_plan_goes_on(server: Server) -> None:
    assert server.get("/healthz").json()["status"] == "ok"
    assert server.get("/api/v1/measures.json").json()["total"] > 50
    assert server.get(f"/assets/{version()}/documents/plan-2026.json").status_code == 200
    assert server.client.get("/map", headers={"Accept": "text/html"}).status_code == 200


def addresses(document_id: str) -> list[str]:
    return [
        f"/assets/{version()}/documents/{document_id}.json",
        f"/api/v1/measures.json?doc={document_id}",
        f"/api/v1/measures.json?against={document_id}",
        f"/export.csv?doc={document_id}",
        f"/charts/coverage.json?doc={document_id}",
        f"/api/v1/keywords?doc={document_id}&start=0&end=20",
    ]


def assert_shown(server: Server, document_id: str) -> None:
    for address in addresses(document_id):
        assert server.get(address).status_code == 200, address


def assert_unavailable(server: Server, document_id: str, english: str, chinese: str) -> None:
    for address in addresses(document_id):
        answer = server.get(address)
        assert answer.status_code == 503, address
        assert int(answer.headers["retry-after"]) > 0
        assert answer.headers["cache-control"] == "no-store"
        assert english in answer.json()["detail"]
        assert chinese in server.get(address, "zh").json()["detail"]


def test_a_store_in_a_file_goes_wrong_in_every_way_and_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    file = folder / "documents.sqlite"
    keys = [key() for _ in range(3)]
    with serving(ATLAS_STORE=f"sqlite:///{file}", ATLAS_TIDY_SECONDS="1") as server:
        # The folder is missing when the server starts.
        assert server.ready() == "missing"
        assert_the_plan_goes_on(server)
        assert "must put it back" in server.bring(TEXT, keys[0])["problem"]["en"]
        folder.mkdir()
        assert server.ready() == "ok"
        kept = server.bring(TEXT, keys[0])
        own = kept.get("key") or keys[0]
        assert_shown(server, kept["id"])

        # The disk is full: what is kept is read, what is new is refused.
        with server.without_room():
            assert server.ready() == "full"
            assert_the_plan_goes_on(server)
            assert_shown(server, kept["id"])
            assert "磁盘已满" in server.bring(TEXT, keys[1])["problem"]["zh"]
            assert server.remove(kept["id"], own).status_code == 503
        assert server.ready() == "ok"
        assert server.bring(TEXT, keys[1])["id"] != kept["id"]

        # The file is damaged, then restored.
        whole = file.read_bytes()
        file.write_bytes(b"no database" * 9_999)
        assert server.ready() == "corrupt"
        assert_the_plan_goes_on(server)
        assert_unavailable(server, kept["id"], "is damaged", "已损坏")
        assert "已损坏" in server.bring(TEXT, keys[2])["problem"]["zh"]
        file.write_bytes(whole)
        assert server.ready() == "ok"
        assert_shown(server, kept["id"])

        # The folder goes away and comes back.
        away = folder.rename(tmp_path / "away")
        assert server.ready() == "missing"
        assert_unavailable(server, kept["id"], "is not there", "找不到")
        away.rename(folder)
        assert server.ready() == "ok"
        assert_shown(server, kept["id"])
        assert server.remove(kept["id"], own).status_code == 204
        assert server.get(addresses(kept["id"])[0]).status_code == 410
    said = "".join(server.said)
    assert "Traceback" not in said
    assert not [secret for secret in (WORDS, own, kept["id"], *keys) if secret in said]
    assert "readers' documents: sweep failed: missing" in said


def test_a_store_in_postgresql_is_restarted_goes_away_and_comes_back(postgresql: Cluster) -> None:
    url = postgresql.database("served")
    with serving(ATLAS_STORE=url, ATLAS_TIDY_SECONDS="1") as server:
        assert server.ready() == "ok"
        kept = server.bring(TEXT, key())
        assert_shown(server, kept["id"])
        postgresql.stop()
        postgresql.start()
        assert_shown(server, kept["id"])
        postgresql.stop()
        postgresql.start()
        assert server.bring(TEXT, key())["id"] != kept["id"]
        postgresql.stop()
        try:
            assert server.ready() == "away"
            assert_the_plan_goes_on(server)
            assert_unavailable(server, kept["id"], "cannot be reached", "连不上")
            assert "连不上" in server.bring(TEXT, key())["problem"]["zh"]
        finally:
            postgresql.start()
        assert server.ready() == "ok"
        assert_shown(server, kept["id"])
    said = "".join(server.said)
    assert "Traceback" not in said
    assert not [secret for secret in (WORDS, kept["id"], "keeper") if secret in said]


def test_nothing_reaches_a_disk_where_the_host_keeps_nothing(tmp_path: Path) -> None:
    file = tmp_path / "documents.sqlite"
    settings = {"ATLAS_STORE": f"sqlite:///{file}", "ATLAS_KEEPING": "off"}
    with serving(**settings) as server:
        assert server.ready() == "ok"
        kept = server.bring(TEXT, key())
        assert_shown(server, kept["id"])
    assert list(tmp_path.iterdir()) == []
