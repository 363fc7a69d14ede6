"""
How far two days or two spans of days lie apart.

    2023-07-24 to 2023-07-30  and  2023-07-27   ->  0: they meet
    2022-11-02                and  2023-07-27   ->  267
"""

from datetime import date
from functools import lru_cache

__all__ = ["day_number", "days_apart", "days_between", "days_said"]


def days_between(first: str | None, second: str | None) -> int | None:
    """Return the days between two ISO days; None where either is unknown."""
    return None if first is None or second is None else abs(day_number(first) - day_number(second))


def days_apart(first: tuple[str | None, str | None], second: tuple[str | None, str | None]) -> int | None:
    """Return the days between two inclusive intervals, 0 where they meet; None where either is unknown."""
    starts, ends = (first[0] or first[1], second[0] or second[1]), (first[1] or first[0], second[1] or second[0])
    if starts[0] is None or starts[1] is None or ends[0] is None or ends[1] is None:
        return None
    return max(0, day_number(starts[1]) - day_number(ends[0]), day_number(starts[0]) - day_number(ends[1]))


def days_said(apart: int) -> str:
    """Return in words how far two days lie apart: `1 day apart`."""
    return f"{apart} day{'' if apart == 1 else 's'} apart"


@lru_cache(maxsize=1 << 14)
def day_number(day: str) -> int:
    """Return the number of an ISO day, days following each other; ValueError where it is none."""
    return date.fromisoformat(day[:10]).toordinal()
