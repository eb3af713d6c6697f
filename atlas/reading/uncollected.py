"""Making many values without Python looking for cycles among them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_making = 0


@contextmanager
def uncollected() -> Iterator[None]:
    """Without cyclic collection: a reading makes many values and no cycle among them.

    Looking for cycles takes a sixth of the time of a long text. Where several threads make values
    side by side, the last one to end turns collection on again.
    """
    global _making  # noqa: PLW0603 - collection is one for the whole process
    with _lock:
        if _making == 0 and not gc.isenabled():
            # Turned off by others, for whom it stays off.
            collecting = False
        else:
            collecting = True
            _making += 1
            gc.disable()
    try:
        yield
    finally:
        if collecting:
            with _lock:
                _making -= 1
                if _making == 0:
                    gc.enable()
