"""
What is costly to count and changes only when the record does, kept between requests.

    room.counted("front", lambda room: room.store.look_up(overview))

A count that takes long is made anew beside the requests: while a build writes, the record
changes with every report, and readers get the count before rather than wait for the next.
Counting then takes a twentieth of the time at most.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Any, TypeVar

__all__ = ["Kept"]

_FOR_TIMES = 20
_LONG_SECONDS = 0.1
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    value: Any
    stamp: object
    took_seconds: float
    made: float
    """When, on the monotonic clock."""


class Kept:
    """Values by name."""

    def __init__(self) -> None:
        """Begin with none."""
        self._values: dict[str, _Value] = {}
        self._making: dict[str, Lock] = {}
        self._lock = Lock()

    def value(
        self, name: str, stamp: object, make: Callable[[], Made], make_apart: Callable[[], tuple[object, Made]]
    ) -> Made:
        """
        Return the value of that name for a state of the record.

        `make` makes it here; `make_apart` in another thread, and returns the state that it saw as well.
        """
        found = self._values.get(name)
        if found is None or (found.stamp != stamp and found.took_seconds <= _LONG_SECONDS):
            return self._made(name, stamp, make)
        if found.stamp != stamp and time.monotonic() > found.made + _FOR_TIMES * found.took_seconds:
            self._make_apart(name, make_apart)
        return found.value  # type: ignore[no-any-return]  # of whatever the caller makes under this name

    def known(self, name: str) -> Any:
        """Return the value of that name as it was last made, of whatever state; None where none was."""
        found = self._values.get(name)
        return None if found is None else found.value

    def _made(self, name: str, stamp: object, make: Callable[[], Made]) -> Made:
        with self._making_of(name):
            found = self._values.get(name)
            if found is not None and found.stamp == stamp:
                return found.value  # type: ignore[no-any-return]  # another thread made it while this one waited
            began = time.monotonic()
            value = make()
            self._keep(name, stamp, value, began)
            return value

    def _make_apart(self, name: str, make_apart: Callable[[], tuple[object, Made]]) -> None:
        making = self._making_of(name)
        if not making.acquire(blocking=False):
            return  # under way

        def made() -> None:
            began = time.monotonic()
            try:
                stamp, value = make_apart()
                self._keep(name, stamp, value, began)
            finally:
                making.release()

        Thread(target=made, name=f"counting {name}", daemon=True).start()

    def _keep(self, name: str, stamp: object, value: object, began: float) -> None:
        now = time.monotonic()
        self._values[name] = _Value(value=value, stamp=stamp, took_seconds=now - began, made=now)

    def _making_of(self, name: str) -> Lock:
        with self._lock:
            return self._making.setdefault(name, Lock())
