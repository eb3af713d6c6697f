"""Who may bring a document, have it kept and clear it away, by the host's choice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

from atlas.desk import routes
from atlas.desk.permission import Permission, Person
from atlas.desk.refusals import Refused
from atlas.desk.review_routes import ReviewDesk
from atlas.desk.routes import Desk
from atlas.documents import forget_kept
from atlas.settings import Listing, Saving, Settings
from atlas.store import document_store, forget_store
from tests.stores import key, made

SOMEBODY = Person("https://login.example.org 7721", "林晓岚")
HERE = {"Origin": "http://atlas.test"}
ASKED = {
    "title": "讷河市方案",
    "source": "",
    "dated": "",
    "place": "",
    "licence": "",
    "listed": False,
    "revision": 0,
}


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A store of its own, and a desk whose worker says at once that it could not read."""
    monkeypatch.setenv("ATLAS_STORE", f"sqlite:///{tmp_path / 'documents.sqlite'}")
    forget_store()
    forget_kept()
    yield
    forget_store()
    forget_kept()


class Idle(routes.Workshop):
    """A worker that starts nothing: what is asked here is who is let in."""

    def start(self) -> None:
        """Nothing to start."""


def changed(client: TestClient, document: str, mine: str) -> int:
    """Status of a change under another's name, which whoever signed in does not take on."""
    words = "支持讷河市建设马铃薯种薯基地"
    target = {"start": 0, "end": len(words), "words": words}
    asked = {"kind": "confirm", "target": target, "who": "李"}
    answer = client.post(
        f"/api/v1/documents/{document}/changes",
        json={"base": 0, "change": asked},
        headers={"X-Key": mine, **HERE},
    )
    return answer.status_code


def answers(client: TestClient) -> dict[str, int]:
    """Status of every route for a document and a draft that stand, asked with their keys."""
    mine, kept_key = key(), key()
    draft = document_store().keep(made(draft=True), key=mine).id
    kept = document_store().keep(made(), key=kept_key).id
    address, headers = "/api/v1/documents", {"X-Key": kept_key, **HERE}
    # A key that is none is refused after all that is asked about who may bring.
    none = {"Idempotency-Key": "none", **HERE}
    return {
        "bring": client.post(f"{address}?draft", headers=none).status_code,
        "bring and keep": client.post(address, headers=none).status_code,
        "review a draft": changed(client, draft, mine),
        "review": changed(client, kept, kept_key),
        "keep": client.post(f"{address}/{draft}", headers={"X-Key": mine, **HERE}).status_code,
        "describe": client.patch(f"{address}/{kept}", headers=headers, json=ASKED).status_code,
        "about": client.get(f"{address}/{kept}", headers=headers).status_code,
        "remove": client.delete(f"{address}/{kept}", headers=headers).status_code,
        "restore": client.post(f"{address}/{kept}/restore", headers=headers).status_code,
    }


@pytest.mark.parametrize(
    ("saving", "who", "bring", "keeping"),
    [
        ("off", None, 403, False),
        ("off", SOMEBODY, 403, False),
        ("session", None, 400, False),
        ("session", SOMEBODY, 400, False),
        ("signed-in", None, 400, False),
        ("signed-in", SOMEBODY, 400, True),
        ("anyone", None, 400, True),
    ],
)
def test_the_host_says_who_may_do_what(
    saving: Saving,
    who: Person | None,
    bring: int,
    keeping: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(routes, "Workshop", Idle)
    host = Settings(saving=saving)
    desk = Desk(host, lambda _: who)
    reviews = ReviewDesk(Permission(host, lambda _: who))
    addresses = [*desk.routes(), *reviews.routes()]
    with TestClient(Starlette(routes=addresses), base_url="http://atlas.test") as client:
        assert answers(client) == {
            "bring": bring,
            "bring and keep": 400 if keeping else 403,
            "review a draft": 403 if saving == "off" else 201,
            "review": 201 if keeping else 403,
            "keep": 204 if keeping else 403,
            "describe": 204 if keeping else 403,
            # What was kept before is its keeper's to clear away, whatever holds today.
            "about": 200,
            "remove": 204,
            "restore": 204,
        }
    desk.close()
    reviews.close()


@pytest.mark.parametrize(
    ("saving", "address", "zh", "en"),
    [
        ("off", "?draft", "本站没有开放提交文件", "python -m atlas analyze"),
        ("session", "", "本站不保存文件。请用“导出”", "Take the results along by “Export”"),
        ("signed-in", "", "请在页面上方登录", "Sign in at the top of the page"),
    ],
)
def test_a_refusal_says_what_to_do_in_both_languages(
    saving: Saving, address: str, zh: str, en: str
) -> None:
    desk = Desk(Settings(saving=saving))
    with TestClient(Starlette(routes=desk.routes()), base_url="http://atlas.test") as client:
        said = client.post(f"/api/v1/documents{address}", headers=HERE).json()["detail"]
    desk.close()
    assert zh in said["zh"]
    assert en in said["en"]


@pytest.mark.parametrize(
    ("listing", "who", "refused"),
    [
        ("off", SOMEBODY, "does not list"),
        ("signed-in", None, "Sign in at the top"),
        ("signed-in", SOMEBODY, None),
        ("anyone", None, None),
    ],
)
def test_the_host_says_who_may_list(
    listing: Listing, who: Person | None, refused: str | None
) -> None:
    permission = Permission(Settings(listing=listing), lambda _: who)
    request = Request({"type": "http", "headers": []})
    assert permission.may_list(request) is (refused is None)
    with pytest.raises(Refused, match=refused) if refused else nullcontext():
        permission.must_list(request)


def test_a_quota_is_the_person_s_wherever_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_CLIENT_DOCUMENTS", "2")
    forget_store()
    monkeypatch.setattr(routes, "Workshop", Idle)
    store, who = document_store(), [SOMEBODY]
    desk = Desk(Settings(saving="signed-in"), lambda _: who[0])

    def kept_from(client: TestClient) -> int:
        mine = key()
        draft = store.keep(made(draft=True), key=mine, client="192.0.2.7").id
        headers = {"X-Key": mine, **HERE}
        answer = client.post(f"/api/v1/documents/{draft}", headers=headers)
        if answer.status_code == 507:
            assert "您这里已保存 2 份" in answer.json()["detail"]["zh"]
            store.remove(draft, mine)
        # A save whose answer was lost is no second document.
        else:
            assert client.post(f"/api/v1/documents/{draft}", headers=headers).status_code == 204
        return answer.status_code

    app = Starlette(routes=desk.routes())
    here = TestClient(app, base_url="http://atlas.test", client=("192.0.2.7", 1))
    elsewhere = TestClient(app, base_url="http://atlas.test", client=("198.51.100.9", 1))
    # Brought from one address again and again: what is kept is no longer the address's.
    assert [kept_from(one) for one in (here, elsewhere, here)] == [204, 204, 507]
    who[0] = Person("https://login.example.org 8832", SOMEBODY.name)
    assert kept_from(here) == 204
    desk.close()


@pytest.mark.parametrize(("who", "name"), [(SOMEBODY, SOMEBODY.name), (None, "李")])
def test_a_change_is_theirs_who_signed_in(who: Person | None, name: str) -> None:
    mine = key()
    draft = document_store().keep(made(draft=True), key=mine).id
    reviews = ReviewDesk(Permission(Settings(saving="signed-in"), lambda _: who))
    client = TestClient(Starlette(routes=reviews.routes()), base_url="http://atlas.test")
    assert changed(client, draft, mine) == 201
    reviews.close()
    assert [one.who for one in document_store().changes.since(draft)] == [name]
