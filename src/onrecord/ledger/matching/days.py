"""
How far two days or two spans of days lie apart.

    2023-07-24 to 2023-07-30  and  2023-07-27   ->  0: they meet
    2022-11                   and  2023-07-27   ->  239: from the last day of the month

A month or a year alone is all its days.
"""

import calendar
from datetime import date
from functools import lru_cache

__all__ = ["day_number", "days_apart", "days_between", "days_said"]


def days_between(first: str | None, second: str | None) -> int | None:
    """Return the days between two ISO days; None where either is unknown."""
    return days_apart((first, None), (second, None))


def days_apart(first: tuple[str | None, str | None], second: tuple[str | None, str | None]) -> int | None:
    """Return the days between two inclusive intervals, 0 where they meet; None where either is unknown."""
    ours, theirs = _bounds(*first), _bounds(*second)
    if ours is None or theirs is None:
        return None
    return max(0, theirs[0] - ours[1], ours[0] - theirs[1])


def days_said(apart: int) -> str:
    """Return in words how far two days lie apart: `1 day apart`."""
    return f"{apart} day{'' if apart == 1 else 's'} apart"


def day_number(day: str) -> int | None:
    """Return the number of an ISO day, or of the first of a month or a year; None where it is none of these."""
    days = _days(day)
    return days[0] if days else None


def _bounds(start: str | None, end: str | None) -> tuple[int, int] | None:
    first, last = _days(start or end), _days(end or start)
    return (first[0], last[1]) if first and last else None


@lru_cache(maxsize=1 << 14)
def _days(written: str | None) -> tuple[int, int] | None:
    """The numbers of the first and last day that an ISO date, month or year names; None for anything else."""
    parts = (written or "")[:10].split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isdecimal() for part in parts):
        return None
    year, month, day = (int(part) for part in (*parts, "0", "0")[:3])
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:  # no such day, such as 2023-02-30: it says nothing
        return None
    return first.toordinal(), last.toordinal()
