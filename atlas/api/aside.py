"""Work on readers' documents, in threads of its own.

Opening a long one takes seconds. In the threads of everybody it would keep assets and answers about
the built-in plan waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

THREADS: Final = ThreadPoolExecutor(4, thread_name_prefix="readers-documents")


async def aside(work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """What a piece of work on a reader's document comes to."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(THREADS, partial(work, *given, **named))
