"""Two replicas behind one address, of which one can die: a small proxy in place of a host's own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.dashboard import ROOT, free_port, running


class Proxy:
    """Passes connections on to one of several servers; to none while it is cut.

    A cut closes every connection at once, as the death of a replica does, and new ones are
    refused until a server is chosen.
    """

    def __init__(self, *servers: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self._ports = [urlsplit(address).port for address in servers]
        self._was = 0
        self._at: int | None = 0
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._deaf: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """The replica in use dies, and nobody answers at the address."""
        with self._lock:
            self._at = None
            dying = list(self._open)
            self._open.clear()
        for connection in dying:
            # Whoever waits to read from it is woken by this; closing alone would not.
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def mend(self) -> None:
        """Another replica answers, which has never heard of the reader."""
        with self._lock:
            if self._at is None:
                self._was = self._at = (self._was + 1) % len(self._ports)

    def fall_silent(self) -> None:
        """What is open stays open and nothing passes any more; new connections are answered."""
        with self._lock:
            self._deaf = set(self._open)

    def close(self) -> None:
        """Leave the address."""
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                reader, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                at = self._at
            if at is None:
                reader.close()
                continue
            server = socket.create_connection(("127.0.0.1", self._ports[at]))
            with self._lock:
                self._open |= {reader, server}
            for ends in ((reader, server), (server, reader)):
                threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        # A connection that was cut, or that either side left, is done with.
        with suppress(OSError):
            while part := one.recv(65_536):
                if one not in self._deaf:
                    other.sendall(part)
        with self._lock:
            self._open -= {one, other}
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def two_replicas(second_folder: Path = ROOT, **settings: str) -> Iterator[Proxy]:
    """A proxy before two running dashboards."""
    with running(settings) as first, running(settings, second_folder) as second:
        proxy = Proxy(first, second)
        try:
            yield proxy
        finally:
            proxy.close()
