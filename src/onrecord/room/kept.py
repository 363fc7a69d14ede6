"""
What is costly to count and changes only when the record does, kept between requests.

    kept.value("front", room.stamp, lambda: room.store.look_up(overview))

While a build writes, the record changes with every report. A value is then used on for a
little while, twenty times as long as it took to make, so that readers never wait for
one count after the other; pages that show such a value say when it was counted.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

__all__ = ["Kept"]

_FOR_TIMES = 20
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    value: Any
    stamp: object
    until: float
    """On the monotonic clock, in seconds: until when it is used though the record has changed."""


class Kept:
    """Values by name; one thread makes one, the others use the one before or wait for the first."""

    def __init__(self) -> None:
        """Begin with none."""
        self._values: dict[str, _Value] = {}
        self._making: dict[str, Lock] = {}
        self._lock = Lock()

    def value(self, name: str, stamp: object, make: Callable[[], Made]) -> Made:
        """Return the value of that name for a state of the record, made anew where that is due."""
        found = self._values.get(name)
        if found is not None and _is_good(found, stamp):
            return found.value  # type: ignore[no-any-return]  # of whatever the caller makes under this name
        with self._lock:
            making = self._making.setdefault(name, Lock())
        if not making.acquire(blocking=found is None):
            return found.value  # type: ignore[union-attr,no-any-return]  # another thread is making the next one
        try:
            found = self._values.get(name)
            if found is not None and _is_good(found, stamp):
                return found.value  # type: ignore[no-any-return]
            began = time.monotonic()
            value = make()
            ended = time.monotonic()
            self._values[name] = _Value(value=value, stamp=stamp, until=ended + _FOR_TIMES * (ended - began))
            return value
        finally:
            making.release()


def _is_good(found: _Value, stamp: object) -> bool:
    return found.stamp == stamp or time.monotonic() < found.until
