"""
Memory that is free goes back to the system: between two batches of the ledger, now and then while reports are read.

A batch of the ledger holds thousands of rows as numbers for a moment, and a long report takes what many short ones do
not need. The C library keeps the room they had for the next one, in pieces, so that a build of years of news would come
to keep what its largest ever took: 40 MB in each process that reads, after a thousand reports.
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
