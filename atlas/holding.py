"""What is held in memory: opened documents within a bound, and on each what was made of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Iterable
from functools import wraps
from typing import Any, Concatenate, Final, Generic, ParamSpec, Protocol, TypeVar
from weakref import WeakValueDictionary

from cachetools import LRUCache, TTLCache

T = TypeVar("T")
P = ParamSpec("P")
NOTHING: Final = object()


class Memo:
    """What functions made of one thing, the answers least asked given up first.

    It stands on the thing itself, so that nothing of it outlives the thing.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: dict[Hashable, LRUCache[Hashable, Any]] = {}
        self._lock = threading.Lock()

    def find_or_make(self, kind: Hashable, key: Hashable, most: int, make: Callable[[], T]) -> T:
        """An answer made before, or made now; what fails is not kept.

        At most `most` answers of a kind are kept, nor more than the memo keeps of any.
        """
        with self._lock:
            answers = self._answers.get(kind)
            if answers is None:
                answers = self._answers[kind] = LRUCache(min(most, self._most))
            found = answers.get(key, NOTHING)
        if found is not NOTHING:
            return found  # type: ignore[no-any-return]
        made = make()
        with self._lock:
            # Cleared meanwhile: what is added now is nobody's to find.
            answers[key] = made
        return made

    def clear(self) -> None:
        """Let go of every answer."""
        with self._lock:
            self._answers.clear()


class HasMemo(Protocol):
    """A thing on which answers can be kept."""

    @property
    def memo(self) -> Memo:
        """What was made of it."""


D = TypeVar("D", bound=HasMemo)


def kept_on_it(
    most: int = 1,
) -> Callable[[Callable[Concatenate[D, P], T]], Callable[Concatenate[D, P], T]]:
    """Keep what a function makes of its first argument on that argument, by the others."""

    def keeping(make: Callable[Concatenate[D, P], T]) -> Callable[Concatenate[D, P], T]:
        kind = f"{make.__module__}.{make.__qualname__}"

        @wraps(make)
        def found(thing: D, /, *others: P.args, **named: P.kwargs) -> T:
            key = (others, tuple(sorted(named.items()))) if named else others
            return thing.memo.find_or_make(kind, key, most, lambda: make(thing, *others, **named))

        return found

    return keeping


class _Gate:
    """A lock that is forgotten when nobody stands before it."""

    __slots__ = ("__weakref__", "lock")

    def __init__(self) -> None:
        self.lock = threading.Lock()


class _Weighed(LRUCache[str, T]):
    """Things by weight; `let_go` is told of each that is given up for another."""

    def __init__(self, most: int, weigh: Callable[[T], int], let_go: Callable[[T], object]) -> None:
        super().__init__(most, getsizeof=weigh)
        self._let_go = let_go

    def popitem(self) -> tuple[str, T]:
        name, thing = super().popitem()
        self._let_go(thing)
        return name, thing


class Held(Generic[T]):
    """Things opened by name and held while together they weigh no more than `most`.

    Each is opened once however many ask for it, and nobody waits for another's: what takes
    seconds to open keeps only those from it who want the same.
    """

    def __init__(
        self,
        open_: Callable[[str], T],
        *,
        weigh: Callable[[T], int],
        most: int,
        let_go: Callable[[T], object] = lambda thing: None,
    ) -> None:
        self._open = open_
        self._weigh = weigh
        self._let_go = let_go
        self._things: _Weighed[T] = _Weighed(most, weigh, let_go)
        self._gates: WeakValueDictionary[str, _Gate] = WeakValueDictionary()
        self._lock = threading.Lock()

    def find(self, name: str) -> T | None:
        """What is held under a name."""
        with self._lock:
            return self._things.get(name)

    def get(self, name: str) -> T:
        """What is held under a name, or is opened now; raises what opening raises."""
        with self._lock:
            if (held := self._things.get(name)) is not None:
                return held
            gate = self._gates.get(name)
            if gate is None:
                gate = self._gates[name] = _Gate()
        with gate.lock:
            if (held := self.find(name)) is not None:
                return held
            opened = self._open(name)
            if self._weigh(opened) <= self._things.maxsize:
                with self._lock:
                    self._things[name] = opened
            return opened

    def drop(self, names: Iterable[str]) -> None:
        """Let go of what is held under some names."""
        with self._lock:
            for name in names:
                if name in self._things:
                    self._let_go(self._things.pop(name))

    def names(self) -> list[str]:
        """Names of all that is held."""
        with self._lock:
            return list(self._things)

    @property
    def weight(self) -> int:
        """What all that is held weighs together."""
        with self._lock:
            return int(self._things.currsize)


class Left:
    """Bytes left under a name for whoever comes for them: given once, and held for a while only.

    Together they are no more than `most` bytes, the oldest given up for others.
    """

    def __init__(
        self, *, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._left: TTLCache[str, bytes] = TTLCache(most, seconds, timer=clock, getsizeof=len)
        self._lock = threading.Lock()

    def leave(self, name: str, data: bytes) -> None:
        """Leave bytes under a name, if there can be room for them."""
        with self._lock:
            if len(data) <= self._left.maxsize:
                self._left[name] = data

    def take(self, name: str) -> bytes | None:
        """What was left under a name, which is left no longer."""
        with self._lock:
            return self._left.pop(name, None)

    def drop(self, names: Iterable[str]) -> None:
        """Let go of what is left under some names."""
        for name in names:
            self.take(name)

    def names(self) -> list[str]:
        """Names under which something is left; what has waited too long is let go of."""
        with self._lock:
            self._left.expire()
            return list(self._left)


class Noted:
    """Names noted since they were last taken."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._lock = threading.Lock()

    def note(self, *names: str) -> None:
        """Add names."""
        with self._lock:
            self._names.update(names)

    def take(self) -> set[str]:
        """The names noted, which are noted no longer."""
        with self._lock:
            taken, self._names = self._names, set()
            return taken
