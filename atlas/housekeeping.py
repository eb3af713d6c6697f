"""What a server does now and then with readers' documents: it notes use, and drops what is gone."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from atlas.documents import drop_removed, note_used
from atlas.store import StoreFault, document_store

log: Final = logging.getLogger(__name__)


def sweep() -> None:
    """Remove from the store what nobody used for too long."""
    swept = document_store().sweep()
    if swept:
        log.info("readers' documents: %d expired and were removed", swept)


ROUND: Final = (note_used, drop_removed, sweep)


def tidy() -> None:
    """One round; a fault of the store is logged in a line and tried again in the next."""
    for task in ROUND:
        try:
            task()
        except StoreFault as fault:
            log.warning("readers' documents: %s failed: %s", task.__name__, fault)


async def keep_house(every: float) -> None:
    """A round at once and then every so many seconds, till cancelled; never in a request's way."""
    while True:
        await asyncio.to_thread(tidy)
        await asyncio.sleep(every)
