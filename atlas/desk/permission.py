"""What the host lets people do: bring a document, have one kept."""

from __future__ import annotations

from atlas.desk.refusals import Refused
from atlas.settings import Settings


class Permission:
    """The host's choice; each method raises `Refused` with what to do instead.

    To read by a link, to remove by a key and to bring back what was removed is never refused here:
    a host that keeps no more lets people clear away what it has kept.
    """

    def __init__(self, settings: Settings) -> None:
        self._saving = settings.saving

    def must_bring(self, *, draft: bool) -> None:
        """Raise unless a document may be brought, as a draft or to be kept at once."""
        if self._saving == "off":
            raise Refused("closed", 403)
        if not draft:
            self.must_keep()

    def must_keep(self) -> None:
        """Raise unless documents may be kept, and something else be said of them."""
        if self._saving in ("off", "session"):
            raise Refused("keeps_none", 403)
