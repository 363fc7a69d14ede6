"""
How far two days or two spans of days lie apart.

    2023-07-24 to 2023-07-30  and  2023-07-27   ->  0: they meet
    2022-11-02                and  2023-07-27   ->  267
"""

from datetime import date
from functools import lru_cache

__all__ = ["days_apart", "days_between"]


def days_between(first: str | None, second: str | None) -> int | None:
    """Return the days between two ISO days; None where either is unknown."""
    return None if first is None or second is None else abs(_number(first) - _number(second))


def days_apart(first: tuple[str | None, str | None], second: tuple[str | None, str | None]) -> int | None:
    """Return the days between two inclusive intervals, 0 where they meet; None where either is unknown."""
    starts, ends = (first[0] or first[1], second[0] or second[1]), (first[1] or first[0], second[1] or second[0])
    if starts[0] is None or starts[1] is None or ends[0] is None or ends[1] is None:
        return None
    return max(0, _number(starts[1]) - _number(ends[0]), _number(starts[0]) - _number(ends[1]))


@lru_cache(maxsize=1 << 14)
def _number(day: str) -> int:
    """The number of a day; ValueError where it is none."""
    return date.fromisoformat(day[:10]).toordinal()
