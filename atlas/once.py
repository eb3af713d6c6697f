"""What an object works out once, without one object ever waiting for another."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any, Generic, TypeVar, overload

Made = TypeVar("Made")

_LOCK = "_being_made"


class once(Generic[Made]):
    """A property that is worked out when first asked for, and kept with its object.

    `functools.cached_property` holds one lock a class in Python 3.11: whoever asks for the table
    of one document waits for that of every other. Here each object has its own, so threads wait
    only where they ask the same of the same object, and then the work is done once.
    """

    def __init__(self, make: Callable[[Any], Made]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> once[Made]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Made: ...
    def __get__(self, instance: object | None, owner: type) -> once[Made] | Made:
        if instance is None:
            return self
        # What was made stands in the object itself, where Python finds it before it asks here.
        held = vars(instance)
        with held.setdefault(_LOCK, RLock()):
            if self._name not in held:
                held[self._name] = self._make(instance)
            made: Made = held[self._name]
            return made
