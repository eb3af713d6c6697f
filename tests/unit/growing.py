"""What a piece of work costs as its input grows, in processor time of this process."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Final

MOST: Final = 6.0
"""Times what four times the input may cost; twice the power would be 16."""

SLACK: Final = 0.03
"""Seconds that a first call, a collection or another process may add."""


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run, without what Python spends on the values of other tests."""
    collecting = gc.isenabled()
    gc.disable()
    start = time.process_time()
    try:
        work()
        return time.process_time() - start
    finally:
        if collecting:
            gc.enable()


def in_proportion(of: Callable[[int], Callable[[], object]], size: int) -> str:
    """Empty where four times the input costs about four times as much, else what it cost.

    `of` makes the work for a size. A run that another process has slowed is made again: the best
    of several counts.
    """
    small, large = of(size), of(4 * size)
    one, four = seconds(small), seconds(large)
    for _ in range(3):
        if four <= MOST * one + SLACK:
            return ""
        one, four = min(one, seconds(small)), min(four, seconds(large))
    return f"{one:.3f} s for {size:,}, {four:.3f} s for {4 * size:,}"
