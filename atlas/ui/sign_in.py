"""Who reads, where the host asks people to sign in: Streamlit's sign-in, for pages and routes.

Streamlit speaks with the provider (OpenID Connect) and writes who signed in into a signed cookie.
It tells that to the script alone; routes of our own open the cookie by the same functions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import streamlit as st
from starlette.requests import Request
from streamlit.auth_util import (
    get_cookie_with_chunks,
    get_origin_from_redirect_uri,
    get_signing_secret,
    is_authlib_installed,
    validate_auth_credentials,
)
from streamlit.errors import StreamlitAuthError
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from atlas.desk.permission import Person
from atlas.safe_text import name_shown
from atlas.settings import BadSetting, settings

PROVIDER: Final = "default"
"""The one that `[auth]` of the secrets describes."""
SHORTEST_SECRET: Final = 32
"""Characters of the secret that cookies are signed with: whoever guesses it is whom they like."""
LONGEST_NAME: Final = 60
_NAMES: Final = ("name", "preferred_username", "email")
"""Claims by which people are called, the first that a provider gives."""


def check_sign_in() -> None:
    """Raise `BadSetting` where people are asked to sign in and cannot."""
    if not settings().asks_who:
        return
    which = "SAVING" if settings().saving == "signed-in" else "LISTING"
    asked = f"ATLAS_{which}=signed-in: "
    if not is_authlib_installed():
        raise BadSetting(
            f"{asked}signing in needs Authlib; run `pip install -r requirements-sign-in.txt`"
        )
    try:
        validate_auth_credentials(PROVIDER)
    except StreamlitAuthError as fault:
        told = " ".join(str(fault).split())
        raise BadSetting(f"{asked}{told} docs/hosting.md, Sign-in, says how.") from None
    if len(get_signing_secret()) < SHORTEST_SECRET:
        raise BadSetting(
            f"{asked}give `cookie_secret` in `.streamlit/secrets.toml` {SHORTEST_SECRET} characters"
            " or more"
        )


def signed_in() -> Person | None:
    """Who reads the page that the script is making."""
    return _person(st.user.to_dict()) if settings().asks_who else None


def sign(way: str) -> None:
    """Send the reader off to sign in, or out; called in a run of the script."""
    if not settings().asks_who:
        return
    if way == "in":
        st.login()
    elif way == "out":
        st.logout()


def who_asks(request: Request) -> Person | None:
    """Who sends a request, by the cookie of their sign-in."""
    if not settings().asks_who:
        return None
    written = get_cookie_with_chunks(lambda name: _opened(request, name), USER_COOKIE_NAME)
    if written is None:
        return None
    claims = json.loads(written)
    # Signed for another address of ours, it is not for this one.
    if claims.get("origin") != get_origin_from_redirect_uri():
        return None
    return _person(claims)


def _opened(request: Request, name: str) -> bytes | None:
    """A cookie whose signature and age hold."""
    value = request.cookies.get(name)
    if value is None:
        return None
    return decode_signed_value(get_signing_secret(), name, value.encode("latin-1", "replace"))


def _person(claims: Mapping[str, Any]) -> Person | None:
    subject = claims.get("sub")
    if not claims.get("is_logged_in") or not isinstance(subject, str) or not subject:
        return None
    called = [claims[name] for name in _NAMES if isinstance(claims.get(name), str)]
    names = [shown for one in called if (shown := name_shown(one, LONGEST_NAME))]
    return Person(f"{claims.get('iss', '')} {subject}", names[0] if names else "")
