"""
How far two days or two spans of days lie apart.

    2023-07-24 to 2023-07-30  and  2023-07-27   ->  0: they meet
    2022-11-02                and  2023-07-27   ->  267
"""

import re
from calendar import monthrange
from datetime import date

from onrecord.ledger.matching.kept import kept

__all__ = ["day_number", "days_apart", "days_between", "days_said", "first_day", "last_day", "this_and_next"]


def days_between(first: str | None, second: str | None) -> int | None:
    """Return the days between two ISO days; None where either is unknown."""
    return None if first is None or second is None else abs(day_number(first) - day_number(second))


def days_apart(first: tuple[str | None, str | None], second: tuple[str | None, str | None]) -> int | None:
    """Return the days between two inclusive intervals, 0 where they meet; None where either is unknown."""
    starts, ends = (first[0] or first[1], second[0] or second[1]), (first[1] or first[0], second[1] or second[0])
    if starts[0] is None or starts[1] is None or ends[0] is None or ends[1] is None:
        return None
    return max(0, day_number(starts[1]) - day_number(ends[0]), day_number(starts[0]) - day_number(ends[1]))


def first_day(when: str | None) -> str | None:
    """Return the first day of an ISO day, month or year: `2022-11` -> `2022-11-01`; None where it is none."""
    return _day(when, last=False)


def last_day(when: str | None) -> str | None:
    """Return the last day of an ISO day, month or year: `2022-11` -> `2022-11-30`; None where it is none."""
    return _day(when, last=True)


def this_and_next(day: str | None, months: int) -> tuple[int, ...]:
    """
    Return the numbers of the stretch of so many months that an ISO day is in and of the next; none where it is unknown.

    Two days that lie no further apart than a stretch is long have a number in common, two that lie twice as far
    apart have none.
    """
    if day is None:
        return ()
    stretch = (int(day[:4]) * 12 + int(day[5:7]) - 1) // months
    return stretch, stretch + 1


def days_said(apart: int) -> str:
    """Return in words how far two days lie apart: `1 day apart`."""
    return f"{apart} day{'' if apart == 1 else 's'} apart"


@kept(1 << 14)
def day_number(day: str) -> int:
    """Return the number of an ISO day, days following each other; ValueError where it is none."""
    return date.fromisoformat(day[:10]).toordinal()


_WHEN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2})(?!\d))?)?(?![\d-])")


@kept(1 << 14)
def _day(when: str | None, *, last: bool) -> str | None:
    """The day that a date begins or ends with; a day that no calendar has is none."""
    match = _WHEN.match(when or "")
    if match is None or match[1] == "0000":
        return None
    year, month = int(match[1]), int(match[2] or (12 if last else 1))
    length = monthrange(year, month)[1]
    day = int(match[3] or (length if last else 1))
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= length else None
