"""How often one client may ask for what costs the server something: a moving window for each.

Kept in this process alone: several servers behind one proxy each allow as much.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv6Address, ip_address
from math import ceil
from typing import Final, Literal

from cachetools import TTLCache

from atlas.settings import settings

RateKind = Literal["files", "uploads", "keys", "edits"]

MOST_CLIENTS: Final = 10_000
"""Clients remembered of one kind; beyond that the one longest away is forgotten."""
NETWORK_BITS: Final = 64
"""A home or an office is given this much of an IPv6 address, and chooses the rest at will."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many times within so many seconds, whenever they begin."""

    times: int
    seconds: float


class Rates:
    """Who did what when, as far as it still counts.

    The `limits` package was tried for this: its memory has no bound, follows the wall clock and is
    gone through whole by a thread of its own while clients come.
    """

    def __init__(
        self,
        rates: Mapping[RateKind, Rate],
        *,
        clock: Callable[[], float] = time.monotonic,
        most_clients: int = MOST_CLIENTS,
    ) -> None:
        self._rates = dict(rates)
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: dict[RateKind, TTLCache[str, deque[float]]] = {
            kind: TTLCache(most_clients, rate.seconds, timer=clock)
            for kind, rate in self._rates.items()
        }

    def allow(self, kind: RateKind, client: str) -> int | None:
        """None where the client may go on, which counts; else the whole seconds to wait.

        `client` is the address of the peer, as `request.client.host` has it.
        """
        rate, seen, who = self._rates[kind], self._seen[kind], client_network(client)
        with self._lock:
            now = self._clock()
            times = seen.get(who) or deque(maxlen=rate.times)
            if len(times) == rate.times and (left := times[0] + rate.seconds - now) > 0:
                return max(1, ceil(left))
            # The oldest falls out where the deque is full.
            times.append(now)
            seen[who] = times
            return None

    def remembered(self, kind: RateKind) -> int:
        """Clients of a kind that are held in memory."""
        with self._lock:
            self._seen[kind].expire()
            return len(self._seen[kind])


def client_network(address: str) -> str:
    """An address as a client: IPv4 whole, IPv6 by the network it was given."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        # A socket of Unix or a name; no more of it than is worth keeping.
        return address[:64]
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(IPv6Address(int(found) >> NETWORK_BITS << NETWORK_BITS))


@cache
def _rates() -> Rates:
    chosen = settings()
    return Rates(
        {
            "files": Rate(chosen.client_files, 60),
            "uploads": Rate(chosen.client_uploads, 3_600),
            "keys": Rate(chosen.client_uploads, 3_600),
            "edits": Rate(chosen.client_edits, 60),
        }
    )


def allow(kind: RateKind, client: str) -> int | None:
    """As `Rates.allow`, with the rates this host has chosen."""
    return _rates().allow(kind, client)
