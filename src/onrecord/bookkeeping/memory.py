"""
Memory that is free goes back to the system between two batches of the ledger.

A batch holds thousands of rows as numbers for a moment. The C library keeps the room they had for the next one, and
a build of years of news would keep what its largest batch ever took.
"""

import ctypes
import sys
from collections.abc import Callable
from functools import cache

__all__ = ["give_back"]


def give_back() -> None:
    """Give free memory back, where the C library can (glibc's malloc_trim); a millisecond or two."""
    _trimming()(0)


@cache
def _trimming() -> Callable[[int], object]:
    """What gives it back; something that does nothing where there is no such thing."""
    if not sys.platform.startswith("linux"):
        return lambda _: None
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError):  # another C library
        return lambda _: None
