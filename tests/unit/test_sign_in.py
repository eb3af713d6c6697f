"""Who asks, by the cookie of their sign-in; and a server that cannot ask says so at its start."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from itsdangerous import TimestampSigner
from starlette.requests import Request
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from atlas.desk.permission import Person
from atlas.settings import BadSetting, settings
from atlas.ui import sign_in
from atlas.ui.sign_in import check_sign_in, who_asks

SECRET = "s" * 40
HERE = "https://atlas.example.org"
COOKIE = "_streamlit_user"
CLAIMS = {
    "iss": "https://login.example.org",
    "sub": "7721",
    "name": "林晓\u202e岚",
    "origin": HERE,
    "is_logged_in": True,
    "provider": "default",
}
DAY = 86_400


@pytest.fixture(autouse=True)
def asks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A host whose readers sign in."""
    monkeypatch.setenv("ATLAS_SAVING", "signed-in")
    settings.cache_clear()
    monkeypatch.setattr(sign_in, "get_signing_secret", lambda: SECRET)
    monkeypatch.setattr(sign_in, "get_origin_from_redirect_uri", lambda: HERE)
    yield
    settings.cache_clear()


def signed(claims: dict[str, Any], *, secret: str = SECRET, name: str = COOKIE) -> str:
    return create_signed_value(secret, name, json.dumps(claims)).decode()


def asking(**cookies: str) -> Request:
    written = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return Request({"type": "http", "headers": [(b"cookie", written.encode("latin-1"))]})


def test_who_signed_in_is_known_by_subject_and_called_by_name() -> None:
    assert who_asks(asking(**{COOKIE: signed(CLAIMS)})) == Person(
        "https://login.example.org 7721", "林晓⟨U+202E⟩岚"
    )


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": None, "preferred_username": "lin"}, "lin"),
        ({"name": " ", "email": "lin@example.org"}, "lin@example.org"),
        ({"name": ["林"]}, ""),
    ],
)
def test_people_are_called_what_the_provider_says(claims: dict[str, Any], name: str) -> None:
    found = who_asks(asking(**{COOKIE: signed(CLAIMS | claims)}))
    assert found is not None
    assert found.name == name


def test_a_long_cookie_comes_in_parts() -> None:
    whole = json.dumps(CLAIMS)
    parts = ["chunks-2", whole[:50], whole[50:]]
    names = [COOKIE, f"{COOKIE}_1", f"{COOKIE}_2"]
    written = {
        n: create_signed_value(SECRET, n, p).decode() for n, p in zip(names, parts, strict=True)
    }
    assert who_asks(asking(**written)) is not None
    assert who_asks(asking(**(written | {names[2]: written[names[1]]}))) is None


def old(days: int) -> str:
    """A cookie of so many days ago."""
    with pytest.MonkeyPatch.context() as then:
        then.setattr(TimestampSigner, "get_timestamp", lambda _: int(time.time()) - days * DAY)
        return signed(CLAIMS)


@pytest.mark.parametrize(
    "cookies",
    [
        {},
        {COOKIE: ""},
        {COOKIE: json.dumps(CLAIMS, ensure_ascii=True).replace(" ", "")},
        {COOKIE: signed(CLAIMS, secret="t" * 40)},
        {COOKIE: signed(CLAIMS)[:-1]},
        {COOKIE: signed(CLAIMS, name="_streamlit_user_tokens")},
        {COOKIE: old(40)},
        {COOKIE: signed(CLAIMS | {"origin": "https://other.example.org"})},
        {COOKIE: signed(CLAIMS | {"is_logged_in": False})},
        {COOKIE: signed(CLAIMS | {"sub": ""})},
        {COOKIE: "\xff\xfe"},
    ],
)
def test_a_cookie_that_is_forged_over_or_of_another_kind_is_nobody(cookies: dict[str, str]) -> None:
    assert who_asks(asking(**cookies)) is None


def test_a_cookie_holds_for_its_days() -> None:
    assert who_asks(asking(**{COOKIE: old(29)})) is not None


def test_where_nobody_is_asked_to_sign_in_nobody_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_SAVING", "anyone")
    settings.cache_clear()
    assert who_asks(asking(**{COOKIE: signed(CLAIMS)})) is None


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("authlib", "pip install -r requirements-sign-in.txt"),
        ("secrets", r"credentials.*secrets\.toml.*docs/hosting\.md"),
        ("long secret", "32 characters or more"),
    ],
)
def test_a_server_that_cannot_ask_who_says_what_is_missing(
    missing: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if missing == "authlib":
        monkeypatch.setattr(sign_in, "is_authlib_installed", lambda: False)
    if missing == "long secret":
        monkeypatch.setattr(sign_in, "validate_auth_credentials", lambda _: None)
        monkeypatch.setattr(sign_in, "get_signing_secret", lambda: "short")
    with pytest.raises(BadSetting, match=f"^ATLAS_SAVING=signed-in: .*{told}"):
        check_sign_in()
    monkeypatch.setenv("ATLAS_SAVING", "anyone")
    settings.cache_clear()
    check_sign_in()
