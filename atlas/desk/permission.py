"""What the host lets whoever asks do: bring a document, have one kept, have one listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request

from atlas.desk.admission import client_of
from atlas.desk.refusals import Refused
from atlas.settings import Settings


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has signed in.

    `subject` is who at which provider, the same whatever they are called; `name` is for the screen
    and for what they change.
    """

    subject: str
    name: str


Who = Callable[[Request], "Person | None"]
"""Who asks, where they have signed in; none for a sign-in that is forged or over."""


def nobody(_: Request) -> Person | None:
    """Where people do not sign in."""
    return None


class Permission:
    """The host's choice; each method that asks for something raises `Refused` with what to do.

    To read by a link, to remove by a key and to bring back what was removed is never refused here:
    a host that keeps no more lets people clear away what it has kept.
    """

    def __init__(self, settings: Settings, who: Who = nobody) -> None:
        self._saving = settings.saving
        self._listing = settings.listing
        self._who = who

    @property
    def lists(self) -> bool:
        """Whether there is a list of documents at all."""
        return self._listing != "off"

    def person(self, request: Request) -> Person | None:
        """Who asks, where that is known."""
        return self._who(request)

    def client(self, request: Request) -> str:
        """Whose quota counts: the person's, wherever they are, else that of the address."""
        person = self._who(request)
        return client_of(request) if person is None else f"person {person.subject}"

    def must_bring(self, request: Request, *, draft: bool) -> None:
        """Raise unless a document may be brought, as a draft or to be kept at once."""
        if self._saving == "off":
            raise Refused("closed", 403)
        if not draft:
            self.must_keep(request)

    def must_keep(self, request: Request) -> None:
        """Raise unless documents may be kept, and something else be said of them."""
        if self._saving in ("off", "session"):
            raise Refused("keeps_none", 403)
        if self._saving == "signed-in" and self._who(request) is None:
            raise Refused("sign_in", 403)

    def may_list(self, request: Request) -> bool:
        """Whether a document may be listed by whoever asks."""
        return self._listing == "anyone" or (self.lists and self._who(request) is not None)

    def must_list(self, request: Request) -> None:
        """Raise unless a document may be listed."""
        if not self.may_list(request):
            raise Refused("sign_in_to_list" if self.lists else "listing_off", 403)
