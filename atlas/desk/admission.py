"""Who may ask the desk: pages of this server, and nobody too often."""

from __future__ import annotations

from math import ceil
from urllib.parse import urlsplit

from starlette.requests import Request

from atlas.desk.refusals import Refused
from atlas.rates import RateKind, allow, client_network


def from_here(request: Request) -> bool:
    """Whether a request comes from a page of this server, as browsers state it.

    A proxy may leave the port out of the host it passes on, so ports are not compared.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None:
        return True
    try:
        asked = urlsplit(f"//{request.headers.get('host', '')}").hostname
        return asked is not None and urlsplit(origin).hostname == asked
    except ValueError:
        # No browser writes such an origin.
        return False


def not_too_often(kind: RateKind, request: Request) -> None:
    """Raise `Refused` with how long to wait where a client asks more than the host grants."""
    if (wait := allow(kind, client_of(request))) is not None:
        raise Refused("too_often", 429, wait=wait, minutes=ceil(wait / 60))


def client_of(request: Request) -> str:
    """The address that asks, as rates count it."""
    return client_network(request.client.host) if request.client else ""
